"""The lines of both ledgers: what our book says of an owner on a day, and what the owner's ledger says of us."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.matching.draft import OwnerLineDraft
from models.matching.record import OwnerLedger, OwnerLine
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import unallocated
from models.receipts.record import Receipt
from models.receivables.record import Allocation, Receivable
from models.rules.matching import Line

CHARGE, RECEIPT, REDUCTION, THEIRS = "charge", "receipt", "reduction", "theirs"


@dataclass(frozen=True)
class LedgerLine:
    """A line as people read it; ``also`` are other references it is known by (invoice, voucher, bill)."""

    key: str
    on: date
    amount: Money
    reference: str
    text: str
    what: str
    also: tuple[str, ...] = ()


def our_lines(session: Session, party: str, currency: str, as_of: date) -> list[LedgerLine]:
    """What the book says of a debtor: the lines come to its balance less what it paid and is not allocated."""
    made = (*_charges(session, party, currency, as_of), *_receipts(session, party, currency, as_of),
            *_reductions(session, party, currency, as_of))  # fmt: skip
    return sorted(made, key=lambda one: (one.on, one.key))


def their_lines(session: Session, ledger: OwnerLedger) -> list[LedgerLine]:
    rows = select(OwnerLine).where(OwnerLine.ledger_id == ledger.id).order_by(OwnerLine.booked_on, OwnerLine.position)
    return [
        LedgerLine(row.id, row.booked_on, row.amount, row.reference, row.text, THEIRS) for row in session.scalars(rows)
    ]


def drafted(lines: Iterable[OwnerLineDraft]) -> list[LedgerLine]:
    """Lines that are not kept yet, known by their place."""
    return [
        LedgerLine(f"#{place}", one.booked_on or date.min, one.amount or Money(), one.reference, one.text, THEIRS)
        for place, one in enumerate(lines)
    ]


def comparable(ours: Iterable[LedgerLine], theirs: Iterable[LedgerLine]) -> tuple[list[Line], list[Line]]:
    """Both sides for the rules: references written the same way; theirs by whatever name of ours it uses."""
    known: dict[str, str] = {}
    mine = []
    for one in ours:
        called = plain(one.reference) or next(filter(None, map(plain, one.also)), "")
        known.update((plain(other), called) for other in one.also if plain(other))
        mine.append(Line(one.key, one.on, one.amount, called))
    named = {line.reference for line in mine if line.reference}
    return mine, [Line(one.key, one.on, one.amount, _called(one, named, known)) for one in theirs]


def plain(reference: str) -> str:
    """Letters and digits only, so that 记-0012 号 and 记0012 are one."""
    return re.sub(r"[\W_]+|号$", "", unicodedata.normalize("NFKC", reference)).upper()


def _called(one: LedgerLine, named: set[str], known: dict[str, str]) -> str:
    """Which of our references it names, as its own or in its text; numbers of the owner's own say nothing to us."""
    written = (one.reference, *re.findall(r"[A-Za-z0-9][A-Za-z0-9\-_/.]{3,}", one.text))
    words = (plain(word) for word in written)
    return next((word if word in named else known[word] for word in words if word in named or word in known), "")


def _charges(session: Session, party: str, currency: str, as_of: date) -> Iterator[LedgerLine]:
    """One line a document; what was open when the book began stands item by item."""
    of_opening = Receivable.source_noun == OpeningPosition.__tablename__
    key: Any = case((of_opening, Receivable.id), else_=Receivable.source_id)
    rows = session.execute(
        select(
            key, func.min(Receivable.posted_on), func.sum(Receivable.amount), func.min(Receivable.document),
            func.min(Contract.number), func.group_concat(Receivable.invoice, " "),
        )
        .join(Contract, Contract.id == Receivable.contract_id)
        .where(Receivable.party_id == party, Contract.currency == currency)
        .where(Receivable.void == 0, Receivable.posted_on <= as_of)
        .group_by(key)
    )  # fmt: skip
    for document, on, amount, number, contract, invoices in rows:
        yield LedgerLine(document, on, amount, number, contract, CHARGE, tuple((invoices or "").split()))


def _receipts(session: Session, party: str, currency: str, as_of: date) -> Iterator[LedgerLine]:
    """What a receipt settled of this debtor, with what of its own payments is not allocated."""
    used = (
        select(Allocation.receipt_id, func.sum(Allocation.amount))
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .join(Contract, Contract.id == Receivable.contract_id)
        .where(Receivable.party_id == party, Contract.currency == currency, Receivable.void == 0)
        .where(Allocation.void == 0, Allocation.allocated_on <= as_of, Allocation.receipt_id.is_not(None))
        .group_by(Allocation.receipt_id)
    )
    settled = {str(key): amount for key, amount in session.execute(used)}
    found = unallocated.receipts(as_of, *unallocated.whose(party=party), Receipt.currency == currency)
    free = {str(key): amount for key, amount in session.execute(select(found.c.id, found.c.unallocated))}
    for key in settled.keys() | free.keys():
        row = session.get_one(Receipt, key)
        amount = settled.get(key, Money()) + free.get(key, Money())
        if amount:
            also = tuple(filter(None, (row.voucher, row.bill_number)))
            yield LedgerLine(key, row.received_on, -amount, row.number, row.remark, RECEIPT, also)


def _reductions(session: Session, party: str, currency: str, as_of: date) -> Iterator[LedgerLine]:
    """Set-off, goods, deductions and whatever else reduced the debt without money."""
    rows = session.execute(
        select(Allocation.id, Allocation.allocated_on, Allocation.amount, Receivable.document, Allocation.remark)
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .join(Contract, Contract.id == Receivable.contract_id)
        .where(Receivable.party_id == party, Contract.currency == currency, Receivable.void == 0)
        .where(Allocation.void == 0, Allocation.allocated_on <= as_of, Allocation.receipt_id.is_(None))
    )
    for key, on, amount, number, remark in rows:
        yield LedgerLine(key, on, -amount, number, remark, REDUCTION)
