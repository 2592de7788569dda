"""The lines of a grid as Qt's tables ask for them; every change goes through ``swap`` and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoStack
from shiboken6 import isValid

from models.drafts import Entry, part
from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.forms import typed
from ui.forms.grid_line import Line, Swap
from ui.forms.grid_records import Records
from ui.forms.picker import UNKNOWN, Candidate, Source
from ui.forms.spec import GridSpec, columns_of
from ui.forms.typed import Unclear

Index = QModelIndex | QPersistentModelIndex
BLAME = Qt.ItemDataRole.UserRole
"""``"error"``, ``"advice"`` or ``""``: how the delegate marks the cell."""
NUMERIC = ("money", "number", "whole")
_NOWHERE = QModelIndex()


class GridModel(QAbstractTableModel):
    """Lines of drafts, and one empty line below them to type the next one into (unless the grid is fixed)."""

    edited = Signal()
    """A person changed, added or removed something, or took it back."""

    def __init__(self, how: Entry, spec: GridSpec, sources: Mapping[str, Source], today: Callable[[], date]) -> None:
        super().__init__()
        kind = part(how.kind)
        if kind is None:
            raise TypeError(f"{how.name}: {how.kind} is no tuple of drafts")
        self._draft, self._name = kind, how.name
        self.spec, self.today = spec, today
        self.columns = columns_of(kind, spec)
        self.kinds = [typed.kind_of(one) for one in self.columns]
        self.derived = {one.name: one.value for one in spec.derived}
        self.lines: list[Line] = []
        self._filled = 0
        self.locked = False
        self.steps = QUndoStack(self)
        self.complains_everywhere = False
        self.current_row = -1
        self._records = Records(sources, self._retell)
        self._problems: dict[tuple[int, str], list[Problem]] = {}

    # Lines

    @property
    def grows(self) -> bool:
        return not (self.locked or self.spec.fixed)

    def put(self, drafts: Sequence[Any]) -> None:
        """Show other lines; nothing to take back."""
        self.beginResetModel()
        self.lines = [Line(draft) for draft in drafts]
        self._filled = len(self.lines)
        self._problems = {}
        self.complains_everywhere = False
        self.steps.clear()
        self.endResetModel()

    def drafts(self) -> tuple[Any, ...]:
        return tuple(line.draft for line in self.lines)

    def lock(self, locked: bool) -> None:
        self.beginResetModel()
        self.locked = locked
        self.endResetModel()

    def blank(self) -> Line:
        """The line the next typing begins with."""
        return Line(self.spec.new(self.drafts()) if self.spec.new else self._draft())

    def line(self, row: int) -> Line:
        return self.lines[row] if row < len(self.lines) else self.blank()

    def value(self, row: int, column: int) -> Any:
        """The value of a cell; None in the empty line."""
        if row >= self._filled:
            return None
        return self.lines[row].value(self.columns[column], self.derived)

    def words(self, row: int, column: int) -> str:
        """What stands in a cell when it is edited or copied."""
        how = self.columns[column]
        if row >= self._filled:
            return ""
        if how.name in self.lines[row].unclear:
            return self.lines[row].unclear[how.name][0]
        value = self.value(row, column)
        if self.kinds[column] == "pick":
            return self._records.title(how.pick, value)
        return typed.written(how, value)

    def is_writable(self, row: int, column: int) -> bool:
        return not (self.locked or self.columns[column].readonly) and (row < len(self.lines) or self.grows)

    def read(self, line: Line, column: int, words: str) -> Line:
        """The line with ``words`` typed into a column; a record typed by name is looked for."""
        how = self.columns[column]
        name = words.strip()
        if self.kinds[column] != "pick" or not name:
            return line.typed_into(how, words, self.today())
        one = self._records.find(how.pick, name, partial(self._found_later, column, name))
        return self.picked(line, column, one) if one else line.with_words(how, name, Unclear(UNKNOWN, typed=name))

    def picked(self, line: Line, column: int, one: Candidate) -> Line:
        how = self.columns[column]
        self._records.keep(how.pick, one)
        return line.with_value(how, one.key)

    def _found_later(self, column: int, name: str, one: Candidate) -> None:
        """A record typed or pasted by name was found after all."""
        how = self.columns[column]
        waiting = [line.unclear.get(how.name, ("",))[0] == name for line in self.lines] if isValid(self) else []
        if any(waiting):
            both = zip(self.lines, waiting, strict=True)
            self.place(0, len(self.lines), [self.picked(line, column, one) if yes else line for line, yes in both])

    # Changes

    def swap(self, first: int, count: int, after: Sequence[Line], title: str) -> None:
        """Replace ``count`` lines from ``first`` by others, as one undoable step called ``title``."""
        before, settled = self.lines[first : first + count], [line.settled(self.spec.settle) for line in after]
        if before != settled:
            self.steps.push(Swap(self.place, first, before, settled, title))

    def place(self, first: int, count: int, after: Sequence[Line]) -> None:
        """What ``swap`` and its undo do: tell the views, then replace.

        At the end, the empty line becomes the first new one and an empty line is added below it (the other way
        round when lines go), so that the cursor stays where the person types. Qt wants rows to keep their looks
        while others come and go: ``_filled`` says how many lines are shown as filled.
        """
        at = first + min(count, len(after))
        below = 1 if self.grows and first + count == len(self.lines) else 0
        if len(after) > count:
            self.beginInsertRows(_NOWHERE, at + below, first + len(after) - 1 + below)
            self.lines[first : first + count] = after
            self._filled += 0 if below else len(after) - count
            self.endInsertRows()
        elif len(after) < count:
            if below:
                self._filled = at
                self._tell(at, first + count)
            self.beginRemoveRows(_NOWHERE, at + below, first + count - 1 + below)
            self.lines[first : first + count] = after
            self._filled = len(self.lines)
            self.endRemoveRows()
        else:
            self.lines[first : first + count] = after
        self._filled = len(self.lines)
        self._tell(first, min(first + len(after), self.rowCount()) - 1)
        self.edited.emit()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if not self.is_writable(row, column):
            return False
        line = self.line(row)
        if role == Qt.ItemDataRole.CheckStateRole:
            line = line.with_value(self.columns[column], Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole and isinstance(value, Candidate):
            line = self.picked(line, column, value)
        elif role == Qt.ItemDataRole.EditRole and value != self.words(row, column):
            line = self.read(line, column, str(value))
        else:
            return False
        self.swap(row, 1 if row < len(self.lines) else 0, [line], _("Edit a cell"))
        return True

    # Problems

    def unclear(self) -> list[Problem]:
        return [one for row, line in enumerate(self.lines) if line.unclear for one in line.problems(str(row))]

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Mark cells; the entries of the problems are seen from the grid (``2.amount``; ``2`` for the whole line)."""
        self._problems = {}
        for problem in problems:
            row, _dot, name = problem.entry.partition(".")
            if row.isdigit():
                self._problems.setdefault((int(row), name), []).append(problem)
        self._tell(0, self.rowCount() - 1)

    def complaints(self, row: int, column: int) -> list[Problem]:
        """The problems a cell shows now: once it, or its line after the cursor left the line, was touched."""
        name = self.columns[column].name
        if not self._problems or row >= self._filled:
            return []
        found = self._problems.get((row, name), []) + (self._problems.get((row, ""), []) if column == 0 else [])
        touched = self.lines[row].touched
        if self.complains_everywhere or name in touched or (touched and row != self.current_row):
            return found
        return [one for one in found if self.columns[column].readonly] if touched else []

    def first_complaint(self) -> list[Problem]:
        """What is shown when the cursor is elsewhere: the first problem that a cell shows."""
        names = {how.name: column for column, how in enumerate(self.columns)}
        for row, name in sorted(self._problems):
            found = self.complaints(row, names.get(name, 0))
            if found:
                return found
        return []

    # What Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines) + self.grows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.is_writable(index.row(), index.column()):
            is_flag = self.kinds[index.column()] == "flag"
            flags |= Qt.ItemFlag.ItemIsUserCheckable if is_flag else Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1) if section < self._filled else "+"
            return None
        how = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            unit = f" ({text(how.unit)})" if how.unit else ""
            return text(how.caption) + unit + (" *" if how.required else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return text(how.hint) or text(how.caption)
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.CheckStateRole and self.kinds[column] == "flag" and row < self._filled:
            return Qt.CheckState.Checked if self.value(row, column) else Qt.CheckState.Unchecked
        if role == BLAME:
            return self._blame(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(one.text() for one in self.complaints(row, column)) or self._whole(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text(self.columns[column].caption)}: {self._shown(row, column)}"
        return None

    def _shown(self, row: int, column: int) -> str:
        how = self.columns[column]
        if row >= self._filled or self.kinds[column] == "flag":
            return ""
        if how.name in self.lines[row].unclear:
            return self.lines[row].unclear[how.name][0]
        value = self.value(row, column)
        return self._records.title(how.pick, value) if self.kinds[column] == "pick" else typed.displayed(how, value)

    def _whole(self, row: int, column: int) -> str:
        return self._shown(row, column) if self.kinds[column] in ("text", "lines", "pick", "choice") else ""

    def _side(self, column: int) -> Qt.AlignmentFlag:
        numeric = self.kinds[column] in NUMERIC
        return (Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

    def _blame(self, row: int, column: int) -> str:
        found = self.complaints(row, column)
        return "" if not found else "advice" if all(one.advice for one in found) else "error"

    def _ink(self, row: int, column: int) -> Any:
        blame = self._blame(row, column)
        if blame:
            return theme.colour("danger" if blame == "error" else "warning")
        return theme.colour("muted") if self.columns[column].readonly else None

    def _retell(self) -> None:
        if isValid(self):
            self._tell(0, self.rowCount() - 1)

    def _tell(self, first: int, last: int) -> None:
        if last >= first >= 0:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
