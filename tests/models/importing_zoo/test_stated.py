"""Payment terms that ledgers state, deductions of a certificate, and money that two ledgers tell of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from models import certificates, contracts
from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.store.base import Fen
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo import offices

TODAY = date(2026, 11, 23)


def a_workbook(**sheets: Any) -> Workbook:
    return Workbook("台账.xlsx", tuple(Sheet(name, [["" if cell is None else cell for cell in row] for row in rows])
                                       for name, rows in sheets.items()))  # fmt: skip


def of_office(name: str) -> Workbook:
    pages = next(one.pages for one in offices.ANIMALS if one.name == name)
    return a_workbook(**{page.name: page.rows for page in pages})


def bring(book: Book, workbook: Workbook, **answers: Any) -> dict[str, Any]:
    proposal = finish(recognition.bring_in(book, workbook, recognition.from_plain(answers), TODAY))
    return recognition.plain(proposal, "zh")


def terms_of(book: Book, number: str) -> contracts.ContractDraft:
    with book.read() as session:
        key = session.scalars(select(Contract.id).where(Contract.number == number)).one()
        return contracts.draft_of(session, key)


def steps(draft: contracts.ContractDraft) -> dict[str, str]:
    return {one.event: str(one.cumulative) for one in draft.milestones}


def due_of(book: Book) -> list[str]:
    due = select(PaymentCertificate.due).order_by(PaymentCertificate.certified_on)
    with book.read() as session:
        return [str(one) for one in session.scalars(due)]


def test_shares_in_columns_become_milestones_and_the_advance(book: Book) -> None:
    bring(book, of_office("contracts_with_shares_of_each_stage"))
    first, third = terms_of(book, "SJ-2023-01"), terms_of(book, "SJ-2024-01")
    assert steps(first) == {"certification": "0.8", "acceptance": "0.85", "final_account": "0.97", "defects_end": "1"}
    assert (first.advance, first.retention_rate) == (Money.of(8_560_000), None)
    assert steps(third) == {"certification": "0.7", "final_account": "0.95", "defects_end": "1"}
    assert terms_of(book, "SJ-2023-02").advance in (None, Money())


def test_terms_in_words_become_milestones_and_stay_in_the_remark(book: Book) -> None:
    bring(book, of_office("contracts_with_terms_in_words"))
    draft = terms_of(book, "NM-EPC-02")
    assert steps(draft) == {"certification": "0.7", "completion": "0.85", "final_account": "0.97", "defects_end": "1"}
    assert "按月支付进度款70%，竣工付至85%，结算后付至97%，3%质保" in draft.remark


def test_terms_that_are_declined_are_not_taken(book: Book) -> None:
    told = bring(book, of_office("contracts_with_shares_of_each_stage"), sheets={"合同台账": {"terms": False}})
    assert steps(terms_of(book, "SJ-2023-01")) == {}
    assert [one for one in told["questions"] if one["key"][-1] == "terms"] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("预付30%，进度款付至80%，竣工验收合格后，付至85%，审计后付至97%", "0.8 0.85 0.97 1"),
        ("每月按完成产值的75%支付；竣工验收后支付10%；结算审定后支付12%；余3%质保金两年后付清", "0.75 0.85 0.97 1"),
        ("进度款100%", "1"),
    ],
)
def test_shares_in_words_are_read_as_they_add_up(book: Book, words: str, expected: str) -> None:
    rows = [["合同编号", "合同名称", "业主", "合同金额", "付款方式"], ["A-1", "甲工程", "甲公司", 1000000, words]]
    bring(book, a_workbook(合同台账=rows))
    assert " ".join(steps(terms_of(book, "A-1")).values()) == expected


@pytest.mark.parametrize("words", ["结算后付至97%", "进度款80%，验收后再付85%，结算付至60%", "详见合同", "背靠背付款"])
def test_words_that_say_no_whole_terms_give_none(book: Book, words: str) -> None:
    rows = [["合同编号", "合同名称", "业主", "合同金额", "付款方式"], ["A-1", "甲工程", "甲公司", 1000000, words]]
    bring(book, a_workbook(合同台账=rows))
    assert steps(terms_of(book, "A-1")) == {}


def test_a_share_that_is_what_was_paid_in_every_row_is_no_term(book: Book) -> None:
    rows = [
        ["合同编号", "合同名称", "业主", "合同金额", "已付款", "付款比例"],
        ["A-1", "甲工程", "甲公司", 1000000, 630000, "63%"],
        ["A-2", "乙工程", "甲公司", 2000000, 800000, "40%"],
    ]
    bring(book, a_workbook(合同台账=rows))
    assert steps(terms_of(book, "A-1")) == {}


def test_every_deduction_comes_in_and_the_certificates_are_due_as_the_ledger_says(book: Book) -> None:
    bring(book, of_office("certificates_with_five_deductions"))
    with book.read() as session:
        keys = session.scalars(select(PaymentCertificate.id).order_by(PaymentCertificate.certified_on))
        drafts = [certificates.draft_of(session, key) for key in keys]
    assert due_of(book) == ["2487399.70", "3510400.70", "2290111.12"]
    assert [(one.kind, str(one.amount), one.reason) for one in drafts[1].adjustments] == [
        ("other", "405000.08", "扣：预付款"),
        ("penalty", "10000.00", "扣：违约罚款"),
        ("utilities", "3100.00", "扣：水电费"),
    ]  # fmt: skip


def test_a_row_whose_deductions_do_not_come_to_what_is_due_is_named(book: Book) -> None:
    rows = [
        ["合同编号", "工程名称", "甲方", "期次", "计价日期", "本期计价", "扣质保金", "扣水电费", "扣罚款", "应付款"],
        ["Q-1", "Q工程", "丁公司", "1", "2023.3.31", 1000000, 30000, 2000, 0, 968000],
        ["Q-1", "Q工程", "丁公司", "2", "2023.4.30", 2000000, 60000, 3000, 5000, 1932000],
        ["Q-1", "Q工程", "丁公司", "3", "2023.5.31", 500000, 15000, 1000, 500, 494000],
    ]
    told = bring(book, a_workbook(计价台账=rows))
    (note,) = [one for one in told["sheets"]["计价台账"]["notes"] if "请核对本行" in one["note"]]
    assert note["row"] == 4
    assert (
        "500,000.00 × 100 %，减质保金 15,000.00 和其他扣款 1,500.00，应为 483,500.00，本行应付 494,000.00"
        in note["note"]
    )


def test_certificates_to_date_with_deductions_to_date_take_off_what_is_of_each_period(book: Book) -> None:
    bring(book, of_office("certificates_to_date_with_deductions"))
    assert due_of(book) == ["2610000.00", "2175000.00"]


def test_the_receipt_of_a_certificate_settles_what_is_due_of_it(book: Book) -> None:
    told = bring(book, of_office("certificates_with_a_share_in_the_caption"))
    (settle,) = [one for one in told["questions"] if one["key"] == ["settle"]]
    assert settle["figures"]["核销进度款"] == "9517699.00" == settle["figures"]["收款"]


PAID_BEFORE = [
    ["截止2023年12月31日"],
    ["编号", "工程名称", "甲方", "合同价", "累计产值", "已付款", "未付款"],
    ["RC01", "三江口学校", "新区公司", 28000000, 20000000, 12000000, 8000000],
    ["RC02", "机场货站", "机场公司", 16500000, 9000000, 6500000.5, 2499999.5],
]
RECEIVED = [
    ["收款日期", "工程名称", "付款单位", "收款金额"],
    [date(2022, 12, 1), "三江口学校", "新区公司", 5000000],
    [date(2023, 6, 1), "三江口学校", "新区公司", 7000000],
    [date(2023, 5, 1), "机场货站", "机场公司", 6500000.5],
    [date(2024, 5, 1), "机场货站", "机场公司", 1000000],
]


def received(book: Book) -> str:
    with book.read() as session:
        before = session.scalar(select(func.sum(OpeningPosition.received, type_=Fen()))) or Money()
        return str(before + (session.scalar(select(func.sum(Receipt.amount, type_=Fen()))) or Money()))


def test_receipts_that_the_column_of_a_contract_ledger_counted_are_asked_with_both_sums(book: Book) -> None:
    bring(book, a_workbook(合同台账=PAID_BEFORE))
    told = bring(book, a_workbook(收款明细=RECEIVED))
    (question,) = [one for one in told["questions"] if one["key"][-1] == "inside"]
    assert question["figures"] == {"已计入的累计收款": "18500000.50", "本表期初以前收款": "18500000.50"}
    assert question["proposed"] is True
    assert received(book) == "19500000.50", "what came before the opening day is counted once"


def test_receipts_that_are_said_to_be_other_money_come_in_as_well(book: Book) -> None:
    bring(book, a_workbook(合同台账=PAID_BEFORE))
    bring(book, a_workbook(收款明细=RECEIVED), sheets={"收款明细": {"inside": False}})
    assert received(book) == "38000001.00"


def test_an_earlier_report_of_the_same_contracts_comes_in_where_it_is_included(book: Book) -> None:
    workbook = of_office("monthly_reports_of_what_is_owed")
    left = {name: {"include": name == "1月"} for name in ("1月", "2月", "3月")}
    told = bring(book, workbook, sheets=left)
    assert [(name, one["understood"]) for name, one in told["sheets"].items()] == [("1月", 2), ("2月", 0), ("3月", 0)]
    assert [one["balance"] for one in told["balances"]] == ["5500000.00", "2500000.00"]


def test_a_table_below_another_may_be_answered_by_its_own_name(book: Book) -> None:
    workbook = of_office("contracts_above_receipts")
    told = bring(book, workbook, sheets={"总台账 #9": {"include": False}})
    assert (told["sheets"]["总台账"]["understood"], told["sheets"]["总台账 #9"]["understood"]) == (2, 0)


SUMMED_UP = {
    "合同": [["合同名称", "甲方", "合同总额"], ["沿江大道", "住建局", 8600000]],
    "计价": [
        ["合同名称", "期次", "计价时间", "计价额"],
        ["沿江大道", 1, "2023.3.31", 1000000],
        ["沿江大道", 2, "2023.6.30", 500000],
    ],
    "收款": [["合同名称", "收款时间", "收款额"], ["沿江大道", "2023.4.20", 800000]],
    "汇总": [
        ["截至2023年12月31日"],
        ["合同名称", "累计计价", "累计收款", "欠款"],
        ["沿江大道", 1500000, 800000, 700000],
    ],
}


def test_a_sheet_that_sums_up_the_certificates_beside_it_does_not_count_them_again(book: Book) -> None:
    told = bring(book, a_workbook(**SUMMED_UP))
    (row,) = told["sheets"]["汇总"]["open"]
    assert (row["row"], "已逐期带入" in row["reason"]) == (3, True)
    assert [one["balance"] for one in told["balances"]] == ["700000.00"]


def test_a_balance_of_contracts_whose_certificates_the_book_has_is_only_compared(book: Book) -> None:
    bring(book, a_workbook(**{name: rows for name, rows in SUMMED_UP.items() if name != "汇总"}))
    told = bring(book, a_workbook(汇总=SUMMED_UP["汇总"]))
    assert (told["sheets"]["汇总"]["understood"], len(told["sheets"]["汇总"]["open"])) == (0, 1)


def test_certificates_that_the_balance_of_the_book_counts_stay_out_unless_they_are_said_to_be_others(
    book: Book,
) -> None:
    first = {name: SUMMED_UP[name] for name in ("合同", "汇总")}
    bring(book, a_workbook(**first))
    told = bring(book, a_workbook(计价=SUMMED_UP["计价"]))
    assert [("期初（2023-12-31）" in one["reason"]) for one in told["sheets"]["计价"]["open"]] == [True, True]
    bring(book, a_workbook(计价=SUMMED_UP["计价"]), sheets={"计价": {"inside": False}})
    assert due_of(book) == ["1000000.00", "500000.00"]


def test_what_is_left_of_every_certificate_is_added_up_and_what_is_left_of_all_is_not(book: Book) -> None:
    head = ["合同编号", "甲方", "计价日期", "计价金额", "已收款", "未收款"]
    each = [head, ["A-1", "江北城投", "2025-03-31", 300, 240, 60], ["A-1", "江北城投", "2025-06-30", 250, 200, 50]]
    running = [head, ["A-1", "江北城投", "2025-03-31", 300, 240, 60], ["A-1", "江北城投", "2025-06-30", 250, 200, 110]]
    for rows in (each, running):
        with book.read() as session:
            seen = recognition.plain(finish(recognition.propose(session, a_workbook(计价=rows))), "zh")
        (balance,) = seen["balances"]
        assert (balance["balance"], balance["stated"]["amount"]) == ("110.00", "110.00")
