"""Beside a list: what a row is, what stands behind it line by line, and links to the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.language import _, text
from models.money import Money
from ui.pages import PAGES
from ui.pages.trace_card import Link
from ui.tables.formats import money
from ui.workspace import Workspace

Pair = tuple[str, str, str]
"""Caption, words, tone."""
Question = Callable[[str, date, Any], Any]
"""``question(key, as_of, session)``, on a reader lane: what stands behind a row; None when there is nothing to show."""
Line = tuple[str, Link | str, Money, bool]
"""Day, paper, amount, and whether it still stands."""


class Side(QScrollArea):
    """A page declares ``question`` and overrides ``fill``, which shows what was found."""

    question: Question

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.links: list[QPushButton] = []
        self.shown: Any = None
        self._key = ""
        self.setWidgetResizable(True)
        self.setProperty("role", "preview")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        workspace.unit_changed.connect(self.refresh)
        self._show(None)

    def fill(self, column: QVBoxLayout, found: Any) -> None:
        """Show it."""

    def hint(self) -> str:
        """What is said while no row is chosen."""
        return _("Choose a row to read all of it here.")

    def show_record(self, key: str) -> None:
        """Show this row; the empty key shows the hint."""
        self._key = key
        if not key:
            self._show(None)
        elif self.workspace.book is not None:
            asked = partial(self.question, key, self.workspace.as_of)
            self.workspace.ask(asked, partial(self._came, key), partial(self._gone, key))

    def refresh(self, _why: Any = None) -> None:
        self.show_record(self._key)

    def _gone(self, key: str, _problems: Any) -> None:
        self._came(key, None)

    def _came(self, key: str, found: Any) -> None:
        if key == self._key:
            self._show(found)

    def _show(self, found: Any) -> None:
        self.shown, self.links = found, []
        self.setAccessibleName(_("Preview"))
        inside = QWidget()
        inside.setProperty("role", "sunken")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        if found is None:
            column.addWidget(words(self.hint(), "muted"))
        else:
            self.fill(column, found)
        column.addStretch(1)
        self.setWidget(inside)

    # What a side is made of

    def money(self, amount: Money) -> str:
        return money(amount, self.workspace.in_wan)

    def pairs(self, rows: Iterable[Pair]) -> QFormLayout:
        """Captions and words under each other."""
        form = QFormLayout()
        form.setVerticalSpacing(4)
        form.setHorizontalSpacing(14)
        for caption, said, tone in rows:
            form.addRow(words(caption, "muted"), words(said, tone))
        return form

    def lines(self, rows: Iterable[Line]) -> QGridLayout:
        """Days, papers and amounts; what does not stand any more is grey."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (day, paper, amount, stands) in enumerate(rows):
            grid.addWidget(words(day, "muted"), row, 0)
            made = self.link(paper, paper.title) if isinstance(paper, Link) else words(paper, "")
            grid.addWidget(made, row, 1, Qt.AlignmentFlag.AlignLeft)
            said = words(self.money(amount), "" if stands else "muted")
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(said, row, 2)
        return grid

    def link(self, link: Link, said: str) -> QPushButton:
        button = QPushButton(said)
        button.setProperty("role", "link")
        button.clicked.connect(partial(self.workspace.go, link.page, link.key))
        self.links.append(button)
        return button

    def add_links(self, column: QVBoxLayout, links: Iterable[Link]) -> None:
        """Links with the name of their page, where it is there."""
        titles = {page.name: page.title for page in PAGES}
        for link in links:
            if link.page in titles:
                said = f"{text(titles[link.page])} {link.title} ›"
                column.addWidget(self.link(link, said), 0, Qt.AlignmentFlag.AlignLeft)


def words(said: str, tone: str, role: str = "") -> QLabel:
    """Words that can be selected and copied."""
    label = QLabel(said, wordWrap=True)
    label.setProperty("tone", tone)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
