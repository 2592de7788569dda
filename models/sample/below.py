"""What the sample certifies and pays below: two subcontracts, one ahead of the owner, and a set-off among three."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import downstream, parties
from models.certificates.record import CertificateLine, PaymentCertificate
from models.downstream import (
    SetOffDraft,
    SubCertificateDraft,
    SubcontractDraft,
    SubPaymentDraft,
    SubQuantityDraft,
    set_off,
)
from models.downstream.draft import worth
from models.money import Money

if TYPE_CHECKING:
    from models.sample.months import Life

LABOUR, EARTH = "江北恒力建筑劳务有限公司", "江北远通土石方工程有限公司"
_TOLD = {"003": (LABOUR, "主体结构劳务", True), "009": (EARTH, "路基土石方", False)}


def keep_subcontracts(life: Life) -> None:
    """The subcontract of this contract: half of what the owner certified of three lines, a little more of one."""
    if life.plan.number not in _TOLD or life.count < 2:
        return
    name, works, small = _TOLD[life.plan.number]
    quantities = _quantities(life)
    whole = Money.total(worth(one) or Money() for one in quantities)
    days = [life.today - timedelta(ago) for ago in (150, 90, 30)]
    shares = (Decimal("0.3"), Decimal("0.4"), Decimal("0.3"))
    certified = tuple(SubCertificateDraft(day, whole.share(part)) for day, part in zip(days, shares, strict=True))
    payments = tuple(
        SubPaymentDraft(day + timedelta(20), (one.amount or Money()).share(part), wages)
        for day, one in zip(days[:2], certified, strict=False)
        for part, wages in ((Decimal("0.2"), True), (Decimal("0.55"), False))
    )
    row = downstream.record(
        life.session,
        SubcontractDraft(
            contract=life.contract.id, name=works, party=_party(life, name, small), price=whole.share(Decimal("1.6")),
            signed_on=life.contract.signed_on, small=small, pay_when_paid=small, retention_rate=Decimal("0.03"),
            wage_share=Decimal("0.25"), certified=certified, payments=payments, quantities=quantities,
        ),
    )  # fmt: skip
    if small:
        set_off.record(
            life.session,
            SetOffDraft(
                subcontract=row.id, signed_on=life.today - timedelta(25), effective_on=life.today - timedelta(12),
                amount=Money.of(300_000), paper="三方抵扣协议 2026-03，业主代付银行回单 1 份",
            ),
        )  # fmt: skip


def _party(life: Life, name: str, small: bool) -> str:
    found = parties.named(life.session, name)
    draft = parties.PartyDraft(name=name, nature="sme" if small else "private")
    return (found or parties.record(life.session, draft)).id


def _quantities(life: Life) -> tuple[SubQuantityDraft, ...]:
    """Of the first three lines the owner certified: half, half, and more than all of the third."""
    c, line = PaymentCertificate, CertificateLine
    rows = life.session.execute(
        select(line.code, line.price, func.sum(line.quantity))
        .join(c, c.id == line.certificate_id)
        .where(c.contract_id == life.contract.id, c.void == 0, c.certified_on.is_not(None))
        .where(line.bill_item_id.is_not(None), line.code != "")
        .group_by(line.code, line.price)
        .order_by(line.code)
        .limit(3)
    ).all()
    day: date = life.today - timedelta(30)
    shares = (Decimal("0.5"), Decimal("0.5"), Decimal("1.02"))
    return tuple(
        SubQuantityDraft(day, code, round((done or Decimal(0)) * share, 2), round(price * Decimal("0.62"), 2))
        for (code, price, done), share in zip(rows, shares, strict=False)
    )
