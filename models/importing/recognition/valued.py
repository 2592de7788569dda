"""Certificates of a ledger: what was valued in a period, and what stood before the first row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.importing.recognition.brought import Harvest, no_amount, remark_of
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.columns import holds_all
from models.importing.recognition.doubts import DATE
from models.importing.recognition.ledger import OPENING_OF, UNCHANGED, Ledger, Line, day_of
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.paid import brings_paid
from models.importing.recognition.words import CERTIFICATES, OPENING
from models.language import N_
from models.money import Money

_UNSIGNED = N_("The certificate has no day: it comes in as not signed yet, and nothing of it is owed until it has one.")
ADJUSTMENTS = "adjustments"


def certificate(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line) -> None:
    deal = line.text("deal")
    if not deal:
        line.open(NOBODY)
        return
    signed, until, sent = (day_of(ledger, line, name) for name in ("certified_on", "period_to", "submitted_on"))
    certified = signed or until or _answered(ledger)
    if OPENING_OF in line.values:
        _stood_before(found, ledger, line, deal, certified)
        if line.values.get("work") is None:
            return
    work = line.money("work")
    if work is None and (ledger.beside or brings_paid(ledger)) and line.money("received"):
        return
    if work is None and not ledger.columns["work"].is_read_in(line.row):
        return
    if work is None:
        line.problems.append(no_amount(ledger, line))
    elif UNCHANGED in line.values:
        return
    elif not line.is_open:
        if not certified and not sent:
            ledger.doubt(DATE)
            ledger.note(line.row, _UNSIGNED)
        number, period = line.text("number"), line.values.get("period")
        if not number and period is None:
            day = certified or sent
            number = numbers.of(deal, day.isoformat() if day else "", str(work))
        number = number or f"{deal}-{period:02d}"
        found.add(
            CERTIFICATES, ledger, line, contract=deal, number=number, period=period, period_to=until or certified,
            submitted_on=sent if sent and (not certified or sent <= certified) else None, certified_on=certified,
            claimed=line.money("claimed"), work=work, variations=apart(ledger, line), remark=remark_of(line),
        )  # fmt: skip
        for role, caption in deductions(ledger, recovers=deal not in found.recovering):
            if amount := line.money(role):
                found.add(ADJUSTMENTS, ledger, line, certificate=number, kind=_kind(caption), amount=abs(amount),
                          reason=caption)  # fmt: skip


def _answered(ledger: Ledger) -> date | None:
    return date.fromisoformat(ledger.answers.date) if ledger.answers.date else None


def apart(ledger: Ledger, line: Line) -> Money | None:
    """Variations that are not in the amount of the period already."""
    column = ledger.columns.get("work")
    return None if column is None or holds_all(column) else line.money("variations")


def deductions(ledger: Ledger, recovers: bool = True) -> Iterator[tuple[str, str]]:
    """The entries of what is taken off a certificate by its amount, with captions; ``recovers``: the advance, too.

    Retention is none of them: the terms of the contract hold it back.
    """
    names = ("penalty", "recovery") if recovers else ("penalty",)
    for role, column in ledger.columns.items():
        period = role.removesuffix(f".{TO_DATE}")
        if column.base in names and (period == role or period not in ledger.columns):
            yield period, column.caption


_KINDS = {
    "甲供": "materials", "材料": "materials", "水": "utilities", "电": "utilities", "罚": "penalty", "违约": "penalty",
}  # fmt: skip
"""What a word in the caption says of a deduction."""


def _kind(caption: str) -> str:
    return next((kind for word, kind in _KINDS.items() if word in caption), "other")


def _stood_before(found: Harvest, ledger: Ledger, line: Line, deal: str, on: date | None) -> None:
    """What was certified before the first row is the opening balance of the contract."""
    amount = line.money(OPENING_OF) or Money()
    if on is None:
        line.open(N_("The row has no day on which the figure to date stood: fill it in."))
    elif amount:
        found.add(
            OPENING, ledger, line, contract=deal, taken_on=on, posted_on=on, kind="progress", amount=amount,
            certified=amount, document=line.text("number"), remark=remark_of(line),
        )  # fmt: skip
