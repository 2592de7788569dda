"""What one row of a ledger brings: a row for one of the forms the template knows, with its remark and its days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.importing.days import When
from models.importing.recognition.ledger import Ledger, Line
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.problems import Problem

_AS_WRITTEN = N_("Date as written: {text}")
_NO_AMOUNT = N_("The amount is missing: fill it in.")
NOTHING = N_("The amount is nothing: fill it in, or leave the row out.")
_ABOVE = N_(
    "The amount is merged with that of row {row} and counts there: nothing comes in of this row. Part the cells to "
    "share it out."
)
_DASHES = frozenset("-—－–/")


def no_amount(ledger: Ledger, line: Line) -> Problem:
    """Why a row has no amount: none stands there, it stands in a row above it, or a dash says that there is none."""
    place = ledger.main.place if ledger.main else -1
    above = (top for (top, left), (bottom, right) in ledger.sheet.merged
             if left <= place <= right and top < line.row <= bottom)  # fmt: skip
    if (row := next(above, None)) is not None:
        return Problem("", _ABOVE, {"row": row + 1})
    cells = ledger.sheet.rows[line.row]
    said = str(cells[place]).strip() if 0 <= place < len(cells) else ""
    none = line.money(ledger.main.role) is not None if ledger.main else False
    return Problem("", NOTHING if none or (said and set(said) <= _DASHES) else _NO_AMOUNT)


@dataclass(slots=True)
class Row:
    """One row for a form: where it came from, and what it says of each entry."""

    ledger: Ledger
    line: Line
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Reversal:
    """A negative receipt and the receipt it takes back."""

    row: Row
    number: str
    day: date
    reason: str


@dataclass(frozen=True)
class Ended:
    """A bill of a receipt that is no longer in hand: paid, discounted or endorsed on."""

    row: Row
    number: str
    day: date
    told: str


@dataclass(frozen=True)
class Return:
    """A receipt that is a deposit coming back, both by their numbers."""

    deposit: str
    receipt: str
    amount: Money
    day: date


@dataclass
class Harvest:
    """The rows by form, the receipts that go back, the deposits that came back.

    ``booked`` are the folded numbers of the receipts that the book has, ``gross`` the contracts whose opening balance
    counts receipts that are known by themselves as not yet come: these settle it; ``more`` are old items that are new
    to an opening balance of the book (by its key), ``came_back`` rows of deposits that only say what of one came back.
    ``recovering`` are contracts of the book whose own terms recover the advance.
    ``begun`` is by contract the day until which its opening balance counts what was received, ``natures`` by receipt
    the classes it says it is for, ``opened_with`` are receipts that are part of an opening balance.
    ``undated`` are debts of no day.
    """

    booked: set[str] = field(default_factory=set)
    gross: set[str] = field(default_factory=set)
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    reversals: list[Reversal] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    more: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    begun: dict[str, date] = field(default_factory=dict)
    natures: dict[str, frozenset[str]] = field(default_factory=dict)
    opened_with: set[str] = field(default_factory=set)
    came_back: list[tuple[Ledger, Line, dict[str, Any]]] = field(default_factory=list)
    recovering: frozenset[str] = frozenset()
    undated: list[tuple[Ledger, Line]] = field(default_factory=list)

    def is_new(self, row: Row) -> bool:
        """Whether a receipt is none that the book has, nor a deposit that came back."""
        number = row.values.get("number", "")
        return folded(number) not in self.booked and all(one.receipt != number for one in self.returns)

    def close(self) -> None:
        """Rows that stay open bring nothing, not even what was understood of them first."""
        for name, rows in self.rows.items():
            self.rows[name] = [row for row in rows if not row.line.is_open]
        self.reversals = [one for one in self.reversals if not one.row.line.is_open]

    def add(self, form: str, ledger: Ledger, line: Line, /, **values: Any) -> Row:
        row = Row(ledger, line, {name: value for name, value in values.items() if value or value not in (None, "")})
        self.rows[form].append(row)
        return row


def remark_of(line: Line, *more: str) -> str:
    """The remark of the row, what could not be read of it, and dates that name only a month."""
    own, vague = [], []
    for role, value in line.values.items():
        if role.startswith("remark"):
            own.append(value)
        if type(value) is When and not value.number:
            vague.append(text(_AS_WRITTEN).format(text=value.written or value.iso))
    return "；".join(dict.fromkeys(part for part in (*own, *line.remarks, *more, *vague) if part))
