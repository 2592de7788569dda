"""One sheet of a site's own ledger, read: its kind, its columns, its rows with what they say, its totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.importing import days
from models.importing.recognition import title_days
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.columns import Column, main_of
from models.importing.recognition.days_beside import day_in
from models.importing.recognition.doubts import Doubt
from models.importing.recognition.headers import Header
from models.importing.recognition.series import MANIETH
from models.importing.recognition.views import View
from models.importing.recognition.words import BESIDES, CONTRACTS, DAY, MAIN, MAIN_DAY, OPENING, RETENTION
from models.importing.sheets import Sheet, cell_name
from models.language import N_
from models.money import Money
from models.problems import Problem

OFTEN = 5_000
"""Rows between two signs of progress."""
RECEIVED_ON = "received_on"
OPENING_OF = "opening"
"""The entry of a line that holds what stood before it: the opening balance of its contract."""
GROWN = "grown"
"""The entry of a line that holds what its figure to date is more than the one before."""
CARRIED = "carried"
"""The entry of a line of an account that brings a balance forward from the one before."""
COMPARED = "compared"
"""The entry of a line that only says what certificates bring one by one: it is compared and does not come in."""
NO_RECEIPT = "no_receipt"
"""The entry of a line that tells of no money of anybody else, whoever it names."""
OF_PARTY = "of_party"
"""The entry of a line that names its party and no contract."""
OF_NOBODY = "of_nobody"
"""The entry of a line that needs no contract: its customer owes nothing."""
UNCHANGED = "unchanged"
"""The entry of a line that adds nothing: its figure to date did not grow, or it has no amount in any month."""


@dataclass(slots=True)
class Line:
    """A row of the ledger: what each entry says; why it stays open, if it does.

    ``raw`` are the amounts as the sheet has them, before tax or figures to date were worked out; they are in
    ``currency`` where the row names one that is not the yuan. ``left`` are those of the amounts that stay out while
    the rest of the row comes in.
    """

    row: int
    values: dict[str, Any]
    raw: dict[str, Money] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    hidden: bool = False
    currency: str = ""
    left: frozenset[str] = frozenset()

    def money(self, role: str) -> Money | None:
        found: Money | None = self.values.get(role)
        return found

    def text(self, role: str) -> str:
        found = self.values.get(role)
        return found if type(found) is str else str(found) if found else ""

    @property
    def contract(self) -> str:
        """The number of the contract that its row is about; none where its customer owes nothing."""
        return "" if self.values.get(OF_NOBODY) else self.text("deal")

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
    """A sheet as it was read; ``left_out`` says why none of its rows comes in. ``leads_from`` is the day of earlier
    balances from which certificates and receipts of the workbook lead to these, which are only compared.

    A row that tells of several receipts or certificates side by side gives a line for each of the ``views``.
    ``terms`` are the payment terms that the rows of each new contract show, ``paid`` is what certificates say was
    received of them on no day (None: another ledger tells it; ``paid_apart``: in rows of its own, which have days),
    ``doubled`` are rows that another ledger has already, ``inside`` receipts that an opening balance counts already.
    ``years`` are rows that head those below with a year, ``still_open`` says how what is left of a debt is read,
    ``carries`` by contract what a ledger of receipts says is owed and nothing else tells, ``beyond`` what is certified
    and neither received nor owed. ``summed`` is by contract what came in until the day of a summary, in one sum.
    """

    sheet: Sheet
    kind: str
    header: Header | None
    answers: SheetAnswers
    columns: dict[str, Column] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)
    notes: list[tuple[int, Problem]] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    titles: Sequence[str] = ()
    left_out: Problem | None = None
    leads_from: date | None = None
    cumulative: bool = False
    views: Sequence[View] = ()
    doubts: dict[tuple[str, str], Doubt] = field(default_factory=dict)
    terms: dict[str, Any] = field(default_factory=dict)
    paid: Money | None = None
    paid_apart: bool = False
    doubled: dict[str, Any] = field(default_factory=dict)
    inside: dict[int, Any] = field(default_factory=dict)
    years: dict[int, int] = field(default_factory=dict)
    still_open: Any = None
    carries: dict[str, Money] = field(default_factory=dict)
    summed: dict[str, Money] = field(default_factory=dict)
    beyond: Any = None
    today: date = date.max

    def note(self, row: int, message: str, **told: object) -> None:
        self.notes.append((row, Problem("", message, told, True)))

    def doubt(self, about: str, name: str = "", choices: tuple[tuple[str, str], ...] = ()) -> None:
        """One more row would be understood if somebody answered this."""
        rows = self.doubts[about, name].rows if (about, name) in self.doubts else 0
        self.doubts[about, name] = Doubt(choices, rows + 1)

    @property
    def main(self) -> Column | None:
        return main_of(self.kind, self.columns) if self.kind else None

    @property
    def beside(self) -> frozenset[str]:
        """The entries of what its rows tell beside their own matter, where they tell the whole of it."""
        named = set(self.columns).union(*((*view.columns, *view.said) for view in self.views))
        whole = BESIDES.get(self.kind, frozenset())
        return whole if named >= whole else frozenset()

    @property
    def coming(self) -> list[Line]:
        """The rows that come in as far as is known."""
        return [] if self.left_out else [line for line in self.lines if not line.problems]

    def cell(self, line: Line, role: str) -> str:
        return cell_name((line.row, self.columns[role].place))


PARTLY = N_("{amount} of the row stays out, the rest of it comes in: {why}")


def leave_part(ledger: Ledger, line: Line, base: str) -> None:
    """What keeps a row open is about one entry of it: that stays out and is told, the rest of the row comes in."""
    line.left |= {*_tell(ledger, line, base)}
    line.problems.clear()


def leave_whole(ledger: Ledger, line: Line) -> None:
    """What a row tells of one of several things stays out and is told: the others come in."""
    _tell(ledger, line, ledger.main.base if ledger.main else "")


def _tell(ledger: Ledger, line: Line, base: str) -> list[str]:
    """Note what keeps an entry out, with its amount; returns the columns in which that stands."""
    mine = [role for role in line.raw if role.partition(".")[0].partition(MANIETH)[0] == base]
    amount = Money.total(line.raw[role] for role in mine)
    ledger.note(line.row, PARTLY, amount=amount.grouped, why=tuple(line.problems))
    return mine


def is_essential(kind: str, column: Column) -> bool:
    """Whether a row means nothing without this cell: its amount, its day (a contract has none), whose it is."""
    base = column.base
    day = MAIN_DAY[kind] if kind != CONTRACTS else ""
    return base in (MAIN[kind], day, "contract_number", "party", "credit_code")


def of_days(ledger: Ledger) -> Iterator[tuple[str, Column]]:
    """The entries that hold days, each with its column; for months that stand as captions the first of those."""
    yield from ((role, column) for role, column in ledger.columns.items() if column.holds == DAY)
    main = MAIN_DAY[ledger.kind]
    if ledger.views and main not in ledger.columns and ledger.main:
        yield main, ledger.main
    if RECEIVED_ON not in ledger.columns and ledger.main and any(RECEIVED_ON in view.said for view in ledger.views):
        yield RECEIVED_ON, ledger.main


def day_of(ledger: Ledger, line: Line, role: str) -> date | None:
    """The day of an entry; for a month the day that was chosen to stand for it. None where no year is named."""
    found = line.values.get(role)
    if not isinstance(found, days.When) or not found.year:
        return None
    return found.day(ledger.answers.month or days.LAST)


def figure(line: Line, role: str) -> Money | None:
    """A figure of a contract or of an opening balance is to date, whether its caption says so or not."""
    found = line.money(f"{role}.{TO_DATE}")
    return line.money(role) if found is None else found


def cut_off(ledger: Ledger) -> date | None:
    """The day of the balances: as answered or stated, else the end of the year that the ledger is of (it is asked)."""
    return stated_day(ledger) or year_end(ledger)


def year_end(ledger: Ledger) -> date | None:
    """The end of the only year that title or name speak of, or of the last year that has columns; if it is over."""
    if ledger.kind not in (OPENING, RETENTION, CONTRACTS) or ledger.header is None:
        return None
    columns = title_days.years_of(ledger.header.captions.values())
    year = max(columns, default=0) or title_days.year_in([*ledger.titles, ledger.sheet.called])
    day = date(year, 12, 31) if year else date.max
    return day if day <= ledger.today else None


def stated_day(ledger: Ledger) -> date | None:
    """The day of the balances as answered, as a line above the table says, the end of its month or of last year."""
    if ledger.answers.date:
        return date.fromisoformat(ledger.answers.date)
    if (stated := title_days.in_title(ledger.titles)) or ledger.kind not in (OPENING, RETENTION, CONTRACTS):
        return stated
    owed = filter(None, (ledger.main, ledger.columns.get("balance")))
    if (day := next(filter(None, (day_in(one.caption) for one in owed)), None)) and day <= ledger.today:
        return day
    month = title_days.month_in([*ledger.titles, ledger.sheet.called])
    if month and month.year:
        return month.day()
    year = title_days.year_in([*ledger.titles, ledger.sheet.called])
    captions = ledger.header.captions.values() if ledger.header else ()
    if ledger.main and "末" in ledger.main.caption and (last := title_days.last_month(captions)):
        return last
    begins = ledger.kind == OPENING and ledger.main is not None and ledger.main.caption.startswith("年初")
    begins = begins and not (ledger.still_open and ledger.still_open.takes_rest)
    return date(year - 1, 12, 31) if year and begins else None
