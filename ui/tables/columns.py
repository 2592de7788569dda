"""The columns of a table as the person left them: which, in what order, how wide, sorted by which."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHeaderView, QMenu, QTableView
from shiboken6 import isValid

from models.currencies import is_foreign
from models.language import _, text
from models.own.extending import PREFIX
from models.store.listing import Column, Total
from ui.tables.model import ListingModel
from ui.tables.widths import MARGINS, NARROWEST, Contents, Widths, caption_width, shared, usual_width, widths
from ui.window_state import WindowState

ABOVE = 8
"""Pixels above and below a caption of two lines."""


class RememberedColumns(QObject):
    """Keeps a table's header as it was left, per listing, and offers the header's menu."""

    filter_wanted = Signal(str)
    """The person wants to filter by this column."""
    own_wanted = Signal()
    """The person wants to define own columns."""
    fill_wanted = Signal()
    """The person wants to fill in the own columns of the current row."""

    def __init__(self, table: QTableView, model: ListingModel, state: WindowState) -> None:
        super().__init__(table)
        self._model = model
        self._state = state
        self.offers_own = False
        self._name = f"columns.{model.listing.name}"
        self._table, self._header = table, table.horizontalHeader()
        self._contents = Contents(model, self)
        self._room, self._fitting = 0, False
        self._by_hand: dict[str, int] = {}
        self._header.setSectionsMovable(True)
        self._header.setHighlightSections(False)
        self._header.setMinimumSectionSize(NARROWEST)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._saving = QTimer(self, singleShot=True, interval=400)
        self._saving.timeout.connect(self._save)
        self.restore()
        self._header.customContextMenuRequested.connect(self._offer)
        model.totals_changed.connect(self._show_currency)
        self._contents.grew.connect(self._grew)
        self._header.sectionResized.connect(self._resized)
        for moved in (self._header.sectionMoved, self._header.sortIndicatorChanged):
            moved.connect(self._changed)

    def names(self) -> list[str]:
        """The names of the columns that are shown, in the order they stand."""
        order = (self._header.logicalIndex(visual) for visual in range(self._header.count()))
        return [self._model.listing.columns[n].name for n in order if not self._header.isSectionHidden(n)]

    def restore(self) -> None:
        """Put the columns as they were left; what a newer program added stands where it was declared."""
        kept: dict[str, Any] = self._state.get(self._name, {})
        columns = self._model.listing.columns
        shown = kept.get("shown", {})
        self._by_hand, self._fitting = dict(kept.get("widths", {})), True
        for number, column in enumerate(columns):
            width = self._by_hand.get(column.name, usual_width(column.width))
            self._header.resizeSection(number, width)
            self._header.setSectionHidden(number, not shown.get(column.name, column.shown))
        self._fitting = False
        names = [column.name for column in columns]
        for visual, name in enumerate(name for name in kept.get("order", []) if name in names):
            self._header.moveSection(self._header.visualIndex(names.index(name)), visual)
        self._restore_sort(kept.get("sort"), names)

    def reset(self) -> None:
        """As declared again."""
        self._state.put(self._name, None)
        for number in range(self._header.count()):
            self._header.moveSection(self._header.visualIndex(number), number)
        self.restore()
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Share ``room`` among the columns: figures are read whole; what the person has set stays as it is."""
        self._room = room
        columns = self._model.listing.columns
        shown = [n for n in range(len(columns)) if not self._header.isSectionHidden(n)]
        free = [n for n in shown if columns[n].name not in self._by_hand]
        left = room - sum(self._by_hand.get(columns[n].name, 0) for n in shown)
        wishes = [self._widths(columns[n], lines=1) for n in free]
        is_high = sum(one.snug for one in wishes) > left
        if is_high:
            wishes = [self._widths(columns[n], lines=2) for n in free]
        self._fitting = True
        for number, width in zip(free, shared(left, wishes), strict=True):
            self._header.resizeSection(number, width)
        self._header.setMinimumHeight(self._header.fontMetrics().lineSpacing() * 2 + ABOVE if is_high else 0)
        self._fitting = False

    def _widths(self, column: Column, lines: int) -> Widths:
        """A caption is read whole, in every language; before the rows are here a column is as wide as usual."""
        caption = caption_width(text(column.caption), self._header.fontMetrics(), lines) + MARGINS + 2
        content = (
            self._contents.width(column, self._table.font()) if self._contents.is_known else usual_width(column.width)
        )
        return widths(column, caption, content)

    def _grew(self) -> None:
        self.fit(self._room)

    def menu(self, number: int) -> QMenu:
        """What can be done with the column ``number`` (-1: none in particular)."""
        menu = QMenu(self._header)
        if number >= 0:
            column = self._model.listing.columns[number]
            menu.addAction(_("Filter by this column…"), partial(self.filter_wanted.emit, column.name))
            hide = menu.addAction(_("Hide this column"), partial(self._show, number, False))
            hide.setEnabled(self._shown_count() > 1)
            menu.addSeparator()
        for other, column in enumerate(self._model.listing.columns):
            action = menu.addAction(text(column.caption))
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(other))
            action.toggled.connect(partial(self._show, other))
        menu.addSeparator()
        menu.addAction(_("Columns as they were"), self.reset)
        if self.offers_own:
            menu.addSeparator()
            menu.addAction(_("Own columns…"), self.own_wanted.emit)
            if any(column.name.startswith(PREFIX) for column in self._model.listing.columns):
                menu.addAction(_("Fill in own columns of the current row…"), self.fill_wanted.emit)
        return menu

    def _offer(self, where: QPoint) -> None:
        self.menu(self._header.logicalIndexAt(where)).popup(self._header.mapToGlobal(where))

    def _show(self, number: int, yes: bool) -> None:
        if yes or self._shown_count() > 1:
            self._fitting = True
            self._header.setSectionHidden(number, not yes)
            self._fitting = False
            self.fit(self._room)
            self._changed()

    def _show_currency(self, totals: tuple[Total, ...]) -> None:
        """An amount says in which currency it is as soon as that may be another than ours."""
        if is_foreign(totals):
            listing = self._model.listing
            self._fitting = True
            self._header.setSectionHidden(listing.columns.index(listing.column(listing.currency)), False)
            self._fitting = False
            self.fit(self._room)

    def _shown_count(self) -> int:
        return self._header.count() - self._header.hiddenSectionCount()

    def _restore_sort(self, sort: Any, names: list[str]) -> None:
        name, descending = sort if sort else (self._model.listing.sort, self._model.listing.descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(names.index(name) if name in names else -1, order)
        if sort and name in names:
            self._model.sort(names.index(name), order)

    def _resized(self, number: int, _before: int, now: int) -> None:
        """A width the person set is kept; the last column also grows and shrinks by itself with the window."""
        header = self._header
        if not isValid(header):  # it tells of its last columns while its page is taken down
            return
        seen = [n for n in range(header.count()) if not header.isSectionHidden(n)]
        is_last = number == max(seen, key=header.visualIndex, default=-1)
        if not self._fitting and (not is_last or QApplication.mouseButtons()):
            self._by_hand[self._model.listing.columns[number].name] = now
            self._changed()

    def _changed(self, *_what: Any) -> None:
        self._saving.start()

    def _save(self) -> None:
        header, columns = self._header, self._model.listing.columns
        sorted_by = header.sortIndicatorSection()
        kept: dict[str, Any] = {
            "shown": {column.name: not header.isSectionHidden(n) for n, column in enumerate(columns)},
            "order": [columns[header.logicalIndex(visual)].name for visual in range(header.count())],
        }
        if self._by_hand:
            kept["widths"] = self._by_hand
        if sorted_by >= 0:
            descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
            kept["sort"] = [columns[sorted_by].name, descending]
        self._state.put(self._name, kept)


def stretch_last(header: QHeaderView) -> None:
    """Let the last column take what is left, so that a wide window has no empty strip."""
    header.setStretchLastSection(True)
