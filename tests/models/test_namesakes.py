"""Two persons of one name are told apart by their identity numbers, in the book, in sheets and in dumps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from models import parties, registry
from models.contracts import Contract
from models.identity_number import check_character, is_valid
from models.parties import Party, PartyDraft
from models.problems import Invalid, Refused
from models.store.book import Book
from tests import makers
from tests.models.importing_sheets import bring_in, problems, workbook
from tests.models.test_exchange import dumped, load

FIRST, SECOND = "11010519491231002X", "440524188001010014"
"""Both from the appendix of GB 11643-1999."""
PERSON = PartyDraft(name="张伟", nature="person", credit_code=FIRST)


@pytest.mark.parametrize("number", [FIRST, SECOND])
def test_the_numbers_of_the_standard_are_valid(number: str) -> None:
    assert check_character(number[:17]) == number[17]
    assert is_valid(number)


@pytest.mark.parametrize(
    "number", ["110105194912310021", "11010519491331002X", "1101051949123100", "1101O519491231002X", "", FIRST.lower()]
)
def test_a_wrong_digit_an_impossible_day_and_other_signs_are_not(number: str) -> None:
    assert not is_valid(number)


@pytest.mark.parametrize(
    ("nature", "code", "told"),
    [
        ("person", FIRST, ""),
        ("person", FIRST.lower(), ""),
        ("person", "91320100MA1WX3K726", "身份证号"),
        ("private", FIRST, "自然人"),
        ("", FIRST, "自然人"),
        ("private", "91320100MA1WX3K726", ""),
        ("private", "91320100MA1WX3K725", "统一社会信用代码"),
    ],
)
def test_a_person_has_an_identity_number_and_a_firm_a_credit_code(nature: str, code: str, told: str) -> None:
    found = list(parties.check(PartyDraft(name="张伟", nature=nature, credit_code=code)))
    assert [one.advice for one in found] == [True] * bool(told)
    assert told in "".join(one.text("zh") for one in found)


def both(book: Book) -> tuple[str, str]:
    with book.write(parties.RECORD) as session:
        return (
            parties.record(session, PERSON).id,
            parties.record(session, replace(PERSON, credit_code=SECOND)).id,
        )


def test_another_person_of_the_name_is_kept_and_found_by_his_number(book: Book) -> None:
    first, second = both(book)
    with book.write(parties.RECORD) as session:
        assert [one.id for one in (parties.named(session, FIRST), parties.named(session, SECOND)) if one] == [
            first, second,
        ]  # fmt: skip
        with pytest.raises(Refused, match=f"{FIRST}、{SECOND}"):
            parties.named(session, "张伟")
        parties.record(session, replace(parties.draft_of(session, second), phone="023-1"))


@pytest.mark.parametrize(
    "other",
    [{}, {"credit_code": ""}, {"credit_code": SECOND, "nature": "private"}, {"credit_code": SECOND, "nature": ""}],
)
def test_the_same_person_or_somebody_without_a_number_is_not_kept_twice(book: Book, other: dict[str, str]) -> None:
    with book.write(parties.RECORD) as session:
        parties.record(session, PERSON)
    with book.write(parties.RECORD) as session, pytest.raises(Invalid, match="already"):
        parties.record(session, replace(PERSON, **other))


def test_a_dump_names_them_so_that_a_copy_tells_them_apart(book: Book, tmp_path: Path) -> None:
    first, second = both(book)
    with book.write(parties.RECORD) as session:
        for number, owner in (("HT-1", first), ("HT-2", second)):
            makers.a_contract(session, number=number, owner=owner)
    copy = registry.create_book(tmp_path / "copy", "S2")
    load(copy, dumped(book))
    with copy.read() as session:
        rows = session.execute(select(Contract.number, Party.credit_code).join(Party, Party.id == Contract.owner_id))
        assert {row[0]: row[1] for row in rows} == {"HT-1": FIRST, "HT-2": SECOND}
    copy.close()


def test_a_sheet_brings_both_and_names_them_by_their_numbers(book: Book) -> None:
    people = [
        ["名称", "性质", "身份证号", "联系电话"],
        ["张伟", "自然人", FIRST, ""],
        ["张伟", "自然人", SECOND, "023-2"],
    ]
    deals = [
        ["合同编号", "合同名称", "业主", "合同金额（元）"],
        ["HT-1", "甲", SECOND, 5.0],
        ["HT-2", "乙", "张伟", 5.0],
    ]
    bring_in(book, workbook({"单位": people}))
    with book.read() as session:
        rows = session.execute(select(Party.credit_code, Party.phone).where(Party.name == "张伟"))
        assert {row[0]: row[1] for row in rows} == {FIRST: "", SECOND: "023-2"}
    bring_in(book, workbook({"单位": people, "合同": deals[:2]}))
    with book.read() as session:
        whose = select(Party.credit_code).join(Contract, Contract.owner_id == Party.id)
        assert session.scalars(whose).all() == [SECOND]
        assert len(session.scalars(select(Party.id).where(Party.name == "张伟")).all()) == 2
    told = problems(book, workbook({"合同": [deals[0], deals[2]]}))
    assert ["several by the name" in one.text("en") for one in told] == [True]
