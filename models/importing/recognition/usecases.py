"""Proposing what to make of a workbook, and bringing in what is understood of it: one Step, and the rest is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from models.importing.cells import Habits
from models.importing.names import Names
from models.importing.plan import Choices, Plan
from models.importing.recognition import accounts, remembered
from models.importing.recognition.answers import Answers
from models.importing.recognition.balances import ContractBalance, balances_of, keys_of
from models.importing.recognition.bank import leave_no_receipts
from models.importing.recognition.beyond_owed import look_at_beyond
from models.importing.recognition.casting import Cast, cast
from models.importing.recognition.cumulative import to_periods
from models.importing.recognition.harvest import harvest
from models.importing.recognition.hidden import leave_out
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.paid import look_at_paid
from models.importing.recognition.price_now import take_price_now
from models.importing.recognition.proposal import Proposal
from models.importing.recognition.settling import owing, receipts_of, settle
from models.importing.recognition.sheet import read_ledger
from models.importing.recognition.showing import proposal_of
from models.importing.recognition.stacked import unstacked
from models.importing.recognition.still_open import look_at_open
from models.importing.recognition.stood import Stood
from models.importing.recognition.tables import plan_further, tables_of
from models.importing.recognition.taxes import with_tax
from models.importing.recognition.terms import look_at_terms, told_terms
from models.importing.recognition.unbilled import tell_unbilled
from models.importing.recognition.voided import leave_void
from models.importing.recognition.words import ACCOUNT, CONTRACTS, DEPOSITS, OPENING, RETENTION
from models.importing.recognition.years import settle_days
from models.importing.sheets import Workbook, place_of
from models.importing.usecases import work_out, written
from models.language import N_
from models.problems import Invalid
from models.store.book import Book
from models.wholesale import IMPORT
from models.work import Work, kept_all

NOBODY = Answers()
_MOST_ROUNDS = 20
_TINY = 1_000
_BALANCES = (OPENING, RETENTION, DEPOSITS)
"""Ledgers of what is left."""
"""An amount below this part of the contract price is probably in another unit."""
_LARGE = N_("{amount} is more than ten times the contract price: is the unit right?")
_MANIFOLD = 10
_SMALL = N_("{amount} is less than a thousandth of the contract price: is the unit right?")


@dataclass
class Worked:
    """A workbook worked out against a book: its ledgers, who is who, and the plan of what is written."""

    workbook: Workbook
    answers: Answers
    ledgers: list[Ledger]
    cast: Cast
    plan: Plan
    balances: tuple[ContractBalance, ...]

    @property
    def proposal(self) -> Proposal:
        return proposal_of(self.workbook, self.answers, self.ledgers, self.cast, self.plan, self.balances)


def propose(
    session: Session, workbook: Workbook, answers: Answers = NOBODY, today: date | None = None
) -> Work[Proposal]:
    """What would be made of a workbook, as far as it was answered; nothing is written."""
    worked = yield from worked_out(session, workbook, answers, today)
    return worked.proposal


def bring_in(book: Book, workbook: Workbook, answers: Answers = NOBODY, today: date | None = None) -> Work[Proposal]:
    """Bring in every row that is understood, as one Step, and remember what was answered about the form.

    Raises Invalid, and keeps nothing, when what is understood does not fit what the book has.
    """
    return (yield from kept_all(_brought_in(book, workbook, answers, today)))


def _brought_in(book: Book, workbook: Workbook, answers: Answers, today: date | None) -> Work[Proposal]:
    with book.write(IMPORT, workbook.name) as session:
        worked = yield from worked_out(session, workbook, answers, today)
        proposal = worked.proposal
        yield from written(worked.plan)
    with book.keep_aside() as session:
        remembered.remember(session, worked.workbook, proposal.answers)
    return proposal


def worked_out(session: Session, workbook: Workbook, answers: Answers, today: date | None) -> Work[Worked]:
    """Read every sheet, find out who and what its rows are about, and plan what they bring.

    What the plan finds wrong with a row keeps that row open; then it is planned again without it.
    """
    day = today or date.today()
    workbook = unstacked(workbook, answers)
    answers = remembered.recalled(session, workbook, answers)
    habits = Habits(day, workbook.from_1904, bool(answers.round_off))
    ledgers = yield from _read(workbook, answers, habits)
    leave_no_receipts(session, ledgers)
    found = yield from cast(session, ledgers, answers)
    accounts.bring_forward_once(ledgers)
    look_at_paid(session, ledgers)
    stood = Stood(session)
    for ledger in ledgers:
        if ledger.kind:
            to_periods(ledger, stood)
    look_at_terms(ledgers, found.deals)
    for _ in range(_MOST_ROUNDS):
        plan = yield from _planned(session, ledgers, found, answers, day)
        if not _open_rows(ledgers, plan):
            _note_odd_amounts(ledgers, found)
            told_terms(ledgers)
            tell_unbilled(ledgers)
            balances = yield from _settled(plan, ledgers, found, answers)
            return Worked(workbook, answers, ledgers, found, plan, balances)
    raise Invalid(plan.problems)


def _read(workbook: Workbook, answers: Answers, habits: Habits) -> Work[list[Ledger]]:
    """Every sheet by itself, and what of them is not in sight."""
    ledgers = []
    for sheet in workbook.sheets:
        ledger = yield from read_ledger(sheet, answers.of(sheet.name), habits)
        leave_void(ledger)
        if ledger.kind:
            with_tax(ledger)
            take_price_now(ledger)
            settle_days(ledger, workbook.name)
        if ledger.kind == ACCOUNT:
            accounts.prepare(ledger)
        ledgers.append(ledger)
    leave_out(ledgers)
    look_at_open(ledgers)
    look_at_beyond(ledgers)
    return ledgers


def _planned(session: Session, ledgers: Sequence[Ledger], found: Cast, answers: Answers, today: date) -> Work[Plan]:
    brought = yield from harvest(session, ledgers, found, answers)
    plan = Plan(session, Choices(), today, Names(session), tables_of(brought, found))
    yield from work_out(plan)
    plan_further(plan, brought, found)
    return plan


def _settled(plan: Plan, ledgers: Sequence[Ledger], found: Cast, answers: Answers) -> Work[tuple[ContractBalance, ...]]:
    """Set the receipts against what is owed unless that was declined; what each contract owes then.

    Balances are what is left after what was received: where a workbook has nothing else, money that the book has
    already is set against them only if a person says so.
    """
    moves = any(one.kind not in ("", *_BALANCES) for one in ledgers if not one.left_out)
    contracts = keys_of(plan, ledgers, found.deals.by_number)
    receipts = receipts_of(plan, moves or bool(answers.settle))
    owed = owing(plan, contracts.values(), receipts)
    if answers.settle is not False and receipts:
        yield from settle(plan, owed, receipts)
    return tuple(balances_of(plan, ledgers, found.deals.by_number, contracts, owed))


def _open_rows(ledgers: Sequence[Ledger], plan: Plan) -> bool:
    """Keep the rows open that the plan finds fault with; whether there were any. Advice becomes a note of its row."""
    faults = [problem for problem in plan.problems if not problem.advice]
    lines: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for ledger in ledgers if faults else ():
        for line in ledger.lines:
            lines[ledger.sheet.name, line.row].append(line)
    for problem in faults:
        sheet, _, cell = problem.where.rpartition("!")
        found = lines.get((sheet, place_of(cell)[0]), []) if sheet else []
        if not found:
            raise Invalid(faults)
        for line in found:
            line.problems.append(replace(problem, where=""))
    return bool(faults)


def _note_odd_amounts(ledgers: Sequence[Ledger], found: Cast) -> None:
    """Say which rows come to less than a thousandth, or many times, of the contract price: the unit may be another."""
    for ledger in ledgers:
        main = ledger.main if ledger.kind != CONTRACTS else None
        for line in ledger.coming if main else ():
            amount = line.money(main.role) if main else None
            deal = found.deals.of(line.text("deal"))
            price = (deal.price if deal else None) or line.money("price")
            if amount is not None and amount.fen > 0 and price and amount.fen * _TINY < price.fen:
                ledger.note(line.row, _SMALL, amount=amount.grouped)
            elif amount is not None and price and price.fen > 0 and abs(amount.fen) > price.fen * _MANIFOLD:
                ledger.note(line.row, _LARGE, amount=amount.grouped)
