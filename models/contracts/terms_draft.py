"""What is asked of the payment terms of a contract; which entries a chosen rule reads stands in terms_check."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models import events
from models.drafts import entry
from models.language import N_
from models.money import Money
from models.rules import base, claims, fees
from models.rules.recovery import RULE_NAMES
from models.rules.retention import WAY_NAMES

VAT_METHODS = {"general": N_("General method"), "simplified": N_("Simplified method"), "exempt": N_("Exempt")}
RECOVERY_BASES = {
    "gross": N_("Of the gross value"),
    "progress": N_("Of the progress payment"),
    "net": N_("Of the progress payment after retention"),
}
RETENTION_BASES = {name: RECOVERY_BASES[name] for name in (base.GROSS, base.PROGRESS)}
RELEASE_EVENTS = {name: events.EVENTS[name] for name in (events.ACCEPTANCE, events.FINAL_ACCOUNT, events.DEFECTS_END)}
CLAIM_FORMS = {
    claims.GF2017: N_("GF-2017-0201, clause 19"),
    claims.FIDIC1999: N_("FIDIC 1999, clause 20.1"),
    claims.FIDIC2017: N_("FIDIC 2017, clause 20.2"),
}
SILENCE = {
    "": N_("As the form says"),
    claims.ACCEPTED: N_("Accepts the claim"),
    claims.DENIED: N_("Rejects the claim"),
    claims.NOTHING: N_("Decides nothing"),
}

ADJUSTS = {"": N_("As usual (work and variations)"), "yes": N_("Yes"), "no": N_("No")}

INVOICED = {
    "certified": N_("When it is certified, before it is paid"),
    "due": N_("When it falls due, before it is paid"),
    "received": N_("After it was paid"),
}

_TERMS = N_("Payment terms")
_BY_FORM = N_("empty: as the form says")


@dataclass(frozen=True)
class MilestoneDraft:
    """A cumulative percentage payable some days after an event."""

    event: str = entry(N_("Milestone"), events.CERTIFICATION, required=True, choices=events.MILESTONES, key=True)
    cumulative: Decimal | None = entry(N_("Cumulative share"), None, required=True, unit="%", synonyms=("累计比例",))
    days: int | None = entry(N_("Days after"), None, synonyms=("付款天数", "天数"))


@dataclass(frozen=True)
class ReleaseDraft:
    """A cumulative share of the retention released some days after an event."""

    event: str = entry(N_("Released after"), events.DEFECTS_END, required=True, choices=RELEASE_EVENTS)
    cumulative: Decimal | None = entry(N_("Cumulative share"), None, required=True, unit="%", synonyms=("累计比例",))
    days: int | None = entry(N_("Days after"), None, synonyms=("天数",))


@dataclass(frozen=True)
class KindTermsDraft:
    """What is agreed otherwise for one kind of value; an empty share or rate is the usual one."""

    kind: str = entry(N_("Kind of value"), base.CLAIMS, required=True, choices=base.KINDS)
    progress: Decimal | None = entry(N_("Paid as progress"), None, unit="%", synonyms=("支付比例",))
    retention_rate: Decimal | None = entry(N_("Retention rate"), None, unit="%", synonyms=("质保金比例",))
    vat_rate: Decimal | None = entry(N_("VAT rate"), None, unit="%", synonyms=("税率",))
    recovers: bool = entry(N_("Advance is recovered from it"), True, synonyms=("参与预付款扣回",))
    adjusts: str = entry(N_("Prices are adjusted"), "", choices=ADJUSTS, synonyms=("参与调价",))


@dataclass(frozen=True)
class FactorDraft:
    """A cost that moves the price: its weight in the formula and its index at the base date."""

    name: str = entry(N_("Cost"), "", required=True, synonyms=("调价因子", "材料"))
    weight: Decimal | None = entry(
        N_("Weight in the formula"), None, required=True, unit="%", places=4, synonyms=("权重",)
    )
    index: Decimal | None = entry(N_("Base index"), None, required=True, places=4, synonyms=("基本价格指数",))


@dataclass(frozen=True)
class FeeDraft:
    """A fee that is a rate of the value of each period; it is a kind of value of its own."""

    name: str = entry(N_("Fee"), "", required=True, synonyms=("费用名称", "规费"))
    rate: Decimal | None = entry(N_("Rate of the fee"), None, required=True, unit="%", places=4, synonyms=("费率",))
    of: str = entry(N_("Fee is taken"), fees.WORK, choices=fees.OF_NAMES, synonyms=("取费基数",))
    on_top: bool = entry(N_("With the fees before it"), False, synonyms=("含前项费用",))


USUAL_MILESTONES = (
    MilestoneDraft(events.CERTIFICATION, Decimal("0.8"), 28),
    MilestoneDraft(events.FINAL_ACCOUNT, Decimal("0.97"), 28),
    MilestoneDraft(events.DEFECTS_END, Decimal(1), 28),
)
"""What an empty form proposes; a contract that is brought in without milestones has none."""


@dataclass(frozen=True)
class TermsDraft:
    """Payment terms, shared by a contract and a supplementary agreement that changes them."""

    vat_method: str = entry(N_("VAT method"), "general", choices=VAT_METHODS, section=_TERMS, synonyms=("计税方式",))
    vat_rate: Decimal | None = entry(
        N_("VAT rate"), None, unit="%", section=_TERMS, synonyms=("税率",),
        hint=N_("empty: by law on the day"),
    )  # fmt: skip
    vat_included: bool = entry(N_("Unit prices include VAT"), True, section=_TERMS, synonyms=("单价含税",))
    advance: Money | None = entry(N_("Advance payment"), None, section=_TERMS, synonyms=("预付款",))
    recovery_rule: str = entry(N_("Recovery of the advance"), "percentage", choices=RULE_NAMES, section=_TERMS)
    recovery_rate: Decimal | None = entry(N_("Recovered of each certificate"), None, unit="%", section=_TERMS)
    recovery_base: str = entry(N_("Recovery is taken"), "gross", choices=RECOVERY_BASES, section=_TERMS)
    recovery_share: Decimal | None = entry(
        N_("Share of main materials"), None, unit="%", section=_TERMS, synonyms=("主要材料比重", "主材比例"),
        hint=N_("N of T = P − M ÷ N"),
    )  # fmt: skip
    recovery_start: Decimal | None = entry(
        N_("Recovery starts at"), None, unit="%", section=_TERMS, synonyms=("起扣比例",),
        hint=N_("highway 30, FIDIC 10, hydraulic 20; instalments count from the period that reaches it"),
    )  # fmt: skip
    recovery_end: Decimal | None = entry(
        N_("Recovery ends at"), None, unit="%", section=_TERMS, synonyms=("扣完比例",),
        hint=N_("highway 80, hydraulic 80 to 90"),
    )  # fmt: skip
    recovery_periods: str = entry(
        N_("Recovered in the periods"), "", section=_TERMS, synonyms=("扣回期次",),
        hint=N_("Period numbers or months, such as 3-6 or 2026-03、2026-04; unequal: 3=40%、4=60%."),
    )  # fmt: skip
    recovery_last: int | None = entry(
        N_("Or in the last months"), None, section=_TERMS, synonyms=("扣回月数",),
        hint=N_("months up to completion"),
    )  # fmt: skip
    recovery_until: int | None = entry(
        N_("Recovered by the period"), None, section=_TERMS, synonyms=("扣完期次",),
        hint=N_("with a start share: equal parts up to this period"),
    )  # fmt: skip
    recovery_net: bool = entry(
        N_("Price without provisional sums"), False, section=_TERMS, synonyms=("扣除暂列金额",),
        hint=N_("The shares of recovery are those of the price less provisional sums (FIDIC 14.2)."),
    )  # fmt: skip
    second_advance: Money | None = entry(
        N_("Second advance"), None, section=_TERMS, synonyms=("第二笔预付款", "材料设备预付款"),
        hint=N_("fixed sum for materials; what is received beyond the first"),
    )  # fmt: skip
    second_rule: str = entry(N_("Recovery of the second"), "start_point", choices=RULE_NAMES, section=_TERMS)
    second_rate: Decimal | None = entry(N_("Second recovered of each"), None, unit="%", section=_TERMS)
    second_base: str = entry(N_("Second recovery is taken"), "gross", choices=RECOVERY_BASES, section=_TERMS)
    second_share: Decimal | None = entry(N_("Second: share of main materials"), None, unit="%", section=_TERMS)
    second_start: Decimal | None = entry(N_("Second recovery starts at"), None, unit="%", section=_TERMS)
    second_end: Decimal | None = entry(N_("Second recovery ends at"), None, unit="%", section=_TERMS)
    second_periods: str = entry(N_("Second recovered in the periods"), "", section=_TERMS)
    second_until: int | None = entry(N_("Second recovered by the period"), None, section=_TERMS)
    retention_way: str = entry(
        N_("Retention is withheld"), "each", choices=WAY_NAMES, section=_TERMS, synonyms=("质保金扣留方式",)
    )
    retention_rate: Decimal | None = entry(
        N_("Retention withheld from certificates"), None, unit="%", section=_TERMS,
        hint=N_("Leave empty when the last milestone is the retention."), synonyms=("质保金比例",),
    )  # fmt: skip
    retention_base: str = entry(N_("Retention is taken"), "gross", choices=RETENTION_BASES, section=_TERMS)
    retention_amount: Money | None = entry(
        N_("Retention of each certificate"), None, section=_TERMS, synonyms=("每期质保金",),
        share=N_("Retention withheld from certificates"),
    )  # fmt: skip
    retention_cap: Decimal | None = entry(N_("Retention at most, of the price"), None, unit="%", section=_TERMS)
    retention_limit: Money | None = entry(
        N_("Retention at most"), None, section=_TERMS, synonyms=("质保金限额",),
        share=N_("Retention at most, of the price"),
    )  # fmt: skip
    minimum: Money | None = entry(N_("Minimum certificate"), None, section=_TERMS)
    materials_rate: Decimal | None = entry(
        N_("Materials on site are paid at"), None, unit="%", section=_TERMS, synonyms=("材料预付比例",),
        hint=N_("what is built in is taken back"),
    )  # fmt: skip
    materials_months: int | None = entry(
        N_("Materials are taken back in months"), None, section=_TERMS, synonyms=("材料预付款扣回月数",),
        hint=N_("empty: as they are built in; 3: a third in each of the next three periods"),
    )  # fmt: skip
    fixed_share: Decimal | None = entry(
        N_("Fixed part of the price formula"), None, unit="%", places=4, section=_TERMS, synonyms=("定值权重",),
        hint=N_("A of the formula"),
    )  # fmt: skip
    price_band: Decimal | None = entry(
        N_("Prices of materials may move by"), None, unit="%", section=_TERMS, synonyms=("材料价格风险幅度",),
        hint=N_("often 5: beyond it the difference is paid"),
    )  # fmt: skip
    break_share: Decimal | None = entry(
        N_("Quantities may differ by"), None, unit="%", section=_TERMS, synonyms=("工程量偏差幅度",),
        hint=N_("often 15 (GB 50500, 9.6.2)"),
    )  # fmt: skip
    break_beyond: Decimal | None = entry(
        N_("Unit price beyond it"), None, unit="%", factor=True, section=_TERMS, hint=N_("0.9 or 90: of the price")
    )
    break_short: Decimal | None = entry(
        N_("Unit price short of it"), None, unit="%", factor=True, section=_TERMS,
        hint=N_("1.05 or 105; in the last certificate"),
    )  # fmt: skip
    wage_share: Decimal | None = entry(
        N_("Share for the wage account"), None, unit="%", section=_TERMS, synonyms=("人工费拨付比例", "农民工工资比例")
    )
    wage_base: str = entry(N_("Wage share is taken"), "progress", choices=RETENTION_BASES, section=_TERMS)
    damages_cap: Decimal | None = entry(
        N_("Delay damages at most, of the price"), None, unit="%", section=_TERMS, synonyms=("误期赔偿限额",)
    )
    invoiced_when: str = entry(
        N_("Invoices are given"), "certified", choices=INVOICED, section=_TERMS, synonyms=("开票约定", "开票时点")
    )
    retention_invoiced: bool = entry(
        N_("Retention is invoiced when it is received"), False, section=_TERMS, synonyms=("质保金收款时开票",)
    )
    damages_day: Money | None = entry(
        N_("Delay damages a day"), None, section=_TERMS, synonyms=("每日误期赔偿", "误期赔偿标准"),
        share=N_("Or a share of the price a day"),
    )  # fmt: skip
    damages_rate: Decimal | None = entry(
        N_("Or a share of the price a day"), None, unit="%", places=4, section=_TERMS, synonyms=("误期赔偿日费率",),
        hint=N_("0.05 is 0.05 % a day"),
    )  # fmt: skip
    interest_free: int | None = entry(
        N_("Days late without interest"), None, section=_TERMS, synonyms=("免息天数", "宽限期", "计息宽限天数"),
        hint=N_("the agreed grace: interest runs from the next day on"),
    )  # fmt: skip
    raised_after: int | None = entry(
        N_("Higher rate after days late"), None, section=_TERMS,
        hint=N_("GF-2017-0201, 14.4.2: 56; from the next day on"),
    )  # fmt: skip
    raised_times: Decimal | None = entry(
        N_("Then so many times the rate"), None, section=_TERMS, places=2, hint=N_("Empty: twice")
    )
    claim_form: str = entry(N_("Claims by"), claims.GF2017, choices=CLAIM_FORMS, section=_TERMS, synonyms=("索赔规则",))
    claim_notice: int | None = entry(N_("Days for the notice"), None, section=_TERMS, hint=_BY_FORM)
    claim_report: int | None = entry(N_("Days for the report"), None, section=_TERMS, hint=_BY_FORM)
    claim_final: int | None = entry(N_("Days for the final report"), None, section=_TERMS, hint=_BY_FORM)
    claim_review: int | None = entry(N_("Days the supervisor has"), None, section=_TERMS, hint=_BY_FORM)
    claim_answer: int | None = entry(N_("Days the owner has"), None, section=_TERMS, hint=_BY_FORM)
    claim_silence: str = entry(N_("The owner's silence"), "", choices=SILENCE, section=_TERMS, synonyms=("逾期不答复",))
    milestones: tuple[MilestoneDraft, ...] = entry(N_("Milestones"), (), section=_TERMS)
    kinds: tuple[KindTermsDraft, ...] = entry(N_("Agreed otherwise for a kind of value"), (), section=_TERMS)
    factors: tuple[FactorDraft, ...] = entry(N_("Moving parts of the price formula"), (), section=_TERMS)
    fees: tuple[FeeDraft, ...] = entry(N_("Fees by rate"), (), section=_TERMS)
    releases: tuple[ReleaseDraft, ...] = entry(N_("Release of retention"), (), section=_TERMS)
