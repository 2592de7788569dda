"""The pages behind a certificate: the computation, deductions and additions, and the lines on broad sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import accumulate

from models.language import N_
from models.money import Money
from reports import table
from reports.certificate_figures import CertificatePaper, Step
from reports.certificate_line_columns import COLUMNS, money_of, shown
from reports.fonts import SERIF
from reports.paper import Paper
from reports.style import LANDSCAPE, NOTE, Say
from reports.table import Cells, Column, Table

_ROW = 16.5
_MAIN = ("gross", "due")


def captions(data: CertificatePaper, say: Say) -> list[str]:
    """What is enclosed."""
    return [say(caption) for caption, _make, _broad in _enclosed(data)]


def _enclosed(data: CertificatePaper) -> list[tuple[str, Callable[[CertificatePaper, Say], Table], bool]]:
    """Only what has something in it: caption, table, whether it needs broad sheets."""
    annexes = (
        (data.steps, N_("computation from value to amount due"), _computation, False),
        (data.adjustments, N_("deductions and additions"), _adjustments, False),
        (data.groups, N_("lines of this period"), _lines, True),
    )
    return [(caption, make, broad) for filled, caption, make, broad in annexes if filled]


def put_annexes(paper: Paper, data: CertificatePaper, say: Say) -> None:
    for number, (caption, make, broad) in enumerate(_enclosed(data), 1):
        if (number == 1 and len(paper.pages) == 1) or broad:
            paper.turn(LANDSCAPE if broad else None)
        heading = say(N_("Annex {number}: {caption}"), number=number, caption=say(caption))
        paper.heading(heading)
        table.put(paper, replace(make(data, say), again=say(N_("{heading} (continued)"), heading=heading)))
        if number == 1 and any(map(_is_beside, data.steps)):
            paper.gap(3)
            beside = N_("Amounts in brackets are not due now and do not count into the sum.")
            paper.paragraph([(say(beside), SERIF)], NOTE, leading=11)
        paper.gap(8)


def _computation(data: CertificatePaper, say: Say) -> Table:
    columns = (
        Column(say(N_("Description")), weight=5, least=120),
        Column(say(N_("Amount")), "right"),
        Column(say(N_("How it is worked out")), weight=6, least=140),
    )
    bold = frozenset(place for place, step in enumerate(data.steps) if step.name in _MAIN)
    return Table(columns, [_step(step) for step in data.steps], bold=bold, size=9, row=_ROW)


def _step(step: Step) -> Cells:
    """What does not enter what is due stands in brackets."""
    amount = step.amount.grouped
    return [step.caption, f"({amount})" if _is_beside(step) else amount, step.rule]


def _is_beside(step: Step) -> bool:
    return step.name.startswith(("later", "difference")) or step.name in ("held", "wages")


def _adjustments(data: CertificatePaper, say: Say) -> Table:
    columns = (
        Column(say(N_("Kind")), weight=3, least=90),
        Column(say(N_("Reason")), weight=6, least=140),
        Column(say(N_("Taken off")), "right"),
        Column(say(N_("Added")), "right"),
        Column(say(N_("In dispute, not deducted")), "right"),
    )
    rows, sums = [], [Money(), Money(), Money()]
    for one in data.adjustments:
        place = 2 if one.disputed else 1 if one.addition else 0
        sums[place] += one.amount
        rows.append([one.kind, one.reason, *(one.amount.grouped if at == place else "" for at in range(3))])
    total = [say(N_("Total")), "", *(amount.grouped if amount else "" for amount in sums)]
    return Table(columns, rows, [total], size=9, row=_ROW)


def _lines(data: CertificatePaper, say: Say) -> Table:
    names = [name for name, _caption in data.line_columns]
    columns = tuple(_column(name, caption) for name, caption in data.line_columns)
    rows: list[Cells] = []
    entered: list[Sequence[Money | None]] = []
    bold = set()
    nothing: list[Money | None] = [None] * len(names)
    for group in data.groups:
        bold.add(len(rows))
        sums = reduce(_plus, [[money_of(name, line) for name in names] for line in group.lines], nothing)
        rows.append(_summed(names, group.caption, sums))
        entered.append(nothing)
        rows += [[shown(name, line) for name in names] for line in group.lines]
        entered += [[money_of(name, line) for name in names] for line in group.lines]
    sums_upto = list(accumulate(entered, _plus, initial=nothing))

    def carried(count: int) -> tuple[Cells, Cells]:
        told = sums_upto[count]
        return _summed(names, say(N_("Carried forward")), told), _summed(names, say(N_("Brought forward")), told)

    total = _summed(names, say(N_("Total")), sums_upto[-1])
    return Table(columns, rows, [total], carried, frozenset(bold), 8, 15.5)


def _column(name: str, caption: str) -> Column:
    if name == "name":
        return Column(caption, weight=1, least=120)
    words = COLUMNS[name].kind == "text"
    return Column(caption, "centre" if name in ("unit", "item") else "left" if words else "right")


def _summed(names: Sequence[str], caption: str, sums: Sequence[Money | None]) -> Cells:
    """A line of sums under its caption; a sum stands only where something was summed."""
    return [
        caption if name == "name" else "" if amount is None else amount.grouped
        for name, amount in zip(names, sums, strict=True)
    ]


def _plus(sums: Sequence[Money | None], more: Sequence[Money | None]) -> list[Money | None]:
    pairs = zip(sums, more, strict=True)
    return [one if other is None else other if one is None else one + other for one, other in pairs]
