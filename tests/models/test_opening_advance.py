"""What was recovered of the advance before the book began: the rest comes back in the instalments that are left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models import certificates, exchange, opening
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts import Contract
from models.money import Money
from models.opening import OpeningDraft
from models.problems import Invalid
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from reports import named
from reports.take_on_draft import TakeOnDraft
from tests import makers
from tests.models.importing_sheets import bring_in, workbook
from tests.reports.books import FILL

D = Decimal
TERMS: list[dict[str, Any]] = [
    {"recovery_start": D("0.3"), "recovery_until": 6},
    {"recovery_periods": "4-6"},
    {"recovery_periods": "2025-12,2026-01,2026-02"},
]
"""What agrees instalments of which the certificates 5 and 6, of January and February 2026, are left."""


def taken_on(book: Book, terms: dict[str, Any]) -> str:
    """4,000,000 of 10,000,000 certified, an advance of 2,000,000 received, 500,000 of it recovered."""
    with book.write(FILL) as session:
        rule = {"advance": Money.of(2_000_000), "recovery_rule": "instalments", "recovery_rate": None}
        contract = makers.a_contract(session, price=Money.of(10_000_000), **rule, **terms)
        start = {"certified": 4_000_000, "received": 5_500_000, "advance_paid": 2_000_000, "recovered": 500_000}
        amounts: dict[str, Any] = {name: Money.of(amount) for name, amount in start.items()}
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2025, 12, 31), **amounts))
        return contract.id


def typed(book: Book, contract: str) -> None:
    with book.write(FILL) as session:
        for period in (5, 6, 7):
            day = date(2026, period - 4, 25)
            draft = CertificateDraft(contract=contract, period=period, certified_on=day, work=Money.of(1_000_000))
            certificates.record(session, draft)


def imported(book: Book, _contract: str) -> None:
    rows = [[makers.CONTRACT, period, date(2026, period - 4, 25), 1_000_000] for period in (5, 6, 7)]
    bring_in(book, workbook({"验工计价": [["合同编号", "期数", "签认日期", "计价金额"], *rows]}))


@pytest.mark.parametrize("terms", TERMS, ids=lambda terms: next(iter(terms)))
@pytest.mark.parametrize("enter", [typed, imported])
def test_the_rest_is_recovered_in_equal_parts_whether_certificates_are_typed_or_imported(
    book: Book, terms: dict[str, Any], enter: Callable[[Book, str], None]
) -> None:
    enter(book, taken_on(book, terms))
    with book.read() as session:
        made = session.scalars(select(PaymentCertificate.recovery).order_by(PaymentCertificate.period)).all()
    assert made == [Money.of(750_000), Money.of(750_000), Money()]


TWO: dict[str, Any] = {
    "advance": Money.of(2_000_000), "recovery_rule": "percentage", "recovery_rate": D("0.2"),
    "second_advance": Money.of(600_000), "second_rule": "percentage", "second_rate": D("0.1"),
}  # fmt: skip
APART = {"second_paid": Money.of(600_000), "second_recovered": Money.of(500_000)}
START = {"certified": 4_000_000, "advance_paid": 2_600_000, "recovered": 900_000}


def begun_with_two(book: Book, **apart: Money | None) -> str:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, price=Money.of(10_000_000), **TWO)
        amounts: dict[str, Any] = {name: Money.of(amount) for name, amount in START.items()}
        taken = OpeningDraft(contract=contract.id, taken_on=date(2025, 12, 31), **amounts, **apart)
        opening.take_on(session, taken)
        return contract.id


def recovered(book: Book) -> list[tuple[Money, Money]]:
    with book.read() as session:
        c = PaymentCertificate
        rows = session.execute(select(c.recovery, c.second_recovered).order_by(c.period)).all()
        return [(both, second) for both, second in rows]


@pytest.mark.parametrize("enter", [typed, imported])
@pytest.mark.parametrize(
    ("apart", "second"),
    [({}, (100_000, 100_000, 100_000)), (APART, (100_000, 0, 0)), ({"second_recovered": Money()}, (100_000,) * 3)],
)
def test_of_two_advances_each_goes_on_from_what_was_recovered_of_it(
    book: Book, enter: Callable[[Book, str], None], apart: dict[str, Money], second: tuple[int, ...]
) -> None:
    """By hand: 20 % and 10 % of 1,000,000; of the second 100,000 is left where 500,000 were recovered before."""
    enter(book, begun_with_two(book, **apart))
    assert recovered(book) == [(Money.of(200_000 + one), Money.of(one)) for one in second]


def test_both_advances_come_with_the_sheet_of_openings_and_go_on_in_a_copy(
    book: Book, empty_book_each: Callable[[], Book]
) -> None:
    with book.write(FILL) as session:
        makers.a_contract(session, price=Money.of(10_000_000), **TWO)
    captions = [
        "合同编号",
        "建账日期",
        "累计计价",
        "已收预付款",
        "已扣回预付款",
        "已收第二笔预付款",
        "已扣回第二笔预付款",
    ]
    row = [makers.CONTRACT, date(2025, 12, 31), *START.values(), 600_000, 500_000]
    bring_in(book, workbook({"期初余额": [captions, row]}))
    imported(book, "")
    assert recovered(book)[0] == (Money.of(300_000), Money.of(100_000))
    with book.read() as session:
        told = list(exchange.dump(session))
        data = named("take_on").collect(session, TakeOnDraft(contract=session.scalars(select(Contract.id)).one()))
    copy = empty_book_each()
    with copy.write(LOAD) as session:
        finish(exchange.load(session, told))
    assert recovered(copy) == recovered(book)
    assert (data.contracts[0].second_paid, data.contracts[0].second_recovered) == tuple(APART.values())


@pytest.mark.parametrize(
    ("apart", "entries"),
    [
        ({"second_paid": Money.of(2_600_001)}, ["second_paid"]),
        ({"second_recovered": Money.of(-1)}, ["second_recovered"]),
        ({"second_recovered": Money.of(900_001)}, ["second_recovered"]),
        ({"second_paid": Money.of(400_000), "second_recovered": Money.of(500_000)}, ["second_recovered"]),
        ({"second_paid": Money.of(2_000_000), "second_recovered": Money()}, ["second_recovered"]),
        (APART, []),
    ],
)
def test_parts_of_two_advances_that_cannot_be_are_told(apart: dict[str, Money], entries: list[str]) -> None:
    amounts: dict[str, Any] = {name: Money.of(amount) for name, amount in START.items()}
    draft = OpeningDraft(contract="x", taken_on=date(2025, 12, 31), **{**amounts, **apart})
    assert [one.entry for one in opening.check(draft)] == entries


def test_a_contract_without_a_second_advance_has_none_at_its_beginning(book: Book) -> None:
    first = {name: value for name, value in TWO.items() if not name.startswith("second")}
    with book.write(FILL) as session:
        contract = makers.a_contract(session, **first)
        amounts: dict[str, Any] = {name: Money.of(amount) for name, amount in START.items()}
        taken = OpeningDraft(contract=contract.id, taken_on=date(2025, 12, 31), **amounts, **APART)
        with pytest.raises(Invalid, match="No second advance"):
            opening.take_on(session, taken)
