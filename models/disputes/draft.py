"""What is asked of a disputed item, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.disputes.disputable import ABOUT
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

OUTCOMES = {
    "": N_("Still open"),
    "ours": N_("As we said"),
    "part": N_("In part"),
    "theirs": N_("As they said"),
    "dropped": N_("Dropped"),
}
_WHAT = N_("What is disputed")
_END = N_("How it ended")


@dataclass(frozen=True)
class DisputeDraft:
    """What is asked of a disputed item; contract, subject, amount and day are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Dispute number"), "", key=True, hint=N_("Empty: made from the contract"), synonyms=("争议编号", "编号")
    )
    subject: str = entry(N_("Document or deduction"), "", pick="disputable", hint=N_("Empty: about something else"))
    about: str = entry(N_("About"), "", choices=ABOUT, synonyms=("争议类别", "涉及"))
    document: str = entry(N_("Document number"), "", synonyms=("涉及单据", "单据号"))
    name: str = entry(N_("Disputed item"), "", required=True, wide=True, synonyms=("争议事项",))
    amount: Money | None = entry(N_("Amount in question"), None, required=True, synonyms=("争议金额", "涉及金额"))
    undisputed: Money | None = entry(
        N_("Of it undisputed"), None, synonyms=("无争议金额", "无争议部分"), hint=N_("It stays payable and overdue.")
    )
    clause: str = entry(N_("Clause in question"), "", synonyms=("合同条款", "涉及条款"))
    person: str = entry(N_("Who works on it"), "", synonyms=("经办人", "负责人"))
    ours: str = entry(N_("Our position"), "", lines=2, wide=True, synonyms=("我方意见",))
    theirs: str = entry(N_("Their position"), "", lines=2, wide=True, synonyms=("对方意见",))
    opened_on: date | None = entry(N_("Disputed since"), None, required=True, section=_END, synonyms=("提出日期",))
    closed_on: date | None = entry(N_("Settled or dropped on"), None, section=_END, synonyms=("了结日期", "解决日期"))
    outcome: str = entry(N_("Outcome of the dispute"), "", choices=OUTCOMES, section=_END, synonyms=("处理结果",))
    settled: Money | None = entry(N_("Agreed in our favour"), None, section=_END, synonyms=("了结金额",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_END, synonyms=("备注",))


def check(draft: DisputeDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    for name in ("undisputed", "settled"):
        part = getattr(draft, name)
        if part is not None and part < Money():
            yield Problem(name, N_("This amount cannot be negative."))
        elif part is not None and draft.amount is not None and part > draft.amount:
            told = {"amount": draft.amount.grouped}
            yield Problem(name, N_("This is more than the {amount} in question."), told)
    if draft.opened_on and draft.closed_on and draft.closed_on < draft.opened_on:
        yield Problem("closed_on", N_("The dispute ended before it began: is the date right?"))
    if draft.closed_on and not draft.outcome:
        yield Problem("outcome", N_("Say how it ended."))
    if draft.outcome and not draft.closed_on:
        yield Problem("closed_on", N_("Enter the day on which it ended."))
