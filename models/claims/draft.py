"""What is asked of a claim and of each of its stages, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from models.claims.record import CERTIFICATE, SEPARATE
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import claims as rules

CAUSES = {
    "late_site": N_("Site or drawings handed over late"),
    "ground": N_("Unforeseen ground conditions"),
    "weather": N_("Exceptionally bad weather"),
    "force_majeure": N_("Force majeure"),
    "suspension": N_("Suspension and idle time"),
    "acceleration": N_("Acceleration"),
    "late_payment": N_("Late payment"),
    "supplies": N_("Materials or equipment of the owner"),
    "law": N_("Change of law"),
    "prices": N_("Changed prices"),
    "others": N_("Other contractors of the owner"),
    "other": N_("Other cause"),
}
PAYMENTS = {CERTIFICATE: N_("In the certificates"), SEPARATE: N_("By itself")}
NOTIFIED, INTERIM, FINAL, REVIEWED, AGREED, REJECTED, DEEMED = (
    "notified", "interim_report", "final_report", "claim_reviewed", "agreed", "rejected", "deemed",
)  # fmt: skip
STAGES = {
    NOTIFIED: N_("Notified"),
    INTERIM: N_("Interim report"),
    FINAL: N_("Final report"),
    REVIEWED: N_("Review of the claim"),
    AGREED: N_("Agreed"),
    REJECTED: N_("Rejected"),
    DEEMED: N_("Accepted by silence"),
}
REPORTS = (INTERIM, FINAL)
ENDS = (AGREED, DEEMED)
"""From here on a claim stays as it is."""
DECIDED = (AGREED, DEEMED, REJECTED)
_AFTER = {
    NOTIFIED: ("", NOTIFIED),
    INTERIM: ("", NOTIFIED, INTERIM, REVIEWED, REJECTED),
    FINAL: ("", NOTIFIED, INTERIM, FINAL, REVIEWED, REJECTED),
    REVIEWED: (INTERIM, FINAL, REVIEWED, REJECTED),
    AGREED: (NOTIFIED, INTERIM, FINAL, REVIEWED, REJECTED),
    REJECTED: (NOTIFIED, INTERIM, FINAL, REVIEWED, REJECTED),
    DEEMED: (INTERIM, FINAL, REVIEWED),
}
"""Which stages each of them may follow; what was rejected may be taken up again."""
_ORDER = {stage: place for place, stage in enumerate(STAGES)}
_WINDOWS = N_("Time limits")
_PAID = N_("Payment")


@dataclass(frozen=True)
class StepDraft:
    """One stage of a claim: its day, and the amount and days that it names."""

    stage: str = entry(N_("Stage"), NOTIFIED, required=True, choices=STAGES, synonyms=("环节", "阶段", "索赔环节"))
    on: date | None = entry(N_("Day"), None, required=True, synonyms=("日期",))
    amount: Money | None = entry(N_("Amount"), None, synonyms=("金额", "索赔金额"))
    days: int | None = entry(N_("Days of time"), None, synonyms=("工期天数", "顺延天数"))
    by: str = entry(N_("Signed or sent by"), "", synonyms=("经办单位", "签发人"))
    remark: str = entry(N_("Paper, reason"), "", synonyms=("文件编号", "备注"))


@dataclass(frozen=True)
class WindowDraft:
    """A time limit of the claim as the book works it out."""

    window: str = entry(N_("Time limit"), "", choices=rules.WINDOWS, readonly=True)
    starts_on: date | None = entry(N_("Counts from"), None, readonly=True)
    last_on: date | None = entry(N_("Last day"), None, readonly=True)
    rolled_on: date | None = entry(N_("After holidays"), None, readonly=True)
    done_on: date | None = entry(N_("Done on"), None, readonly=True)
    left: int | None = entry(N_("Days left"), None, readonly=True)
    late: int | None = entry(N_("Days late"), None, readonly=True)


@dataclass(frozen=True)
class ClaimDraft:
    """What is asked of a claim; contract, subject and the day of the event are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Claim number"), "", key=True, hint=N_("Empty: made from the contract"), synonyms=("索赔编号", "编号")
    )
    name: str = entry(N_("Subject of the claim"), "", required=True, wide=True, synonyms=("索赔事项", "索赔名称"))
    cause: str = entry(N_("Cause of the claim"), "other", choices=CAUSES, synonyms=("索赔原因", "原因类别"))
    clause: str = entry(N_("Clause relied on"), "", synonyms=("索赔依据", "合同条款"))
    happened_on: date | None = entry(N_("Event on"), None, required=True, synonyms=("事件发生日", "发生日期"))
    discovered_on: date | None = entry(
        N_("Known to us on"), None, hint=N_("Empty: the day of the event"), synonyms=("知悉日期", "发现日期")
    )
    ended_on: date | None = entry(
        N_("Effect ended on"), None, hint=N_("Of an event that goes on"), synonyms=("影响结束日",)
    )
    story: str = entry(N_("Facts of the claim"), "", lines=2, wide=True, synonyms=("事由", "索赔事由"))
    evidence: str = entry(
        N_("Evidence"), "", lines=2, wide=True, synonyms=("证据", "证据资料"),
        hint=N_("Site instructions, minutes, photographs and where they are kept"),
    )  # fmt: skip
    steps: tuple[StepDraft, ...] = entry(N_("What was done"), ())
    windows: tuple[WindowDraft, ...] = entry(_WINDOWS, ())
    payment: str = entry(
        N_("An agreed claim is paid"), CERTIFICATE, choices=PAYMENTS, section=_PAID, synonyms=("支付方式",),
        hint=N_("As a line of a certificate, or as a debt of its own"),
    )  # fmt: skip
    pay_days: int | None = entry(N_("Days after the agreement"), None, section=_PAID, synonyms=("付款天数",))
    certified: Money | None = entry(N_("Certified of it"), None, section=_PAID, readonly=True)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_PAID, synonyms=("备注",))


def in_order(steps: Iterable[StepDraft]) -> tuple[StepDraft, ...]:
    """The stages by their days, whatever order they were typed in; of one day in the order they follow each other."""
    return tuple(sorted(steps, key=lambda one: (one.on or date.max, _ORDER.get(one.stage, len(_ORDER)))))


def claimed(steps: Iterable[StepDraft]) -> Money | None:
    """What the last report claims."""
    amounts = [one.amount for one in in_order(steps) if one.stage in REPORTS and one.amount is not None]
    return amounts[-1] if amounts else None


def agreed(steps: Iterable[StepDraft]) -> Money:
    """What was agreed or accepted by silence; nothing before."""
    return next((one.amount or Money() for one in steps if one.stage in ENDS), Money())


def idle(draft: ClaimDraft) -> Collection[str]:
    """Only what is paid by itself has days to pay; only a claim of certificates is certified."""
    return ("pay_days",) if draft.payment == CERTIFICATE else ("certified",)


def check(draft: ClaimDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    known = draft.discovered_on or draft.happened_on
    if known and draft.happened_on and known < draft.happened_on:
        yield Problem("discovered_on", N_("Known before it happened: is the date right?"))
    if draft.ended_on and draft.happened_on and draft.ended_on < draft.happened_on:
        yield Problem("ended_on", N_("The effect ended before the event: is the date right?"))
    if (draft.pay_days or 0) < 0:
        yield Problem("pay_days", N_("Days are counted from the event on: 0 or more."))
    yield from _check_steps(draft, known)
    yield from _check_windows(draft)


def _check_steps(draft: ClaimDraft, known: date | None) -> Iterator[Problem]:
    place_of = {id(one): place for place, one in enumerate(draft.steps)}
    before, reached = "", known
    for one in in_order(draft.steps):
        at = f"steps.{place_of[id(one)]}"
        for problem in _check_step(one):
            yield problem.under(at)
        if one.on is None or one.stage not in _AFTER:
            continue
        if reached and one.on < reached:
            yield Problem(f"{at}.on", N_("This day is before the stage it follows ({day})."), {"day": reached})
        if before not in _AFTER[one.stage]:
            yield Problem(f"{at}.stage", _WRONG[before], {"stage": STAGES[one.stage]})
        before, reached = one.stage, one.on
    asked = claimed(draft.steps)
    if asked is not None and agreed(draft.steps) > asked:
        told = {"agreed": agreed(draft.steps).grouped, "claimed": asked.grouped}
        yield Problem("steps", N_("{agreed} is agreed, more than the {claimed} that was claimed."), told)


_WRONG = {
    "": N_("“{stage}” needs a notice or a report before it."),
    NOTIFIED: N_("“{stage}” needs a report before it."),
    INTERIM: N_("“{stage}” stands after a report: a notice comes before it."),
    FINAL: N_("“{stage}” stands after the final report."),
    REVIEWED: N_("“{stage}” stands after the review of a report."),
    REJECTED: N_("“{stage}” stands after the refusal: report the claim again first."),
    AGREED: N_("“{stage}” stands after the agreement: nothing of the claim changes any more."),
    DEEMED: N_("“{stage}” stands after the acceptance by silence: nothing of the claim changes any more."),
}


def _check_step(one: StepDraft) -> Iterator[Problem]:
    if one.amount is not None and one.amount < Money():
        yield Problem("amount", N_("This amount cannot be negative."))
    if (one.days or 0) < 0:
        yield Problem("days", N_("Days of time are 0 or more."))
    if one.stage in (*REPORTS, AGREED) and one.amount is None and one.days is None:
        yield Problem("amount", N_("Enter the amount, the days of time, or both."))
    if one.stage == REJECTED and not one.remark:
        yield Problem("remark", N_("Write down why it was rejected: a dispute may need it."), advice=True)


def _check_windows(draft: ClaimDraft) -> Iterator[Problem]:
    """What passed its last day; shown, never blocking."""
    for one in draft.windows:
        if one.late and one.done_on:
            message = N_("{window}: {days} days after the last day ({day}). Keep a reason for the delay.")
        elif one.late:
            message = N_("{window}: the last day was {day}, {days} days ago.")
        else:
            continue
        told = {"window": rules.WINDOWS[one.window], "days": one.late, "day": one.last_on}
        yield Problem("steps", message, told, advice=True)
