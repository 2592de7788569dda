"""The reply slip below a statement, which the debtor fills in, seals and sends back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from models.language import N_
from models.money import Money
from reports.fonts import SERIF, SERIF_BOLD, width
from reports.lines import fold
from reports.paper import Paper
from reports.pen import Pen
from reports.statement_figures import Group, StatementOfAccount
from reports.style import BODY, LEFT, NAMES, NOTE, Say

_SLIP = 156.0
_SPLIT = 0.46
_SEALS = (N_("official seal"), N_("finance seal"), N_("contract seal"), N_("project seal"), N_("no seal"))


def put_reply_slip(paper: Paper, data: StatementOfAccount, say: Say) -> None:
    """Never split; the reply names who signed, by what authority and with which seal, for that is what it proves."""
    wide = paper.wide * _SPLIT - 18
    lines = [line for told in _balances(data, say) for line in fold(told, SERIF_BOLD, wide, 8.5)]
    paper.gap(4)
    high = _SLIP + 12 * len(lines)
    paper.put(high + 22, partial(_paint_slip, data=data, say=say, wide=paper.wide, high=high, owed=lines))


def _balances(data: StatementOfAccount, say: Say) -> Iterator[str]:
    """What the debtor owes us, and what we are to refund because more was paid than was owed."""
    nothing = Money()
    for message, groups in (
        (N_("We owe you: {amounts}"), [group for group in data.groups if group.owed >= nothing]),
        (N_("You are to refund to us: {amounts}"), [group for group in data.groups if group.owed < nothing]),
    ):
        if groups:
            yield say(message, amounts=say(N_("; ")).join(_amount(group, say) for group in groups))


def _amount(group: Group, say: Say) -> str:
    """The balance of a currency without its sign, after what was paid and is not allocated, in words too."""
    told = f"{say(NAMES.get(group.currency, group.currency))} {group.to_settle.grouped}"
    if group.held:
        told += say(N_(" (less {amount} paid and not allocated)"), amount=group.held.grouped)
    return told + say(N_(" ({words})"), words=say.words(group.to_settle))


def _paint_slip(
    pen: Pen, y: float, data: StatementOfAccount, say: Say, wide: float, high: float, owed: Sequence[str]
) -> None:
    """It repeats the balance and the check code, so that it proves the amount when it comes back alone."""
    end = LEFT + wide
    pen.dashes(LEFT, end, y + 4)
    pen.centre(LEFT + wide / 2, y + 15, say(N_("✂ Reply slip (tear off along this line)")), SERIF, 8)
    top = y + 22
    pen.box(LEFT, top, wide, high, 0.8)
    to = say(N_("To {party}:"), party=data.letterhead.company)
    pen.words(LEFT + 10, top + 18, to, SERIF_BOLD, BODY)
    told = N_("We have your letter No. {number}. As of {day}:")
    number = data.number or "________"
    at = LEFT + 18 + width(to, SERIF_BOLD, BODY)
    pen.words(at, top + 18, say(told, number=number, day=say.day(data.as_of)), SERIF, 9)
    middle = LEFT + wide * _SPLIT
    pen.rules([(middle, top + 28, middle, top + high - 10)], 0.4, 0.3)
    _paint_signatory(pen, LEFT + 10, top + 40, say, middle - 8, owed)
    if data.check:
        pen.right(end - 10, top + high - 7, data.check.code, SERIF, 7)
    _paint_differences(pen, middle + 8, top + 40, say, end - 10)


def _paint_signatory(pen: Pen, x: float, y: float, say: Say, end: float, owed: Sequence[str]) -> None:
    pen.words(x, y, "□ " + say(N_("agrees.")), SERIF, 9)
    for line in owed:
        y += 13
        pen.words(x, y, line, SERIF_BOLD, 8.5)
    y += 22
    for label in (N_("Signed by:"), N_("Capacity / authority:"), N_("Telephone:")):
        told = say(label)
        pen.words(x, y, told, SERIF, 8.5)
        pen.rules([(x + width(told, SERIF, 8.5) + 3, y + 2, end, y + 2)], 0.3, 0.4)
        y += 18
    seals = [f"□{say(seal)}" for seal in _SEALS]
    pen.words(x, y, say(N_("Kind of seal:")), SERIF, 8.5)
    left = x + width(say(N_("Kind of seal:")), SERIF, 8.5) + 4
    at = left
    for seal in seals:
        wide = width(seal, SERIF, 8)
        if at + wide > end:
            at, y = left, y + 12
        pen.words(at, y, seal, SERIF, 8)
        at += wide + 4
    pen.words(x, y + 16, say(N_("Date (year, month, day):")), SERIF, 8.5)


def _paint_differences(pen: Pen, x: float, y: float, say: Say, end: float) -> None:
    pen.words(x, y, f"□ {say(N_('agrees in part'))}   □ {say(N_('does not agree'))}", SERIF, 9)
    pen.right(end, y, say(N_("the differences are:")), SERIF, 8.5)
    edges = [x + (end - x) * share for share in (0, 0.37, 0.58, 0.79, 1)]
    captions = (N_("Item"), N_("Your books"), N_("Our books"), N_("Difference"))
    top, high = y + 8, 15.0
    for left, right, caption in zip(edges[:-1], edges[1:], captions, strict=True):
        pen.centre((left + right) / 2, top + 10.5, say(caption), SERIF, 8)
    rows = [top + high * row for row in range(6)]
    pen.rules([(x, row, end, row) for row in rows[1:-1]] + [(at, top, at, rows[-1]) for at in edges[1:-1]], 0.3, 0.35)
    pen.box(x, top, end - x, rows[-1] - top, 0.4)
    pen.words(x, rows[-1] + 15, say(N_("(official or finance seal; enclose a list if there are more)")), SERIF, NOTE)
