"""The lines behind a payment certificate, chapter by chapter of the bill, then variations and what else was valued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.bills import BillItem
from models.certificates import LINE_KINDS, CertificateLine, PaymentCertificate, agreed
from models.certificates.agreed import Agreed
from models.certificates.background import FOREVER, VALUES, earlier_ones
from models.language import N_
from models.money import Money
from models.rules import base
from models.store.base import Fen
from models.variations import APPROVED
from reports.certificate_basis import Basis
from reports.certificate_figures import Line, LineGroup

_SIX = (None, None, None, None, None, None)


@dataclass(frozen=True)
class Known:
    """What the book knows of each bill line or variation: what was agreed, and what earlier certificates came to."""

    scheduled: Mapping[str, Money]
    previous: Mapping[str, Money]
    year: Mapping[str, Money]


def groups(session: Session, found: Basis) -> tuple[LineGroup, ...]:
    """Every line under its chapter; what was valued without lines stands in one line for each part of the value."""
    known = _known(session, found)
    made: dict[str, list[Line]] = {}
    for caption, line in (*_lines(session, found, known), *_without_lines(found, known)):
        made.setdefault(caption, []).append(line)
    if found.layout.is_whole:
        made = _kept(found, made)
    number = 0
    whole = []
    for caption, lines in made.items():
        counted = [replace(line, item=number + place) for place, line in enumerate(lines, 1)]
        number += len(lines)
        claimed, amount = _sum(line.claimed for line in lines), _sum(line.amount for line in lines)
        whole.append(LineGroup(caption, tuple(counted), claimed, amount))
    return tuple(whole)


def _lines(session: Session, found: Basis, known: Known) -> Iterator[tuple[str, Line]]:
    """The lines of this certificate, in whole forms those that it leaves untouched among them."""
    own = {line.place: line for line in found.row.lines}
    if not found.layout.is_whole:
        for line in found.row.lines:
            yield _caption(line, found), _line(line, found, known)
        return
    day = found.row.certified_on or found.row.period_to or FOREVER
    changes = [one for one in agreed.of_variations(session, found.contract.id, day) if one.stage == APPROVED]
    for one in (*agreed.of_bill(session, found.contract.id), *changes):
        measured = own.pop(one.id, None)
        if measured is not None:
            yield _caption(measured, found), _line(measured, found, known)
        elif one.quantity is not None or one.price is not None:
            yield _untouched(one, found, known)
    for line in found.row.lines:
        if line.kind != base.MATERIALS and (not line.place or own.get(line.place) is line):
            yield _caption(line, found), _line(line, found, known)


def _untouched(one: Agreed, found: Basis, known: Known) -> tuple[str, Line]:
    place = found.places.get(one.id)
    caption = (place.chapter if place else "") or found.say(LINE_KINDS[one.kind])
    previous = found.behind.quantities.get(one.id, (None, None))[1]
    line = Line(
        one.code, one.name, found.say(one.unit), one.price, one.quantity, previous, None, None, previous, Money(),
        Money() if found.reviewed else None,
    )  # fmt: skip
    return caption, _with_history(line, one.id, found, known)


def _caption(line: CertificateLine, found: Basis) -> str:
    place = found.places.get(line.bill_item_id or "")
    return (place.chapter if place else "") or found.say(LINE_KINDS[line.kind])


def _line(line: CertificateLine, found: Basis, known: Known) -> Line:
    key = line.place
    contract, previous = found.behind.quantities.get(key, (None, None))
    now = line.quantity if found.reviewed else line.claimed_quantity
    made = Line(
        code=line.code,
        name=line.name,
        unit=line.unit,
        price=line.price or None,
        contract=contract,
        previous=previous,
        claimed_quantity=line.claimed_quantity,
        quantity=line.quantity if found.reviewed else None,
        to_date=None if now is None else now + (previous or Decimal(0)),
        claimed=line.claimed,
        amount=line.amount if found.reviewed else None,
        remark=line.remark,
    )
    return _with_history(made, key, found, known)


def _with_history(line: Line, key: str, found: Basis, known: Known) -> Line:
    previous = known.previous.get(key, Money())
    line = replace(line, reviewed=found.reviewed, scheduled=known.scheduled.get(key), previous_amount=previous)
    return replace(line, year_amount=known.year.get(key, Money()) + (line.now_amount or Money()))


def _without_lines(found: Basis, known: Known) -> Iterator[tuple[str, Line]]:
    """What was typed without lines, by part of the value: the caption it stands under, and its line."""
    rest = list(_rest(found, known))
    yield from rest or _typed_total(found)


def _rest(found: Basis, known: Known) -> Iterator[tuple[str, Line]]:
    row, made, say = found.row, found.made, found.say
    for kind, column in VALUES.items():
        stored = found.layout.is_whole and kind == base.MATERIALS
        lines = [line for line in row.lines if line.kind == kind and not stored]
        certified = getattr(row, column.key) - Money.total(line.amount for line in lines)
        applied_for = made.value.get(kind, Money()) - Money.total(line.claimed for line in lines)
        before = found.behind.before.value.get(kind, Money()) - known.previous.get(kind, Money())
        if not (certified or (made.itemised and applied_for) or (found.layout.is_whole and before)):
            continue
        name = say(N_("Not itemised")) if lines or kind == base.LINES else say(LINE_KINDS[kind])
        claimed, amount = applied_for if made.itemised else None, certified if found.reviewed else None
        line = Line("", name, "", *_SIX, claimed, amount, reviewed=found.reviewed, previous_amount=before)
        if stored:
            line = replace(line, stored=before + (line.now_amount or Money()), previous_amount=None)
        yield say(LINE_KINDS[kind]), line


def _typed_total(found: Basis) -> Iterator[tuple[str, Line]]:
    """What was applied for in all beyond the lines, when only the total was typed."""
    beyond = found.made.assessment.gross - Money.total(line.claimed for line in found.row.lines)
    if beyond:
        name = found.say(N_("Not itemised"))
        yield name, Line("", name, "", *_SIX, beyond, Money() if found.reviewed else None, reviewed=found.reviewed)


def _known(session: Session, found: Basis) -> Known:
    row = found.row
    items = session.execute(select(BillItem.id, BillItem.amount).where(BillItem.contract_id == row.contract_id))
    scheduled = {key: amount for key, amount in items if amount is not None}
    day = row.certified_on or row.period_to or FOREVER
    for one in agreed.of_variations(session, row.contract_id, day):
        if one.stage == APPROVED and one.quantity is not None and one.price is not None:
            scheduled[one.id] = Money.of(round(one.quantity * one.price, 2))
    first = (row.period_to or row.certified_on or date.today()).replace(month=1, day=1)
    earlier = earlier_ones(row.contract_id, row.period, row.id)
    return Known(
        scheduled, _earlier(session, earlier), _earlier(session, (*earlier, PaymentCertificate.period_to >= first))
    )


def _earlier(session: Session, where: tuple[ColumnElement[bool], ...]) -> dict[str, Money]:
    """What earlier certificates came to by bill line, variation or claim; what belongs to none by kind of value."""
    key = func.coalesce(CertificateLine.placed(), "")
    rows = session.execute(
        select(key, CertificateLine.kind, func.coalesce(func.sum(CertificateLine.amount), 0, type_=Fen()))
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(*where)
        .group_by(key, CertificateLine.kind)
    )
    found: dict[str, Money] = {}
    for place, kind, amount in rows:
        if place:
            found[place] = found.get(place, Money()) + amount
            found[kind] = found.get(kind, Money()) + amount
    return found


def _kept(found: Basis, made: Mapping[str, list[Line]]) -> dict[str, list[Line]]:
    """The lines of a whole form with what is kept of each, and what was agreed beyond all lines in one of its own."""
    lines = [line for group in made.values() for line in group]
    whole, told = found.columns["sum"], found.say(N_("Not itemised"))
    agreed_of = whole.get("contract_sum") or Money()
    rest = agreed_of - Money.total(line.scheduled for line in lines if line.scheduled is not None)
    place = next((place for place, line in enumerate(lines) if not line.code and line.name == told), None)
    if rest and place is None:
        made = {**made, told: [Line("", told, "", *_SIX, Money(), Money(), reviewed=found.reviewed, scheduled=rest)]}
        lines = [line for group in made.values() for line in group]
    elif rest and place is not None:
        lines[place] = replace(lines[place], scheduled=rest)
    stored = [line.stored or Money() for line in lines]
    worked = [line.total - one for line, one in zip(lines, stored, strict=True)]
    kept = _shared(whole.get("retained_work") or Money(), worked)
    on_site = _shared(whole.get("retained_stored") or Money(), stored)
    told_of = iter([replace(line, retained=a + b) for line, a, b in zip(lines, kept, on_site, strict=True)])
    return {caption: [next(told_of) for _line in group] for caption, group in made.items()}


def _shared(amount: Money, weights: list[Money]) -> list[Money]:
    """An amount over the lines in proportion, to the fen; nothing where nothing was done."""
    fen = [max(weight.fen, 0) for weight in weights]
    return amount.split(fen) if sum(fen) else [Money()] * len(weights)


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    """Nothing is known of the sum when one of them is not known."""
    found = list(amounts)
    known = [one for one in found if one is not None]
    return Money.total(known) if len(known) == len(found) else None
