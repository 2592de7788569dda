"""What the receipts of a ledger pay: the contract they name, else what their payer owes, in the order of the law.

The same proposal as ``receipts.propose`` makes for one receipt (民法典 560, 561), made for all of them in one pass:
nothing is asked of the database for a single receipt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import aliased

from models.contracts import Contract
from models.contracts.record import ContractEvent
from models.importing.forms import form
from models.importing.masters import MAKING
from models.importing.plan import Plan, chunks
from models.importing.recognition.queues import ANYTHING, Owed, Owing
from models.money import Money
from models.opening import SOURCE
from models.receipts import AllocationDraft, Receipt
from models.receipts.proposing import known
from models.receipts.room import FOREVER, Debt, debts_of
from models.receivables import Allocation, Receivable, items
from models.receivables.debtor import payable_by
from models.rules import due
from models.store.base import Fen, new_id
from models.work import Progress, Work

_OFTEN = 2_000


def receipts_of(plan: Plan, with_older: bool) -> list[Mapping[str, Any]]:
    """The new receipts that did not go back again, and what older ones have left, in the order of their days."""
    rows = plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), [])
    back = {row["reverses_id"] for row in rows if row.get("reverses_id")}
    standing = (row for row in rows if row["amount"] > Money() and row["id"] not in back
                and row["number"] not in plan.spoken_for)  # fmt: skip
    by_day: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for row in (*standing, *(_free_in_book(plan) if with_older else ())):
        by_day[row["received_on"]].append(row)  # one sort of a hundred thousand would keep every other thread waiting
    return [row for day in sorted(by_day) for row in sorted(by_day[day], key=itemgetter("number"))]


def _free_in_book(plan: Plan) -> list[Mapping[str, Any]]:
    """What receipts of the book have left, where the workbook brings what their contract or their payer owes."""
    owed = _owed_rows(plan)
    new = [row for row in owed if row["contract_id"] not in plan.unsaved.records]
    used = select(func.coalesce(func.sum(Allocation.amount), 0, type_=Fen()))
    used = used.where(Allocation.receipt_id == Receipt.id, Allocation.void == 0)
    back = aliased(Receipt)
    gone = select(back.id).where(back.reverses_id == Receipt.id, back.void == 0).exists()
    columns = ("id", "number", "payer_id", "contract_id", "received_on", "currency", "instruction")
    left = type_coerce(Receipt.amount - used.correlate(Receipt).scalar_subquery(), Fen())
    rows = select(*(getattr(Receipt, name) for name in columns), left.label("amount")).where(
        Receipt.void == 0, Receipt.amount > 0, left > 0, ~gone
    )
    found: list[Mapping[str, Any]] = []
    for column, keys in ((Receipt.contract_id, {row["contract_id"] for row in new}),
                         (Receipt.payer_id, {key for row in owed for key in _payers(plan, row)})):  # fmt: skip
        alone = () if column is Receipt.contract_id else (Receipt.contract_id.is_(None),)
        for some in chunks(keys):
            found += [dict(row._mapping) for row in plan.session.execute(rows.where(column.in_(some), *alone))]
    return found


def _payers(plan: Plan, row: Mapping[str, Any]) -> Iterator[str]:
    """Who owes a row, and the agency that pays for him."""
    yield row["party_id"]
    if agency := plan.contract(row["contract_id"]).payer_id:
        yield agency


def _owed_rows(plan: Plan) -> list[Mapping[str, Any]]:
    """Everything the workbook makes owed."""
    made = [record.__dict__ for record in plan.unsaved.records.values() if isinstance(record, Receivable)]
    return [*made, *plan.unsaved.rows.get(cast(SqlTable, Receivable.__table__), ())]


def settle(plan: Plan, owing: Owing, every: Sequence[Mapping[str, Any]]) -> Work[None]:
    """Plan an allocation for everything the new receipts can pay, and what receipts of the book have left."""
    made: list[dict[str, Any]] = []
    counts = plan.count(form("allocations"))
    new = {row["id"] for row in plan.unsaved.rows.get(cast(SqlTable, Receipt.__table__), ())}
    for done, receipt in enumerate(every):
        if done % _OFTEN == 0:
            yield Progress(done, len(every), MAKING)
        apart = receipt["number"] in plan.opened_with and not receipt["contract_id"]  # the ledger has both sides
        if apart or not owing.by_key:
            continue
        day, currency, left = receipt["received_on"], receipt["currency"], receipt["amount"]
        number, is_free = receipt["number"], receipt["id"] not in new
        for queue in owing.turns(receipt, plan.natures.get(number, ANYTHING)):
            for key, amount in queue.shares(receipt, left, number in plan.opened_with).items() if left else ():
                one = owing.by_key[key]
                on, left = one.pay(amount, day), left - amount
                plan.settled[one.kind] = plan.settled.get(one.kind, Money()) + amount
                counts.add(amount, currency)
                if is_free:
                    before = plan.settled_before
                    before[currency] = before.get(currency, Money()) + amount
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
    for where, keys in ((Receivable.contract_id.in_, contracts), (payable_by, payers)):
        for some in chunks(keys):
            item = items(FOREVER, where(some))
            rows = plan.session.execute(
                select(
                    item.c.id,
                    item.c.contract_id,
                    item.c.party_id,
                    item.c.due_on,
                    item.c.open,
                    item.c.anchor,
                    Contract.payer_id,
                )
                .join_from(item, Contract, Contract.id == item.c.contract_id)
                .where(item.c.open > 0, item.c.kind != "deposit")
            ).all()
            new = [row for row in rows if row[0] not in seen]
            seen.update(row[0] for row in new)
            debts: dict[str, Debt] = {}
            told: dict[str, Any] = {}
            for ids in chunks(row[0] for row in new):
                debts |= debts_of(plan.session, [AllocationDraft(receivable=key) for key in ids])
                told |= {row[0]: tuple(row[1:7]) for row in known(plan.session, list(ids))}
            for key, contract, party, due_on, open_, anchor, agency in new:
                moved = bool(debts[key].moves)
                whose = key, contract, party, due_on, debts[key], open_, moved, told[key]
                yield Owed(*whose, anchor=anchor, agency=agency or "")


def _of_workbook(plan: Plan) -> Iterator[Owed]:
    rows = _owed_rows(plan)
    happened = _happened(plan, {row["contract_id"] for row in rows})
    for row in rows:
        contract = plan.contract(row["contract_id"])
        debt = Debt(row["amount"], row["posted_on"], contract.currency, [])
        told = contract.number, row["document"], row["kind"], row.get("invoice") or "", "", None
        due = _due_on(row, happened)
        counted = plan.begun.get(row["contract_id"], date.min) if row["source_noun"] == SOURCE else date.min
        whose = row["id"], row["contract_id"], row["party_id"], due
        yield Owed(*whose, debt, row["amount"], told=told, counted=counted, anchor=row["anchor"],
                   agency=contract.payer_id or "")  # fmt: skip


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
