"""A group and its company are two persons: it is asked, and one is taken for the other only where that is said."""

from __future__ import annotations

from typing import Any

import pytest

from models import parties
from models.importing import recognition
from models.importing.sheets import Sheet
from models.store.book import Book
from tests.makers import a_party
from tests.models.importing_zoo.test_told import looked_at

PLAIN, GROUP, STOCK = "南溪水务有限公司", "南溪水务（集团）有限公司", "南溪水务集团股份有限公司"
CODE, OTHER = "91330000MA27U0HB1C", "91320100MA1MQXYE3N"


def receipts(*named: Any) -> Sheet:
    rows = [[f"2025-03-{place:02d}", *(one if isinstance(one, tuple) else (one, "")), 700 + place]
            for place, one in enumerate(named, 1)]  # fmt: skip
    return Sheet("收款", [["收款日期", "付款单位", "统一社会信用代码", "收款金额（元）"], *rows])


def about_parties(proposal: recognition.Proposal) -> list[tuple[str, str]]:
    return [(one.key[1], one.proposed) for one in proposal.questions if one.key[0] == "parties"]


@pytest.mark.parametrize(
    ("other", "two"),
    [
        (GROUP, True),
        (STOCK, True),
        ("南溪水务控股有限公司", True),
        ("南溪水务（中国）有限公司", True),
        ("南溪水务集团", True),
        ("南溪水务有限责任公司", False),
        ("南溪水务", False),
        ("南溪 水务（有限）公司", False),
    ],
)
def test_what_differs_in_its_form_is_asked_and_stays_apart(book: Book, other: str, two: bool) -> None:
    proposal = looked_at(book, receipts(PLAIN, other))
    assert len(proposal.parties) == 1 + two
    ((asked, proposed),) = about_parties(proposal)
    assert (proposed == "") == two
    assert {asked, proposed or PLAIN} == {PLAIN, other}


def test_spellings_of_a_group_are_one_beside_its_company(book: Book) -> None:
    proposal = looked_at(book, receipts(GROUP, PLAIN, "南溪水务集团公司", "南溪水务"))
    assert proposal.parties == {GROUP: ("南溪水务集团公司",), PLAIN: ("南溪水务",)}
    assert about_parties(proposal) == [("南溪水务集团公司", GROUP), ("南溪水务", PLAIN), (GROUP, "")]


def test_a_person_says_that_they_are_one_or_two(book: Book) -> None:
    one = looked_at(book, receipts(PLAIN, GROUP, PLAIN), parties={GROUP: PLAIN})
    assert (one.parties, about_parties(one)) == ({PLAIN: (GROUP,)}, [])
    two = looked_at(book, receipts(PLAIN, GROUP, PLAIN), parties={GROUP: ""})
    assert (two.parties, about_parties(two)) == ({PLAIN: (), GROUP: ()}, [])


def test_the_credit_code_decides(book: Book) -> None:
    assert looked_at(book, receipts((PLAIN, CODE), (GROUP, CODE))).parties == {GROUP: (PLAIN,)}
    apart = looked_at(book, receipts((PLAIN, CODE), (GROUP, OTHER)))
    assert (set(apart.parties), about_parties(apart)) == ({PLAIN, GROUP}, [])


def test_the_group_of_a_company_of_the_book_is_asked(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        a_party(session, PLAIN)
    proposal = looked_at(book, receipts(GROUP, "南溪水务"))
    assert set(proposal.parties) == {GROUP, PLAIN}
    assert about_parties(proposal) == [("南溪水务", PLAIN), (GROUP, "")]


def test_two_companies_on_one_contract_stay_two_though_one_name_holds_the_other(book: Book) -> None:
    rows = [
        ["合同编号", "工程名称", "甲方", "收款日期", "收款金额（元）"],
        ["N-1", "净水厂", "南溪水务建设有限公司", "2025-03-01", 31],
        ["N-1", "净水厂", "南溪水务建设有限公司城北分公司", "2025-03-02", 32],
    ]
    proposal = looked_at(book, Sheet("收款", rows))
    assert proposal.parties == {"南溪水务建设有限公司": (), "南溪水务建设有限公司城北分公司": ()}
    assert about_parties(proposal) == [("南溪水务建设有限公司", "")]
