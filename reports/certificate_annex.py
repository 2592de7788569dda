"""The pages behind a certificate: the computation, deductions and additions, and the lines on broad sheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from models.language import N_
from models.money import Money
from reports import table
from reports.certificate_figures import CertificatePaper, Line, LineGroup, Step
from reports.fonts import SERIF
from reports.paper import Paper
from reports.style import LANDSCAPE, NOTE, Say
from reports.table import Cells, Column, Table

_Pair = tuple[Money | None, Money | None]
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
    return step.name.startswith("later") or step.name == "held"


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
    columns = (
        Column(say(N_("Code"))),
        Column(say(N_("Description")), weight=1, least=120),
        Column(say(N_("Unit")), "centre"),
        Column(say(N_("Unit price")), "right"),
        Column(say(N_("Contract quantity")), "right"),
        Column(say(N_("Previous to date")), "right"),
        Column(say(N_("Claimed this period")), "right"),
        Column(say(N_("Certified this period")), "right"),
        Column(say(N_("To date")), "right"),
        Column(say(N_("Amount claimed")), "right"),
        Column(say(N_("Amount certified")), "right"),
    )
    rows: list[Cells] = []
    entered: list[_Pair] = []
    bold = set()
    for group in data.groups:
        bold.add(len(rows))
        rows.append(["", group.caption, *[""] * 7, _known(group.claimed), _known(group.amount)])
        entered.append((None, None))
        rows += [_line(line) for line in group.lines]
        entered += [(line.claimed, line.amount) for line in group.lines]
    nothing: _Pair = (Money(), Money())
    sums = list(accumulate(entered, _plus, initial=nothing))

    def carried(count: int) -> tuple[Cells, Cells]:
        tail = [*[""] * 7, *_shown(sums[count], data.groups)]
        return ["", say(N_("Carried forward")), *tail], ["", say(N_("Brought forward")), *tail]

    total = ["", say(N_("Total")), *[""] * 7, *_shown(sums[-1], data.groups)]
    return Table(columns, rows, [total], carried, frozenset(bold), 8, 15.5)


def _plus(sums: _Pair, more: _Pair) -> _Pair:
    return (sums[0] or Money()) + (more[0] or Money()), (sums[1] or Money()) + (more[1] or Money())


def _shown(sums: _Pair, groups: Sequence[LineGroup]) -> list[str]:
    """A sum stands only where all that is summed is known."""
    whole = (all(group.claimed is not None for group in groups), all(group.amount is not None for group in groups))
    return [_known(amount) if known else "" for amount, known in zip(sums, whole, strict=True)]


def _line(line: Line) -> Cells:
    quantities = (line.contract, line.previous, line.claimed_quantity, line.quantity, line.to_date)
    return [
        line.code,
        f"{line.name} ({line.remark})" if line.remark else line.name,
        line.unit,
        counted(line.price),
        *(counted(one) for one in quantities),
        _known(line.claimed),
        _known(line.amount),
    ]


def _known(amount: Money | None) -> str:
    return "" if amount is None else amount.grouped


def counted(quantity: Decimal | None) -> str:
    """A quantity or unit price with the decimals it has, two at least."""
    if quantity is None:
        return ""
    exponent = quantity.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return f"{quantity:,.{min(max(places, 2), 6)}f}"
