"""What is asked of a follow-up: enough to be entered in twenty seconds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

PROMISE = "promise"
KINDS = {
    "call": N_("Call"),
    "visit": N_("Visit"),
    "meeting": N_("Meeting"),
    "message": N_("Message"),
    PROMISE: N_("Promise to pay"),
}
_NEXT = N_("Next step")


@dataclass(frozen=True)
class FollowUpDraft:
    """A visit, a call, a promise; whom, when and what was said."""

    id: str = ""
    party: str = entry(N_("Debtor"), "", pick="parties", hint=N_("Empty: the debtor of the contract"),
                       synonyms=("债务人", "单位"))  # fmt: skip
    contract: str = entry(N_("Contract"), "", pick="contracts", synonyms=("合同编号", "合同号"))
    kind: str = entry(N_("Kind"), "call", choices=KINDS, required=True, synonyms=("方式", "催收方式"))
    happened_on: date | None = entry(N_("Day"), None, required=True, synonyms=("日期", "催收日期"))
    said: str = entry(N_("What was said"), "", required=True, wide=True, lines=3, synonyms=("内容", "沟通内容", "情况"))
    counterpart: str = entry(N_("With whom"), "", synonyms=("对方人员", "联系人"))
    person: str = entry(N_("Our person"), "", synonyms=("催收人", "经办人"))
    promised: Money | None = entry(N_("Amount promised"), None, synonyms=("承诺金额",))
    promised_on: date | None = entry(N_("Promised for"), None, synonyms=("承诺付款日", "承诺日期"))
    next_step: str = entry(N_("Next step"), "", wide=True, section=_NEXT, synonyms=("下一步", "下步措施"))
    next_on: date | None = entry(N_("To be done on"), None, section=_NEXT, synonyms=("下次跟进日", "计划日期"))
    done_on: date | None = entry(N_("Done on"), None, section=_NEXT, synonyms=("完成日期",))
    number: str = entry(
        N_("Follow-up number"), "", key=True, section=_NEXT, hint=N_("Empty: made by itself"), synonyms=("记录编号",)
    )


def idle(draft: FollowUpDraft) -> Collection[str]:
    """Only a promise has an amount and a day; only a step that is planned can be done."""
    found = set() if draft.kind == PROMISE else {"promised", "promised_on"}
    return found if draft.next_on else found | {"done_on"}


def check(draft: FollowUpDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if not (draft.party or draft.contract):
        yield Problem("party", N_("Choose the debtor or the contract."))
    if draft.kind == PROMISE and draft.promised_on is None:
        yield Problem("promised_on", N_("By which day was payment promised?"))
    if draft.kind == PROMISE and draft.promised is None:
        yield Problem("promised", N_("How much was promised? Without an amount any payment keeps it."), advice=True)
    if draft.promised is not None and draft.promised <= Money():
        yield Problem("promised", N_("Enter an amount above nothing."))
    for name in ("promised_on", "next_on"):
        day = getattr(draft, name)
        if day and draft.happened_on and day < draft.happened_on:
            yield Problem(name, N_("This day lies before the talk: is it right?"))
    if draft.next_on and not draft.next_step:
        yield Problem("next_step", N_("What is to be done on that day?"))
    if draft.next_step and not draft.next_on:
        yield Problem("next_on", N_("Without a day the next step is forgotten."), advice=True)
    if draft.done_on and draft.next_on is None:
        yield Problem("done_on", N_("Nothing was planned that could be done."))
