"""The table of deposits and guarantees: what was given, what came back or was deducted, when it is due or expires."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.deposits.draft import DepositDraft
from models.deposits.record import Deposit, DepositDeduction
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.language import N_
from models.money import Money
from models.of_contract import NAMES, SCOPES
from models.receivables.due import due_on
from models.receivables.record import Allocation, Receivable
from models.receivables.taken_off import paid
from models.store.base import Day, Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(DepositDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Deposit.__table__.outerjoin(Contract.__table__, Contract.id == Deposit.contract_id)
    parts = {"row": Deposit, "contract": Contract, "as_of": question.as_of}
    return joined, parts, Deposit.void == 0


def _of_owed(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """SQL of the receivable of a cash deposit; NULL for a guarantee."""
    mine = Receivable.source_id == Deposit.id, Receivable.void == 0
    return select(value).select_from(Receivable).where(*mine).correlate(Deposit).scalar_subquery()


def _came_back(sources: Sources) -> ColumnElement[Money]:
    a = Allocation
    by_receipt = a.void == 0, a.receipt_id.is_not(None), a.allocated_on <= sources["as_of"]
    paid = select(func.sum(a.amount)).join(Receivable, Receivable.id == a.receivable_id)
    mine = Receivable.source_id == Deposit.id, Receivable.void == 0
    return type_coerce(paid.where(*mine, *by_receipt).correlate(Deposit).scalar_subquery(), Fen())


def _open(sources: Sources) -> ColumnElement[Money]:
    return type_coerce(_of_owed(Receivable.amount - paid(sources["as_of"])), Fen())


def _due(sources: Sources) -> ColumnElement[date]:
    return type_coerce(_of_owed(due_on(sources["as_of"])), Day())


def _deducted(agreed: bool) -> Any:
    def value(sources: Sources) -> ColumnElement[Money]:
        d = DepositDeduction
        mine = d.deposit_id == Deposit.id, d.agreed == int(agreed), d.deducted_on <= sources["as_of"]
        return type_coerce(select(func.sum(d.amount)).where(*mine).correlate(Deposit).scalar_subquery(), Fen())

    return value


LISTING = Listing(
    name="deposits",
    title=N_("Deposits and guarantees"),
    noun="deposits",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=15),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=15),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=9),
        column(_HOW["form"], lambda s: s["row"].form, "choice", width=7),
        column(_HOW["paid_on"], lambda s: s["row"].paid_on, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=13, total=True),
        Column("came_back", N_("Came back"), "money", _came_back, width=11, total=True),
        Column("deducted", N_("Deducted"), "money", _deducted(True), width=10, total=True),
        Column("open", N_("Still to come back"), "money", _open, width=13, total=True),
        Column("due_on", N_("Due on"), "date", _due, width=10),
        column(_HOW["expires_on"], lambda s: s["row"].expires_on, "date", width=10),
        Column("disputed", N_("Deduction disputed"), "money", _deducted(False), width=13, total=True, shown=False),
        column(_HOW["guarantee_number"], lambda s: s["row"].guarantee_number, "text", width=16, shown=False),
        column(_HOW["bank"], lambda s: s["row"].bank, "text", width=18, shown=False),
        column(_HOW["returned_on"], lambda s: s["row"].returned_on, "date", width=11, shown=False),
        evidence_column(lambda s: s["row"].id),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].guarantee_number,
        lambda s: s["row"].bank,
        *NAMES,
    ),
    currency="currency",
    sort="paid_on",
    descending=True,
    empty=N_("Deposits paid and bank guarantees given belong here, with the day they come back or expire."),
)
