"""Certificates of a ledger: what was valued in a period, and what stood before the first row."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.importing.recognition.brought import NO_AMOUNT, Harvest, remark_of
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.columns import holds_all
from models.importing.recognition.ledger import OPENING_OF, UNCHANGED, Ledger, Line, day_of
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.words import CERTIFICATES, OPENING
from models.language import N_
from models.money import Money


def certificate(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line) -> None:
    deal = line.text("deal")
    if not deal:
        line.open(NOBODY)
        return
    signed, until, sent = (day_of(ledger, line, name) for name in ("certified_on", "period_to", "submitted_on"))
    certified = signed or until
    if OPENING_OF in line.values:
        _stood_before(found, ledger, line, deal, certified)
        if line.values.get("work") is None:
            return
    work = line.money("work")
    if work is None and ledger.beside and line.money("received"):
        return
    if work is None:
        line.open(NO_AMOUNT)
    elif UNCHANGED in line.values:
        return
    elif not line.is_open:
        number, period = line.text("number"), line.values.get("period")
        if not number and period is None:
            number = numbers.of(deal, (certified or sent or date.min).isoformat(), str(work))
        found.add(
            CERTIFICATES, ledger, line, contract=deal, number=number, period=period, period_to=until or certified,
            submitted_on=sent if sent and (not certified or sent <= certified) else None, certified_on=certified,
            claimed=line.money("claimed"), work=work, variations=apart(ledger, line), remark=remark_of(line),
            **_deducted(ledger, line),
        )  # fmt: skip


def apart(ledger: Ledger, line: Line) -> Money | None:
    """Variations that are not in the amount of the period already."""
    column = ledger.columns.get("work")
    return None if column is None or holds_all(column) else line.money("variations")


def _deducted(ledger: Ledger, line: Line) -> dict[str, Any]:
    """A penalty or another deduction, with the caption for its reason."""
    amount = line.money("penalty")
    if not amount:
        return {}
    caption = ledger.columns["penalty"].caption
    kind = (
        "materials"
        if "甲供" in caption
        else "utilities"
        if "水电" in caption
        else "penalty"
        if "罚" in caption
        else "other"
    )
    return {"adjustment_kind": kind, "adjusted": abs(amount), "adjusted_for": caption}


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
