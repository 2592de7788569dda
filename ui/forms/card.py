"""A section of a form on a card of its own: entries in two columns, a grid over the whole width."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models.language import text
from ui import theme
from ui.forms import typed
from ui.forms.field import Field
from ui.forms.picker import Picker

if TYPE_CHECKING:
    from ui.forms.grid import Grid

GAP = 22


class Card(QFrame):
    """Entries fill the rows from left to right; an entry that does not apply leaves no gap."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = title
        self._fields: list[Field] = []
        self._grids: list[Grid] = []
        self._left_out: frozenset[str] | None = None
        self._idle_grids: set[str] = set()
        self.heading = QLabel(self)
        self.heading.setVisible(bool(title))
        self.heading.setProperty("role", "heading")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 12, 16, 14)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.heading)
        self._paper = QWidget(self)
        self._paper.setVisible(False)
        self._rows = QGridLayout(self._paper)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(10)
        self._rows.setVerticalSpacing(8)
        self._rows.setColumnStretch(1, 1)
        self._rows.setColumnStretch(3, 1)
        self._add_paper()
        self.relabel()

    @property
    def has_grid(self) -> bool:
        return bool(self._grids)

    def add_field(self, field: Field) -> None:
        self._fields.append(field)
        self._paper.setVisible(True)

    def add_grid(self, grid: Grid) -> None:
        self._grids.append(grid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._layout.addWidget(grid, 1)

    def leave_out(self, names: Collection[str]) -> None:
        """Show all entries but these."""
        wanted = frozenset(names)
        if wanted != self._left_out:
            self._left_out = wanted
            self._place()
            self._place_grids()

    def caption_width(self) -> int:
        """The room the longest caption needs."""
        labels = (field.label for field in self._fields)
        return max((one.sizeHint().width() - one.contentsMargins().left() for one in labels), default=0)

    def set_caption_width(self, width: int) -> None:
        self._rows.setColumnMinimumWidth(0, width)
        self._rows.setColumnMinimumWidth(2, width + GAP)

    def relabel(self) -> None:
        self._paper.setMaximumWidth(1080 * theme.look().size // 13)
        self.heading.setText(text(self._title))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in the order the eye does."""
        return [field.editor for field in self._fields] + [grid.view for grid in self._grids]

    def _add_paper(self) -> None:
        """Entries keep together on a wide screen."""
        line = QHBoxLayout()
        line.addWidget(self._paper, 100)
        line.addStretch(1)
        self._layout.addLayout(line)

    def _place(self) -> None:
        row, left = 0, True
        for field in self._fields:
            shown = field.how.name not in (self._left_out or ())
            if not shown:
                field.show_with(False)
                continue
            wide = field.how.wide or typed.kind_of(field.how) == "lines"
            if wide and not left:
                row, left = row + 1, True
            field.label.setContentsMargins(0 if left else GAP, 0, 0, 0)
            self._rows.addWidget(field.label, row, 0 if left else 2, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(field, row, 1 if left else 3, 1, 3 if wide else 1)
            field.show_with(True)
            if wide or not left:
                row += 1
            left = wide or not left

    def _place_grids(self) -> None:
        """A grid that does not apply is not seen, nor is a card with nothing that does."""
        idle = {grid.how.name for grid in self._grids} & (self._left_out or frozenset())
        for grid in self._grids:
            if (grid.how.name in idle) != (grid.how.name in self._idle_grids):
                grid.setVisible(grid.how.name not in idle)
        self._idle_grids = idle
        left = {field.how.name for field in self._fields} - (self._left_out or frozenset())
        self.setVisible(bool(left) or len(idle) < len(self._grids))


def order_tabs(cards: Sequence[Card]) -> None:
    """Tab goes through the entries of these cards in the order the eye does."""
    for before, after in pairwise(stop for card in cards for stop in card.stops()):
        QWidget.setTabOrder(before, after)


def first_stop(cards: Sequence[Card]) -> QWidget | None:
    """Where typing begins: the first open entry, but not one that is only read, nor a record picked already."""
    stops = [stop for card in cards for stop in card.stops() if _takes_typing(stop, card)]
    waiting = (stop for stop in stops if not (isinstance(stop, Picker) and stop.value()) and not _is_only_read(stop))
    return next(waiting, stops[0] if stops else None)


def _is_only_read(stop: QWidget) -> bool:
    return bool(stop.property("readOnly"))


def _takes_typing(stop: QWidget, card: Card) -> bool:
    return stop.isEnabled() and stop.isVisibleTo(card) and stop.focusPolicy() != Qt.FocusPolicy.NoFocus
