"""What was paid late or is still owed: each item with the day it fell due and every payment after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import case, exists, or_, select
from sqlalchemy.orm import Session, aliased

from models.contracts.late_terms import late_terms
from models.contracts.record import Contract
from models.legal_facts.insolvency import Insolvent, insolvencies
from models.money import Money
from models.receipts.record import DISHONOURED, Receipt
from models.receivables import position
from models.receivables.record import PRICE_CLASSES, Allocation, Receivable
from models.rules.calendar import ONE_DAY
from models.rules.corrections import Dated, corrected
from models.rules.interest import PartPayment
from models.rules.interest_rates import AS_USUAL, LateTerms
from models.stages import Stage

BEARS_NONE = ("interest", "doubled")
"""Interest runs on no interest: compound interest only where it was agreed."""


@dataclass(frozen=True)
class LateItem:
    """An item that was not paid when due: ``owed`` is what was open at the end of that day.

    What was paid in time and given back later is owed late from ``given_back_on``. ``payments`` are what reduced it
    afterwards; interest runs from ``begins_on``, the day after it fell due or was given back, or from ``counted_from``
    where interest of earlier days is not asked for (then ``owed`` is what was open when that day began). ``stops`` is
    the bankruptcy of its debtor, from whose acceptance on none runs (企业破产法 46). A negative certificate of the
    contract stands among the payments of what it ``corrected``. ``agreed`` is what its contract said of interest on the
    day on which the item came to be owed.
    """

    contract: str
    currency: str
    document: str
    kind: str
    due_on: date
    owed: Money
    payments: tuple[PartPayment, ...] = ()
    key: str = ""
    given_back_on: date | None = None
    stops: Insolvent | None = None
    counted_from: date | None = None
    corrected: bool = False
    agreed: LateTerms = AS_USUAL

    @property
    def begins_on(self) -> date:
        return self.counted_from or self.late_since

    @property
    def late_since(self) -> date:
        """The first day on which it was late."""
        return (self.given_back_on or self.due_on) + ONE_DAY

    def since(self, day: date) -> LateItem:
        """The same with the interest from a day on only."""
        if self.begins_on >= day:
            return self
        earlier = Money.total(one.amount for one in self.payments if one.on < day)
        later = tuple(one for one in self.payments if one.on >= day)
        return replace(self, owed=self.owed - earlier, payments=later, counted_from=day)


def late_items(session: Session, as_of: date, bills_stand: bool = False, /, **scope: str) -> list[LateItem]:
    """Every item of a contract or debtor that was open when it fell due before ``as_of``, the oldest first.

    Items that have been paid since are among them: interest on late payment is owed all the same (解释一 26).
    A bill that was dishonoured by then never paid: the debt stands as it fell due, and bears interest while the bill
    was held, unless ``bills_stand`` (where it was agreed that the debt rests meanwhile). What fell due after its
    debtor's bankruptcy was accepted bears none. Nor does what we have to pay back: a negative certificate only takes
    off what its contract owes by its day (``rules.corrections``).
    """
    item = position.items(as_of, *position.scoped(scope))
    rows = session.execute(
        select(
            item.c.id, Contract.number, Contract.currency, item.c.document, item.c.kind, item.c.due_on, item.c.amount,
            item.c.party_id, item.c.contract_id, item.c.posted_on,
        )
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.due_on < as_of, item.c.kind.not_in(BEARS_NONE))
        .order_by(item.c.due_on, Contract.number, item.c.document, item.c.id)
    ).all()  # fmt: skip
    moved = _moved(session, as_of, scope, () if bills_stand else dishonoured(session, as_of))
    taken = _corrections(rows, moved)
    found, insolvent = [], insolvencies(session, as_of)
    agreed = late_terms(session, {row.contract_id for row in rows})
    for key, contract, currency, document, kind, due_on, amount, party, contract_id, posted_on in rows:
        movements = sorted((*taken.get(key, ()), *moved[key]), key=lambda one: one.on)
        since, owed = _first_late(due_on, amount, movements)
        stops = insolvent.get(party)
        if owed > Money() and (stops is None or since < stops.last):
            after = tuple(one for one in movements if one.on > since)
            back = since if since > due_on else None
            known = contract, currency, document, kind, due_on, owed, after, key, back, stops
            found.append(LateItem(*known, corrected=key in taken, agreed=agreed(contract_id, posted_on)))
    return found


def _corrections(rows: Sequence[Any], moved: Mapping[str, Sequence[PartPayment]]) -> dict[str, tuple[PartPayment, ...]]:
    """By item, what negative certificates of its contract take off it; what they take of is in none of the answers."""
    together: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in rows:
        account = "price" if row.kind in PRICE_CLASSES else row.kind
        together[row.number, row.party_id, account].append(row)
    found: dict[str, tuple[PartPayment, ...]] = {}
    for mine in together.values():
        if any(row.amount < Money() for row in mine):
            dated = [Dated(row.due_on, row.amount, tuple(moved[row.id])) for row in mine]
            off = corrected(dated)
            found |= {row.id: taken for row, taken in zip(mine, off, strict=True) if taken}
    return found


def _first_late(due_on: date, amount: Money, moved: Sequence[PartPayment]) -> tuple[date, Money]:
    """The first day from the due day on at whose end something is owed, and how much that is."""
    for day in sorted({due_on, *(one.on for one in moved if one.on > due_on)}):
        owed = amount - Money.total(one.amount for one in moved if one.on <= day)
        if owed:
            return day, owed
    return due_on, Money()


def dishonoured(session: Session, as_of: date) -> tuple[str, ...]:
    """The bills that were dishonoured up to a day, and the receipts that took them back."""
    bounced = select(Stage.document_id).where(Stage.stage == DISHONOURED, Stage.reached_on <= as_of)
    found = select(Receipt.id).where(or_(Receipt.id.in_(bounced), Receipt.reverses_id.in_(bounced)), Receipt.void == 0)
    return tuple(session.scalars(found))


def _moved(
    session: Session, as_of: date, scope: dict[str, str], without: Sequence[str]
) -> dict[str, list[PartPayment]]:
    """What reduced each item, by day; a payment that was taken back raises it again, after all that came that day.

    Money pays on the day it is received, also where it was set against the debt later: the debtor names the debt when
    he pays, and where he does not, the law does (民法典 560). Money that was set against another debt in the meantime
    pays from the day on which it was moved, so that it never stops interest on two debts at once.
    """
    other = aliased(Allocation)
    moved = exists().where(other.receipt_id == Allocation.receipt_id, other.void == 0, other.amount < 0)
    rows = session.execute(
        select(
            Allocation.receivable_id, Allocation.allocated_on, Allocation.amount, Receivable.posted_on,
            case((moved, None), else_=Receipt.received_on),
        )
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .outerjoin(Receipt, Receipt.id == Allocation.receipt_id)
        .where(Allocation.void == 0, Allocation.allocated_on <= as_of, *position.scoped(scope))
        .where(or_(Allocation.receipt_id.is_(None), Allocation.receipt_id.not_in(without)))
        .order_by(Allocation.allocated_on, Allocation.amount.desc(), Allocation.id)
    )  # fmt: skip
    found: dict[str, list[PartPayment]] = defaultdict(list)
    for key, allocated_on, amount, posted_on, received_on in rows:
        day = allocated_on if received_on is None else max(received_on, posted_on)
        found[key].append(PartPayment(day, amount))
    for payments in found.values():
        payments.sort(key=lambda one: one.on)
    return found
