"""What is loaded finds and is told what forms find and tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models import exchange
from models.certificates.record import CertificateLine
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests.models.test_exchange import CERTIFICATE, CONTRACT, PARTY, RECEIPT, dumped, load


@pytest.mark.parametrize(
    ("named", "tied"),
    [({}, True), ({"bill_item": "#1"}, True), ({"bill_item": "A1"}, True), ({"bill_item": ""}, False)],
)
def test_a_line_is_of_the_bill_item_of_its_code_unless_it_says_none(
    book: Book, empty_book_each: Callable[[], Book], named: dict[str, str], tied: bool
) -> None:
    bill = {
        "contract": "C-1",
        "items": [{"code": "A1", "name": "挖土", "unit": "m3", "quantity": "100", "price": "25"}],
    }
    line = {"kind": "lines", "code": "A1", "name": "挖土", "unit": "m3", "quantity": "40", "price": "25", **named}
    made = {
        **{name: value for name, value in CERTIFICATE["draft"].items() if name != "work"},
        "lines": [line, {**line, "code": "Z9", "bill_item": ""}],
    }
    load(book, [PARTY, CONTRACT, {"noun": "bills", "draft": bill}, {"noun": "certificates", "draft": made}])
    copy = empty_book_each()
    load(copy, dumped(book))
    for one in (book, copy):
        with one.read() as session:
            rows = session.scalars(select(CertificateLine).order_by(CertificateLine.position)).all()
            assert [row.bill_item_id is not None for row in rows] == [tied, False]


STRANGER = {"noun": "parties", "draft": {"name": "路人"}}
BY_STRANGER = {**RECEIPT["draft"], "payer": "路人"}


@pytest.mark.parametrize(
    ("receipt", "told"),
    [
        (BY_STRANGER, 1),
        ({**BY_STRANGER, "contract": ""}, 1),
        ({**BY_STRANGER, "allocations": []}, 1),
        ({**BY_STRANGER, "allocations": [], "contract": ""}, 0),
        ({**RECEIPT["draft"], "paid_by": "路人", "authority": "代付函 3 号"}, 0),
        (RECEIPT["draft"], 0),
    ],
)
def test_money_of_a_stranger_is_told_as_in_the_form(book: Book, receipt: dict[str, Any], told: int) -> None:
    load(book, [PARTY, STRANGER, CONTRACT, CERTIFICATE])
    assert len([one for one in advised(book, {"receipts": [receipt]}) if "付款人不是该合同的债务人" in one]) == told


def test_what_law_allows_of_deposits_is_told_as_in_the_form(book: Book) -> None:
    """10 % of ¥ 1,000,000 (招标投标法实施条例 58): 120,000 is 20,000 beyond it."""
    load(book, [PARTY, CONTRACT])
    deposit = {"contract": "C-1", "kind": "performance", "form": "cash", "amount": "120000.00", "paid_on": "2024-05-01"}
    (one,) = (one for one in advised(book, {"deposits": [deposit]}) if "100,000.00" in one)
    assert "20,000.00" in one


def advised(book: Book, told: Any) -> list[str]:
    with book.write(LOAD) as session:
        finish(exchange.load(session, told, "drafts.json"))
        return [one.text() for one in session.info["advice"]]
