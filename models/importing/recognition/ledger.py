"""One sheet of a site's own ledger, read: its kind, its columns, its rows with what they say, its totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.importing.cells import Habits
from models.importing.recognition import amounts, days
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.columns import Column, columns_of, main_of
from models.importing.recognition.headers import Header, given_header, header_of, said_above, titles
from models.importing.recognition.kinds import kind_of
from models.importing.recognition.meanings import CONTRACTS, MAIN, MAIN_DAY
from models.importing.recognition.merged import Merged, unmerged
from models.importing.recognition.reading import reader
from models.importing.recognition.rows import Layout, Sorted, sort_rows, unworded_totals
from models.importing.sheets import Cell, Sheet, cell_name
from models.importing.table import READING
from models.importing.texts import Misread
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.work import Progress, Work

OFTEN = 5_000
"""Rows between two signs of progress."""
_DITTO = frozenset(["同上", "〃", "″", '"', "“", "”", "''", "同 上", "〃〃"])
_VALUELESS = N_("{cell}: the formula was never worked out. Open the workbook in Excel or WPS, save it, try again.")
_SHOWS_ERROR = N_("{cell} shows {error}. Correct the formula or type the value.")
_FROM_FILE = N_("{cell} takes its value from another file; the one last saved is used.")
_AT_CELL = N_("{cell}: {what}")


@dataclass
class Line:
    """A row of the ledger: what each entry says; why it stays open, if it does.

    ``raw`` are the amounts as the sheet has them, before tax or figures to date were worked out; they are in
    ``currency`` where the row names one that is not the yuan.
    """

    row: int
    values: dict[str, Any]
    raw: dict[str, Money] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    hidden: bool = False
    currency: str = ""

    def money(self, role: str) -> Money | None:
        found: Money | None = self.values.get(role)
        return found

    def text(self, role: str) -> str:
        return str(self.values.get(role) or "")

    def open(self, message: str, **told: object) -> None:
        self.problems.append(Problem("", message, told))

    @property
    def is_open(self) -> bool:
        return bool(self.problems)


@dataclass(frozen=True)
class Total:
    """A row that adds up others: its word (empty where only the sum gave it away) and its amounts by role."""

    row: int
    word: str
    amounts: Mapping[str, Money]


@dataclass
class Ledger:
    """A sheet as it was read; ``left_out`` says why none of its rows comes in."""

    sheet: Sheet
    kind: str
    header: Header | None
    answers: SheetAnswers
    columns: dict[str, Column] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    titles: Sequence[str] = ()
    left_out: Problem | None = None
    cumulative: bool = False

    def note(self, row: int, message: str, **told: object) -> None:
        self.notes.append((row, Problem("", message, told, True)))

    @property
    def main(self) -> Column | None:
        return main_of(self.kind, self.columns) if self.kind else None

    @property
    def coming(self) -> list[Line]:
        """The rows that come in as far as is known."""
        return [] if self.left_out else [line for line in self.lines if not line.problems]

    def cell(self, line: Line, role: str) -> str:
        return cell_name((line.row, self.columns[role].place))


def read_ledger(sheet: Sheet, answers: SheetAnswers, habits: Habits) -> Work[Ledger]:
    """Recognise and read a sheet; kind is empty when it is no ledger."""
    header = given_header(sheet, answers.header) if answers.header else header_of(sheet)
    lines_above = titles(sheet, header) if header else []
    kind = kind_of(sheet, header, lines_above, answers) if header else ""
    ledger = Ledger(sheet, kind, header, answers, titles=lines_above)
    if header is None or not kind:
        return ledger
    ledger.columns = columns_of(sheet, header, kind, answers)
    ledger.said = said_above(lines_above)
    layout = Layout(sheet, header, ledger.columns, kind)
    found = sort_rows(layout)
    merged = unmerged(sheet, header, ledger.columns, kind)
    ledger.notes += [*found.notes, *merged.notes]
    yield from _read_lines(ledger, found, merged, habits)
    _name_sections(ledger, found)
    _read_totals(ledger, found)
    _take_unworded_totals(ledger, layout)
    ledger.notes.sort(key=lambda one: one[0])
    return ledger


def _read_lines(ledger: Ledger, found: Sorted, merged: Merged, habits: Habits) -> Work[None]:
    """Column by column, because the cells of one are read alike."""
    ledger.lines = [Line(row, {}, hidden=row in ledger.sheet.hidden_rows) for row in found.data]
    smooth = not (ledger.sheet.valueless or ledger.sheet.errors or ledger.sheet.linked or merged.cells)
    for done, column in enumerate(ledger.columns.values()):
        yield Progress(done, len(ledger.columns), READING)
        read = reader(column, habits)
        before: Any = None
        for place, line in enumerate(ledger.lines):
            if place % OFTEN == 0:
                yield Progress(done, len(ledger.columns), READING)
            value = _read_plain(ledger, line, column, read) if smooth else None
            before = value if value is not None else _read_cell(ledger, line, column, merged, read, before)
    if merged.across:
        for line in ledger.lines:
            if line.row in merged.across:
                line.open(N_("{cell}: cells are merged across columns. Unmerge them and fill in each."),
                          cell=merged.across[line.row])  # fmt: skip


def _read_plain(ledger: Ledger, line: Line, column: Column, read: Callable[[Cell], Any]) -> Any:
    """Read a cell that holds a value and nothing else; None when there is more to it."""
    row = ledger.sheet.rows[line.row]
    cell = row[column.place] if column.place < len(row) else ""
    if type(cell) is str and (not cell or cell in _DITTO or cell.isspace()):
        return None
    try:
        value = read(cell)
    except Misread:
        return None
    if value is None or value == "":
        return None
    line.values[column.role] = value
    if column.is_money:
        line.raw[column.role] = value
    return value


def _read_cell(
    ledger: Ledger, line: Line, column: Column, merged: Merged, read: Callable[[Cell], Any], before: Any
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
            line.values[column.role] = before
        return before
    try:
        value = read(cell)
    except Misread as misread:
        _misread(ledger, line, column, cell, misread)
        return before
    if ledger.sheet.linked and place in ledger.sheet.linked:
        ledger.note(line.row, _FROM_FILE, cell=cell_name(place))
    if value not in (None, ""):
        line.values[column.role] = value
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
        problem = Problem("", _VALUELESS, {"cell": cell_name(place)})
    else:
        return False
    if is_essential(ledger.kind, column):
        line.problems.append(problem)
    else:
        ledger.notes.append((line.row, replace(problem, advice=True)))
    return True


def is_essential(kind: str, column: Column) -> bool:
    """Whether a row means nothing without this cell: its amount, its day (a contract has none), whose it is."""
    base = column.role.partition(".")[0]
    day = MAIN_DAY[kind] if kind != CONTRACTS else ""
    return base in (MAIN[kind], day, "contract_number", "party", "credit_code")


def _misread(ledger: Ledger, line: Line, column: Column, cell: Cell, misread: Misread) -> None:
    """What cannot be read goes unchanged into the remark; where the row needs it, the row stays open."""
    problem = Problem("", misread.message, misread.values)
    told = {"cell": cell_name((line.row, column.place)), "what": problem.text()}
    if is_essential(ledger.kind, column):
        line.problems.append(Problem("", _AT_CELL, told))
    else:
        ledger.notes.append((line.row, Problem("", _AT_CELL, told, True)))
    if column.is_money:
        _keep_rounded(line, column, cell)
    if isinstance(cell, str):
        line.remarks.append(cell.strip() if column.is_money else f"{column.caption}：{cell.strip()}")


def _keep_rounded(line: Line, column: Column, cell: Cell) -> None:
    """An amount finer than a fen stays out, and is told to the fen."""
    try:
        amount = amounts.read_amount(cell, column.unit, True)
    except Misread:
        return
    if amount is not None:
        line.raw[column.role] = amount


def _name_sections(ledger: Ledger, found: Sorted) -> None:
    """A row of words above others names what they are about, where no column does."""
    if not found.sections or {"party", "contract_number", "contract_name"} & set(ledger.columns):
        return
    names = sorted(found.sections.items())
    for line in ledger.lines:
        above = [name for row, name in names if row < line.row]
        if above:
            line.values["section"] = above[-1]


def _read_totals(ledger: Ledger, found: Sorted) -> None:
    for row, word in found.totals:
        for column in ledger.columns.values():
            if column.is_money and (row, column.place) in ledger.sheet.valueless:
                ledger.note(row, _VALUELESS, cell=cell_name((row, column.place)))
        ledger.totals.append(Total(row, word, _amounts_of(ledger, row)))


def _amounts_of(ledger: Ledger, row: int) -> dict[str, Money]:
    """The amounts of a total; what cannot be read of it is no check."""
    said = {}
    for role, column in ledger.columns.items():
        cells = ledger.sheet.rows[row]
        if column.is_money and column.place < len(cells) and (row, column.place) not in ledger.sheet.errors:
            try:
                amount = amounts.read_amount(cells[column.place], column.unit, True)
            except Misread:
                continue
            if amount is not None:
                said[role] = amount
    return said


def _take_unworded_totals(ledger: Ledger, layout: Layout) -> None:
    """A row without name and day whose amount the rows above come to is a total, whatever it is called."""
    main = ledger.main
    if main is None:
        return
    rows = [line.row for line in ledger.lines]
    fen = [found.fen if (found := line.money(main.role)) is not None else None for line in ledger.lines]
    taken = set(unworded_totals(layout, rows, fen))
    if taken:
        ledger.lines = [line for line in ledger.lines if line.row not in taken]
        ledger.totals += [Total(row, "", _amounts_of(ledger, row)) for row in sorted(taken)]
        ledger.totals.sort(key=lambda total: total.row)


def day_of(ledger: Ledger, line: Line, role: str) -> date | None:
    """The day of an entry; for a month the day that was chosen to stand for it."""
    found = line.values.get(role)
    return found.day(ledger.answers.month or days.LAST) if isinstance(found, days.When) else None
