"""The table of monthly checks with the ledger."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, func, select

from models.books_checks.draft import BooksCheckDraft
from models.books_checks.record import BooksCheck, LedgerBalance, LedgerReason
from models.drafts import entries
from models.language import N_
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(BooksCheckDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return BooksCheck.__table__, {"row": BooksCheck}, BooksCheck.void == 0


def _customers(sources: Sources) -> ColumnElement[int]:
    mine = LedgerBalance.check_id == sources["row"].id
    rows = select(func.count(LedgerBalance.party_id.distinct())).where(mine)
    return rows.correlate(BooksCheck).scalar_subquery()


def _reasons(sources: Sources) -> ColumnElement[int]:
    rows = select(func.count()).where(LedgerReason.check_id == sources["row"].id)
    return rows.correlate(BooksCheck).scalar_subquery()


LISTING = Listing(
    name="books_checks",
    title=N_("Checks with the ledger"),
    noun="books_checks",
    columns=(
        column(_HOW["month"], lambda s: s["row"].month, "text", width=10),
        column(_HOW["covers"], lambda s: s["row"].covers, "choice", width=30),
        Column("customers", N_("Customers"), "number", _customers, width=8),
        Column("explained", N_("Reasons told"), "number", _reasons, width=8),
        column(_HOW["remark"], lambda s: s["row"].remark, "text", width=30),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    words=(lambda s: s["row"].month, lambda s: s["row"].remark),
    sort="month",
    descending=True,
    empty=N_("At the end of a month our balances are checked with the ledger here, customer by customer."),
)
