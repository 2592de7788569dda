"""Draws a take-on sheet: the items of each contract, their sums in digits and words, and three signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import BinaryIO

from models.language import N_
from models.money import Money
from reports import table
from reports.fonts import SERIF, SERIF_BOLD
from reports.paper import Drawn, Form, Paper
from reports.pen import Pen
from reports.style import BODY, LEFT, NOTHING, TITLE, UNITS, Say, short
from reports.table import Cells, Column, Table
from reports.take_on_figures import ContractPart, TakeOnSheet

TEMPLATE = 1
_ROW = 16.5
UNISSUED = N_("Printed from the opening balances of the book; the signatures above make it the take-on sheet.")


def draw(data: TakeOnSheet, target: Path | BinaryIO) -> Drawn:
    """Write the PDF. It is a paper between our own people: it is valid by its signatures, not by a check code."""
    say = Say(data.language)
    head = data.letterhead
    form = Form(
        say, say(N_("Take-on sheet")), head.company, head.office, data.number, data.check, TEMPLATE,
        unissued=UNISSUED, on=data.dated_on or data.as_of,
    )  # fmt: skip
    paper = Paper(form)
    _put_opening(paper, data, say)
    for party, parts in groupby(data.contracts, lambda one: one.party):
        if not data.party:
            paper.heading(say(N_("Debtor: {party}"), party=party), BODY + 1, keep=110)
        for part in parts:
            _put_contract(paper, part, say)
    _put_totals(paper, data, say)
    _put_signatures(paper, data, say)
    return paper.paint(target)


def _put_opening(paper: Paper, data: TakeOnSheet, say: Say) -> None:
    middle, title = paper.form.size[0] / 2, say(N_("Take-on sheet of receivables"))
    spread = 5.5 if data.language == "zh" else 0.5
    paper.put(23, lambda pen, y: pen.centre(middle, y + 16, title, SERIF_BOLD, TITLE, spread))
    told = say(N_("As of {day}"), day=say.day(data.as_of))
    if len(data.totals) == 1:
        currency = data.totals[0].currency
        told += "        " + say(N_("Unit: {unit}, VAT included"), unit=say(UNITS.get(currency, currency)))
    paper.put(22, lambda pen, y: pen.centre(middle, y + 14, told, SERIF, BODY))
    if data.party:
        paper.paragraph([(say(N_("Debtor: {party}"), party=data.party), SERIF_BOLD)])
    else:
        count = len({one.party for one in data.debtors})
        paper.paragraph([(say(N_("All debtors: {count}"), count=count), SERIF_BOLD)])
        table.put(paper, _debtors(data, say))
    paper.gap(4)


def _debtors(data: TakeOnSheet, say: Say) -> Table:
    """What everybody owes, a line a debtor; the lines come to the totals of the sheet."""
    columns = (
        Column(say(N_("No.")), "right"),
        Column(say(N_("Debtor")), weight=2, least=160),
        Column(say(N_("Currency")), "centre"),
        Column(say(N_("Contracts")), "right"),
        Column(say(N_("Amount")), "right", bold=True),
    )
    rows = [
        [str(place), one.party, one.currency, str(one.contracts), one.total.grouped]
        for place, one in enumerate(data.debtors, 1)
    ]
    totals = [["", say(N_("Total")), one.currency, "", one.total.grouped] for one in data.totals]
    return Table(columns, rows, totals, row=_ROW)


def _put_contract(paper: Paper, part: ContractPart, say: Say) -> None:
    paper.heading(f"{part.number}  {part.name}".strip(), BODY + 0.5, keep=80)
    paper.paragraph([(_position(part, say), SERIF)], keep=40)
    paper.gap(2)
    table.put(paper, _table(part, say))
    paper.gap(3)
    paper.paragraph([(say(N_("In words: ")), SERIF), (say.named(part.currency, part.words), SERIF_BOLD)])
    if part.stated is not None:
        paper.paragraph([(_comparison(part, say), SERIF)])
    if part.remark:
        paper.paragraph([(say(N_("Remark: {remark}"), remark=part.remark), SERIF)])
    paper.gap(4)


def _position(part: ContractPart, say: Say) -> str:
    """Where the contract stood, as far as anything is known."""
    known = [
        (N_("certified {amount}"), part.certified), (N_("received {amount}"), part.received),
        (N_("retention held {amount}"), part.retention), (N_("advance received {amount}"), part.advance_paid),
        (N_("of it recovered {amount}"), part.recovered),
        (N_("of the second advance received {amount}"), part.second_paid),
        (N_("of the second advance recovered {amount}"), part.second_recovered),
    ]  # fmt: skip
    told = [say(msgid, amount=amount.grouped) for msgid, amount in known if amount]
    opened = say(N_("Taken on {day}"), day=say.day(part.taken_on))
    return say(N_("{sentence}."), sentence=say(N_("; ")).join([opened, *told]))


def _comparison(part: ContractPart, say: Say) -> str:
    values = {"stated": (part.stated or Money()).grouped, "items": part.total.grouped}
    if not part.difference:
        return say(N_("The signed sheet says {stated}; the items come to the same."), **values)
    values |= {"difference": part.difference.grouped, "why": part.explanation}
    return say(N_("The signed sheet says {stated}, the items {items}; difference {difference}: {why}"), **values)


def _table(part: ContractPart, say: Say) -> Table:
    columns = (
        Column(say(N_("No.")), "right"),
        Column(say(N_("Class"))),
        Column(say(N_("Document")), weight=2, least=80),
        Column(say(N_("Posted on")), "centre"),
        Column(say(N_("Due on")), "centre"),
        Column(say(N_("Invoice number")), weight=1, least=54),
        Column(say(N_("Person in charge"))),
        Column(say(N_("Amount")), "right", bold=True),
    )
    rows = [
        [str(place), say(one.kind), one.document, short(one.posted_on), short(one.due_on), one.invoice or NOTHING,
         one.person or NOTHING, one.amount.grouped]
        for place, one in enumerate(part.items, 1)
    ]  # fmt: skip
    total = ["", say(N_("Total")), *[""] * 5, part.total.grouped]
    return Table(columns, rows, [total], _carried([one.amount for one in part.items], say), row=_ROW)


def _carried(amounts: Sequence[Money], say: Say) -> Callable[[int], tuple[Cells, Cells]]:
    sums = list(accumulate(amounts, Money.__add__, initial=Money()))

    def carried(rows: int) -> tuple[Cells, Cells]:
        tail = [*[""] * 5, sums[rows].grouped]
        return ["", say(N_("Carried forward")), *tail], ["", say(N_("Brought forward")), *tail]

    return carried


def _put_totals(paper: Paper, data: TakeOnSheet, say: Say) -> None:
    """All contracts together, where there are several."""
    if len(data.contracts) < 2:
        return
    count = sum(bool(part.number) for part in data.contracts)
    for one in data.totals:
        told = say(N_("All {count} contracts: {total}, in words "), count=count, total=one.total.grouped)
        paper.paragraph([(told, SERIF), (say.named(one.currency, one.words), SERIF_BOLD)])
    paper.gap(4)


def _put_signatures(paper: Paper, data: TakeOnSheet, say: Say) -> None:
    """Giver, taker and witness side by side, each with room to sign and a day."""
    people = (
        (say(N_("Handed over by:")), data.giver),
        (say(N_("Taken over by:")), data.taker),
        (say(N_("Witnessed by:")), data.witness),
    )
    third = paper.wide / 3
    day = say.day(data.dated_on) if data.dated_on else say(N_("Date: ____ / __ / __"))

    def paint(pen: Pen, y: float) -> None:
        for place, (caption, name) in enumerate(people):
            x = LEFT + place * third
            pen.words(x, y + 14, caption, SERIF, BODY)
            pen.words(x, y + 30, name, SERIF_BOLD, BODY)
            pen.rules([(x, y + 52, x + third - 24, y + 52)], 0.4, 0.3)
            pen.words(x, y + 66, day, SERIF, 9)

    paper.gap(10)
    paper.put(74, paint)
