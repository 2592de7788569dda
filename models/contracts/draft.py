"""What is asked of a contract and of a supplementary agreement, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models import events
from models.currencies import CURRENCIES, HOME
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.recovery import RULE_NAMES

KINDS = {
    "construction": N_("Construction"),
    "design": N_("Survey and design"),
    "consulting": N_("Consulting and supervision"),
    "goods": N_("Sale of goods or equipment"),
    "investment": N_("Investment"),
}
ROLES = {
    "main": N_("Main contractor"),
    "leader": N_("Consortium leader"),
    "member": N_("Consortium member"),
    "subcontractor": N_("Subcontractor"),
    "internal": N_("Internal subcontract"),
    "supplier": N_("Supplier"),
}
VAT_METHODS = {"general": N_("General method"), "simplified": N_("Simplified method"), "exempt": N_("Exempt")}
RECOVERY_RULES = {name: RULE_NAMES[name] for name in ("none", "percentage")}
RECOVERY_BASES = {"gross": N_("Of the gross value"), "progress": N_("Of the progress payment")}
RELEASE_EVENTS = {name: events.EVENTS[name] for name in (events.ACCEPTANCE, events.FINAL_ACCOUNT, events.DEFECTS_END)}

_TERMS = N_("Payment terms")
_DATES = N_("Dates")
_PEOPLE = N_("Responsibility")


@dataclass(frozen=True)
class MilestoneDraft:
    """A cumulative percentage payable some days after an event."""

    event: str = entry(N_("Milestone"), events.CERTIFICATION, required=True, choices=events.EVENTS, key=True)
    cumulative: Decimal | None = entry(N_("Cumulative share"), None, required=True, unit="%", synonyms=("累计比例",))
    days: int | None = entry(N_("Days after"), None, synonyms=("付款天数", "天数"))


@dataclass(frozen=True)
class ReleaseDraft:
    """A cumulative share of the retention released some days after an event."""

    event: str = entry(N_("Released after"), events.DEFECTS_END, required=True, choices=RELEASE_EVENTS)
    cumulative: Decimal | None = entry(N_("Cumulative share"), None, required=True, unit="%", synonyms=("累计比例",))
    days: int | None = entry(N_("Days after"), None, synonyms=("天数",))


DEFAULT_MILESTONES = (
    MilestoneDraft(events.CERTIFICATION, Decimal("0.8"), 28),
    MilestoneDraft(events.FINAL_ACCOUNT, Decimal("0.97"), 28),
    MilestoneDraft(events.DEFECTS_END, Decimal(1), 28),
)


@dataclass(frozen=True)
class TermsDraft:
    """Payment terms, shared by a contract and a supplementary agreement that changes them."""

    vat_method: str = entry(N_("VAT method"), "general", choices=VAT_METHODS, section=_TERMS, synonyms=("计税方式",))
    vat_rate: Decimal | None = entry(N_("VAT rate"), Decimal("0.09"), unit="%", section=_TERMS, synonyms=("税率",))
    advance: Money | None = entry(N_("Advance payment"), None, section=_TERMS, synonyms=("预付款",))
    recovery_rule: str = entry(N_("Recovery of the advance"), "percentage", choices=RECOVERY_RULES, section=_TERMS)
    recovery_rate: Decimal | None = entry(N_("Recovered of each certificate"), None, unit="%", section=_TERMS)
    recovery_base: str = entry(N_("Recovery is taken"), "gross", choices=RECOVERY_BASES, section=_TERMS)
    retention_rate: Decimal | None = entry(
        N_("Retention withheld from certificates"), None, unit="%", section=_TERMS,
        hint=N_("Leave empty when the last milestone is the retention."), synonyms=("质保金比例",),
    )  # fmt: skip
    retention_base: str = entry(N_("Retention is taken"), "gross", choices=RECOVERY_BASES, section=_TERMS)
    retention_cap: Decimal | None = entry(N_("Retention at most, of the price"), None, unit="%", section=_TERMS)
    minimum: Money | None = entry(N_("Minimum certificate"), None, section=_TERMS)
    milestones: tuple[MilestoneDraft, ...] = entry(N_("Milestones"), DEFAULT_MILESTONES, section=_TERMS)
    releases: tuple[ReleaseDraft, ...] = entry(N_("Release of retention"), (), section=_TERMS)


@dataclass(frozen=True)
class ContractDraft(TermsDraft):
    """What is asked of a contract; number, name, owner and price are needed."""

    id: str = ""
    number: str = entry(N_("Contract number"), "", required=True, key=True, synonyms=("合同号", "编号"))
    name: str = entry(N_("Contract name"), "", required=True, wide=True, synonyms=("合同名称", "工程名称"))
    project: str = entry(N_("Project"), "", pick="projects", synonyms=("项目", "所属项目"))
    owner: str = entry(N_("Owner"), "", required=True, pick="parties", synonyms=("业主", "甲方", "发包人", "建设单位"))
    payer: str = entry(N_("Payer if another"), "", pick="parties", synonyms=("付款方", "付款单位"))
    kind: str = entry(N_("Kind"), "construction", choices=KINDS, synonyms=("类型", "合同类型"))
    role: str = entry(N_("Our role"), "main", choices=ROLES)
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES)
    price: Money | None = entry(N_("Contract price with VAT"), None, required=True, synonyms=("合同金额", "合同价"))
    provisional: Money | None = entry(N_("Provisional sums"), None, synonyms=("暂列金额",))
    signed_on: date | None = entry(N_("Signed on"), None, section=_DATES, synonyms=("签订日期", "签约日期"))
    start_on: date | None = entry(N_("Start on"), None, section=_DATES, synonyms=("开工日期",))
    completion_on: date | None = entry(N_("Completion agreed for"), None, section=_DATES)
    completed_on: date | None = entry(N_("Completed on"), None, section=_DATES, synonyms=("竣工日期", "完工日期"))
    accepted_on: date | None = entry(N_("Accepted on"), None, section=_DATES, synonyms=("验收日期",))
    handed_over_on: date | None = entry(N_("Handed over on"), None, section=_DATES, synonyms=("交付日期",))
    submitted_on: date | None = entry(N_("Final account submitted on"), None, section=_DATES, synonyms=("送审日期",))
    settled_on: date | None = entry(N_("Final account agreed on"), None, section=_DATES, synonyms=("定案日期",))
    defects_months: int | None = entry(N_("Defects period in months"), 24, section=_DATES, synonyms=("缺陷责任期",))
    handler: str = entry(N_("Handler"), "", section=_PEOPLE, synonyms=("经办人", "负责人"))
    approval_number: str = entry(N_("Approval number"), "", section=_PEOPLE)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_PEOPLE)


@dataclass(frozen=True)
class AgreementDraft(TermsDraft):
    """A supplementary agreement; the terms shown are those it leaves in force."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts")
    number: str = entry(N_("Agreement number"), "", required=True)
    signed_on: date | None = entry(N_("Signed on"), None, required=True)
    valid_from: date | None = entry(N_("Valid from"), None, required=True)
    price_change: Money | None = entry(N_("Change of the price"), None)
    reason: str = entry(N_("Reason"), "", wide=True)


def check(draft: ContractDraft) -> Iterator[Problem]:
    """Everything that can be said without the database; advice never blocks."""
    yield from faults(draft)
    yield from _check_terms(draft)
    if draft.price is not None and draft.price < Money():
        yield Problem("price", N_("The price cannot be negative."))
    if draft.signed_on and draft.start_on and draft.start_on < draft.signed_on:
        yield Problem("start_on", N_("Work started before the contract was signed: is the date right?"), advice=True)
    if draft.accepted_on and draft.handed_over_on and draft.handed_over_on < draft.accepted_on:
        yield Problem("handed_over_on", N_("Handed over before acceptance: is the date right?"), advice=True)


def check_agreement(draft: AgreementDraft) -> Iterator[Problem]:
    yield from faults(draft)
    yield from _check_terms(draft)


def _check_terms(draft: TermsDraft) -> Iterator[Problem]:
    yield from _check_shares("milestones", draft.milestones)
    if draft.milestones and draft.milestones[0].event != events.CERTIFICATION:
        yield Problem("milestones.0.event", N_("The first milestone is the signed certificate (progress payment)."))
    if draft.releases:
        yield from _check_shares("releases", draft.releases)
    for name in ("vat_rate", "recovery_rate", "retention_rate", "retention_cap"):
        rate = getattr(draft, name)
        if rate is not None and not 0 <= rate <= 1:
            yield Problem(name, N_("A percentage lies between 0 and 100."))
    for name in ("milestones", "releases"):
        for place, row in enumerate(getattr(draft, name)):
            if (row.days or 0) < 0:
                yield Problem(f"{name}.{place}.days", N_("Days are counted from the event on: 0 or more."))
    for name in ("advance", "minimum"):
        amount = getattr(draft, name)
        if amount is not None and amount < Money():
            yield Problem(name, N_("This amount cannot be negative."))
    if (draft.retention_rate or Decimal(0)) > Decimal("0.03"):
        yield Problem(
            "retention_rate",
            N_("More than 3 % retention is above the legal limit (建质〔2017〕138号, article 7)."),
            advice=True,
        )


def _check_shares(name: str, rows: Sequence[MilestoneDraft | ReleaseDraft]) -> Iterator[Problem]:
    reached = Decimal(0)
    for place, row in enumerate(rows):
        share = row.cumulative
        if share is not None and not reached <= share <= 1:
            yield Problem(
                f"{name}.{place}.cumulative", N_("Cumulative shares rise from line to line and end at 100 %.")
            )
        reached = share if share is not None else reached
    if rows and reached != 1:
        yield Problem(f"{name}.{len(rows) - 1}.cumulative", N_("The last cumulative share must be 100 %."))
