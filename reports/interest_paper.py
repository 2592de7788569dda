"""Draws an interest sheet: every item with its interest, then the segments it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from models.language import N_
from models.money import Money
from models.receivables import CLASSES
from reports import table
from reports.fonts import SERIF, SERIF_BOLD
from reports.interest_figures import InterestGroup, InterestSheet, ItemLine
from reports.letterhead import put_signatures
from reports.paper import Drawn, Form, Paper
from reports.style import BODY, NAMES, NOTHING, TITLE, UNITS, Say, short
from reports.table import Cells, Column, Table

TEMPLATE = 1
_ROW = 15.5


def draw(data: InterestSheet, target: Path | BinaryIO) -> Drawn:
    """Write the PDF; without a check code it is a draft and says so across every page."""
    say = Say(data.language)
    form = Form(
        say=say,
        title=say(N_("Interest calculation sheet")),
        company=data.letterhead.company,
        office=data.letterhead.office,
        number=data.number,
        check=data.check,
        template=TEMPLATE,
        on=data.dated_on or data.as_of,
        watermark="" if data.check else say(N_("DRAFT")),
    )
    paper = Paper(form)
    _put_opening(paper, data, say)
    for group in data.groups:
        _put_group(paper, group, say, named=len(data.groups) > 1)
    put_signatures(paper, data.letterhead, data.dated_on, say)
    put_segments(paper, data.groups, say)
    return paper.paint(target)


def _put_opening(paper: Paper, data: InterestSheet, say: Say) -> None:
    middle = paper.form.size[0] / 2
    title, spread = paper.form.title, 5.5 if data.language == "zh" else 0.5
    paper.put(23, lambda pen, y: pen.centre(middle, y + 16, title, SERIF_BOLD, TITLE, spread))
    told = say(N_("Interest up to {day}"), day=say.day(data.upto or data.as_of))
    if len(data.groups) == 1:
        told += "        " + say(N_("Unit: {unit}"), unit=_unit(data.groups[0], say))
    paper.put(22, lambda pen, y: pen.centre(middle, y + 14, told, SERIF, BODY))
    if data.party:
        paper.paragraph([(say(N_("Debtor: {party}"), party=data.party), SERIF_BOLD)])
    if data.corrects:
        paper.paragraph([(say(N_("This paper replaces our paper No. {number}."), number=data.corrects), SERIF_BOLD)])
    caption, words = terms_told(data.terms, say)
    paper.paragraph([(caption, SERIF_BOLD), (words, SERIF)])
    for why in data.stops:
        paper.paragraph([(why, SERIF_BOLD)])
    paper.gap(5)


def _unit(group: InterestGroup, say: Say) -> str:
    return say(UNITS.get(group.currency, group.currency))


def _put_group(paper: Paper, group: InterestGroup, say: Say, named: bool) -> None:
    if named:
        paper.heading(f"{say(NAMES.get(group.currency, group.currency))}    {_unit(group, say)}", BODY, keep=70)
    table.put(paper, _items(group, say))
    paper.gap(4)
    told = say.named(group.currency, group.words)
    paper.paragraph([(say(N_("Interest in words: ")), SERIF), (told, SERIF_BOLD)])


def _items(group: InterestGroup, say: Say) -> Table:
    columns = (
        Column(say(N_("No.")), "right"),
        Column(say(N_("Contract"))),
        Column(say(N_("Document")), weight=1, least=70),
        Column(say(N_("Class"))),
        Column(say(N_("Due on")), "centre"),
        Column(say(N_("Open when due")), "right"),
        Column(say(N_("Paid since")), "right"),
        Column(say(N_("Still open")), "right"),
        Column(say(N_("Days")), "right"),
        Column(say(N_("Interest")), "right", bold=True),
    )
    rows = [[str(place), *_cells(item, say)] for place, item in enumerate(group.items, 1)]
    sums = (group.owed, group.paid, group.open)
    total = ["", say(N_("Total")), "", "", "", *(one.grouped for one in sums), "", group.interest.grouped]
    return Table(columns, rows, [total], _carried([item.interest for item in group.items], 10, say), row=_ROW, size=8)


def _cells(item: ItemLine, say: Say) -> list[str]:
    amounts = (item.owed, item.paid, item.open)
    kind = say(CLASSES.get(item.kind, ""))
    told = [item.contract or NOTHING, item.document or NOTHING, kind or NOTHING, short(item.due_on)]
    return [*told, *(one.grouped if one else NOTHING for one in amounts), str(item.days), item.interest.grouped]


def _carried(amounts: Sequence[Money], width: int, say: Say) -> Callable[[int], tuple[Cells, Cells]]:
    """The interest so far, carried over a page break."""
    sums = list(accumulate(amounts, Money.__add__, initial=Money()))

    def carried(rows: int) -> tuple[Cells, Cells]:
        tail = [*[""] * (width - 3), sums[rows].grouped]
        return ["", say(N_("Carried forward")), *tail], ["", say(N_("Brought forward")), *tail]

    return carried


def put_segments(paper: Paper, groups: Sequence[InterestGroup], say: Say) -> None:
    """Every segment of every item, so that anybody can work it out again."""
    paper.turn()
    for heading, made in segment_tables(groups, say):
        paper.heading(heading)
        table.put(paper, replace(made, again=say(N_("{heading} (continued)"), heading=heading)))
        paper.gap(8)


def segment_tables(groups: Sequence[InterestGroup], say: Say) -> Iterator[tuple[str, Table]]:
    """Heading and segments of each currency, for whatever they are written into."""
    for group in groups:
        currency = f" ({group.currency})" if len(groups) > 1 else ""
        yield say(N_("Annex: every segment")) + currency, _segments(group, say)


def terms_told(terms: Sequence[str], say: Say) -> tuple[str, str]:
    """Caption and words of how interest is worked out."""
    return say(N_("How it is worked out: ")), (" " if say.language == "en" else "").join(terms)


def _segments(group: InterestGroup, say: Say) -> Table:
    columns = (
        Column(say(N_("No.")), "right"),
        Column(say(N_("Document")), weight=1, least=80),
        Column(say(N_("From")), "centre"),
        Column(say(N_("To")), "centre"),
        Column(say(N_("Days")), "right"),
        Column(say(N_("Principal")), "right"),
        Column(say(N_("Rate")), "right"),
        Column(say(N_("Interest")), "right"),
    )
    rows, amounts = [], []
    for place, item in enumerate(group.items, 1):
        for one in item.segments:
            days = say(N_("{count} months"), count=one.months) if one.months else str(one.days)
            told = [str(place), item.document or NOTHING, short(one.first), short(one.last), days]
            rows.append([*told, one.principal.grouped, one.rate, one.amount.grouped])
            amounts.append(one.amount)
        if item.beyond:
            words = f"{item.document} {say(N_('Beyond the agreed limit'))}".strip()
            rows.append([str(place), words, *[""] * 5, (-item.beyond).grouped])
            amounts.append(-item.beyond)
    total = ["", say(N_("Total")), *[""] * 5, group.interest.grouped]
    return Table(columns, rows, [total], _carried(amounts, 8, say), row=_ROW, size=8)
