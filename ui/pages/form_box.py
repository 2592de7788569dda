"""A short form over the window, for one gesture: a stage reached on a day, a signature, a contract to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.language import _
from models.problems import Problem
from ui.forms.form import Form
from ui.forms.line import Flag

Act = Callable[[Any, Callable[[Any], None], Callable[[tuple[Problem, ...]], None]], None]
"""``act(draft, done, failed)``: the box closes when it is done, and shows the problems when it failed."""
Advise = Callable[[Any, Callable[[Sequence[Problem]], None]], None]
"""``advise(draft, deliver)`` is asked at first and after every edit for what only the book knows."""
SMALLEST = QSize(840, 200)
"""Room for two columns of entries whose choices are read whole."""
ROUNDED = 2
"""Columns that share an odd width are not alike to the pixel."""
_open: set[FormBox] = set()


class FormBox(QDialog):
    """Esc leaves everything as it is; Enter after the last entry, Ctrl+Enter or Ctrl+S does what the button says."""

    def __init__(
        self, title: str, form: Form, verb: str, act: Act, parent: QWidget | None, advise: Advise | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.form, self._act, self._advise = form, act, advise
        self._is_blamed = False
        form.edited.connect(self._edited)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self.verb, self.back = QPushButton(verb), QPushButton(_("Cancel"))
        self.verb.setProperty("role", "primary")
        for button in (self.verb, self.back):
            button.setAutoDefault(False)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.verb)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addWidget(heading)
        column.addWidget(form, 1)
        column.addLayout(self.foot)
        self.resize(SMALLEST)
        self.verb.clicked.connect(self.do_it)
        self.back.clicked.connect(self.reject)
        QWidget.setTabOrder(self.verb, self.back)
        for key in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.do_it)

    def start(self) -> None:
        """Open over the window with the cursor in the first entry."""
        _open.add(self)
        self.finished.connect(self._finished)
        self.open()
        self._fit()
        self.form.begin()
        self._edited(self.form.draft())

    def _fit(self) -> None:
        """As high as its entries, now that they know their fonts; what the window has no room for is scrolled.

        As wide as the captions beside its boxes need: both columns grow alike.
        """
        parent = self.parentWidget()
        room = parent.window().size() if parent else self.screen().availableSize()
        frame = self.sizeHint().height() - self.form.sizeHint().height()
        needed = QSize(self.width() + 2 * self._cut(), frame + self.form.content.sizeHint().height())
        self.resize(needed.expandedTo(self.size()).boundedTo(room))

    def _cut(self) -> int:
        """How much of the longest caption beside a box there is no room for."""
        flags = [one.editor for one in self.form.fields.values() if isinstance(one.editor, Flag) and one.isVisible()]
        return max([0, *(one.sizeHint().width() + ROUNDED - one.width() for one in flags)])

    def do_it(self) -> None:
        if self.verb.isEnabled() and self.form.show_all():
            self.verb.setEnabled(False)
            self._act(self.form.draft(), self._done, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it stands on, on every system; from the last entry that is the verb."""
        standing = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(standing, QPushButton):
            standing.click()
        else:
            super().keyPressEvent(event)

    def _edited(self, draft: Any) -> None:
        self._is_blamed = False
        if self._advise is not None:
            self._advise(draft, self._advised)

    def _advised(self, problems: Sequence[Problem]) -> None:
        """Advice never takes away what saving has just found."""
        if self.verb.isEnabled() and not self._is_blamed:
            self.form.set_problems(problems)
            self._fit()

    def _finished(self, _result: int) -> None:
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        """Go once the dialog is through with its own closing."""
        _open.discard(self)
        self.deleteLater()

    def _done(self, _made: Any) -> None:
        self.accept()

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self.verb.setEnabled(True)
        if problems:
            self._is_blamed = True
            self.form.set_problems(problems)
        else:
            self.reject()
