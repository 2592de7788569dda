"""A master that was entered wrongly is taken out while nothing names it; undo brings it back whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models import bills, certificates, contracts, parties
from models.bills import BillItemDraft
from models.certificates import CertificateDraft
from models.money import Money
from models.problems import Refused
from models.store.book import Book
from tests import makers
from tests.models.store import digests
from tests.reports.books import FILL


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


def a_wrong_one(book: Book) -> str:
    """A contract with all that is its own: terms, an agreement, a bill, days, signatures."""
    with book.write(FILL) as session:
        signed = (contracts.SignatureDraft("发包人", "张三"),)
        contract = makers.a_contract(session, number="录错-1", accepted_on=date(2025, 1, 6), signatures=signed)
        makers.an_agreement(session, contract)
        items = (
            BillItemDraft(code="1", name="土方"),
            BillItemDraft(code="1.1", name="挖土", amount=Money.of(9), level=2),
        )
        bills.record(session, bills.BillDraft(contract.id, None, items))
        return contract.id


def refused(book: Book, key: str) -> str:
    with pytest.raises(Refused) as told, book.write(contracts.REMOVE) as session:
        contracts.remove(session, key, "录错")
    return told.value.problem.sentence("zh")


def test_a_contract_goes_with_all_its_own_and_comes_back_whole(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_party(session)
    without = digests.of_records(book)
    key = a_wrong_one(book)
    whole = digests.of_records(book)
    with book.write(contracts.REMOVE, reason="录错") as session:
        contracts.remove(session, key, "录错")
    assert digests.of_records(book) == without
    undone = book.undo()
    assert undone is not None
    assert (undone.command, digests.of_records(book)) == ("contracts.remove", whole)


def test_its_number_is_free_again(book: Book) -> None:
    key = a_wrong_one(book)
    with book.write(contracts.REMOVE) as session:
        contracts.remove(session, key, "录错")
    with book.write(contracts.RECORD) as session:
        assert makers.a_contract(session, number="录错-1").id != key


def test_what_names_a_contract_is_named_by_its_number_void_or_not(book: Book) -> None:
    key = a_wrong_one(book)
    with book.write(FILL) as session:
        for period in range(1, 6):
            certificates.record(session, CertificateDraft(contract=key, number=f"JJ-{period}", work=Money.of(period)))
        makers.a_letter(session, contract=key, number="")
    told = refused(book, key)
    assert told.startswith("录错-1 不能撤销，因为下列内容引用了它：")
    assert "5 (JJ-1、JJ-2、JJ-3…)" in told
    with book.write(FILL) as session:
        row = certificates.numbered(session, "JJ-5")
        assert row
        certificates.void(session, row.id, "误录")
    assert "5 (JJ-1" in refused(book, key)


def test_evidence_of_a_contract_hangs_on_it(book: Book) -> None:
    key = a_wrong_one(book)
    with book.write(FILL) as session:
        makers.evidence_of(session, "合同.pdf", ("contracts", key, "contract"))
    assert "1" in refused(book, key)


def test_a_party_that_a_contract_names_stays_and_says_which(book: Book) -> None:
    a_wrong_one(book)
    with book.write(FILL) as session:
        owner, free = makers.a_party(session).id, makers.a_party(session, "录错公司", aliases=ALIASES).id
    with pytest.raises(Refused) as told, book.write(parties.REMOVE) as session:
        parties.remove(session, owner, "录错")
    assert "1 (录错-1)" in told.value.problem.sentence("zh")
    with book.write(parties.REMOVE) as session:
        parties.remove(session, free, "录错")
    with book.read() as session:
        assert parties.named(session, "录错公司") is None
        assert parties.named(session, "录") is None
    book.undo()
    with book.read() as session:
        found = parties.named(session, "录")
        assert found
        assert found.id == free


ALIASES = (parties.AliasDraft("录"),)
