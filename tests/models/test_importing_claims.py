"""Claims come in with their stages, certificates find them by their number, and a copy of the book owes the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import claims, exchange, receivables
from models.certificates.record import CertificateLine
from models.claims import Claim
from models.importing import UPDATE
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, problems, sentences, workbook

SHEETS: dict[str, Rows] = {
    "单位": [["名称"], ["江北公路事业发展中心"]],
    "合同": [["合同编号", "合同名称", "业主", "合同金额", "签订日期"],
             ["HT-1", "江北三标", "江北公路事业发展中心", 2_000_000.0, date(2025, 3, 1)]],
    "索赔": [["合同编号", "索赔编号", "索赔事项", "索赔原因", "事件发生日", "认可后的支付方式", "认可后多少天内支付"],
             ["HT-1", "SP-1", "图纸迟交停工", "场地、图纸迟交", date(2025, 6, 3), "", ""],
             ["HT-1", "SP-2", "业主指令停工", "停工、窝工", date(2025, 7, 1), "单独支付", 28.0]],
    "索赔过程": [["索赔编号", "阶段", "日期", "金额", "工期天数", "签发人", "备注"],
               ["SP-1", "最终报告", date(2025, 7, 2), 90_000.0, 12.0, "", "报告 01"],
               ["SP-1", "已发意向", date(2025, 6, 20), "", "", "", "意向 01"],
               ["SP-2", "已发意向", date(2025, 7, 5), "", "", "", ""],
               ["SP-2", "最终报告", date(2025, 7, 20), 50_000.0, "", "", ""],
               ["SP-2", "已认可", date(2025, 8, 20), 40_000.0, "", "业主代表", ""]],
}  # fmt: skip
LATER = date(2026, 1, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def kept(book: Book) -> dict[str, list[tuple[str, str]]]:
    with book.read() as session:
        rows = {row.number: row.id for row in session.scalars(select(Claim))}
        return {
            number: [(one.stage, str(one.amount)) for one in claims.draft_of(session, key).steps]
            for number, key in rows.items()
        }


def test_claims_come_in_with_their_stages_by_day_and_go_on_until_they_are_agreed(book: Book) -> None:
    outcome = bring_in(book, workbook(SHEETS))
    assert (outcome.counts["claims"].new, outcome.counts["claim_steps"].new) == (2, 5)
    assert kept(book) == {
        "SP-1": [("notified", "None"), ("final_report", "90000.00")],
        "SP-2": [("notified", "None"), ("final_report", "50000.00"), ("agreed", "40000.00")],
    }
    with book.read() as session:
        (owed,) = receivables.positions(session, LATER)
        assert (str(owed.balance), str(owed.overdue)) == ("40000.00", "40000.00")
    head, *rows = SHEETS["索赔过程"]
    more = [*rows[:2], ["SP-1", "已认可", date(2025, 9, 1), 70_000.0, 8.0, "业主代表", ""]]
    outcome = bring_in(book, workbook({**SHEETS, "索赔过程": [head, *more, *rows[2:]]}), existing=UPDATE)
    assert (outcome.counts["claims"].updated, outcome.counts["claims"].skipped) == (1, 1)
    assert kept(book)["SP-1"][-1] == ("agreed", "70000.00")


def test_a_certificate_of_a_workbook_takes_no_more_of_a_claim_than_was_agreed(book: Book) -> None:
    head, *rows = SHEETS["索赔过程"]
    agreed = ["SP-1", "已认可", date(2025, 9, 1), 70_000.0, 8.0, "业主代表", ""]
    bring_in(book, workbook({**SHEETS, "索赔过程": [head, *rows, agreed]}))
    certificates: dict[str, Rows] = {
        "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期"],
                   ["HT-1", "JJ-1", 1.0, date(2025, 9, 25), date(2025, 10, 8)],
                   ["HT-1", "JJ-2", 2.0, date(2025, 10, 25), date(2025, 11, 8)]],
        "计价明细": [["计价单号", "编码", "本期数量", "综合单价"],
                   ["JJ-1", "SP-1", 0.5, 70_000.0], ["JJ-2", "SP-1", 0.6, 70_000.0]],
    }  # fmt: skip
    found = problems(book, workbook(certificates))
    assert [one.sentence("en") for one in found if not one.advice] == [
        "70,000.00 was agreed of this claim and 35,000.00 certified before: certify no more than the rest."
    ]
    certificates["计价明细"][2][2] = 0.5
    bring_in(book, workbook(certificates))
    with book.read() as session:
        lines = list(session.scalars(select(CertificateLine).order_by(CertificateLine.id)))
        assert [(one.kind, str(one.amount), bool(one.claim_id)) for one in lines] == [("claims", "35000.00", True)] * 2
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    other = a_book(book.folder.parent / "copy")
    try:
        with other.write(LOAD) as session:
            finish(exchange.load(session, drafts, "drafts.json"))
        with other.read() as theirs, book.read() as ours:
            assert list(exchange.dump(theirs)) == drafts
            assert receivables.positions(theirs, LATER) == receivables.positions(ours, LATER)
    finally:
        other.close()


def test_stages_without_a_claim_and_impossible_ones_are_told_at_their_cell(book: Book) -> None:
    head, *rows = SHEETS["索赔过程"]
    wrong = [*rows[:2], ["SP-9", "已发意向", date(2025, 7, 5), "", "", "", ""],
             ["SP-1", "默示认可", date(2025, 7, 10), "", "", "", ""]]  # fmt: skip
    told = sentences(problems(book, workbook({**SHEETS, "索赔过程": [head, *wrong]})))
    assert any("SP-9" in one for one in told)
