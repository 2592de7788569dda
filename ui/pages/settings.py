"""How the window speaks and looks, who sits in front of it, and which book is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from models.language import LANGUAGES, N_, _, current, text
from models.own import may_own
from models.registry import LISTINGS
from ui.pages.own_spec import ask_columns
from ui.pages.page import PageWidget
from ui.workspace import Workspace

MODES = {"light": N_("Light"), "dark": N_("Dark"), "system": N_("As the system")}
TEXTS = {
    "small": N_("Small"),
    "normal": N_("Normal"),
    "large": N_("Large"),
    "largest": N_("Largest"),
    "double": N_("Twice as large"),
}
UNITS = {"yuan": N_("Yuan"), "wan": N_("10,000 yuan")}


class SettingsPage(PageWidget):
    """Everything takes effect at once and is remembered; nothing but own columns changes the book."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._state = workspace.state
        self._captions: list[tuple[Any, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for card in (self._looks(), self._person(), self._lists(), self._book()):
            column.addWidget(card)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        for widget, words in self._captions:
            widget.setText(text(words))
        book = self.workspace.book
        self.folder.setText(str(book.folder) if book is not None else _("No book is open."))
        self.folder.setCursorPosition(0)
        self.show_folder.setEnabled(book is not None)
        self.owning.setAccessibleName(_("List"))
        self.define.setEnabled(book is not None)
        chosen = max(0, self.owning.currentIndex())
        self.owning.clear()
        for listing in LISTINGS.values():
            if may_own(listing):
                self.owning.addItem(text(listing.title), listing.name)
        self.owning.setCurrentIndex(chosen)

    def _looks(self) -> QWidget:
        card, form = self._card(N_("Looks"))
        state = self._state
        self.language = self._choice(form, N_("Language"), LANGUAGES, current(), self.workspace.speak)
        mode, size = state.get("mode", "light"), state.get("size", "normal")
        self.mode = self._choice(form, N_("Colours"), MODES, mode, partial(self._look, "mode"))
        self.text_size = self._choice(form, N_("Size of the text"), TEXTS, size, partial(self._look, "size"))
        unit = "wan" if self.workspace.in_wan else "yuan"
        self.unit = self._choice(form, N_("Amounts on the screen"), UNITS, unit, self._unit)
        return card

    def _person(self) -> QWidget:
        card, form = self._card(N_("Who I am"))
        self.person = QLineEdit(self.workspace.person)
        self.person.setMaximumWidth(280)
        self.person.setAccessibleName(_("Who I am"))
        self.person.editingFinished.connect(self._named)
        form.addRow(self._caption(N_("My name, as every step I make will bear it")), self.person)
        return card

    def _lists(self) -> QWidget:
        card, form = self._card(N_("Lists"))
        self.reset = QPushButton()
        self._captions.append((self.reset, N_("Put all columns back")))
        self.reset.clicked.connect(self._reset)
        form.addRow(self._caption(N_("Order, width and choice of columns in every list")), _left(self.reset))
        self.owning, self.define = QComboBox(), QPushButton()
        self._captions.append((self.define, N_("Define…")))
        self.define.clicked.connect(self._define)
        form.addRow(self._caption(N_("Own columns, up to ten in each list")), _left(self.owning, self.define))
        return card

    def _book(self) -> QWidget:
        card, form = self._card(N_("Book"))
        self.folder = QLineEdit(readOnly=True, frame=False)  # a long path can be scrolled and copied
        self.folder.setAccessibleName(_("Folder"))
        self.show_folder, self.other = QPushButton(), QPushButton()
        self._captions += [(self.show_folder, N_("Show the folder")), (self.other, N_("Open or create another book…"))]
        self.show_folder.clicked.connect(self._show_folder)
        self.other.clicked.connect(self.workspace.start_wanted)
        form.addRow(self._caption(N_("Folder")), self.folder)
        form.addRow(QLabel(), _left(self.show_folder, self.other))
        return card

    def _card(self, title: str) -> tuple[QWidget, QFormLayout]:
        card, heading, form = QFrame(), QLabel(), QFormLayout()
        card.setProperty("role", "card")
        heading.setProperty("role", "heading")
        self._captions.append((heading, title))
        form.setHorizontalSpacing(20)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(heading)
        column.addLayout(form)
        return card, form

    def _caption(self, words: str) -> QLabel:
        caption = QLabel()
        caption.setProperty("tone", "muted")
        self._captions.append((caption, words))
        return caption

    def _choice(
        self, form: QFormLayout, caption: str, choices: Mapping[str, str], chosen: str, choose: Callable[[str], None]
    ) -> dict[str, QRadioButton]:
        line, group = QHBoxLayout(), QButtonGroup(self)
        line.setSpacing(12)
        buttons = {}
        for name, words in choices.items():
            button = buttons[name] = QRadioButton()
            button.setChecked(name == chosen)
            button.clicked.connect(partial(choose, name))
            group.addButton(button)
            line.addWidget(button)
            self._captions.append((button, words))
        line.addStretch(1)
        form.addRow(self._caption(caption), line)
        return buttons

    def _look(self, name: str, value: str) -> None:
        self._state.put(name, value)
        self.workspace.look_changed.emit()

    def _unit(self, value: str) -> None:
        self.workspace.show_in_wan(value == "wan")

    def _named(self) -> None:
        self.workspace.rename_person(self.person.text().strip())

    def _reset(self) -> None:
        self._state.forget("columns.")
        self.workspace.tell(_("All lists have their columns back, from the next time they are opened."))

    def _define(self) -> None:
        """Define the own columns of the chosen list, as the menu of its column headings does."""
        ask_columns(self.workspace, LISTINGS[self.owning.currentData()], self)

    def _show_folder(self) -> None:
        if self.workspace.book is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.workspace.book.folder)))


def _left(*buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for button in buttons:
        line.addWidget(button)
    line.addStretch(1)
    return line
