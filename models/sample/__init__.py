"""The sample book: three owners, twelve contracts, two hundred certificates, and as many more as are asked for."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from models import receipts, registry
from models.language import N_
from models.money import Money
from models.receipts import ReceiptDraft
from models.sample import changes, people
from models.sample.agreed import working_day
from models.sample.months import Life
from models.sample.plans import PLANS
from models.sample.scale import more
from models.store.book import Book
from models.wholesale import MAKE_SAMPLE
from models.work import Progress, Work

USUAL = sum(plan.certificates for plan in PLANS)
"""How many certificates the twelve contracts have."""

PUT_OFF = {"002": 78, "003": 25, "006": 52}
"""Contracts whose owner asked for time, and in how many days the item now falls due."""


def make(folder: Path, certificates: int = USUAL, today: date | None = None, site: str = "JB") -> Work[Book]:
    """A new book in ``folder`` with so many certificates, its dates seen from ``today``; the book is left open.

    The same number and day give the same amounts. Refused when the folder holds a book already.
    """
    today = today or date.today()
    book = registry.create_book(folder, site)
    try:
        with book.write(MAKE_SAMPLE, people.US) as session:
            people.keep_people(session, today)
        reached = 0
        for place, plan in enumerate(PLANS):
            yield Progress(place, len(PLANS), N_("Contracts of the sample"))
            upto = min(certificates, USUAL) * sum(one.certificates for one in PLANS[: place + 1]) // USUAL
            with book.write(MAKE_SAMPLE, plan.name) as session:
                life = Life(session, plan, today, upto - reached)
                life.live()
                if plan.number in PUT_OFF:
                    changes.put_off(life, PUT_OFF[plan.number])
            reached = upto
        _unallocated(book, today)
        yield from more(book, MAKE_SAMPLE, certificates - reached, today)
    except BaseException:
        book.close()
        raise
    return book


def _unallocated(book: Book, today: date) -> None:
    """Money that came in lately and has not been set against anything."""
    came = (
        (people.CITY, 9, Money.of("3000000.00"), "未注明合同，待业主来函确认"),
        (people.LAKESIDE, 3, Money.of("486000.00"), "摘要：往来款"),
    )
    for name, days, amount, remark in came:
        with book.write(receipts.RECORD) as session:
            day = min(working_day(today - timedelta(days=days)), today)
            draft = ReceiptDraft(payer=people.party(session, name), received_on=day, amount=amount, remark=remark)
            receipts.record(session, draft)
