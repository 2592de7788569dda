"""Typing that is not saved yet: kept a second after the last edit, silently, and offered again at the next start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.language import text
from models.problems import Refused
from ui.errors import log
from ui.lanes import Lanes
from ui.pages import PAGES

if TYPE_CHECKING:
    from models.store.book import Book

AFTER = 1000
"""Milliseconds after the last edit."""


class KeptTyping(QObject):
    """Keeps the newest state of each open form in the book; a failure never speaks, it only reaches the log."""

    listed = Signal(object)

    def __init__(self, lanes: Lanes, book: Callable[[], Book | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._book = book
        self._typed: dict[str, Any] = {}
        self._soon = QTimer(self, singleShot=True, interval=AFTER)
        self._soon.timeout.connect(self.keep_now)

    def keep(self, key: str, draft: Any) -> None:
        """Remember this draft under ``noun/id`` (or ``noun/new``) a second from now, unless a newer one comes."""
        self._typed[key] = draft
        self._soon.start()

    def keep_now(self) -> None:
        self._soon.stop()
        for key, draft in self._typed.items():
            self._change(partial(_keep, key, draft))
        self._typed.clear()

    def saved(self, key: str) -> None:
        """The form is being saved: what was typed is no longer waiting to be kept."""
        self._typed.pop(key, None)

    def drop(self, key: str) -> None:
        """The form was thrown away."""
        self._typed.pop(key, None)
        self._change(partial(_drop, key))

    def look(self) -> None:
        """Ask what is kept; ``listed`` tells the list of ``Unfinished``, newest first."""
        if self._book() is not None:
            self._lanes.write(self._kept, self.listed.emit, self._failed)

    def _change(self, change: Callable[[Any], None]) -> None:
        if self._book() is not None:
            self._lanes.write(partial(self._aside, change), self._told, self._failed)

    def _aside(self, change: Callable[[Any], None]) -> None:
        book = self._book()
        if book is not None and book.writable:
            with book.keep_aside() as session:
                change(session)

    def _kept(self) -> list[Any]:
        from models.store.unfinished import kept
        from models.unfinished_words import subject

        book = self._book()
        if book is None:
            return []
        with book.read() as session:
            return [replace(one, subject=subject(session, one)) for one in kept(session)]

    def _told(self, _nothing: None) -> None:
        self.look()

    def _failed(self, error: BaseException) -> None:
        log.warning("typing was not kept", exc_info=None if isinstance(error, Refused) else error)


def kept_words(kept: Any) -> tuple[str, str]:
    """What was being typed, and when."""
    title = text(next((page.title for page in PAGES if page.name == kept.noun), kept.noun))
    return f"{title} · {kept.subject}" if kept.subject else title, kept.at[5:16].replace("T", " ")


def _keep(key: str, draft: Any, session: Any) -> None:
    """Runs on the writer lane: a long sheet is written out there, not between two keystrokes."""
    from models.drafts import to_json
    from models.store.unfinished import keep

    keep(session, key, key.partition("/")[0], to_json(draft))


def _drop(key: str, session: Any) -> None:
    from models.store.unfinished import drop

    drop(session, key)
