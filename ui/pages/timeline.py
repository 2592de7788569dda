"""The timeline of a record: every step that touched it or its documents, in words, the newest first."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from models.history_of import Entry, history_of
from models.language import _
from ui import theme
from ui.pages.page import PageWidget
from ui.workspace import Workspace

FEW = 14
"""Steps with so few lines are shown open."""
MOST = 200


class Timeline(PageWidget):
    """Asked when it comes into view, and again when something was saved."""

    def __init__(self, workspace: Workspace, noun: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._noun, self._key = noun, key
        self.tree = QTreeWidget()
        self.tree.setColumnCount(3)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        self.tree.setAccessibleName(_("Timeline"))
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.note = QLabel(wordWrap=True)
        self.note.setProperty("tone", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        workspace.changed.connect(self._look_again)
        self.retranslate()

    def retranslate(self) -> None:
        self.tree.setHeaderLabels([_("When"), _("Who"), _("What")])
        self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    def _look_again(self, _touched: Any = None) -> None:
        self._soon.start()

    def _ask(self) -> None:
        if self.isVisible() and self.workspace.book is not None:
            self.workspace.ask(partial(_history, self._noun, self._key), self._show)

    def _show(self, entries: list[Entry]) -> None:
        self.tree.clear()
        for entry in entries:
            what = f"{entry.title} · {entry.reason}" if entry.reason else entry.title
            step = QTreeWidgetItem([entry.at, entry.actor, what])
            step.setFont(2, theme.font(bold=True))
            for line in entry.lines:
                told = QTreeWidgetItem(["", "", line])
                told.setForeground(2, theme.colour("text"))
                told.setToolTip(2, line)
                step.addChild(told)
            self.tree.addTopLevelItem(step)
            step.setExpanded(len(entry.lines) <= FEW)
        cut = _("The newest {count} steps are shown.").format(count=MOST) if len(entries) == MOST else ""
        self.note.setText(cut)
        self.note.setVisible(bool(cut))
        newest = self.tree.topLevelItem(0)
        if newest is not None:
            self.tree.setCurrentItem(newest, 2)


class RecordHistory(Timeline):
    """The timeline of one row of a list, over the list; Esc goes back to it."""

    left = Signal()

    def __init__(self, workspace: Workspace, noun: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(workspace, noun, key, parent)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, self.left.emit, context=inside)

    @property
    def trail(self) -> list[str]:
        return [_("History of this entry")]


def _history(noun: str, key: str, session: Any) -> list[Entry]:
    return history_of(session, noun, key, MOST)
