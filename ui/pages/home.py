"""Home (今日): how much stands where on the way to cash, how old it is, what comes in, and what wants doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from models import agenda, company, confirmations, contract_standing, deadlines, parties
from models.agenda import Duty
from models.confirmations.calendar import DUE as STATEMENT_DUE
from models.language import _
from models.store import history
from models.store.listing import Condition, Question
from reports.check_code import Check
from ui.kept_typing import kept_words
from ui.pages.currencies import Currencies
from ui.pages.home_cards import MOST_DRAFTS, LinesCard, Safety, SafetyCard, duty_words, level_lines, state_lines
from ui.pages.home_welcome import Welcome
from ui.pages.owed_board import OwedBoard
from ui.pages.owed_cards import PictureUnit
from ui.pages.owed_figures import Owed, owed
from ui.pages.page import PageWidget
from ui.pages.trace import Tracer
from ui.workspace import Workspace

TOGETHER = 60
"""Milliseconds in which several reasons to look again become one question."""


@dataclass(frozen=True)
class Today:
    """Everything the page shows, asked at once as of one day."""

    as_of: date
    owed: tuple[Owed, ...]
    duties: tuple[Duty, ...]
    levels: Mapping[str, int]
    statements: Mapping[str, int]
    safety: Safety
    done: frozenset[str]
    is_empty: bool


class HomePage(PageWidget):
    """Asks one question when it is shown, when something was saved, or when another day is looked at."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.duties, self.drafts, self.safety = LinesCard(), LinesCard(), SafetyCard(workspace)
        self.clocks, self.statements = LinesCard(), LinesCard()
        self.board = OwedBoard(QWidget())
        self.currencies = Currencies()
        self.board.way.head.insertWidget(1, self.currencies)
        self.welcome = Welcome(workspace)
        self.stack = QStackedWidget()
        self.unit = PictureUnit(workspace, self)
        self.shown: Today | None = None
        self._currency = ""
        self._kept: list[Any] = []
        self._soon = QTimer(self, singleShot=True, interval=TOGETHER)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self.tracer = Tracer(workspace, self)
        self._connect()

    def _lay_out(self) -> None:
        self._beside = QGridLayout(self.board.side)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(12)
        for card in self._cards:
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._arrange(self.board.columns)
        self.stack.addWidget(self.board)
        self.stack.addWidget(self.welcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)

    @property
    def _cards(self) -> tuple[QWidget, ...]:
        return self.duties, self.clocks, self.statements, self.drafts, self.safety

    def _arrange(self, columns: int) -> None:
        """The short lists under each other at the right, or side by side below the pictures."""
        for place, card in enumerate(self._cards):
            self._beside.addWidget(card, *((0, place) if columns == 2 else (place, 0)))
        self._beside.setRowStretch(0, 1)

    def _connect(self) -> None:
        self.board.list_wanted.connect(self.workspace.go_to_list)
        self.board.traced.connect(self._trace)
        self.board.arranged.connect(self._arrange)
        self.currencies.chosen.connect(self._choose_currency)
        self.workspace.changed.connect(self._look_again)
        self.workspace.as_of_changed.connect(self._look_again)
        self.workspace.unit_changed.connect(self._show)
        self.workspace.look_changed.connect(self._show)
        self.workspace.typing.listed.connect(self._show_kept)

    # What Qt tells

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_again()
        self.workspace.typing.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tracer.card.close_card()

    def retranslate(self) -> None:
        self.welcome.retranslate()
        self._show()

    def show_root(self) -> None:
        self.tracer.card.close_card()

    # Asking and showing

    def _look_again(self, _why: Any = None) -> None:
        self._soon.start()

    def _ask(self) -> None:
        book = self.workspace.book
        if book is not None and self.isVisible():
            question = partial(today, self.workspace.as_of, book.site, book.epoch, book.folder)
            self.workspace.ask(question, self._came)

    def _came(self, found: Today) -> None:
        self.shown = found
        self.stack.setCurrentWidget(self.welcome if found.is_empty else self.board)
        self.welcome.show_done(found.done)
        self._show()

    def _show(self, _why: Any = None) -> None:
        found = self.shown
        if found is None:
            return
        codes = [one.currency for one in found.owed]
        self._currency = self._currency if self._currency in codes else next(iter(codes), "")
        self.currencies.show_currencies(codes, self._currency)
        shown = next((one for one in found.owed if one.currency == self._currency), Owed(found.as_of))
        self.board.show_owed(shown, self.unit.in_wan, self.unit.words())
        self._show_duties(found)
        self._show_clocks(found)
        self._show_statements(found)
        self.safety.show_safety(found.safety)
        self._show_kept(self._kept)

    def _show_duties(self, found: Today) -> None:
        lines = []
        for duty in found.duties:
            words, aside, tone = duty_words(duty, found.as_of)
            lines.append((words, aside, tone, partial(self.workspace.go, duty.noun, duty.record)))
        self.duties.say(_("To do this week"), str(len(lines)) if lines else "")
        self.duties.show_lines(lines, _("Nothing is due, and no signature is missing."))

    def _show_clocks(self, found: Today) -> None:
        self.clocks.say(_("Deadlines"), "")
        self.clocks.show_lines(level_lines(found.levels, self._to_deadlines), _("No deadline within 90 days."))

    def _show_statements(self, found: Today) -> None:
        self.statements.say(_("Confirmation of balances"), "")
        self.statements.show_lines(state_lines(found.statements, self._to_statements), "")
        self.statements.setVisible(bool(self.statements.lines))

    def _to_statements(self, state: str) -> Callable[[], None]:
        page = "statement_calendar" if state == STATEMENT_DUE else "confirmations"
        return partial(self.workspace.go_to_list, page, (Condition("state", "is", state),))

    def _to_deadlines(self, level: str) -> Callable[[], None]:
        return partial(self.workspace.go_to_list, "deadlines", (Condition("level", "is", level),))

    def _show_kept(self, kept: list[Any]) -> None:
        self._kept = kept
        lines = []
        for one in kept[:MOST_DRAFTS]:
            lines.append((*kept_words(one), "muted", partial(self.workspace.typing_wanted.emit, one)))
        self.drafts.say(_("Unfinished drafts"), str(len(kept)))
        self.drafts.show_lines(lines, "")
        self.drafts.setVisible(bool(kept))

    def _choose_currency(self, code: str) -> None:
        self._currency = code
        self._show()

    def _trace(self, figure: QWidget, part: str) -> None:
        self.tracer.ask(figure, part, self._currency or "CNY")


def today(as_of: date, site: str, epoch: int, folder: Path, session: Any) -> Today:
    """One question for the whole page; runs on a reader lane."""
    everything = Question(as_of)
    done = {
        "company": bool(company.profile(session).name),
        "party": bool(parties.LISTING.first(session, everything, 1)),
        "contract": bool(contract_standing.LISTING.first(session, everything, 1)),
    }
    lapsing = deadlines.deadlines(session, as_of)
    return Today(
        as_of,
        owed(session, as_of),
        tuple(agenda.duties(session, as_of, known=lapsing)),
        Counter(one.level(as_of) for one in lapsing),
        Counter(_states(session, as_of)),
        _safety(session, site, epoch, folder),
        frozenset(name for name, yes in done.items() if yes),
        not done["contract"],
    )


def _states(session: Any, as_of: date) -> Iterator[str]:
    """Where each statement stands, and each that is due."""
    known = confirmations.confirmations(session, as_of)
    yield from (one.state(as_of) for one in known)
    yield from (one.state for one in confirmations.due_statements(session, as_of, known))


def _safety(session: Any, site: str, epoch: int, folder: Path) -> Safety:
    head = history.head(session.connection(), site, epoch)
    if head is None:
        return Safety()
    kept = [one.stat().st_mtime for one in (folder / "backups").glob("*")] if (folder / "backups").is_dir() else []
    backup = f"{datetime.fromtimestamp(max(kept)):%Y-%m-%d %H:%M}" if kept else ""
    return Safety(head.n, head.at[:16].replace("T", " "), Check(head.site, head.n, head.hash).code, backup)
