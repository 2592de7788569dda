"""Whatever an answer can settle is asked or offered, settles it, and is known again with the next file of the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.contracts import Contract
from models.importing import recognition
from models.importing.recognition import Answers, Proposal, SheetAnswers, answered, read_answer
from models.importing.sheets import Sheet, Workbook
from models.importing.texts import Misread
from models.receipts import Receipt
from models.store.book import Book
from models.work import finish

TODAY = date(2026, 11, 23)
LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
CONTRACTS = [
    ["合同编号", "工程名称", "甲方", "合同额", "签订日期"],
    ["HT-01", "临湖花园一期", LAKE, 90000000, "2022-03-01"],
    ["HT-02", "临湖花园二期", LAKE, 80000000, "2022-03-01"],
]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


def workbook(sheets: Sheets) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(name, rows) for name, rows in sheets.items()))


def proposed(book: Book, sheets: Sheets, said: Answers = recognition.NOBODY) -> Proposal:
    with book.read() as session:
        return finish(recognition.propose(session, workbook(sheets), said, TODAY))


def brought_in(book: Book, sheets: Sheets, said: Answers = recognition.NOBODY) -> Proposal:
    return finish(recognition.bring_in(book, workbook(sheets), said, TODAY))


def question(proposal: Proposal, *key: str) -> recognition.Question:
    (found,) = [one for one in proposal.answerable if one.key == key]
    return found


def receipts(*rows: Sequence[Any]) -> Sheets:
    return {"收款": [["到账日期", "付款单位", "合同编号", "到账金额"], *rows]}


def opens(proposal: Proposal, sheet: str) -> list[int]:
    return [row.row for one in proposal.sheets if one.name == sheet for row in one.open]


def settled(book: Book, sheets: Sheets, key: tuple[str, ...], value: Any) -> Proposal:
    """The question is asked, and answered it leaves nothing open."""
    before = proposed(book, sheets)
    assert question(before, *key).asked
    assert opens(before, list(sheets)[-1])
    after = proposed(book, sheets, answered(before.answers, key, value))
    assert opens(after, list(sheets)[-1]) == []
    return after


def test_everything_that_the_file_of_answers_can_say_can_be_answered(book: Book) -> None:
    sheets = {
        "合同": CONTRACTS,
        "欠款": [["工程名称", "甲方", "不含税欠款金额"], ["临湖花园一期", LAKE, 500], ["", "", 1.234]],
        "旧账": [["工程名称", "甲方", "应收金额", "已收金额"], ["临湖花园一期", LAKE, 500, 100]],
        "余额": [
            ["余额截至2022年12月31日"],
            ["工程名称", "甲方", "累计计价", "累计收款", "尚欠金额", "质保金"],
            ["临湖花园一期", LAKE, 900, 300, 500, 150],
        ],
        "计价": [["合同编号", "甲方", "签认日期", "本期计价", "应付款"], ["HT-9", LAKE, "2023-02-01", 100, 70]],
        "期初": [["合同编号", "甲方", "款项性质", "入账日期", "余额"], ["HT-9", LAKE, "保证金", "2023-01-01", 9]],
        "保证金": [
            ["合同编号", "收取单位", "保证金类型", "缴纳日期", "缴纳金额"],
            ["HT-9", LAKE, "履约", "2023-01-01", 9],
        ],
        "开票": [
            ["发票号码", "开票日期", "合同编号", "不含税金额", "税额", "价税合计"],
            ["24442000000012345678", "2023-01-01", "HT-9", 100, 9, 109.05],
        ],
        "收款": [
            ["到账日期", "付款单位", "合同编号", "到账金额"],
            ["2023-03-01", LAKE, "", 5],
            ["2023-03-02", LAKE, "", -4],
            ["2022-12-01", LAKE, "HT-9", 3],
            ["2023-03-03", LAKE, "", "1.234"],
        ],
    }
    hidden = Sheet("收款", sheets["收款"], hidden_rows=frozenset({1}))
    with book.read() as session:
        made = Workbook("台账.xlsx", (*workbook(sheets).sheets[:-1], hidden))
        proposal = finish(recognition.propose(session, made, recognition.NOBODY, TODAY))
    of_sheets = {one.key[2] for one in proposal.answerable if one.key[0] == "sheets"}
    in_tables = {"include", "columns", "units", "tax", "fill_down"}
    assert of_sheets | in_tables == {item.name for item in fields(SheetAnswers)}
    whole = {one.key[0] for one in proposal.answerable}
    assert whole | {"settle"} == {item.name for item in fields(Answers)} - {"recalled"}


def test_every_question_is_answered_as_it_is_printed(book: Book) -> None:
    sheets = {
        "计价": [["工程名称", "甲方", "计价金额", "签认日期"], ["临湖花园", LAKE, 1000, ""], ["", "", 2000, "3月5日"]],
        "验工": [["工程名称", "甲方", "计价金额", "签认日期"], ["江北三标", ROAD, 1000, ""]],
    }
    before = proposed(book, sheets)
    printed: dict[str, Any] = {}
    for one in recognition.plain(before, "zh")["questions"]:
        *path, last = one["key"]
        into = printed
        for part in path:
            into = into.setdefault(part, {})
        into[last] = one["proposed"]
    assert {"fill_down", "year"} <= printed["sheets"]["计价"].keys()
    assert printed["sheets"]["验工"]["date"] == ""
    assert printed["sheets"]["计价"]["fill_down"] == {"工程名称": False, "甲方": False}
    assert proposed(book, sheets, recognition.from_plain(printed)).counts == before.counts
    printed["sheets"]["计价"]["fill_down"] = {"工程名称": True, "甲方": False}
    assert recognition.from_plain(printed).of("计价").fill_down == ("工程名称",)


def test_a_missing_year_is_asked_for(book: Book) -> None:
    sheets = receipts(["3月15日", LAKE, "", 300000], ["5月20日", LAKE, "", 1000])
    after = settled(book, sheets, ("sheets", "收款", "year"), 2023)
    assert (after.sheets[0].first, after.sheets[0].last) == ("2023-03-15", "2023-05-20")


def test_a_negative_receipt_that_may_take_back_several_asks_which(book: Book) -> None:
    rows = (["2023-03-15", LAKE, "", 300], ["2023-03-20", LAKE, "", 300], ["2023-04-02", LAKE, "", -300])
    before = proposed(book, receipts(*rows))
    asked = question(before, "reversals", "收款!4")
    numbers = [value for value, _ in asked.choices]
    assert len(numbers) == 3
    assert numbers[0] == ""
    after = settled(book, receipts(*rows), ("reversals", "收款!4"), numbers[1])
    brought_in(book, receipts(*rows), after.answers)
    again = proposed(book, receipts(*rows))
    assert opens(again, "收款") == []
    assert not any(counts.new for counts in again.counts.values())


def test_a_name_that_may_mean_several_contracts_asks_which(book: Book) -> None:
    sheets = {"合同": CONTRACTS, "计价": [["甲方", "签认日期", "计价金额"], [LAKE, "2023-01-31", 1000]]}
    asked = question(proposed(book, sheets), "contracts", LAKE)
    assert [value for value, _ in asked.choices] == ["", "HT-01", "HT-02"]
    settled(book, sheets, ("contracts", LAKE), "HT-02")


def test_blank_cells_may_repeat_the_row_above(book: Book) -> None:
    sheets = {"计价": [["工程名称", "甲方", "签认日期", "计价金额"], ["临湖花园", LAKE, "2023-01-31", 1000],
                      ["", "", "2023-02-28", 2000]]}  # fmt: skip
    before = proposed(book, sheets)
    assert opens(before, "计价") == [3]
    said = answered(before.answers, ("sheets", "计价", "fill_down", "工程名称"), True)
    after = proposed(book, sheets, said)
    assert opens(after, "计价") == []
    assert [one.fills for one in after.sheets[0].columns if one.caption in ("工程名称", "甲方")] == [True, False]
    back = answered(said, ("sheets", "计价", "fill_down", "工程名称"), False)
    assert opens(proposed(book, sheets, back), "计价") == [3]


def test_rows_that_name_nobody_ask_whose_they_are(book: Book) -> None:
    sheets = {"收款": [["到账日期", "到账金额"], ["2023-03-15", 300]]}
    after = settled(book, sheets, ("sheets", "收款", "party"), ROAD)
    assert list(after.parties) == [ROAD]


def test_old_debts_without_a_day_ask_for_the_day_of_the_balances(book: Book) -> None:
    sheets = {"欠款": [["工程名称", "甲方", "欠款金额"], ["临湖花园一期", LAKE, 500]]}
    after = settled(book, sheets, ("sheets", "欠款", "date"), "2024-12-31")
    assert (after.sheets[0].understood, str(after.sheets[0].sums["欠款金额"])) == (1, "500.00")


def test_amounts_of_more_than_two_decimals_ask_whether_they_are_rounded(book: Book) -> None:
    after = settled(book, receipts(["2023-03-15", LAKE, "", 3.456]), ("round_off",), True)
    assert str(after.sheets[0].sums["到账金额"]) == "3.46"


def test_what_a_point_parts_is_asked_and_may_be_answered_otherwise(book: Book) -> None:
    sheets = receipts(["2023-03-15", LAKE, "", "1.234"])
    assert [str(amount) for _, amount in question(proposed(book, sheets), "sheets", "收款", "decimal").told] == [
        "1234.00",
        "1.23",
    ]
    after = settled(book, sheets, ("sheets", "收款", "decimal"), ",")
    assert str(after.sheets[0].sums["到账金额"]) == "1234.00"
    again = question(after, "sheets", "收款", "decimal")
    assert (again.asked, again.proposed) == (False, ",")


def test_the_row_of_the_captions_can_be_said_and_is_known_again(book: Book) -> None:
    rows = [
        ["到账日期", "付款单位", "到账金额", "备注"],
        ["（日期）", "（户名）", "（元）", "（说明）"],
        ["2023-03-15", LAKE, 300, ""],
    ]
    before = proposed(book, {"收款": rows})
    assert question(before, "sheets", "收款", "header").proposed == (1,)
    assert opens(before, "收款") == [2]
    said = answered(before.answers, ("sheets", "收款", "header"), (1, 2))
    said = answered(said, ("sheets", "收款", "columns", "到账日期（日期）"), "received_on")
    brought_in(book, {"收款": rows}, said)
    again = proposed(book, {"收款": [*rows, ["2023-03-16", LAKE, 400, ""]]})
    assert again.sheets[0].header == (1, 2)
    assert again.sheets[0].understood == 2


def test_a_sheet_nobody_knows_offers_the_row_of_its_captions(book: Book) -> None:
    proposal = proposed(book, {"说明": [["目录", "内容"], ["一", "合同台账"]]})
    assert question(proposal, "sheets", "说明", "header").typed == "rows"


def test_answers_are_known_again_with_the_next_file_of_the_form(book: Book) -> None:
    brought_in(book, {"合同": CONTRACTS})
    sheets = receipts(["3月15日", LAKE, "花园", 300000], ["4月1日", "临湖置业", "花园", 3.456])
    said = recognition.from_plain({
        "sheets": {"收款": {"year": 2023, "unit": "千元", "party": ROAD}}, "parties": {"临湖置业": ""},
        "contracts": {"花园": "HT-02"}, "settle": False, "round_off": True, "reversals": {"收款!9": "X"},
    })  # fmt: skip
    brought_in(book, sheets, said)
    again = proposed(book, sheets).answers
    assert again.contracts == {"花园": "HT-02"}
    assert again.parties == {"临湖置业": ""}
    assert (again.settle, again.round_off, again.reversals) == (False, True, {})
    assert (again.sheets["收款"].unit, again.sheets["收款"].party, again.sheets["收款"].year) == ("千元", ROAD, 0)


def test_what_is_known_again_can_be_answered_otherwise_and_taken_back(book: Book) -> None:
    brought_in(book, {"合同": CONTRACTS})
    sheets = receipts(["2023-03-15", LAKE, "花园", 300000])
    brought_in(
        book, sheets, recognition.from_plain({"contracts": {"花园": "HT-02"}, "sheets": {"收款": {"party": ROAD}}})
    )
    known = proposed(book, sheets).answers
    said = answered(answered(known, ("contracts", "花园"), ""), ("sheets", "收款", "party"), "")
    brought_in(book, sheets, said)
    again = proposed(book, sheets).answers
    assert again.contracts == {"花园": ""}
    assert again.of("收款").party == ""
    explicit = recognition.from_plain({"contracts": {"花园": "HT-01"}})
    assert proposed(book, sheets, explicit).answers.contracts == {"花园": "HT-01"}


def test_a_party_can_be_said_to_be_another_and_kept_apart_again(book: Book) -> None:
    sheets = receipts(["2023-03-15", LAKE, "", 300], ["2023-03-16", "老客户", "", 300])
    before = proposed(book, sheets)
    assert question(before, "parties", "老客户").proposed == ""
    joined = proposed(book, sheets, answered(before.answers, ("parties", "老客户"), LAKE))
    assert dict(joined.parties) == {LAKE: ("老客户",)}
    apart = proposed(book, sheets, answered(joined.answers, ("parties", "老客户"), ""))
    assert set(apart.parties) == {LAKE, "老客户"}


@pytest.mark.parametrize(
    ("typed", "written", "value"),
    [
        ("rows", "3", (3,)), ("rows", "3-4", (3, 4)), ("rows", " ", ()), ("year", "2023年", 2023), ("year", "", 0),
        ("day", "2024.12.31", "2024-12-31"), ("rate", "9%", "0.09"), ("rate", "0.03", "0.03"), ("party", " 甲 ", "甲"),
    ],
)  # fmt: skip
def test_what_is_typed_is_read_as_the_answers_keep_it(typed: str, written: str, value: Any) -> None:
    assert read_answer(typed, written, TODAY) == value


@pytest.mark.parametrize(
    ("typed", "written"),
    [("rows", "0"), ("rows", "5-3"), ("rows", "2-9"), ("rows", "表头"), ("year", "1899"), ("year", "23"),
     ("day", "31日"), ("rate", "百分之九"), ("rate", "100%")],
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_a_sentence(typed: str, written: str) -> None:
    with pytest.raises(Misread):
        read_answer(typed, written, TODAY)


def test_a_short_name_is_proposed_to_be_the_only_party_of_the_book_that_is_called_so(book: Book) -> None:
    brought_in(book, {"合同": CONTRACTS})
    rows = receipts(["2023-03-15", "临湖置业", "", 300])
    asked = question(proposed(book, rows), "parties", "临湖置业")
    assert (asked.proposed, asked.asked) == (LAKE, True)
    others = [["HT-09", "新湖", "江南市临湖置业有限公司", 900, "2022-03-01"]]
    brought_in(book, {"合同": [CONTRACTS[0], *others]})
    assert question(proposed(book, rows), "parties", "临湖置业").proposed == ""


def test_an_answer_for_a_name_leaves_the_contract_of_another_party_alone(book: Book) -> None:
    sheets = {
        "合同": [
            ["合同编号", "工程名称", "甲方", "合同额"],
            ["T-1", "安置房", LAKE, 9000],
            ["T-2", "安置房", ROAD, 8000],
        ],
        "收款": [
            ["到账日期", "付款单位", "工程名称", "到账金额"],
            ["2024-03-01", ROAD, "安置房", 100],
            ["2024-03-02", "", "安置房", 200],
        ],
    }
    after = settled(book, sheets, ("contracts", "安置房"), "T-1")
    brought_in(book, sheets, after.answers)
    with book.read() as session:
        rows = select(Receipt.amount, Contract.number).join(Contract, Receipt.contract_id == Contract.id)
        found = {str(amount): number for amount, number in session.execute(rows)}
    assert found == {"100.00": "T-2", "200.00": "T-1"}
