"""The own columns of the open book as the window knows them; pages are told when somebody defines others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ui.workspace import Workspace

if TYPE_CHECKING:  # the frame is painted before the database is imported
    from models.own import Own


class OwnColumns(QObject):
    """One for each workspace: ``of(listing)`` are the own columns of a list."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._known: dict[str, tuple[Own, ...]] = {}
        workspace.book_changed.connect(self.look)
        workspace.changed.connect(self._book_changed)
        self.look()

    def of(self, listing: str) -> tuple[Own, ...]:
        return self._known.get(listing, ())

    def look(self) -> None:
        """Ask the book again."""
        if self._workspace.book is not None:
            self._workspace.ask(_asked, self._came)

    def _came(self, known: dict[str, tuple[Own, ...]]) -> None:
        if known != self._known:
            self._known = known
            self.changed.emit()

    def _book_changed(self, touched: dict[str, set[str]]) -> None:
        if "own_columns" in touched:
            self.look()


def own_columns(workspace: Workspace) -> OwnColumns:
    """The own columns of this workspace's book."""
    return workspace.findChild(OwnColumns) or OwnColumns(workspace)


def _asked(session: Any) -> dict[str, tuple[Own, ...]]:
    from models.own import own_of

    return own_of(session)
