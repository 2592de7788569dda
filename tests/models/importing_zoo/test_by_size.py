"""Contract prices that would all be less than a thousand yuan, and no unit anywhere: asked, ten thousands proposed."""

from __future__ import annotations

from typing import Any

from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE = "江北市临湖置业有限公司"
HEADS = ["合同编号", "合同名称", "建设单位", "合同额"]
ROWS = [["H-1", "一标", LAKE, 85.6], ["H-2", "二标", LAKE, "920"], ["合计", "", "", 1005.6]]


def asked(told: dict[str, Any]) -> dict[tuple[str, ...], tuple[Any, dict[str, str]]]:
    units = [one for one in told["questions"] if {"unit", "units"} & {*one["key"][2:3]}]
    return {tuple(one["key"]): (one["proposed"], one["figures"]) for one in units}


def test_it_is_asked_with_both_sums(book: Book) -> None:
    told = bring(book, a_workbook(合同台账=[HEADS, *ROWS]))
    assert asked(told) == {("sheets", "合同台账", "unit"): ("万元", {"万元": "10056000.00", "元": "1005.60"})}
    sheet = told["sheets"]["合同台账"]
    assert (sheet["unit"], sheet["sums"]) == ("万元", {"合同额": "10056000.00"})
    assert [(one["stated"], one["ours"]) for one in sheet["stated_totals"]] == [("10056000.00", "10056000.00")]


def test_answered_yuan_they_are_yuan(book: Book) -> None:
    told = bring(book, a_workbook(合同台账=[HEADS, *ROWS]), sheets={"合同台账": {"unit": "元"}})
    assert asked(told) == {}
    assert told["sheets"]["合同台账"]["sums"] == {"合同额": "1005.60"}


def test_amounts_larger_than_every_price_stay_in_yuan(book: Book) -> None:
    rows = [[*row, paid, owed] for row, paid, owed in zip(ROWS, (350000, 0, 350000), (50.6, 20, 70.6), strict=True)]
    told = bring(book, a_workbook(合同台账=[[*HEADS, "累计收款", "欠款"], *rows]))
    assert asked(told) == {
        ("sheets", "合同台账", "units", "合同额"): ("万元", {"万元": "10056000.00", "元": "1005.60"}),
        ("sheets", "合同台账", "units", "欠款"): ("万元", {"万元": "706000.00", "元": "70.60"}),
    }
    assert told["sheets"]["合同台账"]["sums"]["累计收款"] == "350000.00"


def test_a_unit_anywhere_or_one_large_price_leaves_no_doubt_of_that_kind(book: Book) -> None:
    for heads, rows in (
        ([*HEADS[:3], "合同额（元）"], ROWS),
        (HEADS, [*ROWS[:2], ["H-3", "三标", LAKE, 1000]]),
        (HEADS, [["H-1", "一标", LAKE, "85.6万元"]]),
        ([*HEADS[:3], "订单金额"], ROWS),
    ):
        told = bring(book, a_workbook(合同台账=[heads, *rows]))
        assert told["sheets"]["合同台账"]["unit"] == "元"
        assert [one for one, _ in asked(told).values() if one == "万元"] == []
        book.undo()


def test_what_is_owed_is_read_with_the_prices_beside_it(book: Book) -> None:
    heads = ["合同名称", "建设单位", "合同额", "欠款"]
    told = bring(book, a_workbook(欠款=[["截至2024年12月31日欠款"], heads, ["一标", LAKE, 85.6, 12.3]]))
    assert asked(told) == {("sheets", "欠款", "unit"): ("万元", {"万元": "123000.00", "元": "12.30"})}
    assert told["balances"][0]["balance"] == "123000.00"
