"""Trace what is owed and what is on its way: a figure's formula in words, what stands behind it, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from models import behind, contracts, pipeline
from models.behind import BALANCE, CREDIT, DUE_TODAY, NOT_DUE, OVERDUE, RETENTION, UNDATED, Item
from models.certificates.usecases import PREPARED, REVIEWED, SUBMITTED, SUPERVISED
from models.language import N_, _, ngettext, text
from models.money import Money
from models.pipeline import BEFORE_APPLYING, CERTIFIED, DUE, GATES, MISSING, RECEIVED, Gate
from models.receivables import CLASSES
from models.rules import ageing as ages
from models.store.listing import Condition
from models.work_done.gates import DONE, MEASURED
from ui.pages.trace_card import Link, Step, Trace, TraceCard
from ui.tables.formats import money
from ui.workspace import Workspace

TITLES = {
    BALANCE: N_("Balance"),
    OVERDUE: N_("Overdue"),
    DUE_TODAY: N_("Due today"),
    NOT_DUE: N_("Not due yet"),
    UNDATED: N_("Without due date"),
    RETENTION: N_("Retention not due"),
    CREDIT: ages.CREDIT,
    **GATES,
}
_WORK = N_(
    "All work up to {day}: what waits before it is applied for, what was applied for, and what the owner signed."
)
_APPLIED = N_("All that came this far up to {day}: what was applied for and waits, and what the owner signed.")
RULES = {
    BALANCE: N_("All that became payable up to {day}, less what was received or settled against it up to that day."),
    OVERDUE: N_("What is still open and fell due before {day}. What is due on the day itself is not overdue."),
    DUE_TODAY: N_("What is still open and falls due on {day}."),
    NOT_DUE: N_("What is still open and falls due after {day}."),
    UNDATED: N_("What is still open and has no due date yet: its milestone has not happened by {day}."),
    CREDIT: N_("What we have to pay back by {day}: a final account below what was received."),
    RETENTION: N_("Retention that is still open and not due on {day}, or has no due date yet."),
    DONE: _WORK,
    MEASURED: _WORK,
    PREPARED: _APPLIED,
    SUBMITTED: _APPLIED,
    SUPERVISED: _APPLIED,
    REVIEWED: _APPLIED,
    CERTIFIED: N_(
        "All that the owner signed up to {day}, with tax and without advances, and what came in before the book began."
    ),
    DUE: N_("What of the signed amounts fell due up to {day}."),
    RECEIVED: N_(
        "What was received and settled up to {day}, with advance recovered and what came in before the book began. "
        "Advances and money not allocated yet are not in it."
    ),
}
BEFORE_SIGNING = (PREPARED, SUBMITTED, SUPERVISED, REVIEWED)
PAPERS = {
    "certificates": "certificates",
    "claims": "claims",
    "final_accounts": "final_accounts",
    "deposits": "deposits",
    "debit_notes": "debit_notes",
    "opening_positions": "opening",
}
"""The pages of the documents that make receivables."""
PAGES_OF = {
    "legal_facts": "legal_facts", "receivables": "receivables", "contracts": "contracts", "variations": "variations",
    "receipts": "receipts", "replies": "replies", "issued_papers": "statements", "evidence_files": "evidence", **PAPERS,
}  # fmt: skip
"""By noun, the page on which a record is looked at."""
SMALLEST = Money(1)
NO_ADVANCE = Condition("kind", "not", "advance")
"""Advances stand beside the way from application to receipt."""


class Figure(QPushButton):
    """A derived figure that explains itself: a click, Enter or F2 asks where it comes from."""

    asked = Signal(str)

    def __init__(self, part: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self.setProperty("role", "figure")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)

    def show_words(self, words: str, caption: str, tone: str = "") -> None:
        self.setText(words)
        self.setAccessibleName(f"{caption} {words}")
        self.setToolTip(_("F2 or a click shows where this figure comes from"))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self.asked.emit(self.part)


class Tracer:
    """Explains figures of what is owed in a card over ``page``, beside the figure that was asked.

    ``narrowed`` are conditions that its link to the list of receivables adds, as for one contract.
    """

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._workspace, self._page = workspace, page
        self.narrowed: tuple[Condition, ...] = ()
        self.card = TraceCard(workspace, page)

    def ask(self, beside: QWidget, part: str, currency: str = "CNY", **scope: str) -> None:
        """Ask for the items behind a part of the position and show them."""
        question = partial(trace_of, part, self._workspace.as_of, currency, scope, self.narrowed)
        self._workspace.ask(question, partial(self.show, beside))

    def show(self, beside: QWidget, trace: Trace) -> None:
        """Show a trace that is known already."""
        room = self._page.rect().adjusted(8, 8, -8, -8)
        below = self._page.mapFromGlobal(beside.mapToGlobal(QPoint(0, beside.height() + 4)))
        self.card.show_trace(trace, room, below)
        self.card.take_focus()


def trace_of(
    part: str, as_of: date, currency: str, scope: dict[str, str], narrowed: tuple[Condition, ...], session: Any
) -> Trace:
    """Where a part of the position, or the amount at a gate, comes from; runs on a reader lane."""
    of_currency = (Condition("currency", "is", currency),) if len(contracts.currencies(session)) > 1 else ()
    narrowed = (*narrowed, *of_currency)
    if part in GATES:
        ways = pipeline.pipeline(session, as_of, **scope)
        return at_gate(next((one.gates for one in ways if one.currency == currency), ()), part, as_of, narrowed)
    found = behind.behind(session, as_of, part, currency, scope=scope)
    steps = [_step(item) for item in found.items]
    rest = found.total - Money.total(item.open for item in found.items)
    more = found.count - len(found.items)
    if more:
        steps.append(
            Step(ngettext("{count} further item", "{count} further items", more).format(count=more), money(rest))
        )
    steps.append(
        Step(
            ngettext("Sum of {count} item", "Sum of {count} items", found.count).format(count=found.count),
            money(found.total),
            strong=True,
        )
    )
    rule = text(RULES[part]).format(day=as_of.isoformat())
    having = (*narrowed, *conditions(part, as_of))
    listed = Link(_("All items in the list"), "receivables", having=having)
    return Trace(text(TITLES[part]), money(found.total), rule, tuple(steps), (listed,) if found.count else ())


def conditions(part: str, as_of: date) -> tuple[Condition, ...]:
    """What the list of receivables is filtered by to show the items behind a part."""
    if part == CREDIT:
        return (Condition("due_on", "missing"), Condition("open", "to", -SMALLEST))
    day = timedelta(days=1)
    of_part = {
        OVERDUE: (Condition("due_on", "to", as_of - day),),
        DUE_TODAY: (Condition("due_on", "is", as_of),),
        NOT_DUE: (Condition("due_on", "from", as_of + day),),
        UNDATED: (Condition("due_on", "missing"),),
        RETENTION: (Condition("kind", "is", "retention"),),
    }
    return (*of_part.get(part, ()), Condition("open", "from", SMALLEST))


def at_gate(gates: Sequence[Gate], name: str, as_of: date, narrowed: tuple[Condition, ...]) -> Trace:
    """How much came as far as a gate: what waits at it and at each later one, and what has gone all the way."""
    later = gates[next(place for place, gate in enumerate(gates) if gate.name == name) :]
    steps = [
        Step(_between(one.name), money(one.reached - after.reached), link=_waiting(one.name, as_of, narrowed))
        for one, after in pairwise(later)
        if one.reached != after.reached
    ]
    if len(later) > 1:
        steps.append(Step(text(TITLES[RECEIVED]), money(later[-1].reached)))
    total = Step(text(TITLES[name]), money(later[0].reached), strong=True)
    rule = text(RULES[name]).format(day=as_of.isoformat())
    return Trace(total.caption, total.value, rule, (*steps, total), tuple(_lists(name, as_of, narrowed)))


def waiting(name: str, as_of: date) -> tuple[Condition, ...]:
    """What the list behind a gate (``list_behind``) is filtered by for what waits here."""
    if name in BEFORE_APPLYING:
        return (Condition("not_measured" if name == DONE else "not_applied", "from", SMALLEST),)
    return (Condition("stage", "is", name),) if name in BEFORE_SIGNING else (NO_ADVANCE, *conditions(OVERDUE, as_of))


def list_behind(name: str) -> str:
    """The list of what waits at a gate: work, certificates, or what is signed."""
    if name in BEFORE_APPLYING:
        return "unbilled"
    return "certificates" if name in BEFORE_SIGNING else "receivables"


def _between(name: str) -> str:
    """What keeps money from passing on; after the signature two reasons stand together."""
    together = {CERTIFIED: _("Not due yet or without due date"), DUE: _("Overdue or due today")}
    return together.get(name) or text(MISSING[name])


def _waiting(name: str, as_of: date, narrowed: tuple[Condition, ...]) -> Link | None:
    if name in (CERTIFIED, DUE):
        return None
    return Link(_between(name), list_behind(name), having=(*narrowed, *waiting(name, as_of)))


def _lists(name: str, as_of: date, narrowed: tuple[Condition, ...]) -> Iterator[Link]:
    if name == RECEIVED:
        yield Link(_("Receipts in the list"), "receipts", having=narrowed)
        return
    due = (OVERDUE, DUE_TODAY)
    for part in due if name == DUE else (NOT_DUE, UNDATED, *due):
        yield Link(text(TITLES[part]), "receivables", having=(*narrowed, NO_ADVANCE, *conditions(part, as_of)))


def _step(item: Item) -> Step:
    told = [item.document, text(CLASSES.get(item.kind, item.kind))]
    if item.days:
        told.append(ngettext("{days} day late", "{days} days late", item.days).format(days=f"{item.days:,}"))
    elif item.due_on:
        told.append(item.due_on.isoformat())
    page = PAPERS.get(item.noun)
    link = Link(item.document, page, item.record) if page else Link(item.document, "receivables", item.key)
    return Step(" · ".join(told), money(item.open), link=link)
