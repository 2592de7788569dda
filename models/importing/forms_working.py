"""The sheets of what was done, used, delivered and planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.consumption.draft import OWNERS, ConsumptionDraft, ConsumptionLineDraft
from models.debit_notes.draft import DebitLineDraft, DebitNoteDraft, InstalmentDraft
from models.drafts import entry
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.money import Money
from models.sales_plans import SalesPlanDraft
from models.work_done.draft import WorkDoneDraft, WorkLineDraft

_OF_NOTE = N_("The number of a note in the sheet “Debit notes” (应收单据).")


@dataclass(frozen=True)
class WorkLineRow(WorkLineDraft):
    """What of a bill line was done in a period; the code finds the bill line."""

    report: str = entry(
        N_("Number of the work report"), "", required=True, synonyms=("产值编号", "产值报表编号"),
        hint=N_("The number of a report in the sheet “Work done” (完成产值)."),
    )  # fmt: skip


@dataclass(frozen=True)
class ConsumptionRow(ConsumptionLineDraft):
    """What was used of one material or plant in a period."""

    report: str = entry(
        N_("Number of the consumption report"), "", required=True, synonyms=("消耗编号", "消耗报表编号"),
        hint=N_("The number of a report in the sheet “Consumption” (材料机械消耗)."),
    )  # fmt: skip


@dataclass(frozen=True)
class DebitLineRow(DebitLineDraft):
    """A line of a delivery note."""

    note: str = entry(
        N_("Number of the debit note"), "", required=True, synonyms=("单据编号", "应收单号"), hint=_OF_NOTE
    )


@dataclass(frozen=True)
class InstalmentRow(InstalmentDraft):
    """An instalment of a debit note."""

    note: str = entry(
        N_("Number of the debit note"), "", required=True, synonyms=("单据编号", "应收单号"), hint=_OF_NOTE
    )


WORKING = (
    SheetForm(
        "work_done", "完成产值", "Work done", WorkDoneDraft, ("number",), ("产值", "产值报表", "完成产值统计"),
        ("contract", "number", "done_to", "amount"), optional=frozenset({"amount"}),
        example={"contract": "示例-HT-01", "number": "示例-CZ-202506", "done_to": date(2025, 6, 30),
                 "amount": Money.of(1_620_000), "measured": Money.of(1_580_000), "measured_on": date(2025, 7, 5),
                 "cost": Money.of(1_204_500), "revenue": Money.of(1_449_541)},
    ),
    SheetForm(
        "work_lines", "产值明细", "Work lines", WorkLineRow, (), ("完成产值明细",), ("report",),
        frozenset({"id", "bill_item"}),
        example={"report": "示例-CZ-202506", "code": "203-1-a", "name": "示例：路基挖土方", "unit": "m³",
                 "quantity": Decimal(30000), "price": Decimal("14.8")},
    ),
    SheetForm(
        "consumption", "材料机械消耗", "Consumption", ConsumptionDraft, ("number",), ("消耗", "材料消耗"),
        ("contract", "number", "used_to"), total="",
        example={"contract": "示例-HT-01", "number": "示例-XH-202506", "used_to": date(2025, 6, 30)},
    ),
    SheetForm(
        "consumption_lines", "消耗明细", "Consumption lines", ConsumptionRow, (), ("材料消耗明细", "机械消耗明细"),
        ("report",), total="",
        example={"report": "示例-XH-202506", "kind": OWNERS, "name": "示例：钢筋", "unit": "t", "code": "203-1-a",
                 "quantity": Decimal("42.5"), "norm": Decimal("0.0015"), "price": Decimal(3800)},
    ),
    SheetForm(
        "debit_notes", "应收单据", "Debit notes", DebitNoteDraft, ("number",), ("应收单", "发货单", "货款"),
        ("contract", "number", "kind", "charged_on", "amount", "due_on"), optional=frozenset({"amount"}),
        example={"contract": "示例-HT-01", "number": "示例-YS-001", "kind": "freight", "charged_on": date(2025, 9, 12),
                 "amount": Money.of(36_800), "due_on": date(2025, 10, 12), "reason": "示例：代垫运费"},
    ),
    SheetForm(
        "debit_lines", "发货明细", "Delivery lines", DebitLineRow, (), ("应收单据明细", "交货明细"), ("note",),
        frozenset({"id"}),
        example={"note": "示例-YS-001", "name": "示例：运输费", "unit": "车", "quantity": Decimal(8),
                 "price": Decimal(4600)},
    ),
    SheetForm(
        "instalments", "分期收款", "Instalments", InstalmentRow, (), ("分期", "收款计划"), ("note",),
        example={"note": "示例-YS-002", "due_on": date(2025, 12, 31), "amount": Money.of(500_000)},
    ),
    SheetForm(
        "sales_plans", "销售计划", "Sales plan", SalesPlanDraft, ("number",), ("销售计划与库存",),
        ("contract", "number", "name", "planned_on", "quantity", "price"), total="",
        example={"contract": "示例-HT-01", "number": "示例-XS-01", "name": "示例：装载机 ZL50", "unit": "台",
                 "planned_on": date(2025, 12, 31), "quantity": Decimal(10), "price": Decimal(286_000),
                 "in_stock": Decimal(2), "counted_on": date(2025, 9, 30)},
    ),
)  # fmt: skip
