"""The parts of a statement beside its summary: classes, ageing, overdue items, money that stands beside the balance."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.disputes.record import Dispute
from models.disputes.standing import is_open
from models.money import Money
from models.parties import Party
from models.receipts.draft import METHODS
from models.receipts.record import Receipt
from models.receipts.unallocated import receipts, whose
from models.receivables import CLASSES, Allocation, Receivable, position
from models.receivables.ageing import ageing, bands_on, in_all
from models.rules.ageing import DUE, Band
from models.store.base import Fen
from reports.statement_figures import Bill, Disputed, OverdueItem, Part, Unallocated
from reports.statement_scope import Scope


def classes(session: Session, found: Scope) -> dict[str, list[Part]]:
    parts = defaultdict(list)
    for currency, kind, balance, *_ in session.execute(position.by_class(found.as_of, **found.named)):
        if balance:
            parts[currency].append((list(CLASSES).index(kind), Part(CLASSES[kind], balance)))
    return defaultdict(
        list, {currency: [part for _, part in sorted(rows, key=lambda row: row[0])] for currency, rows in parts.items()}
    )


def bands(session: Session, found: Scope) -> dict[str, list[Part]]:
    rows = in_all(ageing(session, found.as_of, DUE, **found.named))
    return {row.currency: [_band(band, row.bands[band.name]) for band in bands_on(found.as_of, DUE)] for row in rows}


def no_bands(as_of: date) -> list[Part]:
    return [_band(band, Money()) for band in bands_on(as_of, DUE)]


def _band(band: Band, amount: Money) -> Part:
    values = tuple((name, getattr(band, name)) for name in ("over", "upto") if getattr(band, name) is not None)
    return Part(band.caption, amount, values)


def overdue(session: Session, found: Scope) -> dict[str, list[OverdueItem]]:
    item = position.items(found.as_of, *found.owed)
    late = position.overdue(item, found.as_of)
    rows = session.execute(
        select(Contract.currency, Contract.number, item.c.document, item.c.kind, item.c.due_on, late)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(late != 0)
        .order_by(Contract.number, item.c.due_on, item.c.document, item.c.id)
    )
    listed = defaultdict(list)
    for currency, contract, document, kind, due_on, amount in rows:
        days = (found.as_of - due_on).days
        listed[currency].append(OverdueItem(contract, document, CLASSES[kind], due_on, days, amount))
    return listed


def unallocated(session: Session, found: Scope) -> dict[str, list[Unallocated]]:
    receipt = receipts(found.as_of, *whose(**found.named))
    rows = session.execute(
        select(receipt.c.currency, receipt.c.received_on, receipt.c.number, Party.name, receipt.c.unallocated)
        .join_from(receipt, Party, Party.id == receipt.c.payer_id)
        .where(receipt.c.unallocated != 0)
        .order_by(receipt.c.received_on, receipt.c.number)
    )
    beside = defaultdict(list)
    for currency, *told in rows:
        beside[currency].append(Unallocated(*told))
    return beside


def bills(session: Session, found: Scope) -> dict[str, list[Bill]]:
    """Bills in hand that came from this debtor or were set against what he owes."""
    used = exists().where(
        Allocation.receipt_id == Receipt.id,
        Allocation.void == 0,
        Allocation.receivable_id == Receivable.id,
        *found.owed,
    )
    receipt = receipts(found.as_of, or_(*whose(**found.named), used))
    rows = session.execute(
        select(
            receipt.c.currency, Receipt.bill_number, receipt.c.number, receipt.c.method, receipt.c.received_on,
            receipt.c.matures_on, receipt.c.in_hand,
        )
        .join_from(receipt, Receipt, Receipt.id == receipt.c.id)
        .where(receipt.c.in_hand != 0)
        .order_by(receipt.c.matures_on, receipt.c.number)
    )  # fmt: skip
    bills = defaultdict(list)
    for currency, bill, number, method, received_on, matures_on, amount in rows:
        bills[currency].append(Bill(bill or number, METHODS[method], received_on, matures_on, amount))
    return bills


def disputed(session: Session, found: Scope) -> dict[str, list[Disputed]]:
    """What was in dispute on the day; of what a document made owed no more stands in the balance than is open."""
    item = position.items(found.as_of, *found.owed)
    still_open = select(func.sum(item.c.open)).where(
        item.c.contract_id == Dispute.contract_id, item.c.document == Dispute.document
    )
    open_ = func.coalesce(still_open.correlate(Dispute).scalar_subquery(), 0, type_=Fen())
    amount = type_coerce(Dispute.amount - Dispute.undisputed, Fen())
    rows = session.execute(
        select(Contract.currency, Dispute.document, open_, Contract.number, Dispute.name, Dispute.opened_on, amount)
        .join(Contract, Contract.id == Dispute.contract_id)
        .where(Dispute.void == 0, is_open(found.as_of), Dispute.contract_id.in_(list(found.contracts)))
        .order_by(Contract.number, Dispute.opened_on, Dispute.id)
    )
    beside: dict[str, list[Disputed]] = defaultdict(list)
    left: dict[tuple[str, str], Money] = {}
    for currency, document, whole, contract, name, day, disputed_ in rows:
        room = left.get((contract, document), whole if document else Money())
        inside = max(min(disputed_, room), Money())
        left[contract, document] = room - inside
        beside[currency].append(Disputed(contract, document, name, day, disputed_, inside))
    return beside
