"""What is asked of a reply to a statement, and what must hold: statement = confirmed + differences + unexplained."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.currencies import CURRENCIES, HOME
from models.drafts import entry, faults, to_come
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import confirming

AGREES, PART, DISAGREES, REFUSED = "agrees", "part", "disagrees", "refused"
KINDS = {
    AGREES: N_("Agrees"),
    PART: N_("Agrees in part"),
    DISAGREES: N_("Does not agree"),
    REFUSED: N_("Refuses to answer"),
}
CAPACITIES = {
    "": N_("Not noted"),
    confirming.LEGAL_REP: N_("Legal representative"),
    confirming.AGENT: N_("Authorised agent"),
    confirming.MANAGER: N_("Project manager"),
    confirming.ACCOUNTANT: N_("Finance staff"),
    confirming.NO_AUTHORITY: N_("Without authority"),
}
SEALS = {
    "": N_("Not noted"),
    confirming.OFFICIAL: N_("Official seal"),
    confirming.CONTRACT: N_("Contract seal"),
    confirming.FINANCE: N_("Finance seal"),
    confirming.PROJECT: N_("Project seal"),
    confirming.UNSEALED: N_("No seal"),
}
OTHER = "other"
REASONS = {
    "ours": N_("Our error"),
    "theirs": N_("Their error"),
    "transit": N_("In transit, not booked yet"),
    "disputed": N_("Disputed"),
    "price": N_("Price"),
    "quantity": N_("Quantity"),
    "retention": N_("Retention"),
    "deduction": N_("Deduction"),
    OTHER: N_("Other"),
}
_REPLY, _AFTER = N_("The reply"), N_("Afterwards")
NOT_RESTARTED = N_("Comparing accounts without a demand restarts nothing: send a demand.")


@dataclass(frozen=True)
class ConfirmedDraft:
    """An item of the balance, and what of it is confirmed."""

    receivable: str = entry(
        N_("Document"), "", required=True, pick="receivables", synonyms=("单据号", "应收单据", "计价单号")
    )
    stated: Money | None = entry(N_("Stated"), None, synonyms=("函证金额", "账面金额"))
    confirmed: Money | None = entry(N_("Confirmed"), None, synonyms=("确认金额",))


@dataclass(frozen=True)
class DifferenceDraft:
    """So much of what they do not confirm has this reason; negative where they say more than we."""

    amount: Money | None = entry(
        N_("We state more by"), None, required=True, hint=N_("Negative: less"), synonyms=("差异金额", "金额")
    )
    reason: str = entry(N_("Reason of the difference"), "", required=True, choices=REASONS, synonyms=("差异原因",))
    note: str = entry(N_("Explanation"), "", synonyms=("说明", "差异说明"))


@dataclass(frozen=True)
class ReplyDraft:
    """What came back to a statement; most of it follows from the statement.

    ``in_several``: the statement names several currencies, and this answers one of them.
    """

    id: str = ""
    in_several: bool = False
    number: str = entry(
        N_("Reply number"), "", key=True, hint=N_("Empty: made by itself"), synonyms=("回执编号", "回函编号")
    )
    paper: str = entry(N_("Statement issued here"), "", pick="papers", hint=N_("Empty: made before this book"))
    letter: str = entry(N_("Number of the statement"), "", synonyms=("对账函编号", "对账单编号", "函件编号"))
    party: str = entry(N_("Debtor"), "", pick="parties", hint=N_("Empty: the debtor of the contract"),
                       synonyms=("债务人", "单位"))  # fmt: skip
    contract: str = entry(N_("Only this contract"), "", pick="contracts", synonyms=("合同编号", "合同号"))
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES, synonyms=("币种",))
    as_of: date | None = entry(N_("Cut-off date"), None, required=True, synonyms=("截止日期", "对账截止日"))
    stated: Money | None = entry(N_("Balance stated"), None, required=True, synonyms=("函证金额", "对账余额"))
    demand: bool = entry(N_("The statement demanded payment"), False, synonyms=("含付款请求",))
    replied_on: date | None = entry(
        N_("Day of the reply"), None, required=True, section=_REPLY, synonyms=("回函日期", "回执日期")
    )
    kind: str = entry(
        N_("What it says"), AGREES, choices=KINDS, required=True, section=_REPLY, synonyms=("回函结果", "回执结果")
    )
    confirmed: Money | None = entry(N_("Amount confirmed"), None, section=_REPLY, synonyms=("确认金额",))
    by_item: bool = entry(N_("Confirmed item by item"), False, section=_REPLY, synonyms=("逐笔确认",))
    signatory: str = entry(N_("Signatory"), "", section=_REPLY, synonyms=("签字人", "签收人"))
    capacity: str = entry(N_("Capacity"), "", choices=CAPACITIES, section=_REPLY, synonyms=("签字人身份",))
    authority: str = entry(
        N_("Authority"), "", section=_REPLY, hint=N_("The paper that authorises the signatory"), synonyms=("授权文件",)
    )
    seal: str = entry(N_("Kind of seal"), "", choices=SEALS, section=_REPLY, synonyms=("印章种类", "盖章"))
    promises: bool = entry(N_("It says that they will pay"), False, section=_REPLY, synonyms=("承诺付款",))
    whole: Money | None = entry(N_("Confirmed in all"), None, readonly=True, section=_REPLY)
    unexplained: Money | None = entry(N_("Unexplained"), None, readonly=True, section=_REPLY)
    closed_on: date | None = entry(
        N_("Closed on"), None, section=_AFTER, hint=N_("Once every difference is explained"), synonyms=("销差日期",)
    )
    withdrawn_on: date | None = entry(N_("Reply taken back on"), None, section=_AFTER, synonyms=("回函撤回日期",))
    withdrawn_for: str = entry(N_("Why it was taken back"), "", section=_AFTER, synonyms=("撤回原因",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_AFTER, synonyms=("备注",))
    items: tuple[ConfirmedDraft, ...] = entry(N_("Items of the balance"), ())
    differences: tuple[DifferenceDraft, ...] = entry(N_("Differences"), ())


def idle(draft: ReplyDraft) -> Collection[str]:
    """What a reply of this kind does not say."""
    found = {"letter", "contract", "demand"} if draft.paper else set()
    if draft.kind == AGREES:
        found |= {"confirmed", "by_item", "items", "differences", "closed_on"}
    elif draft.kind == REFUSED:
        found |= {"confirmed", "by_item", "items", "differences", "closed_on", "whole", "unexplained", "promises"}
    else:
        found |= {"confirmed"} if draft.by_item else {"items"}
    if not draft.withdrawn_on:
        found.add("withdrawn_for")
    return found


def given(draft: ReplyDraft) -> Collection[str]:
    """What the statement that was issued says itself."""
    if not draft.paper:
        return ()
    return ("party", "as_of", "stated") if draft.in_several else ("party", "as_of", "stated", "currency")


def implied(draft: ReplyDraft) -> ReplyDraft:
    """A new reply that names amounts of items and none in all is confirmed item by item."""
    told = not draft.id and draft.confirmed is None and any(one.confirmed for one in draft.items)
    return replace(draft, by_item=True) if told and draft.kind in (PART, DISAGREES) else draft


def worked_out(draft: ReplyDraft) -> ReplyDraft:
    """The draft with what is confirmed in all and what is left unexplained."""
    whole = _whole(draft)
    if draft.stated is None or draft.kind == REFUSED:
        return replace(draft, whole=whole, unexplained=None)
    told = Money.total(one.amount or Money() for one in draft.differences)
    return replace(draft, whole=whole, unexplained=draft.stated - (whole or Money()) - told)


def _whole(draft: ReplyDraft) -> Money | None:
    if draft.kind == AGREES:
        return draft.stated
    if draft.kind == REFUSED:
        return None
    if draft.by_item:
        return Money.total(one.confirmed or Money() for one in draft.items)
    return draft.confirmed


def binds(draft: ReplyDraft) -> bool:
    """Whether the reply proves by itself what it confirms."""
    return confirming.is_strong(draft.seal, draft.capacity, draft.authority)


def check(draft: ReplyDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    draft = worked_out(implied(draft))
    if not (draft.paper or draft.letter):
        yield Problem("letter", N_("Which statement does it answer? Choose it or type its number."))
    if not (draft.party or draft.contract):
        yield Problem("party", N_("Choose the debtor or the contract."))
    yield from _days(draft)
    yield from _amounts(draft)
    yield from _signed(draft)


def _days(draft: ReplyDraft) -> Iterator[Problem]:
    yield from to_come("replied_on", draft.replied_on)
    if draft.as_of and draft.replied_on and draft.replied_on < draft.as_of:
        yield Problem("replied_on", N_("The reply would be older than the day it speaks of."))
    for name in ("closed_on", "withdrawn_on"):
        day = getattr(draft, name)
        if day and draft.replied_on and day < draft.replied_on:
            yield Problem(name, N_("This day lies before the reply: is it right?"))
    if draft.withdrawn_on and not draft.withdrawn_for:
        yield Problem("withdrawn_for", N_("Say why it was taken back."))
    if draft.withdrawn_for and not draft.withdrawn_on:
        yield Problem("withdrawn_on", N_("Enter the day on which it was taken back."))


def _amounts(draft: ReplyDraft) -> Iterator[Problem]:
    answers = draft.kind in (PART, DISAGREES)
    if draft.differences and not answers:
        yield Problem("kind", N_("A reply of this kind has no differences: say that it agrees in part or not."))
    if draft.kind == PART and draft.whole is None:
        yield Problem("confirmed", N_("How much is confirmed?"))
    if answers and draft.stated is not None and draft.whole is not None:
        yield from _compared(draft, "items" if draft.by_item else "confirmed", draft.stated, draft.whole)
    for place, one in enumerate(draft.items if draft.by_item and answers else ()):
        if _beyond(one):
            yield Problem(f"items.{place}.confirmed", N_("More is confirmed than was stated."))
    for place, told in enumerate(draft.differences):
        if told.amount == Money():
            yield Problem(f"differences.{place}.amount", N_("A difference of nothing explains nothing."))
        if told.reason == OTHER and not told.note:
            yield Problem(f"differences.{place}.note", N_("Say what it is."))
    if draft.unexplained:
        left = {"amount": draft.unexplained.grouped}
        yield Problem("unexplained", N_("{amount} is not explained."), left, advice=True)
        if draft.closed_on:
            yield Problem("closed_on", N_("{amount} is not explained: it cannot be closed."), left)


def _compared(draft: ReplyDraft, name: str, stated: Money, whole: Money) -> Iterator[Problem]:
    if whole == stated and not draft.differences:
        yield Problem("kind", N_("All of the balance is confirmed: say that it agrees."))
    elif draft.kind == PART and whole and not min(stated, Money()) <= whole <= max(stated, Money()):
        message = N_("Part of {stated} cannot be {amount}: check it, or say that they do not agree.")
        yield Problem(name, message, {"stated": stated.grouped, "amount": whole.grouped})
    elif draft.kind == PART and not whole:
        yield Problem(name, N_("Nothing is confirmed: say that it does not agree."))
    elif stated > Money() and whole > stated:
        yield Problem(name, N_("They confirm more than we stated: is it right?"), advice=True)


def _beyond(one: ConfirmedDraft) -> bool:
    """What was stated of an item that a sheet names is known once the book has been asked."""
    if one.stated is None:
        return False
    said = one.confirmed or Money()
    return said > one.stated if one.stated >= Money() else said < one.stated


def _signed(draft: ReplyDraft) -> Iterator[Problem]:
    """What the reply is worth: advice, because it is kept as it came."""
    if draft.kind == REFUSED:
        return
    if not draft.signatory and draft.seal in ("", confirming.UNSEALED):
        yield Problem("signatory", N_("Neither signed nor sealed: it proves next to nothing."), advice=True)
    elif not binds(draft):
        message = N_(
            "Weak proof: it binds the company only with its own seal, its legal representative or an authority."
        )
        yield Problem("seal", message, advice=True)
    if not (draft.demand or draft.promises):
        yield Problem("promises", NOT_RESTARTED, advice=True)
