"""The bill of quantities: amounts rounded once, only changes written, certified lines kept."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from models import bill_lines, bills, certificates, contracts
from models.bills import BillDraft, BillItemDraft
from models.certificates import CertificateDraft, LineDraft
from models.money import Money
from models.problems import Invalid, Refused
from models.store.book import Book
from models.store.listing import Question, Total
from tests import makers

DAY = date(2026, 11, 23)


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session).id


def kept(book: Book, contract: str, *items: BillItemDraft) -> BillDraft:
    """Save a bill and read it back."""
    with book.write(bills.RECORD) as session:
        bills.record(session, BillDraft(contract, None, items))
    with book.read() as session:
        return bills.draft_of(session, contract)


def a_line(name: str = "挖一般土方", quantity: str = "10", price: str = "2.5", **more: object) -> BillItemDraft:
    return replace(BillItemDraft(name=name, quantity=Decimal(quantity), price=Decimal(price)), **more)  # type: ignore[arg-type]


def advice(draft: BillDraft) -> list[tuple[str, bool]]:
    return [(problem.entry, problem.advice) for problem in bills.check(draft)]


def changes_of_last_step(book: Book) -> list[str]:
    head = book.head()
    assert head is not None
    with book.read() as session:
        rows = session.execute(text("SELECT noun FROM changes WHERE step = :key"), {"key": head.key})
        return list(rows.scalars())


def test_a_bill_comes_back_in_order_with_its_tree_and_amounts(book: Book, contract: str) -> None:
    draft = kept(book, contract, *makers.A_SECTION)
    assert draft.agreed == Money.of(12_000_000)
    assert [(item.code, item.level, item.amount) for item in draft.items] == [
        ("01", 1, None),
        ("010101001", 2, Money.of("3000000.00")),
        ("010103001", 2, Money.of("1234.57")),
    ]


def test_a_line_is_rounded_half_up_to_the_fen_once(book: Book, contract: str) -> None:
    draft = kept(book, contract, a_line(quantity="0.5", price="0.01"), a_line(quantity="-0.5", price="0.01"))
    assert [item.amount for item in draft.items] == [Money(1), Money(-1)]


def test_a_lump_sum_keeps_the_amount_that_was_typed(book: Book, contract: str) -> None:
    draft = kept(book, contract, BillItemDraft(name="安全文明施工费", unit="项", amount=Money.of("88000.10")))
    assert draft.items[0].amount == Money.of("88000.10")


def test_only_a_line_without_any_figure_is_a_heading(book: Book, contract: str) -> None:
    with book.write(bills.RECORD) as session:
        bill = makers.a_bill(session, session.get_one(contracts.Contract, contract))
        assert [item.is_heading for item in bill] == [True, False, False]


def test_a_heading_shows_the_sum_of_what_is_below_it() -> None:
    items = [
        BillItemDraft(name="土建"),
        BillItemDraft(name="土方", level=2),
        a_line(quantity="1", price="100", level=3),
        a_line(quantity="1", price="20", level=2),
        BillItemDraft(name="安装"),
        a_line(quantity="1", price="3", level=2),
    ]
    assert bills.amounts(items) == [Money.of(one) for one in (120, 100, 100, 20, 3, 3)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 10**6)), max_size=30))
def test_the_headings_of_the_first_level_and_lines_outside_add_up_to_the_bill(rows: list[tuple[int, int]]) -> None:
    items = [BillItemDraft(name="线", level=1 + level, amount=Money(fen)) for level, fen in rows]
    whole = [BillItemDraft(name="全部"), *items]
    assert bills.amounts(whole)[0] == Money.total(item.amount or Money() for item in items)


def test_the_amount_follows_when_quantity_or_price_is_edited() -> None:
    draft = bills.worked_out(BillDraft("c", None, (a_line(amount=Money.of(1)),)))
    assert draft.items[0].amount == Money.of(25)
    assert advice(draft) == []


def test_a_typed_amount_that_is_not_the_product_is_advice_and_the_product_is_kept(book: Book, contract: str) -> None:
    line = a_line(amount=Money.of(24))
    assert advice(BillDraft(contract, None, (line,))) == [("items.0.amount", True)]
    assert kept(book, contract, line).items[0].amount == Money.of(25)


def test_saving_an_unchanged_bill_makes_no_step(book: Book, contract: str) -> None:
    draft = kept(book, contract, *makers.A_SECTION)
    before = book.head()
    kept(book, contract, *draft.items)
    assert book.head() == before


def test_editing_one_line_writes_one_line(book: Book, contract: str) -> None:
    draft = kept(book, contract, *makers.A_SECTION)
    first, second, third = draft.items
    again = kept(book, contract, first, replace(second, price=Decimal(31)), third)
    assert changes_of_last_step(book) == ["bill_items"]
    assert [item.id for item in again.items] == [item.id for item in draft.items]
    assert again.items[1].amount == Money.of(3_100_000)


def test_lines_can_be_moved_inserted_and_removed(book: Book, contract: str) -> None:
    first, _, third = kept(book, contract, a_line("甲"), a_line("乙"), a_line("丙")).items
    again = kept(book, contract, third, a_line("丁"), first)
    assert [item.name for item in again.items] == ["丙", "丁", "甲"]
    assert [again.items[0].id, again.items[2].id] == [third.id, first.id]


def test_undo_brings_removed_and_edited_lines_back(book: Book, contract: str) -> None:
    draft = kept(book, contract, a_line("甲"), a_line("乙"))
    kept(book, contract, replace(draft.items[1], quantity=Decimal(99)))
    book.undo()
    with book.read() as session:
        assert bills.draft_of(session, contract) == draft


def test_a_line_that_was_certified_cannot_be_removed_and_is_named(book: Book, contract: str) -> None:
    draft = kept(book, contract, a_line("甲"), a_line("乙"))
    with book.write(certificates.RECORD) as session:
        line = LineDraft(bill_item=draft.items[1].id, name="乙", quantity=Decimal(1), price=Decimal("2.5"))
        certificates.record(session, CertificateDraft(contract=contract, period_to=DAY, lines=(line,)))
    with pytest.raises(Refused) as raised:
        kept(book, contract)
    assert "“乙”" in raised.value.text("en")
    with book.read() as session:
        assert bills.draft_of(session, contract) == draft


def test_a_line_needs_a_name(book: Book, contract: str) -> None:
    with pytest.raises(Invalid) as raised:
        kept(book, contract, a_line("甲"), a_line(""))
    assert [problem.entry for problem in raised.value.problems] == ["items.1.name"]


@pytest.mark.parametrize("figure", ["0.1234567", "10000000000", "-10000000000"])
@pytest.mark.parametrize("entry", ["quantity", "price"])
def test_a_figure_that_cannot_be_kept_exactly_is_a_problem(entry: str, figure: str) -> None:
    line = a_line(**{entry: figure})  # type: ignore[arg-type]
    assert (f"items.0.{entry}", False) in advice(BillDraft("c", None, (line,)))


def test_the_largest_figures_can_be_kept(book: Book, contract: str) -> None:
    line = a_line(quantity="999999.123456", price="9999999.999999")
    assert kept(book, contract, line).items[0].quantity == Decimal("999999.123456")


def test_a_product_beyond_what_money_can_be_is_a_problem() -> None:
    line = a_line(quantity="9999999999", price="9999999999")
    assert advice(BillDraft("c", None, (line,))) == [("items.0.amount", False)]
    lump = BillItemDraft(name="总价", amount=Money(-(10**15)))
    assert advice(BillDraft("c", None, (lump,))) == [("items.0.amount", False)]


def test_a_sum_that_is_not_the_contract_price_is_advice() -> None:
    draft = BillDraft("c", Money.of(25), (a_line(),))
    assert advice(draft) == []
    assert advice(replace(draft, agreed=Money.of(26))) == [("items", True)]


def test_codes_that_stand_twice_are_advice_at_each_place() -> None:
    draft = BillDraft("c", None, (a_line(code="01"), a_line(code="02"), a_line(code="01"), a_line(), a_line()))
    assert advice(draft) == [("items.0.code", True), ("items.2.code", True)]


def test_a_line_without_a_price_is_advice() -> None:
    draft = BillDraft("c", None, (BillItemDraft(name="桩", quantity=Decimal(3)),))
    assert advice(draft) == [("items.0.price", True)]


def test_a_broken_tree_is_advice_and_an_impossible_level_a_problem() -> None:
    assert advice(BillDraft("c", None, (a_line(level=3),))) == [("items.0.level", True)]
    assert advice(BillDraft("c", None, (a_line(level=0),))) == [("items.0.level", False)]
    counted_twice = (a_line("甲"), a_line("乙", level=2))
    assert advice(BillDraft("c", None, counted_twice)) == [("items.0.amount", True)]


def test_the_list_shows_one_contract_in_order_with_its_total(book: Book, contract: str) -> None:
    kept(book, contract, *makers.A_SECTION)
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="JB-2024-002")
        makers.a_bill(session, other, a_line())
    question = Question(DAY, scope={"contract": contract})
    with book.read() as session:
        rows = bill_lines.LISTING.first(session, question)
        assert [row[1:4] for row in rows] == [
            (1, "01", "土石方工程"),
            (2, "010101001", "挖一般土方"),
            (3, "010103001", "回填方"),
        ]
        expected = Money.of("3001234.57")
        assert bill_lines.LISTING.totals(session, question) == (Total("CNY", 3, {"amount": expected}),)
        assert bills.total(session, contract) == expected


def test_three_thousand_lines_are_kept_in_the_time_of_a_breath(book: Book, contract: str) -> None:
    items = tuple(a_line(f"第 {place} 项", quantity=f"{place}.125", price="3.07") for place in range(3000))
    began = time.perf_counter()
    draft = kept(book, contract, *items)
    kept(book, contract, *(replace(item, price=Decimal("3.08")) for item in draft.items))
    assert len(changes_of_last_step(book)) == 3000
    assert time.perf_counter() - began < 5  # measured 0.4 s; the rest is for a busy machine
