"""The rows of a ledger, read column by column; what cannot be read is kept in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from models.importing.cells import Habits
from models.importing.recognition import amounts
from models.importing.recognition.columns import Column
from models.importing.recognition.decimal_commas import may_be_grouped
from models.importing.recognition.doubts import DECIMAL, ROUND_OFF
from models.importing.recognition.foreign import currency_in, without_currency
from models.importing.recognition.ledger import OFTEN, UNCHANGED, Ledger, Line, is_essential
from models.importing.recognition.merged import Merged
from models.importing.recognition.reading import reader
from models.importing.recognition.rows import Sorted
from models.importing.recognition.views import View, common_to_all
from models.importing.recognition.words import OF_DEBTS
from models.importing.sheets import Cell, cell_name
from models.importing.table import READING
from models.importing.texts import Misread
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.work import Progress, Work

VALUELESS = N_("{cell}: the formula was never worked out. Open the workbook in Excel or WPS, save it, try again.")
_MORE = ")）清齐"
"""A text that ends so may hold more than an amount."""
_LINKED = N_(
    "{cell} takes its value from another file, which is not at hand. Open the workbook where that file is, save it, or "
    "type the value."
)
_DITTO = frozenset(["同上", "〃", "″", '"', "“", "”", "''", "同 上", "〃〃"])
_SHOWS_ERROR = N_("{cell} shows {error}. Correct the formula or type the value.")
_FROM_FILE = N_("{cell} takes its value from another file; the one last saved is used.")
_AT_CELL = N_("{cell}: {what}")


def read_lines(ledger: Ledger, found: Sorted, merged: Merged, habits: Habits) -> Work[None]:
    """A line for each row, or for each view of a row that has something of its own."""
    ledger.lines = [Line(row, {}, hidden=row in ledger.sheet.hidden_rows) for row in found.data]
    common = common_to_all(ledger.columns, ledger.views)
    yield from _read_columns(ledger, ledger.lines, {column.role: column for column in common}, merged, habits)
    if ledger.views:
        ledger.lines = yield from _unfolded(ledger, merged, habits)
    for line in ledger.lines if merged.across else ():
        if line.row in merged.across:
            line.open(N_("{cell}: cells are merged across columns. Unmerge them and fill in each."),
                      cell=merged.across[line.row])  # fmt: skip


def _read_columns(
    ledger: Ledger, lines: list[Line], columns: Mapping[str, Column], merged: Merged, habits: Habits
) -> Work[None]:
    """Column by column, because the cells of one are read alike."""
    smooth = not (ledger.sheet.valueless or ledger.sheet.errors or ledger.sheet.linked or merged.cells)
    for done, (role, column) in enumerate(columns.items()):
        yield Progress(done, len(columns), READING)
        read = reader(column, habits, OF_DEBTS.get(ledger.kind, frozenset()))
        before: Any = None
        mine = lines if column.rows is None else [line for line in lines if column.is_read_in(line.row)]
        for first in range(0, len(mine), OFTEN):
            yield Progress(done, len(columns), READING)
            some = mine[first : first + OFTEN]
            if smooth:
                before = _read_smoothly(ledger, some, role, column, merged, read, before)
            else:
                for line in some:
                    before = _read_cell(ledger, line, role, column, merged, read, before)


def _read_smoothly(
    ledger: Ledger,
    lines: list[Line],
    role: str,
    column: Column,
    merged: Merged,
    read: Callable[[Cell], Any],
    before: Any,
) -> Any:
    """Cells that hold a value and nothing else; one that has more to it is looked at by itself."""
    rows, place, money = ledger.sheet.rows, column.place, column.is_money
    for line in lines:
        row = rows[line.row]
        cell = row[place] if place < len(row) else ""
        value: Any = None
        if type(cell) is not str or (cell and cell not in _DITTO and not (money and cell[-1] in _MORE)):
            try:
                value = read(cell)
            except Misread:
                value = None
        if value is None or value == "":
            before = _read_cell(ledger, line, role, column, merged, read, before)
            continue
        before = line.values[role] = value
        if money:
            line.raw[column.role] = value
    return before


def _unfolded(ledger: Ledger, merged: Merged, habits: Habits) -> Work[list[Line]]:
    """The lines of every row in the order of the views; a row that has none of them brings nothing itself."""
    found: dict[int, list[Line]] = defaultdict(list)
    for view in ledger.views:
        lines = [_copied(line, view) for line in ledger.lines]
        yield from _read_columns(ledger, lines, view.columns, merged, habits)
        for base, line in zip(ledger.lines, lines, strict=True):
            if _says_something(line) or len(line.problems) > len(base.problems):
                found[base.row].append(line)
    for base in ledger.lines:
        if base.row in found:
            found[base.row][0].raw.update(base.raw)
        else:
            base.values[UNCHANGED] = True
            found[base.row] = [base]
    return [line for base in ledger.lines for line in found[base.row]]


def _copied(line: Line, view: View) -> Line:
    return Line(line.row, {**line.values, **view.said}, {}, list(line.problems), list(line.remarks), line.hidden,
                line.currency)  # fmt: skip


def _says_something(line: Line) -> bool:
    return any(amount != Money() for amount in line.raw.values())


def _read_cell(
    ledger: Ledger, line: Line, role: str, column: Column, merged: Merged, read: Callable[[Cell], Any], before: Any
) -> Any:
    """Read one cell into its line; returns what the next row repeats when it says 同上."""
    row = ledger.sheet.rows[line.row]
    place = line.row, column.place
    cell = merged.cells.get(place, row[column.place] if column.place < len(row) else "")
    if (ledger.sheet.valueless or ledger.sheet.errors) and _is_trapped(ledger, line, column):
        return before
    if cell == "" or (type(cell) is str and (not cell.strip() or cell.strip() in _DITTO)):
        blank = type(cell) is not str or not cell.strip()
        if before is not None and not column.is_money and (not blank or ledger.answers.fills(column.caption)):
            line.values[role] = before
        return before
    try:
        value = read(cell)
    except Misread as misread:
        _misread(ledger, line, column, cell, misread)
        return before
    if ledger.sheet.linked and place in ledger.sheet.linked:
        ledger.note(line.row, _FROM_FILE, cell=cell_name(place))
    if column.is_money and amounts.is_commented(cell):
        line.remarks.append(f"{column.caption}：{str(cell).strip()}")
    if value not in (None, ""):
        line.values[role] = value
        if column.is_money and place not in merged.cells:
            line.raw[column.role] = value
        return value
    return before


def _is_trapped(ledger: Ledger, line: Line, column: Column) -> bool:
    """A formula without a value, or with an error for a value, is named by its cell."""
    place = line.row, column.place
    if place in ledger.sheet.errors:
        told: Mapping[str, object] = {"cell": cell_name(place), "error": ledger.sheet.errors[place]}
        problem = Problem("", _SHOWS_ERROR, told)
    elif place in ledger.sheet.valueless:
        linked = ledger.sheet.linked and place in ledger.sheet.linked
        problem = Problem("", _LINKED if linked else VALUELESS, {"cell": cell_name(place)})
    else:
        return False
    if is_essential(ledger.kind, column):
        line.problems.append(problem)
    else:
        ledger.notes.append((line.row, replace(problem, advice=True)))
    return True


def _misread(ledger: Ledger, line: Line, column: Column, cell: Cell, misread: Misread) -> None:
    """What cannot be read goes unchanged into the remark; where the row needs it, the row stays open."""
    problem = Problem("", misread.message, misread.values)
    if misread.message == amounts.TOO_FINE:
        ledger.doubt(DECIMAL if may_be_grouped(cell) and not (column.unit or ledger.answers.decimal) else ROUND_OFF)
    told = {"cell": cell_name((line.row, column.place)), "what": problem}
    if is_essential(ledger.kind, column):
        line.problems.append(Problem("", _AT_CELL, told))
    else:
        ledger.notes.append((line.row, Problem("", _AT_CELL, told, True)))
    if column.is_money:
        _keep_rounded(line, column, cell)
    if isinstance(cell, str):
        line.remarks.append(cell.strip() if column.is_money else f"{column.caption}：{cell.strip()}")


def _keep_rounded(line: Line, column: Column, cell: Cell) -> None:
    """An amount finer than a fen, or in another currency, stays out, and is told to the fen."""
    if isinstance(cell, str) and (currency := currency_in(cell)):
        cell, line.currency = without_currency(cell), currency
    try:
        amount = amounts.read_amount(cell, column.unit, True)
    except Misread:
        return
    if amount is not None:
        line.raw[column.role] = amount
