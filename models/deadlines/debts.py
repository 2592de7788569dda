"""What is still owed as debts: the instalments of a contract's price are one debt, retention another (民法典 189)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from models import events
from models.contracts.record import Contract
from models.deadlines.record import Subject
from models.money import Money
from models.parties import Party
from models.receipts.record import Receipt
from models.receivables import position
from models.receivables.due import due_by_rule, law_days
from models.receivables.record import Allocation, DueChange, Receivable

_IN_INSTALMENTS = {"advance": "price", "progress": "price", "final": "price", "retention": "retention"}
"""Classes that are instalments of one debt of their contract; every other item is a debt of its own."""


@dataclass(frozen=True)
class Item:
    """One open receivable: ``due_on`` as agreed by then, ``before`` that agreement, ``first_due`` before any."""

    id: str
    document: str
    kind: str
    open: Money
    due_on: date | None
    first_due: date | None
    nothing_agreed: bool
    posted_on: date
    change: DueChange | None
    before: date | None = None


@dataclass(frozen=True)
class Payment:
    """Something paid on a debt: the receipt's number and id, and the item it was allocated to.

    What ``unbidden`` a third party paid, on no authority of the debtor, is no performance of his.
    """

    on: date
    number: str
    receipt: str
    item: str
    unbidden: bool = False


@dataclass
class Debt:
    """Open items that are one debt, and what was paid on it, once a day.

    ``accelerated_on`` is the day of its debtor's bankruptcy that made some of it due.
    """

    key: str
    contract: Contract
    party_id: str
    party: str
    items: list[Item] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    accelerated_on: date | None = None

    @property
    def open(self) -> Money:
        return Money.total(one.open for one in self.items)

    @property
    def documents(self) -> list[str]:
        """The numbers of the documents it comes from, the earliest due first."""
        return list(dict.fromkeys(one.document for one in self.items))

    @property
    def last_due(self) -> date | None:
        """The day its last dated instalment falls due."""
        return max((one.due_on for one in self.items if one.due_on), default=None)

    @property
    def first_due(self) -> date | None:
        """The day its oldest open instalment fell due."""
        return min((one.due_on for one in self.items if one.due_on), default=None)

    @property
    def kinds(self) -> set[str]:
        return {one.kind for one in self.items}


def open_debts(session: Session, as_of: date, contract: str = "") -> list[Debt]:
    """Every debt with something open on a day, in the order of its items."""
    changes = _changes(session, as_of)
    found: dict[str, Debt] = {}
    for row in _open_items(session, as_of, contract):
        key = key_of(row)
        debt = found.setdefault(
            key,
            Debt(key, row.Contract, row.debtor_id, row.debtor),
        )
        debt.items.append(_item(row, changes.get(row.id, [])))
    for contract_id, party, part, *paid in _payments(session, as_of, contract):
        debt_paid = found.get(_whole(contract_id, party, part))
        if debt_paid is not None:
            debt_paid.payments.append(Payment(*paid))
    return list(found.values())


def key_of(row: Any) -> str:
    """The debt an item belongs to (a row with id, kind, contract and party)."""
    return _whole(row.contract_id, row.party_id, _IN_INSTALMENTS.get(row.kind, row.id))


def _whole(contract: str, party: str, part: str) -> str:
    return f"{contract}/{party}/{part}"


def _open_items(session: Session, as_of: date, contract: str) -> Any:
    scope = [Receivable.contract_id == contract] if contract else []
    item = position.items(as_of, *scope)
    return session.execute(
        select(
            item.c.id, item.c.kind, item.c.open, item.c.due_on, item.c.document, item.c.party_id, item.c.posted_on,
            item.c.contract_id, Party.id.label("debtor_id"), Party.name.label("debtor"), Contract, Receivable.anchor,
            Receivable.days, due_by_rule(as_of).label("by_rule"), law_days().label("by_law"),
        )
        .join_from(item, Receivable, Receivable.id == item.c.id)
        .join(Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .where(item.c.open > 0)
        .order_by(item.c.due_on, item.c.id)
    )  # fmt: skip


def _item(row: Any, changes: list[DueChange]) -> Item:
    agreed = [one for one in changes if one.changed_on > row.posted_on and not one.source_id]
    came = [one for one in changes if one not in agreed]
    first = came[-1].due_on if came else row.by_rule
    return Item(
        row.id, row.document, row.kind, row.open, row.due_on, first or row.due_on, not came and _is_free(row),
        row.posted_on, agreed[-1] if agreed else None, agreed[-2].due_on if agreed[1:] else first or row.due_on,
    )  # fmt: skip


def _is_free(row: Any) -> bool:
    """Whether neither the contract nor the law on small creditors gives a day: no event, or no days after signing."""
    return row.anchor == "" or (row.anchor == events.CERTIFICATION and row.days is None and row.by_law is None)


def _changes(session: Session, as_of: date) -> dict[str, list[DueChange]]:
    rows = select(DueChange).where(DueChange.changed_on <= as_of).order_by(DueChange.changed_on, DueChange.id)
    found: dict[str, list[DueChange]] = defaultdict(list)
    for row in session.scalars(rows):
        found[row.receivable_id].append(row)
    return found


def _payments(session: Session, as_of: date, contract: str) -> Any:
    """The days on which something was paid on a debt of a contract that still owes, and was not taken back by then."""
    back = select(Allocation.reverses_id).where(Allocation.reverses_id.is_not(None), Allocation.allocated_on <= as_of)
    item = position.items(as_of, *([Receivable.contract_id == contract] if contract else []))
    still = select(item.c.contract_id).where(item.c.open > 0)
    r = Receivable
    part = case(*((r.kind == kind, whole) for kind, whole in _IN_INSTALMENTS.items()), else_=r.id)
    agency = func.coalesce(Contract.payer_id, Contract.owner_id)
    unbidden = and_(Receipt.paid_by_id.is_not(None), Receipt.authority == "", Receipt.paid_by_id != agency)
    return session.execute(
        select(r.contract_id, r.party_id, part, Receipt.received_on, Receipt.number, Receipt.id, r.id, unbidden)
        .join_from(Allocation, r, r.id == Allocation.receivable_id)
        .join(Receipt, Receipt.id == Allocation.receipt_id)
        .join(Contract, Contract.id == r.contract_id)
        .where(
            Allocation.void == 0, Allocation.amount > Money(), Allocation.allocated_on <= as_of,
            Allocation.id.not_in(back), r.contract_id.in_(still),
        )
        .group_by(r.contract_id, r.party_id, part, Receipt.received_on, Receipt.number, Receipt.id, r.id)
        .order_by(Receipt.received_on, Receipt.number, r.id)
    )  # fmt: skip


def subject_of(debt: Debt) -> Subject:
    contract, papers = debt.contract, debt.documents
    return Subject(
        debt.party_id, debt.party, contract.id, contract.number, contract.project_id or "", named(papers),
        contract.currency, debt.open, "receivables", debt.items[0].id, debt.key,
    )  # fmt: skip


def named(papers: list[str]) -> str:
    """The first document, and that there are more."""
    return papers[0] if len(papers) == 1 else f"{papers[0]} … ({len(papers)})"
