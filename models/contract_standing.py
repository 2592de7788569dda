"""Where contracts stand on the cut-off day: what was agreed, certified, received and is overdue; their table."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select, true, type_coerce

from models.certificates.record import PaymentCertificate
from models.contracts.draft import KINDS, ContractDraft
from models.contracts.record import Agreement, Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.final_accounts.record import FinalAccount
from models.language import N_
from models.money import Money
from models.of_contract import NAMES
from models.opening_position import OpeningPosition
from models.parties import Party
from models.projects import Project
from models.receipts.record import Receipt
from models.receivables.due import due_on
from models.receivables.record import OURS, Allocation, Receivable
from models.receivables.taken_off import paid
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column
from models.variations import approved_sums

_HOW = entries(ContractDraft)


def certified(as_of: date) -> ColumnElement[Money]:
    """SQL of a contract's value certified to a day, with what was certified before the book began.

    A final account or a stage settlement adds its difference to the certificates, which may be negative.
    """
    settled = select(func.sum(FinalAccount.settled - FinalAccount.certified)).where(
        FinalAccount.contract_id == Contract.id, FinalAccount.void == 0, FinalAccount.settled_on <= as_of
    )
    return type_coerce(by_certificates(as_of) + func.coalesce(settled.correlate(Contract).scalar_subquery(), 0), Fen())


def by_certificates(as_of: date) -> ColumnElement[Money]:
    """SQL of what the certificates of a contract come to by a day, with those from before the book."""
    signed = select(func.sum(PaymentCertificate.gross)).where(
        PaymentCertificate.contract_id == Contract.id,
        PaymentCertificate.void == 0,
        PaymentCertificate.certified_on <= as_of,
    )
    return type_coerce(_both(signed, OpeningPosition.certified, as_of), Fen())


def agreed(as_of: date) -> ColumnElement[Money]:
    """SQL of a contract's price on a day with its supplementary agreements and the variations approved by then."""
    changed = select(func.sum(Agreement.price_change)).where(
        Agreement.contract_id == Contract.id, Agreement.valid_from <= as_of
    )
    sums = approved_sums(as_of).subquery("approved_of")
    approved = select(sums.c.approved).where(sums.c.contract_id == Contract.id)
    more = (func.coalesce(one.correlate(Contract).scalar_subquery(), 0) for one in (changed, approved))
    return type_coerce(Contract.price + sum(more), Fen())


def received(as_of: date) -> ColumnElement[Money]:
    """SQL of what was received for a contract to a day, set against its debts or not, and before the book began.

    It is what a finance office calls 累计已收; of it ``unallocated`` has not been set against anything yet.
    """
    allocated = (
        select(func.sum(Allocation.amount))
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .where(
            Receivable.contract_id == Contract.id,
            Receivable.void == 0,
            Receivable.kind.not_in(OURS),
            Allocation.void == 0,
            Allocation.way == "receipt",
            Allocation.allocated_on <= as_of,
        )
    )
    whole = _both(allocated, OpeningPosition.received, as_of) + unallocated(as_of)
    return type_coerce(whole, Fen())


def unallocated(as_of: date) -> ColumnElement[Money]:
    """SQL of what was received for a contract to a day and is not set against any debt."""
    mine = Receipt.contract_id == Contract.id, Receipt.void == 0, Receipt.received_on <= as_of
    came = select(func.sum(Receipt.amount)).where(*mine).correlate(Contract).scalar_subquery()
    used = (
        select(func.sum(Allocation.amount))
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .where(*mine, Allocation.void == 0, Allocation.allocated_on <= as_of)
        .correlate(Contract)
        .scalar_subquery()
    )
    return type_coerce(func.coalesce(came, 0) - func.coalesce(used, 0), Fen())


def _both(ours: Any, before: Any, as_of: date) -> ColumnElement[Money]:
    """Ours and, from the day the book began on, what came before it."""
    began = OpeningPosition.contract_id == Contract.id, OpeningPosition.taken_on <= as_of
    mine = ours.correlate(Contract).scalar_subquery()
    start = select(before).where(*began).correlate(Contract).scalar_subquery()
    return type_coerce(func.coalesce(mine, 0) + func.coalesce(start, 0), Fen())


def owed(as_of: date, *where: ColumnElement[bool]) -> ColumnElement[Money]:
    """SQL of a contract's open receivables on a day; asked row by row, so that a page costs only its rows."""
    sums = (
        select(func.sum(Receivable.amount - paid(as_of)))
        .where(Receivable.contract_id == Contract.id, Receivable.void == 0, Receivable.posted_on <= as_of, *where)
        .correlate(Contract)
        .scalar_subquery()
    )
    return func.coalesce(sums, 0, type_=Fen())


def overdue(as_of: date) -> ColumnElement[Money]:
    """SQL: the overdue part of it."""
    return owed(as_of, due_on(as_of) < as_of)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Contract.__table__.outerjoin(Party.__table__, Party.id == Contract.owner_id).outerjoin(
        Project.__table__, Project.id == Contract.project_id
    )
    parts = {"contract": Contract, "owner": Party, "project": Project, "as_of": question.as_of}
    return joined, parts, true()


LISTING = Listing(
    name="contracts",
    title=N_("Contracts"),
    noun="contracts",
    columns=(
        column(_HOW["number"], lambda s: s["contract"].number, "text", width=13),
        column(_HOW["name"], lambda s: s["contract"].name, "text", width=26),
        column(_HOW["owner"], lambda s: s["owner"].name, "text", width=24),
        column(_HOW["project"], lambda s: s["project"].name, "text", width=18, shown=False),
        Column("kind", N_("Kind"), "choice", lambda s: s["contract"].kind, width=8, choices=KINDS, shown=False),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["signed_on"], lambda s: s["contract"].signed_on, "date", shown=False),
        column(_HOW["price"], lambda s: s["contract"].price, "money", width=14, total=True),
        Column("certified", N_("Certified to date"), "money", lambda s: certified(s["as_of"]), width=14, total=True),
        Column("received", N_("Received to date"), "money", lambda s: received(s["as_of"]), width=14, total=True),
        Column(
            "unallocated",
            N_("Of it not allocated"),
            "money",
            lambda s: unallocated(s["as_of"]),
            width=14,
            total=True,
            shown=False,
        ),
        Column("balance", N_("Balance"), "money", lambda s: owed(s["as_of"]), width=14, total=True),
        Column("overdue", N_("Overdue"), "money", lambda s: overdue(s["as_of"]), width=14, total=True),
        column(_HOW["handler"], lambda s: s["contract"].handler, "text", width=10, shown=False),
    ),
    source=_source,
    key=lambda s: s["contract"].id,
    scopes={
        "contract": lambda s: s["contract"].id,
        "party": lambda s: s["contract"].owner_id,
        "project": lambda s: s["contract"].project_id,
    },
    words=(
        *NAMES,
        lambda s: s["owner"].name,
        lambda s: s["owner"].initials,
    ),
    currency="currency",
    sort="number",
    empty=N_("Contracts belong here. Add the first one, or import a workbook with all of them."),
)
