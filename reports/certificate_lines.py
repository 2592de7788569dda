"""The lines behind a payment certificate, chapter by chapter of the bill, then variations and what else was valued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.bills import BillItem
from models.certificates import LINE_KINDS, Background, CertificateLine, PaymentCertificate
from models.certificates.background import VALUES
from models.language import N_
from models.money import Money
from models.rules import base
from reports.certificate_amounts import Applied
from reports.certificate_figures import Line, LineGroup
from reports.style import Say


@dataclass(frozen=True)
class Place:
    """Where a bill line stands: its chapter, and whether it was agreed at a lump sum."""

    chapter: str
    is_lump: bool


def places(session: Session, contract_id: str) -> dict[str, Place]:
    """The place of each bill line by its id."""
    names = [BillItem.id, BillItem.is_heading, BillItem.code, BillItem.name, BillItem.quantity]
    rows = session.execute(select(*names).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    chapter, found = "", {}
    for row in rows:
        if row.is_heading:
            chapter = f"{row.code} {row.name}".strip()
        else:
            found[row.id] = Place(chapter, row.quantity is None)
    return found


def lump_sums(row: PaymentCertificate, where: Mapping[str, Place]) -> tuple[Money, Money]:
    """What was applied for and what was certified of lines agreed at lump sums."""
    own = {key for key, place in where.items() if place.is_lump}
    lump = [line for line in row.lines if line.bill_item_id in own]
    return Money.total(line.claimed for line in lump), Money.total(line.amount for line in lump)


def groups(
    row: PaymentCertificate, made: Applied, behind: Background, where: Mapping[str, Place], reviewed: bool, say: Say
) -> tuple[LineGroup, ...]:
    """Every line under its chapter; what was valued without lines stands in one line for each part of the value."""
    found: dict[str, list[Line]] = {}
    for line in row.lines:
        found.setdefault(_caption(line, where, say), []).append(_line(line, behind, reviewed))
    rest = list(_rest(row, made, reviewed, say))
    for caption, more in rest or _typed_total(row, made, reviewed, say):
        found.setdefault(caption, []).append(more)
    return tuple(
        LineGroup(caption, tuple(lines), _sum(line.claimed for line in lines), _sum(line.amount for line in lines))
        for caption, lines in found.items()
    )


def _caption(line: CertificateLine, where: Mapping[str, Place], say: Say) -> str:
    place = where.get(line.bill_item_id or "")
    return (place.chapter if place else "") or say(LINE_KINDS[line.kind])


def _line(line: CertificateLine, behind: Background, reviewed: bool) -> Line:
    agreed, previous = behind.quantities.get(line.bill_item_id or line.variation_id or "", (None, None))
    now = line.quantity if reviewed else line.claimed_quantity
    return Line(
        code=line.code,
        name=line.name,
        unit=line.unit,
        price=line.price or None,
        contract=agreed,
        previous=previous,
        claimed_quantity=line.claimed_quantity,
        quantity=line.quantity if reviewed else None,
        to_date=None if now is None else now + (previous or Decimal(0)),
        claimed=line.claimed,
        amount=line.amount if reviewed else None,
        remark=line.remark,
    )


def _rest(row: PaymentCertificate, made: Applied, reviewed: bool, say: Say) -> Iterator[tuple[str, Line]]:
    """What was typed without lines, by part of the value: the caption it stands under, and its line."""
    for kind, column in VALUES.items():
        lines = [line for line in row.lines if line.kind == kind]
        certified = getattr(row, column.key) - Money.total(line.amount for line in lines)
        applied_for = made.value.get(kind, Money()) - Money.total(line.claimed for line in lines)
        if certified or (made.itemised and applied_for):
            name = say(N_("Not itemised")) if lines or kind == base.LINES else say(LINE_KINDS[kind])
            nothing = (None,) * 6
            claimed = applied_for if made.itemised else None
            yield say(LINE_KINDS[kind]), Line("", name, "", *nothing, claimed, certified if reviewed else None)


def _typed_total(row: PaymentCertificate, made: Applied, reviewed: bool, say: Say) -> Iterator[tuple[str, Line]]:
    """What was applied for in all beyond the lines, when only the total was typed."""
    beyond = made.assessment.gross - Money.total(line.claimed for line in row.lines)
    if beyond:
        name, nothing = say(N_("Not itemised")), (None,) * 6
        yield name, Line("", name, "", *nothing, beyond, Money() if reviewed else None)


def _sum(amounts: Iterator[Money | None]) -> Money | None:
    """Nothing is known of the sum when one of them is not known."""
    found = list(amounts)
    known = [one for one in found if one is not None]
    return Money.total(known) if len(known) == len(found) else None
