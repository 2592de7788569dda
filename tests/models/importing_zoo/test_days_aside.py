"""A column of days that no caption explains is not lost: it is the day of the rows, and that is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import exchange
from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receivables import Receivable
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_money import a_workbook, bring, looked_at
from tests.models.importing_zoo.test_received_to_date import LAKE


def owed_since(caption: str) -> list[list[Any]]:
    return [
        ["期初应收账款明细（截至2023年12月31日）"],
        ["合同编号", "付款单位", "欠款性质", caption, "应收余额（元）"],
        ["HT-01", LAKE, "进度款", "2021-12-14", 100000],
        ["HT-02", LAKE, "进度款", "2022-04-25", 200000],
    ]


def posted(book: Book) -> set[tuple[str, str]]:
    with book.read() as session:
        rows = session.execute(select(Receivable.posted_on, Receivable.amount))
        return {(day.isoformat(), str(amount)) for day, amount in rows}


THEN = {("2021-12-14", "100000.00"), ("2022-04-25", "200000.00")}
AT_THE_END = {("2023-12-31", "100000.00"), ("2023-12-31", "200000.00")}


@pytest.mark.parametrize("caption", ["业务日期", "账龄起算日", "Posting date", "Date", "拖欠起算日期"])
def test_the_day_of_an_old_debt_is_known_by_any_usual_word(book: Book, caption: str) -> None:
    proposal = bring(book, a_workbook(台账=owed_since(caption)))
    assert posted(book) == THEN
    assert (proposal.sheets[0].first, proposal.sheets[0].last) == ("2021-12-14", "2022-04-25")


@pytest.mark.parametrize("caption", ["欠账那天", "结转日期", "账款之日"])
def test_the_only_column_of_days_is_taken_for_it_and_asked(book: Book, caption: str) -> None:
    key = ("sheets", "台账", "columns", caption)
    (asked,) = [one for one in looked_at(book, a_workbook(台账=owed_since(caption))).questions if one.key == key]
    assert (asked.proposed, [value for value, _ in asked.choices]) == ("posted_on", ["posted_on", ""])
    no = {"台账": {"columns": {caption: ""}}}
    proposal = bring(book, a_workbook(台账=owed_since(caption)), sheets=no)
    assert posted(book) == AT_THE_END
    assert [one for one in proposal.questions if one.key == key] == []


def test_the_only_column_of_days_is_that_of_the_debt(book: Book) -> None:
    bring(book, a_workbook(台账=owed_since("欠账那天")))
    assert posted(book) == THEN


@pytest.mark.parametrize(
    "caption", ["预计回款日", "最近催收时间", "更新日期", "末次回款那天", "Last payment", "合同签署日"]
)
def test_other_days_are_not_the_day_of_a_debt(book: Book, caption: str) -> None:
    bring(book, a_workbook(台账=owed_since(caption)))
    assert posted(book) == AT_THE_END


@pytest.mark.parametrize("caption", ["资金到账日期", "款项实际到账时间", "钱来的那天"])
@pytest.mark.parametrize("amounts", [["金额（元）"], ["不含税金额", "税额", "价税合计"]])
def test_a_ledger_called_receipts_with_a_day_is_one_of_receipts(book: Book, caption: str, amounts: list[str]) -> None:
    figures = {1: [[100000], [200000]], 3: [[100000, 9000, 109000], [200000, 18000, 218000]]}[len(amounts)]
    rows = [
        ["回款台账"],
        ["合同编号", "甲方", caption, *amounts],
        ["HT-01", LAKE, "2021-12-14", *figures[0]],
        ["HT-02", LAKE, "2022-04-25", *figures[1]],
    ]
    proposal = looked_at(book, a_workbook(回款台账=rows))
    sheet = proposal.sheets[0]
    assert (sheet.kind, sheet.understood, sheet.first, sheet.last) == ("receipts", 2, "2021-12-14", "2022-04-25")
    assert str(proposal.counts["receipts"].totals["CNY"]) == ("300000.00" if len(amounts) == 1 else "327000.00")


def test_a_certificate_with_its_month_takes_no_other_day_for_its_own(book: Book) -> None:
    rows = [["合同编号", "甲方", "计价月份", "本期计价", "付清那天"], ["HT-01", LAKE, "2023年1月", 1000, "2023-05-06"]]
    (sheet,) = looked_at(book, a_workbook(计价=rows)).sheets
    assert (sheet.kind, sheet.first, sheet.last) == ("certificates", "2023-01", "2023-01")


def test_numbers_of_certificates_that_begin_anew_with_every_contract_are_periods(book: Book) -> None:
    rows = [
        ["Contract No.", "Client", "Certificate no.", "Date certified", "Certified amount (CNY)"],
        ["HT-01", LAKE, 1, "2023-01-31", 1000],
        ["HT-02", LAKE, 1, "2023-01-31", 2000],
        ["HT-01", LAKE, 2, "2023-02-28", 3000.5],
    ]
    proposal = bring(book, a_workbook(台账=rows))
    sheet = proposal.sheets[0]
    assert (sheet.kind, sheet.understood, sheet.open) == ("certificates", 3, ())
    assert posted(book) == {("2023-01-31", "1000.00"), ("2023-01-31", "2000.00"), ("2023-02-28", "3000.50")}


@pytest.mark.parametrize(
    ("caption", "kind"),
    [("进度款审定金额", "certificates"), ("合同总造价", "contracts"), ("计量确认金额", "certificates")],
)
def test_compounds_of_known_words_are_known(book: Book, caption: str, kind: str) -> None:
    day = "签认日期" if kind == "certificates" else "签订日期"
    rows = [["合同编号", "工程名称", "甲方", day, caption], ["HT-01", "临湖花园", LAKE, "2023-01-31", 1000]]
    (sheet,) = looked_at(book, a_workbook(台账=rows)).sheets
    assert (sheet.kind, sheet.understood, str(sheet.sums[caption])) == (kind, 1, "1000.00")


def test_captions_that_end_with_the_sheet_are_read(book: Book) -> None:
    """Three rows of captions whose last columns end above the last row of the sheet."""
    rows = (
        ("合同编号", "甲方", "回款情况", "", "", "经办人"),
        ("", "", "明细", "", "", ""),
        ("", "", "到账日期", "凭证号", "回款金额", ""),
    )
    merged = (*(((0, place), (2, place)) for place in (0, 1, 5)), ((0, 2), (0, 4)), ((1, 2), (1, 4)))
    told = (
        ["HT-01", LAKE, "2021-12-14", "记-1", 100000, "张三"],
        ["HT-02", LAKE, "2022-04-25", "记-2", 200000, "张三"],
    )
    with book.read() as session:
        for upto in (1, 2, 3):
            made = Workbook("台账.xlsx", (Sheet("回款", rows[:upto], merged=merged),))
            finish(recognition.propose(session, made, recognition.NOBODY, date(2026, 11, 23)))
        made = Workbook("台账.xlsx", (Sheet("回款", (*rows, *told), merged=merged),))
        (sheet,) = finish(recognition.propose(session, made, recognition.NOBODY, date(2026, 11, 23))).sheets
    assert (sheet.kind, sheet.understood, sheet.header) == ("receipts", 2, (1, 2, 3))


def test_two_old_retentions_alike_but_for_their_amounts_stay_two(book: Book) -> None:
    title, captions, *_ = owed_since("形成日期")
    rows = [title, captions, *(["HT-01", LAKE, "质保金", "2022-04-25", amount] for amount in (100000, 200000))]
    bring(book, a_workbook(台账=rows))
    with book.read() as session:
        (draft,) = [one for one in exchange.dump(session) if one["noun"] == "opening"]
    assert [(one["kind"], one["amount"]) for one in draft["draft"]["items"]] == [
        ("retention", "100000.00"), ("retention", "200000.00")]  # fmt: skip
