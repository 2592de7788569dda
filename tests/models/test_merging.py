"""A party that was entered twice becomes one, and nothing of either is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import contracts, merging, parties, receipts
from models.merging import MergeDraft
from models.money import Money
from models.problems import Invalid
from models.store.book import Book
from tests import makers
from tests.models.store import digests


def two(book: Book, **changes: str) -> tuple[str, str]:
    with book.write(parties.RECORD) as session:
        first = makers.a_party(session, "江北交通").id
        other = makers.a_party(session, "江北交通建设公司", aliases=(parties.AliasDraft("江交"),), **changes).id
    return first, other


def test_contracts_receipts_and_names_move_to_the_party_that_stays(book: Book) -> None:
    stays, goes = two(book)
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, owner=goes).id
    with book.write(receipts.RECORD) as session:
        draft = receipts.ReceiptDraft(payer=goes, received_on=date(2024, 1, 1), amount=Money.of(5))
        receipt = receipts.record(session, draft).id
    before = digests.of_records(book)
    with book.write(merging.MERGE) as session:
        merging.merge(session, MergeDraft(stays, goes))
    with book.read() as session:
        assert contracts.draft_of(session, contract).owner == stays
        assert receipts.draft_of(session, receipt).payer == stays
        assert [alias.name for alias in parties.draft_of(session, stays).aliases] == ["江交", "江北交通建设公司"]
        found = parties.named(session, "江北交通建设公司")
        assert found is not None
        assert found.id == stays
    book.undo()
    assert digests.of_records(book) == before


def test_two_credit_codes_are_two_parties(book: Book) -> None:
    stays, goes = two(book, credit_code="91350100M000100Y43")
    with book.write(parties.RECORD) as session:
        parties.record(session, replace(parties.draft_of(session, stays), credit_code="91320100134758943K"))
    with pytest.raises(Invalid, match="two parties"), book.write(merging.MERGE) as session:
        merging.merge(session, MergeDraft(stays, goes))


def test_a_party_is_not_merged_with_itself(book: Book) -> None:
    stays, _ = two(book)
    with pytest.raises(Invalid, match="another party"), book.write(merging.MERGE) as session:
        merging.merge(session, MergeDraft(stays, stays))


def test_what_would_move_is_counted_before_it_moves(book: Book) -> None:
    stays, goes = two(book)
    with book.write(contracts.RECORD) as session:
        makers.a_contract(session, owner=goes, payer=goes)
        makers.a_project(session, owner=goes)
    with book.read() as session:
        found = merging.moves(session, MergeDraft(stays, goes))
        back = merging.moves(session, MergeDraft(goes, stays))
    assert (found.stays, found.goes, found.problem) == ("江北交通", "江北交通建设公司", None)
    assert dict(found.counts) == {"contracts": 2, "projects": 1}
    assert back.counts == ()


def test_what_only_the_party_that_goes_says_is_not_lost(book: Book) -> None:
    stays, goes = two(book, contact="刘科长", phone="0511-1")
    with book.write(parties.RECORD) as session:
        parties.record(session, replace(parties.draft_of(session, stays), phone="0511-2"))
    with book.write(merging.MERGE) as session:
        merging.merge(session, MergeDraft(stays, goes))
    with book.read() as session:
        draft = parties.draft_of(session, stays)
    assert (draft.contact, draft.phone) == ("刘科长", "0511-2")
