"""Every receipt of a ledger settles what it says it is for, and nothing is counted twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from models import contract_standing, contradictions
from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.invoices import VatInvoice
from models.money import Money
from models.receipts import Receipt
from models.receivables import Allocation, Receivable
from models.store.base import Fen
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from tests.models.importing_zoo.money import OPENING, PAID, SCHOOLS

TODAY = date(2026, 11, 23)


def a_workbook(**sheets: list[list[Any]]) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(name, [["" if cell is None else cell for cell in row] for row in rows])
                                       for name, rows in sheets.items()))  # fmt: skip


def bring(book: Book, workbook: Workbook, **answers: Any) -> recognition.Proposal:
    return finish(recognition.bring_in(book, workbook, recognition.from_plain(answers), TODAY))


def looked_at(book: Book, workbook: Workbook, **answers: Any) -> recognition.Proposal:
    with book.read() as session:
        return finish(recognition.propose(session, workbook, recognition.from_plain(answers), TODAY))


def open_by_class(book: Book) -> dict[str, str]:
    """What is owed less what is allocated, by class."""
    with book.read() as session:
        owed = dict(session.execute(select(Receivable.kind, func.sum(Receivable.amount, type_=Fen()))
                                    .where(Receivable.void == 0).group_by(Receivable.kind)).all())  # fmt: skip
        paid = select(Receivable.kind, func.sum(Allocation.amount, type_=Fen()))
        paid = paid.join(Allocation, Allocation.receivable_id == Receivable.id).group_by(Receivable.kind)
        for kind, amount in session.execute(paid):
            owed[kind] -= amount
        return {kind: str(amount) for kind, amount in sorted(owed.items())}


def test_progress_money_leaves_the_retention_alone(book: Book) -> None:
    proposal = bring(book, a_workbook(期初余额=OPENING, 回款=PAID))
    assert open_by_class(book) == {"progress": "0.00", "retention": "300000.00"}
    assert [(str(one.balance), str(one.unallocated)) for one in proposal.balances] == [("300000.00", "150000.00")]


def test_money_for_retention_settles_it_and_nothing_else_first(book: Book) -> None:
    paid = [PAID[0], ["2024.4.1", SCHOOLS, "HT-1", 250000, "质保金退还"]]
    bring(book, a_workbook(期初余额=OPENING, 回款=paid))
    assert open_by_class(book) == {"progress": "1000000.00", "retention": "50000.00"}


def test_the_proposal_shows_what_the_receipts_settle_by_class(book: Book) -> None:
    proposal = looked_at(book, a_workbook(期初余额=OPENING, 回款=PAID))
    (question,) = [one for one in recognition.plain(proposal, "zh")["questions"] if one["key"] == ["settle"]]
    assert question["figures"] == {
        "收款": "1150000.00", "其中可核销": "1000000.00", "核销进度款": "1000000.00", "仍未核销": "150000.00",
    }  # fmt: skip


def test_receipts_of_a_later_ledger_that_the_opening_balance_counts_stay_out(book: Book) -> None:
    bring(book, a_workbook(期初余额=OPENING))
    proposal = bring(book, a_workbook(回款=PAID))
    (row,) = proposal.sheets[0].open
    assert (row.row, str(row.amount)) == (2, "400000.00")
    assert open_by_class(book) == {"progress": "0.00", "retention": "300000.00"}


def test_receipts_stay_in_beside_a_ledger_of_retention_and_do_not_settle_it(book: Book) -> None:
    retained = [
        ["合同编号", "工程名称", "业主", "竣工日期", "质保金金额（元）", "到期日", "余额（元）"],
        ["HT-1", "一中", SCHOOLS, "2023.5.31", 300000, "2023.6.30", 300000],
    ]
    paid = [PAID[0], ["2023.3.1", SCHOOLS, "HT-1", 100000, ""], ["2023.7.1", SCHOOLS, "HT-1", 50000, ""]]
    proposal = bring(book, a_workbook(质保金台账=retained, 回款=paid))
    assert [sheet.open for sheet in proposal.sheets] == [(), ()]
    assert open_by_class(book) == {"retention": "250000.00"}
    assert [str(one.unallocated) for one in proposal.balances] == ["100000.00"]


@pytest.mark.parametrize("sheet", ["期初余额", "回款"])
def test_money_that_is_owed_or_paid_is_not_asked_for_its_tax(book: Book, sheet: str) -> None:
    proposal = looked_at(book, a_workbook(期初余额=OPENING, 回款=PAID))
    assert [one.key for one in proposal.questions if one.key[1:2] == (sheet,) and one.key[-2] == "tax"] == []


CERTIFIED = [
    ["合同编号", "工程名称", "甲方", "期次", "计价日期", "本期完成产值（元）", "扣质保金", "应付款", "已付款"],
    ["Q-1", "Q工程", "丁公司", "第1期", "2023.3.31", 1000000, 50000, 700000, 600000],
    ["Q-1", "Q工程", "丁公司", "第2期", "2023.4.30", 2000000, 100000, 1400000, 0],
]


def owed_by_class(book: Book) -> dict[str, str]:
    with book.read() as session:
        rows = select(Receivable.kind, func.sum(Receivable.amount, type_=Fen())).group_by(Receivable.kind)
        return {kind: str(amount) for kind, amount in sorted(session.execute(rows).all())}


def test_new_contracts_get_the_terms_that_their_certificates_show(book: Book) -> None:
    proposal = bring(book, a_workbook(验工计价=CERTIFIED))
    assert owed_by_class(book) == {"final": "750000.00", "progress": "2100000.00", "retention": "150000.00"}
    assert open_by_class(book)["progress"] == "1500000.00"
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "计价的 70 % 为应付款，5 % 扣作质保金；付款天数" in said
    assert "按此条件应付 2,100,000.00，台账列示应付 2,100,000.00" in said
    assert "作为计价当日的回款带入，共 600,000.00" in said


def test_terms_and_what_was_received_are_asked_with_the_money(book: Book) -> None:
    told = recognition.plain(looked_at(book, a_workbook(验工计价=CERTIFIED)), "zh")["questions"]
    asked = {one["key"][-1]: (one["proposed"], one["figures"]) for one in told}
    assert asked["terms"] == (True, {
        "台账列示应付": "2100000.00", "按此条件应付": "2100000.00", "未约定时应付": "3000000.00"})  # fmt: skip
    assert asked["received"] == (True, {"收款": "600000.00"})


def test_no_keeps_the_usual_terms_and_leaves_the_money_out_and_both_are_told(book: Book) -> None:
    no = {"验工计价": {"terms": False, "received": False}}
    proposal = bring(book, a_workbook(验工计价=CERTIFIED), sheets=no)
    assert open_by_class(book)["progress"] == "3000000.00"
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "未约定时应付 3,000,000.00，台账列示应付 2,100,000.00" in said
    assert "已付款" in said


def test_rows_that_disagree_give_no_terms_and_that_is_told(book: Book) -> None:
    rows = [*CERTIFIED[:2], [*CERTIFIED[2][:7], 1700000, 0]]
    proposal = bring(book, a_workbook(验工计价=rows))
    said = "".join(note.text("zh") for _, note in proposal.sheets[0].notes)
    assert "不一致，不推定付款条件：未约定时应付 3,000,000.00，台账列示应付 2,400,000.00" in said


def test_terms_that_nothing_shows_are_not_made_up(book: Book) -> None:
    proposal = bring(book, a_workbook(验工计价=[row[:6] for row in CERTIFIED]))
    assert open_by_class(book) == {"progress": "3000000.00"}
    assert [one.key for one in proposal.questions if one.key[-1] == "terms"] == []


def test_what_was_received_to_date_comes_in_by_its_differences(book: Book) -> None:
    rows = [[*CERTIFIED[0][:8], "累计已付款"], [*CERTIFIED[1][:8], 600000], [*CERTIFIED[2][:8], 1000000]]
    proposal = bring(book, a_workbook(验工计价=rows))
    assert str(proposal.counts["receipts"].totals["CNY"]) == "1000000.00"
    assert open_by_class(book)["progress"] == "1100000.00"


def test_a_ledger_of_receipts_tells_better_what_was_received(book: Book) -> None:
    paid = [["收款日期", "付款单位", "合同编号", "收款金额"], ["2023.5.1", "丁公司", "Q-1", 650000]]
    proposal = bring(book, a_workbook(验工计价=CERTIFIED, 收款=paid))
    assert str(proposal.counts["receipts"].totals["CNY"]) == "650000.00"
    assert "“已付款”600,000.00 不带入：该合同的回款另有登记" in "".join(
        note.text("zh") for _, note in proposal.sheets[0].notes
    )


def test_the_same_certificates_come_in_once_with_their_money(book: Book) -> None:
    bring(book, a_workbook(验工计价=CERTIFIED))
    again = bring(book, a_workbook(验工计价=CERTIFIED))
    assert {name: counts.new for name, counts in again.counts.items() if counts.new} == {}


GIVEN = [
    ["合同编号", "工程名称", "收取单位", "保证金类型", "缴纳日期", "缴纳金额（元）", "形式", "应退日期"],
    ["HT-1", "一中", SCHOOLS, "履约保证金", "2022.7.5", 960000, "电汇", "2023.12.31"],
]
HELD = [
    ["合同编号", "工程名称", "业主", "竣工日期", "质保金金额（元）", "到期日", "余额（元）"],
    ["HT-1", "一中", SCHOOLS, "2022.7.5", 50000, "2024.12.31", 50000],
]
OLD = [["客户名称", "合同编号", "工程名称", "款项性质", "入账日期", "应收日期", "余额（元）"]]
OLD_DEPOSIT = [*OLD, [SCHOOLS, "HT-1", "一中", "履约保证金", "2022.7.5", "2023.12.31", 960000]]
OLD_RETENTION = [*OLD, [SCHOOLS, "HT-1", "一中", "质保金", "2022.7.5", "2024.12.31", 50000]]
TWICE = {"期初余额": OLD_DEPOSIT, "保证金台账": GIVEN, "质保金台账": HELD, "期初质保": OLD_RETENTION}


def listed(book: Book) -> dict[str, str]:
    """By contract: the balance that the list of contracts shows."""
    with book.read() as session:
        question = Question(TODAY)
        names = [column.name for column in contract_standing.LISTING.columns]
        rows = [dict(zip(names, row[-len(names) :], strict=True))
                for row in contract_standing.LISTING.first(session, question)]  # fmt: skip
        return {row["number"]: str(row["balance"]) for row in rows}


def test_a_debt_that_stands_in_two_ledgers_comes_in_once_and_is_asked(book: Book) -> None:
    proposal = bring(book, a_workbook(**TWICE))
    assert owed_by_class(book) == {"deposit": "960000.00", "retention": "50000.00"}
    opens = {sheet.name: [(one.row, str(one.amount)) for one in sheet.open] for sheet in proposal.sheets}
    assert opens == {"期初余额": [(2, "960000.00")], "保证金台账": [], "质保金台账": [], "期初质保": [(2, "50000.00")]}
    assert [sheet.open_sums["余额（元）"] for sheet in proposal.sheets if sheet.name.startswith("期初")] == [
        Money(96000000), Money(5000000)]  # fmt: skip
    asked = {one.key: (one.proposed, [str(amount) for _, amount in one.told]) for one in proposal.questions}
    assert asked["doubled", "期初余额!2"] == ("once", ["960000.00"])
    assert asked["doubled", "期初质保!2"] == ("once", ["50000.00"])
    assert recognition.plain(proposal, "zh")["sheets"]["期初余额"]["open"][0]["reason"] == (
        "疑似同一笔：960,000.00 在“保证金台账”第 2 行已有，合同、款项性质、日期都相同，只带入一次。"
    )


def test_two_debts_come_in_twice_when_that_is_said_and_the_list_of_contradictions_shows_it(book: Book) -> None:
    bring(book, a_workbook(期初余额=OLD_DEPOSIT, 保证金台账=GIVEN), doubled={"期初余额!2": "both"})
    assert owed_by_class(book) == {"deposit": "1920000.00"}
    with book.read() as session:
        found = [(one.kind, str(one.stated)) for one in contradictions.contradictions(session, TODAY)]
    assert found == [("owed_twice", "960000.00")]


@pytest.mark.parametrize(("first", "second"), [("期初余额", "保证金台账"), ("保证金台账", "期初余额")])
def test_a_debt_that_the_book_has_from_another_ledger_comes_in_no_second_time(
    book: Book, first: str, second: str
) -> None:
    bring(book, a_workbook(**{first: TWICE[first]}))
    proposal = bring(book, a_workbook(**{second: TWICE[second]}))
    assert owed_by_class(book) == {"deposit": "960000.00"}
    assert "账册中已有" in proposal.sheets[0].open[0].reason("zh")
    with book.read() as session:
        assert contradictions.contradictions(session, TODAY) == []


def test_retention_of_the_book_is_known_again_by_the_day_it_is_due(book: Book) -> None:
    bring(book, a_workbook(期初质保=OLD_RETENTION))
    bring(book, a_workbook(质保金台账=[HELD[0], [*HELD[1][:3], "2022.8.1", *HELD[1][4:]]]))
    assert owed_by_class(book) == {"retention": "50000.00"}


def test_invoices_that_are_void_stay_out_and_red_ones_take_back(book: Book) -> None:
    rows = [
        ["开票日期", "发票号码", "购方名称", "合同编号", "不含税金额", "税率", "税额", "价税合计", "发票状态", "备注"],
        ["2023.8.7", "24412000000012345671", SCHOOLS, "HT-1", 100, "9%", 9, 109, "正常", ""],
        ["2023.8.8", "24412000000012345672", SCHOOLS, "HT-1", 200, "9%", 18, 218, "作废", ""],
        ["2023.8.9", "24412000000012345673", SCHOOLS, "HT-1", 300, "9%", 27, 327, "正常", "作废重开"],
        ["2023.8.9", "24412000000012345674", SCHOOLS, "HT-1", -100, "9%", -9, -109, "红冲",
         "对应蓝字发票24412000000012345671"],
    ]  # fmt: skip
    proposal = bring(book, a_workbook(发票=rows))
    (row,) = proposal.sheets[0].open
    assert (row.row, str(row.amount)) == (3, "218.00")
    assert "已作废（作废）" in row.reason("zh")
    with book.read() as session:
        assert str(session.scalar(select(func.sum(VatInvoice.gross, type_=Fen())))) == "327.00"
        assert session.scalar(select(func.count()).where(VatInvoice.cancels_id.is_not(None))) == 1


def test_the_balance_of_the_proposal_is_that_of_the_list_of_contracts_afterwards(book: Book) -> None:
    given = [[*GIVEN[0], "已退金额", "退还日期"], [*GIVEN[1], 60000, "2024.2.1"]]
    sheets = {"验工计价": CERTIFIED, "保证金": given, "质保金": HELD, "期初余额": OPENING, "回款": PAID}
    proposal = bring(book, a_workbook(**sheets))
    shown = {one.number: str(one.balance) for one in proposal.balances}
    assert shown == {number: balance for number, balance in listed(book).items() if number in shown}
    assert {one.number: str(one.deposits) for one in proposal.balances} == {"Q-1": "0.00", "HT-1": "900000.00"}


def test_a_sheet_is_shown_by_its_own_name(book: Book) -> None:
    proposal = looked_at(book, a_workbook(Sheet=PAID))
    (question,) = [one for one in proposal.questions if one.key == ("sheets", "Sheet", "kind")]
    assert "“Sheet”" in question.sentence.text("zh")


def test_what_is_wrong_with_a_credit_code_names_the_row_that_has_it(book: Book) -> None:
    rows = [[*OLD[0], "统一社会信用代码"], [*OLD_DEPOSIT[1], "91410100MA3X12345Q"]]
    proposal = bring(book, a_workbook(保证金台账=GIVEN, 期初余额=[rows[0], [*rows[1][:6], 5, rows[1][7]]]))
    assert [sheet.name for sheet in proposal.sheets for _, note in sheet.notes if "信用代码" in note.text("zh")] == [
        "期初余额"
    ]


def test_a_repeated_contract_is_told_with_its_amount(book: Book) -> None:
    rows = [["合同编号", "工程名称", "甲方", "合同额（元）"], ["A-1", "一", SCHOOLS, 900], ["A-1", "一", SCHOOLS, 100]]
    (row,) = looked_at(book, a_workbook(合同台账=rows)).sheets[0].open
    assert str(row.amount) == "100.00"


YEAR = [
    ["付款单位", "收款日期", "收款金额"],
    [SCHOOLS, "2023-01-05", 100000], [SCHOOLS, "2023-02-06", 200000], [SCHOOLS, "2023-03-07", 300000.5],
]  # fmt: skip
YEARS = [YEAR[0], [SCHOOLS, "2021-01-05", 50000], [SCHOOLS, "2022-01-05", 30000], *YEAR[1:]]


@pytest.mark.parametrize("first", ["2023年回款", "历年回款"])
def test_of_two_sheets_the_one_that_has_all_rows_of_the_other_and_more_is_no_copy(book: Book, first: str) -> None:
    sheets = {"2023年回款": YEAR, "历年回款": YEARS}
    names = sorted(sheets, key=lambda name: name != first)
    proposal = bring(book, a_workbook(**{name: sheets[name] for name in names}))
    assert {one.name: len(one.open) for one in proposal.sheets} == {"2023年回款": 3, "历年回款": 0}
    assert received(book) == "680000.50"


@pytest.mark.parametrize("included", [("历年回款",), ("2023年回款",), ("历年回款", "2023年回款")])
def test_rows_that_stand_in_a_copy_that_was_included_come_in_once(book: Book, included: tuple[str, ...]) -> None:
    said = {name: {"include": True} for name in included}
    proposal = bring(book, a_workbook(**{"2023年回款": YEAR, "历年回款": YEARS}), sheets=said)
    assert received(book) == "680000.50"
    assert [row.row for one in proposal.sheets for row in one.open] in ([4, 5, 6], [2, 3, 4])
    assert all("只带入一次" in row.reason("zh") or "旧副本" in row.reason("zh")
               for one in proposal.sheets for row in one.open)  # fmt: skip


def received(book: Book) -> str:
    with book.read() as session:
        return str(session.scalar(select(func.sum(Receipt.amount, type_=Fen())).where(Receipt.void == 0)))


@pytest.mark.parametrize(("settle", "left"), [(None, "1000000.00"), (False, "1000000.00"), (True, "0.00")])
def test_balances_alone_move_no_money_of_the_book_unless_it_is_said(book: Book, settle: bool | None, left: str) -> None:
    """A take-on sheet says what is left after what was received."""
    bring(book, a_workbook(回款=[["付款单位", "收款日期", "收款金额"], [SCHOOLS, "2026-01-05", 1000000]]))
    said = {} if settle is None else {"settle": settle}
    bring(book, a_workbook(期初余额=OPENING), **said)
    assert open_by_class(book)["progress"] == left
