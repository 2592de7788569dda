"""The workspace of a contract: header strip, and behind tabs everything that belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models import contract_standing, standing
from models.language import N_, text
from models.standing import Standing
from models.store.listing import Condition, Question
from ui.pages import PAGES, trace
from ui.pages.contract_head import ContractHead, trace_of_head
from ui.pages.contract_overview import ContractOverview
from ui.pages.contract_terms import OPENING, ContractTerms
from ui.pages.follow_ups import KEY, ask_follow_up
from ui.pages.page import PageWidget
from ui.pages.timeline import Timeline
from ui.pages.trace import Tracer
from ui.workspace import Workspace

TITLES = {
    "bills": N_("Bill"),
    "variations": N_("Variations"),
    "claims": N_("Claims"),
    "disputes": N_("Disputed items"),
    "certificates": N_("Certificates"),
    "work_done": N_("Work done"),
    "consumption": N_("Consumption"),
    "final_accounts": N_("Final account"),
    "deposits": N_("Deposits"),
    "debit_notes": N_("Debit notes"),
    "subcontracts": N_("Subcontracts"),
    "receipts": N_("Receipts"),
    "wages": N_("Wage account"),
    "invoices": N_("Invoices"),
    "uninvoiced": N_("Not invoiced"),
    "receivables": N_("Receivables"),
    "evidence": N_("Evidence"),
    "correspondence": N_("Letters in and out"),
    "statements": N_("Statements"),
    "confirmations": N_("Confirmation"),
    "letters": N_("Letters"),
    "follow_ups": N_("Follow-up"),
    "deadlines": N_("Deadlines"),
}
"""The ordinary pages that are tabs of a contract, narrowed to it; those of them that the program has."""


@dataclass(frozen=True)
class Tab:
    """A tab and what makes its page when it is first shown."""

    name: str
    title: str
    make: Callable[[], PageWidget]


class ContractWorkspace(PageWidget):
    """``left`` tells that the person goes back to the list; typing on the way is kept."""

    left = Signal()

    def __init__(self, workspace: Workspace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.key = key
        self.scope = {"contract": key}
        self.standing: Standing | None = None
        self.head, self.tabs, self.stack = ContractHead(), QTabBar(), QStackedWidget()
        self.kinds = self._tabs()
        self._made: dict[str, Any] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self.tracer = Tracer(workspace, self)
        self._connect()
        self._turned(0)
        self._ask()

    def _tabs(self) -> list[Tab]:
        pages = {page.name: page for page in PAGES}
        ordinary = [
            Tab(name, title, partial(pages[name].build, self.workspace, self.scope))
            for name, title in TITLES.items()
            if name in pages
        ]
        return [
            Tab("overview", N_("Overview"), self._overview),
            Tab("terms", N_("Terms"), partial(ContractTerms, self.workspace, self.key)),
            *ordinary,
            Tab("timeline", N_("Timeline"), partial(Timeline, self.workspace, "contracts", self.key)),
        ]

    def _lay_out(self) -> None:
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        for kind in self.kinds:
            self.tabs.addTab(text(kind.title))
        rules = QFrame(), QFrame()
        for rule in rules:
            rule.setProperty("role", "rule")
        strip = QFrame()
        strip.setProperty("role", "surface")
        column, above = QVBoxLayout(self), QVBoxLayout(strip)
        for layout in (column, above):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        for part in (self.head, rules[0], self.tabs, rules[1]):
            above.addWidget(part)
        column.addWidget(strip)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turned)
        self.head.traced.connect(self.trace)
        for signal in (self.workspace.changed, self.workspace.as_of_changed):
            signal.connect(self._look_again)
        for signal in (self.workspace.unit_changed, self.workspace.look_changed):
            signal.connect(self._show)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+PgDown"), self, partial(self.turn, 1), context=inside)
        QShortcut(
            QKeySequence(KEY), self, partial(ask_follow_up, self.workspace, self.key, of="contract"), context=inside
        )
        QShortcut(QKeySequence("Ctrl+PgUp"), self, partial(self.turn, -1), context=inside)

    def retranslate(self) -> None:
        for number, kind in enumerate(self.kinds):
            self.tabs.setTabText(number, text(kind.title))
        for page in self._made.values():
            page.retranslate()
        self._show()

    @property
    def trail(self) -> list[str]:
        kind = self.kinds[self.tabs.currentIndex()]
        number = f"{self.standing.number} {self.standing.name}" if self.standing else ""
        made = self._made.get(kind.name)
        return [part for part in (number, text(kind.title), *(made.trail if made is not None else [])) if part]

    # Going around

    def turn(self, step: int) -> None:
        """Show the next tab, or the one before."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def open_tab(self, name: str) -> Any:
        """Show this tab and return its page; None when the contract has no such tab."""
        place = next((n for n, kind in enumerate(self.kinds) if kind.name == name), None)
        if place is None:
            return None
        self.tabs.setCurrentIndex(place)
        return self.stack.currentWidget()

    def open_list(self, name: str, conditions: tuple[Condition, ...] = ()) -> None:
        """Show the list behind a figure: the tab, filtered; where there is none, the list of all contracts."""
        page = self.open_tab(name)
        if page is None:
            self.workspace.go_to_list(name, conditions)
        else:
            page.show_root()
            page.show_filtered(conditions)

    def open_opening(self) -> None:
        """Show where the contract stood when the book began."""
        self.open_tab("terms").open(OPENING)

    def show_root(self) -> None:
        """Keep what was typed in the tabs."""
        for page in self._made.values():
            page.show_root()

    def leave(self) -> None:
        if self.tracer.card.isVisible():
            self.tracer.card.close_card()
            return
        self.show_root()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _turned(self, place: int) -> None:
        kind = self.kinds[place]
        if kind.name not in self._made:
            page = self._made[kind.name] = kind.make()
            page.trail_changed.connect(self._trail_moved)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(self._made[kind.name])
        self.trail_changed.emit(self.trail)

    def _trail_moved(self, _parts: list[str]) -> None:
        self.trail_changed.emit(self.trail)

    def _overview(self) -> PageWidget:
        made = ContractOverview(self.workspace, self.key)
        made.list_wanted.connect(self.open_list)
        made.opening_wanted.connect(self.open_opening)
        made.traced.connect(self.trace)
        return made

    # The strip

    def trace(self, figure: QWidget, name: str) -> None:
        """Explain a figure of the strip or of the overview."""
        if self.standing is None:
            return
        found = trace_of_head(name, self.standing, self.workspace.as_of)
        if found is not None:
            self.tracer.show(figure, found)
        elif name in trace.RULES:
            self.tracer.ask(figure, name, self.standing.currency, **self.scope)

    def _look_again(self, _why: Any = None) -> None:
        self._soon.start()

    def _ask(self) -> None:
        if self.workspace.book is not None:
            self.workspace.ask(partial(_stand, self.key, self.workspace.as_of), self._came)

    def _came(self, found: Standing | None) -> None:
        if found is None:
            self.left.emit()
            return
        self.standing = found
        self.tracer.narrowed = (Condition("contract", "is", found.name),)
        self._show()
        self.trail_changed.emit(self.trail)

    def _show(self, _why: Any = None) -> None:
        if self.standing is not None:
            self.head.show_standing(self.standing, self.workspace.in_wan, self.workspace.as_of)


def _stand(key: str, as_of: date, session: Any) -> Standing | None:
    """None when the contract is not in the book any more, as after an undo."""
    if not contract_standing.LISTING.rows(session, Question(as_of), [key]):
        return None
    return standing.standing_of(session, key, as_of)
