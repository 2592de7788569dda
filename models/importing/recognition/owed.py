"""Opening balances of a ledger: old items with their own days, and where each contract stood."""

from __future__ import annotations

from datetime import date

from models.importing.cells import choice_names
from models.importing.recognition import days
from models.importing.recognition.brought import NO_AMOUNT, Harvest, remark_of
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.ledger import Ledger, Line, day_of
from models.importing.recognition.meanings import OPENING
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.receivables import CLASSES


def opening(found: Harvest, ledger: Ledger, line: Line) -> None:
    deal, amount = line.text("deal"), line.money("amount")
    posted, taken = day_of(ledger, line, "posted_on"), day_of(ledger, line, "taken_on")
    stated = _cut_off(ledger)
    received, certified, retention = (_to_date(line, name) for name in ("received", "certified", "retention"))
    if not deal:
        line.open(NOBODY)
    elif amount is None and certified is None:
        line.open(NO_AMOUNT)
    elif amount is not None and amount < Money():
        line.open(N_("The balance is negative: record what was overpaid as a receipt."))
    elif amount and not (posted or stated):
        line.open(N_("The row has no day on which the debt arose. Answer with the day of the balances."))
    else:
        whole = {"certified": certified, "received": received, "retention": retention}
        item = {"amount": amount, "posted_on": posted or stated, "due_on": day_of(ledger, line, "due_on"),
                "document": line.text("document"), "invoice": line.text("invoice"), "person": line.text("person"),
                "kind": _class_of(line)} if amount else {}  # fmt: skip
        found.add(OPENING, ledger, line, contract=deal, taken_on=taken or stated or _latest(ledger),
                  remark=remark_of(line), **item, **{name: one for name, one in whole.items() if one})  # fmt: skip


def _to_date(line: Line, role: str) -> Money | None:
    """A figure of an opening balance is to date, whether its caption says so or not."""
    found = line.money(f"{role}.{TO_DATE}")
    return line.money(role) if found is None else found


def _class_of(line: Line) -> str:
    """The class of an old item; one nobody knows is kept in words."""
    written = line.text("kind")
    found = choice_names(tuple(CLASSES.items())).get(folded(written), "") if written else "progress"
    if written and not found:
        line.remarks.append(written)
    return found or "progress"


def _cut_off(ledger: Ledger) -> date | None:
    """The day of the balances: as it was answered, or as a line above the table says."""
    if ledger.answers.date:
        return date.fromisoformat(ledger.answers.date)
    return days.in_title(ledger.titles)


def _latest(ledger: Ledger) -> date | None:
    every = [day for line in ledger.coming if (day := day_of(ledger, line, "posted_on"))]
    return max(every, default=None)
