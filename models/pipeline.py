"""The pipeline from work to cash (完成→内部验工→报送→监理→业主→签认→到期→回款): amount and days at each gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, FromClause, case, func, literal, or_, select
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate
from models.certificates.usecases import PREPARED, REVIEWED, SUBMITTED, SUPERVISED
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.opening_position import OpeningPosition
from models.receivables import position
from models.receivables.record import NOT_EARNED, Allocation, Receivable
from models.stages import Stage, standing_at
from models.store.base import Day, Fen
from models.store.dates import days_between
from models.work_done import gates as work
from models.work_done.gates import DONE, MEASURED

CERTIFIED, DUE, RECEIVED = "certified", "due", "received"
GATES = {
    DONE: N_("Work done"),
    MEASURED: N_("Measured by us"),
    PREPARED: N_("Prepared"),
    SUBMITTED: N_("Submitted"),
    SUPERVISED: N_("Supervisor"),
    REVIEWED: N_("Owner's review"),
    CERTIFIED: N_("Signed"),
    DUE: N_("Fallen due"),
    RECEIVED: N_("Cash received"),
}
MISSING = {
    DONE: N_("not measured by us"),
    MEASURED: N_("not applied for"),
    PREPARED: N_("not submitted"),
    SUBMITTED: N_("supervisor's review"),
    SUPERVISED: N_("owner's review"),
    REVIEWED: N_("owner's signature"),
    CERTIFIED: N_("not due yet"),
    DUE: N_("overdue"),
}
BEFORE_APPLYING = (DONE, MEASURED)
"""Gates that stand there where somebody enters the work done."""
_BEFORE = (*BEFORE_APPLYING, PREPARED, SUBMITTED, SUPERVISED, REVIEWED)


@dataclass(frozen=True)
class Gate:
    """``reached``: what came this far to date; ``waiting``: what has not passed on; ``days``: its longest wait.

    Amounts before the application are work, before the signature claimed, from there on certified; all include tax.
    """

    name: str
    reached: Money
    waiting: Money
    days: int


@dataclass(frozen=True)
class Pipeline:
    """The gates of one currency in order."""

    currency: str
    gates: tuple[Gate, ...]


def pipeline(session: Session, as_of: date, **scope: str) -> list[Pipeline]:
    """By currency; ``scope`` may name ``contract`` or ``party``.

    What is signed counts as receivables without advances, plus advance recovered, plus what was received before the
    book began; so signed − fallen due = not due yet, and fallen due − received = overdue and due today.
    """
    waiting = {**work.waiting(session, as_of, *_scoped(scope)), **_waiting(session, as_of, scope)}
    settled = _settled(session, as_of, scope)
    owed = _owed(session, as_of, scope)
    currencies = sorted(set(settled) | set(owed) | {currency for currency, _ in waiting})
    nothing = _Owed(Money(), Money(), Money(), Money(), 0)
    return [
        Pipeline(one, _gates(one, waiting, settled.get(one, Money()), owed.get(one, nothing))) for one in currencies
    ]


@dataclass(frozen=True)
class _Owed:
    posted: Money
    due: Money
    received: Money
    overdue: Money
    days: int


def _gates(
    currency: str, waiting: dict[tuple[str, str], tuple[Money, int]], settled: Money, owed: _Owed
) -> tuple[Gate, ...]:
    certified, due = owed.posted + settled, owed.due + settled
    found, reached = [], certified
    for name in reversed(_BEFORE):
        if name in BEFORE_APPLYING and (currency, name) not in waiting:
            continue
        amount, since = waiting.get((currency, name), (Money(), 0))
        reached += amount
        found.append(Gate(name, reached, amount, since))
    found.reverse()
    found.append(Gate(CERTIFIED, certified, certified - due, 0))
    found.append(Gate(DUE, due, owed.overdue, owed.days))
    found.append(Gate(RECEIVED, owed.received + settled, Money(), 0))
    return tuple(found)


def _waiting(session: Session, as_of: date, scope: dict[str, str]) -> dict[tuple[str, str], tuple[Money, int]]:
    c = PaymentCertificate
    open_ones = (
        select(
            Contract.currency,
            c.claimed,
            standing_at(c.id, as_of).label("stage"),
            standing_at(c.id, as_of, Stage.reached_on).label("since"),
        )
        .join_from(c, Contract, Contract.id == c.contract_id)
        .where(c.void == 0, or_(c.certified_on.is_(None), c.certified_on > as_of), *_scoped(scope))
        .subquery()
    )
    stood = open_ones.c
    rows = session.execute(
        select(
            stood.currency,
            stood.stage,
            func.sum(stood.claimed, type_=Fen()),
            func.max(days_between(stood.since, literal(as_of, Day()))),
        )
        .where(stood.stage.is_not(None))
        .group_by(stood.currency, stood.stage)
    )
    return {(currency, stage): (amount, days or 0) for currency, stage, amount, days in rows}


def _settled(session: Session, as_of: date, scope: dict[str, str]) -> dict[str, Money]:
    """By currency: advance recovered from certificates, and what was received before the book began."""
    recovered = select(func.sum(PaymentCertificate.recovery)).where(
        PaymentCertificate.contract_id == Contract.id,
        PaymentCertificate.void == 0,
        PaymentCertificate.certified_on <= as_of,
    )
    start = select(OpeningPosition.received).where(
        OpeningPosition.contract_id == Contract.id, OpeningPosition.taken_on <= as_of
    )
    both = [func.coalesce(one.correlate(Contract).scalar_subquery(), 0) for one in (recovered, start)]
    rows = session.execute(
        select(Contract.currency, func.sum(both[0] + both[1], type_=Fen()).label("settled"))
        .where(*_scoped(scope))
        .group_by(Contract.currency)
    )
    return {row.currency: row.settled for row in rows}


def _owed(session: Session, as_of: date, scope: dict[str, str]) -> dict[str, _Owed]:
    item = position.worked_out(as_of, Receivable.kind.not_in(NOT_EARNED), *position.scoped(scope))
    came, credits = _cash(session, as_of, scope), _credited(session, as_of, scope)
    sums = (item.c.amount, _fallen(item, as_of), position.overdue(item, as_of))
    rows = session.execute(
        select(
            Contract.currency,
            *(func.coalesce(func.sum(one), 0, type_=Fen()) for one in sums),
            func.max(position.days_overdue(item, as_of)),
        )
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .group_by(Contract.currency)
    )
    found = {}
    for currency, posted, due, overdue, days in rows:
        whole, fallen = credits.get(currency, (Money(), Money()))
        found[currency] = _Owed(posted - whole, due - fallen, came.get(currency, Money()), overdue, days or 0)
    return found


def _credited(session: Session, as_of: date, scope: dict[str, str]) -> dict[str, tuple[Money, Money]]:
    """By currency: what final accounts below the certificates took off what was signed, in all and of what is due."""
    credits = Allocation.way == "final_account", Allocation.void == 0, Allocation.allocated_on <= as_of
    item = position.items(
        as_of, Receivable.id.in_(select(Allocation.receivable_id).where(*credits)), *position.scoped(scope)
    )
    rows = session.execute(
        select(
            Contract.currency,
            func.sum(Allocation.amount),
            func.coalesce(func.sum(case((item.c.due_on <= as_of, Allocation.amount))), 0, type_=Fen()),
        )
        .join_from(item, Allocation, Allocation.receivable_id == item.c.id)
        .join(Contract, Contract.id == item.c.contract_id)
        .where(*credits)
        .group_by(Contract.currency)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _cash(session: Session, as_of: date, scope: dict[str, str]) -> dict[str, Money]:
    """By currency: what receipts paid of receivables that were earned by work."""
    rows = session.execute(
        select(Contract.currency, func.sum(Allocation.amount))
        .join_from(Allocation, Receivable, Receivable.id == Allocation.receivable_id)
        .join(Contract, Contract.id == Receivable.contract_id)
        .where(
            Allocation.void == 0,
            Allocation.way == "receipt",
            Allocation.allocated_on <= as_of,
            Receivable.void == 0,
            Receivable.kind.not_in(NOT_EARNED),
            Receivable.posted_on <= as_of,
            *position.scoped(scope),
        )
        .group_by(Contract.currency)
    )
    return {row[0]: row[1] for row in rows}


def _fallen(item: FromClause, as_of: date) -> ColumnElement[Money]:
    return case((item.c.due_on <= as_of, item.c.amount), else_=literal(Money(), Fen()))


def _scoped(scope: dict[str, str]) -> list[ColumnElement[bool]]:
    columns = {"contract": Contract.id, "party": Contract.owner_id}
    return [columns[name] == value for name, value in scope.items() if value]


@dataclass(frozen=True)
class Expected:
    """What falls due in a stretch of days: ``first`` … ``last`` included."""

    first: date
    last: date
    amount: Money


def expected(
    session: Session, as_of: date, stretches: Sequence[tuple[date, date]], currency: str = "CNY", **scope: str
) -> list[Expected]:
    """What is open and falls due in each stretch after the cut-off day, in one currency."""
    item = position.worked_out(as_of, *position.scoped(scope))
    sums = [
        func.coalesce(
            func.sum(case((item.c.due_on.between(first, last), position.owed(item)), else_=literal(Money(), Fen()))),
            0,
            type_=Fen(),
        )
        for first, last in stretches
    ]
    row = session.execute(
        select(*sums).join_from(item, Contract, Contract.id == item.c.contract_id).where(Contract.currency == currency)
    ).one()
    return [Expected(first, last, amount) for (first, last), amount in zip(stretches, row, strict=True)]
