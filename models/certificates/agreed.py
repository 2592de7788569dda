"""What can be certified of a contract: the lines of its bill and its variations, each with quantity and unit price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import variations
from models.bills import BillItem, line_amount
from models.language import N_
from models.money import Money
from models.rules import base
from models.stages import Stage
from models.variations import VariationLine, VariationOrder

LUMP = N_("item")
"""The unit of what was agreed at one amount: it is certified in parts of 1."""


@dataclass(frozen=True)
class Agreed:
    """A bill line, or a variation as a whole; a heading has neither quantity nor price. ``stage`` is a variation's."""

    id: str
    kind: str
    code: str
    name: str
    unit: str
    quantity: Decimal | None
    price: Decimal | None
    stage: str = ""


def of_bill(session: Session, contract_id: str) -> list[Agreed]:
    """The lines of the bill in order, headings included; a lump sum is one item at its amount."""
    columns = [getattr(BillItem, name) for name in "id is_heading code name unit quantity price amount".split()]
    rows = session.execute(select(*columns).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    found = []
    for row in rows:
        quantity, price = row.quantity, row.price
        if quantity is None and row.amount is not None:
            quantity, price = Decimal(1), row.amount.yuan
        unit = row.unit or ("" if row.is_heading else LUMP)
        found.append(Agreed(row.id, base.LINES, row.code, row.name, unit, quantity, price))
    return found


def of_variations(session: Session, contract_id: str, day: date) -> list[Agreed]:
    """Every variation as one line, by number, with what was agreed of it by a day.

    One that has a single priced line is measured in that line's unit, as long as its amount is the one that stands;
    any other is one item at the amount that stands (approved, else reviewed, submitted, priced).
    """
    of_contract = VariationOrder.contract_id == contract_id
    names = [VariationOrder.id, VariationOrder.number, VariationOrder.name, VariationOrder.amount]
    orders = session.execute(select(*names).where(of_contract).order_by(VariationOrder.number)).all()
    stages, lines = _stages(session, contract_id, day), _lines(session, contract_id)
    return [
        agreed_variation(
            order.id, order.number, order.name, order.amount, stages.get(order.id, []), lines.get(order.id, [])
        )
        for order in orders
    ]


Reached = tuple[str, Money | None]
Measure = tuple[str, Decimal | None, Decimal | None]


def _stages(session: Session, contract_id: str, day: date) -> dict[str, list[Reached]]:
    rows = session.execute(
        select(Stage.document_id, Stage.stage, Stage.amount)
        .join(VariationOrder, VariationOrder.id == Stage.document_id)
        .where(VariationOrder.contract_id == contract_id, Stage.reached_on <= day)
        .order_by(Stage.reached_on, Stage.id)
    )
    found: dict[str, list[Reached]] = {}
    for row in rows:
        found.setdefault(row.document_id, []).append((row.stage, row.amount))
    return found


def _lines(session: Session, contract_id: str) -> dict[str, list[Measure]]:
    rows = session.execute(
        select(VariationLine.variation_id, VariationLine.unit, VariationLine.quantity, VariationLine.price)
        .join(VariationOrder, VariationOrder.id == VariationLine.variation_id)
        .where(VariationOrder.contract_id == contract_id)
    )
    found: dict[str, list[Measure]] = {}
    for row in rows:
        found.setdefault(row.variation_id, []).append((row.unit, row.quantity, row.price))
    return found


def agreed_variation(
    key: str, number: str, name: str, priced: Money | None, stages: list[Reached], lines: list[Measure]
) -> Agreed:
    """One variation as a line, of the stages it reached, earliest first, and its own lines."""
    by_stage = {stage: amount for stage, amount in stages if amount is not None}
    amounts = [by_stage.get(stage) for stage in (variations.APPROVED, variations.REVIEWED, variations.SUBMITTED)]
    amount = next((one for one in amounts if one is not None), priced)
    stage = stages[-1][0] if stages else ""
    if len(lines) == 1:
        unit, quantity, price = lines[0]
        if quantity and price is not None and line_amount(quantity, price) == amount:
            return Agreed(key, base.VARIATIONS, number, name, unit, quantity, price, stage)
    price = amount.yuan if amount is not None else None
    return Agreed(key, base.VARIATIONS, number, name, LUMP, Decimal(1), price, stage)
