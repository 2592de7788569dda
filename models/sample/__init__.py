"""The sample book: three owners, twelve contracts, two hundred certificates, and as many more as are asked for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from models import provisions, receipts, registry
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.receipts import ReceiptDraft
from models.sample import changes, checked, confirmed, dunned, people, proven, reconciled, written
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
        _provided(book, today)
        reconciled.keep_ledger(book, today)
        proven.keep_evidence(book, today)
        proven.keep_bundle(book, today)
        written.keep_letters(book, today)
        dunned.keep_facts(book, today)
        checked.keep_check(book, today)
        dunned.keep_follow_ups(book, today)
        confirmed.keep_replies(book, today)
        dunned.keep_letter_text(book)
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


def _provided(book: Book, today: date) -> None:
    """The company's rates for bad debts, and the oldest contract provided for by itself."""
    since = date(today.year - 2, 1, 1)
    usual, public = (5, 10, 20, 30, 50, 100), (2, 5, 10, 20, 40, 80)
    rates = tuple(
        provisions.ProvisionRateDraft(nature, "", *(Decimal(rate) / 100 for rate in shares))
        for nature, shares in ((provisions.OTHERS, usual), ("government", public))
    )
    with book.write(provisions.RECORD) as session:
        matrix = provisions.ProvisionMatrixDraft(valid_from=since, source="集团会计政策", rates=rates)
        provisions.record(session, matrix)
    with book.write(provisions.SINGLE_OUT) as session:
        oldest = session.scalars(select(Contract.id).order_by(Contract.number)).first()
        if oldest is not None:
            alone = provisions.IndividualDraft(
                "", oldest, date(today.year, 1, 1), Decimal("0.6"), "业主资金链紧张，多次承诺未兑现"
            )
            provisions.single_out(session, alone)
