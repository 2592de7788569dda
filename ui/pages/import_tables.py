"""The two tables of the import: what each sheet brings, and every problem with its sheet and cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.importing import FORMS, Counts
from models.language import N_, text
from models.problems import Problem
from ui import theme
from ui.pages import import_work
from ui.tables.formats import sums_by_currency

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
ALL, FAULTS, ADVICE = "all", "faults", "advice"
_LOOKED_AT = 200
"""So many rows decide how wide a column is."""
_LAST, _LEAST = 120, 64
"""At least so wide are the last column and, where figures need the room, those of words, at the usual size of text."""


class PlainModel(QAbstractTableModel):
    """Rows that are all here: their texts, which columns hold figures, and the tone of a row."""

    captions: tuple[str, ...] = ()
    figures: frozenset[int] = frozenset()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.captions)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in self.figures else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return self.tone(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.words(index.row())[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.captions):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return text(self.captions[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self.figures else _LEFT
        return None

    def count(self) -> int:
        raise NotImplementedError

    def words(self, row: int) -> Sequence[str]:
        raise NotImplementedError

    def tone(self, row: int, column: int) -> QColor | None:
        return None

    def vacant(self) -> frozenset[int]:
        """The columns that say nothing in any row: they are not shown."""
        return frozenset()


class ProblemModel(PlainModel):
    """Every problem of a workbook, those of one weight and sheet when asked; a hundred thousand are no more work."""

    captions = (N_("Weight"), N_("Sheet"), N_("Cell"), N_("What is wrong and what to do"))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._every: tuple[Problem, ...] = ()
        self._weight, self._sheet = ALL, ""
        self.shown: list[Problem] = []

    def put(self, problems: Sequence[Problem]) -> None:
        """What must be put right first, in the order of the sheets."""
        self._every = (*(one for one in problems if not one.advice), *(one for one in problems if one.advice))
        self.narrow(ALL, "")

    def narrow(self, weight: str, sheet: str) -> None:
        """Show only what must be corrected, or only advice; only one sheet."""
        self.beginResetModel()
        self._weight, self._sheet = weight, sheet
        self.shown = [one for one in self._every if self._fits(one)]
        self.endResetModel()

    def sheets(self) -> list[str]:
        """The sheets that have problems, in their order."""
        return list(dict.fromkeys(name for one in self._every if (name := one.place[0])))

    def counts(self) -> tuple[int, int]:
        """How many must be corrected, how many are advice."""
        faults = sum(not one.advice for one in self._every)
        return faults, len(self._every) - faults

    def _fits(self, one: Problem) -> bool:
        weight = self._weight == ALL or one.advice == (self._weight == ADVICE)
        return weight and (not self._sheet or one.place[0] == self._sheet)

    def count(self) -> int:
        return len(self.shown)

    def words(self, row: int) -> Sequence[str]:
        one = self.shown[row]
        return (import_work.weight(one), *one.place, one.sentence())

    def tone(self, row: int, column: int) -> QColor | None:
        return theme.colour("warning" if self.shown[row].advice else "danger") if column == 0 else None


class SummaryModel(PlainModel):
    """One row a sheet: its rows, what is new, changed, unchanged or left alone, and what its amounts come to."""

    captions = (
        N_("Sheet"), N_("Rows"), N_("New"), N_("Updated"), N_("Same"), N_("Kept"), N_("Amounts in all"),
    )  # fmt: skip
    figures = frozenset(range(1, 7))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, Counts]] = []

    def put(self, counts: Mapping[str, Counts]) -> None:
        self.beginResetModel()
        self._rows = list(counts.items())
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def words(self, row: int) -> Sequence[str]:
        name, counts = self._rows[row]
        title = next(form.title() for form in FORMS if form.name == name)
        figures = (counts.rows, counts.new, counts.updated, counts.unchanged, counts.skipped)
        return (title, *(f"{one:,}" if one else "–" for one in figures), sums_by_currency(counts.totals))


class PlainTable(QTableView):
    """Shows a model whose rows are all here; the last column takes what is left."""

    chosen = Signal(int)
    told = Signal(str)
    """What is cut in the row that is looked at, in full."""

    def __init__(self, model: PlainModel, widths: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.look().row)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setResizeContentsPrecision(_LOOKED_AT)
        assert len(widths) == model.columnCount() - 1, "all columns but the last have a usual width"
        self._widths, self._fitting, self._is_pulled = tuple(widths), False, False
        self._figures = model.figures
        self._needed: list[int] = []
        header.sectionResized.connect(self._resized)
        model.modelReset.connect(self._put_anew)
        self._fit()
        self.selectionModel().currentRowChanged.connect(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._needed = []

    def _put_anew(self) -> None:
        self._needed = []
        model: Any = self.model()
        vacant = model.vacant()
        for column in range(len(self._widths)):
            self.setColumnHidden(column, column in vacant)
        self._fit()

    def _fit(self) -> None:
        """Columns are as wide as usual, wider where their cells need it and there is room; pulled ones stay.

        Where there is no room, no column is wider than what stands in it; then words give way, those of the first
        column last. A figure is never cut. Cells are measured once, when they are seen.
        """
        if self._is_pulled or not self.isVisible():
            return
        scale, figures, last = theme.look().size / 13, self._figures, len(self._widths)
        self.setWordWrap(False)  # what stands in a cell is measured on one line
        usual = [0 if self.isColumnHidden(n) else round(width * scale) for n, width in enumerate(self._widths)]
        needed = self._needed = self._needed or [self._room_of(column) for column in range(last + 1)]
        wide = [max(width, needed[n]) if n in figures else width for n, width in enumerate(usual)]
        kept = max(round(_LAST * scale), needed[last]) if last in figures else round(_LAST * scale)
        room, self._fitting = self.viewport().width(), True
        if sum(wide) + kept > room:
            wide, kept = [min(width, needed[n]) for n, width in enumerate(wide)], min(kept, needed[last])
        spare, words = room - sum(wide) - kept, [n for n in range(last) if n not in figures and usual[n]]
        for column in words if spare > 0 else reversed(words):
            least, most = min(wide[column], round(_LEAST * scale)), 2 * wide[column]
            more = min(max(needed[column], least), most) - wide[column] if spare > 0 else least - wide[column]
            more = min(more, spare) if spare > 0 else max(more, spare)
            wide[column], spare = wide[column] + more, spare - more
        wide.append(max(room - sum(wide), kept))
        for column, width in enumerate(wide):
            self.horizontalHeader().resizeSection(column, width)
        self._fitting = False
        self._fit_rows(any(width < need for width, need in zip(wide, needed, strict=True)))

    def _fit_rows(self, is_cut: bool) -> None:
        """Where words are cut, rows are two lines high if all of them can be."""
        low, line = theme.look().row, self.fontMetrics().lineSpacing()
        is_high = is_cut and self.model().rowCount() * (low + line) <= self.viewport().height()
        self.setWordWrap(is_high)
        self.verticalHeader().setDefaultSectionSize(low + line if is_high else low)

    def _room_of(self, column: int) -> int:
        """The room for what stands in the first cells, with the box that may be ticked, and for the caption."""
        if self.isColumnHidden(column):
            return 0
        ticked = self.model().flags(self.model().index(0, column)) & Qt.ItemFlag.ItemIsUserCheckable
        box = theme.look().size if ticked else 0
        return max(self.sizeHintForColumn(column) + box, self.horizontalHeader().sectionSizeHint(column))

    def _resized(self, column: int, before: int, now: int) -> None:
        """A person pulls a column; one that is hidden or shown again (its width is or was 0) was not pulled."""
        by_hand = not self._fitting and column < len(self._widths) and before and now
        self._is_pulled = self._is_pulled or bool(by_hand)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(now.row())
        if self.hasFocus():
            self.told.emit("  ".join(self._cut(now)))

    def _cut(self, now: QModelIndex) -> Iterator[str]:
        for column in range(self.model().columnCount()):
            words = str(now.siblingAtColumn(column).data() or "")
            if self.fontMetrics().horizontalAdvance(words) + theme.look().size > self.columnWidth(column):
                yield words
