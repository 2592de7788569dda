"""What is asked of a letter in or out, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

IN, OUT = "in", "out"
DIRECTIONS = {IN: N_("Came in"), OUT: N_("Went out")}
KINDS = {
    "letter": N_("Letter"),
    "instruction": N_("Instruction from the site"),
    "contact": N_("Contact sheet"),
    "notice": N_("Notice"),
    "minutes": N_("Minutes"),
    "reply": N_("Reply"),
    "submission": N_("Papers handed in"),
    "other": N_("Other"),
}
_ANSWER = N_("Answer")


@dataclass(frozen=True)
class LetterDraft:
    """A letter, an instruction, minutes; subject and day are needed."""

    id: str = ""
    number: str = entry(
        N_("Register number"), "", key=True, hint=N_("Empty: the next of its direction"),
        synonyms=("登记号", "收发文号", "序号"),
    )  # fmt: skip
    direction: str = entry(N_("In or out"), IN, choices=DIRECTIONS, synonyms=("收发", "收文发文", "方向"))
    kind: str = entry(N_("Kind of letter"), "letter", choices=KINDS, synonyms=("文件类别", "文种"))
    their_number: str = entry(N_("Number on the letter"), "", synonyms=("文号", "来文字号", "发文字号"))
    about: str = entry(
        N_("What it is about"), "", required=True, wide=True, synonyms=("事由", "标题", "文件名称", "主题")
    )
    party: str = entry(N_("From or to"), "", pick="parties", synonyms=("来文单位", "收文单位", "往来单位"))
    contract: str = entry(N_("Contract"), "", pick="contracts", synonyms=("合同编号", "合同号"))
    dated_on: date | None = entry(
        N_("Received or sent on"), None, required=True, synonyms=("收文日期", "发文日期", "日期")
    )
    amount: Money | None = entry(N_("Amount it speaks of"), None, synonyms=("涉及金额", "金额"))
    handler: str = entry(N_("Handled by"), "", synonyms=("经办人", "承办人"))
    answers: str = entry(N_("Answers the letter"), "", pick="correspondence", section=_ANSWER, synonyms=("答复文号",))
    reply_due_on: date | None = entry(
        N_("Answer due on"), None, section=_ANSWER, synonyms=("答复期限", "回复期限"),
        hint=N_("Of a letter that came in, ours is due; of one that went out, theirs."),
    )  # fmt: skip
    answered_on: date | None = entry(
        N_("Answered otherwise on"), None, section=_ANSWER, synonyms=("答复日期", "回复日期"),
        hint=N_("Only where no letter answers it, for example by signature on the letter itself"),
    )  # fmt: skip
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))


def check(draft: LetterDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for name in ("reply_due_on", "answered_on"):
        day = getattr(draft, name)
        if day and draft.dated_on and day < draft.dated_on:
            yield Problem(name, N_("It is answered before it was written: is the date right?"))
    if draft.id and draft.answers == draft.id:
        yield Problem("answers", N_("A letter does not answer itself."))
    if not (draft.party or draft.contract):
        yield Problem("party", N_("Without a party or a contract nobody finds it again."), advice=True)
