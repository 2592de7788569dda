"""What is owed, for other programs: contracts, receivables and position as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.answers.scope import Plain, plain
from models.contract_standing import LISTING as CONTRACTS
from models.contracts.record import Contract
from models.disputes.standing import disputed
from models.events import OWNER_CONTROLLED
from models.money import Money
from models.parties import Party
from models.receipts.unallocated import Beside, beside
from models.receivables import position
from models.store.listing import Column, Listing, Question

ALL = 10**9
OWED = ("balance", "overdue", "due_today", "not_due", "undated", "credit", "retention_not_due")


def listed(listing: Listing, session: Session, question: Question) -> list[Plain]:
    """Every row of a listing by column name, contracts by their number."""
    listing = by_number(listing)
    names = [column.name for column in listing.columns]
    rows = listing.first(session, question, ALL)
    return [dict(zip(names, map(plain, row[1:]), strict=True)) for row in rows]


def by_number(listing: Listing) -> Listing:
    """The listing with ``contract`` as the number and ``contract_name`` beside it, where a window shows the name."""
    found: list[Column] = []
    name: Any = Contract.name
    for column in listing.columns:
        if column.name == "contract" and column.value({"contract": Contract}) is name:
            found.append(replace(column, value=lambda s: s["contract"].number))
            column = replace(column, name="contract_name")
        found.append(column)
    return replace(listing, columns=tuple(found))


def contracts_on(session: Session, as_of: date) -> list[Plain]:
    """The contracts with what was agreed, certified, received, is owed and overdue on a day."""
    return listed(CONTRACTS, session, Question(as_of))


def receivables_on(session: Session, as_of: date, settled: bool = False, **scope: str) -> Iterator[Plain]:
    """What is open on a day (``settled``: all that was posted by then), by due date, undated last."""
    item = position.items(as_of, *position.scoped(scope))
    chosen = (
        select(
            Contract.number.label("contract"),
            Party.name.label("party"),
            item.c.kind.label("class"),
            item.c.document,
            item.c.posted_on,
            item.c.due_on,
            item.c.raw_due_on,
            position.rolled_due_on(item).label("rolled_due_on"),
            item.c.anchor.label("due_after"),
            item.c.amount,
            item.c.open,
            item.c.credit,
            position.overdue(item, as_of).label("overdue"),
            position.days_overdue(item, as_of).label("days_overdue"),
        )
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .order_by(item.c.due_on.is_(None), item.c.due_on, Contract.number, item.c.document, item.c.id)
    )
    for row in session.execute(chosen if settled else chosen.where(item.c.open != 0)):
        told = {name: plain(value) for name, value in row._mapping.items()}
        late = told.pop("overdue"), told.pop("days_overdue")
        not_due = row.open - row.credit if row.due_on is not None and row.due_on >= as_of else Money()
        told["owner_controls"] = row.due_after in OWNER_CONTROLLED
        yield {**told, "not_due": str(not_due), "overdue": late[0], "days_overdue": late[1]}


def most_overdue(session: Session, as_of: date) -> str:
    """The name of the debtor with the largest overdue sum in one currency; empty when nothing is overdue."""
    item = position.worked_out(as_of)
    late = func.sum(position.overdue(item, as_of))
    rows = (
        select(Party.name)
        .join_from(item, Party, Party.id == item.c.party_id)
        .join(Contract, Contract.id == item.c.contract_id)
        .group_by(Party.id, Contract.currency)
        .having(late > 0)
        .order_by(late.desc(), Party.name)
        .limit(1)
    )
    return session.scalars(rows).first() or ""


def position_on(session: Session, as_of: date, **scope: str) -> list[Plain]:
    """By currency: the position, what stands beside it, and the balance of each class."""
    here: Mapping[str, Beside] = beside(session, as_of, **scope)
    contested = disputed(session, as_of, **scope)
    classes: dict[str, dict[str, Any]] = {}
    for row in session.execute(position.by_class(as_of, **scope)):
        classes.setdefault(row.currency, {})[row.kind] = row
    return [
        {
            "currency": currency,
            **{name: str(_added(classes.get(currency, {}).values(), name)) for name in OWED},
            "unallocated": str(here.get(currency, Beside()).unallocated),
            "in_hand": str(here.get(currency, Beside()).in_hand),
            "disputed": str(contested.get(currency, Money())),
            "classes": {kind: str(row.balance) for kind, row in classes.get(currency, {}).items()},
        }
        for currency in sorted({*classes, *here, *contested})
    ]


def _added(rows: Iterable[Any], name: str) -> Money:
    return Money.total(getattr(row, name) for row in rows)
