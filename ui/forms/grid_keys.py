"""What each key does in a grid: the same as in Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from models.language import N_, text
from ui.forms import grid_block

if TYPE_CHECKING:
    from ui.forms.grid_view import GridView

Does = Callable[[], None]
_MENU = (
    (N_("Cut"), "Ctrl+X"),
    (N_("Copy"), "Ctrl+C"),
    (N_("Paste"), "Ctrl+V"),
    (N_("Clear"), "Del"),
    ("", ""),
    (N_("Fill down"), "Ctrl+D"),
    (N_("Fill right"), "Ctrl+R"),
    ("", ""),
    (N_("Insert lines"), "Ctrl++"),
    (N_("Remove lines"), "Ctrl+-"),
    (N_("Move lines up"), "Alt+Up"),
    (N_("Move lines down"), "Alt+Down"),
    ("", ""),
    (N_("Undo"), "Ctrl+Z"),
    (N_("Redo"), "Ctrl+Y"),
)


def known_keys(view: GridView) -> dict[int, Does]:
    """By key with its modifiers, combined in one number as Qt does."""
    named: dict[str, Does] = {
        "Ctrl+C": view.copy,
        "Ctrl+Insert": view.copy,
        "Ctrl+X": view.cut,
        "Ctrl+V": view.paste,
        "Shift+Insert": view.paste,
        "Del": view.clear,
        "Ctrl+D": partial(view.on_block, grid_block.fill_down),
        "Ctrl+R": partial(view.on_block, grid_block.fill_right),
        "Ctrl++": partial(view.on_block, grid_block.insert),
        "Ctrl+-": partial(view.on_block, grid_block.remove),
        "Ctrl+;": view.write_today,
        "Alt+=": view.summed.emit,
        "Ctrl+Z": view.grid.steps.undo,
        "Ctrl+Y": view.grid.steps.redo,
        "Ctrl+Shift+Z": view.grid.steps.redo,
        "Return": partial(view.step, 1, 0),
        "Enter": partial(view.step, 1, 0),
        "Shift+Return": partial(view.step, -1, 0),
        "Tab": partial(view.step, 0, 1),
        "Shift+Backtab": partial(view.step, 0, -1),
        "F2": view.edit_current,
        "Backspace": view.empty_and_edit,
        "Alt+Down": view.edit_current,
        "Space": view.toggle,
        "Shift+Space": view.select_line,
        "F6": view.leave,
    }
    if view.grid.spec.ordered:
        named |= {"Alt+Up": partial(view.move_lines, -1), "Alt+Down": partial(view.move_lines, 1)}
    for name, (down, right) in {"Up": (-1, 0), "Down": (1, 0), "Left": (0, -1), "Right": (0, 1)}.items():
        named[f"Ctrl+{name}"] = partial(view.jump, down, right, False)
        named[f"Ctrl+Shift+{name}"] = partial(view.jump, down, right, True)
    return {_key(name): does for name, does in named.items()}


def show_menu(view: GridView, keys: Mapping[int, Does], at: QPoint) -> None:
    """What the most used keys do, for the mouse."""
    menu = QMenu(view)
    for title, key in _MENU:
        if key.startswith("Alt+") and not view.grid.spec.ordered:
            continue
        if title:
            action = menu.addAction(text(title), keys[_key(key)])
            action.setShortcut(QKeySequence(key))
        else:
            menu.addSeparator()
    menu.exec(at)
    menu.deleteLater()


def _key(name: str) -> int:
    return QKeySequence(name)[0].toCombined()  # type: ignore[index]
