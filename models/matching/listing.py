"""The list of owners' ledgers: whose, up to which day, what it comes to, how much of it is matched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, exists, func, select, type_coerce

from models.currency_column import currency_column
from models.drafts import entries
from models.language import N_
from models.matching.draft import OwnerLedgerDraft
from models.matching.record import LedgerMatch, MatchedLine, OwnerLedger, OwnerLine
from models.money import Money
from models.parties import Party
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(OwnerLedgerDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = OwnerLedger.__table__.outerjoin(Party.__table__, Party.id == OwnerLedger.party_id)
    return joined, {"row": OwnerLedger, "party": Party, "as_of": question.as_of}, OwnerLedger.void == 0


def _comes_to(sources: Sources) -> ColumnElement[Money]:
    total = select(func.coalesce(func.sum(OwnerLine.amount), 0)).where(OwnerLine.ledger_id == OwnerLedger.id)
    return type_coerce(total.correlate(OwnerLedger).scalar_subquery(), Fen())


def _lines(sources: Sources) -> ColumnElement[Any]:
    count = select(func.count(OwnerLine.id)).where(OwnerLine.ledger_id == OwnerLedger.id)
    return count.correlate(OwnerLedger).scalar_subquery()


def _unmatched(sources: Sources) -> ColumnElement[Any]:
    held = exists().where(
        MatchedLine.line == OwnerLine.id,
        MatchedLine.match_id == LedgerMatch.id,
        LedgerMatch.ledger_id == OwnerLedger.id,
    )
    alone = select(func.count(OwnerLine.id)).where(OwnerLine.ledger_id == OwnerLedger.id, ~held)
    return alone.correlate(OwnerLedger).scalar_subquery()


LISTING = Listing(
    name="owner_ledgers",
    title=N_("Owners' ledgers"),
    noun="owner_ledgers",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=14),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=26),
        column(_HOW["as_of"], lambda s: s["row"].as_of, "date", width=11),
        currency_column(lambda s: s["row"].currency),
        Column("comes_to", N_("Its lines come to"), "money", _comes_to, width=15, total=True),
        column(_HOW["stated"], lambda s: s["row"].stated, "money", width=15),
        Column("lines", N_("Number of lines"), "number", _lines, width=8),
        Column("unmatched", N_("Lines not matched"), "number", _unmatched, width=9),
        column(_HOW["file"], lambda s: s["row"].file, "text", width=24),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"party": lambda s: s["row"].party_id},
    words=(
        lambda s: s["row"].number, lambda s: s["row"].file, lambda s: s["party"].name, lambda s: s["party"].initials,
    ),
    currency="currency",
    sort="as_of",
    descending=True,
    empty=N_("Bring in what an owner's books say of us: the program finds which lines are the same money."),
)  # fmt: skip
