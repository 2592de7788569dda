"""What stands behind a certificate when it is worked out: terms, earlier certificates, quantities, the price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from models import contracts, extensions, opening_position, variations
from models.certificates import agreed
from models.certificates.as_signed import with_advance_of
from models.certificates.draft import Agreed, Background, CertificateDraft, Indexed, Pricing
from models.certificates.legal import legal_advice
from models.certificates.received import advance_paid, changed_since
from models.certificates.record import Adjustment, CertificateLine, PaymentCertificate, PriceIndex, payable
from models.contracts.record import Contract, Terms
from models.contracts.terms import adjusted_kinds, counts_from_start, fees_of, formula, quantity_break
from models.money import Money
from models.rules import base, certificate
from models.store.base import Day, Fen

VALUES = {
    base.LINES: PaymentCertificate.value_lines,
    base.BREAKS: PaymentCertificate.value_breaks,
    base.VARIATIONS: PaymentCertificate.value_variations,
    base.CLAIMS: PaymentCertificate.value_claims,
    base.DAYWORKS: PaymentCertificate.value_dayworks,
    base.PROVISIONAL: PaymentCertificate.value_provisional,
    base.MATERIALS: PaymentCertificate.value_materials,
    base.ADJUSTMENT: PaymentCertificate.value_adjustment,
    base.OTHER: PaymentCertificate.value_other,
    base.FEES: PaymentCertificate.value_fees,
}
FOREVER = date(9999, 12, 31)
NO_PERIOD = 0
"""The period of an advance: it belongs to none, so it takes no number from those that follow."""


def background(session: Session, draft: CertificateDraft) -> Background:
    """Everything the arithmetic of this certificate needs, as of its own day (the end of its period)."""
    contract = session.get_one(contracts.Contract, draft.contract)
    day = draft.certified_on or draft.period_to or FOREVER
    period = next_period(session, contract.id) if draft.period is None else draft.period
    terms = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER)
    price = contracts.price_on(session, contract, day)
    approved = variations.approved_total(session, contract.id, day)
    unapproved = variations.unapproved(session, contract.id, day)
    reached = agreed.stages_of_variations(session, contract.id, day)
    standing = agreed.all_of(session, contract.id, day, reached)
    held = agreed.certified_before(session, *earlier_ones(contract.id, period, draft.id))
    before, signed_before = _before(session, contract.id, period, draft.id, day)
    if counts_from_start(terms):
        before = replace(before, periods=_periods(session, contract.id, period, draft.id))
    if before.begun:
        before = replace(before, first=_first(session, contract.id, period, draft.id))
    found = Background(
        contract_number=contract.number,
        next_period=period,
        terms=contracts.certificate_terms(terms, contract, price, day_of(draft)),
        before=before,
        advance_agreed=terms.advance + terms.second_advance,
        ceiling=price + approved,
        quantities=_quantities(session, standing, *earlier_ones(contract.id, period, draft.id)),
        agreed=standing,
        signed_before=signed_before,
        unapproved=unapproved,
        claims=agreed.claimed(session, contract.id, day, held),
        approved=agreed.approved(reached, unapproved, held),
        pricing=_pricing(session, contract, terms, period, draft.id, price, day_of(draft)),
        legal=legal_advice(session, contract, terms, day_of(draft)),
    )
    kept = session.get(PaymentCertificate, draft.id) if draft.id and draft.kind != "advance" else None
    return with_advance_of(kept, draft, found, partial(changed_since, session, kept, day)) if kept else found


def day_of(draft: CertificateDraft) -> date:
    """The day whose law and rates apply: that of the signature, else the end of the period, else the application's."""
    return draft.certified_on or draft.period_to or draft.submitted_on or date.today()


def next_period(session: Session, contract_id: str) -> int:
    """One more than the highest period number of the contract."""
    highest = session.scalar(
        select(func.max(PaymentCertificate.period)).where(PaymentCertificate.contract_id == contract_id)
    )
    return (highest or 0) + 1


def _before(
    session: Session, contract_id: str, period: int, own: str, day: date
) -> tuple[certificate.Before, date | None]:
    """What earlier certificates and the opening come to, and the last day on which one for work was signed.

    Held is what they came to by themselves and did not pay, also where one of them was signed or voided later on.
    """
    c = PaymentCertificate
    sums = [func.coalesce(func.sum(column), 0, type_=column.type) for column in VALUES.values()]
    earlier = earlier_ones(contract_id, period, own)
    totals = [
        func.coalesce(func.sum(one), 0, type_=one.type)
        for one in (c.retention, c.recovery, c.progress, c.second_recovered)
    ]
    signed = func.max(case((c.kind != "advance", c.certified_on)))
    waiting = func.coalesce(func.sum(case((c.kind != "advance", payable(c) - c.due), else_=0)), 0, type_=c.due.type)
    later = _later(contract_id, period, own)
    row: Any = session.execute(select(*sums, *totals, waiting, *later.values(), signed).where(*earlier)).one()
    retention, recovery, progress, second, held, *of_later = row[len(VALUES) : -1]
    value = dict(zip(VALUES, row[: len(VALUES)], strict=True))
    start = opening_position.of(session, contract_id)
    value[base.LINES] += start.certified
    found = certificate.Before(
        value={kind: amount for kind, amount in value.items() if amount},
        retention=retention + start.retention,
        recovered=recovery + start.recovered,
        advance_paid=start.advance_paid + advance_paid(session, contract_id, day),
        held=held,
        progress=None if start.certified else progress,
        second_recovered=second,
        begun=start.recovered,
        second_paid=start.second_paid,
        second_begun=start.second_recovered,
    )
    return replace(found, **dict(zip(later, of_later, strict=True))), row[-1]


def _first(session: Session, contract_id: str, period: int, own: str) -> tuple[str, ...]:
    """The names of the first certificate for work since the book began; none where this is it."""
    c = PaymentCertificate
    earlier = (*earlier_ones(contract_id, period, own), c.kind != "advance")
    ended = func.coalesce(c.period_to, c.certified_on, type_=Day())
    found = session.execute(select(c.period, ended).where(*earlier).order_by(c.period)).first()
    return first_names(*found) if found else ()


def first_names(period: int, day: date) -> tuple[str, str]:
    """By number and by month, as instalments name a certificate."""
    return str(period), f"{day:%Y-%m}"


def _later(contract_id: str, period: int, own: str) -> dict[str, ColumnElement[Any]]:
    """SQL: what certificates of later periods that are signed already kept and recovered."""
    c = aliased(PaymentCertificate)
    signed = c.contract_id == contract_id, c.void == 0, c.certified_on.is_not(None), c.period > period, c.id != own
    kept = {"later_retention": c.retention, "later_recovered": c.recovery, "later_second": c.second_recovered}
    return {
        name: type_coerce(select(func.coalesce(func.sum(one), 0)).where(*signed).scalar_subquery(), Fen())
        for name, one in kept.items()
    }


def _periods(session: Session, contract_id: str, period: int, own: str) -> tuple[tuple[int, base.Value], ...]:
    c = PaymentCertificate
    earlier = (*earlier_ones(contract_id, period, own), c.kind != "advance")
    rows = session.execute(select(c.period, *VALUES.values()).where(*earlier).order_by(c.period)).all()
    return tuple((row[0], dict(zip(VALUES, row[1:], strict=True))) for row in rows)


def earlier_ones(contract_id: str, period: int, own: str) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the signed certificates of a contract before a period."""
    c = PaymentCertificate
    return c.contract_id == contract_id, c.void == 0, c.certified_on.is_not(None), c.period < period, c.id != own


def _pricing(
    session: Session, contract: Contract, terms: Terms, period: int, own: str, price: Money, day: date
) -> Pricing:
    earlier = earlier_ones(contract.id, period, own)
    known = indexed(session, earlier) if terms.factors else {}
    found = replace(pricing_of(terms, contract, price), indexed=known)
    if terms.materials_months:
        c = PaymentCertificate
        rows = session.execute(select(c.period, c.stored).where(*earlier, c.stored.is_not(None)).order_by(c.period))
        found = replace(found, delivered=tuple((period, stored or Money()) for period, stored in rows))
    by_day = terms.damages_day is not None or terms.damages_rate is not None
    if terms.damages_cap is not None or by_day:
        found = replace(found, damages=_damages(session, earlier))
    if by_day:
        delay = extensions.completion_of(session, contract.id, day)
        found = replace(found, late=delay.late, damages_owed=delay.damages)
    return found


def pricing_of(terms: Terms, contract: Contract, price: Money) -> Pricing:
    """How the contract prices what is measured, without what earlier certificates have brought."""
    return Pricing(
        formula=formula(terms),
        adjusted=adjusted_kinds(terms),
        quantity_break=quantity_break(terms),
        materials=Decimal(1) if terms.materials_rate is None else terms.materials_rate,
        provisional=contract.provisional,
        band=terms.price_band,
        months=terms.materials_months,
        fees=fees_of(terms),
        damages_cap=None if terms.damages_cap is None else price.share(terms.damages_cap),
    )


def indexed(session: Session, earlier: tuple[ColumnElement[bool], ...]) -> dict[int, Indexed]:
    """Earlier periods with the indices known so far: a later certificate replaces provisional ones by final ones."""
    c = PaymentCertificate
    rows = session.execute(
        select(c.period, PriceIndex.period, PriceIndex.name, PriceIndex.current)
        .join(PriceIndex, PriceIndex.certificate_id == c.id)
        .where(*earlier)
        .order_by(c.period, PriceIndex.position)
    )
    bases: dict[int, Money] = dict(session.execute(select(c.period, c.index_base).where(*earlier)).all())
    known: dict[int, dict[str, Decimal]] = {}
    for period, of, name, current in rows:
        known.setdefault(of or period, {})[name] = current
    return {period: Indexed(bases[period], indices) for period, indices in known.items() if period in bases}


def _damages(session: Session, earlier: tuple[ColumnElement[bool], ...]) -> Money:
    found = (
        select(func.sum(Adjustment.amount))
        .join(PaymentCertificate, PaymentCertificate.id == Adjustment.certificate_id)
        .where(*earlier, Adjustment.kind == "damages", Adjustment.agreed == 1)
    )
    return session.scalar(found) or Money()


def _quantities(
    session: Session, standing: tuple[Agreed, ...], *earlier: ColumnElement[bool]
) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    place = CertificateLine.placed()
    measured = (
        select(place.label("place"), func.sum(CertificateLine.quantity).label("quantity"))
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(*earlier, place.is_not(None))
        .group_by(place)
    )
    done = {row.place: row.quantity for row in session.execute(measured)}
    return {one.id: (one.quantity, done.get(one.id)) for one in standing}
