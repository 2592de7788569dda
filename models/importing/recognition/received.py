"""Receipts of a ledger: what came in, and what went back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.importing.cells import CALLED, choice_names
from models.importing.masters import MAKING
from models.importing.recognition.bank import SPEAKING, no_receipt
from models.importing.recognition.begun import Begun, begun
from models.importing.recognition.bills_ended import ended
from models.importing.recognition.bills_told import bill_told, lists_bills
from models.importing.recognition.brought import NOTHING, Harvest, Reversal, Row, no_amount, remark_of
from models.importing.recognition.casting import NO_PAYER, Cast
from models.importing.recognition.deposited import from_receipts
from models.importing.recognition.doubts import REVERSAL
from models.importing.recognition.elsewhere import lists_goods
from models.importing.recognition.invoiced import beside_receipt
from models.importing.recognition.ledger import OFTEN, OPENING_OF, UNCHANGED, Ledger, Line, day_of, leave_part
from models.importing.recognition.natures import natures
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.paid import PREFIX, brings_paid
from models.importing.recognition.signs import Standing, Standings, is_deposit, reversed_by
from models.importing.recognition.wages_paid import WAGES, wages_in
from models.importing.recognition.words import CERTIFICATES, OPENING, RECEIPTS
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.parties import Party
from models.problems import Problem
from models.receipts import METHODS, Receipt
from models.receipts.record import BILLS
from models.work import Progress, Work

_NOTHING = N_("The row has neither date nor amount of a receipt: fill them in, or leave the row out.")
_ONLY_INVOICED = N_(
    "The row has an invoice and no receipt: nothing came in. What is owed comes in with the ledger of certificates."
)
_ONLY_CERTIFIED = N_(
    "{amount} was certified and nothing came in: the row is no receipt. Let the sheet be a certificate ledger to bring "
    "in what was certified."
)
_NOT_YET = N_(
    "{amount} is planned here, and nothing came yet: the row is no receipt. What is agreed to be paid when goes into "
    "the payment terms of the contract."
)
_BY_WORDS = N_("By its remark the receipt is one by {method}: nothing is in hand before it is paid. Correct it if not.")
_IN_KIND = N_("By its remark no money came: it comes in as {method}. Check the day on which it took effect.")
_IN_BOOK = N_(
    "{amount} of receipt {number} went back, and the book has that receipt whole: correct it there into two receipts, "
    "one of them of {amount}, and name that one."
)
_PARTED = N_(
    "The row takes back {amount} of {number} of {day}: that receipt comes in as two, {part} is what went back."
)
_SAME = ("payer", "contract", "received_on", "amount", "voucher")
_TWICE = N_("The row says the same as row {other}, with its voucher: is it one receipt, entered twice?")
_METHODS = {
    **choice_names(tuple(METHODS.items())),
    "承兑": "bank_bill",
    "承兑汇票": "bank_bill",
    "汇票": "bank_bill",
    "现汇": "transfer",
    "抵账": "goods",
    "抵房款": "goods",
}
_METHODS |= {word: key for key, words in CALLED.items() if key in METHODS for word in map(folded, words)}


Told = tuple[Ledger, Line, dict[str, Any]]


@dataclass
class _Taking:
    """The receipts of a workbook, one after the other; ``brought`` are the lines that bring something else as well.

    ``negative`` ones wait until all are known that they may take back, ``deposits`` come by themselves.
    """

    found: Harvest
    numbers: Numbers
    who: Cast
    begins: Begun
    brought: set[int]
    negative: list[Told] = field(default_factory=list)
    deposits: list[Told] = field(default_factory=list)

    def take(self, ledger: Ledger, line: Line, beside: bool) -> None:
        """A row; ``beside``: its ledger has whole invoices beside the receipts."""
        if ledger.kind == RECEIPTS:
            _received_before(self.found, ledger, line)
        invoiced = beside and not line.is_open and beside_receipt(self.found, ledger, line)
        self.brought |= {id(line)} if invoiced else set()
        if invoiced and line.money("amount") is None and "received_on" not in line.values:
            return
        values = _receipt(ledger, line, self.numbers)
        words = _words(line) if values else []
        if values is None:
            _leave(self.brought, ledger, line)
        elif is_deposit(words):
            self.deposits.append((ledger, line, values))
        elif self.begins.inside(self.found, self.who.deals, values, ledger, line):
            _leave(self.brought, ledger, line)
        elif values["amount"] < Money():
            self.negative.append((ledger, line, values))
        else:
            ended(self.found, self.found.add(RECEIPTS, ledger, line, **values), ledger.today)
            said = natures(line.text("purpose"), words)
            if said := said or (frozenset({"progress"}) if ledger.kind == CERTIFICATES else frozenset()):
                self.found.natures[values["number"]] = said


def receipts(
    session: Session, found: Harvest, numbers: Numbers, ledgers: Sequence[Ledger], answers: Mapping[str, str], who: Cast
) -> Work[None]:
    """Every receipt; the negative ones last, when all that they may take back are known, and deposits by themselves."""
    certified = {id(row.line) for row in found.rows.get(CERTIFICATES, [])}
    taking = _Taking(found, numbers, who, begun(session, found), certified)
    for ledger in ledgers:
        beside = ledger.kind == RECEIPTS and bool(ledger.beside)
        for done, line in enumerate(ledger.coming):
            if done % OFTEN == 0:
                yield Progress(done, len(ledger.lines), MAKING)
            taking.take(ledger, line, beside)
    _note_twice(found.rows[RECEIPTS])
    if taking.negative:
        standings = Standings([*map(_standing, found.rows[RECEIPTS]), *_of_book(session)], _taken_back(session))
        for ledger, line, values in taking.negative:
            key = f"{ledger.sheet.name}!{line.row + 1}"
            _take_back(found, standings, ledger, line, values, key, answers.get(key, ""))
    from_receipts(session, found, numbers, taking.deposits, who)
    for ledger, line, _ in (*taking.negative, *taking.deposits):
        _leave(taking.brought, ledger, line)


def _leave(brought: set[int], ledger: Ledger, line: Line) -> None:
    """A receipt that has to stay out leaves the certificate or the invoice of its row alone."""
    if line.is_open and id(line) in brought:
        leave_part(ledger, line, "received" if ledger.kind == CERTIFICATES else "amount")


def _note_twice(rows: Sequence[Row]) -> None:
    """Two receipts of one day, payer, amount and voucher may be one that was entered twice: it is said, both come."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if row.values.get("voucher"):
            other = first.setdefault(tuple(row.values.get(name) for name in _SAME), row)
            if other is not row and other.ledger is row.ledger:
                row.ledger.note(row.line.row, _TWICE, other=other.line.row + 1)


def _standing(row: Row) -> Standing:
    said, line = row.values, row.line
    return Standing(said["number"], line.text("voucher"), said["payer"], line.text("deal"), said["received_on"],
                    said["amount"])  # fmt: skip


def _received_before(found: Harvest, ledger: Ledger, line: Line) -> None:
    """What was received before the first row is where the contract stood."""
    before = line.money(OPENING_OF)
    day = day_of(ledger, line, "received_on") if before else None
    if before and not line.text("deal"):
        line.open(N_("The figure to date belongs to no contract: write the contract number or name."))
    elif before and day:
        found.add(OPENING, ledger, line, contract=line.text("deal"), taken_on=day, received=before)


def _receipt(ledger: Ledger, line: Line, numbers: Numbers) -> dict[str, Any] | None:
    payer, day = line.text("party"), day_of(ledger, line, "received_on")
    amount = line.money("received" if ledger.kind == CERTIFICATES else "amount")
    if line.is_open or (ledger.kind != RECEIPTS and not amount):
        return None
    if (ledger.kind == RECEIPTS and UNCHANGED in line.values) or (OPENING_OF in line.values and amount is None and day):
        return None
    if _is_none(ledger, line, amount, day):
        return None
    if amount is None or day is None or not payer:
        no_day = Problem("", N_("The date is missing: fill it in.") if day is None else NO_PAYER)
        line.problems.append(no_amount(ledger, line) if amount is None else no_day)
        return None
    if not amount:
        line.open(NOTHING)
        return None
    known = {name: line.text(name) for name in ("bill_number", "account", "voucher")}
    method = _method(ledger, line) or ("bank_bill" if known["bill_number"] and lists_bills(ledger) else "")
    method = method or ("goods" if lists_goods(ledger.sheet, ledger.titles) else "")
    if not method and not ledger.views:  # a slip of the bank has a number, too
        known |= {"bill_number": "", "voucher": known["voucher"] or known["bill_number"]}
    matures = day_of(ledger, line, "matures_on")
    if not method and (told := bill_told(_words(line))):
        method, matures = told.method, matures or told.matures_on
        ledger.note(line.row, _BY_WORDS if method in BILLS else _IN_KIND, method=text(METHODS[method]))
    if ledger.views and method and method not in BILLS:  # the number and the day are those of the bill beside
        known["bill_number"], matures = "", None
    prefix, own = (PREFIX, "") if brings_paid(ledger) else ("TZ", line.text("number"))
    number = own or numbers.of(prefix, day.isoformat(), line.text("deal") or payer, str(amount))
    wages = wages_in(ledger, line, amount) if WAGES in ledger.columns or known["account"] else None
    return {
        **known, "number": number, "payer": payer, "contract": line.text("deal"), "received_on": day, "amount": amount,
        "method": method, "matures_on": matures, "wages": wages,
        "remark": remark_of(line, line.text("purpose"), line.text("summary")),
    }  # fmt: skip


def _is_none(ledger: Ledger, line: Line, amount: Money | None, day: date | None) -> bool:
    """Whether the row is no receipt and stays open: paid out, interest of the bank, planned, or nothing at all."""
    if no_receipt(ledger, line, amount):
        return True
    if not amount and (certified := line.money("certified")):
        line.open(_ONLY_CERTIFIED, amount=certified.grouped)
    elif amount is None and day is None and (planned := line.money("planned")):
        line.open(_NOT_YET, amount=planned.grouped)
    elif amount is None and day is None:
        line.open(_ONLY_INVOICED if line.money("invoiced") else _NOTHING)
    return line.is_open


def _words(line: Line) -> list[str]:
    """The texts of a row that may speak of a deposit."""
    return [*line.remarks, *[str(value) for name, value in line.values.items() if name.startswith(SPEAKING)]]


def _method(ledger: Ledger, line: Line) -> str:
    """How it was paid; words nobody knows are kept in the remark, and that is said."""
    written = line.text("method")
    found = _METHODS.get(folded(written.removeprefix("电子")), "")
    if written and not found:
        line.remarks.append(written)
        ledger.note(line.row, N_("“{method}” is no known way to pay: it is kept in the remark."), method=written)
    return found


def _of_book(session: Session) -> Iterator[Standing]:
    columns = (Receipt.number, Receipt.voucher, Party.name, Receipt.received_on, Receipt.amount)
    rows = select(*columns).join(Party, Party.id == Receipt.payer_id).where(Receipt.void == 0)
    for number, voucher, payer, day, amount in session.execute(rows):
        if amount > Money():
            yield Standing(number, voucher, payer, "", day, amount)


def _taken_back(session: Session) -> dict[str, date]:
    """Receipts of the book that went back already, and when."""
    back = aliased(Receipt)
    rows = select(Receipt.number, back.received_on).join(back, back.reverses_id == Receipt.id)
    return dict(session.execute(rows).all())


def _take_back(
    found: Harvest, standings: Standings, ledger: Ledger, line: Line, values: dict[str, Any], key: str, answer: str
) -> None:
    words = [line.text("reverses"), *(line.text(name) for name in line.values if name.startswith("remark"))]
    one = reversed_by(
        standings, [word for word in words if word], answer, values["payer"], values["contract"],
        values["received_on"], -values["amount"],
    )  # fmt: skip
    if isinstance(one, Problem):
        near = standings.alike(values["payer"], values["received_on"], -values["amount"])
        ledger.doubt(REVERSAL, key, tuple((other.number, other.told) for other in near))
        line.problems.append(one)
    elif values["received_on"] < one.day:
        line.open(N_("It cannot go back before it was received or collected."))
    elif number := _number_of(found, standings, ledger, line, one, -values["amount"]):
        reason = values["remark"] or text(N_("Negative receipt in the ledger"))
        found.reversals.append(Reversal(Row(ledger, line, values), number, values["received_on"], reason))


def _number_of(found: Harvest, standings: Standings, ledger: Ledger, line: Line, one: Standing, amount: Money) -> str:
    """The number of what goes back: the receipt, or the part of it that does, which becomes one of its own."""
    if standings.left(one) == amount:
        ledger.note(line.row, N_("The row takes back {number} of {day}."), number=one.number, day=one.day)
        return one.number
    place = next((at for at, row in enumerate(found.rows[RECEIPTS]) if row.values["number"] == one.number), None)
    made = sum(1 for other in found.reversals if other.number.startswith(f"{one.number}-T"))
    number = f"{one.number}-T{made + 1}"
    if place is None or (folded(one.number) in found.booked and folded(number) not in found.booked):
        line.open(_IN_BOOK, number=one.number, amount=amount.grouped)
        return ""
    row = found.rows[RECEIPTS][place]
    standings.part(one, amount)
    left, wages = standings.left(one), row.values.get("wages") or Money()
    kept = min(wages, left)
    found.rows[RECEIPTS][place : place + 1] = [
        replace(row, values={**row.values, "amount": left, "wages": kept or None}),
        replace(row, values={**row.values, "number": number, "amount": amount, "wages": wages - kept or None}),
    ]
    ledger.note(line.row, _PARTED, amount=amount.grouped, number=one.number, day=one.day, part=number)
    return number
