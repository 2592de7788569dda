"""Deposits that somebody else than the owner holds: who owes them, and to which contract they belong."""

from __future__ import annotations

from models.importing.sheets import Sheet
from models.store.book import Book
from tests.models.importing_zoo.test_told import looked_at, notes

HEAD = ["项目名称", "收款单位", "保证金类型", "缴纳方式", "缴纳日期", "缴纳金额（元）"]
ROWS = [
    HEAD,
    ["北岭隧道", "北岭交通投资有限公司", "履约保证金", "转账", "2025-02-03", 610000],
    ["北岭隧道", "北岭县公共资源交易中心", "投标保证金", "转账", "2025-01-04", 70000],
    ["北岭隧道", "北岭县公共资源交易中心", "投标保证金", "转账", "2025-01-05", 5000],
    ["北岭桥", "北岭县公共资源交易中心", "投标保证金", "转账", "2025-01-06", 4000],
]


def test_a_deposit_held_by_somebody_else_is_his_debt_and_that_is_asked(book: Book) -> None:
    proposal = looked_at(book, Sheet("保证金台账", ROWS))
    assert [(one.party, str(one.balance)) for one in proposal.balances] == [
        ("北岭交通投资有限公司", "610000.00"),
        ("北岭县公共资源交易中心", "75000.00"),
        ("北岭县公共资源交易中心", "4000.00"),
    ]
    owner = proposal.contracts[0]["number"]
    (question,) = [one for one in proposal.questions if one.key[0] == "contracts"]
    assert (question.key[1], question.proposed, question.choices[0][0]) == ("北岭隧道", "北岭隧道", owner)
    assert "另有同名合同“北岭隧道”，甲方是北岭交通投资有限公司" in notes(proposal, 3)
    assert "另有" not in notes(proposal, 2) + notes(proposal, 5)


def test_answered_it_belongs_to_the_contract_of_the_owner(book: Book) -> None:
    owner = looked_at(book, Sheet("保证金台账", ROWS)).contracts[0]["number"]
    proposal = looked_at(book, Sheet("保证金台账", ROWS), contracts={"北岭隧道": owner})
    assert next((one.number, str(one.deposits)) for one in proposal.balances) == (owner, "685000.00")
    assert len(proposal.balances) == 2
    assert not [one for one in proposal.questions if one.key[0] == "contracts"]


def test_answered_it_is_one_of_its_own_nothing_is_asked_any_more(book: Book) -> None:
    proposal = looked_at(book, Sheet("保证金台账", ROWS), contracts={"北岭隧道": "北岭隧道"})
    assert len(proposal.balances) == 3
    assert not [one for one in proposal.questions if one.key[0] == "contracts"]


def test_an_open_row_of_several_deposits_comes_to_them_once(book: Book) -> None:
    heads = ["项目", "受益人", "投标保证金（万元）", "履约保证金（万元）", "农民工工资保证金（万元）", "合计（万元）"]
    rows = [
        heads,
        ["西陵站", "西陵铁路有限公司", 3, 21, 6, 30],
        ["西陵厂", "西陵水泥有限公司", "已退", 11, 2, 13],
        ["西陵仓", "西陵粮油有限公司", None, None, None, 9],
    ]
    proposal = looked_at(book, Sheet("保函", rows))
    assert [(one.row, str(one.amount)) for one in proposal.sheets[0].open] == [
        (2, "300000.00"),
        (3, "130000.00"),
        (4, "90000.00"),
    ]
