"""A paying agency only pays: letters and statements go to the owner, who owes; what it is served moves no day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import contracts, deadlines, legal_facts
from models.confirmations.calendar import due_statements
from models.contracts.record import Contract
from models.letters.dunning import standing_of, standings
from models.money import Money
from models.problems import Refused
from models.store.book import Book
from reports.letter import LETTER
from reports.letter_draft import LetterDraft
from reports.letter_figures import Letter
from reports.statement import STATEMENT
from reports.statement_draft import StatementDraft
from tests import makers
from tests.models.test_deadlines import LETTER as SERVED
from tests.reports.test_letter import DAY, DO, OWED, owing

__all__ = ["owing"]
SERVED_ON = date(2025, 7, 1)
AGENCY = "云岭县财政国库支付中心"


@pytest.fixture
def paid_for(owing: Book) -> tuple[Book, str, str, str]:
    """The book, the owner, the agency that pays for him, and the contract."""
    with owing.write(DO) as session:
        contract = session.scalars(select(Contract)).one()
        agency = makers.a_party(session, AGENCY, credit_code="").id
        contracts.record(session, replace(contracts.draft_of(session, contract.id), payer=agency))
        return owing, contract.owner_id, agency, contract.id


def written(book: Book, **how: Any) -> Letter:
    with book.read() as session:
        return LETTER.collect(session, LetterDraft(**{"kind": "demand_1", "as_of": DAY, **how}))


@pytest.mark.parametrize("asked", [("owner",), ("contract",), ("owner", "contract"), ("agency", "contract")])
def test_the_letter_goes_to_the_owner_with_all_he_owes(
    paid_for: tuple[Book, str, str, str], asked: tuple[str, ...]
) -> None:
    book, owner, agency, contract = paid_for
    how = {"owner": {"party": owner}, "agency": {"party": agency}, "contract": {"contract": contract}}
    data = written(book, **{name: value for one in asked for name, value in how[one].items()})
    assert (data.party, data.party_id) == (makers.OWNER, owner)
    assert {one.document: one.open for one in data.groups[0].items} == OWED
    number = data.groups[0].items[0].contract
    assert f"{number}合同约定由{AGENCY}代为支付" in data.paragraphs[0].replace(" ", "")


def test_the_agency_alone_is_not_written_to(paid_for: tuple[Book, str, str, str]) -> None:
    book, _owner, agency, _contract = paid_for
    with pytest.raises(Refused, match="only pays under") as refused:
        written(book, party=agency)
    assert makers.OWNER in refused.value.problem.text("zh")
    with book.read() as session, pytest.raises(Refused, match="only pays under"):
        STATEMENT.collect(session, StatementDraft(party=agency, as_of=DAY))


@pytest.mark.parametrize("of", ["party", "contract"])
def test_the_statement_is_the_owners_with_the_balance_the_agency_pays(
    paid_for: tuple[Book, str, str, str], of: str
) -> None:
    book, owner, _agency, contract = paid_for
    named = {"party": owner} if of == "party" else {"contract": contract}
    with book.read() as session:
        data = STATEMENT.collect(session, StatementDraft(as_of=DAY, with_detail=True, **named))
    assert (data.party, data.party_id) == (makers.OWNER, owner)
    assert sum((one.overdue for one in data.groups[0].contracts), Money()) == Money.of("1000000.50")


def test_the_lists_of_what_is_to_be_written_name_the_owner(paid_for: tuple[Book, str, str, str]) -> None:
    book, owner, agency, _contract = paid_for
    with book.read() as session:
        assert [one.party_id for one in standings(session, DAY)] == [owner]
        assert standing_of(session, agency, DAY) is None
        assert {one.party_id for one in due_statements(session, DAY)} == {owner}


@pytest.mark.parametrize("on", ["owner", "agency", "stranger"])
def test_only_what_is_served_on_the_owner_moves_his_limitation(paid_for: tuple[Book, str, str, str], on: str) -> None:
    book, owner, agency, contract = paid_for
    with book.write(DO) as session:
        stranger = makers.a_party(session, "不相干公司", credit_code="").id
        party = {"owner": owner, "agency": agency, "stranger": stranger}[on]
        legal_facts.record(
            session,
            replace(SERVED, **dict.fromkeys(("sent_on", "happened_on"), SERVED_ON), party=party, contract=contract),
        )
    with book.read() as session:
        found = [one for one in deadlines.deadlines(session, date(2025, 12, 1)) if one.clock.startswith("limitation")]
    assert {one.subject.party_id for one in found} == {owner}
    (price,) = (one for one in found if one.subject.document.startswith("旧账-1"))
    assert ("SX-001" in price.because.text("zh")) is (on == "owner")
    told = {"owner": "", "agency": "which only pays", "stranger": "does not owe under this contract"}[on]
    assert told in price.note.text("en")
