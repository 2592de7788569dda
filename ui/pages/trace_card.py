"""Trace a number: how a figure on the screen came about, in words, with the figures behind it and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import _
from models.store.listing import Condition
from ui.pages import PAGES
from ui.workspace import Workspace

WIDTH, WIDER = 300, 460
"""Wider where papers are listed by their numbers."""


@dataclass(frozen=True)
class Link:
    """Where a figure or a paper behind it stands: a record on a page, or without ``key`` its list, filtered."""

    title: str
    page: str
    key: str = ""
    having: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Step:
    """One figure behind another, ready to be read; ``strong`` for the result, ``link`` to the paper behind it."""

    caption: str
    value: str
    strong: bool = False
    link: Link | None = None


@dataclass(frozen=True)
class Trace:
    """``title`` and ``value`` are the figure, ``rule`` its formula in words; all in the reader's language."""

    title: str
    value: str
    rule: str = ""
    steps: tuple[Step, ...] = ()
    links: tuple[Link, ...] = ()


class TraceCard(QFrame):
    """Lies over the screen beside the figure; Esc closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._focus: QWidget | None = None
        self.shown: Trace | None = None
        self.links: list[QPushButton] = []
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        shadow.setColor(QColor(0, 0, 0, 50))
        self.setGraphicsEffect(shadow)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        self.hide()

    def show_trace(self, trace: Trace, room: QRect, below: QPoint, beside: QPoint | None = None) -> None:
        """Show it under the figure where ``room`` allows, else left of ``beside`` (all in the parent's pixels)."""
        if not self.isVisible():
            self._focus = self.window().focusWidget()
        self.shown = trace
        self._fill(trace)
        self.setFixedWidth(min(WIDER if any(step.link for step in trace.steps) else WIDTH, room.width()))
        self.adjustSize()
        fits = beside is None or below.y() + self.height() <= room.bottom()
        corner = below if fits or beside is None else QPoint(beside.x() - self.width() - 8, beside.y())
        left = min(max(corner.x(), room.left()), room.right() - self.width())
        top = min(max(corner.y(), room.top()), room.bottom() - self.height())
        self.move(left, max(top, room.top()))
        self.show()
        self.raise_()

    def take_focus(self) -> None:
        (self.links[0] if self.links else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_card(self) -> None:
        """Go back to where the question came from."""
        if self.isVisible():
            inside = self.isAncestorOf(self.window().focusWidget() or self) or self.hasFocus()
            self.hide()
            self.shown = None
            if inside and self._focus is not None:
                self._focus.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def _fill(self, trace: Trace) -> None:
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.links = []
        self._say(f"{trace.title}　{trace.value}", "heading")
        if trace.rule:
            self._say(trace.rule, "", "muted")
        if trace.steps:
            self._column.addWidget(self._table(trace.steps))
        for link in trace.links:
            if _is_there(link):
                self._add_link(link)
        self.setAccessibleName(_("Where {title} comes from").format(title=trace.title))
        told = (f"{step.caption} {step.value}" for step in trace.steps)
        self.setAccessibleDescription("; ".join((trace.rule, *told)))

    def _say(self, words: str, role: str, tone: str = "") -> None:
        label = QLabel(words, self, wordWrap=True)
        label.setProperty("role", role)
        label.setProperty("tone", tone)
        self._column.addWidget(label)

    def _table(self, steps: Sequence[Step]) -> QWidget:
        table = QWidget(self)
        rows = QGridLayout(table)
        rows.setContentsMargins(6, 2, 6, 2)
        rows.setVerticalSpacing(4)
        rows.setColumnStretch(0, 1)
        for row, step in enumerate(steps):
            caption, value = self._caption(step), QLabel(step.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            value.setProperty("role", "heading" if step.strong else "")
            rows.addWidget(caption, 2 * row, 0)
            rows.addWidget(value, 2 * row, 1)
            if row + 1 < len(steps):
                line = QFrame()
                line.setProperty("role", "rule")
                rows.addWidget(line, 2 * row + 1, 0, 1, 2)
        return table

    def _caption(self, step: Step) -> QWidget:
        if step.link is not None and _is_there(step.link):
            return self._button(step.link, step.caption, "part")
        caption = QLabel(step.caption, wordWrap=True)
        caption.setProperty("role", "heading" if step.strong else "")
        return caption

    def _add_link(self, link: Link) -> None:
        self._column.addWidget(self._button(link, f"{link.title} ›"), 0, Qt.AlignmentFlag.AlignLeft)

    def _button(self, link: Link, words: str, role: str = "link") -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("role", role)
        button.setProperty("tone", "accent")
        button.clicked.connect(partial(self._go, link))
        self.links.append(button)
        return button

    def _go(self, link: Link) -> None:
        self.close_card()
        if link.key:
            self._workspace.go(link.page, link.key)
        else:
            self._workspace.go_to_list(link.page, link.having)


def _is_there(link: Link) -> bool:
    return any(page.name == link.page for page in PAGES)
