"""The table of disputed items: what each is about, how much of it is open on a day, who works on it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.disputes.draft import DisputeDraft
from models.disputes.record import Dispute
from models.disputes.standing import is_open
from models.drafts import entries
from models.language import N_
from models.of_contract import NAMES, SCOPES
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(DisputeDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Dispute.__table__.outerjoin(Contract.__table__, Contract.id == Dispute.contract_id)
    parts = {"row": Dispute, "contract": Contract, "as_of": question.as_of}
    return joined, parts, Dispute.void == 0


def _disputed(sources: Sources) -> ColumnElement[Any]:
    """What is in dispute on the day; nothing before it began and after it ended."""
    return type_coerce(case((is_open(sources["as_of"]), Dispute.amount - Dispute.undisputed)), Fen())


LISTING = Listing(
    name="disputes",
    title=N_("Disputed items"),
    noun="disputes",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=14),
        column(_HOW["name"], lambda s: s["row"].name, "text", width=18),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=12),
        column(_HOW["about"], lambda s: s["row"].about, "choice", width=8),
        column(_HOW["document"], lambda s: s["row"].document, "text", width=14),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=11, total=True),
        Column("disputed", N_("In dispute"), "money", _disputed, width=11, total=True),
        column(_HOW["opened_on"], lambda s: s["row"].opened_on, "date", width=10),
        column(_HOW["person"], lambda s: s["row"].person, "text", width=7),
        column(_HOW["closed_on"], lambda s: s["row"].closed_on, "date", width=10),
        column(_HOW["outcome"], lambda s: func.nullif(s["row"].outcome, ""), "choice", width=8),
        column(
            _HOW["undisputed"], lambda s: func.nullif(s["row"].undisputed, 0, type_=Fen()), "money", width=13,
            total=True, shown=False,
        ),
        column(_HOW["settled"], lambda s: s["row"].settled, "money", width=13, total=True, shown=False),
        column(_HOW["clause"], lambda s: s["row"].clause, "text", width=14, shown=False),
        column(_HOW["ours"], lambda s: s["row"].ours, "text", width=28, shown=False),
        column(_HOW["theirs"], lambda s: s["row"].theirs, "text", width=28, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["row"].initials,
        lambda s: s["row"].document,
        lambda s: s["row"].person,
        *NAMES,
    ),
    currency="currency",
    sort="opened_on",
    descending=True,
    empty=N_("What the parties do not agree about belongs here, with both positions. It changes no balance."),
)  # fmt: skip
