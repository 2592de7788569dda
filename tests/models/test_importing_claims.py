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


def with_certificates(*claimed: float) -> dict[str, Rows]:
    """Claims and two certificates that take parts of the first one, in one workbook."""
    head, *rows = SHEETS["索赔过程"]
    agreed = ["SP-1", "已认可", date(2025, 9, 1), 70_000.0, 8.0, "业主代表", ""]
    return {
        **SHEETS,
        "索赔过程": [head, *rows, agreed],
        "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期"],
                   ["HT-1", "JJ-1", 1.0, date(2025, 9, 25), date(2025, 10, 8)],
                   ["HT-1", "JJ-2", 2.0, date(2025, 10, 25), date(2025, 11, 8)]],
        "计价明细": [["计价单号", "编码", "本期数量", "综合单价"],
                   *([f"JJ-{place}", "SP-1", part, 70_000.0] for place, part in enumerate(claimed, 1))],
    }  # fmt: skip


def test_certificates_find_the_claims_that_come_in_with_them(book: Book) -> None:
    found = problems(book, workbook(with_certificates(0.5, 0.6)))
    assert [one.sentence("en") for one in found if not one.advice] == [
        "70,000.00 was agreed of this claim and 35,000.00 certified before: certify no more than the rest."
    ]
    outcome = bring_in(book, workbook(with_certificates(0.5, 0.5)))
    assert (outcome.counts["claims"].new, outcome.counts["claim_steps"].new) == (2, 6)
    with book.read() as session:
        lines = list(session.scalars(select(CertificateLine).order_by(CertificateLine.id)))
        (key,) = session.scalars(select(Claim.id).where(Claim.number == "SP-1"))
        assert [(one.kind, one.claim_id) for one in lines] == [("claims", key)] * 2
        assert claims.is_unaltered(session, session.get_one(Claim, key))
        assert str(claims.certified_of(session, key)) == "70000.00"


def test_a_line_for_a_claim_that_is_nowhere_is_told(book: Book) -> None:
    sheets = with_certificates(0.5)
    sheets["计价明细"] = [["计价单号", "编码", "kind", "本期金额"], ["JJ-1", "SP-9", "claims", 5_000.0],
                         ["JJ-2", "SP-8", "claims", 5_000.0]]  # fmt: skip
    outcome = bring_in(book, workbook(sheets))
    (told,) = [one.sentence("en") for one in outcome.problems if "SP-9" in one.sentence("en")]
    assert "add it to the sheet 索赔" in told


WAITING: dict[str, Rows] = {
    "单位": SHEETS["单位"],
    "合同": SHEETS["合同"],
    "付款节点": [["合同编号", "event", "累计比例", "天数"], ["HT-1", "invoice_received", 0.8, 28.0],
               ["HT-1", "final_account", 1.0, 28.0]],
    "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期", "计价金额"],
               ["HT-1", "JJ-1", 1.0, date(2025, 9, 25), date(2025, 10, 8), 100_000.0]],
    "到期条件": [["单据号", "类别", "发生日期", "凭据"], ["JJ-1", "", date(2025, 10, 20), "发票签收单 03 号"]],
}  # fmt: skip


def dues(book: Book) -> list[tuple[str, date | None]]:
    with book.read() as session:
        item = receivables.items(LATER)
        found = session.execute(select(item.c.amount, item.c.due_on).order_by(item.c.amount)).all()
        return [(str(amount), due_on) for amount, due_on in found]


def test_what_a_payment_waits_for_comes_in_with_its_certificate_or_later(book: Book) -> None:
    later = {name: rows for name, rows in WAITING.items() if name == "到期条件"}
    bring_in(book, workbook({name: rows for name, rows in WAITING.items() if name not in later}))
    waited = dues(book)
    assert [due_on for _amount, due_on in waited] == [None, None]
    outcome = bring_in(book, workbook(later))
    assert outcome.counts["due_events"].new == 1
    assert [due_on for _amount, due_on in dues(book)] == [None, date(2025, 11, 17)]
    assert bring_in(book, workbook(later)).counts["due_events"].unchanged == 1
    other = a_book(book.folder.parent / "other")
    try:
        bring_in(other, workbook(WAITING))
        assert dues(other) == dues(book)
    finally:
        other.close()


@pytest.mark.parametrize(
    ("row", "word"),
    [(["JJ-9", "", date(2025, 10, 20), ""], "JJ-9"), (["JJ-1", "质保金", date(2025, 10, 20), ""], "JJ-1")],
)
def test_an_event_that_nothing_waits_for_is_told_at_its_cell(book: Book, row: list[object], word: str) -> None:
    head = WAITING["到期条件"][0]
    told = sentences(problems(book, workbook({**WAITING, "到期条件": [head, row]})))
    assert any(word in one and "到期条件" in one for one in told)
