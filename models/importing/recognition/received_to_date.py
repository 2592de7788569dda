"""What a summary says was received to date comes in as one receipt of its day, where no ledger has the receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.plan import chunks
from models.importing.recognition.brought import Harvest, remark_of
from models.importing.recognition.certified_before import begun_in_book, certified_in_book
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.doubts import DATE
from models.importing.recognition.ledger import COMPARED, Ledger, Line, cut_off, day_of, figure
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, CONTRACTS, OPENING, RECEIPTS
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.parties import Party
from models.receipts import Receipt

PREFIX = "LJ"
"""The numbers of these receipts begin so."""
_REMARK = N_("Received to date, in one sum")
_BROUGHT = N_(
    "{amount} received until {day} comes in as one receipt of that day: neither a ledger nor the book has the receipts "
    "of this contract one by one."
)
_OTHER = N_(
    "The book has {known} received until {day} in one sum, this row says {amount} until {stated}: nothing comes in. "
    "Correct one of them."
)
_NO_DAY = N_(
    "The row says what was received and not until which day: answer the day of the balances of the sheet, and it comes "
    "in as one receipt of that day."
)


@dataclass(frozen=True)
class _Told:
    """What a row says was received of its contract until a day (None: to be asked)."""

    ledger: Ledger
    line: Line
    day: date | None
    received: Money


def from_summaries(session: Session, found: Harvest, numbers: Numbers, ledgers: Sequence[Ledger]) -> None:
    """Add a receipt for every contract of which certificates come, or are in the book, and no receipts."""
    for ledger in ledgers:
        ledger.summed = {}
    rows = [one for ledger in ledgers for one in _of_summaries(ledger)]
    told = {one.line.text("deal") for one in rows}
    certified = set(_certified(session, found, told)) - _elsewhere(session, found, ledgers, told) if rows else set()
    known = in_book(session)
    for one in sorted(rows, key=lambda one: one.day or date.min, reverse=True):
        number = one.line.text("deal")
        if number in certified:
            certified.remove(number)
            _bring(found, numbers, one, known.get(number, []))


def _of_summaries(ledger: Ledger) -> Iterator[_Told]:
    """The rows that tell it; several of one contract may be its parts or say the same, and are only compared."""
    role = next((one for one in ("received.to_date", "received") if one in ledger.columns), "")
    if not role or ledger.kind not in (OPENING, CONTRACTS) or ledger.left_out or ledger.views:
        return
    lines = [line for line in ledger.lines if line.text("deal") and (not line.is_open or COMPARED in line.values)]
    for mine in by_contract(lines).values():
        received = figure(mine[0], "received")
        if len(mine) == 1 and received and received > Money():
            yield _Told(ledger, mine[0], day_of(ledger, mine[0], "taken_on") or cut_off(ledger), received)


def _certified(session: Session, found: Harvest, told: Iterable[str]) -> Iterator[str]:
    """The contracts that owe by their certificates alone: a balance that they begin with counts what was received."""
    begun = {row.values["contract"] for row in found.rows.get(OPENING, [])}
    begun |= {number for number, _ in begun_in_book(session, told)}
    mine = {row.values["contract"] for row in found.rows.get(CERTIFICATES, []) if not row.line.is_open}
    mine |= {number for number, _ in certified_in_book(session, told)}
    yield from mine & {*told} - begun


def _elsewhere(session: Session, found: Harvest, ledgers: Iterable[Ledger], told: set[str]) -> set[str]:
    """The contracts whose receipts another ledger or the book has, if only by payer; rows that stay open count."""
    paying = [one for one in ledgers if one.kind in (RECEIPTS, ACCOUNT) and not one.left_out]
    lines = [line for one in paying for line in one.lines]
    known = found.rows[RECEIPTS]
    named = {line.text("deal") for line in lines} | {row.values.get("contract", "") for row in known}
    payers = {line.text("party") for line in lines if not line.text("deal")}
    payers |= {row.values["payer"] for row in known if not row.values.get("contract")}
    r, free = Receipt, select(Party.name).join(Receipt, Receipt.payer_id == Party.id)
    payers |= set(session.scalars(free.where(r.void == 0, r.contract_id.is_(None)).distinct()))
    own = select(Contract.number).join(r, r.contract_id == Contract.id)
    for some in chunks(told):
        mine = own.where(Contract.number.in_(some), r.void == 0, r.number.not_like(f"{PREFIX}-%"))
        named |= set(session.scalars(mine.distinct()))
    owners = {
        line.text("deal"): line.text("party") for one in ledgers for line in one.lines if line.text("deal") in told
    }
    return {number for number in told if number in named or owners[number] in payers or "" in payers}


def in_book(session: Session) -> dict[str, list[Any]]:
    """By contract: the receipts of the book that are such sums, each with number, day and amount, by their days."""
    found: dict[str, list[Any]] = {}
    columns = (Contract.number, Receipt.number, Receipt.received_on, Receipt.amount)
    rows = select(*columns).join(Receipt, Receipt.contract_id == Contract.id)
    rows = rows.where(Receipt.void == 0, Receipt.number.like(f"{PREFIX}-%")).order_by(Receipt.received_on)
    for contract, *said in session.execute(rows):
        found.setdefault(contract, []).append(said)
    return found


def _bring(found: Harvest, numbers: Numbers, told: _Told, known: Sequence[Any]) -> None:
    """The sum, less what earlier summaries brought; another figure of the same day or an earlier one is told."""
    ledger, line, day, deal = told.ledger, told.line, told.day, told.line.text("deal")
    if day is None:
        ledger.doubt(DATE)
        ledger.note(line.row, _NO_DAY)
        return
    before = Money.total(amount for _, on, amount in known if on < day)
    rest = told.received - before
    number = numbers.of(PREFIX, day.isoformat(), deal, str(rest))
    if folded(number) not in found.booked and (rest < Money() or any(on >= day for _, on, _ in known)):
        last = max(on for _, on, _ in known)
        whole = Money.total(amount for *_, amount in known)
        ledger.note(line.row, _OTHER, known=whole.grouped, day=last, amount=told.received.grouped, stated=day)
    elif rest:
        ledger.summed[deal] = rest
        if ledger.answers.received is not False:
            ledger.notes += [(line.row, replace(problem, advice=True)) for problem in line.problems]
            line.problems.clear()
            ledger.note(line.row, _BROUGHT, amount=rest.grouped, day=day)
            found.add(RECEIPTS, ledger, line, number=number, payer=line.text("party"), contract=deal, received_on=day,
                      amount=rest, remark=remark_of(line, text(_REMARK)))  # fmt: skip
