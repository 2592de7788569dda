"""Beside the list of receivables: where the current one comes from, why it is due, and what settled it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from models import settlements
from models.confirmations.standing import Said, said_of
from models.events import OWNER_CONTROLLED
from models.language import _, text
from models.receivables import CLASSES, WAYS
from models.settlements import Origin, Settlement
from ui.pages.receivables_side import Line, Pair, Side, words
from ui.pages.receivables_trace import links_of, rule_of
from ui.pages.trace_card import Link

Found = tuple[Origin, tuple[Settlement, ...], Sequence[Said]]


def _found(key: str, as_of: date, session: Any) -> Found | None:
    one = settlements.origin(session, key, as_of)
    if one is None:
        return None
    return one, settlements.of_receivable(session, key, as_of), said_of(session, key, as_of)


class ReceivablePreview(Side):
    """Links lead to the document, the contract, and each receipt; ``due_wanted`` asks for another payment date.

    ``event_wanted`` asks when happened what it waits for.
    """

    question = staticmethod(_found)
    due_wanted = Signal(str)
    event_wanted = Signal(str)

    def hint(self) -> str:
        return _("Choose a row to see where it comes from and what settled it.")

    def fill(self, column: QVBoxLayout, found: Found) -> None:
        one, settled, said = found
        column.addWidget(words(one.document, "", "heading"))
        self.add_links(column, links_of(one))
        column.addLayout(self.pairs(self._pairs(one)))
        column.addWidget(words(rule_of(one), "muted", "small"))
        if one.changes:
            column.addWidget(words(_("Agreed payment dates"), "", "heading"))
            for agreed_on, due_on, reason in one.changes:
                column.addWidget(words(f"{agreed_on} → {due_on}　{reason}", "muted"))
        change = QPushButton(_("Change the due date…"))
        change.clicked.connect(partial(self.due_wanted.emit, one.key))
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        if one.anchor in OWNER_CONTROLLED:
            happened = QPushButton(_("What it waits for has happened…"))
            happened.clicked.connect(partial(self.event_wanted.emit, one.key))
            column.addWidget(happened, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        if said:
            column.addWidget(words(_("Confirmed by the debtor"), "", "heading"))
            column.addLayout(self.lines(map(_confirmed, said)))
            column.addWidget(words(_by_whom(said[0]), "muted", "small"))
        column.addWidget(words(_("Settled by"), "", "heading"))
        if settled:
            column.addLayout(self.lines(map(_line, settled)))
        else:
            column.addWidget(words(_("Nothing has settled it yet."), "muted"))

    def _pairs(self, one: Origin) -> tuple[Pair, ...]:
        late = "danger" if one.days_overdue else ""
        overdue = ((_("Days overdue"), f"{one.days_overdue:,}", late),) if late else ()
        return (
            (_("Class"), text(CLASSES.get(one.kind, one.kind)), ""),
            (_("Posted on"), str(one.posted_on), ""),
            (_("Due on"), str(one.due_on or _("No date yet")), ""),
            *_other_days(one),
            *overdue,
            (_("Amount"), self.money(one.amount), ""),
            (_("Settled"), self.money(one.amount - one.open), ""),
            (_("Open"), self.money(one.open), late or "accent"),
        )


def _other_days(one: Origin) -> tuple[Pair, ...]:
    """The due date by the calendar and the working day after it, where these are two days."""
    if one.raw_due_on is None or one.raw_due_on == one.rolled_due_on:
        return ()
    rolled = str(one.rolled_due_on or _("holidays not announced"))
    return (_("Due by the calendar"), str(one.raw_due_on), ""), (_("Next working day"), rolled, "")


def _confirmed(one: Said) -> Line:
    """The day of the reply, its statement, and how much of the item it confirms."""
    return one.replied_on.isoformat(), Link(one.letter, "replies", one.reply), one.confirmed, bool(one.confirmed)


def _by_whom(one: Said) -> str:
    """Of the newest reply: who signed, up to which day, whether it binds, whether it names items at all."""
    told = _("As of {day}, signed by {name}").format(day=one.as_of, name=one.signatory or _("nobody who is named"))
    if one.in_total is not None:
        told += " · " + _("{amount} was confirmed in total only, by no item").format(amount=one.in_total.grouped)
    return told if one.is_strong else told + " · " + _("weak proof: it does not bind the company by itself")


def _line(one: Settlement) -> Line:
    paper = Link(one.number, "receipts", one.receipt) if one.receipt else text(WAYS.get(one.way, one.way))
    return one.allocated_on.isoformat(), paper, one.amount, one.standing
