"""Trace what is open of one receivable: the amount, what settled it day by day, why it is overdue, and the papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from models import settlements
from models.events import CERTIFICATION
from models.language import N_, _, text
from models.money import Money
from models.receivables import CLASSES, WAYS
from models.receivables.record import RULES
from models.settlements import Origin, Settlement
from ui.pages.trace import PAPERS
from ui.pages.trace_card import Link, Step, Trace, TraceCard
from ui.tables.formats import money
from ui.workspace import Workspace

OPEN, PAID, OVERDUE, DAYS, DUE = "open", "paid", "overdue", "days", "due_on"
EXPLAINED = (OPEN, PAID, OVERDUE, DAYS, DUE)
TITLES = {
    OPEN: N_("Open"),
    PAID: N_("Settled"),
    OVERDUE: N_("Overdue"),
    DAYS: N_("Days overdue"),
    DUE: N_("Due on"),
}


class ItemTracer:
    """Explains the figures of one receivable in a card over ``page``."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace, self._page = workspace, page
        self.card = TraceCard(workspace, page)

    def ask_at(self, view: QWidget, rect: QRect, receivable: str, column: str, day: date) -> None:
        """Explain a figure that stands in ``rect`` of ``view``."""
        below, beside = view.mapTo(self._page, rect.bottomLeft()), view.mapTo(self._page, rect.topLeft())
        self._workspace.ask(partial(trace_of, receivable, column, day), partial(self._show, below, beside))

    def close(self) -> bool:
        """Close the card; False when there was none."""
        shown = self.card.isVisible()
        self.card.close_card()
        return shown

    def _show(self, below: QPoint, beside: QPoint, found: Trace | None) -> None:
        if found is not None:
            room = QRect(8, 8, self._page.width() - 16, self._page.height() - 16)
            self.card.show_trace(found, room, below, beside)
            self.card.take_focus()


def trace_of(receivable: str, column: str, day: date, session: Any) -> Trace | None:
    """Where a figure of a receivable comes from; runs on a reader lane."""
    found = settlements.origin(session, receivable, day)
    if found is None:
        return None
    if column in (OPEN, PAID):
        return _trace_open(found, settlements.of_receivable(session, receivable, day), column, day)
    return _trace_due(found, column, day)


def _trace_open(found: Origin, settled: tuple[Settlement, ...], column: str, day: date) -> Trace:
    rule = _("The amount of {document}, less what settled it up to {day}.")
    paid = found.amount - found.open
    first = Step(f"{found.posted_on} {_kind(found)}", money(found.amount))
    steps = (first, *map(_settled, settled), Step(text(TITLES[OPEN]), money(found.open), strong=True))
    value = found.open if column == OPEN else paid
    said = rule.format(document=found.document, day=day)
    return Trace(text(TITLES[column]), money(value), said, steps, tuple(links_of(found)))


def _settled(one: Settlement) -> Step:
    way = text(WAYS.get(one.way, one.way))
    link = Link(one.number, "receipts", one.receipt) if one.receipt else None
    return Step(f"{one.allocated_on} {one.number or way}", money(-one.amount), link=link)


def _trace_due(found: Origin, column: str, day: date) -> Trace:
    steps = [Step(_("Posted on"), found.posted_on.isoformat())]
    if found.happened is not None:
        on, paper = found.happened
        steps += [Step(f"{text(RULES.get(found.anchor, found.anchor))} {paper}", on.isoformat())]
    steps += [
        Step(_("Agreed on {day}: {reason}").format(day=on, reason=reason), _iso(due))
        for on, due, reason in found.changes[::-1]
    ]
    steps += [Step(_("Due on"), _iso(found.due_on) or _("No date yet"), strong=True)]
    if found.days_overdue:
        steps += [Step(_("Days from then to {day}").format(day=day), str(found.days_overdue), strong=True)]
        steps += [Step(_("Open"), money(found.open), strong=True)]
    late = money(found.open) if found.days_overdue else money(Money())
    values = {OVERDUE: late, DAYS: str(found.days_overdue), DUE: _iso(found.due_on)}
    return Trace(text(TITLES[column]), values[column], rule_of(found), tuple(steps), tuple(links_of(found)))


def rule_of(found: Origin) -> str:
    """In words, how the due date of a receivable follows."""
    if found.changes:
        return _("The payment date was agreed; the last agreement counts.")
    event = text(RULES.get(found.anchor, found.anchor))
    days = found.law_days if found.days is None else found.days
    if days is None and found.anchor in ("", CERTIFICATION):
        return _("Nothing was agreed: due at hand-over, else when the final account is submitted, else at the suit.")
    if found.days is None and days is not None:
        return _("No days were agreed: the law on small creditors gives {days} days.").format(days=days)
    if found.due_on is None:
        return _("It falls due {days} days after “{event}”, which has not happened yet.").format(
            days=found.days or 0, event=event
        )
    if found.anchor == CERTIFICATION:
        return _("{days} days after the day it was posted; due on the day itself is not overdue.").format(
            days=found.days or 0
        )
    return _("{days} days after “{event}”; due on the day itself is not overdue.").format(
        days=found.days or 0, event=event
    )


def links_of(found: Origin) -> Iterator[Link]:
    """The document that made the receivable, and its contract."""
    if found.noun in PAPERS:
        yield Link(found.document, PAPERS[found.noun], found.record)
    yield Link(found.contract_number, "contracts", found.contract)


def _kind(found: Origin) -> str:
    return text(CLASSES.get(found.kind, found.kind))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
