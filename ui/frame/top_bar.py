"""The bar on top: where I am, search and commands, the cut-off date, undo and redo, who I am."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from models.language import _
from ui import theme
from ui.frame.cut_off import CutOffButton, tint
from ui.frame.rail import WIDTH
from ui.icons import Icon
from ui.workspace import Workspace

HEIGHT = 43
EDGE, SPACE = 14, 12
LETTERS = 20
"""Letters of a step's name that are shown; the tooltip has all of it."""


class SearchButton(QPushButton):
    """Says what can be searched in as many words as it has room for, whatever takes room beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self.setMinimumWidth(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self) -> None:
        room = self.width() - 3 * SPACE
        fits = self.fontMetrics().horizontalAdvance
        said = (_("Search contracts, parties, amounts, commands"), _("Search or command"))
        told = [f"{words}   Ctrl+K" for words in said]
        self.setText(next((words for words in told if fits(words) <= room), "Ctrl+K"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_words()


class TopBar(QFrame):
    """``searched`` is Ctrl+K; ``gone`` tells which part of the trail was clicked (0 is the page itself)."""

    searched = Signal()
    gone = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setProperty("role", "topbar")
        self._steps = ("", "")
        self.brand = QLabel()
        self.brand.setProperty("tone", "accent")
        self.brand.setFont(theme.font(bold=True))
        self.trail = QLabel()
        self.trail.setTextFormat(Qt.TextFormat.RichText)
        self.trail.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.trail.linkActivated.connect(self._gone)
        self.search = SearchButton()
        self.search.clicked.connect(self.searched)
        self.cut_off = CutOffButton(workspace, self)
        self.undo, self.redo = QToolButton(), QToolButton()
        self.who = QLabel()
        self._set_up_steps()
        self._lay_out()
        workspace.steps_changed.connect(self._show_steps)
        workspace.as_of_changed.connect(self._show_day)
        workspace.book_changed.connect(self._show_who)
        workspace.person_changed.connect(self._show_who)
        self.show_trail([])
        self.retranslate()

    def _set_up_steps(self) -> None:
        pictures = ((self.undo, Icon.ARROW_BACK_UP), (self.redo, Icon.ARROW_FORWARD_UP))
        for button, picture in pictures:
            button.setProperty("role", "button")
            button.setIcon(theme.icon(picture))
        self.undo.clicked.connect(self._workspace.undo)
        self.redo.clicked.connect(self._workspace.redo)

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(EDGE, 0, EDGE, 0)
        line.setSpacing(SPACE)
        self.begin_at(WIDTH)
        line.addWidget(self.brand)
        line.addWidget(self.trail, 1)
        line.addWidget(self.search, 1)
        for part in (self.cut_off, self.undo, self.redo, self.who):
            line.addWidget(part)
        self.fit()

    def fit(self) -> None:
        self.setFixedHeight(max(HEIGHT, theme.look().row + 15))
        self.brand.setFont(theme.font(bold=True))
        self.search.setMaximumWidth(theme.look().size * 26)
        self.search.show_words()

    def begin_at(self, rail: int) -> None:
        """Let the trail stand above the page, whatever the rail's width."""
        self.brand.setFixedWidth(rail - EDGE - SPACE)

    def retranslate(self) -> None:
        self.brand.setText(_("Qingshou"))
        self.search.show_words()
        self.search.setToolTip(_("Contracts, parties, amounts, document numbers, words, initials, commands"))
        self.search.setAccessibleName(_("Search or command"))
        self.cut_off.retranslate()
        self._show_steps(*self._steps)
        self._show_who()

    def show_trail(self, parts: list[str]) -> None:
        """Where the person is: ``["Contracts", "JB-2025-07", "No. 6"]``; all but the last can be clicked."""
        told = []
        for number, words in enumerate(parts):
            last = number == len(parts) - 1
            bold = f"<b>{_plain(words)}</b>"
            colour = theme.colours().strong
            link = f'<a href="{number}" style="color: {colour}; text-decoration: none">{bold}</a>'
            told.append(f'<span style="color: {colour}">{bold}</span>' if last else link)
        separator = f' <span style="color: {theme.colours().muted}">&nbsp;›&nbsp;</span> '
        self.trail.setText(separator.join(told))
        self.trail.setAccessibleName(" › ".join(parts))

    def _gone(self, link: str) -> None:
        self.gone.emit(int(link))

    def _show_steps(self, undo: str, redo: str) -> None:
        self._steps = (undo, redo)
        self.undo.setText(_short(undo))
        words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if undo else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.undo.setToolButtonStyle(words)
        self.redo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.undo.setEnabled(bool(undo))
        self.redo.setVisible(bool(redo))
        undoing = _("Undo: {step} (Ctrl+Z)").format(step=undo) if undo else _("Nothing to undo")
        self.undo.setToolTip(undoing)
        self.redo.setToolTip(_("Redo: {step} (Ctrl+Y)").format(step=redo))
        self.undo.setAccessibleName(undoing)
        self.redo.setAccessibleName(self.redo.toolTip())

    def _show_day(self, day: Any) -> None:
        tint(self, day < self._workspace.today())

    def _show_who(self) -> None:
        parts = (self._workspace.book_name, self._workspace.person)
        self.who.setText(" · ".join(part for part in parts if part))


def _short(step: str) -> str:
    """The verb and the end of the number: what tells two steps apart."""
    return step if len(step) <= LETTERS else f"{step[: LETTERS // 2]}…{step[1 - LETTERS // 2 :]}"


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")
