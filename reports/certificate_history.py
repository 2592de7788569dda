"""What is known of each line behind a certificate: what was agreed of it, and what earlier certificates came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.bills import BillItem
from models.certificates import CertificateLine, PaymentCertificate, agreed
from models.certificates.background import FOREVER, VALUES, earlier_ones
from models.money import Money
from models.rules import base
from models.store.base import Fen
from models.variations import APPROVED
from reports.certificate_basis import Basis
from reports.certificate_columns import of_the_year


@dataclass(frozen=True)
class Earlier:
    """A line as earlier certificates have it: the quantity is None where only amounts were certified."""

    kind: str
    code: str
    name: str
    unit: str
    quantity: Decimal | None
    amount: Money


@dataclass(frozen=True)
class Past:
    """What earlier certificates came to: ``lines`` by key in the order of entry, what lies beyond them by kind."""

    lines: Mapping[str, Earlier] = field(default_factory=dict)
    beyond: Mapping[str, Money] = field(default_factory=dict)

    def of(self, key: str) -> Money:
        return self.lines[key].amount if key in self.lines else Money()


@dataclass(frozen=True)
class Known:
    """What the book knows of lines by key: the amount agreed, and what came before, ever and this year."""

    scheduled: Mapping[str, Money]
    previous: Past
    year: Past


def key_of(line: CertificateLine) -> str:
    """By what a line is known again: its bill line, variation or claim; else its own words."""
    return line.place or _words(line.kind, line.code, line.name, line.unit)


def _words(*parts: str) -> str:
    return "\n".join(parts)


def known(session: Session, found: Basis) -> Known:
    row = found.row
    earlier = earlier_ones(row.contract_id, row.period, row.id)
    this_year = (*earlier, of_the_year(row))
    sums = (func.coalesce(func.sum(one), 0, type_=Fen()) for one in VALUES.values())
    of_year = dict(zip(VALUES, session.execute(select(*sums).where(*this_year)).one(), strict=True))
    return Known(
        _scheduled(session, found),
        _past(session, found, earlier, found.behind.before.value),
        _past(session, found, this_year, of_year),
    )


def _scheduled(session: Session, found: Basis) -> dict[str, Money]:
    row = found.row
    items = session.execute(select(BillItem.id, BillItem.amount).where(BillItem.contract_id == row.contract_id))
    scheduled = {key: amount for key, amount in items if amount is not None}
    day = row.certified_on or row.period_to or FOREVER
    for one in agreed.of_variations(session, row.contract_id, day):
        if one.stage == APPROVED and one.quantity is not None and one.price is not None:
            scheduled[one.id] = Money.of(round(one.quantity * one.price, 2))
    return scheduled


def _past(session: Session, found: Basis, where: tuple[ColumnElement[bool], ...], value: Mapping[str, Money]) -> Past:
    """What lies on site has no lines where the form tells it apart."""
    lines: dict[str, Earlier] = {}
    beyond = dict(value)
    for key, one in _earlier(session, where):
        if found.layout.stores_apart and one.kind == base.MATERIALS:
            continue
        before = lines.get(key)
        lines[key] = _together(before, one) if before else one
        beyond[one.kind] = beyond.get(one.kind, Money()) - one.amount
    return Past(lines, beyond)


def _together(one: Earlier, other: Earlier) -> Earlier:
    counted = [quantity for quantity in (one.quantity, other.quantity) if quantity is not None]
    return replace(one, quantity=sum(counted, Decimal(0)) if counted else None, amount=one.amount + other.amount)


def _earlier(session: Session, where: tuple[ColumnElement[bool], ...]) -> list[tuple[str, Earlier]]:
    line = CertificateLine
    words = (line.kind, line.code, line.name, line.unit)
    rows = session.execute(
        select(line.placed(), *words, func.sum(line.quantity), func.coalesce(func.sum(line.amount), 0, type_=Fen()))
        .join(PaymentCertificate, PaymentCertificate.id == line.certificate_id)
        .where(*where)
        .group_by(line.placed(), *words)
        .order_by(func.min(PaymentCertificate.period), func.min(line.position))
    )
    return [
        (place or _words(kind, code, name, unit), Earlier(kind, code, name, unit, quantity, amount))
        for place, kind, code, name, unit, quantity, amount in rows
    ]
