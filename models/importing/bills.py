"""Bills of quantities of a workbook: the rows of a contract are its bill; a line is found again by its code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from models import bills
from models.bill_lines import BillLineDraft
from models.bills import BillDraft, BillItem, BillItemDraft
from models.importing.masters import MAKING
from models.importing.plan import SKIP, Found, Plan, chunks
from models.importing.table import Table, grouped
from models.importing.values import folded
from models.money import Money
from models.work import Progress, Work

_ENTRIES = tuple("code name unit quantity price amount level".split())


def plan_bill(plan: Plan) -> Work[None]:
    table = plan.tables["bill"]
    names = list(table.column("contract"))
    plan.resolve(table, "contract")
    counts = plan.count(table.form)
    counts.rows += len(table)
    rows = list(table.drafts())
    existing = set(plan.session.scalars(select(BillItem.contract_id).distinct()))
    for done, (contract, places) in enumerate(grouped(table, "contract").items()):
        yield Progress(done, 0, MAKING)
        if not contract:
            for index in places:
                plan.lacks(table, index, "contract")
        elif contract in existing and plan.choices.existing == SKIP:
            plan.exists(table, places[0], names[places[0]], Found(contract))
            counts.skipped += len(places) - 1
        elif contract in existing:
            _update(plan, table, contract, places, rows)
        else:
            _make(plan, table, contract, places, rows)


def _make(plan: Plan, table: Table, contract: str, places: list[int], rows: list[BillLineDraft]) -> None:
    items = tuple(_item(rows[index]) for index in places)
    draft = BillDraft(contract, plan.price_of(contract), items)
    if plan.tell(bills.check(draft), table, places[0], {"items": (table, places)}) and contract not in plan.unsound:
        bills.record(plan.unsaved.as_session(), draft)
        counts = plan.count(table.form)
        counts.new += len(places)
        counts.add(Money.total(_amounts(items)), plan.currency_of(contract))


def _amounts(items: tuple[BillItemDraft, ...]) -> Iterator[Money]:
    for item in items:
        yield bills.line_amount(item.quantity, item.price, item.amount) or Money()


def _item(row: BillLineDraft, key: str = "") -> BillItemDraft:
    return BillItemDraft(key, **{name: getattr(row, name) for name in _ENTRIES})


def _update(plan: Plan, table: Table, contract: str, places: list[int], rows: list[BillLineDraft]) -> None:
    """Lines with a known code are changed, others come after them; no line goes."""
    before = bills.draft_of(plan.session, contract)
    known = {item.code: place for place, item in enumerate(before.items) if item.code}
    items, origin = list(before.items), [places[0]] * len(before.items)
    for index in places:
        row = rows[index]
        place = known.get(row.code) if row.code else None
        if place is None:
            items.append(_item(row))
            origin.append(index)
        else:
            items[place], origin[place] = _item(row, items[place].id), index
    after = bills.worked_out(replace(before, items=tuple(items)))
    parts = {"items": (table, origin)}
    if plan.tell(bills.check(after), table, places[0], parts):
        plan.update(table, places[0], before, after, lambda session: bills.record(session, after), parts)


@dataclass(frozen=True)
class Agreed:
    """A bill line that a certificate's line may refer to."""

    id: str
    name: str
    unit: str
    price: Decimal | None
    vat_rate: Decimal | None


_AGREED = ("id", "name", "unit", "price", "vat_rate")


def agreed_lines(plan: Plan, contracts: set[str]) -> dict[tuple[str, str], Agreed]:
    """Contract and code → the bill line, of the book and of the workbook; the first line of a code counts."""
    found: dict[tuple[str, str], Agreed] = {}
    columns = [getattr(BillItem, name) for name in ("contract_id", "code", *_AGREED)]
    for keys in chunks(contracts):
        lines = select(*columns).where(BillItem.contract_id.in_(keys), BillItem.code != "").order_by(BillItem.position)
        for contract, code, *rest in plan.session.execute(lines):
            found.setdefault((contract, folded(code)), Agreed(*rest))
    for row in plan.unsaved.rows.get(cast(SqlTable, BillItem.__table__), ()):
        if row["code"]:
            found.setdefault((row["contract_id"], folded(row["code"])), Agreed(*(row[name] for name in _AGREED)))
    return found
