"""What is asked of a booking: of one document by its number, or of several that were chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.bookings.record import month_in
from models.drafts import entry, faults
from models.language import N_
from models.problems import Problem

NOUNS = {
    "certificates": N_("Certificate"),
    "final_accounts": N_("Final account"),
    "invoices": N_("VAT invoice"),
    "receipts": N_("Receipt"),
}
_MONTH = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*(?:月|-\d{2})?")
"""Also a whole day: Excel makes one of 2026-08."""


@dataclass(frozen=True)
class BookDraft:
    """How several documents of one kind are booked at once."""

    noun: str = ""
    documents: tuple[str, ...] = ()
    voucher: str = entry(N_("Voucher number"), "", required=True, synonyms=("凭证号", "记账凭证号"))
    booked_on: date | None = entry(N_("Date of the voucher"), None, required=True, synonyms=("凭证日期", "入账日期"))
    month: str = entry(
        N_("Accounting month"), "", synonyms=("会计期间", "记账月份", "入账月份"),
        hint=N_("Such as 2026-08; empty: the month of the voucher"),
    )  # fmt: skip


@dataclass(frozen=True)
class BookingDraft:
    """One document and how it was booked; the document is named by its number."""

    id: str = ""
    noun: str = entry(
        N_("Kind of document"), "certificates", choices=NOUNS, required=True, synonyms=("单据类型", "单据种类")
    )
    number: str = entry(N_("Document number"), "", required=True, key=True, synonyms=("单据号", "单据编号"))
    voucher: str = entry(N_("Voucher number"), "", required=True, synonyms=("凭证号", "记账凭证号"))
    booked_on: date | None = entry(N_("Date of the voucher"), None, required=True, synonyms=("凭证日期", "入账日期"))
    month: str = entry(
        N_("Accounting month"), "", synonyms=("会计期间", "记账月份", "入账月份"),
        hint=N_("Such as 2026-08; empty: the month of the voucher"),
    )  # fmt: skip


def month_of(written: str) -> str:
    """A month as people write it as YYYY-MM; empty when it is none."""
    found = _MONTH.fullmatch(written.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        return ""
    return f"{found[1]}-{int(found[2]):02d}"


def check(draft: BookDraft | BookingDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.month and not month_of(draft.month):
        yield Problem("month", N_("“{month}” is not a month. Write it like 2026-08."), {"month": draft.month})
    elif draft.month and draft.booked_on and month_of(draft.month) < month_in(draft.booked_on):
        yield Problem("month", N_("The voucher is dated after this month: is it right?"), advice=True)
