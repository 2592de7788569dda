"""What contracts agreed, in the book and in the workbook: for advice on the certificates that a workbook brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import select

from models import variations
from models.bills import BillItem
from models.certificates import CertificateDraft, PaymentCertificate
from models.certificates.agreed import Measure, agreed_variation
from models.certificates.record import CertificateLine
from models.importing.plan import Plan, chunks
from models.money import Money
from models.stages import Stage
from models.variations import VariationLine, VariationOrder

Quantity = tuple[Decimal | None, Decimal | None]


@dataclass
class Order:
    """A variation order with its stages in the order of their days."""

    contract: str
    number: str
    name: str
    amount: Money | None
    stages: list[tuple[date, str, str, Money | None]] = field(default_factory=list)
    lines: list[Measure] = field(default_factory=list)

    def reached(self, day: date) -> list[tuple[str, Money | None]]:
        return [(stage, amount) for on, _, stage, amount in self.stages if on <= day]

    def approved(self, day: date) -> Money | None:
        """What was approved of it by a day; None while nothing was, or when it is void."""
        if any(stage == variations.VOID for _, _, stage, _ in self.stages):
            return None
        return next((amount or Money() for stage, amount in self.reached(day) if stage == variations.APPROVED), None)


@dataclass
class Against:
    """``items``: agreed quantity by bill line; ``done``: period and quantity certified by bill line, variation or
    claim; ``amounts``: period and amount that certificates hold of a variation, and those of the workbook of a claim.
    """

    orders: dict[str, Order] = field(default_factory=dict)
    by_contract: dict[str, list[Order]] = field(default_factory=lambda: defaultdict(list))
    items: dict[str, Decimal | None] = field(default_factory=dict)
    done: dict[str, list[tuple[int, Decimal]]] = field(default_factory=lambda: defaultdict(list))
    amounts: dict[str, list[tuple[int, Money]]] = field(default_factory=lambda: defaultdict(list))

    def approved(self, contract: str, day: date) -> Money:
        """The sum of the contract's variations approved by a day."""
        return Money.total(amount for one in self.by_contract[contract] if (amount := one.approved(day)) is not None)

    def unapproved(self, draft: CertificateDraft, day: date) -> frozenset[str]:
        """The variations on these lines that are not approved by a day."""
        used = {line.variation for line in draft.lines if line.variation}
        return frozenset(key for key in used if key in self.orders and self.orders[key].approved(day) is None)

    def quantities(self, draft: CertificateDraft, period: int, day: date) -> dict[str, Quantity]:
        """Agreed and earlier certified quantity of what is on these lines."""
        places = {line.place for line in draft.lines} - {""}
        return {place: (self._agreed(place, day), self._before(place, period)) for place in places}

    def add(self, draft: CertificateDraft, period: int) -> None:
        """Count a signed certificate for later ones."""
        for line in draft.lines:
            if changed := line.variation or line.claim:
                self.amounts[changed].append((period, line.certified()))
            if (place := line.place) and line.quantity is not None:
                self.done[place].append((period, line.quantity))

    def certified_of(self, changed: str, period: int) -> Money:
        """What the workbook certified of a claim, or anybody of a variation, before a period."""
        return Money.total(amount for one, amount in self.amounts.get(changed, ()) if one < period)

    def approved_of(self, draft: CertificateDraft, period: int, day: date) -> dict[str, tuple[Money, Money]]:
        """What was approved by a day and certified before of the variations on these lines."""
        used = {line.variation for line in draft.lines if line.variation in self.orders}
        found = {key: self.orders[key].approved(day) for key in used}
        return {key: (one, self.certified_of(key, period)) for key, one in found.items() if one is not None}

    def _agreed(self, place: str, day: date) -> Decimal | None:
        order = self.orders.get(place)
        if order is None:
            return self.items.get(place)
        found = agreed_variation(place, order.number, order.name, order.amount, order.reached(day), order.lines)
        return found.quantity

    def _before(self, place: str, period: int) -> Decimal | None:
        earlier = [quantity for one, quantity in self.done.get(place, ()) if one < period]
        return sum(earlier, Decimal(0)) if earlier else None


def against(plan: Plan, contracts: set[str], with_lines: bool) -> Against:
    """What these contracts agreed, and what was certified of it so far; without lines only sums are needed."""
    found = Against()
    _read_orders(plan, contracts, found)
    if with_lines:
        _read_items(plan, contracts, found)
        _read_done(plan, contracts, found)
    return found


def _read_orders(plan: Plan, contracts: set[str], found: Against) -> None:
    names = ("id", "contract_id", "number", "name", "amount")
    for row in _rows(plan, VariationOrder, names, VariationOrder.contract_id, contracts):
        order = Order(*row[1:])
        found.orders[row[0]] = order
        found.by_contract[order.contract].append(order)
    stages = ("document_id", "reached_on", "id", "stage", "amount")
    for document, *rest in _rows(plan, Stage, stages, Stage.document_id, found.orders):
        found.orders[document].stages.append(cast(Any, tuple(rest)))
    for order in found.orders.values():
        order.stages.sort(key=lambda one: one[:2])
    lines = ("variation_id", "unit", "quantity", "price")
    for variation, *measure in _rows(plan, VariationLine, lines, VariationLine.variation_id, found.orders):
        found.orders[variation].lines.append(cast(Any, tuple(measure)))


def _read_items(plan: Plan, contracts: set[str], found: Against) -> None:
    """A lump sum is one item."""
    names = ("id", "quantity", "amount")
    for key, quantity, amount in _rows(plan, BillItem, names, BillItem.contract_id, contracts):
        found.items[key] = Decimal(1) if quantity is None and amount is not None else quantity


def _read_done(plan: Plan, contracts: set[str], found: Against) -> None:
    c, line = PaymentCertificate, CertificateLine
    place = line.placed()
    signed = (c.void == 0, c.certified_on.is_not(None), place.is_not(None))
    columns = (place, c.period, line.quantity, line.variation_id, line.amount)
    rows = select(*columns).join(c, c.id == line.certificate_id).where(*signed)
    for keys in chunks(contracts):
        for key, period, quantity, variation, amount in plan.session.execute(rows.where(c.contract_id.in_(keys))):
            if quantity is not None:
                found.done[key].append((period, quantity))
            if variation:
                found.amounts[variation].append((period, amount))


def _rows(plan: Plan, kind: Any, names: tuple[str, ...], by: Any, keys: Iterable[str]) -> list[tuple[Any, ...]]:
    """These columns of the rows of the book and of the workbook that belong to the keys."""
    wanted = set(keys)
    columns = [getattr(kind, name) for name in names]
    found: list[tuple[Any, ...]] = []
    for some in chunks(wanted):
        found += [tuple(row) for row in plan.session.execute(select(*columns).where(by.in_(some)))]
    unsaved: list[Mapping[str, Any]] = [one.__dict__ for one in plan.unsaved.records.values() if isinstance(one, kind)]
    unsaved += plan.unsaved.rows.get(cast(SqlTable, kind.__table__), [])
    return found + [tuple(row.get(name) for name in names) for row in unsaved if row[by.key] in wanted]
