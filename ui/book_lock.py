"""Where another program held the book when the window opened it: asks for its lock again until it is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.language import _
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.store.book import Book

AGAIN = 500
"""Milliseconds between two tries; a command holds a book for a second or two."""


class BookLock(QObject):
    """Says in the message bar that the book can only be read, and when it can be written after all."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._waited_for: Book | None = None
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self._try)
        workspace.book_changed.connect(self.look)

    @property
    def is_waiting(self) -> bool:
        return self._again.isActive()

    def look(self) -> None:
        """Begin to wait when the book that was opened is held by another program; what was said of another is gone."""
        book = self._workspace.book
        told = ""
        if book is not None and not book.writable:
            self._waited_for = book
            self._again.start()
            told = _("This book is open in another program and can only be read here.")
        self._workspace.tell(told)

    def _try(self) -> None:
        book = self._workspace.book
        if book is None or book is not self._waited_for:
            self._again.stop()
        elif book.hold():
            self._again.stop()
            self._take_over()

    def _take_over(self) -> None:
        """The other program may have written: everything is read again."""
        from models.store.images import recorded_tables

        self._workspace.tell(_("The other program has let go of this book: it can be written here now."))
        self._workspace.tell_changed({table.name: set() for table in recorded_tables()})
