"""What can be certified of a contract: bill lines, variations and claims, each with quantity and unit price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from models import variations
from models.bills import BillItem, line_amount
from models.certificates.draft import Agreed, CertificateDraft
from models.certificates.record import CertificateLine, PaymentCertificate
from models.claims.draft import ENDS
from models.claims.record import CERTIFICATE, Claim
from models.language import N_
from models.money import Money
from models.rules import base
from models.stages import Stage
from models.variations import VariationLine, VariationOrder

Reached = tuple[str, Money | None]
Stages = dict[str, list[Reached]]
Measure = tuple[str, Decimal | None, Decimal | None]
LUMP = N_("item")
"""The unit of what was agreed at one amount: it is certified in parts of 1."""


def all_of(session: Session, contract_id: str, day: date, reached: Stages | None = None) -> tuple[Agreed, ...]:
    """All that can be certified, in the order of bill, variations and claims, as it was agreed by a day.

    ``reached`` are the stages of the variations by then, where they are known (``stages_of_variations``).
    """
    changes = (*of_variations(session, contract_id, day, reached), *of_claims(session, contract_id, day))
    return (*of_bill(session, contract_id), *changes)


def of_bill(session: Session, contract_id: str) -> list[Agreed]:
    """The lines of the bill in order, headings included; a lump sum is one item at its amount."""
    names = "id is_heading code name unit quantity price amount vat_rate price_beyond price_short".split()
    columns = [getattr(BillItem, name) for name in names]
    rows = session.execute(select(*columns).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    found = []
    for row in rows:
        quantity, price = row.quantity, row.price
        if quantity is None and row.amount is not None:
            quantity, price = Decimal(1), row.amount.yuan
        unit = row.unit or ("" if row.is_heading else LUMP)
        new = {name: getattr(row, name) for name in ("vat_rate", "price_beyond", "price_short")}
        found.append(Agreed(row.id, base.LINES, row.code, row.name, unit, quantity, price, **new))
    return found


def taxed(session: Session, draft: CertificateDraft) -> CertificateDraft:
    """The draft with the rate of tax of each bill line that has one, where its line says nothing else."""
    own = BillItem.contract_id == draft.contract, BillItem.vat_rate.is_not(None)
    rates: dict[str, Any] = dict(session.execute(select(BillItem.id, BillItem.vat_rate).where(*own)).all())
    if not rates:
        return draft
    lines = (replace(one, vat_rate=rates.get(one.bill_item)) if one.vat_rate is None else one for one in draft.lines)
    return replace(draft, lines=tuple(lines))


def of_variations(session: Session, contract_id: str, day: date, reached: Stages | None = None) -> list[Agreed]:
    """Every variation as one line, by number, with what was agreed of it by a day.

    One that has a single priced line is measured in that line's unit, as long as its amount is the one that stands;
    any other is one item at the amount that stands (approved, else reviewed, submitted, priced).
    """
    of_contract = VariationOrder.contract_id == contract_id
    names = [VariationOrder.id, VariationOrder.number, VariationOrder.name, VariationOrder.amount]
    orders = session.execute(select(*names).where(of_contract).order_by(VariationOrder.number)).all()
    stages = stages_of_variations(session, contract_id, day) if reached is None else reached
    lines = _lines(session, contract_id)
    return [
        agreed_variation(
            order.id, order.number, order.name, order.amount, stages.get(order.id, []), lines.get(order.id, [])
        )
        for order in orders
    ]


def stages_of_variations(session: Session, contract_id: str, day: date) -> Stages:
    """By variation the stages it reached by a day, with their amounts, earliest first."""
    rows = session.execute(
        select(Stage.document_id, Stage.stage, Stage.amount)
        .join(VariationOrder, VariationOrder.id == Stage.document_id)
        .where(VariationOrder.contract_id == contract_id, Stage.reached_on <= day)
        .order_by(Stage.reached_on, Stage.id)
    )
    found: dict[str, list[Reached]] = {}
    for row in rows:
        found.setdefault(row.document_id, []).append((row.stage, row.amount))
    return found


def _lines(session: Session, contract_id: str) -> dict[str, list[Measure]]:
    rows = session.execute(
        select(VariationLine.variation_id, VariationLine.unit, VariationLine.quantity, VariationLine.price)
        .join(VariationOrder, VariationOrder.id == VariationLine.variation_id)
        .where(VariationOrder.contract_id == contract_id)
    )
    found: dict[str, list[Measure]] = {}
    for row in rows:
        found.setdefault(row.variation_id, []).append((row.unit, row.quantity, row.price))
    return found


def agreed_variation(
    key: str, number: str, name: str, priced: Money | None, stages: list[Reached], lines: list[Measure]
) -> Agreed:
    """One variation as a line, of the stages it reached, earliest first, and its own lines."""
    by_stage = {stage: amount for stage, amount in stages if amount is not None}
    amounts = [by_stage.get(stage) for stage in (variations.APPROVED, variations.REVIEWED, variations.SUBMITTED)]
    amount = next((one for one in amounts if one is not None), priced)
    stage = stages[-1][0] if stages else ""
    if len(lines) == 1:
        unit, quantity, price = lines[0]
        if quantity and price is not None and line_amount(quantity, price) == amount:
            return Agreed(key, base.VARIATIONS, number, name, unit, quantity, price, stage)
    price = amount.yuan if amount is not None else None
    return Agreed(key, base.VARIATIONS, number, name, LUMP, Decimal(1), price, stage)


def of_claims(session: Session, contract_id: str, day: date) -> list[Agreed]:
    """The claims that certificates pay, each one item at what was agreed by a day, else at what is claimed by then."""
    found: dict[str, Agreed] = {}
    for key, number, name, stage, amount in _claims(session, contract_id, day):
        known = found.get(key)
        price = amount.yuan if amount is not None else known.price if known else None
        found[key] = Agreed(key, base.CLAIMS, number, name, LUMP, Decimal(1), price, stage or "")
    return [one for one in found.values() if one.price is not None]


def claimed(
    session: Session, contract_id: str, day: date, before: Mapping[str, Money]
) -> dict[str, tuple[Money, Money]]:
    """Of each claim that certificates pay: what was agreed by a day, and what was certified of it ``before``."""
    found = {}
    for key, _number, _name, stage, amount in _claims(session, contract_id, day):
        found[key] = ((amount or Money()) if stage in ENDS else Money(), before.get(key) or Money())
    return found


def approved(reached: Stages, without: frozenset[str], before: Mapping[str, Money]) -> dict[str, tuple[Money, Money]]:
    """Of each variation that was approved: what was approved, and what was certified of it ``before``.

    ``without`` are void ones (``variations.unapproved``).
    """
    return {
        key: (amount or Money(), before.get(key) or Money())
        for key, stages in reached.items()
        for stage, amount in stages
        if stage == variations.APPROVED and key not in without
    }


def certified_before(session: Session, *earlier: ColumnElement[bool]) -> dict[str, Money]:
    """Of each variation and claim what ``earlier`` certificates hold."""
    of = func.coalesce(CertificateLine.variation_id, CertificateLine.claim_id)
    sums = (
        select(of, func.sum(CertificateLine.amount))
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(of.is_not(None), *earlier)
        .group_by(of)
    )
    return {key: amount or Money() for key, amount in session.execute(sums)}


def _claims(session: Session, contract_id: str, day: date) -> Iterable[tuple[str, str, str, str | None, Money | None]]:
    """Each stage that a claim reached by a day, by number and day; a claim without a stage has one empty row."""
    reached = and_(Stage.document_id == Claim.id, Stage.reached_on <= day)
    mine = Claim.contract_id == contract_id, Claim.void == 0, Claim.payment == CERTIFICATE
    rows = session.execute(
        select(Claim.id, Claim.number, Claim.name, Stage.stage, Stage.amount)
        .outerjoin(Stage, reached)
        .where(*mine)
        .order_by(Claim.number, Stage.reached_on, Stage.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]
