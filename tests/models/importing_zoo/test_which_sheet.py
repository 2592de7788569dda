"""Which day a balance is of, and which of several sheets that tell of the same contracts comes in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.store.book import Book
from tests.models.importing_zoo.test_beyond_owed import asked, owed_in
from tests.models.importing_zoo.test_stated import a_workbook, bring


def test_of_a_sheet_for_every_year_the_last_says_what_is_owed(book: Book) -> None:
    heads = ["项目名称", "建设单位", "上年欠款", "本年产值", "本年收款", "年末欠款"]
    years = {
        "2023": [["新港路", "港投公司", 0, 1000.55, 800, 200.55]],
        "2024": [["新港路", "港投公司", 200.55, 500, 600, 100.55], ["新港桥", "港投公司", 0, 300, 100, 200]],
        "2025": [["新港路", "港投公司", 100.55, 0, 50, 50.55], ["新港桥", "港投公司", 200, 400.1234, 300, 300.1234]],
    }
    told = bring(book, a_workbook(**{f"{year}年": [[f"{year}年度工程款收支台账（万元）"], heads, *rows]
                                     for year, rows in years.items()}))  # fmt: skip
    assert owed_in(book) == [("新港桥", "progress", "3001234.00"), ("新港路", "progress", "505500.00")]
    assert [one["difference"] for one in told["balances"]] == ["0.00", "0.00"]


def test_a_balance_stands_on_the_day_of_its_own_row(book: Book) -> None:
    heads = ["客户名称", "工程名称", "累计应收", "累计实收", "应收余额", "截止日期"]
    told = bring(book, a_workbook(往来=[
        heads,
        ["山水公司", "B楼", 3000, 3500, -500, "2025-12-31"],
        ["山水公司", "C楼", 4000.55, 0, 4000.55, "2025-12-31"],
    ]))  # fmt: skip
    assert owed_in(book) == [("C楼", "progress", "4000.55")]
    assert [(one["balance"], one["unallocated"]) for one in told["balances"]] == [
        ("0.00", "500.00"),
        ("4000.55", "0.00"),
    ]


@pytest.mark.parametrize(
    "names", [("2025年下半年", "2025年上半年", "2026年上半年"), ("2025年4季度", "2025年第二季度", "2026年一季度")]
)
def test_of_a_sheet_for_every_half_year_or_quarter_the_last_says_what_is_owed(
    book: Book, names: tuple[str, ...]
) -> None:
    heads = ["业主", "项目", "期初欠款", "本期应收", "本期收款", "期末欠款"]
    sheets = {
        names[0]: [["甲公", "P", 50, 100.5, 20, 130.5], ["乙公", "Q", 0, 10, 0, 10]],
        names[1]: [["甲公", "P", 0, 100, 50, 50]],
        names[2]: [["甲公", "P", 130.5, 0, 30.5, 100], ["乙公", "Q", 10, 5, 0, 15]],
    }
    bring(book, a_workbook(**{name: [[f"{name}工程款收支（元）"], heads, *rows] for name, rows in sheets.items()}))
    assert owed_in(book) == [("P", "progress", "100.00"), ("Q", "progress", "15.00")]


def test_a_summary_of_other_sheets_is_compared_and_its_parts_come_in(book: Book) -> None:
    heads = ["合同", "业主", "应收金额", "已收金额", "欠款", "截止日"]
    parts = {
        "进度款": [["一标", "丙公司", 5000, 4000, 1000, "2025-12-31"], ["二标", "丁公司", 800, 300, 500, "2025-12-31"]],
        "签证": [["一标", "丙公司", 50.5, 0, 50.5, "2025-12-31"]],
        "索赔": [["一标", "丙公司", 200, 0, 200, "2025-12-31"]],
    }
    whole = [["工程款汇总（元） 2025-12-31"], ["合同", "业主", "进度款欠款", "签证欠款", "索赔欠款", "欠款合计"],
             ["一标", "丙公司", 1000, 50.5, 200, 1250.5], ["二标", "丁公司", 500, 0, 0, 500],
             ["合计", None, 1500, 50.5, 200, 1750.5]]  # fmt: skip
    told = bring(book, a_workbook(汇总=whole, **{name: [heads, *rows] for name, rows in parts.items()}))
    assert sorted(amount for _, _, amount in owed_in(book)) == ["1000.00", "200.00", "50.50", "500.00"]
    assert told["sheets"]["汇总"]["understood"] == 0
    assert [one["difference"] for one in told["balances"]] == ["0.00", "0.00"]


def test_two_debts_of_one_amount_on_two_sheets_are_two(book: Book) -> None:
    heads = ["合同", "业主", "欠款", "截止日"]
    bring(book, a_workbook(进度款=[heads, ["一标", "丙公司", 500, "2025-12-31"]],
                           签证=[heads, ["一标", "丙公司", 500, "2025-12-30"]]))  # fmt: skip
    assert [amount for _, _, amount in owed_in(book)] == ["500.00", "500.00"]


def test_the_state_of_a_debt_is_its_remark_and_a_void_one_stays_out(book: Book) -> None:
    told = bring(book, a_workbook(欠款=[
        ["单位", "项目", "日期", "欠款（元）", "状态"],
        ["丙公司", "Z1", "2020-1-1", 100, "正常"], ["丙公司", "Z3", "2021-1-1", 300, "作废"],
        ["丙公司", "Z4", "2021-1-1", 400, "诉讼中"],
    ]))  # fmt: skip
    assert owed_in(book) == [("Z1", "progress", "100.00"), ("Z4", "progress", "400.00")]
    (out,) = told["sheets"]["欠款"]["open"]
    assert (out["row"], "作废" in out["reason"]) == (3, True)


def test_receipts_of_quarters_have_the_days_of_their_certificates(book: Book) -> None:
    told = bring(book, a_workbook(**{"2025年": [
        ["2025年季度表（万元）"], ["项目", "业主", "指标", "1季度", "2季度", "3季度", "合计"],
        ["P1", "丙公司", "计价", 10, 20, 30.5, 60.5], ["P1", "丙公司", "回款", 5, 10, 10, 25],
        ["P1", "丙公司", "欠款", 5, 15, 35.5, 35.5],
    ]}))  # fmt: skip
    assert told["sheets"]["2025年"]["open"] == []
    with book.read() as session:
        days = [str(day) for day in session.scalars(select(Receipt.received_on).order_by(Receipt.received_on))]
    assert days == ["2025-03-31", "2025-06-30", "2025-09-30"]
    assert [one["balance"] for one in told["balances"]] == ["355000.00"]


def test_what_is_left_at_the_end_is_of_the_last_month_that_has_columns(book: Book) -> None:
    months = [f"2025年{month}月{what}" for month in (1, 2, 3) for what in ("应收", "收回")]
    told = bring(book, a_workbook(应收=[
        ["应收工程款变动表（元）"],
        ["客户", "项目", "2024年末余额", *months, "本年累计应收", "本年累计收回", "期末余额"],
        ["玉山公司", "玉山路", 1000.5, 100, 50, 200, 100, None, 300, 300, 450, 850.5],
    ]))  # fmt: skip
    assert owed_in(book) == [("玉山路", "progress", "850.50")]
    with book.read() as session:
        assert str(session.scalars(select(OpeningPosition.taken_on)).one()) == "2025-03-31"
    assert "date" not in asked(told)
