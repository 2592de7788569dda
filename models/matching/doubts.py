"""What speaks against an owner's ledger before it is kept: it is in the book already, or nothing of it agrees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.language import N_
from models.matching.draft import OwnerLedgerDraft, OwnerLineDraft
from models.matching.lines import our_lines
from models.matching.record import OwnerLedger, OwnerLine
from models.money import Money
from models.problems import Problem

NOTHING_AGREES = N_(
    "No amount of it stands in our book: it may be another owner's ledger, or debit and credit are the other way round."
)


def doubts(session: Session, draft: OwnerLedgerDraft) -> Iterator[Problem]:
    """Advice: it stops nothing."""
    if not draft.party:
        return
    yield from _again(session, draft)
    if draft.as_of and draft.lines:
        ours = {one.amount.fen for one in our_lines(session, draft.party, draft.currency, draft.as_of)}
        if ours and not any(one.amount is not None and one.amount.fen in ours for one in draft.lines):
            yield Problem("lines", NOTHING_AGREES, advice=True)


def _again(session: Session, draft: OwnerLedgerDraft) -> Iterator[Problem]:
    """The same file, else the same lines, of this owner."""
    same = OwnerLedger.party_id == draft.party, OwnerLedger.void == 0, OwnerLedger.id != draft.id
    if draft.digest:
        rows = session.scalars(select(OwnerLedger.number).where(*same, OwnerLedger.digest == draft.digest))
        if number := rows.first():
            message = N_("The very same file is in the book already as {number}: void one of the two.")
            yield Problem("file", message, {"number": number}, advice=True)
            return
    if number := _of_lines(session, draft, same):
        message = N_("{number} has the very same lines: void one of the two.")
        yield Problem("lines", message, {"number": number}, advice=True)


def _of_lines(session: Session, draft: OwnerLedgerDraft, same: Sequence[object]) -> str:
    """The number of a ledger with as many lines that come to the same and say the same."""
    if not draft.lines:
        return ""
    found = (
        select(OwnerLedger.id, OwnerLedger.number)
        .join(OwnerLine, OwnerLine.ledger_id == OwnerLedger.id)
        .where(*same, OwnerLedger.currency == draft.currency)  # type: ignore[arg-type]
        .group_by(OwnerLedger.id, OwnerLedger.number)
        .having(func.count() == len(draft.lines), func.sum(OwnerLine.amount) == _sum(draft.lines))
    )
    mine = Counter((one.booked_on, one.amount, one.reference) for one in draft.lines)
    for key, number in session.execute(found):
        rows = select(OwnerLine.booked_on, OwnerLine.amount, OwnerLine.reference).where(OwnerLine.ledger_id == key)
        if Counter(tuple(row) for row in session.execute(rows)) == mine:
            return str(number)
    return ""


def _sum(lines: Sequence[OwnerLineDraft]) -> Money:
    return Money.total(one.amount or Money() for one in lines)
