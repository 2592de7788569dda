"""The interest calculation sheet (利息计算表): what late payment costs the debtor, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.language import N_
from models.money import Money
from models.problems import Problem
from models.receivables import CLASSES
from reports.interest_collect import collect
from reports.interest_draft import InterestDraft
from reports.interest_figures import InterestGroup, InterestSheet
from reports.interest_paper import TEMPLATE, draw
from reports.report import Report
from reports.style import Say
from reports.workbook import Field, Sheet


def contradictions(data: InterestSheet) -> list[Problem]:
    """What does not add up, with both figures; empty when the paper may be printed."""
    return [problem for group in data.groups for problem in _group_problems(group)]


def _group_problems(group: InterestGroup) -> Iterator[Problem]:
    message = N_("{what}: the parts come to {parts}, the whole is {whole}. The book contradicts itself; run “verify”.")
    for item in group.items:
        parts = Money.total(one.amount for one in item.segments) - item.beyond
        if parts != item.interest or item.open != item.owed - item.paid:
            yield Problem("", message, {"what": item.document, "parts": parts, "whole": item.interest})
    parts = Money.total(item.interest for item in group.items)
    if parts != group.interest:
        yield Problem("", message, {"what": group.currency, "parts": parts, "whole": group.interest})


def sheets(data: InterestSheet) -> Sequence[Sheet]:
    """The items and their segments as tables."""
    say = Say(data.language)
    alone = len(data.groups) == 1
    return [_items(data, say, alone), segment_sheet(data.groups, say)]


def _items(data: InterestSheet, say: Say, alone: bool) -> Sheet:
    named = (N_("Open when due"), N_("Paid since"), N_("Still open"))
    fields = (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Document")), width=22),
        Field(say(N_("Class")), width=12),
        Field(say(N_("Due on")), "date", 12),
        *(Field(say(caption), "money", 16, total=alone) for caption in named),
        Field(say(N_("Days")), "days", 8),
        Field(say(N_("Interest")), "money", 16, total=alone),
    )
    rows = [
        (group.currency, one.contract, one.document, say(CLASSES.get(one.kind, "")), one.due_on, one.owed, one.paid,
         one.open, one.days, one.interest)
        for group in data.groups for one in group.items
    ]  # fmt: skip
    return Sheet(say(N_("Interest")), fields, rows)


def segment_sheet(groups: Sequence[InterestGroup], say: Say) -> Sheet:
    """Every segment of every item as a table."""
    alone = len(groups) == 1
    fields = (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Document")), width=22),
        Field(say(N_("From")), "date", 12),
        Field(say(N_("To")), "date", 12),
        Field(say(N_("Days")), "days", 8),
        Field(say(N_("Principal")), "money", 16),
        Field(say(N_("Rate")), width=14),
        Field(say(N_("Interest")), "money", 16, total=alone),
    )
    rows: list[tuple[object, ...]] = []
    for group in groups:
        for item in group.items:
            named = (group.currency, item.contract, item.document)
            rows += [
                (*named, one.first, one.last, one.days, one.principal, one.rate, one.amount) for one in item.segments
            ]
            if item.beyond:
                rows.append((*named, None, None, None, None, say(N_("Beyond the agreed limit")), -item.beyond))
    return Sheet(say(N_("Segments")), fields, rows)


def _interest(data: InterestSheet) -> dict[str, Money]:
    """The interest up to the cut-off day."""
    return {group.currency: group.interest for group in data.groups}


INTEREST: Report[InterestDraft, InterestSheet] = Report(
    name="interest",
    title=N_("Interest calculation sheet"),
    code="LX",
    template=TEMPLATE,
    asks=InterestDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_interest,
)
