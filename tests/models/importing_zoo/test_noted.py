"""Notes are told in the reader's language throughout, and what is said of many rows is said once."""

from __future__ import annotations

from typing import Any

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo.test_again import LAKE, TODAY, Rows


def told(book: Book, rows: Rows, language: str) -> dict[str, Any]:
    with book.read() as session:
        workbook = Workbook("台账.xlsx", (Sheet("收款", rows),))
        proposal = finish(recognition.propose(session, workbook, recognition.NOBODY, TODAY))
    sheet: dict[str, Any] = recognition.plain(proposal, language)["sheets"]["收款"]
    return sheet


def rows(count: int) -> Rows:
    head = ["日期", "付款单位", "收款金额", "收款方式", "楼号", "户数"]
    return [head, *[["2024-03-08", LAKE, 100 + n, "挂账", "3#", 2] for n in range(count)]]


def test_what_is_said_of_many_rows_is_said_once_with_their_count(book: Book) -> None:
    said = [one for one in told(book, rows(1000), "zh")["notes"] if "挂账" in one["note"]]
    (one,) = said
    assert one["row"] == 2
    assert one["note"].endswith("（另有 999 行同此，最后为第 1001 行。）")
    assert len([one for one in told(book, rows(20), "zh")["notes"] if "挂账" in one["note"]]) == 20


def test_words_and_clauses_are_parted_as_the_language_does(book: Book) -> None:
    odd = [["日期", "付款单位", "收款金额", "楼号", "户数"], ["待定", "", "待定", "3#", 2]]
    shown = {language: told(book, odd, language) for language in ("zh", "en")}
    texts = {
        language: "".join([sheet["open"][0]["reason"], *(one["note"] for one in sheet["notes"])])
        for language, sheet in shown.items()
    }
    assert "；" in texts["zh"]
    assert "楼号、户数" in texts["zh"]
    assert "楼号, 户数" in texts["en"]
    assert not set("；、。") & set(texts["en"])
