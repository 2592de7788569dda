"""Deposits of a ledger: what was given, and what came back, which is a receipt that settles its deposit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.deposits import CASH, GUARANTEE, Deposit
from models.importing.recognition.brought import Harvest, Return, no_amount, remark_of
from models.importing.recognition.casting import Cast
from models.importing.recognition.deposit_kinds import kind_of_deposit
from models.importing.recognition.doubts import DATE
from models.importing.recognition.ledger import Ledger, Line, cut_off, day_of, leave_part
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.words import DEPOSITS, RECEIPTS
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.parties import Party
from models.problems import Problem
from models.receivables import Allocation, Receivable
from models.store.base import Fen

_GUARANTEE = re.compile("保函|保证保险|保单|担保")
NO_CONTRACT = N_(
    "A deposit belongs to a contract, and the row does not say to which: write the contract number or name, or "
    "answer it for the sheet."
)
_NO_KIND = N_(
    "Which deposit it is stands nowhere: write 投标, 履约, 质量, 农民工工资, 诚信 or 审计 into the row or the title."
)
_NO_DAY = N_("The day on which the deposit was given is missing: fill it in.")
_OF_LEDGER = N_("No day says when the deposit was given: {day}, the day of the ledger, stands for it.")
_WHOLE = N_("A day says that the deposit came back, and no amount how much of it: {amount}, all of it, is taken.")
_NO_RETURN_DAY = N_("{amount} came back, and no day says when: fill it in.")
_DIFFERS = N_("{amount} given less {back} back or deducted is not {left}. Correct one of them.")
_RETURNED = N_("Deposit that came back")
_SEVERAL = N_("It may be any of the deposits {numbers} that came back: write its number into the remark.")
_NONE = N_(
    "A deposit came back that neither the workbook nor the book has: bring in the ledger of deposits first, or enter "
    "the deposit."
)
_MORE = N_("{amount} came back, but only {left} of deposit {number} was still out: enter the rest by itself.")


def deposit(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, who: Cast) -> None:
    """A row of a ledger of deposits."""
    deal, amount, given = line.text("deal"), line.money("amount"), _given_on(ledger, line)
    kind = kind_of_deposit([*_words(line), *_captions(ledger), ledger.sheet.called, *ledger.titles])
    back, off = line.money("back") or Money(), line.money("deducted") or Money()
    if back and not amount and "kind" in ledger.columns:
        _more_back(found, numbers, ledger, line, who, back)
        return
    if amount and not back and "back" not in ledger.columns and "left" not in ledger.columns and (
        day_of(ledger, line, "back_on")
    ):  # fmt: skip
        back = amount - off
        ledger.note(line.row, _WHOLE, amount=back.grouped)
    problem = _fault(ledger, line, deal, amount, given, kind, back, off)
    if problem is not None or amount is None or given is None:
        line.problems.append(problem or no_amount(ledger, line))
        return
    cash = not _is_guarantee(ledger, line)
    back_on = day_of(ledger, line, "back_on")
    if back and cash and back_on is None:
        line.open(_NO_RETURN_DAY, amount=back.grouped)
        leave_part(ledger, line, "back")
    number = line.text("number") or numbers.of("BZ", given.isoformat(), deal, kind, str(amount))
    until, back_due = day_of(ledger, line, "expires_on"), day_of(ledger, line, "return_on")
    dates: dict[str, Any] = {"return_on": back_due or until} if cash else {
        "expires_on": until or back_due, "returned_on": back_on or (given if back else None)}  # fmt: skip
    found.add(
        DEPOSITS, ledger, line, contract=deal, number=number, kind=kind, form=CASH if cash else GUARANTEE,
        amount=amount, paid_on=given, guarantee_number="" if cash else line.text("guarantee_number"),
        bank="" if cash else line.text("bank"), remark=remark_of(line), **dates,
    )  # fmt: skip
    if off and cash:
        found.add("deposit_deductions", ledger, line, deposit=number, deducted_on=back_on or given, amount=off,
                  reason=ledger.columns["deducted"].caption, agreed=True)  # fmt: skip
    if back and cash and back_on:
        _come_back(found, numbers, ledger, line, who, number, back, back_on)


def _given_on(ledger: Ledger, line: Line) -> date | None:
    """The day on which it was given; of a ledger without such days that of the ledger, which is said."""
    given = day_of(ledger, line, "paid_on")
    stated = None if any(one.base == "paid_on" for one in ledger.columns.values()) else cut_off(ledger)
    if given is None and stated is not None and not line.is_open:
        ledger.note(line.row, _OF_LEDGER, day=stated)
    elif given is None:
        ledger.doubt(DATE)
    return given or stated


def _fault(
    ledger: Ledger, line: Line, deal: str, amount: Money | None, given: date | None, kind: str, back: Money, off: Money
) -> Problem | None:
    """Why the row cannot come in."""
    left = line.money("left")
    if not amount or amount < Money():
        return no_amount(ledger, line)
    if given is None:
        return Problem("", _NO_DAY)
    if not deal:
        return Problem("", NO_CONTRACT)
    if not kind:
        return Problem("", _NO_KIND)
    if left is not None and amount - back - off != left:
        told = {"amount": amount.grouped, "back": (back + off).grouped, "left": left.grouped}
        return Problem("", _DIFFERS, told)
    return None


def _words(line: Line) -> list[str]:
    names = ("kind", "contract_name", "form")
    return [line.text(name) for name in (*names, *(one for one in line.values if one.startswith("remark")))]


def _captions(ledger: Ledger) -> list[str]:
    return [ledger.columns["amount"].caption] if "amount" in ledger.columns else []


def _is_guarantee(ledger: Ledger, line: Line) -> bool:
    """Said by the row; where no column can say it, by the title."""
    said = line.text("form") or line.text("kind")
    if said or "form" in ledger.columns:
        return bool(_GUARANTEE.search(said)) or bool(line.text("guarantee_number"))
    return bool(line.text("guarantee_number")) or any("保函" in one for one in (ledger.sheet.called, *ledger.titles))


def _come_back(
    found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, who: Cast, number: str, amount: Money, day: date
) -> None:
    deal = who.deals.of(line.text("deal"))
    payer = line.text("party") or (deal.party if deal else "")
    receipt = numbers.of("TZ", day.isoformat(), number, str(amount))
    found.add(RECEIPTS, ledger, line, number=receipt, payer=payer, contract=line.text("deal"), received_on=day,
              amount=amount, remark=f"{text(_RETURNED)} {number}")  # fmt: skip
    found.returns.append(Return(number, receipt, amount, day))


def _more_back(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, who: Cast, back: Money) -> None:
    """A row that only tells what more of a deposit came back; which one is looked for when all are known."""
    day, deal = day_of(ledger, line, "back_on"), who.deals.of(line.text("deal"))
    payer = line.text("party") or (deal.party if deal else "")
    if day is None:
        line.open(_NO_RETURN_DAY, amount=back.grouped)
    elif not payer:
        line.open(NO_CONTRACT)
    else:
        number = numbers.of("TZ", day.isoformat(), line.text("deal") or payer, str(back))
        found.came_back.append((ledger, line, {
            "number": number, "payer": payer, "contract": line.text("deal"), "received_on": day, "amount": back,
            "remark": remark_of(line)}))  # fmt: skip


# Rows of other ledgers that speak of a deposit


@dataclass
class Held:
    """A deposit in cash and what of it is still out."""

    number: str
    kind: str
    contract: str
    party: str
    day: date
    left: Money


@dataclass
class Pool:
    """The deposits that may come back: of the workbook and of the book."""

    every: list[Held]
    known: set[str] = field(default_factory=set)

    def of(self, kind: str, contract: str, party: str, day: date, words: Sequence[str]) -> list[Held]:
        """Those that a return can mean; one that is named by its number alone."""
        named = [one for one in self.every if any(one.number and one.number in word for word in words)]
        if named:
            return named[:1]
        return [one for one in self.every if one.left > Money() and one.day <= day and kind in ("", one.kind)
                and (one.contract == contract if contract else folded(one.party) == folded(party))]  # fmt: skip


def from_receipts(
    session: Session, found: Harvest, numbers: Numbers, rows: Sequence[tuple[Ledger, Line, dict[str, Any]]], who: Cast
) -> None:
    """Deposits that a ledger of receipts tells of: paid out they are given, received they come back."""
    for ledger, line, values in rows:
        if values["amount"] < Money():
            _given(found, numbers, ledger, line, values)
    back = [*(row for row in rows if row[2]["amount"] > Money()), *found.came_back]
    pool = _pool(session, found, who) if back else Pool([])
    for ledger, line, values in sorted(back, key=lambda row: row[2]["received_on"]):
        _returned(found, pool, ledger, line, values)


def _given(found: Harvest, numbers: Numbers, ledger: Ledger, line: Line, values: dict[str, Any]) -> None:
    kind = kind_of_deposit([line.text("purpose"), *_words(line), *line.remarks])
    if not values["contract"] or not kind:
        line.open(_NO_KIND if values["contract"] else NO_CONTRACT)
        return
    amount, day = -values["amount"], values["received_on"]
    number = numbers.of("BZ", day.isoformat(), values["contract"], kind, str(amount))
    found.add(DEPOSITS, ledger, line, contract=values["contract"], number=number, kind=kind, form=CASH, amount=amount,
              paid_on=day, remark=values["remark"])  # fmt: skip


def _returned(found: Harvest, pool: Pool, ledger: Ledger, line: Line, values: dict[str, Any]) -> None:
    if folded(values["number"]) in pool.known:  # the book has it already, with its deposit
        found.add(RECEIPTS, ledger, line, **values)
        return
    words = [line.text("purpose"), *_words(line), *line.remarks]
    amount, day = values["amount"], values["received_on"]
    meant = pool.of(kind_of_deposit(words), values["contract"], values["payer"], day, words)
    meant = [one for one in meant if one.left == amount] or meant
    if not meant:
        line.open(_NONE)
    elif len(meant) > 1:
        line.open(_SEVERAL, numbers=tuple(one.number for one in meant[:5]))
    elif meant[0].left < amount:
        line.open(_MORE, amount=amount.grouped, left=meant[0].left.grouped, number=meant[0].number)
    else:
        meant[0].left -= amount
        found.add(RECEIPTS, ledger, line, **{**values, "contract": meant[0].contract})
        found.returns.append(Return(meant[0].number, values["number"], amount, day))


def _pool(session: Session, found: Harvest, who: Cast) -> Pool:
    held = {one.number: one for one in _of_book(session)}
    for row in found.rows.get(DEPOSITS, []):
        said = row.values
        deal = who.deals.of(said["contract"])
        if said["number"] not in held and said["form"] == CASH:
            held[said["number"]] = Held(said["number"], said["kind"], said["contract"], deal.party if deal else "",
                                        said["paid_on"], said["amount"])  # fmt: skip
    for row in found.rows.get("deposit_deductions", []):
        if row.values["deposit"] in held:
            held[row.values["deposit"]].left -= row.values["amount"]
    for one in found.returns:
        if one.deposit in held:
            held[one.deposit].left -= one.amount
    return Pool(list(held.values()), found.booked)


def _of_book(session: Session) -> Iterator[Held]:
    """Cash deposits of the book with what is still to come back."""
    paid = func.coalesce(func.sum(Allocation.amount), 0, type_=Fen())
    settled = select(paid).where(Allocation.receivable_id == Receivable.id, Allocation.void == 0)
    rows = (
        select(Deposit.number, Deposit.kind, Contract.number, Party.name, Deposit.paid_on, Receivable.amount,
               settled.correlate(Receivable).scalar_subquery())
        .join(Contract, Contract.id == Deposit.contract_id)
        .join(Party, Party.id == Contract.owner_id)
        .join(Receivable, Receivable.source_id == Deposit.id)
        .where(Deposit.void == 0, Receivable.void == 0)
    )  # fmt: skip
    for number, kind, contract, party, day, amount, came_back in session.execute(rows):
        yield Held(number, kind, contract, party, day, amount - (came_back or Money()))
