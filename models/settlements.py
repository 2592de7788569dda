"""Which receipts settled a receivable, and which receivables a receipt settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from models import stages
from models.contracts.record import Contract
from models.money import Money
from models.receipts import BILLS, unallocated_on
from models.receipts.record import Receipt
from models.receivables import position
from models.receivables.due import law_days
from models.receivables.record import Allocation, DueChange, Receivable
from models.receivables.usecases import event_of

FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Settlement:
    """An allocation with its papers; a negative amount takes back the allocation ``reverses`` names.

    ``standing``: it was neither taken back nor does it take one back. ``way`` is a key of ``receivables.WAYS``.
    """

    key: str
    receivable: str
    document: str
    kind: str
    receipt: str
    number: str
    way: str
    amount: Money
    allocated_on: date
    reverses: str
    standing: bool


@dataclass(frozen=True)
class Origin:
    """Where a receivable comes from and how it fell due; ``noun`` and ``record`` name its document.

    ``anchor`` and ``days`` are its rule, ``law_days`` those of the law where none are agreed; ``changes`` the agreed
    days, the latest first: (agreed on, due on, reason); ``happened`` its own event by that day: (day, paper).
    """

    key: str
    document: str
    contract: str
    contract_number: str
    contract_name: str
    party: str
    kind: str
    noun: str
    record: str
    posted_on: date
    anchor: str
    days: int | None
    raw_due_on: date | None
    rolled_due_on: date | None
    due_on: date | None
    amount: Money
    open: Money
    days_overdue: int
    law_days: int | None
    changes: tuple[tuple[date, date | None, str], ...]
    happened: tuple[date, str] | None


@dataclass(frozen=True)
class Standing:
    """What became of a receipt up to now; ``ended`` is a key of ``receipts.ENDS`` with its day.

    ``back`` is the receipt that took it back, ``of`` the one that this one takes back: (id, number).
    """

    void: bool
    is_bill: bool
    unallocated: Money
    ended: str = ""
    ended_on: date | None = None
    back: tuple[str, str] | None = None
    of: tuple[str, str] | None = None

    @property
    def counts(self) -> bool:
        """Whether money of it is here: it is neither void, nor taken back, nor takes another one back."""
        return not (self.void or self.back or self.of)


def of_receivable(session: Session, receivable_id: str, as_of: date) -> tuple[Settlement, ...]:
    """What reduced a receivable up to a day, and what was taken back, in the order of time."""
    return _found(session, _settlements().where(Receivable.id == receivable_id, Allocation.allocated_on <= as_of))


def of_receipt(session: Session, receipt_id: str) -> tuple[Settlement, ...]:
    """What a receipt was allocated to, whenever, and what of it was taken back."""
    return _found(session, _settlements().where(Allocation.receipt_id == receipt_id))


def origin(session: Session, receivable_id: str, as_of: date) -> Origin | None:
    """None when the receivable was not posted by that day, or is void."""
    item = position.items(as_of, Receivable.id == receivable_id)
    late = position.days_overdue(item, as_of)
    row = session.execute(
        select(
            item.c.id, item.c.document, Contract.id, Contract.number, Contract.name, item.c.party_id, item.c.kind,
            Receivable.source_noun, Receivable.source_id, item.c.posted_on, Receivable.anchor, Receivable.days,
            item.c.raw_due_on, position.rolled_due_on(item), item.c.due_on, item.c.amount, item.c.open, late,
            law_days(),
        )
        .join_from(item, Receivable, Receivable.id == item.c.id)
        .join(Contract, Contract.id == item.c.contract_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    own = _changes(session, receivable_id, as_of), _happened(session, receivable_id, as_of)
    return Origin(*[*_plain(row), *own])


def standing(session: Session, receipt_id: str) -> Standing:
    """What became of a receipt up to now."""
    row = session.get_one(Receipt, receipt_id)
    reached = stages.stages_of(session, row.id)
    back = session.execute(select(Receipt.id, Receipt.number).where(Receipt.reverses_id == row.id)).first()
    of = session.get(Receipt, row.reverses_id) if row.reverses_id else None
    return Standing(
        row.void,
        row.method in BILLS,
        unallocated_on(session, row.id, FOREVER),
        reached[-1].stage if reached else "",
        reached[-1].reached_on if reached else None,
        (back[0], back[1]) if back else None,
        (of.id, of.number) if of else None,
    )


def _settlements() -> Any:
    later = aliased(Allocation)
    taken_back = select(later.id).where(later.reverses_id == Allocation.id, later.void == 0).exists()
    stands: ColumnElement[bool] = case((Allocation.reverses_id.is_not(None), False), (taken_back, False), else_=True)
    return (
        select(
            Allocation.id, Receivable.id, Receivable.document, Receivable.kind, func.coalesce(Receipt.id, ""),
            func.coalesce(Receipt.number, ""), Allocation.way, Allocation.amount, Allocation.allocated_on,
            func.coalesce(Allocation.reverses_id, ""), stands,
        )
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .outerjoin(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Allocation.void == 0)
        .order_by(Allocation.allocated_on, Allocation.id)
    )  # fmt: skip


def _found(session: Session, statement: Any) -> tuple[Settlement, ...]:
    return tuple(Settlement(*_plain(row)) for row in session.execute(statement))


def _plain(row: Any) -> list[Any]:
    return list(row)


def _happened(session: Session, receivable_id: str, as_of: date) -> tuple[date, str] | None:
    row = event_of(session, receivable_id)
    return (row.happened_on, row.paper) if row is not None and row.happened_on <= as_of else None


def _changes(session: Session, receivable_id: str, as_of: date) -> tuple[tuple[date, date | None, str], ...]:
    rows = session.execute(
        select(DueChange.changed_on, DueChange.due_on, DueChange.reason)
        .where(DueChange.receivable_id == receivable_id, DueChange.changed_on <= as_of)
        .order_by(DueChange.changed_on.desc(), DueChange.id.desc())
    )
    return tuple((changed, due, reason) for changed, due, reason in rows)
