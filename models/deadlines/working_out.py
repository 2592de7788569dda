"""Every deadline of the book as of a day, from what had happened by then and nothing later."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy.orm import Session

from models import holidays
from models.deadlines import documents
from models.deadlines.claims import claims
from models.deadlines.debts import open_debts
from models.deadlines.facts import known
from models.deadlines.judged import to_enforce
from models.deadlines.limitation import limitation
from models.deadlines.limitation_notes import instalments_alone
from models.deadlines.priority import priority
from models.deadlines.procedures import procedures
from models.deadlines.record import Deadline
from models.deadlines.small_creditors import small_creditors


def deadlines(session: Session, as_of: date, contract: str = "") -> list[Deadline]:
    """What is still to be met, the nearest first, then what stands still, then what passed, the latest first.

    One contract only where it is named.
    """
    found = [one for one in _every(session, as_of, contract) if not contract or one.subject.contract_id == contract]
    return sorted(found, key=lambda one: _order(one, as_of))


def _order(one: Deadline, as_of: date) -> tuple[int, int, str]:
    if one.act_by is None:
        return 1, 0, one.key
    left = (one.act_by - as_of).days
    return (0, left, one.key) if left >= 0 else (2, -left, one.key)


def limitations(session: Session, as_of: date, items: Collection[str], contract: str = "") -> list[Deadline]:
    """The limitation of the debts these items (ids of receivables) belong to, as of a day."""
    days, facts = holidays.known(session), known(session, as_of)
    debts = [debt for debt in open_debts(session, as_of, contract) if any(one.id in items for one in debt.items)]
    found = ((debt, one) for debt in debts for one in limitation(debt, facts, days))
    return [one for debt, one in found if one.subject.party_id == debt.party_id]


def instalments(session: Session, as_of: date, items: Collection[str], contract: str = "") -> list[tuple[date, str]]:
    """Of these items (ids of receivables) those that would run out before their whole debt if each were counted alone,
    as last day and document."""
    days, facts = holidays.known(session), known(session, as_of)
    found = []
    for debt in open_debts(session, as_of, contract):
        if any(one.id in items for one in debt.items):
            whole = next((one.raw_end for one in limitation(debt, facts, days)), None)
            earlier = instalments_alone(debt, whole, facts, days)
            found += [(last, one.document) for last, one in earlier if one.id in items]
    return sorted(found)


def nearest(session: Session, as_of: date, contract: str) -> Deadline | None:
    """The next deadline of a contract that has not passed."""
    rows = deadlines(session, as_of, contract)
    return next((one for one in rows if one.act_by is not None and one.act_by >= as_of), None)


def _every(session: Session, as_of: date, contract: str) -> Iterator[Deadline]:
    days = holidays.known(session)
    facts = known(session, as_of)
    debts = open_debts(session, as_of, contract)
    for debt in debts:
        yield from limitation(debt, facts, days)
        yield from to_enforce(debt, facts, days)
    yield from priority(session, debts, facts, days)
    yield from documents.retention(session, debts, as_of, days)
    yield from small_creditors(debts, days)
    yield from procedures(session, debts, facts, days)
    for source in (claims, documents.variations, documents.accounts, documents.guarantees, documents.bills):
        yield from source(session, as_of, days)
