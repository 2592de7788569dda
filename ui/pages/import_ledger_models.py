"""What is chosen in the wizard for a site's own ledger: what sheets and columns are, questions, contracts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor

from models.importing.recognition import (
    KINDS,
    SAYS,
    UNITS,
    ProposedColumn,
    Question,
    SheetProposal,
    entries_of,
    said,
    written_answer,
)
from models.importing.recognition.captions import BEFORE, NET, TAX, TO_DATE
from models.importing.recognition.series import MANIETH
from models.importing.sheets import Sheet
from models.language import N_, _, text
from models.money import Money
from ui import theme
from ui.pages.import_choosing import Choice, ChoiceModel
from ui.tables.formats import money

_TAXES: Sequence[Choice] = (("gross", N_("With tax")), ("net", N_("Without tax")), ("tax", N_("The tax itself")))
_UNITS: Sequence[Choice] = tuple((unit, unit) for unit in UNITS)
_BLANKS: Sequence[Choice] = ((False, N_("Blank")), (True, N_("As above")))
_ANSWERS = {2: "columns", 3: "units", 4: "tax", 5: "fill_down"}
"""What each column of the table answers about a column of the sheet."""
_SAMPLES, _LOOKED_AT = 3, 50


class SheetsModel(ChoiceModel):
    """One line a sheet; the box in front says whether it comes in, its kind can be chosen."""

    captions = (
        N_("Sheet"), N_("What it is"), N_("Rows"), N_("Understood"), N_("Left open"), N_("Amounts in"), N_("Our sum"),
        N_("The sheet says"), N_("Why it stays out"),
    )  # fmt: skip
    figures = frozenset((2, 3, 4, 6, 7))

    def words(self, row: int) -> Sequence[str]:
        one: SheetProposal = self.rows[row]
        ours, theirs = sum_of(one)
        figures = (one.rows, one.understood, len(one.open)) if one.kind else (one.rows, 0, 0)
        reason = one.left_out or one.reason
        why = reason.sentence() if reason else "" if one.kind else _("No ledger that is known")
        return (one.name, text(SAYS[one.kind]), *(f"{count:,}" if count else "–" for count in figures),
                one.unit if one.kind else "", ours, theirs, why)  # fmt: skip

    def ticked(self, row: int, column: int) -> bool | None:
        one: SheetProposal = self.rows[row]
        return (one.left_out is None) if column == 0 and one.kind else None

    def choices(self, row: int, column: int) -> Sequence[Choice]:
        return tuple((kind, SAYS[kind]) for kind in (*KINDS, "")) if column == 1 else ()

    def value(self, row: int, column: int) -> Any:
        kind: str = self.rows[row].kind
        return kind

    def key(self, row: int, column: int) -> Hashable:
        return ("sheets", self.rows[row].name, "include" if column == 0 else "kind")

    def tone(self, row: int, column: int) -> QColor | None:
        one: SheetProposal = self.rows[row]
        if not one.kind or one.left_out:
            return theme.colour("muted")
        if column == 7 and one.stated_totals:
            return theme.colour("done" if all(t.stated == t.ours for t in one.stated_totals) else "warning")
        return theme.colour("warning") if column == 4 and one.open else None


def sum_of(sheet: SheetProposal) -> tuple[str, str]:
    """What the main amounts come to, and the last total the sheet itself states of them."""
    every = [one for one in sheet.columns if one.total is not None and is_main(one, sheet.kind)]
    main = min(every, key=_by_scope, default=None)
    if main is None or main.total is None:
        return "", ""
    stated = [one.stated for one in sheet.stated_totals if one.caption == main.caption]
    return money(main.total), money(stated[-1]) if stated else _("no total")


def _by_scope(column: ProposedColumn) -> tuple[bool, int, bool]:
    """With tax before without, of each the amount of the period before the one to date; last what stood before it."""
    said = column.role.partition(MANIETH)[0].split(".")[1:]
    tax = next((place for place, one in enumerate((NET, TAX), 1) if one in said), 0)
    return BEFORE in said, tax, TO_DATE in said


def is_main(column: ProposedColumn, kind: str) -> bool:
    """Whether this is the amount a row of such a ledger is about."""
    return bool(kind) and column.role.partition(".")[0] == entries_of(kind)[1]


class ColumnsModel(ChoiceModel):
    """The columns of one sheet: what each is taken for, some of its cells, its unit, what it comes to."""

    captions = (
        N_("Column"), N_("Caption"), N_("Taken for"), N_("Amounts in"), N_("Tax"), N_("Blank cells"), N_("Sum"),
        N_("Examples"),
    )  # fmt: skip
    figures = frozenset((6,))

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.sheet, self.kind = "", ""
        self._samples: Mapping[int, str] = {}

    def show_sheet(self, proposed: SheetProposal | None, sheet: Sheet | None) -> None:
        """Show the columns of this sheet; ``sheet`` is where the examples come from."""
        self.sheet, self.kind = (proposed.name, proposed.kind) if proposed else ("", "")
        columns = proposed.columns if proposed else ()
        below = max(proposed.header) if proposed and proposed.header else 0
        self._samples = {one.place: samples(sheet, one.place, below) for one in columns} if sheet else {}
        self.put(columns)

    def words(self, row: int) -> Sequence[str]:
        one: ProposedColumn = self.rows[row]
        tax = dict(_TAXES)[self._tax(one)] if is_main(one, self.kind) else ""
        return (one.letter, one.caption, said(one.role, self.kind), one.unit, text(tax) if tax else "",
                text(dict(_BLANKS)[one.fills]) if _may_fill(one) else "",
                money(one.total) if one.total is not None else "", self._samples.get(one.place, ""))  # fmt: skip

    def choices(self, row: int, column: int) -> Sequence[Choice]:
        one: ProposedColumn = self.rows[row]
        if column == 2:
            return tuple((role, said(role, self.kind)) for role in _roles(one, self.kind))
        if column == 3 and one.unit:
            return _UNITS
        if column == 5 and _may_fill(one):
            return _BLANKS
        return _TAXES if column == 4 and is_main(one, self.kind) else ()

    def value(self, row: int, column: int) -> Any:
        one: ProposedColumn = self.rows[row]
        return {2: one.role, 3: one.unit, 4: self._tax(one), 5: one.fills}.get(column)

    def key(self, row: int, column: int) -> Hashable:
        return ("sheets", self.sheet, _ANSWERS.get(column, "columns"), self.rows[row].caption)

    def tone(self, row: int, column: int) -> QColor | None:
        return theme.colour("muted") if column in (0, 7) or not self.rows[row].role else None

    def _tax(self, one: ProposedColumn) -> str:
        further = one.role.partition(".")[2]
        return further if further in ("net", "tax") else "gross"


def _may_fill(one: ProposedColumn) -> bool:
    """Whether a blank cell may mean what the row above says: texts, not amounts."""
    return bool(one.role) and not one.unit


def _roles(one: ProposedColumn, kind: str) -> Iterator[str]:
    every = entries_of(kind)
    yield from every
    if one.role not in every:
        yield one.role


def samples(sheet: Sheet, place: int, below: int) -> str:
    """The first cells of a column that hold anything."""
    rows = sheet.rows[below : below + _LOOKED_AT]
    cells = (shown(row[place]) for row in rows if place < len(row) and row[place] != "")
    return " · ".join(cell for cell, _none in zip(cells, range(_SAMPLES), strict=False))


def shown(cell: Any) -> str:
    """A cell as a person reads it."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell).removesuffix(" 00:00:00").strip()


def row_text(sheet: Sheet, row: int) -> str:
    """The whole text of a row (as Excel counts), cell by cell."""
    cells = sheet.rows[row - 1] if 0 < row <= len(sheet.rows) else ()
    return "  |  ".join(shown(cell) for cell in cells if cell != "")


@dataclass(frozen=True)
class Asked:
    """A question with what stands for it now."""

    question: Question
    value: Any


class QuestionModel(ChoiceModel):
    """One line a question, with the answer that stands and the figures to decide by."""

    captions: tuple[str, ...] = (N_("Question"), N_("Answer"), N_("Figures"))

    def words(self, row: int) -> Sequence[str]:
        one: Asked = self.rows[row]
        typed = written_answer(one.question.typed, one.value) or "–"
        meaning = next((label for value, label in one.question.choices if value == one.value), typed)
        figures = "    ".join(f"{text(caption)} {money(amount)}" for caption, amount in one.question.told)
        return (one.question.sentence.sentence(), text(meaning), figures)

    def choices(self, row: int, column: int) -> Sequence[Choice]:
        return self.rows[row].question.choices if column == 1 else ()

    def typing(self, row: int, column: int) -> str:
        return self.rows[row].question.typed if column == 1 else ""

    def value(self, row: int, column: int) -> Any:
        return self.rows[row].value

    def key(self, row: int, column: int) -> Hashable:
        key: Hashable = self.rows[row].question.key
        return key


class SettingsModel(QuestionModel):
    """What may be answered about a sheet as a whole, with what stands for it."""

    captions = (N_("About the whole sheet"), N_("Answer"))

    def words(self, row: int) -> Sequence[str]:
        return super().words(row)[:2]


@dataclass(frozen=True)
class Deal:
    """A contract that rows are about, and the contracts of the book it may be.

    ``chosen_for`` is what the ledger calls it where a person said that it is this contract of the book.
    """

    told: Mapping[str, str]
    known: Sequence[tuple[str, str]] = ()
    chosen_for: str = ""

    @property
    def written(self) -> str:
        """What the ledger calls it: its number, or the name where it has none."""
        return self.chosen_for or (self.told["name"] if self.told["number"].startswith("WH-") else self.told["number"])


class ContractsModel(ChoiceModel):
    """The contracts of the rows: found in the book, or to be made; one that would be made can be one of the book."""

    captions = (N_("Contract number"), N_("Contract name"), N_("Party"), N_("Contract price"), N_("In the book"))
    figures = frozenset((3,))

    def words(self, row: int) -> Sequence[str]:
        one: Deal = self.rows[row]
        price = money(Money.parse(one.told["price"])) if one.told["price"] else "–"
        where = _("Found") if one.told["in"] == "book" else _("To be made")
        return (one.told["number"], one.told["name"], one.told["party"], price, where)

    def choices(self, row: int, column: int) -> Sequence[Choice]:
        one: Deal = self.rows[row]
        return (("", N_("To be made")), *one.known) if self._may_mean(column, one) and one.known else ()

    def typing(self, row: int, column: int) -> str:
        return "contract" if self._may_mean(column, self.rows[row]) else ""

    def _may_mean(self, column: int, one: Deal) -> bool:
        """Whether another contract of the book may be said to be meant."""
        return column == 4 and (one.told["in"] != "book" or bool(one.chosen_for))

    def value(self, row: int, column: int) -> Any:
        one: Deal = self.rows[row]
        return one.told["number"] if one.chosen_for else ""

    def key(self, row: int, column: int) -> Hashable:
        return ("contracts", self.rows[row].written)

    def tone(self, row: int, column: int) -> QColor | None:
        return theme.colour("done" if self.rows[row].told["in"] == "book" else "muted") if column == 4 else None
