"""What is asked of the work done in a period, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.bills import check_line, worth
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

_MEASURED = N_("Internal measurement")
_BOOKED = N_("Booked in the ledger, without VAT")


@dataclass(frozen=True)
class WorkLineDraft:
    """One bill line: quantity × price, or an amount where there is no quantity; without either it is left out."""

    id: str = ""
    bill_item: str = ""
    code: str = entry(N_("Code"), "", synonyms=("编码", "清单编码", "项目编码"))
    name: str = entry(N_("Item"), "", required=True, synonyms=("清单项目", "项目名称", "工程名称"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位",))
    contract_quantity: Decimal | None = entry(N_("Contract quantity"), None, readonly=True)
    previous: Decimal | None = entry(N_("Done before"), None, readonly=True)
    certified: Decimal | None = entry(N_("Certified to date"), None, readonly=True)
    quantity: Decimal | None = entry(N_("Done now"), None, places=3, synonyms=("本期完成", "完成数量", "数量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("综合单价", "单价"))
    amount: Money | None = entry(N_("Amount"), None, synonyms=("本期产值", "完成金额", "金额"))
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class WorkDoneDraft:
    """The work of one period; contract, period and its value are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Number of the work report"), "", key=True, hint=N_("Empty: made from contract and period"),
        synonyms=("产值编号", "产值报表编号", "编号"),
    )  # fmt: skip
    done_to: date | None = entry(
        N_("Work until"), None, required=True, synonyms=("统计截止日", "产值截止日", "截止日期")
    )
    amount: Money | None = entry(
        N_("Value of work done"), None, required=True, hint=N_("With VAT; where there are lines, what they add up to"),
        synonyms=("完成产值", "本期产值", "本月完成产值", "产值"),
    )  # fmt: skip
    measured: Money | None = entry(
        N_("Measured by ourselves"), None, section=_MEASURED, hint=N_("With VAT"),
        synonyms=("内部验工", "内部验工金额", "内部计量"),
    )  # fmt: skip
    measured_on: date | None = entry(N_("Measured on"), None, section=_MEASURED, synonyms=("内部验工日期", "验工日期"))
    measured_by: str = entry(N_("Measured by"), "", section=_MEASURED, synonyms=("验工人",))
    cost: Money | None = entry(
        N_("Cost of the period"), None, section=_BOOKED, synonyms=("本期成本", "工程成本", "成本")
    )
    revenue: Money | None = entry(
        N_("Revenue of the period"), None, section=_BOOKED, synonyms=("本期收入", "确认收入", "收入")
    )
    lines: tuple[WorkLineDraft, ...] = entry(N_("Work by bill lines"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))


def filled(draft: WorkDoneDraft) -> WorkDoneDraft:
    """The draft with the lines on which work was done: what is kept."""
    return replace(draft, lines=tuple(line for line in draft.lines if is_filled(line)))


def is_filled(line: WorkLineDraft) -> bool:
    return line.quantity is not None or bool(line.amount)


def by_lines(draft: WorkDoneDraft) -> bool:
    """Whether the value follows from the lines."""
    return any(is_filled(line) and worth(line) is not None for line in draft.lines)


def worked_out(draft: WorkDoneDraft) -> WorkDoneDraft:
    """The draft with what follows from quantity and price filled in: what a form shows."""
    lines = tuple(replace(line, amount=worth(line)) if line.quantity is not None else line for line in draft.lines)
    draft = replace(draft, lines=lines)
    if by_lines(draft):
        return replace(draft, amount=Money.total(line.amount or Money() for line in lines if is_filled(line)))
    return draft


def check(draft: WorkDoneDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    draft = worked_out(draft)
    yield from faults(draft)
    for place, line in enumerate(draft.lines):
        for problem in check_line(line):
            yield problem.under(f"lines.{place}")
        done = (line.previous or Decimal(0)) + (line.quantity or Decimal(0))
        if line.contract_quantity is not None and line.quantity is not None and done > line.contract_quantity:
            message = N_("{done} done in all, {agreed} in the bill: is a variation missing?")
            values = {"done": f"{done.normalize():f}", "agreed": f"{line.contract_quantity.normalize():f}"}
            yield Problem(f"lines.{place}.quantity", message, values, advice=True)
    if draft.measured is not None and draft.measured_on is None:
        yield Problem("measured_on", N_("Enter the day that belongs to this amount."))
    if draft.measured_on and draft.measured is None:
        yield Problem("measured", N_("Enter the amount that belongs to this stage."))
    if draft.measured_on and draft.done_to and draft.measured_on < draft.done_to:
        yield Problem("measured_on", N_("Measured before the period ended: is the date right?"), advice=True)
    if draft.measured is not None and draft.amount is not None and draft.measured > draft.amount:
        message = N_("More was measured than was done in the period: is that right?")
        yield Problem("measured", message, advice=True)
