"""One debt in two ledgers: the same contract, class, amount and day is brought in once, unless it is said to be two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.deposits import CASH, Deposit
from models.importing.plan import chunks
from models.importing.recognition.brought import Harvest, Row
from models.importing.recognition.words import DEPOSITS, OPENING, RETENTION
from models.language import N_
from models.money import Money
from models.opening import SOURCE
from models.receivables import Receivable

ONCE, BOTH = "once", "both"
_TWICE = N_("Row {row} of “{sheet}” looks like the debt that {other} has already. One debt or two?")
ONE_OR_TWO = ((ONCE, N_("One: it comes in once")), (BOTH, N_("Two: both come in")))
_HERE = N_("{amount} stands in “{other}” row {row} already, with the same contract, class and day: it comes in once.")
_BOOK = N_("{amount} is in the book already as {other}, with the same contract, class and day: it comes in once.")


@dataclass(frozen=True)
class Twice:
    """A row that is likely what another row or the book has already, there with ``number`` where it is known by one.

    ``same``: nothing of it differs; such rows of a sheet may be answered all at once.
    """

    row: int
    other: str
    amount: Money
    number: str = ""
    asks: str = _TWICE
    choices: tuple[tuple[str, str], ...] = ONE_OR_TWO
    proposed: str = ONCE
    same: bool = True


def every_of(name: str) -> str:
    """The name under which all rows of the sheet of this one are answered."""
    return f"{name.rpartition('!')[0]}!*"


def said_of(name: str, twice: Twice, answers: Mapping[str, str]) -> str:
    """What was answered of a row, else of all rows like it; else what is proposed."""
    return answers.get(name) or (answers.get(every_of(name)) if twice.same else "") or twice.proposed


@dataclass(frozen=True)
class _Seen:
    """Where a debt stands: in a row (``at`` as Excel counts) of a sheet, or as a document of the book."""

    name: str
    at: int = 0


Key = tuple[str, str, Money, Any]


def leave_doubled(session: Session, found: Harvest, answers: Mapping[str, str]) -> None:
    """Keep the second row of a debt open; which they are is kept with its ledger, to be asked."""
    opening = found.rows.get(OPENING, [])
    old = [row for row in opening if row.ledger.kind == OPENING and row.values.get("amount")]
    deposits = [row for row in found.rows.get(DEPOSITS, []) if row.values["form"] == CASH]
    contracts = {row.values["contract"] for row in (*old, *deposits)}
    kept = _as_items(session, contracts)
    for row in deposits:
        _leave(row, _keys_of_deposit(row), kept, answers)
    seen = _as_deposits(session, contracts)
    for row in deposits:
        if not row.line.is_open:
            seen |= dict.fromkeys(_keys_of_deposit(row), _seen(row))
    for row in opening:
        if row.ledger.kind == RETENTION and not row.line.is_open:
            seen |= dict.fromkeys(_keys_of_item(row), _seen(row))
    for row in old:
        if not any(key in kept for key in _keys_of_item(row)):
            _leave(row, _keys_of_item(row), seen, answers)
    for name in (OPENING, DEPOSITS, "deposit_deductions", "receipts"):
        if name in found.rows:
            found.rows[name] = [row for row in found.rows[name] if not row.line.is_open]


def _leave(row: Row, keys: Iterator[Key], seen: Mapping[Key, _Seen], answers: Mapping[str, str]) -> None:
    other = next((seen[key] for key in keys if key in seen), None)
    if other is None:
        return
    name, amount = f"{row.ledger.sheet.name}!{row.line.row + 1}", row.values["amount"]
    said = f"{other.name}!{other.at}" if other.at else other.name
    row.ledger.doubled[name] = twice = Twice(row.line.row, said, amount)
    if said_of(name, twice, answers) != BOTH:
        told = {"amount": amount.grouped, "other": other.name, "row": other.at}
        row.line.open(_HERE if other.at else _BOOK, **told)


def _seen(row: Row) -> _Seen:
    return _Seen(row.ledger.sheet.name, row.line.row + 1)


def _keys_of_deposit(row: Row) -> Iterator[Key]:
    """As it was given, and what is still out of it."""
    said, line = row.values, row.line
    left = said["amount"] - (line.money("back") or Money()) - (line.money("deducted") or Money())
    for amount in (said["amount"], left):
        yield said["contract"], "deposit", amount, said["paid_on"]


def _keys_of_item(row: Row) -> Iterator[Key]:
    """By the day it arose; retention also by the day it is due."""
    said = row.values
    kind = said.get("kind", "progress")
    yield said["contract"], kind, said["amount"], said.get("posted_on")
    if kind == "retention" and said.get("due_on"):
        yield said["contract"], kind, said["amount"], ("due", said["due_on"])


def _as_items(session: Session, contracts: set[str]) -> dict[Key, _Seen]:
    """Old items of the book that are deposits or retention."""
    found: dict[Key, _Seen] = {}
    r = Receivable
    rows = select(Contract.number, r.kind, r.amount, r.posted_on, r.document).join(r, r.contract_id == Contract.id)
    rows = rows.where(r.source_noun == SOURCE, r.void == 0, r.kind.in_(("deposit", "retention")))
    for some in chunks(contracts):
        for *key, document in session.execute(rows.where(Contract.number.in_(some))):
            found[tuple(key)] = _Seen(document)  # type: ignore[index]
    return found


def _as_deposits(session: Session, contracts: set[str]) -> dict[Key, _Seen]:
    """Deposits of the book in cash."""
    found: dict[Key, _Seen] = {}
    d = Deposit
    rows = select(Contract.number, d.amount, d.paid_on, d.number).join(d, d.contract_id == Contract.id)
    rows = rows.where(d.void == 0, d.form == CASH)
    for some in chunks(contracts):
        for contract, amount, day, number in session.execute(rows.where(Contract.number.in_(some))):
            found[contract, "deposit", amount, day] = _Seen(number)
    return found
