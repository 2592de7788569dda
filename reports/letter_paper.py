"""Draws a letter as business letters look: subject, addressee, words, table, seal and date, then its annexes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO

from models.language import N_
from models.letters.kinds import LETTERS
from models.money import Money
from reports import table
from reports.copies import appended
from reports.fonts import SERIF, SERIF_BOLD, width
from reports.interest_paper import put_segments, terms_told
from reports.letter_figures import Letter, LetterGroup, LetterItem
from reports.lines import balanced
from reports.paper import Drawn, Form, Paper
from reports.pen import Pen
from reports.style import LEFT, NOTHING, UNITS, Say, short
from reports.table import Cells, Column, Table

TEMPLATE = 1
ITEMS, CAUSE = N_("List of all items"), N_("Cause of the claim")
_TITLE, _TEXT, _LEADING = 17.0, 11.5, 20.0


def draw(data: Letter, target: Path | BinaryIO) -> Drawn:
    """Write the PDF; enclosed copies follow with their pages counted on. Without a check code it is a draft."""
    copied = sum(one.pages for one in data.copies)
    paper = lay_out(data, copied)
    if not copied:
        return paper.paint(target)
    stream = io.BytesIO()
    drawn = paper.paint(stream)
    content = appended(stream.getvalue(), data.copies, Say(data.language))
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)
    return Drawn(drawn.pages + copied, drawn.missing)


def lay_out(data: Letter, copied: int = 0) -> Paper:
    say, ours = Say(data.language), LETTERS[data.kind].ours
    form = Form(
        say=say,
        title=data.subject,
        company=data.letterhead.company if ours else "",
        office=data.letterhead.office if ours else "",
        number=data.number,
        check=data.check,
        template=TEMPLATE,
        on=data.dated_on or data.as_of,
        watermark="" if data.check else say(N_("DRAFT")),
        unissued=N_("A draft, not issued: it is not to be sent."),
        more=copied,
    )
    paper = Paper(form)
    _put_head(paper, data, say)
    for words in data.paragraphs:
        if words:
            paper.paragraph([(words, SERIF)], _TEXT, indent=2 * _TEXT, leading=_LEADING)
        else:
            _put_table(paper, data, say)
    _put_close(paper, data, say)
    if any(group.summary for group in data.groups):
        _put_items(paper, data, say)
    if data.accrued:
        put_segments(paper, data.accrued, say)
        caption, words = terms_told(data.terms, say)
        paper.paragraph([(caption, SERIF_BOLD), (words, SERIF)])
    return paper


def _put_head(paper: Paper, data: Letter, say: Say) -> None:
    middle = paper.form.size[0] / 2
    paper.gap(6)
    for line in balanced(data.subject, SERIF_BOLD, paper.wide - 30, _TITLE):
        paper.put(26, partial(_paint_title, line=line, middle=middle))
    paper.gap(10)
    paper.paragraph([(say(N_("To {party}:"), party=data.party), SERIF_BOLD)], _TEXT, leading=_LEADING)
    if data.corrects:
        told = say(N_("This paper replaces our paper No. {number}."), number=data.corrects)
        paper.paragraph([(told, SERIF_BOLD)], _TEXT, indent=2 * _TEXT, leading=_LEADING)


def _paint_title(pen: Pen, y: float, line: str, middle: float) -> None:
    pen.centre(middle, y + 18, line, SERIF_BOLD, _TITLE)


def _put_items(paper: Paper, data: Letter, say: Say) -> None:
    """Every item of the groups that stand in the letter by their sums only."""
    paper.turn()
    paper.heading(say(ITEMS))
    for group in (one for one in data.groups if one.summary):
        table.put(paper, table_of(data, replace(group, summary=()), say))
        paper.gap(8)


def _put_table(paper: Paper, data: Letter, say: Say) -> None:
    paper.gap(3)
    for group in data.groups:
        if len(data.groups) > 1 or group.currency != "CNY":
            paper.heading(say(N_("Unit: {unit}"), unit=say(UNITS.get(group.currency, group.currency))), 9)
        table.put(paper, table_of(data, group, say))
        if len(data.groups) > 1:
            told = say.named(group.currency, group.words)
            paper.paragraph([(say(N_("In words: ")), SERIF), (told, SERIF_BOLD)])
    paper.gap(6)


def table_of(data: Letter, group: LetterGroup, say: Say) -> Table:
    owed, noticed = len(data.captions) > 3, any(item.clause for item in group.items)
    named = (
        Column(say(N_("No.")), "right"), Column(say(N_("Contract"))),
        Column(say(N_("Document")), weight=1, least=70), Column(say(CAUSE if noticed else N_("Class"))),
    )  # fmt: skip
    captions = [*data.captions] if group.interest or not owed else [*data.captions[:-1]]
    columns = (*named, *(Column(say(one), "centre" if n == 0 else "right") for n, one in enumerate(captions)))
    rows = [[str(place), *_cells(item, say, owed, bool(group.interest))] for place, item in enumerate(group.shown, 1)]
    if noticed:
        return Table(columns, rows, size=8.5, row=17)
    return Table(columns, rows, [_total(group, say, owed)], _carried(group, len(columns), say, owed), size=8.5, row=17)


def _cells(item: LetterItem, say: Say, owed: bool, interest: bool) -> list[str]:
    named = [item.contract, item.document, say(item.kind), short(item.due_on)]
    if item.clause:
        return [*named, item.clause]
    if not owed:
        return [*named, item.amount.grouped if item.amount else NOTHING, str(item.days)]
    paid = item.paid.grouped if item.paid else NOTHING
    told = [*named, item.amount.grouped, paid, item.open.grouped, str(item.days) if item.days else NOTHING]
    return [*told, (item.interest or Money()).grouped] if interest else told


def _total(group: LetterGroup, say: Say, owed: bool) -> list[str]:
    head = ["", say(N_("Total")), "", "", ""]
    if not owed:
        return [*head, group.total.grouped if group.total else NOTHING, ""]
    amount, paid = Money.total(item.amount for item in group.items), Money.total(i.paid or Money() for i in group.items)
    told = [*head, amount.grouped, paid.grouped if paid else NOTHING, group.total.grouped, ""]
    return [*told, group.interest.grouped] if group.interest else told


def _carried(group: LetterGroup, wide: int, say: Say, owed: bool) -> Callable[[int], tuple[Cells, Cells]]:
    """What is still owed so far, carried over a page break."""
    sums = list(accumulate((item.open for item in group.shown), Money.__add__, initial=Money()))
    place = 7 if owed else 5

    def carried(rows: int) -> tuple[Cells, Cells]:
        def line(caption: str) -> list[str]:
            cells = ["", say(caption), *[""] * (wide - 2)]
            cells[place] = sums[rows].grouped
            return cells

        return line(N_("Carried forward")), line(N_("Brought forward"))

    return carried


_SIGNED = 110
"""So high are seal, date and address with the room above them."""


def _put_close(paper: Paper, data: Letter, say: Say) -> None:
    """What we sign ends with our seal, never alone on a page; a draft for a law firm only names its annexes."""
    ours = LETTERS[data.kind].ours
    if ours:
        if _SIGNED + _LEADING * (1 + len(data.annexes)) > paper.room:
            paper.turn()
        paper.paragraph([(say(N_("We hereby give notice.")), SERIF)], _TEXT, indent=2 * _TEXT, leading=_LEADING)
    for place, annex in enumerate(data.annexes, 1):
        label = say(N_("Annex {number}: {title}"), number=place, title=annex)
        paper.paragraph([(label, SERIF)], _TEXT, indent=2 * _TEXT, leading=_LEADING)
    if ours:
        _put_seal(paper, data, say)


def _put_seal(paper: Paper, data: Letter, say: Say) -> None:
    paper.gap(26)
    company = say(N_("{company} (seal)"), company=data.letterhead.company)
    day = say.day(data.dated_on) if data.dated_on else say(N_("Date: ____ / __ / __"))
    paper.put(46, partial(_paint_seal, company=company, day=day, end=LEFT + paper.wide))
    reached = [data.letterhead.address, data.letterhead.phone]
    if any(reached):
        told = say(N_("Reply to: {address}"), address="  ".join(filter(None, reached)))
        paper.gap(8)
        paper.paragraph([(told, SERIF)], 9)


def _paint_seal(pen: Pen, y: float, company: str, day: str, end: float) -> None:
    wide = max(width(company, SERIF, _TEXT), width(day, SERIF, _TEXT))
    middle = end - wide / 2 - 24
    for row, line in enumerate((company, day)):
        pen.centre(middle, y + 14 + row * 22, line, SERIF, _TEXT)
