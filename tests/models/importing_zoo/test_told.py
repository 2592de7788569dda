"""What a ledger leaves a person wondering about is said where it is seen: differences, names, merged cells, years."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.store.book import Book
from models.work import finish

TODAY = date(2026, 11, 23)
LAKE, SCHOOLS = "郑州滨河置业有限公司", "甲市教育局"
HEAD = ["收款日期", "付款单位", "收款金额（元）"]


def looked_at(book: Book, *sheets: Sheet, **answers: Any) -> recognition.Proposal:
    with book.read() as session:
        said = recognition.from_plain(answers)
        return finish(recognition.propose(session, Workbook("台账.xlsx", sheets), said, TODAY))


def notes(proposal: recognition.Proposal, row: int) -> str:
    return "".join(note.text("zh") for at, note in proposal.sheets[0].notes if at == row - 1)


def test_a_difference_that_hidden_open_and_text_rows_and_subtotals_explain_is_explained(book: Book) -> None:
    rows = [
        HEAD,
        ["2023-01-01", SCHOOLS, 100],
        ["2023-01-02", SCHOOLS, "贰拾元整"],
        ["小计", "", 100],
        ["2023-02-01", SCHOOLS, 7],
        ["2023-02-31", SCHOOLS, 3],
        ["合计", "", 210],
    ]
    proposal = looked_at(book, Sheet("收款", rows, hidden_rows=frozenset({4})))
    assert [(str(one.stated), str(one.ours)) for one in proposal.sheets[0].stated_totals][-1] == ("210.00", "120.00")
    assert "表上合计 210.00，各行合计 120.00，差额是：" in notes(proposal, 7)
    for part in ("隐藏的第 5 行 7.00", "未带入的第 6 行 3.00", "第 4 行的小计又被加了一遍 100.00",
                 "第 3 行的金额是文本，SUM 不计 20.00"):  # fmt: skip
        assert part in notes(proposal, 7)


def test_a_difference_that_nothing_explains_is_left_as_it_stands(book: Book) -> None:
    proposal = looked_at(book, Sheet("收款", [HEAD, ["2023-01-01", SCHOOLS, 100], ["合计", "", 101.5]]))
    assert "差额" not in notes(proposal, 3)


def test_a_sum_that_was_never_worked_out_passes_over_texts_as_excel_does(book: Book) -> None:
    rows = [HEAD, ["2023-01-01", SCHOOLS, 100], ["2023-01-02", SCHOOLS, "20元"], ["合计", "", ""]]
    sheet = Sheet("收款", rows, valueless=frozenset({(3, 2)}), adds={(3, 2): ((1, 2),)})
    (total,) = looked_at(book, sheet).sheets[0].stated_totals
    assert (str(total.stated), str(total.ours)) == ("100.00", "120.00")


def test_a_short_name_on_the_contract_of_a_longer_one_is_proposed_and_can_be_declined(book: Book) -> None:
    rows = [
        ["合同编号", "工程名称", "甲方", "收款日期", "收款金额（元）"],
        ["A-1", "一期", LAKE, "2023-01-01", 5],
        ["A-1", "一期", "滨河置业", "2023-01-02", 6],
    ]
    (question,) = [one for one in looked_at(book, Sheet("收款", rows)).questions if one.key[0] == "parties"]
    assert (question.key, question.proposed) == (("parties", "滨河置业"), LAKE)
    declined = looked_at(book, Sheet("收款", rows), parties={"滨河置业": ""})
    assert set(declined.parties) == {LAKE, "滨河置业"}


def test_a_short_name_on_another_contract_is_not_proposed(book: Book) -> None:
    rows = [
        ["合同编号", "工程名称", "甲方", "收款日期", "收款金额（元）"],
        ["A-1", "一期", LAKE, "2023-01-01", 5],
        ["A-2", "二期", "滨河置业", "2023-01-02", 6],
    ]
    assert set(looked_at(book, Sheet("收款", rows)).parties) == {LAKE, "滨河置业"}


def test_a_year_taken_from_the_rows_beside_is_said(book: Book) -> None:
    rows = [HEAD, ["2023-08-01", SCHOOLS, 5], ["9月底", SCHOOLS, 6], ["2023-10-01", SCHOOLS, 7]]
    assert "没有年份，按邻近各行取 2023-09" in notes(looked_at(book, Sheet("收款", rows)), 3)


def test_an_amount_merged_over_rows_counts_once_and_that_is_said(book: Book) -> None:
    rows = [HEAD, ["2023-08-01", SCHOOLS, 5], ["2023-08-02", SCHOOLS, ""], ["2023-10-01", SCHOOLS, 7]]
    proposal = looked_at(book, Sheet("收款", rows, merged=(((1, 2), (2, 2)),)))
    assert "第 2 至 3 行合并单元格，金额只计一次，记在第 2 行" in notes(proposal, 2)


def test_a_link_to_another_workbook_is_called_so(book: Book) -> None:
    rows = [HEAD, ["2023-08-01", SCHOOLS, ""]]
    sheet = Sheet("收款", rows, valueless=frozenset({(1, 2)}), linked=frozenset({(1, 2)}))
    (row,) = looked_at(book, sheet).sheets[0].open
    assert "引用了其他文件" in row.reason("zh")


def test_a_hidden_sheet_is_asked_for_by_its_name(book: Book) -> None:
    sheet = Sheet("旧收款", [HEAD, ["2023-08-01", SCHOOLS, 5]], hidden=True)
    (question,) = [one for one in looked_at(book, sheet).questions if one.key[-1] == "include"]
    assert question.sentence.text("zh").startswith("“旧收款”是否带入？")


def test_the_unit_is_not_asked_where_other_captions_say_yuan(book: Book) -> None:
    rows = [
        ["合同编号", "工程名称", "业主", "竣工日期", "质保金金额（元）", "余额"],
        ["A-1", "一", SCHOOLS, "2023-05-31", 9, 9],
    ]
    assert [one for one in looked_at(book, Sheet("质保金台账", rows)).questions if one.key[-1] == "unit"] == []


def test_a_sheet_that_is_not_brought_in_counts_no_captions_as_rows(book: Book) -> None:
    sheet = Sheet("收款", [HEAD, ["2023-08-01", SCHOOLS, 5]])
    assert looked_at(book, sheet, sheets={"收款": {"kind": ""}}).sheets[0].rows == 1


def test_no_sentence_of_the_window_speaks_of_keys_of_the_file_of_answers(book: Book) -> None:
    sheets = (Sheet("通讯录", [["姓名", "电话"], ["张三", 139]]), Sheet("收款", [HEAD, ["2023-08-01", "", 5]]),
              Sheet("发票", [["开票日期", "发票号码", "价税合计"], ["2023-08-01", "12345678", 5]]))  # fmt: skip
    proposal = looked_at(book, *sheets)
    said = [sheet.reason.text("zh") for sheet in proposal.sheets if sheet.reason]
    said += [row.reason("zh") for sheet in proposal.sheets for row in sheet.open]
    assert len(said) >= 3
    for word in ("（party）", "（contract）", "（kind）", "（header）", "（columns）", "import --help"):
        assert [one for one in said if word in one] == []


def test_names_made_of_the_owner_of_the_contract_they_name_are_asked_and_others_are_not(book: Book) -> None:
    owner = "江城市城市建设投资开发有限公司"
    rows = [
        ["合同编号", "工程名称", "付款单位", "到账日期", "到账金额"],
        ["A-1", "一期", owner, "2023-01-01", 5],
        ["A-1", "一期", "江城城建投公司", "2023-01-02", 6],
        ["A-1", "一期", "江城市城投开发有限公司", "2023-01-03", 7],
        ["A-1", "一期", "江城市财政局", "2023-01-04", 8],
        ["A-2", "二期", "江城建开公司", "2023-01-05", 9],
    ]
    told = looked_at(book, Sheet("收款", rows))
    asked = {question.key[1]: question.proposed for question in told.questions if question.key[0] == "parties"}
    assert asked == {"江城城建投公司": owner, "江城市城投开发有限公司": owner}
    assert set(told.parties) == {owner, "江城市财政局", "江城建开公司"}
