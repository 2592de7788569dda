"""Three rows of captions over certificates, receipts and deposits: each kind of ledger takes what is its own."""

from __future__ import annotations

from typing import Any

from models.importing import recognition
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at, notes

ROWS: list[list[Any]] = [
    ["工程名称", "业主", "工程款", "", "", "", "保证金", ""],
    ["", "", "计价", "", "收款", "", "履约", "投标"],
    ["", "", "日期", "金额（万元）", "日期", "金额（元）", "金额（元）", "金额（元）"],
    ["栈道", "峡谷文旅局", "2025-04-30", 3.3, "2025-05-15", 21000, 6400, 300],
    ["驿站", "峡谷水利局", "2025-06-30", 5, "", "", "", ""],
]
MERGED = (
    ((0, 0), (2, 0)), ((0, 1), (2, 1)), ((0, 2), (0, 5)), ((0, 6), (0, 7)), ((1, 2), (1, 3)), ((1, 4), (1, 5)),
)  # fmt: skip


def brings(proposal: recognition.Proposal) -> dict[str, tuple[int, str]]:
    totals = {name: (counts.rows, str(counts.totals.get("CNY", ""))) for name, counts in proposal.counts.items()}
    return {name: told for name, told in totals.items() if name in ("certificates", "receipts", "deposits") and told[0]}


def test_certificates_and_receipts_come_in_and_the_deposits_are_named(book: Book) -> None:
    proposal = looked_at(book, Sheet("台账", ROWS, merged=MERGED))
    assert brings(proposal) == {"certificates": (2, "83000.00"), "receipts": (1, "21000.00")}
    assert not proposal.sheets[0].open
    assert "保证金履约金额（元）、保证金投标金额（元）" in notes(proposal, 3)
    assert "再导入一次" in notes(proposal, 3)


def test_as_a_ledger_of_deposits_it_takes_no_day_of_a_certificate(book: Book) -> None:
    proposal = looked_at(book, Sheet("台账", ROWS, merged=MERGED), sheets={"台账": {"kind": "deposits"}})
    assert brings(proposal) == {}
    assert [one.row for one in proposal.sheets[0].open] == [4, 5]
    said = {"kind": "deposits", "date": "2025-07-31"}
    proposal = looked_at(book, Sheet("台账", ROWS, merged=MERGED), sheets={"台账": said})
    assert brings(proposal) == {"deposits": (2, "6700.00")}
    assert "按台账截止日 2025-07-31 登记" in notes(proposal, 4)
