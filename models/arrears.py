"""The ledger of what is to be certified and collected (清收清欠台账): one row a contract, every figure as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from models import events, variations
from models.contract_standing import received, unallocated
from models.contracts.record import Agreement, Contract, ContractEvent
from models.deposits.draft import GUARANTEE
from models.deposits.record import Deposit
from models.final_accounts.record import FINAL, FinalAccount
from models.money import Money
from models.parties import Party
from models.projects import Project
from models.receipts.record import BILLS, Receipt
from models.receivables import position
from models.receivables.ageing import Ageing, ageing
from models.receivables.record import OURS, Allocation, Receivable
from models.rules.ageing import DUE, POSTING
from models.store.base import Day, Fen
from models.work_done.unbilled import certified_sums, unbilled

NOT_SUBMITTED, SUBMITTED, SETTLED = "not_submitted", "submitted", "settled"
NOTHING = Money()


@dataclass(frozen=True)
class Arrears:
    """One contract; balance = undated + not_due + overdue + credit; so are ``bands`` (by posting, in years) + credit.

    ``price`` includes supplementary agreements and approved variations. ``account`` is the amount settled or submitted,
    as ``settlement`` says. ``bills`` and ``goods`` are parts of ``received``. The days are the next on which retention
    or a deposit that is still open falls due and a guarantee expires.
    """

    currency: str
    contract: str
    name: str
    project: str
    debtor: str
    nature: str
    handler: str
    price: Money
    completed_on: date | None
    accepted_on: date | None
    settlement: str
    account: Money
    certified: Money
    unbilled: Money
    ahead: Money
    received: Money
    unallocated: Money
    balance: Money
    undated: Money
    not_due: Money
    overdue: Money
    credit: Money
    bands: Mapping[str, Money] = field(default_factory=dict)
    bills: Money = NOTHING
    goods: Money = NOTHING
    retention: Money = NOTHING
    retention_due: date | None = None
    deposits: Money = NOTHING
    deposits_due: date | None = None
    guarantees: Money = NOTHING
    expires_on: date | None = None


def arrears(session: Session, as_of: date) -> list[Arrears]:
    """Every contract that owes something, has work that is not certified or a guarantee that is not given back."""
    due = {one.contract: one for one in ageing(session, as_of, DUE)}
    posted = {one.contract: one for one in ageing(session, as_of, POSTING)}
    work = {one.contract: one for one in unbilled(session, as_of)}
    more = _by_contract(session, as_of)
    found = []
    for row in session.execute(_masters(as_of)):
        key, number, *_rest = row
        aged, done, apart = due.get(number), work.get(number), more.get(key, {})
        open_work = (done.unbilled, done.ahead) if done else (NOTHING, NOTHING)
        if aged is None and not any(open_work) and not apart.get("guarantees"):
            continue
        master = {name: row._mapping[name] for name in _MASTER}
        owed = _owed(aged, posted.get(number))
        found.append(Arrears(**master, unbilled=open_work[0], ahead=open_work[1], **owed, **apart))
    return found


_OWED = ("balance", "undated", "not_due", "overdue", "credit")


def _owed(due: Ageing | None, posted: Ageing | None) -> dict[str, Any]:
    parts = {name: getattr(due, name) if due else NOTHING for name in _OWED}
    return {**parts, "bands": posted.bands if posted else {}}


_MASTER = (
    *"currency contract name project debtor nature handler price completed_on accepted_on settlement account".split(),
    *"certified received unallocated".split(),
)


def _masters(as_of: date) -> Select[Any]:
    """SQL: what is known of each contract itself on a day."""
    counted = certified_sums(as_of)
    approved = variations.approved_sums(as_of).subquery("approved")
    changed = select(func.sum(Agreement.price_change)).where(
        Agreement.contract_id == Contract.id, Agreement.valid_from <= as_of
    )
    price = Contract.price + func.coalesce(changed.scalar_subquery(), 0) + func.coalesce(approved.c.approved, 0)
    f = FinalAccount
    settled = f.settled_on <= as_of
    columns: dict[str, Any] = {
        "contract": Contract.number,
        "currency": Contract.currency,
        "name": Contract.name,
        "project": func.coalesce(Project.name, ""),
        "debtor": Party.name,
        "nature": Party.nature,
        "handler": Contract.handler,
        "price": type_coerce(price, Fen()),
        "completed_on": _event(events.COMPLETION, as_of),
        "accepted_on": _event(events.ACCEPTANCE, as_of),
        "settlement": case((f.id.is_(None), NOT_SUBMITTED), (settled, SETTLED), else_=SUBMITTED),
        "account": func.coalesce(case((settled, f.settled), else_=f.amount), 0, type_=Fen()),
        "certified": func.coalesce(counted.c.certified, 0, type_=Fen()),
        "received": received(as_of),
        "unallocated": unallocated(as_of),
    }
    account = and_(f.contract_id == Contract.id, f.kind == FINAL, f.void == 0,
                   or_(settled, f.submitted_on <= as_of))  # fmt: skip
    return (
        select(Contract.id, *(value.label(name) for name, value in columns.items()))
        .join(Party, Party.id == Contract.owner_id)
        .outerjoin(Project, Project.id == Contract.project_id)
        .outerjoin(counted, counted.c.contract_id == Contract.id)
        .outerjoin(approved, approved.c.contract_id == Contract.id)
        .outerjoin(f, account)
        .order_by(Contract.currency, Contract.number)
    )


def _event(event: str, as_of: date) -> ColumnElement[Any]:
    happened = select(ContractEvent.happened_on).where(
        ContractEvent.contract_id == Contract.id, ContractEvent.event == event, ContractEvent.known_from <= as_of
    )
    return type_coerce(happened.scalar_subquery(), Day())


def _by_contract(session: Session, as_of: date) -> dict[str, dict[str, Any]]:
    """By the id of a contract: money that came otherwise than in cash, retention, deposits and guarantees."""
    found: dict[str, dict[str, Any]] = {}
    for statement in (_not_cash(as_of), _kept(as_of, "retention"), _kept(as_of, "deposit"), _guarantees(as_of)):
        for row in session.execute(statement):
            values = dict(row._mapping)
            found.setdefault(values.pop("contract_id"), {}).update(values)
    return found


def _not_cash(as_of: date) -> Select[Any]:
    """SQL: what bills and goods paid of the price."""
    a, r = Allocation, Receipt
    sums = {"bills": r.method.in_(BILLS), "goods": r.method == "goods"}
    amounts: tuple[Any, ...] = tuple(_sum(case((what, a.amount), else_=0), name) for name, what in sums.items())
    return (
        select(Receivable.contract_id, *amounts)
        .join(a, a.receivable_id == Receivable.id)
        .join(r, r.id == a.receipt_id)
        .where(Receivable.void == 0, Receivable.kind.not_in(OURS), a.void == 0, a.allocated_on <= as_of)
        .group_by(Receivable.contract_id)
    )


def _kept(as_of: date, kind: str) -> Select[Any]:
    """SQL: what is open of retention or of deposits, and the next day on which some of it falls due."""
    item = position.worked_out(as_of, Receivable.kind == kind)
    name = "retention" if kind == "retention" else "deposits"
    due = func.min(case((item.c.due_on >= literal(as_of, Day()), item.c.due_on)), type_=Day()).label(f"{name}_due")
    open_now = item.c.open != 0
    return select(item.c.contract_id, _sum(item.c.open, name), due).where(open_now).group_by(item.c.contract_id)


def _guarantees(as_of: date) -> Select[Any]:
    """SQL: bank guarantees that are out, and the first day on which one expires."""
    d = Deposit
    out = d.form == GUARANTEE, d.void == 0, d.paid_on <= as_of, or_(d.returned_on.is_(None), d.returned_on > as_of)
    first = func.min(d.expires_on, type_=Day()).label("expires_on")
    chosen: tuple[Any, ...] = (d.contract_id, _sum(d.amount, "guarantees"), first)
    return select(*chosen).where(*out).group_by(d.contract_id)


def _sum(value: Any, name: str) -> ColumnElement[Money]:
    return func.coalesce(func.sum(value), 0, type_=Fen()).label(name)
