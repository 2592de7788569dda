"""What is asked of a final account, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.drafts import entry, faults
from models.final_accounts.record import FINAL, STAGE
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import final_account as rules

KINDS = {FINAL: N_("Final account of the contract"), STAGE: N_("Stage settlement")}
LEVELS = {
    "supervisor": N_("Supervisor"),
    "follow_up": N_("Follow-up audit"),
    "first": N_("First review"),
    "second": N_("Second review"),
    "state": N_("Public finance review or state audit"),
}
_AGREED = N_("Agreed amount")
_FEE = N_("Audit fee on the cut")
LEGAL_RETENTION = Decimal("0.03")


@dataclass(frozen=True)
class ReviewDraft:
    """What one review left of the account; the cut follows from the amount before it."""

    level: str = entry(N_("Review by"), "supervisor", choices=LEVELS, synonyms=("审核阶段", "审核类别"))
    reviewer: str = entry(N_("Reviewer"), "", synonyms=("审核单位", "审核人"))
    reviewed_on: date | None = entry(N_("Reviewed on"), None, required=True, synonyms=("审核日期",))
    amount: Money | None = entry(N_("Amount reviewed"), None, required=True, synonyms=("审核金额", "审定金额"))
    cut: Money | None = entry(N_("Cut off"), None, readonly=True)
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class CreditDraft:
    """What of a credit reduced which receivable; left empty, final money is reduced first, then progress."""

    receivable: str = ""
    amount: Money | None = None


@dataclass(frozen=True)
class FinalAccountDraft:
    """What is asked of a final account; with the day it was agreed on it is posted."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Settlement number"), "", key=True, hint=N_("Empty: made from the contract"), synonyms=("结算编号", "编号")
    )
    kind: str = entry(N_("Kind"), FINAL, choices=KINDS, synonyms=("结算类别", "类别"))
    part: str = entry(N_("Part of the works"), "", synonyms=("结算范围", "单位工程"))
    submitted_on: date | None = entry(N_("Account submitted on"), None, synonyms=("送审日期", "报送日期"))
    amount: Money | None = entry(N_("Amount submitted"), None, synonyms=("送审金额", "报送金额"))
    papers: str = entry(
        N_("Documents handed in"), "", lines=2, wide=True, synonyms=("送审资料",),
        hint=N_("With whom they were left and who signed for them"),
    )  # fmt: skip
    reviews: tuple[ReviewDraft, ...] = entry(N_("Reviews"), ())
    settled_on: date | None = entry(N_("Amount agreed on"), None, section=_AGREED, synonyms=("定案日期", "审定日期"))
    settled: Money | None = entry(N_("Settled amount"), None, section=_AGREED, synonyms=("定案金额", "审定金额"))
    signed_by: str = entry(N_("Signed by"), "", section=_AGREED, synonyms=("定案签字人", "签字人"))
    certified: Money | None = entry(N_("Certified before"), None, section=_AGREED, readonly=True)
    part_certified: Money | None = entry(
        N_("Certified of this part before"), None, section=_AGREED, synonyms=("此前已计价", "已计价金额")
    )
    difference: Money | None = entry(N_("Settled less certified"), None, section=_AGREED, readonly=True)
    retention_rate: Decimal | None = entry(
        N_("Retention of the settled amount"), None, unit="%", section=_AGREED, synonyms=("质保金比例",)
    )
    retained: Money | None = entry(N_("Retention kept before"), None, section=_AGREED, readonly=True)
    held: Money | None = entry(N_("Of it not returned yet"), None, section=_AGREED, readonly=True)
    retention_limit: Money | None = entry(N_("Retention at most"), None, section=_AGREED, readonly=True)
    retention: Money | None = entry(N_("Retention still to be kept"), None, section=_AGREED, readonly=True)
    advance_left: Money | None = entry(N_("Advance not recovered"), None, section=_AGREED, readonly=True)
    payable: Money | None = entry(N_("Payable now"), None, section=_AGREED, readonly=True)
    fee_free: Decimal | None = entry(
        N_("Cut that costs nothing"), None, unit="%", section=_FEE, hint=N_("Of the amount submitted"),
        synonyms=("免费核减率",),
    )  # fmt: skip
    fee_rate: Decimal | None = entry(
        N_("Fee on the cut beyond it"), None, unit="%", section=_FEE, synonyms=("审减费率",)
    )
    fee: Money | None = entry(N_("Audit fee"), None, section=_FEE, synonyms=("审计费", "审减费"))
    fee_agreed: bool = entry(
        N_("We agree to the fee"), True, section=_FEE, hint=N_("Otherwise it is disputed and changes no balance."),
        synonyms=("认可审计费",),
    )  # fmt: skip
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))
    credits: tuple[CreditDraft, ...] = ()


def worked_out(draft: FinalAccountDraft) -> FinalAccountDraft:
    """The draft with cuts, difference, retention, fee and what is payable filled in: what a form shows."""
    reviewed = [one.amount or Money() for one in draft.reviews]
    taken = rules.cuts(draft.amount or Money(), reviewed)
    reviews = tuple(
        replace(one, cut=cut if one.amount is not None and draft.amount is not None else None)
        for one, cut in zip(draft.reviews, taken, strict=True)
    )
    draft = replace(draft, reviews=reviews, fee=fee_of(draft))
    if draft.kind == STAGE:
        kept = (draft.part_certified or Money()).share(draft.retention_rate or Decimal(0))
        draft = replace(draft, certified=draft.part_certified, retained=kept, advance_left=None)
    if draft.settled is None or draft.certified is None:
        return replace(draft, difference=None, retention=None, payable=None)
    found = settlement_of(draft)
    return replace(draft, difference=found.difference, retention=found.retention, payable=found.payable)


def settlement_of(draft: FinalAccountDraft) -> rules.Settlement:
    """What becomes owed; a fee that is not agreed takes nothing off."""
    return rules.settlement(
        draft.settled or Money(),
        draft.certified or Money(),
        rate=draft.retention_rate or Decimal(0),
        kept=rules.Kept(draft.retained or Money(), draft.held or Money(), draft.retention_limit),
        advance_left=draft.advance_left or Money(),
        fee=(draft.fee or Money()) if draft.fee_agreed else Money(),
    )


def fee_of(draft: FinalAccountDraft) -> Money | None:
    """By the contract's rule where it gives a rate, else as it was typed."""
    if draft.fee_rate is None:
        return draft.fee
    if draft.amount is None or draft.settled is None:
        return None
    return rules.audit_fee(draft.amount, draft.settled, draft.fee_free or Decimal(0), draft.fee_rate)


def idle(draft: FinalAccountDraft) -> Collection[str]:
    """A whole account is compared with what the book knows; the rule gives the fee; only a stage has a part."""
    whole = ("part", "part_certified") if draft.kind == FINAL else ("certified", "retained", "advance_left")
    limited = () if draft.retention_limit is not None else ("retention_limit",)
    return (*whole, *limited, *(("fee",) if draft.fee_rate is not None else ()))


def check(draft: FinalAccountDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for name in ("amount", "settled", "fee"):
        amount = getattr(draft, name)
        if amount is not None and amount < Money():
            yield Problem(name, N_("This amount cannot be negative."))
    for name in ("retention_rate", "fee_free", "fee_rate"):
        rate = getattr(draft, name)
        if rate is not None and not 0 <= rate <= 1:
            yield Problem(name, N_("A percentage lies between 0 and 100."))
    if draft.kind == STAGE and not draft.part:
        yield Problem("part", N_("Say which part of the works is settled."))
    yield from _check_days(draft)
    yield from _check_agreed(draft)


def _check_days(draft: FinalAccountDraft) -> Iterator[Problem]:
    before = draft.submitted_on
    for place, one in enumerate(draft.reviews):
        if one.reviewed_on and before and one.reviewed_on < before:
            yield Problem(
                f"reviews.{place}.reviewed_on", N_("This day is before the stage it follows ({day})."), {"day": before}
            )
        before = one.reviewed_on or before
    if draft.settled_on and before and draft.settled_on < before:
        yield Problem("settled_on", N_("This day is before the stage it follows ({day})."), {"day": before})


def _check_agreed(draft: FinalAccountDraft) -> Iterator[Problem]:
    if draft.settled_on is None and draft.settled is not None:
        yield Problem("settled_on", N_("Enter the day that belongs to this amount."))
    if draft.settled_on and draft.settled is None:
        yield Problem("settled", N_("Enter the amount that both sides signed."))
    if draft.settled_on and draft.kind == STAGE and draft.part_certified is None:
        yield Problem("part_certified", N_("Enter what was certified of this part before."))
    if draft.submitted_on and draft.amount is None:
        yield Problem("amount", N_("Enter the amount that belongs to this stage."))
    if (draft.retention_rate or Decimal(0)) > LEGAL_RETENTION:
        message = N_("More than 3 % retention is above the legal limit (建质〔2017〕138号, article 7).")
        yield Problem("retention_rate", message, advice=True)
    if draft.retention is not None and draft.retention < Money():
        message = N_("{amount} more was kept than of the settled amount: that no longer waits for the defects period.")
        yield Problem("retention", message, {"amount": (-draft.retention).grouped}, advice=True)
    last = draft.reviews[-1].amount if draft.reviews else draft.amount
    if last is not None and draft.settled is not None and draft.settled < last:
        values = {"settled": draft.settled.grouped, "last": last.grouped}
        message = N_("Settled at {settled}, below the last amount of {last}: keep the reason for the cut.")
        yield Problem("settled", message, values, advice=True)
