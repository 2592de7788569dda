"""What is asked of a deposit or a guarantee, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from models import events
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import caps
from models.rules import deposits as rules

TENDER, PERFORMANCE, QUALITY = "tender", "performance", "quality"
KINDS = {
    TENDER: N_("Tender deposit"),
    PERFORMANCE: N_("Performance deposit"),
    QUALITY: N_("Quality deposit"),
    "audit": N_("Audit reserve"),
    "integrity": N_("Integrity deposit"),
    "wage": N_("Migrant workers' wage deposit"),
}
CASH, GUARANTEE = "cash", "guarantee"
FORMS = {CASH: N_("Paid in cash"), GUARANTEE: N_("Bank guarantee")}
RETURN_EVENTS = {"": N_("On the day agreed below"), **events.MILESTONES}
del RETURN_EVENTS[events.CERTIFICATION], RETURN_EVENTS[events.INVOICE]
_RETURN = N_("Return")
_GUARANTEE = N_("Guarantee")


@dataclass(frozen=True)
class DeductionDraft:
    """What the owner took off, and whether we agree."""

    deducted_on: date | None = entry(N_("Deducted on"), None, required=True, synonyms=("扣款日期",))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("扣款金额", "金额"))
    reason: str = entry(N_("Reason"), "", required=True, synonyms=("扣款原因", "原因"))
    agreed: bool = entry(
        N_("Agreed by both sides"), True, synonyms=("双方认可",),
        hint=N_("A deduction we have not agreed is disputed and changes no balance."),
    )  # fmt: skip


@dataclass(frozen=True)
class DepositDraft:
    """What is asked of a deposit; contract, amount and day are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Deposit number"), "", key=True, hint=N_("Empty: made from the contract"), synonyms=("保证金编号", "编号")
    )
    kind: str = entry(N_("Kind"), PERFORMANCE, choices=KINDS, synonyms=("保证金类别", "类别", "种类"))
    form: str = entry(N_("Given as"), CASH, choices=FORMS, synonyms=("缴纳方式", "形式"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("金额", "保证金金额"))
    paid_on: date | None = entry(N_("Paid or issued on"), None, required=True, synonyms=("缴纳日期", "开立日期"))
    price: Money | None = entry(N_("Contract price with VAT"), None, readonly=True)
    beside: Money | None = entry(N_("Other deposits of this kind"), None, readonly=True)
    retention_held: Money | None = entry(N_("Retention withheld before completion"), None, readonly=True)
    guarantee_number: str = entry(N_("Guarantee number"), "", section=_GUARANTEE, synonyms=("保函编号", "保函号"))
    bank: str = entry(N_("Issuing bank"), "", section=_GUARANTEE, synonyms=("开立银行", "银行"))
    expires_on: date | None = entry(N_("Expires on"), None, section=_GUARANTEE, synonyms=("到期日", "有效期至"))
    withheld: Money | None = entry(N_("Retention still withheld"), None, readonly=True, section=_GUARANTEE)
    replaces_retention: bool = entry(
        N_("Replaces the retention withheld"), False, section=_GUARANTEE, synonyms=("替代质保金",),
        hint=N_("What was withheld falls due on the day of the guarantee."),
    )  # fmt: skip
    returned_on: date | None = entry(N_("Given back on"), None, section=_GUARANTEE, synonyms=("退还日期",))
    return_event: str = entry(N_("Returned after"), "", choices=RETURN_EVENTS, section=_RETURN, synonyms=("返还节点",))
    return_days: int | None = entry(N_("Days after"), None, section=_RETURN, synonyms=("天数",))
    return_on: date | None = entry(
        N_("Return agreed for"), None, section=_RETURN, synonyms=("返还日期", "应返还日期"),
        hint=N_("A day that is agreed goes before an event."),
    )  # fmt: skip
    deductions: tuple[DeductionDraft, ...] = entry(N_("Deductions"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))


def idle(draft: DepositDraft) -> Collection[str]:
    """Cash has no bank, a guarantee no money to come back."""
    if draft.form == CASH:
        return ("guarantee_number", "bank", "expires_on", "withheld", "replaces_retention", "returned_on")
    return () if draft.kind == QUALITY else ("withheld", "replaces_retention")


def check(draft: DepositDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    if draft.form == GUARANTEE and not draft.guarantee_number:
        yield Problem(
            "guarantee_number", N_("A guarantee is known by its number: enter it when you have it."), advice=True
        )
    if draft.form == GUARANTEE and draft.expires_on is None:
        yield Problem(
            "expires_on", N_("Enter the day the guarantee expires, so that it can be renewed in time."), advice=True
        )
    if draft.expires_on and draft.paid_on and draft.expires_on < draft.paid_on:
        yield Problem("expires_on", N_("It expires before it was issued: is the date right?"))
    if draft.replaces_retention and (draft.kind != QUALITY or draft.form == CASH):
        yield Problem("replaces_retention", N_("Only a guarantee for quality replaces the retention."))
    if draft.form == CASH and draft.returned_on:
        yield Problem("returned_on", N_("Cash comes back as a receipt: record the receipt and allocate it."))
    for name in ("return_on", "returned_on"):
        day = getattr(draft, name)
        if day and draft.paid_on and day < draft.paid_on:
            yield Problem(name, N_("It comes back before it was given: is the date right?"))
    if draft.form == CASH and draft.return_on is None and not draft.return_event:
        yield Problem("return_event", N_("Without an event or a day for its return it never falls due."), advice=True)
    yield from _check_deductions(draft)
    yield from _check_law(draft)


def _check_deductions(draft: DepositDraft) -> Iterator[Problem]:
    taken = Money()
    for place, one in enumerate(draft.deductions):
        if one.amount is not None and one.amount <= Money():
            yield Problem(f"deductions.{place}.amount", N_("Enter an amount above nothing."))
        if one.deducted_on and draft.paid_on and one.deducted_on < draft.paid_on:
            yield Problem(
                f"deductions.{place}.deducted_on", N_("It was deducted before it was given: is the date right?")
            )
        taken += (one.amount or Money()) if one.agreed else Money()
        if draft.amount is not None and taken > draft.amount:
            yield Problem(f"deductions.{place}.amount", N_("More is deducted than was given."))
            return


def _check_limit(draft: DepositDraft) -> Iterator[Problem]:
    """All deposits of one kind together, against the share of the price that may be asked for."""
    limit, whole = rules.limit_of(draft.kind, draft.paid_on), (draft.amount or Money()) + (draft.beside or Money())
    if limit is None or not draft.price:
        return
    beyond = rules.beyond_cap(draft.kind, whole, draft.price, draft.paid_on)
    if beyond:
        told = {
            "most": (whole - beyond).grouped,
            "beyond": beyond.grouped,
            "source": limit.basis,
            "whole": whole.grouped,
        }
        told["rate"] = f"{(limit.share * 100).normalize():f}"
        alone = N_("The law allows {most} ({rate} % of the price, {source}): {beyond} beyond it.")
        in_all = N_("The law allows {most} ({rate} % of the price, {source}): {whole} in all is {beyond} beyond it.")
        yield Problem("amount", in_all if draft.beside else alone, told, advice=True)


def _check_law(draft: DepositDraft) -> Iterator[Problem]:
    """What the law says of it, with its source; it blocks nothing."""
    yield from _check_limit(draft)
    if draft.kind not in rules.ALLOWED:
        message = N_("An owner may not ask for this kind of deposit (保障中小企业款项支付条例, article 13).")
        yield Problem("kind", message, advice=True)
    if draft.kind == PERFORMANCE and draft.retention_held:
        message = N_(
            "Before completion no retention is withheld beside a performance deposit (建质〔2017〕138号, article 6)."
        )
        yield Problem("kind", message, advice=True)
    whole, withheld = (draft.amount or Money()) + (draft.beside or Money()), draft.withheld or Money()
    if draft.replaces_retention and draft.amount and whole < withheld:
        message = N_(
            "Guarantees of {whole} replace {withheld} withheld: all of it falls due, as no retention is kept beside a"
            " guarantee ({basis}). Where it stands for a part only, clear the mark and agree on the day of that part."
        )
        told = {"whole": whole.grouped, "withheld": withheld.grouped, "basis": caps.NOT_BOTH}
        yield Problem("amount", message, told, advice=True)
