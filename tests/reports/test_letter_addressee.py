"""A letter goes to whoever owes: the debtor, or a third party that joined his debt under one contract."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models.contracts.record import Contract
from models.money import Money
from models.problems import Invalid, Refused
from models.store.book import Book
from reports.letter import LETTER
from reports.letter_draft import LetterDraft
from reports.letter_figures import Letter
from tests import makers
from tests.reports.test_letter import DAY, DO, OWED, owing

__all__ = ["owing"]
THIRD = "海州资产管理有限公司"
SINCE = date(2025, 1, 5)


@pytest.fixture
def joint(owing: Book) -> tuple[Book, str, str]:
    """The book, the third party that joined the debt, and the contract."""
    with owing.write(DO) as session:
        contract = session.scalars(select(Contract.id)).one()
        third = makers.a_party(session, THIRD, credit_code="")
        makers.a_legal_fact(
            session, kind="joint_debtor", party=third.id, contract=contract, sent_on=None, happened_on=SINCE, way="",
            outcome="", tracking="", proof="债务加入函", amount=Money.of(600_000),
        )  # fmt: skip
        return owing, third.id, contract


def written(book: Book, **how: object) -> Letter:
    with book.read() as session:
        return LETTER.collect(session, LetterDraft(**{"kind": "demand_1", "as_of": DAY, **how}))  # type: ignore[arg-type]


@pytest.mark.parametrize("named", [True, False])
def test_who_joined_the_debt_is_written_to_with_all_that_is_owed_under_the_contract(
    joint: tuple[Book, str, str], named: bool
) -> None:
    book, third, contract = joint
    data = written(book, party=third, contract=contract if named else "")
    assert (data.party, data.party_id, data.contract_id) == (THIRD, third, contract)
    assert {one.document: one.open for one in data.groups[0].items} == OWED
    assert data.groups[0].total == Money.of("1000000.50")
    first = data.paragraphs[0]
    assert first.replace(" ", "").startswith(f"贵方已于2025年1月5日加入{makers.OWNER}在下列合同项下")
    assert "第五百五十二条" in first
    assert "以 600,000.00 元为限" in first


def test_the_debtor_himself_is_written_to_as_before(joint: tuple[Book, str, str]) -> None:
    book, _third, contract = joint
    data = written(book, contract=contract)
    assert data.party == makers.OWNER
    assert "五百五十二" not in "".join(data.paragraphs)


def test_before_he_joined_he_owes_nothing(joint: tuple[Book, str, str]) -> None:
    book, third, _contract = joint
    with pytest.raises(Refused, match="owes nothing"):
        written(book, party=third, as_of=date(2024, 12, 31))


@pytest.mark.parametrize("kind", ["suspension", "article_807"])
def test_what_only_the_owner_of_the_works_can_be_told_is_not_written_to_another(
    joint: tuple[Book, str, str], kind: str
) -> None:
    book, third, contract = joint
    with pytest.raises(Invalid, match="only joined"):
        written(book, kind=kind, party=third, contract=contract)
