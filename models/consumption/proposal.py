"""What a certificate takes off for materials of the owner, proposed from what was reported as used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import Session

from models.certificates.background import earlier_ones
from models.certificates.draft import CertificateDraft, SupplyDraft
from models.certificates.record import CertificateLine, PaymentCertificate, Supply
from models.consumption.compared import compared
from models.consumption.draft import OWNERS
from models.store.base import Scaled

_TAKEN = ("issued", "returned", "allowed")
Material = tuple[str, str]
"""Name and unit."""


def supplies(session: Session, draft: CertificateDraft, period: int) -> tuple[SupplyDraft, ...]:
    """Owner's materials used up to the end of the period, less what earlier certificates took off.

    Allowed is what their norms give for all that is certified with this certificate. A material that the draft has
    keeps its prices; one that nothing was used of is left out.
    """
    until = draft.period_to or date.max
    earlier = _taken_off(session, draft, period)
    known = {(one.name, one.unit): one for one in draft.supplies}
    row = compared(until, certified=_with_lines(draft, period))
    mine = select(row).where(row.c.contract_id == draft.contract, row.c.kind == OWNERS).order_by(row.c.id)
    found = []
    for one in session.execute(mine):
        material = (one.name, one.unit)
        made = known.pop(material, SupplyDraft(name=one.name, unit=one.unit, price=one.price))
        before = earlier.get(material, {})
        now = {name: _less(getattr(one, name), before.get(name)) for name in _TAKEN}
        if now["issued"] or now["returned"]:
            found.append(replace(made, issued=now["issued"], returned=now["returned"] or None, allowed=now["allowed"]))
    return (*known.values(), *found)


def _less(whole: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if whole is None else whole - (before or Decimal(0))


def _with_lines(draft: CertificateDraft, period: int) -> Any:
    """SQL: quantity by bill line in the certificates before this one, and in its own lines as they are typed."""
    line, c = CertificateLine, PaymentCertificate
    before = select(line.bill_item_id, line.quantity).join(c, c.id == line.certificate_id)
    parts = before.where(*earlier_ones(draft.contract, period, draft.id), line.bill_item_id.is_not(None))
    own = [
        select(
            type_coerce(one.bill_item, line.bill_item_id.type).label("bill_item_id"),
            type_coerce(one.quantity, Scaled()).label("quantity"),
        )
        for one in draft.lines
        if one.bill_item and one.quantity
    ]
    every = parts.union_all(*own).subquery("lines")
    total = func.sum(every.c.quantity, type_=Scaled()).label("quantity")
    return select(every.c.bill_item_id, total).group_by(every.c.bill_item_id).subquery("certified")


def _taken_off(session: Session, draft: CertificateDraft, period: int) -> Mapping[Material, Mapping[str, Decimal]]:
    """By material, what earlier certificates counted as issued, given back and allowed."""
    sums = [func.sum(getattr(Supply, name), type_=Scaled()) for name in _TAKEN]
    rows = (
        select(Supply.name, Supply.unit, *sums)
        .join(PaymentCertificate, PaymentCertificate.id == Supply.certificate_id)
        .where(*earlier_ones(draft.contract, period, draft.id))
        .group_by(Supply.name, Supply.unit)
    )
    return {
        (name, unit): dict(zip(_TAKEN, (one or Decimal(0) for one in sums_), strict=True))
        for name, unit, *sums_ in session.execute(rows)
    }
