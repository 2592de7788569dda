"""What a workbook leaves out is not invented, and what stands in it is taken as it is meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from models import certificates, contracts
from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.money import Money
from models.receivables import Receivable
from models.store.book import Book
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, workbook

OWNER = "江北公路事业发展中心"
PARTIES: Rows = [["名称*"], [OWNER], ["代付公司"]]
CONTRACTS: Rows = [
    ["合同编号", "合同名称", "业主", "合同金额", "工程量允许偏差", "超出部分单价系数（%）", "减少后单价系数",
     "单期最低付款额"],
    ["HT-1", "江北三标", OWNER, 1_000_000.0, 0.15, 0.9, 1.05, 200_000.0],
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def test_factors_above_one_and_terms_that_were_not_agreed(book: Book) -> None:
    """GB 50500-2013 9.6.2: 1.05 raises the price; without milestones all of a certificate is its progress payment."""
    signed = [
        ["合同编号", "计价单号", "期数", "签认日期", "计价金额"],
        ["HT-1", "JJ-1", 1.0, date(2025, 9, 1), 300_000.0],
    ]
    outcome = bring_in(book, workbook({"单位": PARTIES, "合同": CONTRACTS, "验工计价": signed}))
    assert [one.where for one in outcome.problems if "付款节点" in one.text()] != []
    with book.read() as session:
        draft = contracts.draft_of(session, session.scalars(select(Contract.id)).one())
        owed = session.execute(select(Receivable.kind, Receivable.days, Receivable.amount)).all()
    assert (draft.break_beyond, draft.break_short, draft.milestones) == (Decimal("0.9"), Decimal("1.05"), ())
    assert [tuple(one) for one in owed] == [("progress", None, Money.of(300_000))]


@pytest.mark.parametrize("first", [True, False])
def test_an_advance_needs_no_period_and_takes_none_from_the_rows_below(book: Book, first: bool) -> None:
    """By hand: 150,000 waits below the minimum of 200,000; with the next 100,000 it is paid: 250,000."""
    advance = ["HT-1", "YF", "", "advance", date(2025, 1, 10), 100_000.0]
    periods = [["HT-1", "JJ-1", 1.0, "interim", date(2025, 2, 25), 150_000.0],
               ["HT-1", "JJ-2", 2.0, "interim", date(2025, 3, 25), 100_000.0]]  # fmt: skip
    rows = [advance, *periods] if first else [*periods, advance]
    head = ["合同编号", "计价单号", "期数", "类型", "签认日期", "计价金额"]
    bring_in(book, workbook({"单位": PARTIES, "合同": CONTRACTS, "验工计价": [head, *rows]}))
    with book.read() as session:
        c = PaymentCertificate
        found = {number: (period, due) for number, period, due in session.execute(select(c.number, c.period, c.due))}
        following = certificates.next_period(session, session.scalars(select(Contract.id)).one())
    assert found == {"YF": (0, Money.of(100_000)), "JJ-1": (1, Money()), "JJ-2": (2, Money.of(250_000))}
    assert following == 3


def test_money_of_tomorrow_and_of_somebody_who_owes_nothing_is_asked_about(book: Book) -> None:
    rows: Rows = [
        ["回款编号", "付款人", "合同编号", "收款日", "金额", "代付单位", "代付依据"],
        ["R1", OWNER, "HT-1", date(2035, 3, 5), 5.0, "", ""],
        ["R2", "代付公司", "HT-1", date(2025, 3, 5), 5.0, "", ""],
        ["R3", OWNER, "HT-1", date(2025, 3, 5), 5.0, "代付公司", "三方协议"],
    ]
    outcome = bring_in(book, workbook({"单位": PARTIES, "合同": CONTRACTS, "收款": rows}))
    told = {one.where: one.sentence() for one in outcome.problems if one.where.startswith("收款!")}
    assert set(told) == {"收款!D2", "收款!B3"}
    assert "晚于今天" in told["收款!D2"]
    assert "代付单位" in told["收款!B3"]
