"""The table itself: its keys, its selection that survives a refresh, and what is copied out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from models.language import N_, _, text
from models.money import Money
from models.store.listing import Column, Row
from ui import theme
from ui.tables.columns import RememberedColumns, stretch_last
from ui.tables.copying import as_table
from ui.tables.delegates import CellDelegate
from ui.tables.formats import sums_by_currency
from ui.tables.model import ListingModel
from ui.tables.row_menu import Deed, menu

MOST = 20_000
"""Selected rows that are still fetched to be copied or summed one by one."""


class TableView(QTableView):
    """Shows a ``ListingModel``; rows are selected whole, the current cell says which column is summed."""

    opened = Signal(str)
    begun = Signal()
    duplicated = Signal(str)
    voided = Signal(list)
    exported = Signal()
    current_changed = Signal(str)
    selection_changed = Signal(int)

    def __init__(self, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._selected: set[str] = set()
        self._awaited = ""
        self._current: tuple[str, int] = ("", 0)
        self.deeds: Callable[[], Sequence[Sequence[Deed]]] = self.usual_deeds
        """What the menu of a row offers, in groups."""
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, self))
        self._set_up()
        self.columns = RememberedColumns(self, model, model.workspace.state)
        self.setSortingEnabled(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort)
        self._summing = QTimer(self, singleShot=True, interval=80)
        self._summing.timeout.connect(self._sum)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.settled.connect(self._select_awaited)
        self.selectionModel().selectionChanged.connect(self._selection_moved)
        self.selectionModel().currentChanged.connect(self._current_moved)
        self.doubleClicked.connect(self._open)
        model.workspace.look_changed.connect(self.fit_rows)
        model.workspace.look_changed.connect(self.fit_columns)

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.fit_rows()
        stretch_last(self.horizontalHeader())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Names take what the figures leave."""
        self.columns.fit(self.viewport().width())

    def fit_rows(self) -> None:
        """All rows have one height, that of the text size chosen."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(theme.look().row)
        rows.setDefaultSectionSize(theme.look().row)

    # What is selected

    def selected_keys(self) -> list[str]:
        """The keys of the selected rows, in the order of the table."""
        rows = sorted({row for span in self._spans() for row in span})
        return [self._model.key_at(row) for row in rows if row < self._model.rowCount()]

    def select_when_here(self, key: str) -> None:
        """Make this row current now, or as soon as the table has it."""
        self._awaited = key
        self._select_awaited()

    def _select_awaited(self) -> None:
        if self._awaited and self.select_key(self._awaited):
            self._awaited = ""

    def _spans(self) -> list[range]:
        chosen = self.selectionModel().selection()
        spans = (chosen.at(number) for number in range(chosen.count()))
        return [range(span.top(), span.bottom() + 1) for span in spans]

    def current_key(self) -> str:
        index = self.currentIndex()
        return self._model.key_at(index.row()) if index.isValid() else ""

    def select_key(self, key: str) -> bool:
        """Make the row of this key current, if it is in the table."""
        try:
            row = self._model.keys().index(key)
        except ValueError:
            return False
        self.select_row(row)
        return True

    def select_row(self, row: int) -> None:
        """Make this row current, whatever keys are held down at the moment (``selectRow`` would mind them)."""
        index = self._model.index(row, max(self.currentIndex().column(), 0))
        whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, whole)
        self.scrollTo(index)

    def _remember(self) -> None:
        few = sum(len(span) for span in self._spans()) <= MOST
        self._selected = set(self.selected_keys()) if few else set()
        self._current = (self.current_key(), max(self.currentIndex().column(), 0))

    def _restore(self) -> None:
        key, column = self._current
        if not self._selected and not key:
            return
        chosen, current, last = QItemSelection(), QModelIndex(), self._model.columnCount() - 1
        for row, one in enumerate(self._model.keys()):
            if one in self._selected:
                chosen.select(self._model.index(row, 0), self._model.index(row, last))
            if one == key:
                current = self._model.index(row, column)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if current.isValid():
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(current)

    def _selection_moved(self, *spans: Any) -> None:
        self._summing.start()

    def _current_moved(self, index: QModelIndex, before: QModelIndex) -> None:
        self._summing.start()
        self.current_changed.emit(self._model.key_at(index.row()) if index.isValid() else "")

    # What is summed and copied

    def _sum(self) -> None:
        keys = self.selected_keys()
        self.selection_changed.emit(len(keys))
        column = self._summed_column()
        if column is None or len(keys) < 2 or len(keys) > MOST:
            self._tell_sum(len(keys), column, {})
        else:
            self._with_rows(keys, partial(self._rows_to_sum, keys, column))

    def _summed_column(self) -> Column | None:
        columns = self._model.listing.columns
        index = self.currentIndex()
        if index.isValid() and columns[index.column()].kind == "money":
            return columns[index.column()]
        return next((column for column in columns if column.total and column.kind == "money"), None)

    def _rows_to_sum(self, keys: list[str], column: Column, rows: list[Row]) -> None:
        number = self._model.listing.columns.index(column) + 1
        sums: dict[str, Money] = {}
        for row in rows:
            currency = self._model.currency_of(row)
            sums[currency] = sums.get(currency, Money()) + (row[number] or Money())
        if self.selected_keys() == keys:
            self._tell_sum(len(keys), column, sums)

    def _tell_sum(self, count: int, column: Column | None, sums: Mapping[str, Money]) -> None:
        """The number of rows, and a sum for each currency among them."""
        if count < 1 or not self.isVisible():
            told = ""
        elif not sums or column is None:
            told = _("{count} selected").format(count=f"{count:,}")
        else:
            told = _("{count} selected, {caption} {sum}").format(
                count=f"{count:,}",
                caption=text(column.caption),
                sum=sums_by_currency(sums, self._model.workspace.in_wan),
            )
        self._model.workspace.selection_told.emit(told)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as the columns stand."""
        keys = self.selected_keys()
        if not keys:
            return
        if len(keys) > MOST:
            self._model.workspace.tell(_("Too many rows for the clipboard. Export the list instead (Ctrl+E)."))
            return
        self._with_rows(keys, self._copy_rows)

    def _copy_rows(self, rows: list[Row]) -> None:
        header = self.horizontalHeader()
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        order = [number for number in order if not header.isSectionHidden(number)]
        columns = [self._model.listing.columns[number] for number in order]
        QGuiApplication.clipboard().setMimeData(as_table(columns, ([row[n + 1] for n in order] for row in rows)))

    def _tell_where_to_paste(self) -> None:
        told = _("A list takes no rows from the clipboard: open a record for its tables, or import a workbook (Data).")
        self._model.workspace.tell(told)

    def _with_rows(self, keys: list[str], use: Callable[[list[Row]], None]) -> None:
        """Rows that are all here at once, others from the book."""
        listing, question = self._model.listing, self._model.question
        self._model.workspace.ask(lambda session: listing.rows(session, question, keys), use)

    # Menu

    def usual_deeds(self) -> Sequence[Sequence[Deed]]:
        """What every table can do."""
        copy = Deed(N_("Copy"), self.copy, "Ctrl+C")
        return [(copy, Deed(N_("Export"), self.exported.emit, "Ctrl+E", of_row=False))]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Of the row under the pointer, which becomes the current one; by the keyboard of the current row."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self._offer(index, event.globalPos())
        else:
            self.offer_current()

    def offer_current(self) -> None:
        """The menu of the current row, under it; not every desktop turns the menu key into a wish for a menu."""
        index = self.currentIndex()
        self._offer(index, self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))

    def _offer(self, index: QModelIndex, where: QPoint) -> None:
        offered = menu(self, self.deeds(), index.isValid())
        offered.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered.popup(where)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        call = self._call(event)
        if call is None:
            super().keyPressEvent(event)
        else:
            event.accept()
            call()

    def _call(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy
        if event.matches(QKeySequence.StandardKey.Paste):
            return self._tell_where_to_paste
        ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        calls: dict[tuple[Any, int], Callable[[], None]] = {
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return): self._open,
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Enter): self._open,
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): self._void,
            (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Menu): self.offer_current,
            (shift, Qt.Key.Key_F10): self.offer_current,
            (ctrl, Qt.Key.Key_N): self.begun.emit,
            (ctrl | shift, Qt.Key.Key_D): self._duplicate,
            (ctrl, Qt.Key.Key_E): self.exported.emit,
        }
        return calls.get((held, event.key()))

    def _open(self, index: QModelIndex | None = None) -> None:
        if key := self.current_key():
            self.opened.emit(key)

    def _duplicate(self) -> None:
        if key := self.current_key():
            self.duplicated.emit(key)

    def _void(self) -> None:
        if keys := self.selected_keys():
            self.voided.emit(keys)

    def _sort(self, number: int) -> None:
        header = self.horizontalHeader()
        self._model.sort(number, header.sortIndicatorOrder())
