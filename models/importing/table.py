"""One sheet of the workbook as a table of entries: its header found, its cells read, each problem named by its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import repeat
from typing import Any

from models.currencies import CURRENCIES
from models.importing import cells
from models.importing.captions import Header, header_of, is_blank
from models.importing.cells import Habits, defaults, read_column, reader
from models.importing.forms import SheetForm
from models.importing.sheets import Sheet, cell_name
from models.importing.texts import Misread
from models.importing.values import RATIO_OR_PERCENT, folded
from models.language import LANGUAGES, N_, text
from models.problems import Problem
from models.work import Progress, Work

READING = N_("Reading the rows")
_TOTALS = ("合计", "小计", "总计", "共计", "本页合计", "本页小计", "total", "subtotal", "sum")
_CURRENCIES = [text(name, language) for name in CURRENCIES.values() for language in LANGUAGES]
TOTALS = frozenset((*_TOTALS, *(folded(total + currency) for total in _TOTALS for currency in _CURRENCIES)))
"""What begins a row that adds up others; our own lists write a currency behind it."""
_EXAMPLES_WITHIN = 3
"""The example row stands on top; further down nobody looks for it."""


@dataclass
class Table:
    """The rows of a sheet: ``rows`` are their places in it, ``columns`` the values of each entry in the same order."""

    form: SheetForm
    sheet: Sheet
    header: Header
    rows: list[int]
    columns: dict[str, list[Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Sequence[Any]:
        """The values of an entry; its default where the sheet has no such column."""
        found = self.columns.get(name)
        return found if found is not None else [defaults(self.form.row).get(name)] * len(self.rows)

    def drafts(self) -> Iterator[Any]:
        """One draft a row."""
        standing = defaults(self.form.row)
        values = [
            iter(self.columns[item.name]) if item.name in self.columns else repeat(standing[item.name])
            for item in fields(self.form.row)
        ]
        return map(self.form.row, *values) if self.rows else iter(())

    def given(self, index: int) -> dict[str, Any]:
        """What the row itself says: the entries whose cell is not empty."""
        row = self.sheet.rows[self.rows[index]]
        places = self.header.columns
        return {name: self.columns[name][index] for name, place in places.items() if row[place] != ""}

    def where(self, index: int, entry: str = "") -> str:
        """Sheet and cell of an entry of a row; its leftmost known cell when the sheet does not ask for the entry."""
        place = self.header.columns.get(entry)
        if place is None:
            place = min(self.header.columns.values())
        return f"{self.sheet.name}!{cell_name((self.rows[index], place))}"

    @cached_property
    def absent(self) -> frozenset[str]:
        """The entries that are required and have no column here; that is said once."""
        every = self.form.entries
        return frozenset(name for name in every if self.form.required(name) and name not in self.header.columns)

    def keep(self, indexes: Sequence[int]) -> None:
        """Go on with these rows only."""
        self.rows = [self.rows[index] for index in indexes]
        self.columns = {name: [column[index] for index in indexes] for name, column in self.columns.items()}


def read_table(sheet: Sheet, form: SheetForm, habits: Habits, problems: list[Problem]) -> Work[Table | None]:
    """Read a sheet; everything wrong with it is added to ``problems``. None when it has no header."""
    header = header_of(sheet, form)
    if header is None:
        if any(not is_blank(row) for row in sheet.rows):
            message = N_("None of the captions of this sheet is known. Use the captions of the template.")
            problems.append(Problem("", message, where=sheet.name))
        return None
    problems += header.problems
    if not header.columns:
        return None
    sheet = _filled_down(sheet, header, problems)
    rows = [place for place in range(header.row + 1, len(sheet.rows)) if not is_blank(sheet.rows[place])]
    table = Table(form, sheet, header, rows, {})
    _leave_totals(table, problems)
    for done, name in enumerate(header.columns):
        yield Progress(done, len(header.columns), READING)
        _read(table, name, habits, problems)
    _leave_example(table, habits, problems)
    if form.one_scale:
        problems += _two_scales(table)
    problems += _hidden(table)
    return table


def _read(table: Table, name: str, habits: Habits, problems: list[Problem]) -> None:
    place = table.header.columns[name]
    column = [row[place] for row in map(table.sheet.rows.__getitem__, table.rows)]

    def report(index: int, misread: Misread) -> None:
        problems.append(Problem(name, misread.message, misread.values, where=table.where(index, name)))

    read = reader(table.form, name, table.header.units[name], habits)
    table.columns[name] = read_column(column, read, defaults(table.form.row).get(name), report)
    problems += _valueless(table, name, place)


def _two_scales(table: Table) -> Iterator[Problem]:
    """Percentages of one row, some typed as shares and some as percent: 0.3 beside 1.6 may be 30 % or 0.3 %."""
    names = [name for name in table.header.columns if table.form.entries[name].unit == "%"]
    for index, row in enumerate(table.rows):
        cells = {name: table.sheet.rows[row][table.header.columns[name]] for name in names}
        bare = {name: cell for name, cell in cells.items() if type(cell) is float or type(cell) is int}
        if any(cell > 1 for cell in bare.values()):
            for name in (name for name, cell in bare.items() if 0 < cell < 1):
                told = {"text": f"{bare[name]:g}"}
                yield Problem(name, RATIO_OR_PERCENT, told, where=table.where(index, name))


def _valueless(table: Table, name: str, place: int) -> Iterator[Problem]:
    sheet = table.sheet
    if not sheet.valueless and not sheet.errors:
        return
    for index, row in enumerate(table.rows):
        if (row, place) in sheet.valueless:
            message = N_("This formula was never worked out. Open the workbook in Excel or WPS, save it, try again.")
            yield Problem(name, message, where=table.where(index, name))
        elif (row, place) in sheet.errors:
            message = N_("This cell shows {error}. Correct the formula or type the value.")
            yield Problem(name, message, {"error": sheet.errors[row, place]}, where=table.where(index, name))


def _leave_totals(table: Table, problems: list[Problem]) -> None:
    """A row whose first text is 合计 adds up others; it is not one of them."""
    kept = []
    for index, row in enumerate(table.rows):
        words = next((cell for cell in table.sheet.rows[row] if cell != ""), "")
        if isinstance(words, str) and folded(words) in TOTALS:
            message = N_("This row looks like a total and is not imported.")
            problems.append(Problem("", message, advice=True, where=table.where(index)))
        else:
            kept.append(index)
    table.keep(kept)


def _leave_example(table: Table, habits: Habits, problems: list[Problem]) -> None:
    """The example of the template is left out as long as it stands there unchanged."""
    example = {
        name: reader(table.form, name, 0, habits)(cells.example(table.form, name))
        for name in table.form.example
        if name in table.columns
    }
    if len(example) < 2:
        return
    for index in range(min(_EXAMPLES_WITHIN, len(table))):
        if all(table.columns[name][index] == value for name, value in example.items()):
            table.keep([other for other in range(len(table)) if other != index])
            return


def _hidden(table: Table) -> Iterator[Problem]:
    hidden = [row for row in table.rows if row in table.sheet.hidden_rows] if table.sheet.hidden_rows else []
    if hidden:
        values = {"count": len(hidden), "first": hidden[0] + 1}
        message = N_("{count} hidden or filtered rows (the first is row {first}) are imported too.")
        yield Problem("", message, values, True, table.sheet.name)


def _filled_down(sheet: Sheet, header: Header, problems: list[Problem]) -> Sheet:
    """Cells merged downwards in one column hold the same value; merged otherwise they are a problem."""
    read = set(header.columns.values())
    changed: dict[int, list[Any]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        if bottom <= header.row or top <= header.row or not read & set(range(left, right + 1)):
            continue
        where = f"{sheet.name}!{cell_name((top, left))}"
        if left != right:
            message = N_("Cells are merged across columns. Unmerge them and fill in each.")
            problems.append(Problem("", message, where=where))
            continue
        for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
            changed.setdefault(row, list(sheet.rows[row]))[left] = sheet.rows[top][left]
        message = N_("Merged cells: the value is taken for rows {first} to {last}.")
        problems.append(Problem("", message, {"first": top + 1, "last": bottom + 1}, True, where))
    if not changed:
        return sheet
    return replace(sheet, rows=[changed.get(place, row) for place, row in enumerate(sheet.rows)])


def grouped(table: Table, name: str) -> Mapping[Any, list[int]]:
    """The rows of a table by the value of an entry, in their order."""
    found: dict[Any, list[int]] = {}
    for index, value in enumerate(table.column(name)):
        found.setdefault(value, []).append(index)
    return found
