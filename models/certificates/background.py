"""What stands behind a certificate when it is worked out: terms, earlier certificates, quantities, the price."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import contracts, opening_position, variations
from models.certificates import agreed
from models.certificates.draft import Background, CertificateDraft
from models.certificates.record import CertificateLine, PaymentCertificate
from models.money import Money
from models.receivables.record import Allocation, Receivable
from models.rules import base, certificate

VALUES = {
    base.LINES: PaymentCertificate.value_lines,
    base.VARIATIONS: PaymentCertificate.value_variations,
    base.CLAIMS: PaymentCertificate.value_claims,
    base.DAYWORKS: PaymentCertificate.value_dayworks,
    base.MATERIALS: PaymentCertificate.value_materials,
    base.ADJUSTMENT: PaymentCertificate.value_adjustment,
    base.OTHER: PaymentCertificate.value_other,
}
FOREVER = date(9999, 12, 31)


def background(session: Session, draft: CertificateDraft) -> Background:
    """Everything the arithmetic of this certificate needs, as of its own day (the end of its period)."""
    contract = session.get_one(contracts.Contract, draft.contract)
    day = draft.certified_on or draft.period_to or FOREVER
    period = draft.period or next_period(session, contract.id)
    terms = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER)
    price = contracts.price_on(session, contract, day)
    approved = variations.approved_total(session, contract.id, day)
    return Background(
        contract_number=contract.number,
        next_period=period,
        terms=contracts.certificate_terms(terms, price),
        before=_before(session, contract.id, period, draft.id, day),
        advance_agreed=terms.advance,
        ceiling=price + approved,
        quantities=_quantities(session, contract.id, period, draft.id, day),
        unapproved=variations.unapproved(session, contract.id, day),
    )


def next_period(session: Session, contract_id: str) -> int:
    """One more than the highest period number of the contract."""
    highest = session.scalar(
        select(func.max(PaymentCertificate.period)).where(PaymentCertificate.contract_id == contract_id)
    )
    return (highest or 0) + 1


def _before(session: Session, contract_id: str, period: int, own: str, day: date) -> certificate.Before:
    c = PaymentCertificate
    sums = [func.coalesce(func.sum(column), 0, type_=column.type) for column in VALUES.values()]
    earlier = (c.contract_id == contract_id, c.void == 0, c.certified_on.is_not(None), c.period < period, c.id != own)
    row = session.execute(
        select(
            *sums,
            func.coalesce(func.sum(c.retention), 0, type_=c.retention.type),
            func.coalesce(func.sum(c.recovery), 0, type_=c.recovery.type),
        ).where(*earlier)
    ).one()
    value = dict(zip(VALUES, row[: len(VALUES)], strict=True))
    held = session.scalar(select(c.held).where(*earlier).order_by(c.period.desc()).limit(1)) or Money()
    start = opening_position.of(session, contract_id)
    value[base.LINES] += start.certified
    return certificate.Before(
        value={kind: amount for kind, amount in value.items() if amount},
        retention=row[-2] + start.retention,
        recovered=row[-1] + start.recovered,
        advance_paid=start.advance_paid + _advance_paid(session, contract_id, day),
        held=held,
    )


def _advance_paid(session: Session, contract_id: str, day: date) -> Money:
    paid = session.scalar(
        select(func.sum(Allocation.amount))
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .where(
            Receivable.contract_id == contract_id,
            Receivable.kind == "advance",
            Receivable.void == 0,
            Allocation.void == 0,
            Allocation.allocated_on <= day,
        )
    )
    return paid or Money()


def _quantities(
    session: Session, contract_id: str, period: int, own: str, day: date
) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    of_contract = (*agreed.of_bill(session, contract_id), *agreed.of_variations(session, contract_id, day))
    place = func.coalesce(CertificateLine.bill_item_id, CertificateLine.variation_id)
    earlier = (
        select(place.label("place"), func.sum(CertificateLine.quantity).label("quantity"))
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(
            PaymentCertificate.contract_id == contract_id,
            PaymentCertificate.void == 0,
            PaymentCertificate.certified_on.is_not(None),
            PaymentCertificate.period < period,
            PaymentCertificate.id != own,
            place.is_not(None),
        )
        .group_by(place)
    )
    done = {row.place: row.quantity for row in session.execute(earlier)}
    return {one.id: (one.quantity, done.get(one.id)) for one in of_contract}
