"""What was received of the advances of a contract up to a day: as the book has it, and as it did at a signature."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from models.certificates.record import PaymentCertificate
from models.money import Money
from models.receivables.record import Allocation, Receivable
from models.stages import Stage


def advance_paid(session: Session, contract_id: str, day: date) -> Money:
    paid = session.scalar(
        select(func.sum(Allocation.amount))
        .join(Receivable, Receivable.id == Allocation.receivable_id)
        .where(Receivable.contract_id == contract_id, Receivable.kind == "advance", Receivable.void == 0)
        .where(Allocation.void == 0, Allocation.allocated_on <= day)
    )
    return paid or Money()


def changed_since(session: Session, row: PaymentCertificate, day: date) -> Money:
    """How much more of it the book has by now than when a certificate was signed: what was entered since, less what was
    voided since."""
    a, signed = Allocation, select(func.max(Stage.id)).where(Stage.document_id == row.id, Stage.stage == "certified")
    at = session.scalar(signed) or row.id
    voided = exists().where(Stage.document_id == a.receipt_id, Stage.stage == "void", Stage.id > at)
    changed = or_(and_(a.void == 0, a.id > at), and_(a.void == 1, a.id < at, voided))
    found = session.scalar(
        select(func.sum(case((a.void == 0, a.amount), else_=-a.amount)))
        .join(Receivable, Receivable.id == a.receivable_id)
        .where(Receivable.contract_id == row.contract_id, Receivable.kind == "advance", Receivable.void == 0)
        .where(a.allocated_on <= day, changed)
    )
    return found or Money()
