"""The sheets of the company's provision rates, and of the contracts it provides for by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.drafts import entry
from models.importing.sheet_form import SheetForm
from models.language import N_
from models.provisions.draft import (
    IndividualDraft,
    MonthRateDraft,
    PastDueRateDraft,
    ProvisionMatrixDraft,
    ProvisionRateDraft,
)
from models.provisions.record import PAST_DUE


@dataclass(frozen=True)
class ProvisionRateRow(ProvisionRateDraft):
    """The rates of one group of debtors, from a day on."""

    valid_from: date | None = entry(N_("Valid from"), None, required=True, synonyms=("生效日期", "执行日期"))


@dataclass(frozen=True)
class PastDueRateRow(PastDueRateDraft):
    """The rates of one group of debtors by days past due, from a day on."""

    valid_from: date | None = entry(N_("Valid from"), None, required=True, synonyms=("生效日期", "执行日期"))


@dataclass(frozen=True)
class MonthRateRow(MonthRateDraft):
    """The rate of one group of debtors up to an age in months, from a day on."""

    valid_from: date | None = entry(N_("Valid from"), None, required=True, synonyms=("生效日期", "执行日期"))


_OF_EXAMPLES = date(1990, 12, 31)
"""A day from which no company has rates: a row of its own is never taken for the unchanged example."""

PROVIDED = (
    SheetForm(
        "provisions", "坏账政策", "Provision policies", ProvisionMatrixDraft, ("valid_from",), ("坏账准备政策",),
        total="",
        example={"valid_from": _OF_EXAMPLES, "source": "示例：集团会计政策〔2026〕3 号"},
    ),
    SheetForm(
        "provision_rates", "坏账计提比例", "Provision rates", ProvisionRateRow, (), ("坏账准备计提比例", "计提比例"),
        ("valid_from",), total="", one_scale=True,
        example={"valid_from": _OF_EXAMPLES, "nature": "other",
                 **{f"y{year}": Decimal(rate) / 100 for year, rate in enumerate((5, 10, 20, 30, 50, 100))}},
    ),
    SheetForm(
        "provision_past_due", "逾期计提比例", "Past-due rates", PastDueRateRow, (), ("逾期天数计提比例",),
        ("valid_from",), total="", one_scale=True,
        example={"valid_from": _OF_EXAMPLES, "nature": "other",
                 **dict(zip(PAST_DUE, map(Decimal, ("0.003", "0.016", "0.036", "0.066", "0.106")), strict=True))},
    ),
    SheetForm(
        "provision_months", "按月计提比例", "Rates by months", MonthRateRow, (), ("按月账龄计提比例",),
        ("valid_from",), total="",
        example={"valid_from": _OF_EXAMPLES, "nature": "other", "upto": 6, "rate": Decimal("0.01")},
    ),
    SheetForm(
        "individual_provisions", "单项计提", "Single provisions", IndividualDraft, ("contract", "valid_from"),
        ("单项计提坏账准备",), total="",
        example={"contract": "示例-HT-01", "valid_from": date(2026, 6, 30), "rate": Decimal("0.6"),
                 "reason": "示例：业主进入破产重整"},
    ),
)  # fmt: skip
