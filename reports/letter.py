"""Letters to debtors (函件): one paper for every kind, from a friendly request to the lawyer's draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from models.language import N_
from models.money import Money
from models.problems import Problem
from reports.interest import segment_sheet
from reports.letter_collect import collect
from reports.letter_draft import LetterDraft
from reports.letter_figures import Letter
from reports.letter_paper import TEMPLATE, draw
from reports.report import Report
from reports.style import Say
from reports.workbook import Field, Sheet


def contradictions(data: Letter) -> list[Problem]:
    """What does not add up, with both figures; empty when the letter may be printed."""
    return list(_contradictions(data))


def _contradictions(data: Letter) -> Iterator[Problem]:
    message = N_("{what}: the parts come to {parts}, the whole is {whole}. The book contradicts itself; run “verify”.")
    for group in data.groups:
        parts = Money.total(item.open for item in group.items)
        if parts != group.total:
            yield Problem("", message, {"what": group.currency, "parts": parts, "whole": group.total})
        for item in group.items:
            if item.paid is not None and item.amount - item.paid != item.open:
                told = {"what": item.document, "parts": item.amount - item.paid, "whole": item.open}
                yield Problem("", message, told)


def sheets(data: Letter) -> Sequence[Sheet]:
    """The items of the letter as a table, and the segments of interest it encloses."""
    say = Say(data.language)
    alone = len(data.groups) == 1
    fields: tuple[Field, ...] = (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Document")), width=22),
        Field(say(N_("Class")), width=12),
        Field(say(N_("Due on")), "date", 12),
        Field(say(N_("Amount due")), "money", 16, total=alone),
        Field(say(N_("Paid")), "money", 16, total=alone),
        Field(say(N_("Still owed")), "money", 16, total=alone),
        Field(say(N_("Days overdue")), "days", 9),
        Field(say(N_("Interest")), "money", 16, total=alone),
    )
    if any(one.clause for group in data.groups for one in group.items):
        fields = (*fields, Field(say(N_("Clause relied on")), width=24))
    rows = [
        (group.currency, one.contract, one.document, say(one.kind), one.due_on, one.amount, one.paid, one.open,
         one.days, one.interest, one.clause)[:len(fields)]
        for group in data.groups for one in group.items
    ]  # fmt: skip
    listed = Sheet(say(N_("Letter to a debtor")), fields, rows)
    return [listed, segment_sheet(data.accrued, say)] if data.accrued else [listed]


def _total(data: Letter) -> dict[str, Money]:
    return {group.currency: group.total for group in data.groups}


def _kind(asked: LetterDraft) -> str:
    return asked.kind


def _word(data: Letter, path: Path) -> None:
    from reports.letter_docx import write_docx  # brings a library that only this needs

    write_docx(data, path)


def _noted(data: Letter) -> tuple[date | None, str]:
    return data.answer_by, data.remark


LETTER: Report[LetterDraft, Letter] = Report(
    name="letter",
    title=N_("Letter to a debtor"),
    code="HJ",
    template=TEMPLATE,
    asks=LetterDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_total,
    form=_kind,
    noted=_noted,
    word=_word,
)
