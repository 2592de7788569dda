"""What can be done with the row of a list, over it: a button for what is done daily, one menu for everything else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton

from models.language import _, text
from ui import theme
from ui.pages.list_spec import Action
from ui.tables.row_menu import Deed, fill


class ActionBar:
    """``buttons`` with their actions; ``more`` is the button of the menu, or None where nothing is left for it."""

    def __init__(self, actions: Sequence[Action], run: Callable[[Action], None]) -> None:
        self._run = run
        self.buttons = [(self._button(one), one) for one in actions if one.button]
        self._rest = [one for one in actions if not one.button]
        self.more = QPushButton() if self._rest else None
        if self.more is not None:
            self.menu = QMenu(self.more)
            self.menu.aboutToShow.connect(self._fill)
            self.more.setMenu(self.menu)
        self.retranslate()

    def widgets(self) -> list[QPushButton]:
        """In the order in which they stand."""
        return [*([self.more] if self.more is not None else []), *(button for button, _action in self.buttons)]

    def retranslate(self) -> None:
        for button, action in self.buttons:
            button.setText(text(action.title))
            button.setToolTip(action.key)
        if self.more is not None:
            self.more.setText(_("Do"))
            self.more.setToolTip(_("What else can be done with the chosen row"))

    def _button(self, action: Action) -> QPushButton:
        button = QPushButton()
        if action.icon:
            button.setIcon(theme.icon(action.icon))
        button.clicked.connect(partial(self._run, action))
        return button

    def _fill(self) -> None:
        self.menu.clear()
        fill(self.menu, [[Deed(one.title, partial(self._run, one), one.key, one.icon) for one in self._rest]], True)
