"""Days that name no year get the one that leaves no choice; where a row can do without, the rest is kept in words.

The year comes from a person's answer, for what a row can do without from an earlier day of the same row, then from
the title, then from the rows around it. Months that shall not count stay open.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from models.importing import days
from models.importing.days import When
from models.importing.recognition.columns import Column
from models.importing.recognition.doubts import YEAR
from models.importing.recognition.ledger import Ledger, Line, cut_off, is_essential, of_days
from models.importing.recognition.title_days import span_in, year_in
from models.importing.recognition.words import CONTRACTS, MAIN_DAY, OPENING, RETENTION
from models.importing.texts import Misread
from models.language import N_
from models.problems import Problem

_IN_ORDER = (
    "signed_on start_on completion_on completed_on accepted_on handed_over_on submitted_on period_to certified_on "
    "received_on posted_on due_on matures_on"
).split()
"""The days of a row as they usually come, one after the other."""
_NO_DAY = N_("“{text}” names no day ({column}): fill it in, or answer which day stands for a month.")
_AT_COLUMN = N_("{column}: {what}")
_BY_ROW = N_("{column}: “{text}” is taken for {day}, by the other days of the row.")

_BY_NEIGHBOUR = N_("{column}: “{text}” names no year and is taken for {day}, by the rows near it.")


def settle_days(ledger: Ledger, workbook: str) -> None:
    """Give days without a year theirs, and take months for no day where that was answered.

    The title and the name of the sheet say the year before the name of the ``workbook``.
    """
    names = next((one for one in ([*ledger.titles, ledger.sheet.called], [workbook]) if span_in(one) or year_in(one)),
                 [workbook])  # fmt: skip
    main = MAIN_DAY[ledger.kind]
    for role, column in sorted(of_days(ledger), key=lambda one: one[0] != main):
        found: list[tuple[Line, When]] = [
            (line, line.values[role]) for line in ledger.lines if isinstance(line.values.get(role), When)
        ]
        if any(not when.year for _, when in found):
            _give_years(ledger, found, role, column, names)
        if ledger.answers.month == days.OPEN:
            for line, when in found:
                if not when.number and line.values.get(role) is when:
                    named = {"text": when.written or when.iso, "column": column.caption}
                    _leave(ledger, line, role, column, when, Problem("", _NO_DAY, named))


def _of_section(ledger: Ledger, line: Line) -> int:
    """The year that heads the rows from there on: 2022年."""
    return next((year for row, year in reversed(ledger.years.items()) if row < line.row), 0)


def _give_years(
    ledger: Ledger, found: list[tuple[Line, When]], role: str, column: Column, names: Sequence[str]
) -> None:
    before: When | None = None
    span, title_year = span_in(names), year_in(names)
    optional = not is_essential(ledger.kind, column)
    alone = ledger.kind in (OPENING, RETENTION) or (optional and ledger.kind == CONTRACTS)
    later = _later(found)
    for place, (line, when) in enumerate(found):
        if when.year:
            before = when
            continue
        if optional and not ledger.answers.year and _by_row(ledger, line, role, column, when):
            continue
        if role == MAIN_DAY[ledger.kind] and not ledger.answers.year and _by_age(ledger, line, role, when):
            before = line.values[role]
            continue
        within = span.years_of(when.month) if span else [title_year]
        near = (before, later[place]) if within and not alone else (None, None)  # what the title leaves out is asked
        try:
            said = ledger.answers.year or _of_section(ledger, line) or (within[0] if len(within) == 1 else 0)
            before = line.values[role] = days.in_year(when, *near, said)
            if before.year != said:
                told = {"column": column.caption, "text": when.written, "day": before.iso}
                ledger.note(line.row, _BY_NEIGHBOUR, **told)
        except Misread as misread:
            if misread.message == days.NO_YEAR:
                ledger.doubt(YEAR, column.caption if optional else "")
            _leave(ledger, line, role, column, when, Problem("", misread.message, misread.values))


def _later(found: list[tuple[Line, When]]) -> list[When | None]:
    """Of each day the next one below that names its year."""
    below: When | None = None
    later: list[When | None] = []
    for _, when in reversed(found):
        later.append(below)
        below = when if when.year else below
    return later[::-1]


_AGE = re.compile(r"(?:(\d|[一二两三四五])(?:年)?[-~～至到—])?(\d|[一二两三四五])年(?:以?内|之内)?(?:[(（].*[)）])?")
_DIGITS = {digit: n for n, digit in enumerate("一二三四五", 1)} | {"两": 2}


def _by_age(ledger: Ledger, line: Line, role: str, when: When) -> bool:
    """The year that the age of a debt leaves, on the day of the balances: 1-2年 before 2023-12-31."""
    cut, told = cut_off(ledger), _AGE.fullmatch(line.text("ageing").replace(" ", ""))
    if cut is None or told is None:
        return False
    until = int(_DIGITS.get(told[2], told[2]))
    since = int(_DIGITS.get(told[1], told[1])) if told[1] else 0 if "内" in told[0] else until - 1
    years = [year for year in range(cut.year - until - 1, cut.year + 1) if _is_so_old(year, when, cut, since, until)]
    if len(years) == 1:
        line.values[role] = When(years[0], when.month, when.number, when.written)
    return len(years) == 1


def _is_so_old(year: int, when: When, cut: date, since: int, until: int) -> bool:
    """More than so many years old and no more than so many; exactly one year is one year."""
    try:
        day = When(year, when.month, when.number).day()
    except ValueError:
        return False
    months = (
        (cut.year - day.year) * 12
        + cut.month
        - day.month
        + (0 if cut.day <= day.day or (_is_end(cut) and _is_end(day)) else 1)
    )
    return day <= cut and months <= until * 12 and (months > since * 12 or since == 0)


def _is_end(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _by_row(ledger: Ledger, line: Line, role: str, column: Column, when: When) -> bool:
    """The year of the last day of the row that comes before this one, where the month is not past already."""
    if role not in _IN_ORDER:
        return False
    earlier = (line.values.get(one) for one in reversed(_IN_ORDER[: _IN_ORDER.index(role)]))
    known = next((one for one in earlier if isinstance(one, When) and one.year), None)
    if known is None or when.month < known.month:
        return False
    try:
        found = days.checked(When(known.year, when.month, when.number, when.written), when.written)
    except Misread:
        return False
    line.values[role] = found
    written = when.written or f"{when.month}月{when.number}日"
    ledger.note(line.row, _BY_ROW, column=column.caption, text=written, day=found.iso)
    return True


def _leave(ledger: Ledger, line: Line, role: str, column: Column, when: When, problem: Problem) -> None:
    """A row that cannot do without the day stays open; else its text goes to the remark, and that is said."""
    if is_essential(ledger.kind, column):
        if not when.year:
            del line.values[role]
        line.problems.append(problem)
        return
    del line.values[role]
    written = when.written or (when.iso if when.year else f"{when.month}月{when.number}日")
    line.remarks.append(f"{column.caption}：{written}")
    ledger.note(line.row, _AT_COLUMN, column=column.caption, what=problem)
