"""What the certificates of a contract come to, period by period, while a workbook brings more of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.certificates import IndexDraft, PaymentCertificate
from models.certificates.background import VALUES, earlier_ones, first_names, indexed
from models.certificates.draft import Indexed
from models.certificates.record import payable
from models.importing.plan import Plan, chunks
from models.importing.values import folded
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.receivables import Allocation, Receivable
from models.receivables.carrying import waiting
from models.rules import base, certificate

_SUMMED = (*(f"value_{kind}" for kind in VALUES), "second_recovered", "retention", "recovery")
_PAID = ("gross", "added", "later", "deducted", "due")
"""What a certificate comes to by itself and what of it is due, with what is summed anyway."""
Paid = dict[str, list[tuple[date, int]]]
"""Contract → the days and fen of advance really received."""


@dataclass
class Running:
    """One contract: the figures of each signed certificate by period, and where the contract stood at the start.

    ``waiting`` are the receivables below the minimum that no certificate has taken in yet, with their periods.
    """

    highest: int = 0
    start: OpeningPosition | None = None
    brought: list[tuple[int, Money, tuple[IndexDraft, ...]]] = field(default_factory=list)
    signed: list[tuple[int, list[int]]] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    delivered: list[tuple[int, Money]] = field(default_factory=list)
    signed_on: list[tuple[int, date]] = field(default_factory=list)
    ended_on: list[tuple[int, date]] = field(default_factory=list)
    _sums: list[int] = field(default_factory=lambda: [0] * (len(_SUMMED) + 1))
    _last: int = -1

    def add(self, row: Any, indices: tuple[IndexDraft, ...] = ()) -> None:
        """Count a certificate; only what the owner signed goes into later ones."""
        self.highest = max(self.highest, row.period)
        if row.certified_on and not row.void and row.kind != "advance":
            if indices:
                self.brought.append((row.period, row.index_base, indices))
            figures = [*(getattr(row, name).fen for name in _SUMMED), (payable(row) - row.due).fen]
            self.signed.append((row.period, figures))
            if row.stored is not None:
                self.delivered.append((row.period, row.stored))
            self.signed_on.append((row.period, row.certified_on))
            self.ended_on.append((row.period, row.period_to or row.certified_on))
            self._sums = [was + more for was, more in zip(self._sums, figures, strict=True)]
            self._last = max(self._last, row.period)

    def before(self, period: int, advance: int, by_period: bool = False) -> certificate.Before:
        """What earlier periods come to; ``advance`` is what was received of the advance, in fen."""
        sums, start = self._sums_before(period), self.start
        value = dict(zip(VALUES, map(Money, sums), strict=False))
        second, retention, recovered, held = map(Money, sums[-4:])
        if start is not None:
            value[base.LINES] += start.certified
            retention, recovered = retention + start.retention, recovered + start.recovered
            advance += start.advance_paid.fen
        earlier = sorted(one for one in self.signed if one[0] < period) if by_period else ()
        periods = tuple((place, dict(zip(VALUES, map(Money, figures), strict=False))) for place, figures in earlier)
        filled = {kind: amount for kind, amount in value.items() if amount}
        later = [figures[-4:-1] for place, figures in self.signed if place > period] if period < self._last else []
        summed = (Money(sum(column)) for column in zip((0, 0, 0), *later, strict=True))
        more = dict(zip(("later_second", "later_retention", "later_recovered"), summed, strict=True))
        more["second_recovered"] = second
        more["begun"] = start.recovered if start is not None else Money()
        apart = (start.second_paid, start.second_recovered) if start is not None else (None, None)
        first = min((one for one in self.ended_on if one[0] < period), default=None)
        names = first_names(*first) if first and more["begun"] else ()
        return certificate.Before(
            filled,
            retention,
            recovered,
            Money(advance),
            held,
            periods=periods,
            first=names,
            second_paid=apart[0],
            second_begun=apart[1],
            **more,
        )

    def signed_before(self, period: int) -> date | None:
        """The last day on which a certificate of an earlier period was signed."""
        return max((day for place, day in self.signed_on if place < period), default=None)

    def indexed_before(self, session: Session, contract: str, period: int) -> dict[int, Indexed]:
        """Periods before this one whose prices were adjusted: those of the book, and those the workbook brought."""
        earlier = [one for one in self.brought if one[0] < period]
        if not self.signed:
            return {}
        found = dict(indexed(session, earlier_ones(contract, period, "")))
        for of, value, indices in sorted(earlier, key=lambda one: one[0]):
            found.setdefault(of, Indexed(value))
            for one in indices:
                place = one.period or of
                if place in found and one.current is not None:
                    known = {**found[place].indices, one.name: one.current}
                    found[place] = Indexed(found[place].value, known)
        return found

    def _sums_before(self, period: int) -> list[int]:
        if period > self._last:
            return self._sums
        earlier = [figures for place, figures in self.signed if place < period]
        return [sum(column) for column in zip(*earlier, strict=True)] if earlier else [0] * len(self._sums)


def running(plan: Plan, contracts: set[str]) -> dict[str, Running]:
    """How far each contract is, by the book and by the opening balances of the workbook."""
    found: dict[str, Running] = defaultdict(Running)
    names = ("contract_id", "period", "kind", "period_to", "certified_on", "void", "stored", *_PAID, *_SUMMED)
    columns = [getattr(PaymentCertificate, name) for name in names]
    for keys in chunks(contracts):
        for row in plan.session.execute(select(*columns).where(PaymentCertificate.contract_id.in_(keys))):
            found[row.contract_id].add(row)
    c, r = PaymentCertificate, Receivable
    held = select(c.contract_id, c.period, r.id).join(r, r.source_id == c.id).where(*waiting()).order_by(r.id)
    for contract, period, key in plan.session.execute(held):
        found[contract].waiting.append((period, key))
    for start in plan.session.scalars(select(OpeningPosition)):
        found[start.contract_id].start = start
    for record in plan.unsaved.records.values():
        if isinstance(record, OpeningPosition):
            found[record.contract_id].start = record
    return found


def advance_received(plan: Plan, numbers: dict[str, str]) -> Paid:
    """The advance received by contract and day: what the book knows, and what the sheet 核销 adds to it.

    ``numbers`` are the contracts of the workbook's advance certificates by folded number.
    """
    found: Paid = defaultdict(list)
    booked: Counter[tuple[str, str, int]] = Counter()
    columns = (Receivable.contract_id, Receivable.document, Receipt.number, Allocation.allocated_on, Allocation.amount)
    standing = (Receivable.kind == "advance", Receivable.void == 0, Allocation.void == 0)
    rows = select(*columns).select_from(Allocation).join(Receivable).outerjoin(
        Receipt, Receipt.id == Allocation.receipt_id).where(*standing)  # fmt: skip
    known = dict(numbers)
    for contract, document, receipt, on, amount in plan.session.execute(rows):
        found[contract].append((on, amount.fen))
        booked[folded(receipt or ""), folded(document), amount.fen] += 1
    for document, contract in plan.session.execute(
        select(Receivable.document, Receivable.contract_id).where(Receivable.kind == "advance", Receivable.void == 0)
    ):
        known.setdefault(folded(document), contract)
    for receipt, document, on, fen in _allocated(plan, known):
        if booked[receipt, document, fen] > 0:
            booked[receipt, document, fen] -= 1
        else:
            found[known[document]].append((on, fen))
    return found


def _allocated(plan: Plan, known: dict[str, str]) -> Iterable[tuple[str, str, date, int]]:
    """The rows of the sheet 核销 that pay an advance: receipt, document, day, fen."""
    table, receipts = plan.tables.get("allocations"), plan.tables.get("receipts")
    if table is None or not known:
        return
    days = (
        dict(zip(map(folded, receipts.column("number")), receipts.column("received_on"), strict=True))
        if receipts
        else {}
    )
    columns = [table.column(name) for name in ("receipt", "document", "amount", "allocated_on", "kind")]
    for receipt, document, amount, on, kind in zip(*columns, strict=True):
        if folded(document) not in known or amount is None or kind not in ("", "advance"):
            continue
        received = days.get(folded(receipt)) or plan.session.scalar(
            select(Receipt.received_on).where(Receipt.number == receipt)
        )
        day = max(filter(None, (on, received)), default=None)
        if day is not None:
            yield folded(receipt), folded(document), day, amount.fen
