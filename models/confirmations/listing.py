"""The table of replies: what came back to which statement, who signed it, and what of it is confirmed.

Nothing is added up: replies to several statements of one debtor speak of the same money on several days.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select, type_coerce

from models.confirmations.draft import ReplyDraft
from models.confirmations.record import Reply, ReplyDifference
from models.confirmations.standing import speaks
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.language import N_
from models.parties import Party
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(ReplyDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Reply.__table__.outerjoin(Party.__table__, Party.id == Reply.party_id).outerjoin(
        Contract.__table__, Contract.id == Reply.contract_id
    )
    sources = {"row": Reply, "party": Party, "contract": Contract, "as_of": question.as_of}
    return joined, sources, Reply.void == 0


def _explained(_sources: Sources) -> ColumnElement[Any]:
    told = select(func.coalesce(func.sum(ReplyDifference.amount), 0)).where(ReplyDifference.reply_id == Reply.id)
    return type_coerce(told.correlate(Reply).scalar_subquery(), Fen())


def _speaks(sources: Sources) -> ColumnElement[Any]:
    return case((speaks(sources["as_of"]), 1), else_=0)


LISTING = Listing(
    name="replies",
    title=N_("Replies to statements"),
    noun="replies",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=12),
        column(_HOW["letter"], lambda s: s["row"].letter, "text", width=15),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=22),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=14, shown=False, reference=True),
        column(_HOW["as_of"], lambda s: s["row"].as_of, "date", width=10),
        currency_column(lambda s: s["row"].currency),
        column(_HOW["stated"], lambda s: s["row"].stated, "money", width=14),
        column(_HOW["replied_on"], lambda s: s["row"].replied_on, "date", width=10),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=10),
        column(_HOW["confirmed"], lambda s: s["row"].confirmed, "money", width=14),
        Column("explained", N_("Differences explained"), "money", _explained, width=13),
        column(_HOW["signatory"], lambda s: s["row"].signatory, "text", width=9),
        column(_HOW["capacity"], lambda s: s["row"].capacity, "choice", width=10),
        column(_HOW["authority"], lambda s: s["row"].authority, "text", width=16, shown=False),
        column(_HOW["seal"], lambda s: s["row"].seal, "choice", width=9),
        Column("speaks", N_("Counts"), "flag", _speaks, width=6),
        Column("binds", N_("Binds the company"), "flag", lambda s: s["row"].is_strong, width=7),
        column(_HOW["promises"], lambda s: s["row"].promises, "flag", width=7, shown=False),
        column(_HOW["demand"], lambda s: s["row"].demand, "flag", width=7, shown=False),
        column(_HOW["closed_on"], lambda s: s["row"].closed_on, "date", width=10, shown=False),
        column(_HOW["withdrawn_on"], lambda s: s["row"].withdrawn_on, "date", width=10, shown=False),
        column(_HOW["withdrawn_for"], lambda s: s["row"].withdrawn_for, "text", width=20, shown=False),
        column(_HOW["remark"], lambda s: s["row"].remark, "text", width=20, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"party": lambda s: s["row"].party_id, "contract": lambda s: func.coalesce(s["row"].contract_id, "")},
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].letter,
        lambda s: s["row"].signatory,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
        lambda s: s["contract"].number,
    ),
    currency="currency",
    sort="replied_on",
    descending=True,
    empty=N_("What debtors answered to statements belongs here: who signed, with which seal, what is confirmed."),
)
