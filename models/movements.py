"""The account of a contract (往来明细): what was charged, deducted and received, day by day, with the balance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate as Certificate
from models.final_accounts.record import FinalAccount
from models.money import Money
from models.opening_position import OpeningPosition
from models.parties import Party
from models.receipts.record import Receipt
from models.receivables import position
from models.receivables.record import Allocation, Receivable
from models.store.base import Day, Fen

CERTIFICATE, CHARGE, RECEIPT, REDUCTION, RELEASE, TAKEN_ON = (
    "certificate",
    "charge",
    "receipt",
    "reduction",
    "release",
    "taken_on",
)
_NOTHING = literal(Money(), Fen())
_NO_WORDS = literal("")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: balance = the balance above + certified − deducted − received.

    ``what`` is certificate, charge (``kind``: class), receipt (``kind``: method), reduction (``kind``: way), release
    (retention falls due) or taken_on (cumulative figures from before the book). ``retention`` is what was withheld or,
    negative, came free: inside the balance. ``recovery`` and ``period`` belong to certificates, ``note`` to
    bills; ``paid_by`` is a third party that paid a receipt, ``instruction`` what its payer named it for.
    """

    contract: str
    day: date
    what: str
    kind: str
    document: str
    period: int
    recovery: Money
    note: str
    paid_by: str
    instruction: str
    certified: Money
    deducted: Money
    received: Money
    retention: Money
    balance: Money


@dataclass(frozen=True)
class Turnover:
    """What was charged, deducted and received for a contract up to a day."""

    certified: Money
    deducted: Money
    received: Money


def entries(session: Session, as_of: date, since: date | None, contracts: Sequence[str], party: str) -> list[Entry]:
    """The lines of these contracts from ``since`` to ``as_of`` in order; only what the party owes when one is named."""
    line = _lines(as_of, contracts, party)
    moved = line.c.certified - line.c.deducted - line.c.received
    order = (line.c.day, line.c.place, line.c.document, line.c.key)
    running = func.sum(moved).over(partition_by=line.c.contract_id, order_by=order, rows=(None, 0))
    shown = select(*(line.c[name] for name in _SHOWN), type_coerce(running, Fen()).label("balance"), *order).subquery()
    statement = select(*(shown.c[name] for name in (*_SHOWN, "balance")))
    if since:
        statement = statement.where(shown.c.day >= since)
    rows = session.execute(statement.order_by(shown.c.contract_id, *(shown.c[one.key] for one in order)))
    return [Entry(*row) for row in rows]


def turnovers(session: Session, as_of: date, contracts: Sequence[str], party: str) -> dict[str, Turnover]:
    """By contract, from its beginning to a day."""
    line = _lines(as_of, contracts, party)
    sums = [func.coalesce(func.sum(line.c[name]), 0, type_=Fen()) for name in ("certified", "deducted", "received")]
    rows = session.execute(select(line.c.contract_id, *sums).group_by(line.c.contract_id))
    return {contract: Turnover(*amounts) for contract, *amounts in rows}


_SHOWN = (
    "contract_id day what kind document period recovery note paid_by instruction certified deducted received retention"
).split()


def _lines(as_of: date, contracts: Sequence[str], party: str) -> Subquery:
    where = scope(contracts, party)
    parts = (_charges(as_of, where), _settlements(as_of, where), _releases(as_of, where), _taken_on(as_of, contracts))
    return union_all(*parts).subquery("lines")


def scope(contracts: Sequence[str], party: str) -> list[ColumnElement[bool]]:
    """Conditions on Receivable."""
    found: list[ColumnElement[bool]] = [Receivable.contract_id.in_(contracts)]
    return [*found, Receivable.party_id == party] if party else found


def _line(contract: Any, day: Any, place: int, key: Any, what: Any, document: Any, **more: Any) -> Select[Any]:
    """One part of the account in the columns all parts share; ``place`` orders the lines of one day."""
    columns = {
        "contract_id": contract,
        "day": type_coerce(day, Day()),
        "place": literal(place),
        "key": key,
        "what": what,
        "kind": more.get("kind", _NO_WORDS),
        "document": document,
        "period": more.get("period", literal(0)),
        **{name: more.get(name, _NO_WORDS) for name in ("note", "paid_by", "instruction")},
    }
    amounts = ("recovery", "certified", "deducted", "received", "retention")
    columns |= {name: type_coerce(more.get(name, _NOTHING), Fen()) for name in amounts}
    return select(*(value.label(name) for name, value in columns.items()))


def _charges(as_of: date, where: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """Certificates with their whole value, and every other receivable by its class.

    What a certificate takes off its value (recovered advance, deductions, a minimum held back) is the difference to
    the receivables it made, so that the account always closes with them. A final account certifies its difference to
    the certificates: what of it reduced older items stands with those reductions.
    """
    owed = func.sum(Receivable.amount)
    valued = and_(Certificate.id.is_not(None), Certificate.kind != "advance")
    left_out = func.max(FinalAccount.settled - FinalAccount.certified - FinalAccount.retention - FinalAccount.payable)
    value = case(
        (valued, func.max(Certificate.gross + Certificate.added)),
        (FinalAccount.id.is_not(None), owed + left_out),
        else_=owed,
    )
    withheld = func.sum(case((Receivable.kind == "retention", Receivable.amount), else_=_NOTHING))
    kind = case((valued, _NO_WORDS), (FinalAccount.id.is_not(None), literal("final")), else_=Receivable.kind)
    line = _line(
        Receivable.contract_id, Receivable.posted_on, 0, Receivable.source_id,
        case((valued, literal(CERTIFICATE)), else_=literal(CHARGE)), Receivable.document, kind=kind,
        period=func.coalesce(Certificate.period, 0), recovery=func.coalesce(Certificate.recovery, 0),
        certified=value, deducted=value - owed, retention=withheld,
    )  # fmt: skip
    return (
        line.select_from(Receivable)
        .outerjoin(Certificate, Certificate.id == Receivable.source_id)
        .outerjoin(FinalAccount, FinalAccount.id == Receivable.source_id)
        .where(Receivable.void == 0, Receivable.posted_on <= as_of, *where)
        .group_by(Receivable.contract_id, Receivable.posted_on, Receivable.source_id, Receivable.document, kind)
        .group_by(Certificate.id, Certificate.kind, Certificate.period, Certificate.recovery, FinalAccount.id)
    )


def _settlements(as_of: date, where: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """Allocations of one receipt (or one other reduction) to a contract on a day."""
    item = position.items(as_of, *where)
    by_receipt, by_account = Allocation.way == "receipt", Allocation.way == "final_account"
    early = and_(item.c.kind == "retention", or_(item.c.due_on.is_(None), item.c.due_on > Allocation.allocated_on))
    key = func.coalesce(Allocation.receipt_id, Allocation.way)
    line = _line(
        item.c.contract_id, Allocation.allocated_on, 1, key,
        case((by_receipt, literal(RECEIPT)), else_=literal(REDUCTION)),
        func.coalesce(Receipt.number, func.min(item.c.document)),
        kind=func.coalesce(Receipt.method, Allocation.way), note=func.coalesce(Receipt.bill_number, ""),
        paid_by=func.coalesce(Party.name, ""), instruction=func.coalesce(Receipt.instruction, ""),
        received=func.sum(case((by_receipt, Allocation.amount), else_=_NOTHING)),
        certified=-func.sum(case((by_account, Allocation.amount), else_=_NOTHING)),
        deducted=func.sum(case((or_(by_receipt, by_account), _NOTHING), else_=Allocation.amount)),
        retention=-func.sum(case((early, Allocation.amount), else_=_NOTHING)),
    )  # fmt: skip
    return (
        line.select_from(item)
        .join(Allocation, Allocation.receivable_id == item.c.id)
        .outerjoin(Receipt, Receipt.id == Allocation.receipt_id)
        .outerjoin(Party, Party.id == Receipt.paid_by_id)
        .where(Allocation.void == 0, Allocation.allocated_on <= as_of)
        .group_by(item.c.contract_id, Allocation.allocated_on, Allocation.receipt_id, Allocation.way)
        .group_by(Receipt.number, Receipt.method, Receipt.bill_number, Party.name, Receipt.instruction)
    )


def _releases(as_of: date, where: Iterable[ColumnElement[bool]]) -> Select[Any]:
    """Retention that fell due: from that day it is owed like any other money."""
    item = position.items(as_of, *where)
    before = (
        select(func.coalesce(func.sum(Allocation.amount), 0))
        .where(Allocation.receivable_id == item.c.id, Allocation.void == 0, Allocation.allocated_on < item.c.due_on)
        .correlate(item)
        .scalar_subquery()
    )
    day = case((item.c.due_on < item.c.posted_on, item.c.posted_on), else_=item.c.due_on)
    line = _line(
        item.c.contract_id, day, 2, item.c.id, literal(RELEASE), item.c.document, retention=-(item.c.amount - before)
    )
    return line.select_from(item).where(item.c.kind == "retention", item.c.due_on <= as_of, item.c.amount - before != 0)


def _taken_on(as_of: date, contracts: Sequence[str]) -> Select[Any]:
    """What was charged and received before the book began; the items still open then stand as lines of their own."""
    start = OpeningPosition
    items = (
        select(func.coalesce(func.sum(Receivable.amount), 0))
        .where(Receivable.source_id == start.id, Receivable.void == 0)
        .correlate(start)
        .scalar_subquery()
    )
    line = _line(
        start.contract_id, start.taken_on, 3, start.id, literal(TAKEN_ON), _NO_WORDS, certified=start.certified - items,
        deducted=start.certified - items - start.received, received=start.received,
    )  # fmt: skip
    return line.select_from(start).where(
        start.contract_id.in_(contracts), start.taken_on <= as_of, start.certified != 0
    )
