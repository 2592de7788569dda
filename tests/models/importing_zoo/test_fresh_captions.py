"""Captions and titles as sites write them; figures to date are asked about where something speaks for them."""

from __future__ import annotations

from typing import Any

import pytest

from models.store.book import Book
from tests.models.importing_zoo.test_money import a_workbook, looked_at
from tests.models.importing_zoo.test_received_to_date import LAKE, ROAD

KEY = ("sheets", "回款", "cumulative")


def paid(*amounts: float, party: str = LAKE) -> list[list[Any]]:
    return [[party, f"2023-{month:02d}-05", amount] for month, amount in enumerate(amounts, 1)]


def is_asked(book: Book, rows: list[list[Any]], caption: str = "收款金额") -> bool:
    sheet = [["付款单位", "收款日期", caption], *rows]
    proposal = looked_at(book, a_workbook(回款=sheet))
    assert KEY in {one.key for one in proposal.answerable}
    return KEY in {one.key for one in proposal.questions}


@pytest.mark.parametrize(
    "rows",
    [
        paid(1000),
        paid(1000, 2000),
        paid(1000, 1000, 1000),
        paid(1000, 3000, 2000),
        [*paid(1, 2, 3), *paid(5, 4, party=ROAD)],
        [*paid(1000), *paid(2000, party=ROAD)],
    ],
)
def test_amounts_that_may_be_those_of_a_period_are_not_asked_about(book: Book, rows: list[list[Any]]) -> None:
    assert not is_asked(book, rows)


@pytest.mark.parametrize(
    "rows",
    [paid(1000, 2000, 3000), paid(1000, 1000, 2000, 3000), [*paid(1, 2), *paid(3, 7, party=ROAD)], paid(3, 5, 9)[::-1]],
)
def test_amounts_that_only_grow_are_asked_about(book: Book, rows: list[list[Any]]) -> None:
    assert is_asked(book, rows)


def test_the_caption_speaks_for_it_or_against_it(book: Book) -> None:
    assert is_asked(book, paid(1000), "累计收款金额")
    assert not is_asked(book, paid(1000, 2000, 3000), "本期收款金额")


@pytest.mark.parametrize(
    ("said", "number", "name"),
    [
        ("合同：HT-01 江北大道 业主：江北城投有限公司 单位：元", "HT-01", "江北大道"),
        ("合同：HT-01  业主：江北城投有限公司", "HT-01", "HT-01"),
        ("合同名称：江建合字〔2023〕12号 江北大道  建设单位：江北城投有限公司", "江建合字〔2023〕12号", "江北大道"),
        ("合同编号：HT-01 江北大道  甲方：江北城投有限公司", "HT-01", "江北大道"),
    ],
)
def test_number_and_name_of_a_contract_stand_together_above_the_table(
    book: Book, said: str, number: str, name: str
) -> None:
    rows = [[f"验工计价台账 {said}"], ["期次", "计价日期", "本期计价"], [1, "2023-1-31", 1000], [2, "2023-2-28", 500]]
    (contract,) = looked_at(book, a_workbook(计价=rows)).contracts
    assert (contract["number"], contract["name"], contract["party"]) == (number, name, "江北城投有限公司")


@pytest.mark.parametrize("caption", ["预付款扣回", "预付款", "动员预付款扣回"])
@pytest.mark.parametrize("above", ["扣款", "应扣款项", "扣款项目"])
def test_what_is_taken_off_is_told_apart_below_one_caption(book: Book, above: str, caption: str) -> None:
    rows = [
        ["合同编号", "甲方", "期次", "计价日期", "本期计价", above, "", "", "应付"],
        ["", "", "", "", "", "质保金", caption, "水电费", ""],
        ["HT-01", LAKE, 1, "2023-1-31", 1000, 30, 100, 5, 865],
        ["HT-01", LAKE, 2, "2023-2-28", 500, 15, 50, 0, 435],
    ]
    (sheet,) = looked_at(book, a_workbook(计价=rows)).sheets
    assert [one.role for one in sheet.columns][5:8] == ["retention", "recovery", "penalty"]


def test_an_opening_row_makes_its_contract_with_name_and_price(book: Book) -> None:
    rows = [
        ["XX局集团江北公司2024年6月底工程款清收台账"],
        ["金额单位：万元"],
        ["序号", "单位/项目", "建设单位", "合同额", "", "累计计价", "累计收款", "欠款"],
        ["", "", "", "合同编号", "含税金额", "", "", ""],
        [1, "江北大道改造", ROAD, "HT-2020-01", 12000, 9000, 7000.5, 1999.5],
        [2, "临湖小区一期", LAKE, "HT-2021-07", 8500.5, 8600.123456, 8000, 600.123456],
    ]
    found = looked_at(book, a_workbook(清收台账=rows)).contracts
    assert [(one["number"], one["name"], one["price"]) for one in found] == [
        ("HT-2020-01", "江北大道改造", "120000000.00"), ("HT-2021-07", "临湖小区一期", "85005000.00")]  # fmt: skip


def test_a_column_called_contract_that_holds_numbers_has_the_numbers(book: Book) -> None:
    rows = [
        ["No.", "Contract", "Contract name", "Employer", "Signing date", "Contract sum (元)"],
        [1, "HT-2021-21", "滨海桥一标段", LAKE, "2022-01-04", 50000000],
        [2, "2023施-006", "云岭高速工程", LAKE, "2022-01-03", 318404107.24],
        [3, "2021施第037号", "云岭高速项目", ROAD, "2022-02-03", 1000000],
    ]
    proposal = looked_at(book, a_workbook(Register=rows))
    assert [(one["number"], one["name"]) for one in proposal.contracts] == [
        ("HT-2021-21", "滨海桥一标段"), ("2023施-006", "云岭高速工程"), ("2021施第037号", "云岭高速项目")]  # fmt: skip
    assert (proposal.sheets[0].first, proposal.sheets[0].last) == ("2022-01-03", "2022-02-03")
