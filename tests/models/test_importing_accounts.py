"""Final accounts come in with their reviews, after what was certified; what does not fit is told at its cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import final_accounts
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
            "GC-1": ("400000.00", "9700.00"), "JS-1": ("1010000.00", "87300.00"),
        }  # fmt: skip


def test_what_is_in_review_is_gone_on_with_and_what_is_agreed_stays(book: Book) -> None:
    head, whole, stage = SHEETS["竣工结算"]
    bring_in(book, workbook({**SHEETS, "竣工结算": [head, [*whole[:6], "", "", ""], stage]}))
    outcome = bring_in(book, workbook({"竣工结算": [head, whole, stage]}), existing=UPDATE)
    assert (outcome.counts["final_accounts"].updated, outcome.counts["final_accounts"].skipped) == (1, 1)
    with book.read() as session:
        key = session.scalars(select(FinalAccount.id).where(FinalAccount.number == "JS-1")).one()
        draft = final_accounts.draft_of(session, key)
        assert (draft.settled_on, str(draft.payable), len(draft.reviews)) == (date(2026, 6, 1), "87300.00", 2)


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
