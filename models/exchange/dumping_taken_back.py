"""What was taken back after certificates were worked out beside it: they cannot be made again without it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.certificates import CertificateDraft, PaymentCertificate
from models.certificates.usecases import CERTIFIED, CORRECTED, VOIDED
from models.receipts import ReceiptDraft
from models.receipts.late_advances import ADVANCE
from models.receipts.record import Receipt
from models.receipts.usecases import NEVER_WAS
from models.receivables.record import Allocation, Receivable
from models.stages import Stage, stages_of


def signed_at(session: Session) -> Mapping[str, str]:
    """Of each signed certificate the id of its signature: it was worked out then, not when it was begun."""
    mine = Stage.noun == PaymentCertificate.__tablename__, Stage.stage == CERTIFIED
    return dict(
        session.execute(select(Stage.document_id, func.max(Stage.id)).where(*mine).group_by(Stage.document_id)).all()
    )


def ended(session: Session, row: PaymentCertificate) -> Stage | None:
    """How it was voided or corrected, where others of its contract were worked out while it stood, or where it took the
    place of such a one."""
    mine = stages_of(session, row.id)
    last = next((one for one in mine if one.stage in (VOIDED, CORRECTED)), None)
    if last is None or not row.certified_on:
        return None
    since = max((one.id for one in mine if one.stage == CERTIFIED), default=row.id)
    told = _signed_between(session, [row.contract_id], since, last.id) or corrects(session, row)
    return last if told else None


def corrects(session: Session, row: PaymentCertificate) -> bool:
    old = select(PaymentCertificate).join(Stage, Stage.document_id == PaymentCertificate.id)
    found = session.scalars(old.where(Stage.stage == CORRECTED, Stage.remark == row.id)).first()
    return found is not None and ended(session, found) is not None


def as_it_stood(draft: CertificateDraft, end: Stage | None) -> CertificateDraft:
    """The draft of what was taken back as it was before."""
    if end is not None and end.stage == VOIDED:
        return replace(draft, remark=draft.remark.removesuffix(end.remark).rstrip("\n"))
    return replace(draft, number=draft.number.rpartition("#")[0]) if end is not None else draft


def never_was(session: Session, row: Receipt) -> Stage | None:
    """How a receipt was voided, where certificates had recovered an advance that it paid."""
    last = next((one for one in stages_of(session, row.id) if one.stage == NEVER_WAS), None)
    if last is None:
        return None
    paid = select(Receivable.contract_id).join(Allocation, Allocation.receivable_id == Receivable.id)
    contracts = session.scalars(paid.where(Allocation.receipt_id == row.id, Receivable.kind == ADVANCE)).all()
    return last if _signed_between(session, contracts, row.id, last.id) else None


def without_reason(draft: ReceiptDraft, end: Stage) -> ReceiptDraft:
    return replace(draft, remark=draft.remark.removesuffix(end.remark).rstrip("\n"))


def _signed_between(session: Session, contracts: Collection[str], since: str, until: str) -> bool:
    signed = select(Stage.document_id).where(
        Stage.noun == PaymentCertificate.__tablename__, Stage.stage == CERTIFIED, Stage.id > since, Stage.id < until
    )
    c = PaymentCertificate
    return bool(session.scalar(select(exists().where(c.contract_id.in_(contracts), c.id.in_(signed)))))
