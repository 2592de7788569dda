"""A paper that follows what is asked and what the book knows: drawn beside the window, the newest question wins."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.language import _
from ui.pages.paper_preview import PaperPreview
from ui.pages.paper_work import Drawn
from ui.workspace import Workspace

PAUSE = 250
"""Milliseconds after the last edit until the paper is drawn again."""
Question = Callable[[Any], Any]


class LivePaper(PaperPreview):
    """``ask()`` gives the question for a reader lane; ``paper_of`` its answer is what is shown."""

    came = Signal(object)
    """The answer that is shown now, or that there is none yet."""
    behind = Signal()
    """Something else is asked than what is shown: until ``came`` nobody has seen that paper."""

    def __init__(
        self,
        workspace: Workspace,
        ask: Callable[[], Question],
        paper_of: Callable[[Any], Drawn] = lambda answer: answer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace, self._ask, self._paper_of = workspace, ask, paper_of
        self._place = 0
        self.is_behind = True
        self._drawing: Future[Any] | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.draw)
        workspace.changed.connect(self._book_changed)
        self.say(_("Drawing the paper…"))

    def draw_later(self) -> None:
        """Draw once the typing pauses."""
        self._pause.start()
        self.is_behind = True
        self.behind.emit()

    def draw(self) -> None:
        """Draw what is asked now; an older drawing that has not begun is dropped."""
        if self._drawing is not None:
            self._drawing.cancel()
        self._place += 1
        self._drawing = self.workspace.ask(self._ask(), partial(self._drawn, self._place))

    def _book_changed(self, _touched: Any) -> None:
        self.draw_later()

    def _drawn(self, place: int, answer: Any) -> None:
        if place != self._place:
            return
        self.is_behind = self._pause.isActive()
        made = self._paper_of(answer)
        if made.pdf:
            self.show_pdf(made.pdf)
        else:
            missing = next((problem.text() for problem in made.problems), "")
            self.say(made.reason or missing, "danger" if made.reason else "muted")
        self.came.emit(answer)
