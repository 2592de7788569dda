"""Invoices of the sample with their bookings: most documents are invoiced, the latest wait, one was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import bookings, invoices
from models.bookings import BookDraft
from models.certificates.record import PaymentCertificate
from models.invoices import InvoiceDraft, InvoiceLineDraft, VatInvoice, standing
from models.money import Money
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.sample.agreed import working_day

if TYPE_CHECKING:
    from models.sample.months import Life

TAKEN_BACK = "004"
TOO_EARLY = ("003", 1)
"""The owner wanted this one before he signed: a contradiction for audit."""
WAITS = {"002": 3}
"""So many of the latest documents are not invoiced yet; usually what was signed in these days."""
LATELY = timedelta(days=300)


def keep_invoices(life: Life) -> None:
    """One invoice a document some days after it was signed; then finance books what is older than a month."""
    row = standing.documents(life.today, Receivable.contract_id == life.contract.id)
    wanted = select(row.c.key, row.c.posted_on, row.c.to_invoice).where(row.c.to_invoice > 0)
    found = life.session.execute(wanted.order_by(row.c.posted_on, row.c.key)).all()
    waits = WAITS.get(life.plan.number, 0)
    for place, (key, posted_on, amount) in enumerate(found[: max(len(found) - waits, 0)]):
        if posted_on < life.today - LATELY:
            after = timedelta(days=-5 if (life.plan.number, place) == TOO_EARLY else 6)
            _invoice(life, place, key, working_day(posted_on + after), amount)
    if life.plan.number == TAKEN_BACK:
        _take_back(life)
    _book(life)


def _invoice(life: Life, place: int, key: str, day: date, amount: Money) -> None:
    if day > life.today:
        return
    received = working_day(day + timedelta(days=4))
    draft = InvoiceDraft(
        contract=life.contract.id,
        number=f"{day:%y}32{life.plan.number:0>6}{place + 1:010d}",
        invoiced_on=day,
        received_on=received if received <= life.today else None,
        gross=amount,
        lines=(InvoiceLineDraft(key, amount),),
    )
    invoices.record(life.session, draft)


def _take_back(life: Life) -> None:
    """The buyer's tax number was wrong on the first one: taken back and given anew."""
    first = select(VatInvoice).where(VatInvoice.contract_id == life.contract.id).order_by(VatInvoice.invoiced_on)
    blue = life.session.scalars(first.limit(1)).first()
    if blue is None:
        return
    day = min(working_day(blue.invoiced_on + timedelta(days=20)), life.today)
    red = invoices.red_of(life.session, blue.id, day)
    number = f"{day:%y}32{life.plan.number:0>6}{9000:010d}"
    invoices.record(life.session, replace(red, number=number, remark="购买方税号有误，红冲重开"))
    again = invoices.draft_of(life.session, blue.id)
    anew = replace(again, id="", number=f"{number[:-4]}9001", invoiced_on=day, received_on=day)
    invoices.record(life.session, anew)


def _book(life: Life) -> None:
    """Everything up to the end of the month before last, a voucher for each month and kind."""
    until = (life.today.replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=1)
    for kind, dated in (
        (PaymentCertificate, PaymentCertificate.certified_on),
        (VatInvoice, VatInvoice.invoiced_on),
        (Receipt, Receipt.received_on),
    ):
        mine = kind.contract_id == life.contract.id, kind.void == 0, dated <= until
        found = life.session.execute(select(kind.id, dated).where(*mine).order_by(dated, kind.id)).all()
        for _month, rows in groupby(found, lambda row: f"{row[1]:%Y-%m}"):
            keys, days = zip(*rows, strict=True)
            voucher = f"记-{days[-1].month:02d}-{life.chance.randint(1, 180):03d}"
            bookings.book(life.session, BookDraft(kind.__tablename__, keys, voucher, days[-1]))
