"""Provision rates and contracts provided for by themselves come in from a workbook, each told at its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from models import provisions
from models.importing import UPDATE
from models.provisions import IndividualProvision, ProvisionMatrix, ProvisionMatrixDraft, ProvisionRateDraft
from models.store.book import Book
from tests import makers
from tests.models.importing_sheets import Rows, bring_in, problems, sentences, workbook
from tests.reports.books import FILL

HEAD = ["生效日期", "债务人类别", "1年以内", "1–2 年", "2–3 年", "3–4 年", "4–5 年", "5 年以上"]
NEW = date(2026, 1, 1)
D = Decimal


def sheets(**changes: Rows) -> dict[str, Rows]:
    usual: dict[str, Rows] = {
        "坏账政策": [["生效日期", "依据"], [NEW, "集团会计政策〔2026〕3 号"]],
        "坏账计提比例": [
            HEAD,
            [NEW, "其他债务人", "5%", "10%", "20%", "40%", "60%", "100%"],
            [NEW, "政府机关", "1%", "5.5%", "10%", "20%", "40%", "80%"],
            [date(2020, 1, 1), "其他债务人", "5%", "10%", "20%", "30%", "50%", "100%"],
        ],
        "单项计提": [
            ["合同", "生效日期", "预计不能收回的比例", "原因"],
            [makers.CONTRACT, date(2026, 6, 30), "60%", "业主进入破产重整"],
        ],
    }
    return {**usual, **changes}


def a_book_with_a_contract(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_contract(session)


def kept(book: Book) -> list[Any]:
    with book.read() as session:
        found = session.scalars(select(ProvisionMatrix.id).order_by(ProvisionMatrix.valid_from)).all()
        alone = session.scalars(select(IndividualProvision.id)).all()
        return [provisions.draft_of(session, key) for key in found] + [
            provisions.individual_of(session, key) for key in alone
        ]


def test_rates_come_in_with_their_day_and_groups_and_single_provisions_with_their_reason(book: Book) -> None:
    a_book_with_a_contract(book)
    outcome = bring_in(book, workbook(sheets()))
    assert outcome.counts["provision_rates"].new == 3
    old, new, alone = kept(book)
    assert (old.valid_from, old.source, len(old.rates)) == (date(2020, 1, 1), "", 1)
    public = ProvisionRateDraft("government", "", D("0.01"), D("0.055"), D("0.1"), D("0.2"), D("0.4"), D("0.8"))
    usual = ProvisionRateDraft("other", "", D("0.05"), D("0.1"), D("0.2"), D("0.4"), D("0.6"), D(1))
    assert new == ProvisionMatrixDraft(new.id, NEW, "集团会计政策〔2026〕3 号", (usual, public))
    assert (alone.valid_from, alone.rate, alone.reason) == (date(2026, 6, 30), D("0.6"), "业主进入破产重整")


def test_rates_by_months_come_in_line_by_line(book: Book) -> None:
    a_book_with_a_contract(book)
    lines = [["生效日期", "债务人类别", "账龄上限（月）", "计提比例"], ["2026-01-01", "", "6", "1%"],
             ["2026-01-01", "", "12", "3%"], ["2026-01-01", "", "", "10%"]]  # fmt: skip
    bring_in(book, workbook({"按月计提比例": lines}))
    (only,) = kept(book)
    assert [(one.upto, one.rate) for one in only.months] == [(6, D("0.01")), (12, D("0.03")), (None, D("0.1"))]


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ((0.3, 1.6, 3.6, 6.6, 10.6), ["C2"]),
        ((0.3, 0.6, 3.6, 6.6, 10.6), ["C2", "D2"]),
        (("0.3%", 1.6, 3.6, 6.6, 10.6), []),
        ((0.003, 0.016, 0.036, 0.066, 0.106), []),
        ((0, 1, 3.6, 6.6, 10.6), []),
    ],
)
def test_rates_of_one_line_are_typed_on_one_scale(book: Book, typed: tuple[Any, ...], cells: list[str]) -> None:
    """IFRS 9 IE75 in numbers: 0.3 beside 1.6 would be 30 % and 1.6 %."""
    a_book_with_a_contract(book)
    head = ["生效日期", "债务人类别", "未逾期", "逾期1-30天", "逾期31-60天", "逾期61-90天", "逾期90天以上"]
    found = problems(book, workbook({"逾期计提比例": [head, [NEW, "其他债务人", *typed]]}))
    assert [one.where for one in found] == [f"逾期计提比例!{cell}" for cell in cells]


def test_the_most_usual_rates_are_no_example(book: Book) -> None:
    """5, 10, 20, 30, 50 and 100 % from the first day of a year on."""
    usual = [HEAD, [NEW, "其他债务人", "5%", "10%", "20%", "30%", "50%", "100%"]]
    bring_in(book, workbook({"坏账计提比例": usual}))
    (only,) = kept(book)
    assert only.rates[0].y2 == D("0.2")


def test_what_is_there_stays_or_is_changed_as_was_chosen(book: Book) -> None:
    a_book_with_a_contract(book)
    bring_in(book, workbook(sheets()))
    again = sheets()
    again["坏账计提比例"][1][2] = "6%"
    again["单项计提"][1][2] = "80%"
    told = sentences(bring_in(book, workbook(again)).problems)
    assert any(f"{makers.CONTRACT} 2026-06-30" in one for one in told)
    assert kept(book)[1].rates[0].y0 == D("0.05")
    outcome = bring_in(book, workbook(again), existing=UPDATE)
    assert outcome.counts["individual_provisions"].updated == 1
    _old, new, alone = kept(book)
    assert (new.rates[0].y0, len(new.rates), alone.rate) == (D("0.06"), 2, D("0.8"))


def test_what_does_not_fit_is_told_at_its_cell_and_nothing_is_kept(book: Book) -> None:
    a_book_with_a_contract(book)
    wrong = sheets()
    wrong["坏账计提比例"][1][2] = "160%"
    wrong["坏账计提比例"].append(["", "其他债务人", "5%", "10%", "20%", "30%", "50%", "100%"])
    wrong["坏账计提比例"].append([date(2030, 1, 1), "政府机关", "5%", "10%", "20%", "30%", "50%", ""])
    wrong["单项计提"].append([makers.CONTRACT, date(2026, 6, 30), "70%", "重复"])
    wrong["单项计提"].append(["没有这份", "", "70%", ""])
    told = sentences(problems(book, workbook(wrong)))
    for cell in (
        "坏账计提比例!C2",
        "坏账计提比例!A5",
        "坏账计提比例!H6",
        "单项计提!B3",
        "单项计提!A4",
        "单项计提!B4",
        "单项计提!D4",
    ):
        assert any(one.startswith(f"{cell}: ") for one in told), (cell, told)
    assert kept(book) == []
