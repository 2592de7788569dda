"""What can be done with a monthly check: keep it with its explanations, ask it of a month, void it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.bookings.draft import month_of
from models.books_checks.draft import BalanceDraft, BooksCheckDraft, Key, ReasonDraft, check, worked_out
from models.books_checks.ours import Ours, ours
from models.books_checks.record import BooksCheck, LedgerBalance, LedgerReason
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.problems import Problem, Refused, stop
from models.store.commands import FINANCE, MANAGER, declare
from models.store.parts import keep_parts

RECORD = declare("books_checks.record", N_("Save a check with the ledger"), (FINANCE,), MANAGER)
VOIDED = declare("books_checks.void", N_("Void a check with the ledger"), (FINANCE,), MANAGER)


def draft_of(session: Session, check_id: str) -> BooksCheckDraft:
    row = session.get_one(BooksCheck, check_id)
    balances = tuple(BalanceDraft(one.party_id, one.currency, one.account, one.amount) for one in row.balances)
    reasons = tuple(ReasonDraft(one.party_id, one.currency, one.kind, one.amount, one.reason) for one in row.reasons)
    return with_book(session, BooksCheckDraft(row.id, row.month, row.covers, row.remark, balances, reasons))


def of_month(session: Session, month: str) -> BooksCheck | None:
    """The check of this month (YYYY-MM)."""
    return session.scalars(select(BooksCheck).where(BooksCheck.month == month, BooksCheck.void == 0)).first()


def last_month(session: Session) -> str:
    """The last month that was checked; empty before the first."""
    return session.scalar(select(func.max(BooksCheck.month)).where(BooksCheck.void == 0)) or ""


def with_book(session: Session, draft: BooksCheckDraft) -> BooksCheckDraft:
    """The draft with our side of every customer; who owes us and is not named yet gets a line."""
    month = month_of(draft.month)
    if not month:
        return worked_out(draft)
    known = ours(session, month, draft.covers)
    named = {(one.party, one.currency) for one in draft.balances}
    missing = tuple(BalanceDraft(party, currency) for party, currency in known if (party, currency) not in named)
    lines = [one for one in draft.balances if one.party or one.amount is not None]
    return worked_out(replace(draft, balances=tuple(_known(line, known) for line in (*lines, *missing))))


def _known(line: BalanceDraft, known: dict[Key, Ours]) -> BalanceDraft:
    found = known.get((line.party, line.currency), Ours())
    return replace(line, ours=found.balance, documents=found.documents or None, receipts=found.receipts or None)


def record(session: Session, draft: BooksCheckDraft) -> BooksCheck:
    """Keep the check; one with something unexplained is kept too, and says so."""
    stop([*check(draft), *_taken(session, draft)])
    row = session.get_one(BooksCheck, draft.id) if draft.id else BooksCheck()
    if row.void:
        raise Refused(N_("The check of {month} is void already."), month=row.month)
    row.month, row.covers, row.remark = month_of(draft.month), draft.covers, draft.remark
    keep_parts(row.balances, draft.balances, LedgerBalance, _fill_balance)
    keep_parts(row.reasons, draft.reasons, LedgerReason, _fill_reason)
    session.add(row)
    session.info["subject"] = row.month
    session.flush()
    return row


def void(session: Session, check_id: str, reason: str) -> BooksCheck:
    """It was not made; the month can be checked anew."""
    row = session.get_one(BooksCheck, check_id)
    if row.void:
        raise Refused(N_("The check of {month} is void already."), month=row.month)
    session.info["subject"] = row.month
    row.void, row.remark = True, f"{row.remark}\n{reason}".strip()
    row.month = next_number(session, BooksCheck.month, f"{row.month}#", 1)
    session.flush()
    return row


def _fill_balance(row: LedgerBalance, draft: BalanceDraft, place: int) -> None:
    row.position, row.party_id, row.currency, row.account = place, draft.party, draft.currency, draft.account
    row.amount = draft.amount or Money()


def _fill_reason(row: LedgerReason, draft: ReasonDraft, place: int) -> None:
    row.position, row.party_id, row.currency, row.kind = place, draft.party, draft.currency, draft.kind
    row.amount, row.reason = draft.amount or Money(), draft.reason


def _taken(session: Session, draft: BooksCheckDraft) -> Iterator[Problem]:
    month = month_of(draft.month)
    taken = BooksCheck.month == month, BooksCheck.void == 0, BooksCheck.id != draft.id
    if month and session.scalar(select(exists().where(*taken))):
        yield Problem("month", N_("{month} was checked already. Open that check instead."), {"month": month})
