"""What is asked about amounts comes with what either answer would come to."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.language import text
from models.money import Money
from models.store.book import Book
from models.work import finish

TODAY = date(2026, 11, 23)


def asked(book: Book, caption: str, **answers: Any) -> tuple[recognition.Proposal, dict[str, recognition.Question]]:
    rows = [
        ["工程名称", "甲方", "合同额", "签认日期", caption],
        ["临湖花园", "江北市临湖置业有限公司", 9000, "2023-03-31", 100],
        ["临湖花园", "江北市临湖置业有限公司", 9000, "2023-04-30", 300],
    ]
    said = recognition.from_plain({"sheets": {"计价": answers}})
    with book.read() as session:
        workbook = Workbook("计价.xlsx", (Sheet("计价", rows),))
        proposal = finish(recognition.propose(session, workbook, said, TODAY))
    return proposal, {one.key[2]: one for one in proposal.questions if one.key[0] == "sheets"}


def figures(question: recognition.Question) -> list[str]:
    return [str(amount) for _, amount in question.told]


def test_tax_and_figures_to_date_are_asked_with_both_sums(book: Book) -> None:
    proposal, questions = asked(book, "计价金额")
    assert figures(questions["tax"]) == ["400.00", "436.00"]
    offered = next(one for one in proposal.answerable if one.key[-1] == "cumulative")
    assert figures(offered) == ["400.00", "300.00"]
    assert not offered.asked, "two rows that grow are no sign of it"
    assert figures(asked(book, "累计计价金额")[1]["cumulative"]) == ["400.00", "300.00"]
    assert figures(questions["unit"]) == ["400.00", "4000000.00"]


def test_amounts_without_tax_ask_for_the_rate_and_come_in_with_it(book: Book) -> None:
    proposal, questions = asked(book, "不含税计价金额")
    assert proposal.sheets[0].understood == 0
    assert questions["tax_rate"].proposed == ""
    assert figures(questions["tax_rate"])[:2] == ["436.00", "452.00"]
    proposal, questions = asked(book, "不含税计价金额", tax_rate="0.09")
    assert "tax_rate" not in questions
    assert proposal.sheets[0].understood == 2
    assert str(proposal.counts["certificates"].totals["CNY"]) == "436.00"


def test_nothing_is_asked_to_decide_between_nothing_and_nothing(book: Book) -> None:
    rows = [
        ["合同号", "业主", "工程", "单价", "累计计价", "累计收款", "欠款"],
        ["K-1", "江北市临湖置业有限公司", "路面", 100.5, 700, 500, ""],
    ]
    sheet = Sheet("汇总", rows, valueless=frozenset({(1, 6)}))
    with book.read() as session:
        proposal = finish(recognition.propose(session, Workbook("汇总.xlsx", (sheet,)), recognition.NOBODY, TODAY))
    assert [one.key for one in proposal.questions if one.key[-1] != "kind"] == []
    assert {"unit", "owed"} <= {one.key[-1] for one in proposal.answerable}
    (row,) = proposal.sheets[0].open
    assert (row.amount, list(row.amounts)) == (Money(70_000), ["累计计价", "累计收款"])


def test_of_a_sheet_that_stays_out_only_that_is_asked(book: Book) -> None:
    rows = [["月份", "甲方", "合同额", "计价金额"], ["2023年3月", "江北市临湖置业有限公司", 9000, 100]]
    sheets = Sheet("计价", rows), Sheet("备份", [*rows, ["2023年4月", "江北市临湖置业有限公司", 9000, 7]], hidden=True)
    with book.read() as session:
        workbook = Workbook("计价.xlsx", sheets)
        proposal = finish(recognition.propose(session, workbook, recognition.NOBODY, TODAY))
        said = recognition.from_plain({"sheets": {"备份": {"include": True}}})
        included = finish(recognition.propose(session, workbook, said, TODAY))
    assert {one.key[2] for one in proposal.questions if one.key[1] == "备份"} == {"include"}
    assert {"kind", "unit", "month"} <= {one.key[2] for one in proposal.answerable if one.key[1] == "备份"}
    assert {"kind", "unit", "month"} <= {one.key[2] for one in included.questions if one.key[1] == "备份"}


def test_days_without_a_year_that_rows_can_do_without_keep_no_row_open(book: Book) -> None:
    heads = ["债务人", "欠款", "形成日期", "到期日"]
    rows = {"留在备注中": ["东湖区教育局", 100, "2025-03-01", "2月底"], "各行待定": ["东湖区教育局", 100, "2月底", ""]}
    for meaning, row in rows.items():
        with book.read() as session:
            workbook = Workbook("欠款.xlsx", (Sheet("欠款明细", [heads, row]),))
            proposal = finish(recognition.propose(session, workbook, recognition.NOBODY, TODAY))
        (question,) = [one for one in proposal.questions if one.key[2:] == ("year",)]
        assert proposal.sheets[0].understood == (meaning == "留在备注中")
        assert meaning in text(dict(question.choices)[0], "zh")
