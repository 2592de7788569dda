"""Care for the book while nobody waits: each day a share of its evidence and issued papers is read again."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from models.language import _
from models.problems import Problem
from models.work import finish
from ui.workspace import Workspace

QUIET = 8_000
"""Milliseconds after a book was opened: by then the person has what was asked for."""


class Care(QObject):
    """Says so when a file is missing or was altered; whoever opens the book hears it while a backup still has it."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.later = QTimer(self, singleShot=True, interval=QUIET)
        self.later.timeout.connect(self.look)
        workspace.book_changed.connect(self._book_changed)
        self._book_changed()

    def look(self) -> None:
        """Read today's share of the files again."""
        if (book := self._workspace.book) is not None:
            self._workspace.ask(partial(_found, book.folder, date.today()), self._told)

    def _book_changed(self) -> None:
        self.later.start() if self._workspace.book is not None else self.later.stop()

    def _told(self, found: tuple[Problem, ...]) -> None:
        if found:
            more = _(" (and {count} more)").format(count=len(found) - 1) if len(found) > 1 else ""
            self._workspace.tell(found[0].text() + more)


def _found(folder: Path, day: date, session: Any) -> tuple[Problem, ...]:
    from models.evidence import verifying as evidence  # on a reader lane: the first paint does not wait for it
    from models.papers import verifying as papers

    shares = evidence.verify(folder, session, day), papers.verify(folder, session, day)
    return tuple(problem for share in shares for problem in finish(share).findings)
