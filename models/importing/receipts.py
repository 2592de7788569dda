"""Receipts of a workbook: a hundred thousand of them are checked and made as quickly as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from models import receipts
from models.importing.masters import MAKING
from models.importing.plan import Found, Plan
from models.importing.values import folded
from models.money import Money
from models.numbering import next_number
from models.problems import Problem
from models.receipts import Receipt, ReceiptDraft
from models.store.base import new_ids
from models.work import Progress, Work

_SAME = tuple("payer contract received_on amount bill_number voucher remark".split())
"""What makes two receipts without a number the same receipt."""
_KEPT = tuple(
    "number received_on amount currency method bill_number matures_on account voucher remark authority "
    "instruction".split()
)
_KEPT_OF = attrgetter(*_KEPT)
_NOTHING = Money()
_OFTEN = 2_000


def plan_receipts(plan: Plan) -> Work[None]:
    """A receipt is known by its number; one without a number by payer, contract, day, amount and papers."""
    table = plan.tables["receipts"]
    plan.resolve(table, "payer", "contract", "paid_by")
    numbers = [folded(number) for number in table.column("number")]
    twice = plan.doubled(table, enumerate(numbers), "number")
    known = {folded(number): key for number, key in plan.session.execute(select(Receipt.number, Receipt.id))}
    unnumbered = _unnumbered(plan) if not all(numbers) else Counter()
    free, payers, settling = _FreeNumbers(plan, set(known) | set(numbers)), _Payers(plan), _settling(plan)
    counts = plan.count(table.form)
    counts.rows += len(table)
    rows, places = list[dict[str, Any]](), list[int]()
    plan.preload({contract for contract in table.column("contract") if contract} - plan.unsound)
    for index, draft in enumerate(table.drafts()):
        if index % _OFTEN == 0:
            yield Progress(index, len(table), MAKING)
        if index in twice:
            continue
        same = tuple(getattr(draft, name) for name in _SAME) if not numbers[index] else None
        if numbers[index] in known:
            plan.exists(table, index, draft.number, Found(known[numbers[index]], posted=True))
        elif same and unnumbered[same] > 0:
            unnumbered[same] -= 1
            plan.exists(table, index, f"{draft.received_on} {draft.amount}", Found("", posted=True))
        elif plan.tell(_problems(draft, () if numbers[index] in settling else payers[draft.contract]), table, index):
            rows.append(_row(draft, draft.number or next(free[draft.received_on.year])))
            places.append(index)
        else:
            plan.faulty.add(numbers[index])
    for row, key, index in zip(rows, new_ids(len(rows)), places, strict=True):
        row["id"] = plan.written["receipts", index] = key
    plan.unsaved.keep(cast(SqlTable, Receipt.__table__), rows)
    counts.new += len(rows)
    for currency in dict.fromkeys(row["currency"] for row in rows):
        counts.add(Money.total(row["amount"] for row in rows if row["currency"] == currency), currency)


def _problems(draft: ReceiptDraft, payers: tuple[str, ...]) -> list[Problem]:
    return [*receipts.check(draft), *receipts.check_debtor("payer", draft, payers)]


def _settling(plan: Plan) -> set[str]:
    """The receipts that the workbook allocates: who pays is held against each debt there, not against a contract."""
    table = plan.tables.get("allocations")
    return {folded(number) for number in table.column("receipt") if number} if table else set()


class _Payers(dict[str, tuple[str, ...]]):
    """Who owes or pays what is due under each contract; nobody where the contract itself is at fault."""

    def __init__(self, plan: Plan) -> None:
        super().__init__({"": (), **dict.fromkeys(plan.unsound, ())})
        self._plan = plan

    def __missing__(self, key: str) -> tuple[str, ...]:
        contract = self._plan.contract(key)
        self[key] = (contract.owner_id, contract.payer_id or "")
        return self[key]


def _row(draft: ReceiptDraft, number: str) -> dict[str, Any]:
    """As ``receipts.record`` keeps it."""
    row = dict(zip(_KEPT, _KEPT_OF(draft), strict=True))
    row["number"] = number
    row["payer_id"], row["contract_id"] = draft.payer, draft.contract or None
    row["paid_by_id"], row["wages"] = draft.paid_by or None, draft.wages or _NOTHING
    return row


def _unnumbered(plan: Plan) -> Counter[tuple[Any, ...]]:
    columns = (Receipt.payer_id, Receipt.contract_id, *(getattr(Receipt, name) for name in _SAME[2:]))
    rows = plan.session.execute(select(*columns).where(Receipt.void == 0))
    return Counter((payer, contract or "", *rest) for payer, contract, *rest in rows)


class _FreeNumbers(dict[int, Iterator[str]]):
    """The free receipt numbers of each year, in order."""

    def __init__(self, plan: Plan, taken: set[str]) -> None:
        super().__init__()
        self._plan, self._taken = plan, taken

    def __missing__(self, year: int) -> Iterator[str]:
        self[year] = self._numbers(f"SK-{year}-")
        return self[year]

    def _numbers(self, prefix: str) -> Iterator[str]:
        place = int(next_number(self._plan.session, Receipt.number, prefix).removeprefix(prefix))
        while True:
            number = f"{prefix}{place:03d}"
            if folded(number) not in self._taken:
                yield number
            place += 1
