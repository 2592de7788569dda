"""Who claims priority for a school or a road is told that it may yield nothing; the letter goes out all the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import deadlines, public_works
from models.contracts.record import Contract
from models.parties import Party
from models.store.book import Book
from tests.reports.test_letter import DAY, DO, asked, collected, owing

__all__ = ["asked", "owing"]


def named(book: Book, name: str, nature: str) -> str:
    with book.write(DO) as session:
        (contract,) = session.scalars(select(Contract)).all()
        contract.name = name
        session.get_one(Party, contract.owner_id).nature = nature
        return contract.id


@pytest.mark.parametrize(
    ("name", "nature", "sign"),
    [
        ("实验小学教学楼", "", "小学"),
        ("云岭高速公路 TJ-3 标段", "private", "公路"),
        ("综合楼", "institution", "Public institution"),
        ("临湖花园住宅", "private", ""),
    ],
)
def test_works_for_the_public_are_told_with_the_article_and_the_letter_is_written(
    owing: Book, name: str, nature: str, sign: str
) -> None:
    key = named(owing, name, nature)
    letter = collected(owing, "article_807", contract=key)
    assert letter.groups
    said = [one.text("en") for one in letter.advice if "works for the public" in one.message]
    assert len(said) == bool(sign)
    assert all(sign in one and "article 807" in one for one in said)


def test_the_clock_of_the_priority_right_names_the_exception(owing: Book) -> None:
    def basis(name: str) -> bool:
        named(owing, name, "private")
        with owing.read() as session:
            found = [one for one in deadlines.deadlines(session, DAY) if one.clock == "priority"]
            assert found
            return all(public_works.EXCEPTION in one.basis for one in found)

    assert basis("第三中学食堂")
    assert not basis("厂房")
