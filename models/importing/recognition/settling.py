"""What the receipts of a ledger pay: the contract they name, else what their payer owes, in the order of the law.

The same proposal as ``receipts.propose`` makes for one receipt (民法典 560, 561), made for all of them in one pass:
nothing is asked of the database for a single receipt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import aliased

from models.contracts import Contract
from models.contracts.record import ContractEvent
from models.importing.forms import form
from models.importing.masters import MAKING
from models.importing.plan import Plan, chunks
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import AllocationDraft, Payable, Receipt, order
from models.receipts.proposing import known
from models.receipts.room import FOREVER, Debt, debts_of, left
from models.receivables import Allocation, Receivable, items
from models.rules import allocation as rules
from models.rules import due
from models.store.base import Fen, new_id
from models.work import Progress, Work

_OFTEN = 2_000


@dataclass
class Owed:
    """A receivable of the book or the workbook; ``open`` is what is left of it in the end.

    ``moved``: the book has allocations of it, perhaps of later days; else they are all made here, in order.
    """

    key: str
    contract: str
    party: str
    due_on: date | None
    debt: Debt
    open: Money
    moved: bool = False
    told: tuple[str, str, str, str, str, date | None] = ("", "", "progress", "", "", None)
    """Contract number, document, class, invoice, what it is about, last day by judgment."""

    @property
    def hangs(self) -> bool:
        """Interest and costs hang on a debt, and what a judgment grants follows its order."""
        return self.told[2] in order.PARTS or self.told[5] is not None

    def room(self, day: date) -> Money:
        """What is open on the day and on every later one."""
        if not self.moved:
            return self.open
        return left(self.debt.amount, self.debt.moves, max(day, self.debt.posted_on))

    def pay(self, amount: Money, day: date) -> date:
        on = max(day, self.debt.posted_on)
        if self.moved:
            self.debt.moves.append((on, amount))
        self.open -= amount
        return on


@dataclass
class Queue:
    """What may be paid, earliest due first; what is paid in full is not looked at again."""

    every: list[Owed] = field(default_factory=list)
    first: int = 0
    plain: bool = True

    def add(self, one: Owed) -> None:
        self.every.append(one)
        self.plain = self.plain and not one.hangs

    def shares(self, receipt: Mapping[str, Any], day: date) -> Mapping[str, Money]:
        """What each gets; where the payer said something, or interest hangs on a debt, all are looked at."""
        amount, currency, said = receipt["amount"], receipt["currency"], receipt.get("instruction") or ""
        if self.plain and not said:
            return rules.propose(list(self.next(amount, currency, day)), amount, day).by_item()
        rooms = ((one, one.room(day)) for one in self.every if one.open and one.debt.currency == currency)
        found = [_payable(one, room) for one, room in rooms]
        return {one.receivable: one.amount for one in order.places(found, amount, day, said) if one.amount}

    def next(self, amount: Money, currency: str, day: date) -> Iterator[rules.Item]:
        """As many as the amount can reach, and all that are due on the same day as the last of them."""
        while self.first < len(self.every) and not self.every[self.first].open:
            self.first += 1
        so_far, last = Money(), None
        for place in range(self.first, len(self.every)):
            one = self.every[place]
            if so_far >= amount and one.due_on != last:
                return
            if not one.open:
                continue
            room = one.room(day) if one.debt.currency == currency else Money()
            if room > Money():
                so_far, last = so_far + room, one.due_on
                yield rules.debt(one.key, room, one.due_on)


@dataclass
class Owing:
    """Everything that the receipts of a workbook may pay, by contract and by debtor."""

    by_key: dict[str, Owed]
    by_contract: dict[str, Queue] = field(default_factory=lambda: defaultdict(Queue))
    by_party: dict[str, Queue] = field(default_factory=lambda: defaultdict(Queue))

    def __post_init__(self) -> None:
        for one in sorted(self.by_key.values(), key=lambda one: (one.due_on or date.max, one.debt.posted_on, one.key)):
            self.by_contract[one.contract].add(one)
            self.by_party[one.party].add(one)

    def queue(self, receipt: Mapping[str, Any]) -> Queue:
        contract = receipt["contract_id"]
        return self.by_contract[contract] if contract else self.by_party[receipt["payer_id"]]


def receipts_of(plan: Plan) -> list[Mapping[str, Any]]:
    """The new receipts that did not go back again, and what older ones have left, in the order of their days."""
    rows = plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), [])
    back = {row["reverses_id"] for row in rows if row.get("reverses_id")}
    standing = (row for row in rows if row["amount"] > Money() and row["id"] not in back
                and row["number"] not in plan.spoken_for)  # fmt: skip
    return sorted([*standing, *_free_in_book(plan)], key=lambda row: (row["received_on"], row["number"]))


def _free_in_book(plan: Plan) -> list[Mapping[str, Any]]:
    """What receipts of the book have left, where the workbook brings what their contract or their payer owes."""
    owed = _owed_rows(plan)
    new = [row for row in owed if row["contract_id"] not in plan.unsaved.records]
    net = _net(plan)
    used = select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen()))
    used = used.where(Allocation.receipt_id == Receipt.id, Allocation.void == 0)
    back = aliased(Receipt)
    gone = select(back.id).where(back.reverses_id == Receipt.id, back.void == 0).exists()
    columns = ("id", "number", "payer_id", "contract_id", "received_on", "currency", "instruction")
    left = type_coerce(Receipt.amount - used.correlate(Receipt).scalar_subquery(), Fen())
    rows = select(*(getattr(Receipt, name) for name in columns), left.label("amount")).where(
        Receipt.void == 0, Receipt.amount > 0, left > 0, ~gone
    )
    found = []
    for column, keys in ((Receipt.contract_id, {row["contract_id"] for row in new}),
                         (Receipt.payer_id, {row["party_id"] for row in owed})):  # fmt: skip
        alone = () if column is Receipt.contract_id else (Receipt.contract_id.is_(None),)
        for some in chunks(keys):
            found += [dict(row._mapping) for row in plan.session.execute(rows.where(column.in_(some), *alone))]
    return [row for row in found if row["received_on"] > net.get(row["contract_id"] or row["payer_id"], date.min)]


def _net(plan: Plan) -> dict[str, date]:
    """By contract and by its payer: until which day an opening balance is less already by what was received."""
    found: dict[str, date] = {}
    for row in plan.unsaved.records.values():
        if isinstance(row, OpeningPosition) and row.contract_id not in plan.gross:
            contract = plan.contract(row.contract_id)
            for key in (contract.id, contract.payer_id or contract.owner_id):
                found[key] = max(row.taken_on, found.get(key, date.min))
    return found


def _owed_rows(plan: Plan) -> list[Mapping[str, Any]]:
    """Everything the workbook makes owed."""
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, Receivable)]
    return [*made, *plan.unsaved.rows.get(cast(SqlTable, Receivable.__table__), ())]


def settle(plan: Plan, owing: Owing, every: Sequence[Mapping[str, Any]]) -> Work[None]:
    """Plan an allocation for everything the new receipts can pay, and what receipts of the book have left."""
    made: list[dict[str, Any]] = []
    counts = plan.count(form("allocations"))
    for done, receipt in enumerate(every):
        if done % _OFTEN == 0:
            yield Progress(done, len(every), MAKING)
        day, currency = receipt["received_on"], receipt["currency"]
        for key, amount in owing.queue(receipt).shares(receipt, day).items():
            on = owing.by_key[key].pay(amount, day)
            counts.add(amount, currency)
            made.append({"id": new_id(), "receivable_id": key, "receipt_id": receipt["id"], "amount": amount,
                         "allocated_on": on})  # fmt: skip
    counts.rows += len(made)
    counts.new += len(made)
    plan.unsaved.keep(cast(SqlTable, Allocation.__table__), made)


def owing(plan: Plan, contracts: Iterable[str], receipts: Iterable[Mapping[str, Any]]) -> Owing:
    """What is owed under these contracts and by the payers of these receipts, with what the workbook adds."""
    payers = {row["payer_id"] for row in receipts if not row["contract_id"]}
    found = {one.key: one for one in (*_of_book(plan, set(contracts), payers), *_of_workbook(plan))}
    return Owing(found)


def _of_book(plan: Plan, contracts: set[str], payers: set[str]) -> Iterator[Owed]:
    seen: set[str] = set()
    for column, keys in ((Receivable.contract_id, contracts), (Receivable.party_id, payers)):
        for some in chunks(keys):
            item = items(FOREVER, column.in_(some))
            rows = plan.session.execute(
                select(item.c.id, item.c.contract_id, item.c.party_id, item.c.due_on, item.c.open)
                .join_from(item, Contract, Contract.id == item.c.contract_id)
                .where(item.c.open > 0, item.c.kind != "deposit")
            ).all()
            new = [row for row in rows if row[0] not in seen]
            seen.update(row[0] for row in new)
            debts: dict[str, Debt] = {}
            told: dict[str, Any] = {}
            for ids in chunks(row[0] for row in new):
                debts |= debts_of(plan.session, [AllocationDraft(receivable=key) for key in ids])
                told |= {row[0]: tuple(row[1:]) for row in known(plan.session, list(ids))}
            for key, contract, party, due_on, open_ in new:
                yield Owed(key, contract, party, due_on, debts[key], open_, bool(debts[key].moves), told[key])


def _of_workbook(plan: Plan) -> Iterator[Owed]:
    rows = _owed_rows(plan)
    happened = _happened(plan, {row["contract_id"] for row in rows})
    for row in rows:
        contract = plan.contract(row["contract_id"])
        debt = Debt(row["amount"], row["posted_on"], contract.currency, [])
        told = contract.number, row["document"], row["kind"], row.get("invoice") or "", "", None
        due = _due_on(row, happened)
        yield Owed(row["id"], row["contract_id"], row["party_id"], due, debt, row["amount"], told=told)


def _payable(one: Owed, room: Money) -> Payable:
    number, document, kind, invoice, about, judged_on = one.told
    return Payable(one.key, number, document, kind, one.due_on, room, invoice, about, judged_on)


def _happened(plan: Plan, contracts: set[str]) -> dict[str, dict[str, date]]:
    """The events of these contracts, of the book and of the workbook."""
    e = ContractEvent
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for keys in chunks(contracts):
        rows = select(e.contract_id, e.event, e.happened_on).where(e.contract_id.in_(keys))
        for contract, event, day in plan.session.execute(rows):
            found[contract][event] = day
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, ContractEvent)]
    new = (*made, *plan.unsaved.rows.get(cast(SqlTable, ContractEvent.__table__), ()))
    for row in new:
        found[row["contract_id"]][row["event"]] = row["happened_on"]
    return found


def _due_on(row: Mapping[str, Any], happened: Mapping[str, Mapping[str, date]]) -> date | None:
    """By its rule: nothing of a workbook has another date yet."""
    return due.due_on(row["anchor"], row["days"], row["posted_on"], happened[row["contract_id"]])
