"""Opening balances of a ledger: old items with their own days, and where each contract stood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from models.importing.cells import choice_names
from models.importing.recognition.beyond_owed import is_beyond, on_top
from models.importing.recognition.brought import Harvest, Row, no_amount, remark_of
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.inside_owed import in_classes, inside
from models.importing.recognition.ledger import OF_NOBODY, OF_PARTY, Ledger, Line, cut_off, day_of, figure
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.parts_of_sum import arisen
from models.importing.recognition.words import OPENING, RECEIPTS
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.problems import Problem
from models.receivables import CLASSES

NO_DAY = N_("The row has no day on which the debt arose. Answer with the day of the balances of the sheet.")
_OVERPAID = N_("{amount} more was received than was owed: it comes in as receipt {number} of {day}, still free.")
_CREDITED = N_(
    "{amount} is owed to the customer, and only {received} was ever received: it is no receipt. Book the reduction "
    "where it arose (certificate or final account), or correct the row."
)
_BY_AGE = N_("{amount} is taken to be of {day}, by its age: the ages are those of the ledger. Correct known days.")
_ASSUMED = N_(
    "No day says when these debts arose: {day} stands for it, and their age counts from then. Correct known days."
)
_BEFORE = N_("Received beyond what was owed when the book was begun")
_DAY_OF_REST = N_(
    "{day} is when the rest of it falls due: the retention in it waits for what its contract says. Where the day is "
    "that of the retention, too, correct it in the opening balances."
)
_FINAL = re.compile("(?:竣工|工程)结算(?:台账|情况|统计|明细|一览)")
_RETAINED = "retention"
_FIGURES = ("certified", "received", "retention")


def opening(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line) -> None:
    (amount, over), stated = _sides(line), _stands(ledger, line)
    posted, more = day_of(ledger, line, "posted_on"), is_beyond(ledger, line)
    by_age = arisen(line.text("ageing"), stated) if stated and posted is None else None
    posted = by_age.day() if by_age else posted
    whole: dict[str, Any] = {name: one for name in _FIGURES if (one := figure(line, name))}
    if not line.text("deal"):
        line.open(NOBODY)
    elif amount is None and not over and figure(line, "certified") is None and not more:
        line.problems.append(no_amount(ledger, line))
    elif over and (problem := credited(line, over)):
        line.problems.append(problem)
    elif not (posted or stated) and (amount or over or more or not latest(ledger)):
        found.undated.append((ledger, line))
    else:
        stands = bool(line.values.get(OF_PARTY)) and not (over and posted)  # a balance, no receipt of its own day
        line.values[OF_NOBODY] = stands and not (amount or more or any(whole.values()))
        if over:
            day = posted or stated or date.min
            contract = "" if stands and amount else line.contract  # what is owed and what is in hand, side by side
            rest = overpaid(found, numbers, ledger, line, over, day, whole.get("received"), contract)
            whole |= {"received": rest} if "received" in whole else {}
        if line.values[OF_NOBODY] or (over and not (amount or more or any(whole.values()))):
            return
        if amount and (by_age or (ledger.views and "kind" not in ledger.views[0].said)):
            ledger.note(line.row, _BY_AGE, amount=amount.grouped, day=posted)
        if amount or more:
            assumed(ledger, posted, stated, day_of(ledger, line, "due_on"))
        _old_items(found, ledger, line, amount, posted, whole)


def _sides(line: Line) -> tuple[Money | None, Money]:
    """What is owed, and what was received beyond it: a balance below nothing, or on the side of the customer."""
    amount, credit = line.money("amount"), line.money("credit") or Money()
    owed = [one for one in (amount, -credit) if one is not None and one > Money()]
    over = [-one for one in (amount, -credit) if one is not None and one < Money()]
    return Money.total(owed) if owed else Money() if amount == Money() else None, Money.total(over)


def _old_items(
    found: Harvest, ledger: Ledger, line: Line, amount: Money | None, posted: date | None, whole: dict[str, Any]
) -> None:
    """Rows of the take-on sheet: what is owed by its classes, what is certified beyond it, and the figures to date."""
    stated, due = _stands(ledger, line), day_of(ledger, line, "due_on")
    arose = posted or earlier(stated, due)
    papers = {name: line.text(name) for name in ("document", "invoice", "person")}
    own: dict[str, Any] = {**papers, "posted_on": arose, "due_on": due}
    parts = list(in_classes(ledger, line, amount))
    owed = [(kind or _class_of(ledger, line), part, own) for kind, part in parts]
    if due and len(parts) > 1 and _RETAINED in dict(parts) and not _is_of_retention(ledger):
        ledger.note(line.row, _DAY_OF_REST, day=due)
        owed = [(kind, part, {**told, "due_on": None} if kind == _RETAINED else told) for kind, part, told in owed]
    more = [(kind, part, {"posted_on": arose}) for kind, part in on_top(ledger, line)]
    items: list[dict[str, Any]] = [{"kind": kind, "amount": part, **told} for kind, part, told in (*owed, *more)]
    if "retention" in inside(ledger):
        whole = {name: one for name, one in whole.items() if name != "retention"}  # what is in the debt is no figure
    taken = stated or latest(ledger)
    for place, item in enumerate(items or [{}]):
        found.add(OPENING, ledger, line, contract=line.text("deal"), taken_on=taken, remark=remark_of(line),
                  **item, **(whole if place == 0 else {}))  # fmt: skip


def earlier(stated: date | None, due: date | None) -> date | None:
    """The day of the balance, or the day on which it fell due: what fell due was there by then."""
    return min(filter(None, (stated, due)), default=None)


def assumed(ledger: Ledger, posted: date | None, stated: date | None, due: date | None) -> None:
    """Say once for each day that it stands for one that no row says."""
    if posted is None and ledger.header and (day := earlier(stated, due)):
        ledger.note(ledger.header.bottom, _ASSUMED, day=day)


def _is_of_retention(ledger: Ledger) -> bool:
    """Whether the sheet says that its due days are those of retention."""
    column = ledger.columns.get("due_on")
    return column is not None and "质保" in column.caption


def _stands(ledger: Ledger, line: Line) -> date | None:
    """The day of the balance: its row's own, else the sheet's."""
    return day_of(ledger, line, "taken_on") or cut_off(ledger)


def credited(line: Line, amount: Money) -> Problem | None:
    """Why ``amount`` below nothing is no money received beyond what was owed: the row says that less was received."""
    received = figure(line, "received")
    if received is None or received >= amount:
        return None
    return Problem("", _CREDITED, {"amount": amount.grouped, "received": received.grouped})


def overpaid(
    found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, amount: Money, day: date, received: Money | None,
    contract: str,
) -> Money | None:  # fmt: skip
    """What was received beyond what was owed stays as a receipt of its own; returns what else was received before.

    Without ``contract`` it is the party's.
    """
    number = numbers.of("TZ", day.isoformat(), line.text("deal"), OPENING, str(amount))
    ledger.note(line.row, _OVERPAID, amount=amount.grouped, number=number, day=day)
    found.opened_with.add(number)
    found.add(RECEIPTS, ledger, line, number=number, payer=line.text("party"), contract=contract, received_on=day,
              amount=amount, remark=remark_of(line, text(_BEFORE)))  # fmt: skip
    return None if received is None else max(received - amount, Money())


def _class_of(ledger: Ledger, line: Line) -> str:
    """The class of an old item; one nobody knows is kept in words, and what no column says the ledger does."""
    names = choice_names(tuple(CLASSES.items()))
    written = line.text("kind") or ("" if "kind" in ledger.columns else _class_beside(ledger, line, names))
    usual = "final" if _is_of_final_accounts(ledger) else "progress"
    found = names.get(folded(written), "") if written else usual
    if written and not found:
        line.remarks.append(written)
    return found or "progress"


def _class_beside(ledger: Ledger, line: Line, names: Mapping[str, str]) -> str:
    """What the only cell says that no column reads and that is called as a class of debts: 质保金."""
    read = {column.place for column in ledger.columns.values()}
    beside = (cell for place, cell in enumerate(ledger.sheet.rows[line.row]) if place not in read)
    found = {cell for cell in beside if isinstance(cell, str) and cell.strip() and folded(cell) in names}
    return found.pop() if len(found) == 1 else ""


def _is_of_final_accounts(ledger: Ledger) -> bool:
    """竣工结算台账 with 审定金额, or a day on which the account was agreed."""
    captions = "".join(ledger.header.captions.values()) if ledger.header else ""
    return "定案" in captions or (any(map(_FINAL.search, (ledger.sheet.called, *ledger.titles))) and "审定" in captions)


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
