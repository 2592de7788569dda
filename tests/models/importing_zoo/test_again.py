"""What a second ledger brings beside what the first one brought: it is compared, added once, or asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receipts import Receipt
from models.receivables import Receivable
from models.stages import Stage
from models.store.book import Book
from models.work import finish
from tests.models.importing_sheets import digest

TODAY = date(2026, 11, 23)
LAKE, ROAD, CITY = "江北市临湖置业有限公司", "江北公路事业发展中心", "江北城投建设集团有限公司"
Rows = list[list[Any]]


def bring(book: Book, name: str, **sheets: Rows) -> dict[str, Any]:
    """Brought in twice: the second time nothing changes."""
    workbook = Workbook(name, tuple(Sheet(title, rows) for title, rows in sheets.items()))
    proposal = finish(recognition.bring_in(book, workbook, recognition.Answers(), TODAY))
    kept = digest(book)
    finish(recognition.bring_in(book, workbook, recognition.Answers(), TODAY))
    assert digest(book) == kept
    return recognition.plain(proposal, "zh")


def opening(*rows: list[Any]) -> Rows:
    title = ["期初应收账款余额表（截至2023年12月31日）"]
    return [title, ["合同编号", "工程名称", "业主", "应收余额", "形成日期"], *rows]


def account(*rows: list[Any]) -> Rows:
    head = ["日期", "凭证号", "摘要", "借方", "贷方", "方向", "余额"]
    return [["应收账款明细账"], [f"客户：{CITY}"], head, *rows]


def owed(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        rows = session.execute(select(Receivable.kind, Receivable.amount).where(Receivable.void == 0))
        return sorted((kind, str(amount)) for kind, amount in rows)


def reasons(told: dict[str, Any]) -> list[tuple[int, str]]:
    return [(one["row"], one["reason"]) for sheet in told["sheets"].values() for one in sheet["open"]]


FIRST = opening(["HT-1", "临湖花园", LAKE, 1000, "2022-05-01"], ["HT-2", "江北三标", ROAD, 300, "2022-05-01"])


def test_old_items_that_are_new_to_the_beginning_are_added_and_known_ones_are_not(book: Book) -> None:
    bring(book, "一.xlsx", 期初余额=FIRST)
    told = bring(
        book, "二.xlsx",
        期初余额=opening(["HT-1", "临湖花园", LAKE, 1000, "2022-05-01"], ["HT-1", "临湖花园", LAKE, 500, "2021-05-01"]),
    )  # fmt: skip
    assert owed(book) == [("progress", "1000.00"), ("progress", "300.00"), ("progress", "500.00")]
    assert [one["balance"] for one in told["balances"]] == ["1500.00"]
    book.undo()
    assert owed(book) == [("progress", "1000.00"), ("progress", "300.00")]


def test_retention_of_another_ledger_stands_beside_what_the_contract_began_with(book: Book) -> None:
    bring(book, "一.xlsx", 期初余额=FIRST)
    bring(book, "二.xlsx", 质保金=[
        ["质保金台账（截至2023年12月31日）"], ["合同编号", "工程名称", "业主", "质保金余额", "到期日"],
        ["HT-1", "临湖花园", LAKE, 77, "2025-05-01"],
    ])  # fmt: skip
    assert owed(book) == [("progress", "1000.00"), ("progress", "300.00"), ("retention", "77.00")]


def test_another_amount_of_a_known_item_and_a_later_balance_stay_open(book: Book) -> None:
    bring(book, "一.xlsx", 期初余额=FIRST)
    told = bring(book, "二.xlsx", 期初余额=opening(["HT-1", "临湖花园", LAKE, 1200, "2022-05-01"]))
    assert reasons(told) == [(3, "账册期初余额中 2022-05-01 的这一笔为 1,000.00，台账为 1,200.00，请核对更正。")]
    assert told["sheets"]["期初余额"]["open_sums"] == {"应收余额": "1200.00"}
    later = [["应收账款余额表（截至2024年12月31日）"], *opening(["HT-2", "江北三标", ROAD, 900, "2024-05-01"])[1:]]
    told = bring(book, "三.xlsx", 期初余额=later)
    assert [row for row, reason in reasons(told) if "2023-12-31 起建" in reason] == [3]
    assert owed(book) == [("progress", "1000.00"), ("progress", "300.00")]


def test_the_account_of_the_next_year_goes_on_where_the_last_one_ended(book: Book) -> None:
    bring(book, "2023.xlsx", 明细账=account(
        ["2023-01-05", "记-1", "计价款", 1000, "", "借", 1000], ["2023-03-05", "记-2", "收款", "", 600, "借", 400],
    ))  # fmt: skip
    told = bring(book, "2024.xlsx", 明细账=account(
        ["2024-01-01", "", "上年结转", "", "", "借", 400], ["2024-02-05", "记-1", "计价款", 200, "", "借", 600],
        ["2024-03-05", "记-2", "收款", "", 650, "贷", 50],
    ))  # fmt: skip
    assert (reasons(told), owed(book)) == ([], [("progress", "1000.00"), ("progress", "200.00")])
    told = bring(book, "2025.xlsx", 明细账=account(
        ["2025-01-01", "", "上年结转", "", "", "贷", 60], ["2025-02-05", "记-1", "计价款", 70, "", "借", 10],
    ))  # fmt: skip
    assert reasons(told) == [(4, "结转余额为 -60.00，账册 2025-01-01 的余额为 -50.00，请核对更正。")]
    with book.read() as session:
        assert sorted(str(one) for one in session.scalars(select(Receipt.amount))) == ["600.00", "650.00"]


def test_a_part_of_a_receipt_that_the_book_has_whole_stays_open(book: Book) -> None:
    head = ["收款编号", "收款日期", "付款单位", "收款金额", "冲销单号"]
    bring(book, "一.xlsx", 收款=[head, ["SK-1", "2024-01-05", LAKE, 1000, ""]])
    told = bring(book, "二.xlsx", 收款=[
        head, ["SK-1", "2024-01-05", LAKE, 1000, ""], ["SK-2", "2024-02-05", LAKE, -300, "SK-1"],
    ])  # fmt: skip
    assert [row for row, reason in reasons(told) if "更正为两笔" in reason] == [3]
    with book.read() as session:
        assert [str(one) for one in session.scalars(select(Receipt.amount))] == ["1000.00"]


def bills(*rows: list[Any]) -> Rows:
    head = ["票据号码", "前手（交票单位）", "票面金额", "到期日", "收票日", "贴现日", "背书转让", "兑付情况"]
    return [["应收票据备查簿（元）"], head, *rows]


def test_a_register_of_bills_that_comes_again_says_what_became_of_those_in_hand(book: Book) -> None:
    first = ["5301", LAKE, 500000, "2025.7.5", "2025.1.8", None, None, ""]
    other = ["5304", LAKE, 100000, "2026.3.1", "2025.9.3", None, None, "未到期"]
    bring(book, "一.xlsx", 票据=bills(first, other))
    later = bills([*first[:7], "已兑付"], [*other[:7], "到期拒付"])
    bring(book, "二.xlsx", 票据=later)
    with book.read() as session:
        rows = session.execute(select(Receipt.bill_number, Receipt.amount, Stage.stage, Stage.reached_on)
                               .join(Stage, Stage.document_id == Receipt.id).order_by(Receipt.bill_number))  # fmt: skip
        assert [(number, str(amount), stage, day) for number, amount, stage, day in rows] == [
            ("5301", "500000.00", "collected", date(2025, 7, 5)), ("5304", "100000.00", "returned", date(2026, 3, 1)),
        ]  # fmt: skip


def test_the_number_of_a_slip_makes_no_bill(book: Book) -> None:
    rows = [["日期", "付款方", "合同编号", "金额", "票据号"], ["2024-03-08", LAKE, "NW-01", 1000, "0012345"]]
    bring(book, "回款.xlsx", 回款=rows)
    with book.read() as session:
        receipt = session.scalars(select(Receipt)).one()
        assert (receipt.bill_number, receipt.voucher) == ("", "0012345")
        assert receipt.method not in ("bank_bill", "commercial_bill")


def test_the_beginning_of_a_name_of_the_book_is_proposed_to_be_it(book: Book) -> None:
    head = ["日期", "付款方", "金额"]
    bring(book, "一.xlsx", 回款=[head, ["2024-03-08", "西岭水电开发有限公司", 1000]])
    told = bring(book, "二.xlsx", 回款=[head, ["2024-05-09", "西岭水电", 7]])
    assert told["parties"] == {"西岭水电开发有限公司": ["西岭水电"]}


def test_a_name_the_book_has_for_a_party_is_asked_about_once_and_never_again(book: Book) -> None:
    rows: Rows = [["收款台账"], ["合同编号", "业主", "收款日期", "收款金额"], ["HT-01", LAKE, "2024-03-01", 100_000.5]]
    first = bring(book, "一月.xlsx", 收款=[*rows, ["HT-01", "江北市临湖置业公司", "2024-03-02", 2_000]])
    assert [one["key"] for one in first["questions"] if one["key"][0] == "parties"] != []
    later = bring(book, "二月.xlsx", 收款=[*rows[:2], ["HT-01", "江北市临湖置业公司", "2024-04-02", 3_000]])
    assert [one["key"] for one in later["questions"] if one["key"] == ["parties", "江北市临湖置业公司"]] == []
    assert later["parties"] == {LAKE: ["江北市临湖置业公司"]}
