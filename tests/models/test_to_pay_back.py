"""A net credit by certificates alone has to be paid back: it is not overdue, of no age, and bears no interest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from models import answers, behind, certificates, contracts, receivables
from models.certificates import CertificateDraft
from models.contracts import MilestoneDraft
from models.late_interest import late_items
from models.money import Money
from models.problems import Refused
from models.receivables.ageing import in_all
from models.store.book import Book
from reports.interest import INTEREST
from reports.interest_draft import InterestDraft
from tests import makers
from tests.models.by_hand import compare
from tests.reports.books import FILL, a_receipt

LATER = date(2026, 6, 30)
AT_ONCE = (MilestoneDraft("certification", Decimal(1), 28),)
ASKED = InterestDraft(as_of=LATER, rate_kind="daily", rate=Decimal("0.0005"), language="en")


def a_book_of(book: Book, *works: int, paid: int = 0) -> str:
    """One certificate a month from 25 January 2026 on, due 28 days later; ``paid`` on 1 April on the first."""
    with book.write(FILL) as session:
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None,
                                     retention_rate=None, price=Money.of(10_000_000))  # fmt: skip
        contracts.record(session, replace(contracts.draft_of(session, contract.id), milestones=AT_ONCE))
        for month, work in enumerate(works, start=1):
            draft = CertificateDraft(contract=contract.id, work=Money.of(work), certified_on=date(2026, month, 25))
            certificates.record(session, draft)
        if paid:
            a_receipt(session, contract, date(2026, 4, 1), Money.of(paid))
        return contract.id


def stood(book: Book, day: date) -> tuple[int, int]:
    """What is overdue and what has to be paid back, in yuan; every other figure is compared with the rows."""
    with book.read() as session:
        for by in ("due", "posting"):
            compare(session, day, by)
        (found,) = receivables.positions(session, day)
        aged = in_all(receivables.ageing(session, day))[0]
        assert (aged.overdue, aged.credit) == (found.overdue, found.credit)
        for part in (behind.OVERDUE, behind.CREDIT, behind.NOT_DUE):
            assert behind.behind(session, day, part).total == getattr(found, part)
        rows = list(answers.receivables_on(session, day))
        assert sum(Decimal(str(row["credit"])) for row in rows) == Decimal(str(found.credit))
        return int(str(found.overdue)[:-3]), int(str(found.credit)[:-3])


def interest(book: Book, contract: str) -> list[tuple[str, Money]]:
    asked = replace(ASKED, contract=contract)
    with book.read() as session:
        (group,) = INTEREST.collect(session, asked).groups
    return [(one.document[-2:], one.interest) for one in group.items]


def test_one_negative_certificate_alone_has_to_be_paid_back_and_bears_no_interest(book: Book) -> None:
    contract = a_book_of(book, -300_000)
    assert [stood(book, day) for day in (date(2026, 1, 25), LATER)] == [(0, -300_000)] * 2
    with pytest.raises(Refused, match="paid late"), book.read() as session:
        INTEREST.collect(session, replace(ASKED, contract=contract))
    with book.read() as session:
        (aged,) = receivables.ageing(session, LATER)
        assert not any(aged.bands.values())


def test_what_a_negative_certificate_takes_off_is_netted_and_the_rest_is_to_be_paid_back(book: Book) -> None:
    """By hand: 1,000,000 for 31 days to 25 March, then 700,000 for 97; 500,000 for 69: each at 0.05 % a day."""
    contract = a_book_of(book, 1_000_000, -300_000, 500_000)
    assert stood(book, LATER) == (1_200_000, 0)
    assert stood(book, date(2026, 3, 26)) == (700_000, 0)
    assert interest(book, contract) == [("01", Money.of(49_450)), ("03", Money.of(17_250))]


def test_once_the_first_is_paid_itself_the_credit_stands_until_the_next_falls_due(book: Book) -> None:
    """By hand: the first bears interest to 1 April (38 days: 31 of 1,000,000, 7 of 700,000), the third from the
    day after its due day on, of 200,000 for 69 days."""
    contract = a_book_of(book, 1_000_000, -300_000, 500_000, paid=1_000_000)
    assert stood(book, date(2026, 4, 1)) == (0, -300_000)
    assert stood(book, date(2026, 4, 22)) == (0, -300_000)
    assert stood(book, LATER) == (200_000, 0)
    assert interest(book, contract) == [("01", Money.of(17_950)), ("03", Money.of(6_900))]


@pytest.mark.parametrize("works", sorted(set(permutations((400_000, -300_000, -250_000)))))
def test_what_is_overdue_is_never_below_nothing_in_whatever_order_they_were_certified(
    book: Book, works: tuple[int, ...]
) -> None:
    a_book_of(book, *works)
    for days in range(1, 150, 16):
        assert stood(book, date(2026, 1, 25) + timedelta(days))[0] >= 0
    assert stood(book, LATER) == (0, -150_000)
    with book.read() as session:
        assert all(one.owed > Money() for one in late_items(session, LATER))
