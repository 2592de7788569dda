"""What the sample's payments follow: invoices the owner receives, and what of them goes into the wage account."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import receivables
from models.certificates import PaymentCertificate
from models.events import INVOICE
from models.money import Money
from models.receivables import DueEventDraft, Receivable
from models.sample.agreed import working_day
from models.sample.plans import Plan

if TYPE_CHECKING:
    from models.sample.months import Life


def note_invoice(life: Life, row: PaymentCertificate, signed_on: date) -> None:
    """The invoice of a certificate arrives within the week; those that are still on their way are not noted."""
    received_on = working_day(signed_on + timedelta(days=5))
    waiting = select(Receivable.id).where(Receivable.source_id == row.id, Receivable.anchor == INVOICE)
    for key in life.session.scalars(waiting) if received_on <= life.today else ():
        draft = DueEventDraft(key, happened_on=received_on, paper=f"增值税专用发票，业主财务部签收（{row.number}）")
        receivables.note_event(life.session, draft)


def wages_of(plan: Plan, amount: Money) -> Money | None:
    """A little less than was agreed for the wage account, in whole thousands."""
    if plan.wages is None:
        return None
    return Money(amount.share(plan.wages * Decimal("0.85")).fen // 100_000 * 100_000)
