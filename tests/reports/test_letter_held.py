"""No letter claims money that is here: what is not allocated yet is taken off and said, and bears no interest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import opening, receipts
from models.contracts.record import Contract
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Refused
from models.receipts import ReceiptDraft, ReversalDraft
from models.store.book import Book
from reports.letter import LETTER, contradictions
from reports.letter_figures import Letter
from tests import makers
from tests.reports.test_letter import DO, asked, collected, owing, the_party

__all__ = ["owing"]
DAILY = {"interest": "daily", "rate": Decimal("0.0005")}
EARLY, LATE = date(2024, 2, 1), date(2025, 6, 11)
"""Before the first item fell due on 10 March 2024, and after."""


def received(book: Book, amount: str, on: date, own: bool = True) -> str:
    """Money that nobody allocated; ``own`` names the contract."""
    with book.write(DO) as session:
        contract = session.scalars(select(Contract.id)).one() if own else ""
        draft = ReceiptDraft(payer=the_party(book), contract=contract, received_on=on, amount=Money.of(amount))
        return str(receipts.record(session, draft).id)


@pytest.mark.parametrize("kind", ["request", "demand_1", "article_807"])
def test_money_that_is_here_is_taken_off_what_a_letter_claims_and_it_says_so(owing: Book, kind: str) -> None:
    received(owing, "120000", EARLY)
    received(owing, "380000", LATE, own=False)
    with owing.read() as session:
        contract = session.scalars(select(Contract.id)).one()
        data = LETTER.collect(session, asked(owing, kind, contract=contract, **DAILY))
    (group,) = data.groups
    assert (group.total, group.words) == (Money.of("500000.50"), "伍拾万元零伍角")
    assert [(one.amount, one.paid, one.open) for one in group.items] == [
        (Money.of(700_000), Money.of(500_000), Money.of(200_000)),
        (Money.of("300000.50"), Money(), Money.of("300000.50")),
    ]
    assert "尚未核销到具体款项的人民币 500,000.00 元" in "".join(data.paragraphs)
    told = next(one for one in data.advice if "used" in one.values)
    assert (told.values["amount"], told.values["used"]) == ("500,000.00", "500,000.00")
    assert "2024-02-01 120,000.00" in told.values["receipts"]
    assert "2025-06-11 380,000.00" in told.values["receipts"]
    assert contradictions(data) == []


def test_money_that_is_here_bears_no_interest_from_the_day_it_came(owing: Book) -> None:
    received(owing, "120000", EARLY)
    received(owing, "380000", LATE)
    (group,) = collected(owing, "demand_1", **DAILY).groups
    first = Money.of("132820.00") + Money.of("1900.00")  # 580,000 for 458 days up to 11 June, 200,000 for 19 after it
    assert [one.interest for one in group.items] == [first, Money.of("4500.01")]


def test_money_that_covers_all_of_it_leaves_nothing_to_claim(owing: Book) -> None:
    received(owing, "1000000.50", LATE)
    with pytest.raises(Refused) as told:
        collected(owing, "demand_1")
    assert told.value.problem.values["amount"] == "1,000,000.50"


def test_money_that_went_back_or_was_allocated_takes_nothing_off(owing: Book) -> None:
    key = received(owing, "120000", LATE)
    with owing.write(DO) as session:
        receipts.reverse(session, ReversalDraft(key, on=date(2025, 6, 20), reason="退回"))
    data = collected(owing, "demand_1")
    assert data.groups[0].total == Money.of("1000000.50")
    assert [one for one in data.advice if "used" in one.values] == []
    assert "尚未核销" not in "".join(data.paragraphs)


def about_one_of_two(owing: Book) -> Letter:
    """The letter about the first of two contracts under which the debtor owes."""
    with owing.write(DO) as session:
        contract = session.scalars(select(Contract.id)).one()
        other = makers.a_contract(session, number="JB-2")
        item = OpeningItemDraft("progress", "旧账-9", date(2024, 1, 5), date(2026, 3, 10), Money.of(1))
        opening.take_on(session, OpeningDraft(contract=other.id, taken_on=date(2024, 6, 10), items=(item,)))
    with owing.read() as session:
        data: Letter = LETTER.collect(session, asked(owing, "article_807", contract=contract))
    return data


def test_money_for_no_contract_is_said_in_the_letter_about_one_of_several(owing: Book) -> None:
    received(owing, "120000", LATE)
    received(owing, "2000000", LATE, own=False)
    data = about_one_of_two(owing)
    assert data.groups[0].total == Money.of("880000.50")
    words = "".join(data.paragraphs)
    assert "尚未核销到具体款项的人民币 120,000.00 元" in words
    assert "另，我方已收贵方款项人民币 2,000,000.00 元，未指明合同" in words
    told = next(one for one in data.advice if "used" in one.values)
    assert (told.values["amount"], told.values["used"]) == ("2,120,000.00", "120,000.00")


def test_money_of_which_nothing_is_taken_off_is_not_said_to_be(owing: Book) -> None:
    received(owing, "2000000", LATE, own=False)
    data = about_one_of_two(owing)
    told = next(one for one in data.advice if "receipts" in one.values)
    assert "未作扣减" in told.text("zh")
    assert "扣减 0.00" not in told.text("zh")


def test_an_item_that_money_here_settles_whole_is_named_and_the_sum_said_is_that_of_the_table(owing: Book) -> None:
    received(owing, "850000", LATE)
    data = collected(owing, "demand_1", **DAILY)
    (group,) = data.groups
    assert [(one.document, one.paid, one.open) for one in group.items] == [
        ("旧账-2", Money.of(150_000), Money.of("150000.50"))
    ]
    words = "".join(data.paragraphs)
    assert "尚未核销到具体款项的人民币 150,000.00 元" in words
    assert "不再列示的有：旧账-1 进度款 700,000.00" in words


def about_retention(owing: Book, held: str, **how: object) -> Letter:
    """A letter about retention of ¥ 90,000 that fell due after the debts of another contract."""
    with owing.write(DO) as session:
        other = makers.a_contract(session, number="JB-2")
        item = OpeningItemDraft("retention", "旧账-9", date(2024, 1, 5), date(2025, 6, 2), Money.of(90_000))
        opening.take_on(session, OpeningDraft(contract=other.id, taken_on=date(2024, 6, 10), items=(item,)))
    received(owing, held, LATE, own=False)
    return collected(owing, "retention", **how)


def test_older_debts_that_a_letter_does_not_list_are_paid_first_and_it_says_so(owing: Book) -> None:
    """民法典 560: the debt that fell due first comes first, whatever the letter lists."""
    data = about_retention(owing, "486000")
    (line,) = data.groups[0].items
    assert (line.document, line.paid, line.open) == ("旧账-9", Money(), Money.of(90_000))
    words = "".join(data.paragraphs)
    assert "另，我方已收贵方款项人民币 486,000.00 元尚未核销到具体款项，依民法典第五百六十条" in words
    assert "上表已按" not in words
    (told,) = [one for one in data.advice if "receipts" in one.values]
    assert "本函未作扣减" in told.text("zh")
    assert "第五百六十条" in told.text("zh")


def test_what_older_debts_leave_is_taken_off_the_letter(owing: Book) -> None:
    data = about_retention(owing, "1010000.50")
    (line,) = data.groups[0].items
    assert (line.paid, line.open) == (Money.of(10_000), Money.of(80_000))
    words = "".join(data.paragraphs)
    assert "10,000.00 元" in words
    assert "人民币 1,000,000.50 元尚未核销到具体款项，依民法典第五百六十条" in words


@pytest.mark.parametrize(("how", "told"), [(DAILY, 1), ({"interest": ""}, 0)])
def test_money_set_against_principal_before_interest_is_told_to_who_writes_the_letter(
    owing: Book, how: dict[str, object], told: int
) -> None:
    """民法典 561: costs and interest come first where nothing else was agreed."""
    received(owing, "120000", LATE)
    data = collected(owing, "demand_1", **how)
    found = [one.text("zh") for one in data.advice if "第五百六十一条" in one.text("zh")]
    assert len(found) == told
    assert all(one.startswith("上述 120,000.00 抵减的是本金") for one in found)
