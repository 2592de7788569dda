"""The sheet's own totals beside ours: what each total states, and what the rows that it adds up come to here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from models.importing.recognition.captions import BEFORE, TO_DATE
from models.importing.recognition.columns import Column
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.differences import explain
from models.importing.recognition.ledger import GROWN, Ledger, Line, Total, day_of
from models.importing.recognition.own_account import is_own_account
from models.importing.recognition.proposal import StatedTotal
from models.importing.recognition.rows import CARRIED, of_section
from models.importing.recognition.series import MANIETH
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, CONTRACTS, MAIN_DAY, RECEIPTS
from models.money import Money


def stated_totals(ledger: Ledger) -> list[StatedTotal]:
    """Every amount of every total row; ``ours`` adds up the rows that come in."""
    sums = _Sums(ledger)
    found: list[StatedTotal] = []
    for total in ledger.totals:
        sums.look_at(total)
        for role, stated in total.amounts.items():
            if not adds_up(ledger, ledger.columns[role]):
                continue
            since, until = sums.rows_of(total, role, stated)
            ours = sums.between(role, since, until)
            if stated != ours and stated == sums.last(role, since, until):
                ours = stated
            if ours != stated and not ledger.left_out and not is_to_date(role):
                explain(ledger, total.row, role, since, stated, ours, until)
            found.append(StatedTotal(ledger.sheet.name, total.row + 1, ledger.columns[role].caption, stated, ours))
        sums.passed(total)
    return found


_OF_PAGE = "本页"
_PARTS = {"本月": 1, "当月": 1, "本期": 1, "当期": 1, "本季": 3, "本年": 12, "当年": 12}
"""Months of what a total may say that it closes."""


class _Sums:
    """Adds up the rows above a total: since the last one for a subtotal, else all of them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._every = self._lines = counted(ledger)
        self._names = {name for line in self._every for name in (line.text("party_written"), line.text("party"))}
        self._last = self._last_section = -1

    def look_at(self, total: Total) -> None:
        """A total that stands beside a party adds up the rows of that party."""
        column, row = self._ledger.columns.get("party"), self._ledger.sheet.rows[total.row]
        cell = row[column.place] if column and column.place < len(row) else ""
        whose = {name for name in self._names if name and name in cell} if isinstance(cell, str) and cell else set()
        party = max(whose, key=len, default="")
        own = [line for line in self._every if party in (line.text("party_written"), line.text("party"))]
        self._lines = own if party else self._every

    def rows_of(self, total: Total, role: str, stated: Money) -> tuple[int, int]:
        """After which row and until which the rows stand that a total adds up; one on top adds those below it."""
        if self._lines and total.row < self._lines[0].row:
            return total.row, self._lines[-1].row + 1
        return self.since(total, role, stated), total.row

    def since(self, total: Total, role: str, stated: Money) -> int:
        """After which row the rows begin that a total adds up."""
        if _OF_PAGE in total.word and (page := self._page(total.row)) >= 0:
            return page
        starts = (-1, self._last, self._last_section)
        whole, section, since_section = (self.between(role, start, total.row) for start in starts)
        if (period := self._period(total)) is not None and (stated != section or self._last < 0):
            return -1 if stated == whole else period
        if of_section(total.word):
            return -1 if stated == whole != section else self._last
        found = [start for start, ours in zip(starts, (whole, section, since_section), strict=True) if ours == stated]
        return found[0] if found else self._last if self._is_repeated(total) else -1

    def _page(self, until: int) -> int:
        """After which row the page begins that ends here; -1 where no page turns above it."""
        above = enumerate(self._ledger.sheet.rows[:until])
        return max((row for row, cells in above if any(map(CARRIED.fullmatch, map(str, cells)))), default=-1)

    def _period(self, total: Total) -> int | None:
        """After which row the month, the quarter or the year begins that a total says it closes; None: it says none."""
        part = next((part for word, part in _PARTS.items() if word in total.word), 0)
        above = [line for line in self._lines if line.row < total.row] if part else []
        known = [(line.row, day) for line in above if (day := day_of(self._ledger, line, MAIN_DAY[self._ledger.kind]))]
        if not known:
            return None
        last = known[-1][1]
        now = last.year, (last.month - 1) // part
        return max((row for row, day in known if (day.year, (day.month - 1) // part) != now), default=-1)

    def _is_repeated(self, total: Total) -> bool:
        """The same word closes every part of the table: then each closes its own."""
        same = [one for one in self._ledger.totals if one.word == total.word]
        return len(same) > 1 and not any(of_section(one.word) for one in self._ledger.totals)

    def passed(self, total: Total) -> None:
        self._last = total.row
        if not of_section(total.word):
            self._last_section = total.row

    def last(self, role: str, since: int, until: int) -> Money | None:
        """What the last rows of the contracts come to, where each row says what then is still owed."""
        if role != "balance" or self._ledger.kind not in (RECEIPTS, CERTIFICATES):
            return None
        return Money.total(last_ones(role, [line for line in self._lines if since < line.row < until]))

    def between(self, role: str, since: int, until: int) -> Money:
        mine = [line for line in self._lines if since < line.row < until and role not in line.left]
        return sum_of(self._ledger, role, mine)


def counted(ledger: Ledger) -> list[Line]:
    """The rows whose amounts count: those that come in; of a sheet that is left out, all of them."""
    return ledger.lines if ledger.left_out else ledger.coming


def is_to_date(role: str) -> bool:
    """Whether a column says what came up to each row: with tax or without."""
    return TO_DATE in role.split(".")


def sum_of(ledger: Ledger, role: str, lines: Sequence[Line]) -> Money:
    """What a column comes to, of a figure to date the last one of each contract; what a row leaves out counts, too."""
    base, *scopes = role.split(".")
    of_main = ledger.cumulative and ledger.main is not None and ledger.main.base == base and BEFORE not in scopes
    if is_to_date(role) or of_main:
        left = _left_open(ledger, lines) if of_main and not ledger.left_out else Money()
        return Money.total(last_ones(role, lines)) - left
    return Money(sum(found.fen for line in lines if (found := line.raw.get(role)) is not None))


def _left_open(ledger: Ledger, lines: Sequence[Line]) -> Money:
    """What rows that stay open add to the figures to date of rows after them that come in."""
    last = {name: rows[-1].row for name, rows in by_contract(lines).items()}
    known = {id(line) for line in lines}
    away = by_contract([one for one in ledger.lines if one.is_open and GROWN in one.values and id(one) not in known])
    rows = [line for name, mine in away.items() for line in mine if line.row < last.get(name, 0)]
    return Money.total(line.values[GROWN] for line in rows)


def last_ones(role: str, lines: Sequence[Line]) -> Iterator[Money]:
    for rows in by_contract(lines).values():
        found = [amount for line in rows if (amount := line.raw.get(role)) is not None]
        if found:
            yield found[-1]


def whole_sums(ledger: Ledger) -> dict[str, Money]:
    """What every column comes to as the sheet stands, whether its rows come in or not; other currencies apart."""
    return sums_of(ledger, [line for line in ledger.lines if not line.currency])


def sums_in(ledger: Ledger) -> dict[str, Money]:
    """What of every column comes in; of a sheet that is left out, what its rows come to."""
    lines = counted(ledger)
    found = sums_of(ledger, lines)
    for role in {role for line in lines for role in line.left} if not ledger.left_out else ():
        kept = [line for line in lines if role not in line.left]
        found[ledger.columns[role].caption] = sum_of(ledger, role, kept)
    return found


def foreign_sums(ledger: Ledger) -> dict[str, dict[str, Money]]:
    """By currency: what the amounts come to that rows, captions or the title say are in another one."""
    found: dict[str, dict[str, Money]] = defaultdict(dict)
    for column in ledger.columns.values():
        for line in ledger.lines if column.is_money else ():
            currency, amount = column.currency or line.currency, line.raw.get(column.role)
            if currency and amount is not None:
                of_it = found[currency]
                of_it[column.caption] = of_it.get(column.caption, Money()) + amount
    return dict(found)


def amounts_of(ledger: Ledger, line: Line) -> dict[str, Money]:
    """The amounts of one row by caption, as they stand there."""
    every = ((column.caption, line.raw.get(column.role)) for column in ledger.columns.values() if column.is_money)
    return {caption: amount for caption, amount in every if amount is not None}


def amount_of_row(ledger: Ledger, lines: Sequence[Line]) -> Money | None:
    """What a row is about that tells of several side by side; what stands once for all of them counts once."""
    main = ledger.main.role.partition(MANIETH)[0] if ledger.main else ""
    mains = [role for role in ledger.columns if role.partition(MANIETH)[0] == main]
    known = [line.raw[role] for line in lines for role in mains if role in line.raw]
    others = (amount for line in lines if (amount := amount_of(ledger, line)) is not None)
    return Money.total(known) if known else next(others, None)


def amount_of(ledger: Ledger, line: Line) -> Money | None:
    """The amount the row is about: of its main column, else the first it has that the ledger reads."""
    columns = [column for column in (ledger.main, *ledger.columns.values()) if column and column.is_money]
    known = (column.role for column in columns if ledger.kind == CONTRACTS or column.base != "price")
    return next((line.raw[role] for role in known if role in line.raw and role != "price_now"), None)


def adds_up(ledger: Ledger, column: Column) -> bool:
    """Whether its amounts may be added: those of another currency and the running balance of an account may not."""
    runs = ledger.kind == ACCOUNT or is_own_account(ledger)
    return not column.currency and not (runs and column.base == "balance")


def sums_of(ledger: Ledger, lines: Sequence[Line]) -> dict[str, Money]:
    """What every column of amounts comes to, by its caption; those of another currency are no part of it."""
    every = (column for column in ledger.columns.values() if column.is_money and adds_up(ledger, column))
    return {column.caption: sum_of(ledger, column.role, lines) for column in every}
