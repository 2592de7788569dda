"""The lines behind a payment certificate, chapter by chapter of the bill, then variations and what else was valued."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from sqlalchemy.orm import Session

from models.certificates import LINE_KINDS, CertificateLine, agreed
from models.certificates.background import FOREVER, VALUES
from models.certificates.draft import Agreed
from models.language import N_
from models.money import Money
from models.rules import base
from models.variations import APPROVED
from reports.certificate_basis import Basis
from reports.certificate_figures import Line, LineGroup
from reports.certificate_history import Known, key_of, known

_SIX = (None, None, None, None, None, None)
Told = tuple[str, Line]
"""A line with the caption it stands under."""


def groups(session: Session, found: Basis) -> tuple[LineGroup, ...]:
    """Every line under its chapter; what was valued without lines stands in one line for each part of the value."""
    told = known(session, found)
    made: dict[str, list[Line]] = {}
    for caption, line in (*_lines(session, found, told), *_without_lines(found, told)):
        made.setdefault(caption, []).append(line)
    if found.layout.tells_past:
        made = _with_the_rest(found, made)
    if "retained" in found.layout.lines:
        made = _kept(found, made)
    number = 0
    whole = []
    for caption, lines in made.items():
        counted = [replace(line, item=number + place) for place, line in enumerate(lines, 1)]
        number += len(lines)
        claimed, amount = _sum(line.claimed for line in lines), _sum(line.amount for line in lines)
        whole.append(LineGroup(caption, tuple(counted), claimed, amount))
    return tuple(whole)


def _lines(session: Session, found: Basis, told: Known) -> Iterator[Told]:
    """The lines of this certificate; where the past is told each once, with those that this one leaves untouched."""
    own = _own(found, told)
    if not found.layout.tells_past:
        yield from own.values()
        return
    for one in _agreed(session, found):
        if one.id in own:
            yield own.pop(one.id)
        elif one.id in told.previous.lines or _is_listed(one, found):
            yield _untouched(one, found, told)
    yield from own.values()
    elsewhere = {*own, *found.behind.quantities}
    yield from (_free(key, found, told) for key in told.previous.lines if key not in elsewhere)


def _agreed(session: Session, found: Basis) -> tuple[Agreed, ...]:
    day, key = found.row.certified_on or found.row.period_to or FOREVER, found.contract.id
    bill, changes = agreed.of_bill(session, key), agreed.of_variations(session, key, day)
    return *bill, *changes, *agreed.of_claims(session, key, day)


def _is_listed(one: Agreed, found: Basis) -> bool:
    """Whether a form that lists all that was agreed lists this, though nothing was certified of it."""
    stands = one.kind == base.LINES or (one.kind == base.VARIATIONS and one.stage == APPROVED)
    return found.layout.is_whole and stands and (one.quantity is not None or one.price is not None)


def _own(found: Basis, told: Known) -> dict[str, Told]:
    """The lines of this certificate by key; those of one key are one line, or go on from each other."""
    made: dict[str, Told] = {}
    reached: dict[str, Line] = {}
    for line in found.row.lines:
        if found.layout.stores_apart and line.kind == base.MATERIALS:
            continue
        key, caption, one = key_of(line), _caption(line, found), _line(line, found, told)
        before, place = reached.get(key), key
        if before and found.layout.tells_past:
            one = _together(before, one)
        elif before:
            one = replace(one, previous=before.to_date, to_date=_plus(before.to_date, one.now_quantity))
            place = f"{key}\n{line.position}"
        made[place], reached[key] = (caption, one), one
    return made


def _together(one: Line, more: Line) -> Line:
    """Two lines of one item as one; its price is told as long as it makes the amounts."""
    whole = replace(
        one,
        claimed_quantity=_plus(one.claimed_quantity, more.claimed_quantity),
        quantity=_plus(one.quantity, more.quantity),
        to_date=_plus(one.to_date, more.now_quantity),
        claimed=_sum((one.claimed, more.claimed)),
        amount=_sum((one.amount, more.amount)),
        year_amount=Money.total(part for part in (one.year_amount, more.now_amount) if part),
        remark="; ".join(dict.fromkeys(filter(None, (one.remark, more.remark)))),
    )
    stands = one.price == more.price and all(amount == product for amount, product in whole.products)
    return whole if stands else replace(whole, price=None)


def _untouched(one: Agreed, found: Basis, told: Known) -> Told:
    place = found.places.get(one.id)
    caption = (place.chapter if place else "") or found.say(LINE_KINDS[one.kind])
    line = Line(
        one.code, one.name, found.say(one.unit), one.price, one.quantity, None, None, None, None, Money(),
        Money() if found.reviewed else None,
    )  # fmt: skip
    return caption, _with_history(line, one.id, found, told)


def _free(key: str, found: Basis, told: Known) -> Told:
    """A line that belongs to nothing agreed, of earlier certificates only."""
    one, nothing = told.previous.lines[key], Money() if found.reviewed else None
    line = Line(one.code, one.name, one.unit, *_SIX, Money(), nothing)
    return found.say(LINE_KINDS[one.kind]), _with_history(line, key, found, told)


def _caption(line: CertificateLine, found: Basis) -> str:
    place = found.places.get(line.bill_item_id or "")
    return (place.chapter if place else "") or found.say(LINE_KINDS[line.kind])


def _line(line: CertificateLine, found: Basis, told: Known) -> Line:
    made = Line(
        code=line.code,
        name=line.name,
        unit=line.unit,
        price=line.price or None,
        contract=found.behind.quantities.get(line.place, (None, None))[0],
        previous=None,
        claimed_quantity=line.claimed_quantity,
        quantity=line.quantity if found.reviewed else None,
        to_date=None,
        claimed=line.claimed,
        amount=line.amount if found.reviewed else None,
        remark=line.remark,
    )
    return _with_history(made, key_of(line), found, told)


def _with_history(line: Line, key: str, found: Basis, told: Known) -> Line:
    before = told.previous.lines.get(key)
    line = replace(line, reviewed=found.reviewed, previous=before.quantity if before else None)
    return replace(
        line,
        to_date=_plus(line.previous, line.now_quantity),
        scheduled=told.scheduled.get(key),
        previous_amount=told.previous.of(key),
        year_amount=told.year.of(key) + (line.now_amount or Money()),
    )


def _without_lines(found: Basis, told: Known) -> Iterator[Told]:
    """What was typed without lines, by part of the value: the caption it stands under, and its line."""
    rest = list(_rest(found, told))
    yield from rest
    if not any(line.claimed or line.amount for _caption, line in rest):
        yield from _typed_total(found)


def _rest(found: Basis, told: Known) -> Iterator[Told]:
    row, made, say = found.row, found.made, found.say
    for kind, column in VALUES.items():
        stored = found.layout.stores_apart and kind == base.MATERIALS
        lines = [line for line in row.lines if line.kind == kind and not stored]
        certified = getattr(row, column.key) - Money.total(line.amount for line in lines)
        applied_for = made.value.get(kind, Money()) - Money.total(line.claimed for line in lines)
        before, year = (past.beyond.get(kind, Money()) for past in (told.previous, told.year))
        if not (certified or (made.itemised and applied_for) or (found.layout.tells_past and before)):
            continue
        name = say(N_("Not itemised")) if lines or kind == base.LINES else say(LINE_KINDS[kind])
        claimed, amount = applied_for if made.itemised else None, certified if found.reviewed else None
        line = Line("", name, "", *_SIX, claimed, amount, reviewed=found.reviewed, previous_amount=before)
        line = replace(line, year_amount=year + (line.now_amount or Money()))
        if stored:
            line = replace(line, stored=before + (line.now_amount or Money()), previous_amount=None)
        yield say(LINE_KINDS[kind]), line


def _typed_total(found: Basis) -> Iterator[tuple[str, Line]]:
    """What was applied for in all beyond the lines, when only the total was typed."""
    beyond = found.made.assessment.gross - Money.total(line.claimed for line in found.row.lines)
    if beyond:
        name = found.say(N_("Not itemised"))
        yield name, Line("", name, "", *_SIX, beyond, Money() if found.reviewed else None, reviewed=found.reviewed)


def _with_the_rest(found: Basis, made: Mapping[str, list[Line]]) -> dict[str, list[Line]]:
    """The lines, with what was agreed beyond them: of what is not itemised, of the only line, or in one of its own."""
    lines, told = [line for group in made.values() for line in group], found.say(N_("Not itemised"))
    rest = found.behind.ceiling - Money.total(line.scheduled for line in lines if line.scheduled is not None)
    if not rest:
        return dict(made)
    open_ones = [line for line in lines if line.scheduled is None and (len(lines) == 1 or _is_rest(line, told))]
    if not open_ones:
        nothing = Money() if found.reviewed else None
        line = Line("", told, "", *_SIX, Money(), nothing, reviewed=found.reviewed, scheduled=rest)
        return {**made, told: [*made.get(told, []), line]}
    one = open_ones[0]
    return {
        caption: [replace(line, scheduled=rest) if line is one else line for line in group]
        for caption, group in made.items()
    }


def _is_rest(line: Line, told: str) -> bool:
    return not line.code and line.name == told


def _kept(found: Basis, made: Mapping[str, list[Line]]) -> dict[str, list[Line]]:
    """The lines with what is kept of each."""
    whole, lines = found.columns["sum"], [line for group in made.values() for line in group]
    stored = [line.stored or Money() for line in lines]
    worked = [line.total - one for line, one in zip(lines, stored, strict=True)]
    kept = _shared(whole.get("retained_work") or Money(), worked)
    on_site = _shared(whole.get("retained_stored") or Money(), stored)
    told_of = iter([replace(line, retained=a + b) for line, a, b in zip(lines, kept, on_site, strict=True)])
    return {caption: [next(told_of) for _line in group] for caption, group in made.items()}


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """Nothing is known where neither is."""
    counted = [quantity for quantity in (one, other) if quantity is not None]
    return sum(counted, Decimal(0)) if counted else None


def _shared(amount: Money, weights: list[Money]) -> list[Money]:
    """An amount over the lines in proportion, to the fen; nothing where nothing was done."""
    fen = [max(weight.fen, 0) for weight in weights]
    return amount.split(fen) if sum(fen) else [Money()] * len(weights)


def _sum(amounts: Iterable[Money | None]) -> Money | None:
    """Nothing is known of the sum when one of them is not known."""
    found = list(amounts)
    known = [one for one in found if one is not None]
    return Money.total(known) if len(known) == len(found) else None
