"""What was done in this book, step by step: searched, read in words, taken back and done again."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import steps
from models.language import _
from models.steps import Told
from models.store.listing import Condition
from ui import theme
from ui.icons import Icon
from ui.pages.page import PageWidget
from ui.tables.exporting import ask_and_export
from ui.tables.panel import ListPanel
from ui.workspace import Workspace


class StepPreview(QScrollArea):
    """One step in words: who, when, why, and every entry it changed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._key = ""
        self.lines: list[str] = []
        self.setWidgetResizable(True)
        self.setProperty("role", "preview")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("What the step changed"))
        self._show(None)

    def show_record(self, key: str) -> None:
        """Show this step; the empty key shows the hint."""
        self._key = key
        if key:
            self._workspace.ask(partial(_told, key), partial(self._came, key))
        else:
            self._show(None)

    def refresh(self) -> None:
        self.show_record(self._key)

    def _came(self, key: str, told: Told | None) -> None:
        if key == self._key:
            self._show(told)

    def _show(self, told: Told | None) -> None:
        inside = QWidget()
        inside.setProperty("role", "sunken")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self.lines = list(told.lines) if told else []
        if told is None:
            self._say(_("Choose a step to read here what it changed."), tone="muted")
        else:
            self._say(told.title, "title")
            self._say(f"{told.at}　{told.actor}　{told.device}", tone="muted")
            if told.reason:
                self._say(_("Reason: {reason}").format(reason=told.reason), tone="warning")
            if told.undoes:
                self._say(_("Took back: {step}").format(step=told.undoes), tone="muted")
            for line in told.lines:
                self._say(line)
            self._say(_("Step {number}, seal {hash}").format(number=told.number, hash=told.hash[:16]), "small")
        self._column.addStretch(1)
        self.setWidget(inside)

    def _say(self, words: str, role: str = "", tone: str = "") -> None:
        label = QLabel(words, wordWrap=True)
        label.setProperty("role", role)
        label.setProperty("tone", tone)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)


class HistoryPage(PageWidget):
    """The list of steps, the newest first; undo and redo turn the person's own last one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.panel = ListPanel(workspace, steps.LISTING, {}, StepPreview(workspace))
        self.panel.splitter.setSizes(workspace.state.get("preview.steps", [760, 420]))
        self.undo, self.redo, self.export = QPushButton(self), QPushButton(self), QPushButton(self)
        self.undo.setIcon(theme.icon(Icon.ARROW_BACK_UP))
        self.redo.setIcon(theme.icon(Icon.ARROW_FORWARD_UP))
        for button in (self.undo, self.redo, self.export):
            self.panel.filters.end.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.panel)
        self.undo.clicked.connect(workspace.undo)
        self.redo.clicked.connect(workspace.redo)
        self.export.clicked.connect(self.export_list)
        self.panel.table.exported.connect(self.export_list)
        workspace.steps_changed.connect(self._steps_changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+E"), self, self.export_list, context=inside)
        self.retranslate()
        self._steps_changed("", "")
        if workspace.book is not None:
            workspace.look_at_steps()

    def retranslate(self) -> None:
        self.undo.setText(_("Undo"))
        self.redo.setText(_("Redo"))
        self.export.setText(_("Export"))
        self.export.setToolTip("Ctrl+E")
        self.panel.retranslate()
        self.panel.model.refresh()

    def show_filtered(self, conditions: tuple[Condition, ...]) -> None:
        self.panel.filters.set("", conditions)

    def export_list(self) -> None:
        """Write the steps that are listed to a workbook."""
        model = self.panel.model
        ask_and_export(self.workspace, model.listing, model.question, self.panel.table.columns.names(), self)

    def _steps_changed(self, undo: str, redo: str) -> None:
        for button, step, key in ((self.undo, undo, "Ctrl+Z"), (self.redo, redo, "Ctrl+Y")):
            button.setEnabled(bool(step))
            button.setToolTip(f"{step} ({key})" if step else "")


def _told(key: str, session: Any) -> Told | None:
    return steps.told(session, key)
