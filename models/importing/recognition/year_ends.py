"""Asks whether the balances of a ledger are those of the end of the year that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from models.importing.recognition.carried import tells
from models.importing.recognition.ledger import Ledger, day_of, stated_day, year_end
from models.importing.recognition.proposal import Question
from models.importing.recognition.words import CONTRACTS, MAIN, MAIN_DAY
from models.importing.recognition.written import DAY
from models.language import N_
from models.problems import Problem

_BY_YEAR = N_("“{sheet}” speaks of the year {year}: are its balances those of its end?")


def about_year_end(ledger: Ledger) -> Iterator[Question]:
    """The day that is taken where rows have none; any other may be typed."""
    day = year_end(ledger) if not ledger.left_out and stated_day(ledger) is None else None
    if day is not None and _wants_a_day(ledger):
        told = {"sheet": ledger.sheet.name, "year": str(day.year)}
        choices = ((day.isoformat(), day.isoformat()),)
        yield Question(("sheets", ledger.sheet.name, "date"), Problem("", _BY_YEAR, told), choices, day.isoformat(),
                       typed=DAY)  # fmt: skip


def _wants_a_day(ledger: Ledger) -> bool:
    """Whether a row that comes in owes something on no day of its own."""
    if ledger.kind == CONTRACTS:
        return tells(ledger) and "taken_on" not in ledger.columns
    main, day = MAIN[ledger.kind], MAIN_DAY[ledger.kind]
    return any(line.money(main) and day_of(ledger, line, day) is None for line in ledger.coming)
