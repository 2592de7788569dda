"""What was said is kept in seconds; a promise is kept by what came in, else broken once its day has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from models import agenda, follow_ups, receipts
from models.follow_ups import FollowUpDraft, promises
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Question
from tests import makers

DO = Command("tests.do", "Do for a test")
SAID = FollowUpDraft(kind="promise", happened_on=date(2025, 3, 3), said="月底付", promised=Money.of(500),
                     promised_on=date(2025, 3, 31))  # fmt: skip


def outcome(book: Book, day: date) -> str | None:
    names = [column.name for column in follow_ups.LISTING.columns]
    with book.read() as session:
        rows = follow_ups.LISTING.first(session, Question(day))
    found: str | None = rows[0][1 + names.index("outcome")]
    return found


@pytest.mark.parametrize(("paid", "on", "expected"), [(500, 31, "kept"), (499, 31, "broken"), (500, 1, "broken")])
def test_a_promise_is_kept_by_what_came_in_between_its_days(book: Book, paid: int, on: int, expected: str) -> None:
    with book.write(DO) as session:
        party = makers.a_party(session).id
        follow_ups.record(session, replace(SAID, party=party))
        receipts.record(session, ReceiptDraft(payer=party, received_on=date(2025, 3, on), amount=Money.of(paid)))
    assert outcome(book, date(2025, 3, 30)) == "running"
    assert outcome(book, date(2025, 4, 1)) == expected
    with book.read() as session:
        assert bool(promises.running(session, date(2025, 3, 30))) is True
        assert promises.running(session, date(2025, 4, 1)) == {}


def test_the_next_step_stands_in_the_week_until_it_is_done(book: Book) -> None:
    plan = FollowUpDraft(kind="call", happened_on=date(2025, 3, 3), said="资料不全", next_step="补资料",
                         next_on=date(2025, 3, 10))  # fmt: skip
    with book.write(DO) as session:
        row = follow_ups.record(session, replace(plan, party=makers.a_party(session).id))
    with book.read() as session:
        assert [one.subject for one in agenda.duties(session, date(2025, 3, 4))] == ["补资料"]
        assert agenda.duties(session, date(2025, 3, 1)) == []
    with book.write(DO) as session:
        follow_ups.done(session, row.id, date(2025, 3, 9))
    with book.read() as session:
        assert agenda.duties(session, date(2025, 3, 11)) == []
        assert len(agenda.duties(session, date(2025, 3, 8))) == 1


def test_a_follow_up_says_what_is_missing_and_is_voided_once(book: Book) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session)
        for draft, entry in (
            (replace(SAID), "party"),
            (replace(SAID, contract=contract.id, promised_on=None), "promised_on"),
            (replace(SAID, contract=contract.id, promised_on=date(2025, 1, 1)), "promised_on"),
            (replace(SAID, contract=contract.id, said=""), "said"),
        ):
            with pytest.raises(Invalid) as raised:
                follow_ups.record(session, draft)
            assert entry in [one.entry for one in raised.value.problems]
        row = follow_ups.record(session, replace(SAID, contract=contract.id))
        assert (row.party_id, row.number) == (contract.owner_id, "CS-2025-001")
        follow_ups.void(session, row.id, "误录")
        with pytest.raises(Refused):
            follow_ups.void(session, row.id, "误录")
