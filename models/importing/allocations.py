"""Allocations of a workbook: each finds its receipt and what the document made owed, in the book or the workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select

from models.contracts import Contract
from models.importing.forms import AllocationRow
from models.importing.masters import MAKING
from models.importing.plan import Found, Plan, chunks
from models.importing.table import Table, grouped
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.receipts import AllocationDraft, Receipt
from models.receipts.draft import check_allocations
from models.receivables import Allocation, Receivable
from models.store.base import Fen, new_id
from models.work import Progress, Work

_FIRST = ("progress", "advance", "final", "other", "goods", "deposit", "interest", "retention")
"""In this order a document's parts are paid when the sheet does not say which."""
_OFTEN = 1_000


@dataclass
class Debt:
    """A receivable and what is left of it."""

    id: str
    kind: str
    contract: str
    posted_on: date
    left: int


@dataclass(frozen=True)
class Incoming:
    """A receipt and what is left of it."""

    id: str
    received_on: date
    free: Money
    currency: str


@dataclass(frozen=True)
class Desk:
    """The allocation desk for a workbook: what was received, what is owed, what the book has allocated already."""

    plan: Plan
    table: Table
    paid: dict[str, Incoming]
    owed: dict[str, list[Debt]]
    booked: Counter[tuple[str, str, date, int]]
    currencies: dict[str, str]

    def line(self, index: int, row: AllocationRow, receipt: Incoming) -> AllocationDraft | None:
        """One row as a line of the desk; None for a row that is wrong, or that the book has already."""
        if not row.document or row.amount is None:
            self.plan.lacks(self.table, index, "document" if not row.document else "amount")
            return None
        known = self.owed.get(folded(row.document), [])
        if self._is_booked(index, row, receipt, known):
            return None
        debt = self._chosen(index, row, known)
        if debt is None:
            return None
        if self.currencies.get(debt.contract, receipt.currency) != receipt.currency:
            message = N_("This document is in another currency than the receipt.")
            self.plan.wrong(self.table, index, "document", message)
        debt.left -= row.amount.fen
        if debt.left < 0:
            message = N_("{beyond} more is allocated than is owed.")
            self.plan.wrong(self.table, index, "amount", message, beyond=Money(-debt.left).grouped)
        day = max(row.allocated_on or receipt.received_on, debt.posted_on)
        return AllocationDraft(debt.id, amount=row.amount, allocated_on=day)

    def _is_booked(self, index: int, row: AllocationRow, receipt: Incoming, known: list[Debt]) -> bool:
        """Whether the book has this very allocation; two alike need two in the book."""
        fen = row.amount.fen if row.amount else 0
        for debt in known:
            on = max(row.allocated_on or receipt.received_on, receipt.received_on, debt.posted_on)
            if row.kind in ("", debt.kind) and self.booked[receipt.id, debt.id, on, fen] > 0:
                self.booked[receipt.id, debt.id, on, fen] -= 1
                self.plan.exists(self.table, index, f"{row.receipt} → {row.document}", Found(debt.id, posted=True))
                return True
        return False

    def _chosen(self, index: int, row: AllocationRow, known: list[Debt]) -> Debt | None:
        """What the row pays: the part of its class, else the first part of the document with something left."""
        parts = [debt for debt in known if row.kind in ("", debt.kind)]
        if not known and folded(row.document) not in self.plan.faulty:
            message = N_("Nothing is owed by a document “{name}”. Correct the number, or sign the certificate first.")
            self.plan.wrong(self.table, index, "document", message, name=row.document)
        elif known and not parts:
            message = N_("Document “{name}” makes nothing of this class owed.")
            self.plan.wrong(self.table, index, "kind", message, name=row.document)
        fen = row.amount.fen if row.amount else 0
        return next((debt for debt in parts if debt.left >= fen), parts[0] if parts else None)


def plan_allocations(plan: Plan) -> Work[None]:
    """Every row of a receipt together, as the allocation desk would take them."""
    table = plan.tables["allocations"]
    counts = plan.count(table.form)
    counts.rows += len(table)
    paid = _receipts(plan, table)
    desk = Desk(plan, table, paid, _debts(plan, table), _booked(plan, paid), _currencies(plan))
    rows: list[dict[str, Any]] = []
    drafts = list(table.drafts())
    for done, (number, places) in enumerate(grouped(table, "receipt").items()):
        if done % _OFTEN == 0:
            yield Progress(done, 0, MAKING)
        receipt = paid.get(folded(number)) if number else None
        if receipt is None:
            _no_receipt(plan, table, places, number)
        else:
            rows += _settled(desk, [(index, drafts[index]) for index in places], receipt)
    plan.unsaved.keep(cast(SqlTable, Allocation.__table__), rows)
    counts.new += len(rows)
    counts.total = Money(sum(row["amount"].fen for row in rows))


def _settled(desk: Desk, said: Sequence[tuple[int, AllocationRow]], receipt: Incoming) -> list[dict[str, Any]]:
    """The rows of one receipt, checked together against it."""
    lines = [(index, line) for index, row in said if (line := desk.line(index, row, receipt)) is not None]
    made = tuple(line for _, line in lines)
    found = check_allocations(made, receipt.free, receipt.received_on)
    origin = (desk.table, [index for index, _ in lines])
    desk.plan.tell(found, desk.table, said[0][0], {"allocations": origin})
    return [_row(line, receipt) for line in made]


def _no_receipt(plan: Plan, table: Table, places: list[int], number: str) -> None:
    for index in places:
        if not number:
            plan.lacks(table, index, "receipt")
        elif folded(number) not in plan.faulty:
            message = N_("There is no receipt “{name}”. Add it to the sheet 收款, or correct the number.")
            plan.wrong(table, index, "receipt", message, name=number)


def _row(line: AllocationDraft, receipt: Incoming) -> dict[str, Any]:
    """As ``receipts.allocate`` keeps it: from the day both the money and the debt are there."""
    return {
        "id": new_id(),
        "receivable_id": line.receivable,
        "receipt_id": receipt.id,
        "amount": line.amount,
        "allocated_on": max(line.allocated_on or receipt.received_on, receipt.received_on),
    }


def _receipts(plan: Plan, table: Table) -> dict[str, Incoming]:
    """By folded number: the receipts of the book with what is not allocated yet, and those of the workbook."""
    used = (
        select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen()))
        .where(Allocation.receipt_id == Receipt.id, Allocation.void == 0)
        .correlate(Receipt)
        .scalar_subquery()
    )
    columns = (Receipt.number, Receipt.id, Receipt.received_on, Receipt.amount, Receipt.currency, used)
    found = {}
    for numbers in chunks({number for number in table.column("receipt") if number}):
        for number, key, on, amount, currency, gone in plan.session.execute(
            select(*columns).where(Receipt.number.in_(numbers), Receipt.void == 0)
        ):
            found[folded(number)] = Incoming(key, on, amount - gone, currency)
    for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), ()):
        found[folded(row["number"])] = Incoming(row["id"], row["received_on"], row["amount"], row["currency"])
    return found


def _debts(plan: Plan, table: Table) -> dict[str, list[Debt]]:
    """By folded document number: what it makes owed and what is left of it, first what is paid first."""
    paid = (
        select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen()))
        .where(Allocation.receivable_id == Receivable.id, Allocation.void == 0)
        .correlate(Receivable)
        .scalar_subquery()
    )
    r = Receivable
    columns = (r.document, r.id, r.kind, r.contract_id, r.posted_on, r.amount, paid)
    found: dict[str, list[Debt]] = defaultdict(list)
    for numbers in chunks({number for number in table.column("document") if number}):
        for document, key, kind, contract, day, amount, gone in plan.session.execute(
            select(*columns).where(Receivable.document.in_(numbers), Receivable.void == 0)
        ):
            found[folded(document)].append(Debt(key, kind, contract, day, amount.fen - gone.fen))
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, Receivable)]
    for row in (*made, *plan.unsaved.rows.get(cast(SqlTable, Receivable.__table__), ())):
        debt = Debt(row["id"], row["kind"], row["contract_id"], row["posted_on"], row["amount"].fen)
        found[folded(row["document"])].append(debt)
    for debts in found.values():
        debts.sort(key=lambda debt: _FIRST.index(debt.kind) if debt.kind in _FIRST else len(_FIRST))
    return found


def _booked(plan: Plan, paid: dict[str, Incoming]) -> Counter[tuple[str, str, date, int]]:
    """The allocations these receipts have already."""
    found: Counter[tuple[str, str, date, int]] = Counter()
    columns = (Allocation.receipt_id, Allocation.receivable_id, Allocation.allocated_on, Allocation.amount)
    for keys in chunks({receipt.id for receipt in paid.values()}):
        rows = select(*columns).where(Allocation.receipt_id.in_(keys), Allocation.void == 0)
        found.update((receipt or "", debt, on, amount.fen) for receipt, debt, on, amount in plan.session.execute(rows))
    return found


def _currencies(plan: Plan) -> dict[str, str]:
    found = dict(plan.session.execute(select(Contract.id, Contract.currency)).all())
    made = (record for record in plan.unsaved.records.values() if isinstance(record, Contract))
    return found | {contract.id: contract.currency for contract in made}
