"""Asks whether the column of days that no caption explains is the day of the rows."""

from __future__ import annotations

from collections.abc import Iterator

from models.importing.recognition.day_aside import day_aside
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.proposal import Question
from models.importing.recognition.words import CERTIFICATES, INVOICES, MAIN_DAY, OPENING, RECEIPTS, RETENTION
from models.language import N_
from models.problems import Problem

_MEANS = {
    **dict.fromkeys((OPENING, RETENTION), N_("The day on which the debt arose")),
    CERTIFICATES: N_("The day of the owner's signature"),
    RECEIPTS: N_("The day on which the money came in"),
    INVOICES: N_("The day of the invoice"),
}
_ASKS = N_("No column of “{sheet}” is known to hold the day of its rows. What is “{caption}”?")


def about_day_aside(ledger: Ledger) -> Iterator[Question]:
    """What the only column of days is that nothing explains."""
    header, day = ledger.header, MAIN_DAY.get(ledger.kind, "")
    place = day_aside(ledger.sheet, header, ledger.kind, ledger.answers) if header and ledger.kind else None
    column = ledger.columns.get(day)
    if header is None or place is None or column is None or column.place != place:
        return
    choices = ((day, _MEANS[ledger.kind]), ("", N_("Something else: it is not read")))
    told = {"sheet": ledger.sheet.name, "caption": column.caption}
    yield Question(("sheets", ledger.sheet.name, "columns", column.caption), Problem("", _ASKS, told), choices, day)
