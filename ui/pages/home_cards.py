"""The short lists of the home page: what wants doing this week, unfinished drafts, how safe the book is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.agenda import Duty
from models.confirmations.calendar import DUE, TO_DO
from models.confirmations.course import SILENT, STATES
from models.deadlines.record import LEVELS, PASSED
from models.language import _, ngettext, text
from ui import theme
from ui.drawings.spot import Spot, width_of
from ui.pages.owed_cards import Card
from ui.workspace import Workspace

MOST_DRAFTS = 4


class Line(Spot):
    """A sentence at the left and what belongs to it at the right; a click goes there."""

    def __init__(self, words: str, aside: str, tone: str, parent: QWidget) -> None:
        super().__init__(words, f"{words} · {aside}" if aside else words, parent)
        self._words, self._aside, self._tone = words, aside, tone

    def sizeHint(self) -> QSize:
        return QSize(0, theme.look().row)

    def draw(self, painter: QPainter) -> None:
        box = self.rect().adjusted(8, 0, -8, 0)
        vertical = Qt.AlignmentFlag.AlignVCenter
        taken = width_of(self._aside) if self._aside else 0
        painter.setPen(theme.colour("line_soft"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setFont(theme.font())
        painter.setPen(theme.colour(self._tone))
        painter.drawText(box, vertical | Qt.AlignmentFlag.AlignRight, self._aside)
        painter.setPen(theme.colour("text"))
        room = QRect(box.left(), 0, box.width() - taken - 10, self.height())
        shown = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, vertical, shown)


class LinesCard(Card):
    """A card of lines that lead somewhere; without lines it says so, or is hidden by its page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column.setSpacing(4)
        self.lines: list[Line] = []
        self._under = QVBoxLayout()
        self._under.setSpacing(0)
        self.nothing = QLabel(wordWrap=True)
        self.nothing.setProperty("tone", "muted")
        self.column.addLayout(self._under)
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    def show_lines(self, told: Sequence[tuple[str, str, str, Any]], nothing: str) -> None:
        """``told``: sentence, what stands at the right, its tone, and what a click calls."""
        for line in self.lines:
            self._under.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for words, aside, tone, call in told:
            line = Line(words, aside, tone, self)
            line.clicked.connect(call)
            self._under.addWidget(line)
            self.lines.append(line)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not told)


def duty_words(duty: Duty, as_of: date) -> tuple[str, str, str]:
    """The sentence, whose it is and since when or until when, and its tone."""
    days = (as_of - duty.day).days
    if days > 0:
        when = ngettext("{days} day since", "{days} days since", days).format(days=days)
    elif days == 0:
        when = _("today")
    else:
        when = f"{duty.day:%m-%d}"
    aside = f"{text(duty.department)} · {when}"
    words = text(duty.sentence).format(subject=duty.subject, party=duty.party, what=text(duty.what))
    return words, aside, "warning" if days > 0 else "muted"


def level_lines(
    levels: Mapping[str, int], call: Callable[[str], Callable[[], None]]
) -> list[tuple[str, str, str, Any]]:
    """A line for each nearness that has deadlines, the nearest first; what passed comes last."""
    tones = {"7": "danger", "30": "warning", "90": "muted", PASSED: "muted"}
    return [
        (text(LEVELS[level]), ngettext("{count} deadline", "{count} deadlines", levels[level]).format(
            count=levels[level]), tone, call(level))
        for level, tone in tones.items() if levels.get(level)
    ]  # fmt: skip


def state_lines(
    states: Mapping[str, int], call: Callable[[str], Callable[[], None]]
) -> list[tuple[str, str, str, Any]]:
    """A line for each state in which something is to be done about statements, the most urgent first."""
    tones = {SILENT: "danger", DUE: "warning", "differs": "warning", "refuses": "warning", "to_seal": "muted",
             "to_serve": "muted"}  # fmt: skip
    return [
        (text({**TO_DO, **STATES}[state]), str(states[state]), tone, call(state))
        for state, tone in tones.items()
        if states.get(state)
    ]


@dataclass(frozen=True)
class Safety:
    """How safe the book is: its last Step, when it was kept, the check code of its head, the newest backup."""

    steps: int = 0
    at: str = ""
    code: str = ""
    backup: str = ""


class SafetyCard(Card):
    """The book is on this computer; its check code can be read out to somebody who keeps it."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.column.setSpacing(4)
        self.kept, self.backup, self.code = QLabel(wordWrap=True), QLabel(wordWrap=True), QLabel(wordWrap=True)
        self.kept.setProperty("tone", "done")
        self.backup.setProperty("tone", "done")
        self.code.setProperty("tone", "muted")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setProperty("role", "small")
        for label in (self.kept, self.backup, self.code):
            self.column.addWidget(label)
        self.column.addStretch(1)

    def show_safety(self, safety: Safety) -> None:
        self.say(_("Safety of the book"))
        kept = _("Kept on this computer: {count} steps, the last at {at}")
        self.kept.setText("● " + kept.format(count=f"{safety.steps:,}", at=safety.at))
        self.backup.setText("● " + _("Last backup: {at}").format(at=safety.backup))
        self.backup.setVisible(bool(safety.backup))
        self.code.setText(_("Check code of the day {code}").format(code=safety.code))
        for label, shown in ((self.kept, safety.steps), (self.code, safety.code)):
            label.setVisible(bool(shown))
