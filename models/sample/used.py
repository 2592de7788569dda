"""Consumption in the sample: what two contracts used so far, some of it beyond what the certified work allows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import consumption
from models.bills import BillItem
from models.certificates import CertificateLine, PaymentCertificate
from models.consumption import ConsumptionDraft, ConsumptionLineDraft

if TYPE_CHECKING:
    from models.sample.months import Life

Row = tuple[str, str, str, str, str, str, str]
"""Kind, name, unit, code of the bill line, norm, price, used as a share of what is allowed."""

USED: dict[str, tuple[Row, ...]] = {
    "003": (
        ("owners", "钢筋 HRB400", "t", "010515001001", "1.02", "3680", "1.031"),
        ("material", "商品混凝土 C30", "m3", "010505001001", "1.015", "452", "1.008"),
        ("material", "加气混凝土砌块", "m3", "010402001001", "0.925", "318", "0.996"),
        ("plant", "塔式起重机 QTZ80", "台班", "010505001001", "0.021", "920", "1.12"),
    ),
    "009": (
        ("material", "柴油 0#", "L", "203-1-a", "0.62", "7.35", "1.046"),
        ("material", "钢绞线 φ15.2", "kg", "411-5", "1.04", "6.15", "0.998"),
        ("plant", "挖掘机 1.2 m3", "台班", "203-1-a", "0.0021", "1480", "1.019"),
        ("plant", "自卸汽车 15 t", "台班", "203-1-b", "0.0084", "960", "1.035"),
    ),
}


def keep_consumption(life: Life) -> None:
    """One report with all that was used up to the last certified period."""
    rows = USED.get(life.plan.number, ())
    done = _certified(life)
    c = PaymentCertificate
    mine = c.contract_id == life.contract.id, c.certified_on.is_not(None), c.void == 0
    until = life.session.scalar(select(func.max(c.period_to)).where(*mine))
    lines = tuple(_line(row, done[row[3]]) for row in rows if done.get(row[3]))
    if lines and until is not None:
        draft = ConsumptionDraft(contract=life.contract.id, used_to=until, reported_by="物资部", lines=lines)
        consumption.record(life.session, draft)


def _line(row: Row, certified: Decimal) -> ConsumptionLineDraft:
    kind, name, unit, code, norm, price, share = row
    allowed = certified * Decimal(norm)
    used = round(allowed * Decimal(share), 3)
    return ConsumptionLineDraft(kind, name, unit, code, used, None, Decimal(norm), Decimal(price))


def _certified(life: Life) -> dict[str, Decimal]:
    """By code of the bill line, what was certified so far."""
    rows = (
        select(BillItem.code, func.sum(CertificateLine.quantity))
        .join(CertificateLine, CertificateLine.bill_item_id == BillItem.id)
        .join(PaymentCertificate, PaymentCertificate.id == CertificateLine.certificate_id)
        .where(PaymentCertificate.contract_id == life.contract.id, PaymentCertificate.void == 0)
        .where(PaymentCertificate.certified_on.is_not(None))
        .group_by(BillItem.code)
    )
    return {code: quantity for code, quantity in life.session.execute(rows) if quantity}
