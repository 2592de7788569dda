"""Allocations of a workbook: each finds its receipt and what the document made owed, in the book or the workbook."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from models.contracts import Contract
from models.importing.forms import AllocationRow
from models.importing.masters import MAKING
from models.importing.plan import Found, Plan, chunks
from models.importing.table import Table, grouped
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receipts import AllocationDraft, Receipt
from models.receipts.late_advances import ADVANCE, late_advance, signed_of
from models.receipts.room import Debt, Incoming, check_room, counts_from
from models.receivables import Allocation, Receivable
from models.store.base import new_id
from models.work import Progress, Work

_FIRST = (
    *"progress advance final goods parts investment other warehouse repurchase freight".split(),
    *"deposit interest retention".split(),
)
"""In this order a document's parts are paid when the sheet does not say which."""
_OFTEN = 1_000


@dataclass
class Part:
    """One receivable of a document; ``left`` of it chooses which part a row without a class pays."""

    id: str
    kind: str
    debt: Debt
    left: Money
    void: bool = False


@dataclass(frozen=True)
class Paying:
    """A receipt; ``gone`` says why nothing can be allocated of it any more."""

    id: str
    receipt: Incoming
    gone: str = ""


@dataclass(frozen=True)
class Desk:
    """The allocation desk for a workbook: what was received, what is owed, what the book has allocated already."""

    plan: Plan
    table: Table
    paid: dict[str, Paying]
    owed: dict[str, list[Part]]
    booked: Counter[tuple[str, str, date, Money]]
    signed: dict[str, tuple[date, ...]]

    def line(self, index: int, row: AllocationRow, paying: Paying) -> AllocationDraft | None:
        """One row as a line of the desk; None for a row that is wrong, or that the book has already."""
        if not row.document or row.amount is None:
            self.plan.lacks(self.table, index, "document" if not row.document else "amount")
            return None
        known = self.owed.get(folded(row.document), [])
        if self._is_booked(index, row, paying, known):
            return None
        if paying.gone:
            self.plan.wrong(self.table, index, "receipt", paying.gone, number=row.receipt)
            return None
        part = self._chosen(index, row, known)
        if part is None:
            return None
        part.left -= row.amount
        return AllocationDraft(part.id, amount=row.amount, allocated_on=row.allocated_on)

    def debts(self, lines: Sequence[AllocationDraft], known: Sequence[AllocationRow]) -> dict[str, Debt]:
        """The receivables of these lines by id."""
        parts = (part for row in known for part in self.owed.get(folded(row.document), ()))
        wanted = {line.receivable for line in lines}
        return {part.id: part.debt for part in parts if part.id in wanted}

    def _is_booked(self, index: int, row: AllocationRow, paying: Paying, known: list[Part]) -> bool:
        """Whether the book has this very allocation; two alike need two in the book."""
        amount = row.amount or Money()
        for part in known:
            on = max(row.allocated_on or paying.receipt.received_on, paying.receipt.received_on, part.debt.posted_on)
            if row.kind in ("", part.kind) and self.booked[paying.id, part.id, on, amount] > 0:
                self.booked[paying.id, part.id, on, amount] -= 1
                self.plan.exists(self.table, index, f"{row.receipt} → {row.document}", Found(part.id, posted=True))
                return True
        return False

    def _chosen(self, index: int, row: AllocationRow, known: list[Part]) -> Part | None:
        """What the row pays: the part of its class, else the first part of the document with something left."""
        parts = [part for part in known if row.kind in ("", part.kind)]
        standing = [part for part in parts if not part.void]
        if not known and folded(row.document) not in self.plan.faulty:
            message = N_("Nothing is owed by a document “{name}”. Correct the number, or sign the certificate first.")
            self.plan.wrong(self.table, index, "document", message, name=row.document)
        elif known and not parts:
            message = N_("Document “{name}” makes nothing of this class owed.")
            self.plan.wrong(self.table, index, "kind", message, name=row.document)
        elif parts and not standing:
            message = N_("Document “{name}” is void: nothing is owed by it. Correct the number, or delete the row.")
            self.plan.wrong(self.table, index, "document", message, name=row.document)
        amount = row.amount or Money()
        return next((part for part in standing if part.left >= amount), standing[0] if standing else None)


def plan_allocations(plan: Plan) -> Work[None]:
    """Every row of a receipt together, as the allocation desk would take them."""
    table = plan.tables["allocations"]
    counts = plan.count(table.form)
    counts.rows += len(table)
    paid = _receipts(plan, table)
    owed = _owed(plan, table)
    advances = [part.id for parts in owed.values() for part in parts if part.kind == ADVANCE]
    desk = Desk(plan, table, paid, owed, _booked(plan, paid), signed_of(plan.session, advances))
    rows: list[dict[str, Any]] = []
    drafts = list(table.drafts())
    for done, (number, places) in enumerate(grouped(table, "receipt").items()):
        if done % _OFTEN == 0:
            yield Progress(done, 0, MAKING)
        paying = paid.get(folded(number)) if number else None
        if paying is None:
            _no_receipt(plan, table, places, number)
        else:
            rows += _settled(desk, [(index, drafts[index]) for index in places], paying)
    plan.unsaved.keep(cast(SqlTable, Allocation.__table__), rows)
    counts.new += len(rows)


def _settled(desk: Desk, said: Sequence[tuple[int, AllocationRow]], paying: Paying) -> list[dict[str, Any]]:
    """The rows of one receipt, checked together as ``receipts.allocate`` checks them, and kept as it keeps them."""
    lines = [(index, line) for index, row in said if (line := desk.line(index, row, paying)) is not None]
    made = [line for _, line in lines]
    debts = desk.debts(made, [row for _, row in said])
    found = map(_on_sheet, check_room(made, paying.receipt, debts))
    desk.plan.tell(found, desk.table, said[0][0], {"allocations": (desk.table, [index for index, _ in lines])})
    rows = []
    for index, line in lines:
        day = counts_from(line, paying.receipt.received_on, debts)
        desk.plan.tell(late_advance("amount", desk.signed.get(line.receivable, ()), day), desk.table, index)
    for line in made:
        day, amount = counts_from(line, paying.receipt.received_on, debts), line.amount or Money()
        paying.receipt.moves.append((day, amount))
        debts[line.receivable].moves.append((day, amount))
        desk.plan.count(desk.table.form).add(amount, paying.receipt.currency)
        rows.append({"id": new_id(), "receivable_id": line.receivable, "receipt_id": paying.id, "amount": amount,
                     "allocated_on": day})  # fmt: skip
    return rows


def _on_sheet(problem: Problem) -> Problem:
    """A sheet names a receivable by its document."""
    head, dot, entry = problem.entry.rpartition(".")
    return replace(problem, entry=f"{head}{dot}document") if entry == "receivable" else problem


def _no_receipt(plan: Plan, table: Table, places: list[int], number: str) -> None:
    for index in places:
        if not number:
            plan.lacks(table, index, "receipt")
        elif folded(number) not in plan.faulty:
            message = N_("There is no receipt “{name}”. Add it to the sheet 收款, or correct the number.")
            plan.wrong(table, index, "receipt", message, name=number)


_VOID = N_("Receipt “{number}” is void: it pays nothing. Correct the number, or delete the row.")
_REVERSED = N_("Receipt “{number}” was reversed: it pays nothing more. Correct the number, or delete the row.")


def _receipts(plan: Plan, table: Table) -> dict[str, Paying]:
    """By folded number: the receipts of the book with what was allocated of them, and those of the workbook."""
    moves = _moves(plan, table, "receipt", Receipt.number, Allocation.receipt_id == Receipt.id)
    back = aliased(Receipt)
    reversed_ = or_(Receipt.reverses_id.is_not(None), exists().where(back.reverses_id == Receipt.id))
    r = Receipt
    columns = (r.number, r.id, r.amount, r.received_on, r.currency, r.payer_id, r.paid_by_id, r.void, reversed_)
    found = {}
    for numbers in chunks({number for number in table.column("receipt") if number}):
        for number, key, amount, on, currency, payer, paid_by, void, went_back in plan.session.execute(
            select(*columns).where(r.number.in_(numbers))
        ):
            gone = _VOID if void else _REVERSED if went_back else ""
            paid = Incoming(amount, on, currency, moves[key], payer, paid_by or "")
            found[folded(number)] = Paying(key, paid, gone)
    for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), ()):
        payer, paid_by = row["payer_id"], row["paid_by_id"] or ""
        receipt = Incoming(row["amount"], row["received_on"], row["currency"], [], payer, paid_by)
        found[folded(row["number"])] = Paying(row["id"], receipt)
    return found


def _moves(plan: Plan, table: Table, entry: str, number: Any, joined: Any) -> dict[str, list[tuple[date, Money]]]:
    """By record: the day and amount of everything that was allocated of it or to it."""
    found: dict[str, list[tuple[date, Money]]] = defaultdict(list)
    record = number.class_
    rows = select(record.id, Allocation.allocated_on, Allocation.amount).join(Allocation, joined)
    for numbers in chunks({name for name in table.column(entry) if name}):
        for key, day, amount in plan.session.execute(rows.where(number.in_(numbers), Allocation.void == 0)):
            found[key].append((day, amount))
    return found


def _owed(plan: Plan, table: Table) -> dict[str, list[Part]]:
    """By folded document number: what it makes owed and what is left of it, first what is paid first."""
    moves = _moves(plan, table, "document", Receivable.document, Allocation.receivable_id == Receivable.id)
    r = Receivable
    c = Contract
    columns = (r.document, r.id, r.kind, r.amount, r.posted_on, r.void, c.currency, r.party_id, c.payer_id)
    found: dict[str, list[Part]] = defaultdict(list)
    for numbers in chunks({number for number in table.column("document") if number}):
        for document, key, kind, amount, day, void, currency, debtor, agency in plan.session.execute(
            select(*columns).join(c, c.id == r.contract_id).where(r.document.in_(numbers))
        ):
            so_far = moves[key]
            rest = amount - Money.total(used for _, used in so_far)
            debt = Debt(amount, day, currency, so_far, (debtor, agency or ""))
            found[folded(document)].append(Part(key, kind, debt, rest, void))
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, Receivable)]
    for row in (*made, *plan.unsaved.rows.get(cast(SqlTable, Receivable.__table__), ())):
        contract = plan.contract(row["contract_id"])
        payers = row["party_id"], contract.payer_id or ""
        debt = Debt(row["amount"], row["posted_on"], contract.currency, [], payers)
        found[folded(row["document"])].append(Part(row["id"], row["kind"], debt, debt.amount))
    for parts in found.values():
        parts.sort(key=lambda part: _FIRST.index(part.kind) if part.kind in _FIRST else len(_FIRST))
    return found


def _booked(plan: Plan, paid: dict[str, Paying]) -> Counter[tuple[str, str, date, Money]]:
    """The allocations these receipts have already."""
    found: Counter[tuple[str, str, date, Money]] = Counter()
    columns = (Allocation.receipt_id, Allocation.receivable_id, Allocation.allocated_on, Allocation.amount)
    for keys in chunks({paying.id for paying in paid.values()}):
        rows = select(*columns).where(Allocation.receipt_id.in_(keys), Allocation.void == 0)
        found.update((receipt or "", debt, on, amount) for receipt, debt, on, amount in plan.session.execute(rows))
    return found
