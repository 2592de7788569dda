"""What is owed on a day, worked out row by row without the program's SQL: what the tests compare it with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import events, receipts, receivables
from models.contracts import Contract
from models.contracts.record import ContractEvent
from models.money import Money
from models.receipts import Receipt
from models.receivables import Allocation, DueChange, DueEvent, Receivable


@dataclass(frozen=True)
class Item:
    """One receivable as it stood on a day."""

    id: str
    currency: str
    contract: str
    party: str
    kind: str
    posted_on: date
    due_on: date | None
    amount: Money
    open: Money
    anchor: str
    credit: Money = Money()

    @property
    def account(self) -> str:
        """The price of the works is one account; any other class stands for itself."""
        return "price" if self.kind in ("progress", "final", "retention") else self.kind

    @property
    def owed(self) -> Money:
        return self.open - self.credit


def compare(session: Session, as_of: date, by: str) -> None:
    """Every figure the program gives for a day follows from the rows, and the parts add up to the whole."""
    found = items(session, as_of)
    stood = {one.currency: one for one in receivables.positions(session, as_of)}
    assert set(stood) == {one.currency for one in found}
    for currency, one in stood.items():
        assert one.balance == balance(found, currency)
        assert one.overdue == overdue(found, currency, as_of)
        assert one.undated == undated(found, currency)
        assert one.credit == Money.total(item.credit for item in found if item.currency == currency)
        assert one.balance == one.overdue + one.due_today + one.not_due + one.undated + one.credit
    aged = receivables.ageing(session, as_of, by)
    assert all(one.adds_up for one in aged)
    for currency, one in stood.items():
        assert Money.total(row.balance for row in aged if row.currency == currency) == one.balance
    for item in found:
        assert min(item.amount, Money()) <= item.open <= max(item.amount, Money()), (as_of, item)
    for currency, came in came_in(session, as_of).items():
        beside = receipts.beside(session, as_of)[currency]
        assert min(beside.unallocated, beside.in_hand) >= Money()
        assert came + taken_off(session, as_of, currency) == settled(found, currency) + beside.unallocated, currency


def items(session: Session, as_of: date) -> list[Item]:
    """Every receivable posted up to a day."""
    contracts = {one.id: one for one in session.scalars(select(Contract))}
    settled: dict[str, Money] = {}
    for key, amount, day in session.execute(
        select(Allocation.receivable_id, Allocation.amount, Allocation.allocated_on).where(Allocation.void == 0)
    ):
        if day <= as_of:
            settled[key] = settled.get(key, Money()) + amount
    changes = _changes(session, as_of)
    own = {one.receivable_id: one.happened_on for one in session.scalars(select(DueEvent))}
    happened = _happened(session, as_of)
    found = [
        Item(
            id=one.id,
            currency=contracts[one.contract_id].currency,
            contract=contracts[one.contract_id].number,
            party=one.party_id,
            kind=one.kind,
            posted_on=one.posted_on,
            due_on=changes[one.id]
            if one.id in changes
            else _by_terms(one, happened.get(one.contract_id, {}), own.get(one.id), as_of),
            amount=one.amount,
            open=one.amount - settled.get(one.id, Money()),
            anchor=one.anchor,
        )
        for one in session.scalars(select(Receivable).order_by(Receivable.id))
        if one.posted_on <= as_of and not one.void
    ]
    return [replace(one, credit=_credit(one, found, as_of)) for one in found]


def _credit(item: Item, found: list[Item], as_of: date) -> Money:
    """What waits for nothing and has no day is paid back whole; what has one, as far as nothing due covers it."""
    if item.open >= Money():
        return Money()
    if item.due_on is None:
        return item.open if item.anchor in ("", "day") else Money()
    mine = [one for one in found if (one.contract, one.party, one.account) == (item.contract, item.party, item.account)]
    covering = [one.open for one in mine if one.open > Money() and one.due_on
                and (one.due_on < as_of or one.due_on <= item.due_on)]  # fmt: skip
    left = Money.total(covering)
    for one in sorted((one for one in mine if one.open < Money() and one.due_on), key=lambda one: (one.due_on, one.id)):
        beyond = min(left + one.open, Money())
        left = max(left + one.open, Money())
        if one.id == item.id:
            return beyond
    raise AssertionError(item)


def balance(found: list[Item], currency: str) -> Money:
    return Money.total(one.open for one in found if one.currency == currency)


def overdue(found: list[Item], currency: str, as_of: date) -> Money:
    return Money.total(one.owed for one in found if one.currency == currency and one.due_on and one.due_on < as_of)


def undated(found: list[Item], currency: str) -> Money:
    return Money.total(one.owed for one in found if one.currency == currency and one.due_on is None)


def settled(found: list[Item], currency: str) -> Money:
    return Money.total(one.amount - one.open for one in found if one.currency == currency)


def came_in(session: Session, as_of: date) -> dict[str, Money]:
    """What came in up to a day less what went back, by currency."""
    found: dict[str, Money] = {}
    for one in session.scalars(select(Receipt)):
        if one.received_on <= as_of and not one.void:
            found[one.currency] = found.get(one.currency, Money()) + one.amount
    return found


def taken_off(session: Session, as_of: date, currency: str) -> Money:
    """What documents and not receipts reduced up to a day."""
    contracts = {one.id: one.currency for one in session.scalars(select(Contract))}
    rows = session.scalars(select(Allocation).where(Allocation.receipt_id.is_(None), Allocation.void == 0))
    return Money.total(
        one.amount
        for one in rows
        if one.allocated_on <= as_of
        and contracts[session.get_one(Receivable, one.receivable_id).contract_id] == currency
    )


def _changes(session: Session, as_of: date) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for one in session.scalars(select(DueChange).order_by(DueChange.changed_on, DueChange.id)):
        if one.changed_on <= as_of:
            found[one.receivable_id] = one.due_on
    return found


def _happened(session: Session, as_of: date) -> dict[str, dict[str, date]]:
    found: dict[str, dict[str, date]] = {}
    for one in session.scalars(select(ContractEvent)):
        if one.known_from <= as_of:
            found.setdefault(one.contract_id, {})[one.event] = one.happened_on
    return found


def _by_terms(row: Receivable, happened: dict[str, date], own: date | None, as_of: date) -> date | None:
    if row.anchor == events.CERTIFICATION and row.days is not None:
        return _after(row.posted_on, row.days)
    if row.anchor == events.CARRIED and (own is None or own > as_of):
        return None
    if row.anchor in ("", events.CERTIFICATION) or (row.anchor == events.CARRIED and row.days is None):
        return happened.get(events.HAND_OVER) or happened.get(events.SUBMITTED) or happened.get(events.SUIT)
    if row.anchor in events.ITS_OWN and own is not None and own <= as_of:
        return _after(max(own, row.posted_on), row.days)
    return _after(max(happened[row.anchor], row.posted_on) if row.anchor in happened else None, row.days)


def _after(day: date | None, days: int | None) -> date | None:
    return day + timedelta(days) if day is not None and days is not None else None
