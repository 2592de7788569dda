"""What a final account makes owed: what it is compared with, the receivables of its difference, or its credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import contracts, events, opening_position
from models.certificates.received import advance_paid
from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract, Terms
from models.deposits.replacing import release_at_once
from models.final_accounts.record import FINAL, FinalAccount
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts.draft import AllocationDraft
from models.receipts.room import FOREVER, debts_of, left
from models.receivables.carrying import carry
from models.receivables.position import items
from models.receivables.record import Allocation, Receivable
from models.rules import final_account as rules

CREDIT = "final_account"
"""The way in which a credit of a final account reduces a receivable (``receivables.WAYS``)."""


@dataclass(frozen=True)
class Before:
    """What a contract had come to before its account was settled; ``held`` is retention that was not paid yet."""

    certified: Money
    retained: Money
    held: Money
    advance_left: Money


def before(session: Session, contract_id: str, day: date) -> Before:
    """By a day: certified with variations, claims and stage settlements, retention kept, advance not recovered."""
    c, start = PaymentCertificate, opening_position.of(session, contract_id)
    signed = c.contract_id == contract_id, c.void == 0, c.certified_on <= day
    gross, recovered = _sums(session, (c.gross, c.recovery), *signed)
    r = Receivable
    (claimed,) = _sums(
        session, (r.amount,), r.contract_id == contract_id, r.kind == "claim", r.void == 0, r.posted_on <= day
    )
    f = FinalAccount
    stage = f.contract_id == contract_id, f.void == 0, f.kind != FINAL, f.settled_on <= day
    settled, compared = _sums(session, (f.settled, f.certified), *stage)
    paid = start.advance_paid + advance_paid(session, contract_id, day)
    return Before(
        certified=start.certified + gross + claimed + settled - compared,
        retained=_retained(session, contract_id, day, start),
        held=Money.total(room for _key, _kind, room in _open(session, contract_id, day, RETENTION)),
        advance_left=max(paid - recovered - start.recovered, Money()),
    )


def _sums(session: Session, columns: Sequence[Any], *where: Any) -> list[Money]:
    row = session.execute(select(*(func.sum(one) for one in columns)).where(*where)).one()
    return [one or Money() for one in row]


def _retained(session: Session, contract_id: str, day: date, start: opening_position.Start) -> Money:
    """Kept by documents of this book, and before it: as the take-on sheet says, else its old items."""
    r = Receivable
    mine = r.contract_id == contract_id, r.kind == "retention", r.void == 0, r.posted_on <= day
    old = r.source_noun == OpeningPosition.__tablename__
    (made,) = _sums(session, (r.amount,), *mine, ~old)
    (taken_on,) = _sums(session, (r.amount,), *mine, old)
    return made + (start.retention or taken_on)


def usual_rate(terms: Terms) -> Decimal:
    """The share the terms keep until the defects period ends: withheld, up to their cap, else left to the end."""
    before_end = [one.cumulative for one in terms.milestones if one.event != events.DEFECTS_END]
    has_end = len(before_end) < len(terms.milestones)
    left_to_end = 1 - max(before_end, default=Decimal(0)) if has_end else Decimal(0)
    withheld = terms.retention_rate
    return (withheld if terms.retention_cap is None else min(withheld, terms.retention_cap)) or left_to_end


def make_owed(session: Session, row: FinalAccount, contract: Contract, credits: Sequence[tuple[str, Money]]) -> None:
    """The receivables of an account that was just settled; a credit reduces what is open, the rest is paid back.

    ``credits`` says what is reduced by how much; empty, it is worked out: retention that is let go comes off each part
    of it in proportion, a credit off final money first, then progress.
    """
    assert row.settled_on
    terms = contracts.terms_on(contract, row.settled_on)
    owed = list(contracts.retention_owed(terms, max(row.retention, Money())))
    if row.payable >= Money():
        owed.append(("final", *_final_rule(row, terms), row.payable))
    _post(session, row, contract, owed)
    if row.kind == FINAL:
        carry(session, row.id, row.number, row.settled_on, Receivable.contract_id == row.contract_id)
    credited = _take_off(session, row, credits)
    if row.payable < Money():
        _post(session, row, contract, [("final", *NO_DAY, row.payable + credited)])


NO_DAY = ("", 0)
"""What we have to pay back waits for no event: it is never overdue, so it makes no claim look smaller than it is."""

Owed = tuple[str, str, int | None, Money]
"""Class, event, days after it, amount."""


def _final_rule(row: FinalAccount, terms: Terms) -> tuple[str, int | None]:
    """A whole account is its contract's event; a stage falls due from its own day on."""
    first = terms.milestones[0].days if terms.milestones else None
    days = next((one.days for one in terms.milestones if one.event == events.FINAL_ACCOUNT), first)
    return (events.FINAL_ACCOUNT if row.kind == FINAL else events.CERTIFICATION), days


def _post(session: Session, row: FinalAccount, contract: Contract, owed: Sequence[Owed]) -> None:
    made = [
        Receivable(
            contract_id=contract.id,
            party_id=contract.owner_id,
            kind=kind,
            anchor=anchor,
            days=days,
            amount=amount,
            posted_on=row.settled_on,
            source_noun=FinalAccount.__tablename__,
            source_id=row.id,
            document=row.number,
            person=contract.handler,
        )
        for kind, anchor, days, amount in owed
        if amount
    ]
    session.add_all(made)
    session.flush()
    release_at_once(session, made)


RETENTION = ("retention",)
Room = tuple[str, str, Money]
"""A receivable, its class, and what can be taken off it from a day on."""


def _open(session: Session, contract_id: str, day: date, kinds: Sequence[str], until: date | None = None) -> list[Room]:
    """What is open of these classes of a contract from a day on, in the order it falls due; posted ``until`` a day."""
    item = items(until or day, Receivable.contract_id == contract_id, Receivable.kind.in_(kinds))
    in_order = select(item.c.id, item.c.kind).order_by(
        item.c.due_on.is_(None), item.c.due_on, item.c.posted_on, item.c.id
    )
    found = session.execute(in_order).all()
    debts = debts_of(session, [AllocationDraft(receivable=key) for key, _kind in found])
    rooms = {key: left(debt.amount, debt.moves, max(day, debt.posted_on)) for key, debt in debts.items()}
    return [(key, kind, max(rooms[key], Money())) for key, kind in found]


def _take_off(session: Session, row: FinalAccount, credits: Sequence[tuple[str, Money]]) -> Money:
    """Reduce open receivables of the contract; returns what of a credit found something to reduce."""
    assert row.settled_on
    day = row.settled_on
    held = _open(session, row.contract_id, day, RETENTION)
    owed = _open(session, row.contract_id, day, rules.UNPAID_FIRST, FOREVER)
    taken = dict(credits) or {**_let_go(-row.retention, held), **_credited(-row.payable, owed)}
    debts = debts_of(session, [AllocationDraft(receivable=key) for key in taken])
    session.add_all(
        Allocation(
            receivable_id=key, way=CREDIT, amount=part, allocated_on=max(day, debts[key].posted_on), source_id=row.id
        )
        for key, part in taken.items()
    )
    session.flush()
    return Money.total(taken.get(key, Money()) for key, _kind, _room in owed)


def _let_go(amount: Money, held: Sequence[Room]) -> dict[str, Money]:
    """Retention let go, of each part of it in proportion to what is held of it: each keeps its day."""
    rooms = [room.fen for _key, _kind, room in held]
    parts = amount.split(rooms) if amount > Money() and any(rooms) else []
    return {key: part for (key, _kind, _room), part in zip(held, parts, strict=False) if part}


def _credited(credit: Money, owed: Sequence[Room]) -> dict[str, Money]:
    parts = rules.credited(max(credit, Money()), [(kind, room) for _key, kind, room in owed])
    return {key: part for (key, _kind, _room), part in zip(owed, parts, strict=True) if part}
