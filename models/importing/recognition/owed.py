"""Opening balances of a ledger: old items with their own days, and where each contract stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from models.importing.cells import choice_names
from models.importing.recognition.brought import NO_AMOUNT, Harvest, Row, remark_of
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.inside_owed import in_classes, inside
from models.importing.recognition.ledger import Ledger, Line, cut_off, day_of
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.parts_of_sum import arisen
from models.importing.recognition.words import OPENING, RECEIPTS
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.receivables import CLASSES

NO_DAY = N_("The row has no day on which the debt arose. Answer with the day of the balances of the sheet.")
_CREDIT = N_("{amount} stands to the credit of the customer: nothing is owed. Enter it as a receipt on account.")
_OVERPAID = N_("{amount} more was received than was owed: it comes in as receipt {number} of {day}, still free.")
_BY_AGE = N_("{amount} is taken to be of {day}, by its age: the ages are those of the ledger. Correct known days.")
_BEFORE = N_("Received beyond what was owed when the book was begun")
_FIGURES = ("certified", "received", "retention")


def opening(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line) -> None:
    deal, amount = line.text("deal"), line.money("amount")
    posted, taken = day_of(ledger, line, "posted_on"), day_of(ledger, line, "taken_on")
    stated = cut_off(ledger)
    by_age = arisen(line.text("ageing"), stated) if stated and posted is None else None
    posted = by_age.day() if by_age else posted
    received, certified, retention = (_to_date(line, name) for name in ("received", "certified", "retention"))
    if not deal:
        line.open(NOBODY)
    elif amount is None and certified is None:
        credit = line.money("credit")
        line.open(_CREDIT, amount=credit.grouped) if credit else line.open(NO_AMOUNT)
    elif amount and not (posted or stated):
        found.undated.append((ledger, line))
    else:
        if amount and amount < Money():
            day = posted or stated or date.min
            received = overpaid(found, numbers, ledger, line, -amount, day, received)
            amount = None
            if not (certified or received or retention):
                return
        whole = {"certified": certified, "received": received, "retention": retention}
        if "retention" in inside(ledger):
            del whole["retention"]  # what is in the debt is no figure of its own
        item: dict[str, Any] = {name: line.text(name) for name in ("document", "invoice", "person") if amount}
        due = day_of(ledger, line, "due_on")
        arose = posted or min(filter(None, (stated, due)))  # what fell due was there by then
        item |= {"posted_on": arose, "due_on": due} if amount else {}
        if amount and (by_age or (ledger.views and "kind" not in ledger.views[0].said)):
            ledger.note(line.row, _BY_AGE, amount=amount.grouped, day=posted)
        told = {name: one for name, one in whole.items() if one}
        own = _class_of(line) if amount else ""
        for kind, part in [*in_classes(ledger, line, amount)] if amount else [("", None)]:
            classed = {"amount": part, "kind": kind or own} if part else {}
            found.add(OPENING, ledger, line, contract=deal, taken_on=taken or stated or latest(ledger),
                      remark=remark_of(line), **item, **classed, **told)  # fmt: skip
            told = {}


def overpaid(
    found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, amount: Money, day: date, received: Money | None
) -> Money | None:
    """What was received beyond what was owed stays as a receipt of its own; returns what else was received before."""
    deal = line.text("deal")
    number = numbers.of("TZ", day.isoformat(), deal, OPENING, str(amount))
    ledger.note(line.row, _OVERPAID, amount=amount.grouped, number=number, day=day)
    found.opened_with.add(number)
    found.add(RECEIPTS, ledger, line, number=number, payer=line.text("party"), contract=deal, received_on=day,
              amount=amount, remark=remark_of(line, text(_BEFORE)))  # fmt: skip
    return None if received is None else max(received - amount, Money())


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


def latest(ledger: Ledger) -> date | None:
    """The last day on which one of its rows arose."""
    every = [day for line in ledger.coming if (day := day_of(ledger, line, "posted_on"))]
    return max(every, default=None)


def settle_openings(found: Harvest) -> None:
    """Figures that differ from row to row of a contract belong to its items: together they are the contract's.

    Several ledgers may tell of one contract: it begins on the last of their days.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows.get(OPENING, []):
        rows[row.values["contract"]].append(row)
    for mine in rows.values():
        begun = max((row.values["taken_on"] for row in mine if "taken_on" in row.values), default=None)
        mine[:] = [replace(row, values={**row.values, **({"taken_on": begun} if begun else {})}) for row in mine]
    found.rows[OPENING] = [row for mine in rows.values() for row in _settled(mine)]


def _settled(rows: list[Row]) -> Iterator[Row]:
    sums = {}
    for name in _FIGURES:
        said = [row.values[name] for row in rows if name in row.values]
        if len(set(said)) > 1:
            sums[name] = Money.total(said)
    for place, row in enumerate(rows):
        own = {name: value for name, value in row.values.items() if name not in sums}
        yield replace(row, values={**own, **(sums if place == 0 else {})})
