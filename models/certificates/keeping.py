"""A certificate as it is kept: from what was typed to its rows, and from the rows to what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.certificates.background import VALUES
from models.certificates.draft import (
    ADDITIONS,
    TYPED,
    AdjustmentDraft,
    Background,
    CertificateDraft,
    IndexDraft,
    LineDraft,
    MaterialPriceDraft,
    SupplyDraft,
)
from models.certificates.measuring import amounts, claimed_in_all, index_base
from models.certificates.record import (
    Adjustment,
    CertificateLine,
    MaterialPrice,
    PaymentCertificate,
    PriceIndex,
    Supply,
)
from models.money import Money

_HEADER = "number period kind period_from period_to submitted_on remark stored stated_gross stated_previous".split()
_INDEX = "name current provisional period".split()
_PRICE = "name unit quantity base tender current band factor".split()
_SUPPLY = "name unit issued returned allowed price over_price".split()


def draft_of(session: Session, certificate_id: str) -> CertificateDraft:
    row = session.get_one(PaymentCertificate, certificate_id)
    return CertificateDraft(
        id=row.id,
        contract=row.contract_id,
        certified_on=row.certified_on,
        claimed=row.stated_claimed,
        **{name: getattr(row, name) for name in (*_HEADER, *TYPED)},
        lines=tuple(_line_draft(line) for line in row.lines),
        adjustments=tuple(AdjustmentDraft(one.kind, one.amount, one.reason, one.agreed) for one in row.adjustments),
        indices=tuple(IndexDraft(*(getattr(one, name) for name in _INDEX)) for one in row.indices),
        supplies=tuple(SupplyDraft(*(getattr(one, name) for name in _SUPPLY)) for one in row.supplies),
        material_prices=tuple(
            MaterialPriceDraft(*(getattr(one, name) for name in _PRICE)) for one in row.material_prices
        ),
    )


def fill_header(row: PaymentCertificate, draft: CertificateDraft) -> None:
    row.contract_id = draft.contract
    for name in (*_HEADER, *TYPED):
        setattr(row, name, getattr(draft, name))
    row.stated_claimed = draft.claimed


def fill_amounts(row: PaymentCertificate, draft: CertificateDraft, behind: Background) -> None:
    """The certificate worked out, amount by amount; an advance is only due."""
    found = amounts(draft, behind)
    row.claimed = claimed_in_all(draft, behind, found)
    row.index_base = index_base(draft, behind)
    advance = draft.kind == "advance"
    for kind in VALUES:
        setattr(row, f"value_{kind}", Money() if advance else found.value.get(kind, Money()))
    for name in "gross progress retention recovery added deducted held due net vat wages".split():
        setattr(row, name, Money() if advance else getattr(found, name))
    row.second_recovered = Money() if advance else found.second
    row.later = Money() if advance else Money.total(found.later)
    if advance:
        row.due = draft.work or Money()


def fill_line(row: CertificateLine, draft: LineDraft, place: int) -> None:
    row.position = place
    row.bill_item_id, row.variation_id = draft.bill_item or None, draft.variation or None
    row.claim_id = draft.claim or None
    row.kind, row.code, row.name, row.unit, row.remark = draft.kind, draft.code, draft.name, draft.unit, draft.remark
    row.price = draft.price or Decimal(0)
    row.claimed_quantity, row.quantity = draft.claimed_quantity, draft.quantity
    row.claimed, row.amount, row.vat_rate = draft.applied_for(), draft.certified(), draft.vat_rate


def _line_draft(line: CertificateLine) -> LineDraft:
    """Only what was typed: an amount that follows from quantity and price follows again when they change."""
    follows = line.quantity is not None
    same = line.claimed_quantity is not None or line.claimed == line.amount
    return LineDraft(
        id=line.id,
        bill_item=line.bill_item_id or "",
        variation=line.variation_id or "",
        claim=line.claim_id or "",
        kind=line.kind,
        code=line.code,
        name=line.name,
        unit=line.unit,
        claimed_quantity=line.claimed_quantity,
        quantity=line.quantity,
        price=line.price if follows or line.price else None,
        claimed=None if same else line.claimed,
        amount=None if follows else line.amount or None,
        remark=line.remark,
        vat_rate=line.vat_rate,
    )


def fill_adjustment(row: Adjustment, draft: AdjustmentDraft, place: int) -> None:
    row.position, row.kind, row.reason, row.agreed = place, draft.kind, draft.reason, draft.agreed
    row.amount = draft.amount or Money()
    row.sign = 1 if draft.kind in ADDITIONS else -1


def fill_index(row: PriceIndex, draft: IndexDraft, place: int) -> None:
    row.position = place
    for name in _INDEX:
        setattr(row, name, getattr(draft, name))


def fill_supply(row: Supply, draft: SupplyDraft, place: int) -> None:
    row.position = place
    for name in _SUPPLY:
        setattr(row, name, getattr(draft, name))


def fill_material_price(row: MaterialPrice, draft: MaterialPriceDraft, place: int) -> None:
    row.position = place
    for name in _PRICE:
        setattr(row, name, getattr(draft, name))


PARTS: Mapping[str, tuple[type[Any], Callable[[Any, Any, int], None]]] = {
    "lines": (CertificateLine, fill_line),
    "adjustments": (Adjustment, fill_adjustment),
    "indices": (PriceIndex, fill_index),
    "supplies": (Supply, fill_supply),
    "material_prices": (MaterialPrice, fill_material_price),
}
"""The parts of a certificate by the entry they are typed in: their rows, and how a row is filled."""
