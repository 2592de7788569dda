"""Draws a tabular paper across the page: title, what it covers, the table a currency, notes, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO

from models.language import N_
from models.money import Money
from reports import table
from reports.fonts import SERIF, SERIF_BOLD
from reports.lines import fold
from reports.paper import Drawn, Form, Paper
from reports.pen import Pen
from reports.style import BODY, LEFT, NAMES, NOTHING, TITLE, UNITS, Say, short
from reports.table import Cells, Column, Table
from reports.tabular import MONEY, PERCENT, TEXT, Tabular, TabularColumn, TabularGroup, TabularPart

TEMPLATE = 1
_NOTE, _LEADING, _FEW = 8.5, 13.0, 8
_GAP, _ABOVE, _SIGNED = 6.0, 10.0, 26.0
_RIGHT = {MONEY, "days", "number", PERCENT, "quantity"}
_CENTRE = {"date"}


def draw(data: Tabular, target: Path | BinaryIO) -> Drawn:
    """Write the PDF; without a check code it is a draft and says so across every page."""
    say = Say(data.language)
    form = Form(
        say=say,
        title=data.title,
        company=data.letterhead.company,
        office=data.letterhead.office,
        number=data.number,
        check=data.check,
        template=TEMPLATE,
        on=data.dated_on or data.as_of,
        watermark="" if data.check or data.is_final else say(N_("DRAFT")),
        size=data.sheet,
    )
    if data.is_final:
        form = replace(form, unissued="")
    paper = Paper(form)
    _put_opening(paper, data, say)
    parts = data.parts or (TabularPart("", tuple(range(len(data.columns)))),)
    for group in data.groups:
        if len(data.groups) > 1:
            name = say(NAMES.get(group.currency, group.currency))
            paper.heading("    ".join(filter(None, (group.heading, name, _unit(group, say)))), BODY, keep=70)
        for part in parts:
            if part.heading:
                paper.heading(part.heading, BODY, keep=70)
            columns = tuple(data.columns[place] for place in part.places)
            made = _table(columns, group.only(part.places), data.total or say(N_("Total")), say)
            is_last = group is data.groups[-1] and part is parts[-1]
            table.put(paper, made, _ending(paper, data) if is_last else 0.0)
            paper.gap(_GAP)
    for note in data.notes:
        paper.paragraph([(note, SERIF)], _NOTE, leading=_LEADING)
    _put_signers(paper, data, say)
    return paper.paint(target)


def _ending(paper: Paper, data: Tabular) -> float:
    """How high notes and signatures are: nobody signs a page without figures. Many notes stand by themselves."""
    lines = sum(len(fold(note, SERIF, paper.wide, _NOTE)) for note in data.notes)
    return _GAP + _LEADING * lines + (_ABOVE + _SIGNED if data.signers else 0) if lines <= _FEW else 0.0


def _put_opening(paper: Paper, data: Tabular, say: Say) -> None:
    middle, spread = paper.form.size[0] / 2, 4.0 if data.language == "zh" else 0.5
    paper.put(23, lambda pen, y: pen.centre(middle, y + 16, data.title, SERIF_BOLD, TITLE, spread))
    told = [data.scope, say(N_("As of {day}"), day=say.day(data.as_of))]
    if len(data.groups) == 1 and data.groups[0].currency:
        told.append(_unit(data.groups[0], say))
    line = "        ".join(filter(None, told))
    paper.put(22, lambda pen, y: pen.centre(middle, y + 14, line, SERIF, BODY))
    if data.corrects:
        paper.paragraph([(say(N_("This paper replaces our paper No. {number}."), number=data.corrects), SERIF_BOLD)])
    if not data.groups:
        paper.paragraph([(say(N_("There is nothing to list on this day.")), SERIF)])


def _unit(group: TabularGroup, say: Say) -> str:
    return say(N_("Unit: {unit}"), unit=say(UNITS.get(group.currency, group.currency)))


def _table(columns: Sequence[TabularColumn], group: TabularGroup, last: str, say: Say) -> Table:
    shown = [_column(column) for column in columns]
    rows = [[_cell(column, value) for column, value in zip(columns, row, strict=True)] for row in group.rows]
    sums = group.totals(columns)
    total = [one.grouped if one is not None else "" for one in sums]
    if all(one is None for one in sums):
        return Table(tuple(shown), rows, size=8, row=16)
    total[0] = last
    return Table(tuple(shown), rows, [total], _carried(columns, group, say), size=8, row=16)


def _column(column: TabularColumn) -> Column:
    align = "right" if column.kind in _RIGHT else "centre" if column.kind in _CENTRE else "left"
    return Column(column.caption, align, column.weight, least=column.width * 5 if column.weight else 40)


def _cell(column: TabularColumn, value: Any) -> str:
    if value is None or value == "":
        return NOTHING if column.kind != TEXT else ""
    if isinstance(value, Money):
        return value.grouped if value else NOTHING
    if isinstance(value, date):
        return short(value)
    if column.kind == PERCENT and isinstance(value, Decimal):
        return f"{(value * 100).normalize():f}%"
    return str(value)


def _carried(columns: Sequence[TabularColumn], group: TabularGroup, say: Say) -> Callable[[int], tuple[Cells, Cells]]:
    """The sums so far, carried over a page break."""
    running = {
        place: list(accumulate((row[place] or Money() for row in group.rows), Money.__add__, initial=Money()))
        for place, column in enumerate(columns)
        if column.total
    }

    def carried(rows: int) -> tuple[Cells, Cells]:
        cells = [running[place][rows].grouped if place in running else "" for place in range(len(columns))]
        return [say(N_("Carried forward")), *cells[1:]], [say(N_("Brought forward")), *cells[1:]]

    return carried


def _put_signers(paper: Paper, data: Tabular, say: Say) -> None:
    if not data.signers:
        return
    paper.gap(_ABOVE)
    day = say.day(data.dated_on) if data.dated_on else say(N_("Date: ____ / __ / __"))
    captions = [f"{caption}：________" if data.language == "zh" else f"{caption}: ________" for caption in data.signers]
    paper.put(_SIGNED, partial(_paint_signers, captions=captions, day=day, wide=paper.wide))


def _paint_signers(pen: Pen, y: float, captions: Sequence[str], day: str, wide: float) -> None:
    step = wide * 0.8 / max(len(captions), 1)
    for place, caption in enumerate(captions):
        pen.words(LEFT + step * place, y + 14, caption, SERIF, BODY)
    pen.right(LEFT + wide, y + 14, day, SERIF, BODY)
