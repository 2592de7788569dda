"""A name that is only nearly that of a contract is asked, as parties are; in a list of contracts each row is one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models.contracts import Contract
from models.receivables import Receivable
from models.store.book import Book
from tests.models.importing_zoo.test_stated import a_workbook, bring

LAKE = "江北市临湖置业有限公司"
CONTRACTS = [["合同编号", "合同名称", "建设单位", "合同金额（元）"], ["H-1", "一期工程", LAKE, 2000000]]
BUILT = "一期工程（土建）"
CERTIFIED = [
    ["合同名称", "建设单位", "计价日期", "计价金额"],
    ["一期工程", LAKE, "2025-03-31", 400000],
    [BUILT, LAKE, "2025-06-30", 500000],
    [BUILT, LAKE, "2025-09-30", 600000],
]


def owed_in(book: Book) -> list[tuple[str, str]]:
    rows = select(Contract.name, Receivable.amount).join(Receivable, Receivable.contract_id == Contract.id)
    with book.read() as session:
        return [(name, str(amount)) for name, amount in session.execute(rows.order_by(Receivable.posted_on))]


def asked(told: dict[str, Any], *key: str) -> dict[str, Any]:
    (found,) = [one for one in told["questions"] if tuple(one["key"]) == key]
    return dict(found)


def test_a_name_that_holds_that_of_a_contract_is_asked(book: Book) -> None:
    told = bring(book, a_workbook(合同台账=CONTRACTS, 计价台账=CERTIFIED))
    question = asked(told, "contracts", BUILT)
    assert question["proposed"] == "H-1"
    assert question["choices"] == {"H-1": "H-1 一期工程", BUILT: "不是，另一份合同"}
    assert question["question"] == f"“计价台账”里的“{BUILT}”就是合同 H-1 一期工程 吗？"
    assert owed_in(book) == [("一期工程", "400000.00"), ("一期工程", "500000.00"), ("一期工程", "600000.00")]


def test_answered_with_its_own_name_it_is_a_contract_of_its_own(book: Book) -> None:
    told = bring(book, a_workbook(合同台账=CONTRACTS, 计价台账=CERTIFIED), contracts={BUILT: BUILT})
    assert owed_in(book) == [("一期工程", "400000.00"), (BUILT, "500000.00"), (BUILT, "600000.00")]
    assert not [one for one in told["questions"] if one["key"][0] == "contracts"]


def test_answered_with_the_contract_it_is_asked_no_more(book: Book) -> None:
    told = bring(book, a_workbook(合同台账=CONTRACTS, 计价台账=CERTIFIED), contracts={BUILT: "H-1"})
    assert {name for name, _ in owed_in(book)} == {"一期工程"}
    assert not [one for one in told["questions"] if one["key"][0] == "contracts"]


def test_it_is_asked_where_no_list_of_contracts_comes(book: Book) -> None:
    told = bring(book, a_workbook(计价台账=CERTIFIED))
    assert asked(told, "contracts", BUILT)["proposed"].startswith("WH-")


def test_each_row_of_a_list_of_contracts_is_a_contract(book: Book) -> None:
    rows = [["合同名称", "建设单位", "合同金额（元）"], [BUILT, LAKE, 1000000], ["一期工程（安装）", LAKE, 500000],
            ["一期工程", LAKE, 2000000]]  # fmt: skip
    told = bring(book, a_workbook(合同台账=rows))
    sheet = told["sheets"]["合同台账"]
    assert (sheet["understood"], sheet["open"], len(told["contracts"])) == (3, [], 3)


def test_the_same_name_in_other_brackets_is_not_asked(book: Book) -> None:
    rows = [CERTIFIED[0], ["一期工程 (土建)", LAKE, "2025-06-30", 500000]]
    contracts = [CONTRACTS[0], ["H-2", BUILT, LAKE, 900000]]
    told = bring(book, a_workbook(合同台账=contracts, 计价台账=rows))
    assert owed_in(book) == [(BUILT, "500000.00")]
    assert not [one for one in told["questions"] if one["key"][0] == "contracts"]


def test_a_name_that_may_be_several_may_also_be_none_of_them(book: Book) -> None:
    contracts = [*CONTRACTS, ["H-2", BUILT, LAKE, 900000]]
    rows = a_workbook(合同台账=contracts, 计价台账=[CERTIFIED[0], ["一期", LAKE, "2025-06-30", 500000]])
    told = bring(book, rows)
    assert owed_in(book) == []
    assert list(asked(told, "contracts", "一期")["choices"]) == ["", "H-1", "H-2", "一期"]
    bring(book, rows, contracts={"一期": "一期"})
    assert owed_in(book) == [("一期", "500000.00")]
