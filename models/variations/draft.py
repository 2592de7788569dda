"""What is asked of a variation order and of each stage it goes through, and what must hold."""

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

KINDS = {
    "design_change": N_("Design change"),
    "site_instruction": N_("Site instruction"),
    "other": N_("Other variation"),
}

INSTRUCTED, PRICED, SUBMITTED, REVIEWED, APPROVED, REJECTED, VOID = (
    "instructed", "priced", "submitted", "reviewed", "approved", "rejected", "void",
)  # fmt: skip
STAGES = {
    INSTRUCTED: N_("Instructed"),
    PRICED: N_("Priced"),
    SUBMITTED: N_("Submitted"),
    REVIEWED: N_("Reviewed"),
    APPROVED: N_("Approved"),
    REJECTED: N_("Rejected"),
    VOID: N_("Void"),
}
"""The stages in the order a variation goes through them."""


@dataclass(frozen=True)
class VariationLineDraft:
    """One line; its amount is quantity × price, or a lump sum that was typed."""

    id: str = ""
    code: str = entry(N_("Item code"), "", synonyms=("项目编码", "清单编码", "编码"))
    name: str = entry(N_("Item name"), "", required=True, synonyms=("项目名称", "清单名称"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    quantity: Decimal | None = entry(N_("Quantity"), None, places=3, synonyms=("工程量", "数量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("综合单价", "单价"))
    amount: Money | None = entry(N_("Amount"), None, synonyms=("合价", "金额"))


@dataclass(frozen=True)
class VariationDraft:
    """What is asked of a variation order; number, name, contract and day of the instruction are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同", "合同编号", "合同号"))
    number: str = entry(N_("Variation number"), "", required=True, key=True, synonyms=("编号", "变更编号", "签证编号"))
    name: str = entry(N_("Subject"), "", required=True, wide=True, synonyms=("变更名称", "变更内容", "签证内容"))
    kind: str = entry(N_("Kind"), "design_change", choices=KINDS, synonyms=("类型", "变更类型"))
    instructed_on: date | None = entry(N_("Instructed on"), None, required=True, synonyms=("指令日期", "变更日期"))
    priced_on: date | None = entry(N_("Priced on"), None)
    amount: Money | None = entry(
        N_("Priced amount"), None, hint=N_("The sum of the lines, where there are any."), synonyms=("预估金额",)
    )
    days_asked: int | None = entry(N_("Days asked"), None, synonyms=("申请工期",))
    cause: str = entry(N_("Cause"), "", wide=True, synonyms=("变更原因", "原因"))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    lines: tuple[VariationLineDraft, ...] = entry(N_("Lines"), ())


@dataclass(frozen=True)
class StageDraft:
    """A variation goes one stage further: submitted, reviewed, approved or rejected on a day, with the amount then."""

    document: str = entry(N_("Variation order"), "", required=True, pick="variations")
    on: date | None = entry(N_("Day"), None, required=True)
    amount: Money | None = entry(N_("Amount"), None)
    days: int | None = entry(N_("Days granted"), None)
    by: str = entry(N_("By whom"), "")
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)


def priced_amount(draft: VariationDraft) -> Money | None:
    """The sum of the lines; without priced lines the typed amount; None while it is not priced."""
    found = [worth(line) for line in draft.lines]
    priced = [amount for amount in found if amount is not None]
    return Money.total(priced) if priced else draft.amount


def worked_out(draft: VariationDraft) -> VariationDraft:
    """The draft with line amounts and their sum filled in: what a form shows after an edit."""
    lines = tuple(replace(line, amount=worth(line)) for line in draft.lines)
    return replace(draft, lines=lines, amount=priced_amount(draft))


def check(draft: VariationDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for place, line in enumerate(draft.lines):
        for problem in check_line(line):
            yield problem.under(f"lines.{place}")
    if draft.priced_on and draft.instructed_on and draft.priced_on < draft.instructed_on:
        yield Problem("priced_on", N_("Priced before it was instructed: is the date right?"))
    if draft.priced_on and priced_amount(draft) is None:
        yield Problem("amount", N_("Enter the amount or priced lines, or leave the day of pricing empty."))
    priced = priced_amount(draft)
    if draft.amount is not None and priced != draft.amount and priced is not None:
        yield Problem(
            "amount",
            N_("The lines add up to {total}, not {amount}: {total} is kept."),
            {"total": priced.grouped, "amount": draft.amount.grouped},
            advice=True,
        )


def check_stage(draft: StageDraft) -> Iterator[Problem]:
    """What a stage with an amount needs."""
    yield from faults(draft)
    if draft.amount is None:
        yield Problem("amount", N_("{caption} is missing: please fill it in."), {"caption": N_("Amount")})


def check_rejection(draft: StageDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if not draft.remark:
        yield Problem("remark", N_("Write down why it was rejected: a claim may need it."), advice=True)
