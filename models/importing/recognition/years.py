"""Days that name no year get the one their neighbours leave no choice about; months that shall not count stay open."""

from __future__ import annotations

from models.importing.recognition import days
from models.importing.recognition.days import When
from models.importing.recognition.ledger import Ledger, Line
from models.importing.texts import Misread
from models.language import N_


def settle_days(ledger: Ledger, title_year: int | None) -> None:
    """Give days without a year theirs, and keep rows open whose month shall not become a day."""
    for role, column in ledger.columns.items():
        found: list[tuple[Line, When]] = [
            (line, line.values[role]) for line in ledger.lines if isinstance(line.values.get(role), When)
        ]
        if any(not when.year for _, when in found):
            _give_years(ledger, found, role, ledger.answers.year or title_year)
        if ledger.answers.month == days.OPEN:
            for line, when in found:
                if not when.number and line.values.get(role) is when:
                    line.open(
                        N_("“{text}” names no day ({column})."), text=when.written or when.iso, column=column.caption
                    )


def _give_years(ledger: Ledger, found: list[tuple[Line, When]], role: str, year: int | None) -> None:
    before: When | None = None
    for place, (line, when) in enumerate(found):
        if when.year:
            before = when
            continue
        after = next((one for _, one in found[place + 1 :] if one.year), None)
        try:
            before = line.values[role] = days.in_year(when, before, after, year)
        except Misread as misread:
            del line.values[role]
            line.open(misread.message, **misread.values)
