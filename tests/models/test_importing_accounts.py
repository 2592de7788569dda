"""Final accounts come in with their reviews, deposits with their deductions; what does not fit is told at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import deposits, final_accounts, receivables
from models.deposits import Deposit
from models.final_accounts import FinalAccount
from models.importing import UPDATE
from models.store.book import Book
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, problems, sentences, workbook

SHEETS: dict[str, Rows] = {
    "单位": [["名称"], ["江北公路事业发展中心"]],
    "合同": [["合同编号", "合同名称", "业主", "合同金额", "签订日期"],
             ["HT-1", "江北三标", "江北公路事业发展中心", 2_000_000.0, date(2025, 3, 1)]],
    "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期", "计价金额"],
               ["HT-1", "JJ-1", 1.0, date(2025, 6, 25), date(2025, 7, 8), 1000000.0]],
    "竣工结算": [["合同编号", "结算编号", "结算类别", "结算范围", "送审日期", "送审金额",
                "定案日期", "定案金额", "此前已计价"],
               ["HT-1", "JS-1", "竣工结算", "", date(2026, 1, 5), 1_200_000.0, date(2026, 6, 1), 1_100_000.0, ""],
               ["HT-1", "GC-1", "过程结算", "基础", date(2025, 8, 1), 420_000.0,
                date(2025, 9, 1), 410_000.0, 400_000.0]],
    "结算审核": [["结算编号", "审核环节", "审核单位", "审核日期", "审核金额"],
               ["JS-1", "一审", "江北诚信", date(2026, 3, 1), 1_150_000.0],
               ["JS-1", "财政评审", "江北财评中心", date(2026, 5, 1), 1_100_000.0]],
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def test_the_parts_are_settled_before_the_whole_whatever_their_order_in_the_sheet(book: Book) -> None:
    outcome = bring_in(book, workbook(SHEETS))
    assert outcome.ready
    assert outcome.counts["final_accounts"].new == 2
    with book.read() as session:
        kept = {one.number: one for one in session.scalars(select(FinalAccount))}
        assert [(one.level, str(one.amount)) for one in kept["JS-1"].reviews] == [
            ("first", "1150000.00"), ("state", "1100000.00"),
        ]  # fmt: skip
        assert {name: (str(one.certified), str(one.payable)) for name, one in kept.items()} == {
            "GC-1": ("400000.00", "10000.00"), "JS-1": ("1010000.00", "90000.00"),
        }  # fmt: skip


def test_what_is_in_review_is_gone_on_with_and_what_is_agreed_stays(book: Book) -> None:
    head, whole, stage = SHEETS["竣工结算"]
    bring_in(book, workbook({**SHEETS, "竣工结算": [head, [*whole[:6], "", "", ""], stage]}))
    outcome = bring_in(book, workbook({"竣工结算": [head, whole, stage]}), existing=UPDATE)
    assert (outcome.counts["final_accounts"].updated, outcome.counts["final_accounts"].skipped) == (1, 1)
    with book.read() as session:
        key = session.scalars(select(FinalAccount.id).where(FinalAccount.number == "JS-1")).one()
        draft = final_accounts.draft_of(session, key)
        assert (draft.settled_on, str(draft.payable), len(draft.reviews)) == (date(2026, 6, 1), "90000.00", 2)


def test_what_does_not_fit_is_told_at_its_cell(book: Book) -> None:
    head, whole, _stage = SHEETS["竣工结算"]
    spoiled = {
        **SHEETS,
        "竣工结算": [head, [*whole[:6], date(2025, 12, 1), *whole[7:]]],
        "结算审核": [SHEETS["结算审核"][0], ["JS-9", "一审", "", date(2026, 3, 1), 1.0]],
    }
    found = sentences(problems(book, workbook(spoiled)))
    assert any(one.startswith("竣工结算!G2: This day is before") for one in found)
    assert any(one.startswith("结算审核!A2: There is no final account “JS-9”") for one in found)


DEPOSITS: dict[str, Rows] = {
    **{name: SHEETS[name] for name in ("单位", "合同")},
    "保证金": [["合同编号", "保证金编号", "类别", "缴纳方式", "金额", "缴纳日期", "保函编号", "到期日", "返还日期"],
             ["HT-1", "BZ-1", "履约保证金", "现金缴纳", 200_000.0, date(2025, 3, 10), "", "", date(2026, 3, 10)],
             ["HT-1", "BZ-2", "投标保证金", "银行保函", 40_000.0, date(2025, 2, 1), "BH-7", date(2025, 8, 1), ""]],
    "保证金扣款": [["保证金编号", "扣款日期", "金额", "原因", "双方认可"],
               ["BZ-1", date(2025, 9, 1), 20_000.0, "扬尘", "是"],
               ["BZ-1", date(2025, 10, 1), 50_000.0, "误工", "否"]],
}  # fmt: skip


def test_deposits_come_in_and_only_agreed_deductions_come_off(book: Book) -> None:
    outcome = bring_in(book, workbook(DEPOSITS))
    assert (outcome.counts["deposits"].new, outcome.counts["deposit_deductions"].new) == (2, 2)
    with book.read() as session:
        (stood,) = receivables.positions(session, date(2026, 3, 11))
        assert (str(stood.balance), str(stood.overdue)) == ("180000.00", "180000.00")
        kept = {one.number: one for one in session.scalars(select(Deposit))}
        assert (kept["BZ-2"].guarantee_number, kept["BZ-2"].expires_on) == ("BH-7", date(2025, 8, 1))


@pytest.mark.parametrize("known", [False, True])
def test_what_law_allows_of_deposits_is_told_at_their_cells(book: Book, known: bool) -> None:
    """招标投标法实施条例 58: 10 % of the price, of a contract that is new or in the book."""
    masters = {name: SHEETS[name] for name in ("单位", "合同")}
    if known:
        bring_in(book, workbook(masters))
    head, bond, _tender = DEPOSITS["保证金"]
    rows = [head, [*bond[:4], 200_000.01, *bond[5:]]]
    (told,) = (
        one for one in bring_in(book, workbook({**masters, "保证金": rows})).problems if one.where == "保证金!E2"
    )
    assert (told.advice, told.text("en").partition(": ")[2]) == (
        True,
        "The law allows 200,000.00 (10 % of the price, Tendering Regulation, article 58): 0.01 beyond it.",
    )


def test_a_deposit_of_the_book_is_gone_on_with(book: Book) -> None:
    bring_in(book, workbook({**DEPOSITS, "保证金扣款": DEPOSITS["保证金扣款"][:1]}))
    outcome = bring_in(book, workbook(DEPOSITS), existing=UPDATE)
    assert (outcome.counts["deposits"].updated, outcome.counts["deposits"].unchanged) == (1, 1)
    with book.read() as session:
        key = session.scalars(select(Deposit.id).where(Deposit.number == "BZ-1")).one()
        assert [str(one.amount) for one in deposits.draft_of(session, key).deductions] == ["20000.00", "50000.00"]


def test_a_deduction_without_its_deposit_is_told_at_its_cell(book: Book) -> None:
    found = sentences(problems(book, workbook({**DEPOSITS, "保证金": DEPOSITS["保证金"][:1]})))
    assert any(one.startswith("保证金扣款!A2: There is no deposit “BZ-1”") for one in found)
