"""A Step can be taken back by the one who did it, as long as nothing rests on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, insert, text

from models import certificates, contracts, parties, receipts
from models.money import Money
from models.parties import Party
from models.problems import Refused
from models.store.book import Book
from models.store.commands import title_of
from tests import makers
from tests.models.store import digests


def a_signed_certificate(book: Book) -> str:
    """The id of a contract with one certificate of a million."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session).id
    with book.write(certificates.RECORD) as session:
        certificates.record(
            session,
            certificates.CertificateDraft(contract=contract, work=Money.of(1_000_000), certified_on=date(2024, 5, 8)),
        )
    return contract


def test_undo_gives_the_former_book_back_and_redo_the_later_one(book: Book) -> None:
    states = [digests.of_records(book)]
    contract = a_signed_certificate(book)
    states.append(digests.of_records(book))
    draft = receipts.ReceiptDraft(contract=contract, received_on=date(2024, 7, 1), amount=Money.of(500_000))
    with book.write(receipts.RECORD) as session:
        draft = replace(draft, payer=makers.a_party(session).id)
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    states.append(digests.of_records(book))
    assert len(set(states)) == 3
    undone = book.undo()
    assert undone is not None
    assert undone.command == "receipts.record"
    assert digests.of_records(book) == states[1]
    book.redo()
    assert digests.of_records(book) == states[2]
    while book.undo():
        pass
    assert digests.of_records(book) == states[0]
    while book.redo():
        pass
    assert digests.of_records(book) == states[2]


def test_undo_is_a_step_of_its_own_that_names_what_it_undoes(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        makers.a_party(session)
    book.undo()
    head = book.head()
    assert head is not None
    assert (head.n, head.undoes, head.command) == (2, 1, "steps.undo")
    assert title_of(head.title, "zh") == f"撤销 保存单位 {makers.OWNER}"
    book.redo()
    again = book.head()
    assert again is not None
    assert title_of(again.title, "zh").endswith(f"保存单位 {makers.OWNER}"), (
        "redo names what it does again, not the undo"
    )
    assert "撤销" not in title_of(again.title, "zh")


def test_a_hundred_thousand_rows_are_taken_back_with_few_statements(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        session.execute(insert(Party), [{"name": f"单位{number}"} for number in range(100_000)])
    before = _count_of_statements(book)
    book.undo()
    assert _count_of_statements(book) - before < 40
    with book.read() as session:
        assert session.execute(text("SELECT count(*) FROM parties")).scalar_one() == 0


def _count_of_statements(book: Book) -> int:
    counted = book.__dict__.setdefault("_counted", [])
    if not counted:
        event.listen(book._writer, "before_cursor_execute", lambda *_: counted.append(1))
        counted.append(1)
    return len(counted)


def test_a_step_that_others_refer_to_is_refused_in_a_sentence(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        owner = makers.a_party(session).id
    step = book.undoable()
    assert step is not None
    with book.write(contracts.RECORD) as session:
        makers.a_contract(session, owner=owner)
    before = digests.of_records(book)
    with pytest.raises(Refused, match="other entries rest on it"):
        book._unmake(parties.RECORD, step)
    assert digests.of_records(book) == before


def test_a_step_whose_rows_changed_since_is_refused(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        key = makers.a_party(session).id
    step = book.undoable()
    assert step is not None
    with book.write(parties.RECORD) as session:
        parties.record(session, replace(parties.draft_of(session, key), phone="1"))
    with pytest.raises(Refused, match="changed since"):
        book._unmake(parties.RECORD, step)


def test_nobody_undoes_what_another_did(book: Book) -> None:
    book.actor = "王商务"
    with book.write(parties.RECORD) as session:
        makers.a_party(session)
    book.actor = "李会计"
    assert book.undoable() is None
    assert book.undo() is None
    book.actor = "王商务"
    assert book.undo() is not None


def test_after_another_step_nothing_is_left_to_redo(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        makers.a_party(session, "甲")
    book.undo()
    assert book.redoable() is not None
    with book.write(parties.RECORD) as session:
        makers.a_party(session, "乙")
    assert book.redoable() is None
