"""One entry in a form: its caption, its editor, its unit, and under it the problem or advice in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.forms import typed

WIDTHS = {"day": 170, "money": 230, "number": 170, "whole": 120}


class Field(QWidget):
    """``label`` is placed by the form at the left of this widget."""

    def __init__(self, editor: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.how = editor.how
        self.label = QLabel(parent)
        self.label.setBuddy(editor)
        self.label.setProperty("tone", "muted")
        self.unit = QLabel(self)
        self.unit.setProperty("tone", "muted")
        self.sentence = QLabel(self, wordWrap=True)
        self.sentence.setVisible(False)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._blamed = ""
        self._is_locked = self._is_given = False
        self._lay_out()
        self.relabel()

    def relabel(self) -> None:
        self._fit()
        caption = text(self.how.caption)
        kind = typed.kind_of(self.how)
        star = f' <span style="color:{theme.colours().accent}">*</span>' if self.how.required else ""
        self.label.setText("" if kind == "flag" else caption + star)
        self.label.setToolTip(text(self.how.hint))
        self.unit.setText(text(self.how.unit) or ("%" if self.how.unit == "%" else ""))
        self.unit.setVisible(bool(self.how.unit))
        self.editor.setAccessibleName(_("{caption}, required").format(caption=caption) if star else caption)
        self.editor.relabel()
        self._describe()

    def blame(self, problems: Sequence[Problem]) -> None:
        """Show the gravest of these problems; none clears."""
        problem = min(problems, key=_gravity, default=None)
        self._blamed = problem.text() if problem else ""
        mark = "" if problem is None else "advice" if problem.advice else "error"
        self.sentence.setText(self._blamed)
        self.sentence.setVisible(problem is not None)
        theme.mark(self.sentence, "tone", {"error": "danger", "advice": "warning"}.get(mark, ""))
        theme.mark(self.editor, "problem", mark)
        self._describe()

    def lock(self, locked: bool) -> None:
        """Only show: its document is posted."""
        self._is_locked = locked
        self.editor.lock(locked or self._is_given)

    def follow(self, given: bool) -> None:
        """Only show while it follows from another entry."""
        if given != self._is_given:
            self._is_given = given
            self.editor.lock(given or self._is_locked)

    def show_with(self, visible: bool) -> None:
        self.setVisible(visible)
        self.label.setVisible(visible)

    def _describe(self) -> None:
        self.editor.setAccessibleDescription(self._blamed or text(self.how.hint))

    def _fit(self) -> None:
        """As wide as its kind needs, at the size of text shown now."""
        self.label.setMinimumHeight(theme.look().row)
        if typed.kind_of(self.how) in WIDTHS:
            self.editor.setMaximumWidth(WIDTHS[typed.kind_of(self.how)] * theme.look().size // 13)

    def _lay_out(self) -> None:
        kind = typed.kind_of(self.how)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.editor)
        line.addWidget(self.unit)
        self.editor.setSizePolicy(QSizePolicy.Policy.Expanding, self.editor.sizePolicy().verticalPolicy())
        if kind in WIDTHS:
            line.setStretch(0, 100)
            line.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(120)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(line)
        layout.addWidget(self.sentence)
        layout.addStretch()


def _gravity(problem: Problem) -> bool:
    return problem.advice
