"""已完工未结算: what of the work done is not certified on a day, since when, and what the ledger booked beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract, Terms
from models.final_accounts.record import FinalAccount
from models.money import Money
from models.opening_position import OpeningPosition
from models.parties import Party
from models.stages import Stage
from models.store.base import WHOLE, Day, Fen
from models.store.dates import days_between
from models.store.scaled_sql import without_tax
from models.work_done.record import WorkDone

FIGURES = ("done", "measured", "certified", "unbilled", "ahead", "cost", "revenue", "net")
NOBODY: dict[str, Any] = {"contract": "", "name": "", "owner": "", "oldest": None, "days": 0}


@dataclass(frozen=True)
class Unbilled:
    """One contract, or all in one currency: done − certified = unbilled − ahead, one of which is nothing.

    ``certified`` includes what final accounts added, ``net`` is the same without VAT, beside ``cost`` and ``revenue``,
    which are booked without it. ``oldest`` is the end of the first period that is not wholly certified, the certified
    money taken for the oldest work first; ``days`` are those since.
    """

    currency: str
    contract: str
    name: str
    owner: str
    done: Money
    measured: Money
    certified: Money
    unbilled: Money
    ahead: Money
    cost: Money
    revenue: Money
    net: Money
    oldest: date | None = None
    days: int = 0

    @property
    def cost_over(self) -> Money:
        """Cost that no certificate stands behind yet."""
        return self.cost - self.net

    @property
    def revenue_over(self) -> Money:
        """Revenue that no certificate stands behind yet."""
        return self.revenue - self.net


def unbilled(session: Session, as_of: date, **scope: str) -> list[Unbilled]:
    """One row a contract whose work is entered, by currency and number; ``scope`` names ``contract`` or ``party``."""
    stood = standing(as_of)
    columns = {"contract": Contract.id, "party": Contract.owner_id}
    figures = [type_coerce(stood.c[name], Fen()) for name in FIGURES]
    days = func.coalesce(days_between(stood.c.oldest, literal(as_of, Day())), 0)
    rows = session.execute(
        select(Contract.currency, Contract.number, Contract.name, Party.name, *figures, stood.c.oldest, days)
        .join_from(stood, Contract, Contract.id == stood.c.contract_id)
        .join(Party, Party.id == Contract.owner_id)
        .where(*(columns[name] == value for name, value in scope.items() if value))
        .order_by(Contract.currency, Contract.number)
    )
    return [Unbilled(*tuple(row)) for row in rows]


def in_all(rows: Iterable[Unbilled]) -> list[Unbilled]:
    """The sums by currency; what is certified ahead of the work is never set against what is not certified."""
    found: dict[str, list[Unbilled]] = {}
    for row in rows:
        found.setdefault(row.currency, []).append(row)
    return [replace(many[0], **NOBODY, **_added(many)) for many in found.values()]


def _added(rows: list[Unbilled]) -> dict[str, Any]:
    return {name: Money.total(getattr(one, name) for one in rows) for name in FIGURES}


def standing(as_of: date) -> Subquery:
    """SQL: contract_id and what is known of every contract whose work is entered by a day.

    Beside ``FIGURES`` and ``oldest``: ``applied`` (applied for, not certified yet), ``not_measured`` (done, neither
    measured by ourselves nor applied for), ``not_applied`` (measured by ourselves, not applied for), each of the last
    two with the end of its first period (``unmeasured_since``, ``unapplied_since``).
    """
    work = _postings(as_of).cte("work")
    known = _known(work, as_of).cte("known")
    k = known.c
    claimed = k.certified + k.applied
    reached = case((k.measured > claimed, k.measured), else_=claimed)
    figures = {
        "unbilled": _above(k.done - k.certified),
        "ahead": _above(k.certified - k.done),
        "not_measured": _above(k.done - reached),
        "not_applied": _above(k.measured - claimed),
    }
    covered = {"oldest": k.certified, "unmeasured_since": reached, "unapplied_since": claimed}
    first = {name: oldest(work, select(k.contract_id, upto.label("covered")).subquery(), name)
             for name, upto in covered.items()}  # fmt: skip
    whole: FromClause = known
    for one in first.values():
        whole = whole.outerjoin(one, one.c.contract_id == k.contract_id)
    amounts = (type_coerce(value, Fen()).label(name) for name, value in figures.items())
    return (
        select(known, *amounts, *(one.c[name] for name, one in first.items())).select_from(whole).subquery("standing")
    )


def _known(work: FromClause, as_of: date) -> Select[Any]:
    done = _summed(work, "done", "measured", "cost", "revenue").subquery("work")
    signed = certified_sums(as_of)
    waits = _summed(_applied(as_of), "applied").subquery("waiting")
    sums = {"certified": signed, "net": signed, "applied": waits}
    figures = (func.coalesce(rows.c[name], 0, type_=Fen()).label(name) for name, rows in sums.items())
    return (
        select(done, *figures)
        .outerjoin(signed, signed.c.contract_id == done.c.contract_id)
        .outerjoin(waits, waits.c.contract_id == done.c.contract_id)
    )


def _above(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """SQL: an amount, nothing where it is below nothing."""
    return case((amount > 0, amount), else_=literal(Money(), Fen()))


def oldest(work: FromClause, covered: FromClause, name: str) -> Subquery:
    """SQL: contract_id and, as ``name``, the first period that ``covered`` leaves open, taken for the oldest first.

    Work taken back (a negative amount) counts as covered (``fifo_open`` in rules).
    """
    w = work.c
    more = case((w.done > 0, w.done), else_=0)
    less = func.sum(case((w.done < 0, w.done), else_=0)).over(partition_by=w.contract_id)
    running = func.sum(more).over(partition_by=w.contract_id, order_by=(w.day, w.id))
    row = select(w.contract_id, w.day, (running + less).label("reached"), more.label("more")).subquery("running")
    left_open = row.c.more > 0, row.c.reached > covered.c.covered
    return (
        select(row.c.contract_id, func.min(row.c.day, type_=Day()).label(name))
        .join(covered, covered.c.contract_id == row.c.contract_id)
        .where(*left_open)
        .group_by(row.c.contract_id)
        .subquery(name)
    )


def _postings(as_of: date) -> CompoundSelect[Any]:
    """SQL: the work of every period up to a day, and what was done before the book began."""
    w, o = WorkDone, OpeningPosition
    measured = case((w.measured_on <= as_of, w.measured), else_=literal(Money(), Fen()))
    here = select(w.id, w.contract_id, w.done_to.label("day"), w.amount.label("done"), measured.label("measured"),
                  w.cost, w.revenue).where(w.void == 0, w.done_to <= as_of)  # fmt: skip
    done = case((o.done != 0, o.done), else_=o.certified)
    entered = exists().where(w.contract_id == o.contract_id, w.void == 0, w.done_to <= as_of)
    before = select(o.id, o.contract_id, o.taken_on, done, done, o.cost, o.revenue).where(
        o.taken_on <= as_of, or_(o.done != 0, entered)
    )
    return union_all(here, before)


def certified_sums(as_of: date) -> Subquery:
    """SQL: contract_id, certified and net (without VAT) of every contract up to a day, final accounts included.

    What a certificate splits keeps its split; the rest is split at the rate of the contract's terms.
    """
    signed = _summed(_signed(as_of), "certified", "net", "unsplit").subquery("signed")
    rate = _rates(as_of)
    net = signed.c.net + without_tax(signed.c.unsplit, func.coalesce(rate.c.vat_rate, 0, type_=WHOLE))
    return (
        select(signed.c.contract_id, signed.c.certified, type_coerce(net, Fen()).label("net"))
        .outerjoin(rate, and_(rate.c.contract_id == signed.c.contract_id, rate.c.turn == 1))
        .subquery("certified")
    )


def _signed(as_of: date) -> Subquery:
    """SQL: what the owner certified up to a day; final accounts add what they differ by."""
    c, f, o = PaymentCertificate, FinalAccount, OpeningPosition
    nothing, differs = literal(Money(), Fen()), f.settled - f.certified
    certificates = select(
        c.contract_id, c.gross.label("certified"), c.net.label("net"), nothing.label("unsplit")
    ).where(c.void == 0, c.certified_on <= as_of)
    accounts = select(f.contract_id, differs, nothing, differs).where(f.void == 0, f.settled_on <= as_of)
    before = select(o.contract_id, o.certified, nothing, o.certified).where(o.taken_on <= as_of)
    return union_all(certificates, accounts, before).subquery("every")


def _rates(as_of: date) -> Subquery:
    """SQL: the rate of VAT of the terms of each contract; those in force on the day are the first in ``turn``."""
    t = Terms
    in_force = case((t.valid_from <= as_of, t.valid_from), else_="")
    turn = func.row_number().over(partition_by=t.contract_id, order_by=(in_force.desc(), t.valid_from))
    return select(t.contract_id, type_coerce(t.vat_rate, WHOLE).label("vat_rate"), turn.label("turn")).subquery("rates")


def _applied(as_of: date) -> Subquery:
    """SQL: what was applied for in certificates that the owner has not signed by a day."""
    c = PaymentCertificate
    begun = exists().where(Stage.document_id == c.id, Stage.reached_on <= as_of)
    open_ones = or_(c.certified_on.is_(None), c.certified_on > as_of)
    return select(c.contract_id, c.claimed.label("applied")).where(c.void == 0, begun, open_ones).subquery("applied")


def _summed(rows: FromClause, *names: str) -> Select[Any]:
    sums = (func.sum(rows.c[name], type_=Fen()).label(name) for name in names)
    return select(rows.c.contract_id, *sums).group_by(rows.c.contract_id)
