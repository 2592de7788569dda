"""What is owed, for other programs: contracts, receivables, position and ageing as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session

from models import contracts, parties
from models.contract_standing import LISTING as CONTRACTS
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Refused
from models.receipts.record import Receipt
from models.receipts.unallocated import Beside, beside, receipts
from models.receivables import position
from models.receivables.ageing import Ageing, ageing, bands_on, in_all
from models.receivables.record import Receivable
from models.store.base import Fen
from models.store.listing import Listing, Question

Plain = dict[str, Any]
_ALL = 10**9
OWED = ("balance", "overdue", "due_today", "not_due", "undated", "retention_not_due")


def scope_of(session: Session, contract: str = "", party: str = "") -> dict[str, str]:
    """The ids of the contract and the party that were named by number or name; Refused when there is none."""
    found = {}
    if contract:
        row = contracts.numbered(session, contract)
        if row is None:
            raise Refused(
                N_("There is no contract {number}. Check the number; “contracts” lists them."), number=contract
            )
        found["contract"] = row.id
    if party:
        debtor = parties.named(session, party)
        if debtor is None:
            raise Refused(N_("There is no party “{name}”. Check the name."), name=party)
        found["party"] = debtor.id
    return found


def plain(value: Any) -> Any:
    """Money and numbers as texts, days as ISO, everything else as it is."""
    if isinstance(value, Money | Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def listed(listing: Listing, session: Session, question: Question) -> list[Plain]:
    """Every row of a listing by column name."""
    names = [column.name for column in listing.columns]
    rows = listing.first(session, question, _ALL)
    return [dict(zip(names, map(plain, row[1:]), strict=True)) for row in rows]


def contracts_on(session: Session, as_of: date) -> list[Plain]:
    """The contracts with what was agreed, certified, received, is owed and overdue on a day."""
    return listed(CONTRACTS, session, Question(as_of))


def receivables_on(session: Session, as_of: date, settled: bool = False, **scope: str) -> Iterator[Plain]:
    """What is open on a day (``settled``: all that was posted by then), by due date, undated last."""
    item = position.worked_out(as_of, *position.scoped(scope))
    chosen = (
        select(
            Contract.number.label("contract"),
            Party.name.label("party"),
            item.c.kind.label("class"),
            Receivable.document,
            item.c.posted_on,
            item.c.due_on,
            item.c.amount,
            item.c.open,
            position.overdue(item, as_of).label("overdue"),
            position.days_overdue(item, as_of).label("days_overdue"),
        )
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .join(Receivable, Receivable.id == item.c.id)
        .order_by(item.c.due_on.is_(None), item.c.due_on, Contract.number, Receivable.document, item.c.id)
    )
    for row in session.execute(chosen if settled else chosen.where(item.c.open != 0)):
        told = {name: plain(value) for name, value in row._mapping.items()}
        late = told.pop("overdue"), told.pop("days_overdue")
        not_due = row.open if row.due_on is not None and row.due_on >= as_of else Money()
        yield {**told, "not_due": str(not_due), "overdue": late[0], "days_overdue": late[1]}


def most_overdue(session: Session, as_of: date) -> str:
    """The name of the debtor with the largest overdue sum in one currency; empty when nothing is overdue."""
    item = position.worked_out(as_of)
    late = func.sum(position.overdue(item, as_of))
    rows = (
        select(Party.name)
        .join_from(item, Party, Party.id == item.c.party_id)
        .join(Contract, Contract.id == item.c.contract_id)
        .group_by(Party.name, Contract.currency)
        .having(late > 0)
        .order_by(late.desc(), Party.name)
        .limit(1)
    )
    return session.scalars(rows).first() or ""


def position_on(session: Session, as_of: date, **scope: str) -> list[Plain]:
    """By currency: the position, what stands beside it, and the balance of each class."""
    here: Mapping[str, Beside] = beside(session, as_of, **scope)
    classes: dict[str, dict[str, Any]] = {}
    for row in session.execute(position.by_class(as_of, **scope)):
        classes.setdefault(row.currency, {})[row.kind] = row
    return [
        {
            "currency": currency,
            **{name: str(_added(classes.get(currency, {}).values(), name)) for name in OWED},
            "unallocated": str(here.get(currency, Beside()).unallocated),
            "in_hand": str(here.get(currency, Beside()).in_hand),
            "classes": {kind: str(row.balance) for kind, row in classes.get(currency, {}).items()},
        }
        for currency in sorted({*classes, *here})
    ]


def _added(rows: Iterable[Any], name: str) -> Money:
    return Money.total(getattr(row, name) for row in rows)


def ageing_on(session: Session, as_of: date, by: str, **scope: str) -> Plain:
    """``contracts`` and, by currency, ``total``: balance, unallocated, undated, not_due, overdue, bands."""
    rows = {(one.currency, one.contract): one for one in ageing(session, as_of, by, **scope)}
    free = _unallocated(session, as_of, scope)
    nothing = {band.name: Money() for band in bands_on(as_of, by)}
    total = {one.currency: one for one in in_all(rows.values())}
    beside_all: dict[str, Money] = {}
    for (currency, number), amount in free.items():
        beside_all[currency] = beside_all.get(currency, Money()) + amount
        if number and amount and (currency, number) not in rows:
            rows[currency, number] = Ageing(currency, number, Money(), Money(), Money(), Money(), nothing)
        if currency not in total:
            total[currency] = Ageing(currency, "", Money(), Money(), Money(), Money(), nothing)
    return {
        "as_of": as_of.isoformat(),
        "by": by,
        "contracts": [_aged(rows[key], free.get(key, Money())) for key in sorted(rows)],
        "total": [_aged(one, beside_all.get(currency, Money())) for currency, one in sorted(total.items())],
    }


def _aged(row: Ageing, unallocated: Money) -> Plain:
    head = {"contract": row.contract, "currency": row.currency} if row.contract else {"currency": row.currency}
    return {
        **head,
        "balance": str(row.balance),
        "unallocated": str(unallocated),
        "undated": str(row.undated),
        "not_due": str(row.not_due),
        "overdue": str(row.overdue),
        "bands": {name: str(amount) for name, amount in row.bands.items()},
    }


def _unallocated(session: Session, as_of: date, scope: Mapping[str, str]) -> dict[tuple[str, str], Money]:
    """What is not allocated, by currency and contract number (empty: received without a contract)."""
    columns = {"party": Receipt.payer_id, "contract": Receipt.contract_id}
    where = [columns[name] == value for name, value in scope.items()]
    row = receipts(as_of, *where, in_one_go=not where)
    summed = (
        select(row.c.currency, row.c.contract_id, func.sum(row.c.unallocated).label("free"))
        .group_by(row.c.currency, row.c.contract_id)
        .subquery()
    )
    number = func.coalesce(Contract.number, "")
    rows = session.execute(
        select(summed.c.currency, number, type_coerce(summed.c.free, Fen())).join_from(
            summed, Contract, Contract.id == summed.c.contract_id, isouter=True
        )
    )
    return {(currency, contract): amount for currency, contract, amount in rows}
