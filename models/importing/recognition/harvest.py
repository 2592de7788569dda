"""What the rows of all ledgers bring together, and the contracts they need that the book does not have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract, Terms
from models.importing.masters import MAKING
from models.importing.recognition.accounts import charged, take_back
from models.importing.recognition.answers import Answers
from models.importing.recognition.brought import Harvest, remark_of
from models.importing.recognition.carried import from_contracts
from models.importing.recognition.casting import Cast
from models.importing.recognition.certified_before import leave_counted
from models.importing.recognition.corrected import leave_corrected
from models.importing.recognition.deals import Deal
from models.importing.recognition.deposited import deposit
from models.importing.recognition.doubled import leave_doubled
from models.importing.recognition.held_twice import leave_held_twice
from models.importing.recognition.invoiced import closed, invoice
from models.importing.recognition.ledger import OFTEN, Ledger, Line, day_of
from models.importing.recognition.numbers import Numbers
from models.importing.recognition.owed import opening, settle_openings
from models.importing.recognition.paid import brings_paid
from models.importing.recognition.received import receipts
from models.importing.recognition.received_to_date import from_summaries
from models.importing.recognition.retained import retained
from models.importing.recognition.stages import TERMS
from models.importing.recognition.summed_up import leave_summaries
from models.importing.recognition.taken_on_again import compare_with_book
from models.importing.recognition.terms import Shows, shown_of
from models.importing.recognition.valued import certificate
from models.importing.recognition.words import (
    ACCOUNT,
    CERTIFICATES,
    CONTRACTS,
    DEPOSITS,
    INVOICES,
    OPENING,
    RECEIPTS,
    RETENTION,
)
from models.importing.values import folded
from models.language import N_, text
from models.money import Money
from models.receipts import Receipt
from models.work import Progress, Work

_SUPPLEMENT = re.compile("补充(?:协议|合同)|补\\d|增补协议")
_AGREEMENT = N_(
    "The row looks like an agreement that supplements another contract. It comes in as a contract of its own; to have "
    "one price and one account, leave it out and enter it among the agreements of that contract."
)
_SUPPLEMENTS = N_(
    "The row is an agreement that supplements another contract and has no price of its own: it stays out. Enter it "
    "among the agreements of that contract."
)
PRICE_MISSING = N_("Contract price: not in the ledger, to be filled in.")


def harvest(session: Session, ledgers: Sequence[Ledger], cast: Cast, answers: Answers) -> Work[Harvest]:
    """The rows of every ledger that come in; those that cannot are marked open with the reason."""
    booked = {folded(number) for (number,) in session.execute(select(Receipt.number))}
    found, numbers = Harvest(booked, recovering=_recovering(session)), Numbers()
    for ledger in ledgers:
        for line in ledger.lines:
            line.left = frozenset()  # the rows are gone through again until the plan finds no fault
        if ledger.kind == CONTRACTS:
            _expect_once(ledger, cast)
        for done, line in enumerate(ledger.coming):
            if done % OFTEN == 0:
                yield Progress(done, len(ledger.lines), MAKING)
            if ledger.kind == CERTIFICATES:
                certificate(found, numbers, ledger, line)
            elif ledger.kind == OPENING:
                opening(found, numbers, ledger, line)
            elif ledger.kind == RETENTION:
                retained(found, ledger, line)
            elif ledger.kind == DEPOSITS:
                deposit(found, numbers, ledger, line, cast)
            elif ledger.kind == ACCOUNT:
                charged(found, ledger, line)
            elif ledger.kind == INVOICES:
                invoice(found, ledger, line)
        if ledger.kind == ACCOUNT:
            take_back(found, ledger, answers.reversals)
    leave_summaries(found)
    leave_counted(session, found)
    paying = [one for one in ledgers if one.kind in (RECEIPTS, ACCOUNT) or one.beside or brings_paid(one)]
    yield from receipts(session, found, numbers, paying, answers.reversals, cast)
    closed(session, found, answers.reversals)
    _leave_twofold(session, found, answers)
    from_contracts(session, found, numbers, ledgers, cast.deals)
    from_summaries(session, found, numbers, ledgers)
    found.close()
    settle_openings(found)
    compare_with_book(session, found)
    _contracts(found, ledgers, cast)
    return found


def _leave_twofold(session: Session, found: Harvest, answers: Answers) -> None:
    """Keep rows open whose money another row or the book has already."""
    leave_corrected(session, found, answers.doubled)
    leave_held_twice(session, found)
    leave_doubled(session, found, answers.doubled)


def _recovering(session: Session) -> frozenset[str]:
    """Contracts of the book under whose terms certificates take the advance back by themselves."""
    rows = select(Contract.number).join(Terms, Terms.contract_id == Contract.id).where(Terms.advance > Money())
    return frozenset(session.scalars(rows))


def _expect_once(ledger: Ledger, cast: Cast) -> None:
    """Each row of a contract ledger is a contract of its own."""
    first: dict[str, Line] = {}
    for line in ledger.coming:
        deal = cast.deals.of(line.text("deal"))
        other = first.setdefault(line.text("deal"), line)
        price = line.money("price")
        words = " ".join(line.text(f"contract_{name}") for name in ("number", "name", "kind"))
        supplements = bool(_SUPPLEMENT.search(words)) and not (deal and deal.known)
        if supplements and price is not None:
            ledger.note(line.row, _AGREEMENT)
        if other is not line:
            line.open(N_("The contract stands in row {row} already: leave one of them out."), row=other.row + 1)
        elif deal and deal.known and price is not None and deal.price not in (None, price):
            ledger.note(line.row, N_("The book has {price} for this contract, the ledger {other}; the book is kept."),
                        price=deal.price.grouped if deal.price else "", other=price.grouped)  # fmt: skip
        elif price is None and not (deal and deal.known):
            line.open(_SUPPLEMENTS if supplements else N_("The contract price is missing: fill it in."))


def _contracts(found: Harvest, ledgers: Sequence[Ledger], cast: Cast) -> None:
    """The contracts that rows need and the book does not have."""
    needed: dict[str, tuple[Ledger, Line]] = {}
    for ledger in ledgers:
        for line in ledger.coming:
            if line.contract:
                needed.setdefault(line.contract, (ledger, line))
    for number, (ledger, line) in needed.items():
        deal = cast.deals.of(number)
        if deal is not None:
            at = deal.at if deal.at and not deal.at[1].is_open else (ledger, line)
            shown = next(shown_of(ledgers, number), None)
            _contract(found, deal, at[0], at[1], shown)


_OF_CONTRACT = "signed_on start_on completion_on completed_on accepted_on handed_over_on".split()


def _contract(found: Harvest, deal: Deal, ledger: Ledger, line: Line, shown: Shows | None) -> None:
    own = deal.values is line.values
    dates = {name: day_of(ledger, line, name) for name in _OF_CONTRACT} if own else {}
    rate = {"vat_rate": line.values["tax_rate"]} if own and line.values.get("tax_rate") is not None else {}
    missing = text(PRICE_MISSING) if deal.price is None else ""
    found.add(
        CONTRACTS, ledger, line, number=deal.number, name=deal.name, owner=deal.party, price=deal.price or Money(),
        project=line.text("project") if own else "", handler=line.text("handler") if own else "",
        remark=remark_of(line, missing, line.text(TERMS)) if own and ledger.kind == CONTRACTS else missing,
        **dates, **rate,
        retention_rate=shown.kept if shown else None,
        advance=(deal.price or Money()).share(shown.advance) if shown and shown.advance else None,
    )  # fmt: skip
    for one in shown.milestones if shown else ():
        found.add("milestones", ledger, line, contract=deal.number, event=one.event, cumulative=one.cumulative,
                  days=one.days)  # fmt: skip
    if own and line.text("project"):
        found.add("projects", ledger, line, name=line.text("project"), owner=deal.party)
