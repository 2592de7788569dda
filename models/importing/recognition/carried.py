"""What a ledger of contracts says was certified, received and is owed: the opening balance where nothing else tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.plan import chunks
from models.importing.recognition.beyond_owed import is_beyond, on_top
from models.importing.recognition.brought import Harvest
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.deals import Deals
from models.importing.recognition.doubts import DATE
from models.importing.recognition.elsewhere import speaks_of_prepaid
from models.importing.recognition.inside_owed import in_classes
from models.importing.recognition.ledger import Ledger, Line, cut_off, day_of, figure
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.owed import credited, overpaid
from models.importing.recognition.still_open import NOTHING, received_in
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, OPENING, RECEIPTS
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.opening_position import OpeningPosition
from models.parties import Party
from models.receipts import Receipt
from models.receivables import Receivable

BEFORE_THEM = "owed_before"
"""The entry of a ledger of receipts that says what was owed before them."""
_NO_DAY = N_(
    "The row says what is owed and not on which day: answer the day of the balances of the sheet, and it comes "
    "in as the opening balance."
)
_ONLY_RECEIVED = N_(
    "{amount} was received and nothing says what was due: it is kept as received to date, and nothing is owed. Fill in "
    "what was certified."
)
_BROUGHT = N_("{amount} owed on {day} come in as the opening balance of the contract.")


@dataclass(frozen=True)
class _Told:
    """What a row says of its contract on a day (None: to be asked); ``balance`` None: neither that nor its parts."""

    ledger: Ledger
    line: Line
    balance: Money | None
    day: date | None

    @property
    def deal(self) -> str:
        return self.line.text("deal")


def from_contracts(session: Session, found: Harvest, numbers: Numbers, ledgers: Sequence[Ledger], deals: Deals) -> None:
    """Add the balances of contracts of which neither book nor workbook knows more."""
    rows = [*_of_contracts(ledgers), *(one for ledger in ledgers for one in _beside_receipts(ledger))]
    if not rows:
        return
    told = {one.deal for one in rows}
    known = _known(session, told) | {row.values["contract"] for name in (CERTIFICATES, OPENING)
                                     for row in found.rows.get(name, [])}  # fmt: skip
    paid = _received(session, found, {number: _only_debtor(deals, number) for number in told - known})
    for one in rows:
        if one.deal in known:
            continue
        if one.ledger.kind == RECEIPTS:
            known.add(one.deal)
            one.ledger.carries[one.deal] = one.balance or Money()
        if one.ledger.kind != RECEIPTS or one.ledger.answers.owed != NOTHING:
            _carry(found, numbers, one, paid[one.deal])


def _of_contracts(ledgers: Iterable[Ledger]) -> Iterator[_Told]:
    for ledger in ledgers:
        for line in ledger.coming if ledger.kind == CONTRACTS and tells(ledger) else ():
            if line.text("deal"):
                yield _Told(
                    ledger, line, _balance_of(ledger, line), day_of(ledger, line, "taken_on") or cut_off(ledger)
                )


def _balance_of(ledger: Ledger, line: Line) -> Money | None:
    """What is owed; where only a part of what was received is said, that of a year, nothing can be worked out."""
    certified, balance = figure(line, "certified"), line.money("balance")
    if balance is not None or certified is None or not received_in(ledger):
        return balance
    return certified - (figure(line, "received") or Money())


def _beside_receipts(ledger: Ledger) -> Iterator[_Told]:
    """What a ledger of receipts says was owed before them, or is owed after them."""
    ledger.carries = {}
    if ledger.kind != RECEIPTS or ledger.left_out or speaks_of_prepaid(ledger.sheet, ledger.titles):
        return
    role = next((one for one in (BEFORE_THEM, "balance") if one in ledger.columns), "")
    day = _begins(ledger) if role == BEFORE_THEM else cut_off(ledger)
    for number, lines in by_contract([line for line in ledger.coming if line.text("deal")] if role else []).items():
        said = [line for line in {line.row: line for line in reversed(lines)}.values() if line.money(role) is not None]
        if said and number:
            amounts = [line.money(role) or Money() for line in reversed(said)]
            apart = role == BEFORE_THEM or all(map(_is_of_row, said)) or are_of_invoices(lines)
            whole = Money.total(amounts) if apart else amounts[-1]
            yield _Told(ledger, lines[0], whole, day)


def _is_of_row(line: Line) -> bool:
    """What is left of the invoice of the row, and not of all before it."""
    invoiced = line.money("invoiced")
    return invoiced is not None and invoiced - (line.money("amount") or Money()) == line.money("balance")


def _begins(ledger: Ledger) -> date | None:
    """The last day before the year in which the receipts begin."""
    days = [day for line in ledger.coming if (day := day_of(ledger, line, "received_on"))]
    return date(min(days).year - 1, 12, 31) if days else cut_off(ledger)


def tells(ledger: Ledger) -> bool:
    """Whether a ledger of contracts says what is owed: a balance, or what it is the difference of."""
    bases = {column.base for column in ledger.columns.values()}
    rest = ledger.still_open is not None and ledger.still_open.takes_rest
    return rest or "balance" in ledger.columns or ("certified" in bases and received_in(ledger))


def are_of_invoices(lines: Iterable[Line]) -> bool:
    """Whether the last row of each invoice, which may be paid in several, says what is left of it."""
    mine: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        mine[line.text("invoice")].append(line)
    return "" not in mine and len(mine) > 1 and all(map(_is_left_of_invoice, mine.values()))


def _is_left_of_invoice(rows: Sequence[Line]) -> bool:
    said = [one for line in rows if (one := line.money("balance")) is not None]
    invoiced, paid = (Money.total(one for line in rows if (one := line.money(role))) for role in ("invoiced", "amount"))
    return said == [invoiced - paid]


def _carry(found: Harvest, numbers: Numbers, told: _Told, paid: list[tuple[date, Money]]) -> None:
    ledger, line, day, balance = told.ledger, told.line, told.day, told.balance
    certified, received = figure(line, "certified"), figure(line, "received")
    if balance is None and received:
        ledger.note(line.row, _ONLY_RECEIVED, amount=received.grouped)
        balance = Money()
    if balance is None or not (balance or certified or received or is_beyond(ledger, line)):
        return
    if day is None:
        ledger.doubt(DATE)
        ledger.note(line.row, _NO_DAY)
        return
    before = Money.total(amount for on, amount in paid if on <= day)
    owed = balance + before  # receipts that are known by themselves will settle it
    if owed < Money() and (problem := credited(line, -owed)):
        ledger.notes.append((line.row, replace(problem, advice=True)))
        return
    if owed < Money():
        received = overpaid(found, numbers, ledger, line, -owed, day, received, line.text("deal"))
    else:
        ledger.note(line.row, _BROUGHT, amount=balance.grouped, day=day)
    rest = received - before if received is not None else None
    figures = {"certified": certified or None, "received": rest if rest and rest > Money() else None}
    parts = [*in_classes(ledger, line, owed), *on_top(ledger, line)]
    for kind, part in parts or [("", Money())]:
        item = {"amount": part, "posted_on": day, "kind": kind or "progress"} if part else {}
        found.add(OPENING, ledger, line, contract=line.text("deal"), taken_on=day, **figures, **item)
        figures = {}
    found.gross.add(line.text("deal"))


def _only_debtor(deals: Deals, number: str) -> str:
    """The party of the contract, when it has no other: then what it paid without naming a contract is for this one."""
    deal = deals.of(number)
    every = deals.of_party(deal.party) if deal else []
    return deal.party if deal and len(every) == 1 else ""


def _known(session: Session, numbers: Iterable[str]) -> set[str]:
    """Contracts of the book that owe something already, or began with an opening balance."""
    known: set[str] = set()
    owing = select(Contract.number).join(Receivable, Receivable.contract_id == Contract.id).where(Receivable.void == 0)
    begun = select(Contract.number).join(OpeningPosition, OpeningPosition.contract_id == Contract.id)
    for some in chunks(numbers):
        for other in (owing, begun):
            known.update(session.scalars(other.where(Contract.number.in_(some)).distinct()))
    return known


def _received(session: Session, found: Harvest, debtors: Mapping[str, str]) -> dict[str, list[tuple[date, Money]]]:
    """By contract: the receipts of the book, and those of the workbook that the book has not."""
    paid: dict[str, list[tuple[date, Money]]] = defaultdict(list)
    standing = select(Contract.number, Receipt.received_on, Receipt.amount).where(Receipt.void == 0)
    named = standing.join(Receipt, Receipt.contract_id == Contract.id)
    for some in chunks(debtors):
        for number, day, amount in session.execute(named.where(Contract.number.in_(some))):
            paid[number].append((day, amount))
    unnamed = select(Party.name, Receipt.received_on, Receipt.amount).join(Party, Party.id == Receipt.payer_id)
    unnamed = unnamed.where(Receipt.void == 0, Receipt.contract_id.is_(None))
    contract_of = {party: number for number, party in debtors.items() if party}
    for some in chunks(contract_of):
        for party, day, amount in session.execute(unnamed.where(Party.name.in_(some))):
            paid[contract_of[party]].append((day, amount))
    for row in found.rows.get(RECEIPTS, []):
        if found.is_new(row) and row.values.get("contract"):
            paid[row.values["contract"]].append((row.values["received_on"], row.values["amount"]))
    for one in found.reversals:
        if one.row.values["contract"] and folded(f"{one.number}-R") not in found.booked:
            paid[one.row.values["contract"]].append((one.day, one.row.values["amount"]))
    return paid
