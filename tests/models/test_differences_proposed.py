"""What matching found between two books is proposed as differences of a reply, with reasons; nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from models import confirmations, matching
from models.confirmations import ReplyDraft
from models.confirmations.draft import PART
from models.matching import ExplanationDraft, OwnerLedgerDraft, OwnerLineDraft
from models.money import Money
from models.problems import Refused
from models.store.book import Book
from tests import makers
from tests.models.test_confirmations import ANSWER, CUT, DO, paper

__all__ = ["paper"]


def ledger(session: Session, *lines: tuple[date, int], as_of: date = CUT, stated: Money | None = None) -> str:
    """What the owner's books say, the sure pairs taken."""
    drafts = tuple(OwnerLineDraft(day, Money.of(yuan)) for day, yuan in lines)
    draft = OwnerLedgerDraft(party=makers.a_party(session).id, as_of=as_of, lines=drafts, stated=stated)
    return matching.bring_in(session, draft).id


def begun(session: Session, paper: str) -> ReplyDraft:
    return confirmations.with_book(session, replace(ANSWER, paper=paper, kind=PART, confirmed=None))


BOOKED = ((date(2024, 5, 3), 600), (date(2024, 8, 20), -50))


def test_the_proposals_lead_from_the_statement_to_the_owners_balance(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        key = ledger(session, *BOOKED, stated=Money.of(540))
        found = confirmations.with_proposed(session, begun(session, paper), key)
        assert {(str(one.amount), one.reason) for one in found.differences} == {
            ("400.00", "theirs"), ("50.00", "transit"), ("10.00", "other"),
        }  # fmt: skip
        assert found.confirmed == Money.of(540)
        assert confirmations.worked_out(found).unexplained == Money()
        assert all(one.note for one in found.differences)
        kept = confirmations.record(session, replace(found, closed_on=date(2024, 10, 9)))
        assert len(kept.differences) == 3


def test_what_was_typed_stays_and_nothing_is_proposed_twice(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        key = ledger(session, *BOOKED)
        once = confirmations.with_proposed(session, replace(begun(session, paper), confirmed=Money.of(500)), key)
        assert once.confirmed == Money.of(500)
        assert confirmations.with_proposed(session, once, key) == once


def test_a_reason_that_was_given_in_matching_stands_in_the_proposal(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        key = ledger(session, *BOOKED)
        alone = next(one for one in matching.standing(session, key).only_ours)
        matching.explain(session, ExplanationDraft(key, alone.key, "甲方未收到发票"))
        assert any("甲方未收到发票" in one.note for one in confirmations.proposed(session, begun(session, paper), key))


def test_a_ledger_of_another_day_is_refused_and_one_of_this_day_is_pointed_at(book: Book, paper: str) -> None:
    def told(draft: ReplyDraft) -> list[str]:
        found = confirmations.advise(session, confirmations.worked_out(draft))
        return [one.message for one in found if one.entry == "differences"]

    with book.write(DO) as session:
        other = ledger(session, *BOOKED[:1], as_of=date(2024, 6, 30))
        draft = replace(begun(session, paper), confirmed=Money.of(550))
        with pytest.raises(Refused, match="cut-off day"):
            confirmations.proposed(session, draft, other)
        assert told(draft) == []
        ledger(session, *BOOKED)
        assert len(told(draft)) == 1
