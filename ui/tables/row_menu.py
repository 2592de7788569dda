"""What can be done with a row, for the right mouse button and the menu key: each deed with the key that does it too.

How to add one: a ``Deed`` in the groups that a page gives its table (``TableView.deeds``); groups are parted by a line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from models.language import text
from ui import theme
from ui.icons import Icon


@dataclass(frozen=True)
class Deed:
    """``title`` is shown in the reader's language; ``key`` is only told, the table or its page knows it already."""

    title: str
    does: Callable[[], object]
    key: str = ""
    icon: Icon | None = None
    of_row: bool = True
    """Whether there must be a row to do it with."""


def menu(parent: QWidget, groups: Iterable[Sequence[Deed]], has_row: bool) -> QMenu:
    """The menu of these deeds; it is gone when it was closed."""
    made = QMenu(parent)
    fill(made, groups, has_row)
    return made


def fill(made: QMenu, groups: Iterable[Sequence[Deed]], has_row: bool) -> None:
    """Put these deeds into a menu."""
    for group in groups:
        if group and made.actions():
            made.addSeparator()
        for deed in group:
            action = made.addAction(theme.icon(deed.icon) if deed.icon else QIcon(), text(deed.title), deed.does)
            action.setShortcut(QKeySequence(deed.key))
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(has_row or not deed.of_row)
