"""The second scheme in the sample: a supply contract with freight, parts, compensation, instalments and stock."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from models import debit_notes, sales_plans
from models.debit_notes import DebitLineDraft, DebitNoteDraft, InstalmentDraft
from models.money import Money
from models.rules.calendar import add_months
from models.sales_plans import SalesPlanDraft

if TYPE_CHECKING:
    from models.sample.months import Life

SOLD = "004"
PUMP = "车载式混凝土泵 HBT80"


def keep_sales(life: Life) -> None:
    """What the supplier of concrete sold and laid out besides, and what it still has in stock."""
    if life.plan.number != SOLD:
        return
    for draft in _notes(life):
        debit_notes.record(life.session, draft)
    for name, price, stock, making in ((PUMP, 486_000, 2, 1), ("泵管及易损件套件", 12_800, 35, 0)):
        plan = SalesPlanDraft(
            contract=life.contract.id, name=name, unit="台" if name == PUMP else "套",
            planned_on=add_months(life.today, 2), quantity=Decimal(4 if name == PUMP else 60), price=Decimal(price),
            in_stock=Decimal(stock), in_progress=Decimal(making), counted_on=life.today.replace(day=1) - timedelta(1),
        )  # fmt: skip
        sales_plans.record(life.session, plan)


def _notes(life: Life) -> tuple[DebitNoteDraft, ...]:
    def ago(months: int) -> date:
        return add_months(life.today, -months).replace(day=16)

    pump = DebitLineDraft(name=PUMP, unit="台", quantity=Decimal(1), price=Decimal(486_000))
    parts = DebitLineDraft(name="泵管及易损件套件", unit="套", quantity=Decimal(12), price=Decimal(12_800))
    halves = tuple(InstalmentDraft(add_months(ago(4), month), Money.of(162_000)) for month in (2, 5, 8))
    contract = life.contract.id
    return (
        DebitNoteDraft(contract=contract, kind="goods", charged_on=ago(4), paper="FH-0318", signed_by="顾海峰",
                       lines=(pump,), instalments=halves, reason="车载泵一台，分三期付款"),
        DebitNoteDraft(contract=contract, kind="parts", charged_on=ago(3), paper="FH-0327", signed_by="顾海峰",
                       lines=(parts,), due_on=ago(2), reason="泵管及易损件"),
        DebitNoteDraft(contract=contract, kind="freight", charged_on=ago(3), amount=Money.of(28_600), paper="记-08-112",
                       due_on=ago(2), reason="代垫泵管运输费"),
        DebitNoteDraft(contract=contract, kind="compensation", charged_on=ago(1), amount=Money.of(96_420),
                       due_on=ago(0), reason="2025 年度逾期货款资金占用补偿，双方会议纪要确认"),
    )  # fmt: skip
