"""A statement is sealed, served, answered and explained; what was confirmed on a day stays what it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    certificates,
    confirmations,
    coverage,
    deadlines,
    evidence,
    legal_facts,
    papers,
    receipts,
    required_papers,
)
from models.certificates import CertificateDraft
from models.confirmations import ConfirmedDraft, ConfirmedItem, DifferenceDraft, Reply, ReplyDraft, standing
from models.confirmations.calendar import DONE, DUE, due_statements
from models.confirmations.draft import AGREES, DISAGREES, PART, REFUSED
from models.contracts import MilestoneDraft
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.papers import CourseDraft, WithdrawalDraft
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import LISTING as RECEIVABLES
from models.receivables import position
from models.receivables.record import Receivable
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Question
from tests import makers

DO = Command("tests.do", "Do for a test")
CUT = date(2024, 8, 31)
REPLIED = date(2024, 9, 20)
FIRST, SECOND = Money.of(600), Money.of(400)
SEALED = CourseDraft(on=date(2024, 9, 3), seal="finance", by="李会计")
SENT = LegalFactDraft(kind="notice", sent_on=date(2024, 9, 4), way="ems", tracking="EMS1", proof="回执")
ANSWER = ReplyDraft(replied_on=REPLIED, signatory="王志强", capacity="finance", seal="official")


@pytest.fixture
def paper(book: Book) -> str:
    """A statement of ¥ 1,000 for two certificates of ¥ 600 and ¥ 400."""
    with book.write(DO) as session:
        makers.a_company(session)
        whole = (MilestoneDraft("certification", Decimal(1), 28),)
        contract = makers.a_contract(
            session, milestones=whole, retention_rate=Decimal(0), advance=None, recovery_rate=None
        )
        for day, amount in ((date(2024, 5, 3), FIRST), (date(2024, 6, 3), SECOND)):
            draft = CertificateDraft(contract=contract.id, work=amount, certified_on=day)
            certificates.record(session, draft)
        owed = confirmations.stated(session, ReplyDraft(party=contract.owner_id, as_of=CUT))
        return makers.a_paper(session, book.folder, contract.owner_id, amount=owed).id


def state(book: Book, day: date, **scope: str) -> list[str]:
    with book.read() as session:
        return [one.state(day) for one in confirmations.confirmations(session, day, **scope)]


def reply(session: Session, paper: str, **how: Any) -> Reply:
    return confirmations.record(session, replace(ANSWER, paper=paper, **how))


def confirmed(session: Session, day: date) -> dict[str, tuple[Any, ...]]:
    """By document what the list of receivables says was confirmed."""
    names = [column.name for column in RECEIVABLES.columns]
    wanted = [1 + names.index(name) for name in ("confirmed", "confirmed_on", "confirmed_by")]
    rows = RECEIVABLES.first(session, Question(day))
    return {row[1]: tuple(row[place] for place in wanted) for row in rows}


def counted(session: Session, day: date) -> dict[str, Money | None]:
    """By item what of it counts as confirmed for how much of the balance is proven."""
    said = standing.newest(Receivable.id, day, ConfirmedItem.confirmed)
    return {row[0]: row[1] for row in session.execute(select(Receivable.id, said))}


def owed(session: Session) -> Money:
    return confirmations.stated(session, ReplyDraft(party=makers.a_party(session).id, as_of=CUT))


def test_each_statement_goes_from_sealing_to_closing_by_what_happened(book: Book, paper: str) -> None:
    assert state(book, date(2024, 9, 1)) == [], "it was not issued yet"
    with book.write(papers.ADVANCE) as session:
        papers.advance(session, replace(SEALED, paper=paper))
    with book.write(DO) as session:
        fact = legal_facts.record(session, replace(SENT, paper=paper))
    assert state(book, date(2024, 9, 2)) == ["to_seal"]
    assert state(book, date(2024, 9, 3)) == ["to_serve"]
    assert state(book, date(2024, 9, 4)) == ["waiting"]
    assert state(book, date(2024, 9, 13)) == ["silent"], "it was to be answered by the 12th"
    with book.write(DO) as session:
        arrived = replace(legal_facts.draft_of(session, fact.id), outcome="delivered", happened_on=date(2024, 9, 6))
        legal_facts.record(session, arrived)
    assert state(book, date(2024, 9, 13)) == ["waiting"], "ten days from the day it arrived"
    assert state(book, date(2024, 9, 17)) == ["silent"]
    with book.write(DO) as session:
        whole = owed(session)
        answer = reply(session, paper, kind=PART, confirmed=whole - Money.of(50))
    assert state(book, date(2024, 9, 19)) == ["silent"]
    assert state(book, REPLIED) == ["differs"]
    with book.write(DO) as session:
        told = (DifferenceDraft(Money.of(50), "deduction", "扣款未认"),)
        draft = replace(confirmations.draft_of(session, answer.id), differences=told, closed_on=date(2024, 9, 25))
        confirmations.record(session, draft)
    assert state(book, date(2024, 9, 24)) == ["differs"]
    assert state(book, date(2024, 9, 25)) == ["closed"]


@pytest.mark.parametrize("outcome", ["returned", "refused"])
def test_a_letter_that_came_back_is_to_be_served_again(book: Book, paper: str, outcome: str) -> None:
    with book.write(DO) as session:
        papers.advance(session, replace(SEALED, paper=paper))
        legal_facts.record(session, replace(SENT, paper=paper, outcome=outcome, happened_on=date(2024, 9, 9)))
    assert state(book, date(2024, 9, 30)) == ["to_serve"]
    with book.read() as session:
        assert confirmations.silent(session, date(2024, 12, 20)) == []


@pytest.mark.parametrize("outcome", ["returned", "refused"])
def test_a_letter_that_came_back_from_the_address_agreed_for_service_has_arrived(
    book: Book, paper: str, outcome: str
) -> None:
    back = replace(SENT, paper=paper, outcome=outcome, happened_on=date(2024, 9, 9), agreed_address=True)
    with book.write(DO) as session:
        papers.advance(session, replace(SEALED, paper=paper))
        legal_facts.record(session, back)
    assert state(book, date(2024, 9, 19)) == ["waiting"]
    assert state(book, date(2024, 9, 20)) == ["silent"]


def test_a_second_letter_gives_the_silent_another_time(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        party = makers.a_party(session).id
        legal_facts.record(session, replace(SENT, paper=paper))
        again = {"kind": "letter", "form": "confirmation", "as_of": date(2024, 9, 20), "on": date(2024, 9, 20)}
        makers.a_paper(session, book.folder, party, answer_by=date(2024, 9, 30), **again)
    assert state(book, date(2024, 9, 19)) == ["silent"]
    assert state(book, date(2024, 9, 30)) == ["again"]
    assert state(book, date(2024, 10, 1)) == ["silent"]


def test_a_paper_is_sealed_once_and_then_withdrawn_no_earlier(book: Book, paper: str) -> None:
    with book.write(papers.ADVANCE) as session:
        papers.advance(session, replace(SEALED, paper=paper))
    for wrong in (replace(SEALED, paper=paper), replace(SEALED, paper=paper, on=date(2024, 9, 5))):
        with book.write(papers.ADVANCE) as session, pytest.raises(Refused, match="stands at “Sealed” already"):
            papers.advance(session, wrong)
    with book.write(DO) as session, pytest.raises(Refused, match="cannot be withdrawn"):
        papers.withdraw(session, WithdrawalDraft(paper, date(2024, 9, 2), "误"))
    with book.write(DO) as session:
        assert papers.stands(session, paper)
        papers.withdraw(session, WithdrawalDraft(paper, date(2024, 9, 3), "误"))
        assert not papers.stands(session, paper)
        with pytest.raises(Refused, match="withdrawn"):
            papers.advance(session, replace(SEALED, paper=paper))
    assert state(book, date(2024, 9, 2)) == ["to_seal"]
    assert state(book, date(2024, 9, 3)) == []


def test_who_agrees_confirms_every_item_in_full_with_day_and_name(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        reply(session, paper)
        found = confirmed(session, REPLIED)
    assert set(found.values()) == {(FIRST, REPLIED, "王志强"), (SECOND, REPLIED, "王志强")}
    assert state(book, REPLIED) == ["closed"]


def test_money_that_is_not_allocated_is_no_part_of_what_is_confirmed(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        payer = makers.a_party(session).id
        free = ReceiptDraft(payer=payer, received_on=CUT, amount=Money.of(150))
        receipt = receipts.record(session, free)
        assert owed(session) == Money.of(850)
        begun = confirmations.with_book(
            session, replace(ANSWER, party=payer, letter="旧函", as_of=CUT, stated=owed(session))
        )
        assert [one.stated for one in begun.items] == [Money.of(450), SECOND]
        confirmations.record(session, begun)
        assert sorted(row[0] for row in confirmed(session, REPLIED).values()) == [SECOND, Money.of(450)]
        first = session.scalars(select(Receivable.id).order_by(Receivable.posted_on)).first()
        allocation = receipts.AllocationDraft(receivable=first, amount=Money.of(150), allocated_on=REPLIED)
        receipts.allocate(session, receipts.AllocationsDraft(receipt.id, (allocation,)))
        assert sorted(row[0] for row in confirmed(session, REPLIED).values()) == [SECOND, Money.of(450)], "all of it"


def test_a_part_that_names_no_item_is_told_of_none(book: Book, paper: str) -> None:
    """For how much is proven it counts from the oldest on; no item is said to be confirmed by so much."""
    with book.write(DO) as session:
        reply(session, paper, kind=PART, confirmed=Money.of(700))
        assert sorted(map(str, counted(session, REPLIED).values())) == ["100.00", "600.00"]
        assert set(confirmed(session, REPLIED).values()) == {(None, REPLIED, "王志强")}
        said = [one for key in counted(session, REPLIED) for one in standing.said_of(session, key, REPLIED)]
        assert [(one.confirmed, one.in_total) for one in said] == [(Money(), Money.of(700))] * 2
        (told,) = standing.by_contract(session, position.items(REPLIED), REPLIED).values()
        assert told == (Money.of(700), Money()), "there is one contract only: it is what was confirmed of it"


def test_a_part_of_the_only_item_is_told_of_it(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        paid = ReceiptDraft(payer=makers.a_party(session).id, received_on=CUT, amount=FIRST)
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        left = replace(ANSWER, letter="旧函", party=paid.payer, as_of=CUT, stated=SECOND, kind=PART)
        confirmations.record(session, replace(left, confirmed=Money.of(250)))
        assert {one[0] for one in confirmed(session, REPLIED).values()} == {None, Money.of(250)}


def test_amounts_by_item_stay_as_typed_and_none_exceeds_its_item(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        begun = confirmations.with_book(session, replace(ANSWER, paper=paper, kind=DISAGREES, by_item=True))
        said = (Money.of(0), SECOND)
        items = tuple(replace(one, confirmed=amount) for one, amount in zip(begun.items, said, strict=True))
        row = confirmations.record(session, replace(begun, items=items))
        assert row.confirmed == SECOND
        assert [one[0] for one in confirmed(session, REPLIED).values() if one[0]] == [SECOND]
        again = confirmations.draft_of(session, row.id)
        assert [one.confirmed for one in again.items] == [Money(), SECOND]
        more = (again.items[0], ConfirmedDraft(again.items[1].receivable, SECOND, SECOND + Money(1)))
        with pytest.raises(Invalid, match="More is confirmed"):
            confirmations.record(session, replace(again, items=more))


def test_it_cannot_be_closed_before_all_is_explained(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        draft = replace(ANSWER, paper=paper, kind=PART, confirmed=Money.of(900), closed_on=date(2024, 10, 1))
        with pytest.raises(Invalid, match=r"100\.00 is not explained"):
            confirmations.record(session, draft)
        told = (DifferenceDraft(Money.of(130), "theirs"), DifferenceDraft(Money.of(-30), "ours"))
        row = confirmations.record(session, replace(draft, differences=told))
        assert confirmations.draft_of(session, row.id).unexplained == Money()


@pytest.mark.parametrize(
    ("how", "match"),
    [
        ({"kind": PART}, "How much is confirmed"),
        ({"kind": PART, "confirmed": Money.of(1000)}, "say that it agrees"),
        ({"kind": PART, "confirmed": Money()}, "does not agree"),
        ({"differences": (DifferenceDraft(Money.of(1), "price"),)}, "has no differences"),
        ({"kind": PART, "confirmed": Money.of(1), "differences": (DifferenceDraft(Money(), "price"),)}, "nothing expl"),
        ({"kind": PART, "confirmed": Money.of(1), "differences": (DifferenceDraft(Money.of(9), "other"),)}, "what it"),
        ({"kind": PART, "confirmed": Money.of(1001)}, "cannot be 1,001.00"),
        ({"kind": PART, "confirmed": Money.of(-5)}, "cannot be -5.00"),
        ({"replied_on": date.today() + timedelta(days=1)}, "still to come"),
        ({"replied_on": date(2024, 8, 1)}, "older than the day"),
        ({"replied_on": date(2024, 9, 1)}, "older than the statement"),
        ({"withdrawn_on": date(2024, 9, 30)}, "why it was taken back"),
        ({"withdrawn_on": date(2024, 9, 1), "withdrawn_for": "误"}, "before the reply"),
        ({"paper": "", "letter": ""}, "Which statement"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_entry(book: Book, paper: str, how: Any, match: str) -> None:
    with book.write(DO) as session, pytest.raises(Invalid, match=match):
        confirmations.record(session, replace(ANSWER, **{"paper": paper, **how}))


def test_who_enters_a_reply_is_told_that_nothing_was_sealed_or_sent_and_that_another_came_before(
    book: Book, paper: str
) -> None:
    def advised(session: Session, day: date) -> list[Any]:
        draft = confirmations.with_book(session, replace(ANSWER, paper=paper, replied_on=day))
        return list(confirmations.advise(session, draft))

    def told(session: Session) -> set[str]:
        return {one.entry for one in advised(session, date(2024, 10, 2))}

    with book.write(DO) as session:
        assert "bore our seal" in advised(session, date(2024, 10, 2))[0].text("en")
        papers.advance(session, replace(SEALED, paper=paper))
        assert "served" in advised(session, date(2024, 10, 2))[0].text("en")
        assert "bore our seal" in advised(session, date(2024, 9, 2))[0].text("en"), "it was sealed the day after"
        legal_facts.record(session, replace(SENT, paper=paper))
        assert told(session) == set()
        reply(session, paper)
        assert told(session) == {"replied_on"}


def test_nothing_is_sealed_on_a_day_to_come(book: Book, paper: str) -> None:
    later = date.today() + timedelta(days=1)
    with book.write(papers.ADVANCE) as session, pytest.raises(Invalid, match="still to come"):
        papers.advance(session, replace(SEALED, paper=paper, on=later))


def test_a_second_reply_of_a_day_stands_beside_the_first_and_the_last_one_counts(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        first = reply(session, paper)
        second = reply(session, paper, kind=PART, confirmed=Money.of(100))
        assert confirmations.draft_of(session, first.id).kind == "agrees", "what was said first stays"
        (stood,) = confirmations.confirmations(session, REPLIED)
        assert (stood.reply, stood.came) == (second, 2)
        assert sorted(map(str, counted(session, REPLIED).values())) == ["100.00", "None"]
        speaks = 1 + [column.name for column in confirmations.LISTING.columns].index("speaks")
        rows = confirmations.LISTING.first(session, Question(REPLIED))
        assert {row[1]: bool(row[speaks]) for row in rows} == {first.number: False, second.number: True}


def test_who_refuses_after_an_answer_does_not_take_it_back(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        answered = reply(session, paper)
        reply(session, paper, kind=REFUSED, replied_on=date(2024, 11, 1))
        (stood,) = confirmations.confirmations(session, date(2024, 11, 2))
        assert (stood.reply, stood.came) == (answered, 2)
        assert {one[0] for one in confirmed(session, date(2024, 11, 2)).values()} == {FIRST, SECOND}


def test_the_very_same_reply_is_not_kept_twice(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        number = reply(session, paper).number
        with pytest.raises(Invalid, match=f"{number} says the very same"):
            reply(session, paper)


def test_of_a_thousand_replies_the_last_number_counts(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        reply(session, paper, number="HZ-2024-999")
        last = reply(session, paper, kind=PART, confirmed=Money.of(1))
        assert last.number == "HZ-2024-1000"
        assert confirmations.confirmations(session, REPLIED)[0].reply == last


def test_the_currency_of_a_reply_follows_from_a_statement_in_one(book: Book, paper: str) -> None:
    with book.read() as session:
        begun = confirmations.with_book(session, ReplyDraft(paper=paper, currency="USD", replied_on=REPLIED))
    assert begun.currency == "CNY"
    assert "currency" in confirmations.given(begun)
    assert "currency" not in confirmations.given(replace(begun, in_several=True)), "it answers one of several"
    assert "currency" not in confirmations.given(replace(begun, paper=""))


def test_a_statement_found_by_its_number_says_the_rest(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        number = session.get_one(papers.IssuedPaper, paper).number
        row = confirmations.record(session, replace(ANSWER, letter=number, stated=Money.of(5), as_of=REPLIED))
        assert (row.paper_id, row.as_of, row.stated) == (paper, CUT, owed(session))


def test_what_was_confirmed_on_a_past_day_is_not_changed_by_later_facts(book: Book, paper: str) -> None:
    """Paid, certified, answered again, taken back: the past day says what it said."""
    with book.write(DO) as session:
        party = makers.a_party(session).id
        first = reply(session, paper)
    with book.read() as session:
        before, stood = confirmed(session, date(2024, 9, 30)), coverage.coverage(session, date(2024, 9, 30))
    later = date(2024, 10, 15)
    with book.write(DO) as session:
        paid = ReceiptDraft(payer=party, received_on=later, amount=Money.of(250))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        contract = session.scalars(select(Receivable.contract_id)).first()
        certificates.record(session, CertificateDraft(contract=contract or "", work=Money.of(90), certified_on=later))
        reply(session, paper, replied_on=date(2024, 11, 1), kind=PART, confirmed=Money.of(10))
        taken = replace(confirmations.draft_of(session, first.id), withdrawn_on=later, withdrawn_for="印章系伪造")
        confirmations.record(session, taken)
    with book.read() as session:
        assert confirmed(session, date(2024, 9, 30)) == before
        assert coverage.coverage(session, date(2024, 9, 30)) == stood
        assert {one[0] for one in confirmed(session, later).values()} == {None}, "taken back from that day on"
        assert Money.of(10) in counted(session, date(2024, 11, 1)).values()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_in_which_replies_are_entered_changes_nothing(book: Book, paper: str, order: tuple[int, ...]) -> None:
    with book.write(DO) as session:
        party = makers.a_party(session).id
    drafts = (
        replace(ANSWER, paper=paper),
        replace(ANSWER, paper=paper, replied_on=date(2024, 10, 2), kind=PART, confirmed=Money.of(650)),
        replace(ANSWER, letter="函 2024-2", party=party, as_of=date(2024, 9, 30), replied_on=date(2024, 10, 1),
                stated=Money.of(1000), kind=PART, confirmed=Money.of(100)),
    )  # fmt: skip
    for place in order:
        with book.write(DO) as session:
            confirmations.record(session, drafts[place])
    with book.read() as session:
        assert sorted(map(str, counted(session, date(2024, 10, 1)).values())) == ["100.00", "400.00"]
        assert sorted(map(str, counted(session, date(2024, 12, 1)).values())) == ["100.00", "50.00"]


def test_void_takes_it_out_of_every_day(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        row = reply(session, paper)
    with book.write(DO) as session:
        confirmations.void(session, row.id, "录错单位")
        with pytest.raises(Refused, match="is void already"):
            confirmations.void(session, row.id, "再来")
    with book.read() as session:
        assert {one[0] for one in confirmed(session, REPLIED).values()} == {None}
        assert "录错单位" in session.get_one(Reply, row.id).remark


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, (1000, 0, 0)),
        ({"seal": "project", "capacity": "manager"}, (0, 1000, 0)),
        ({"capacity": "none"}, (0, 1000, 0)),
        ({"kind": PART, "confirmed": Money.of(700)}, (700, 0, 300)),
        ({"kind": PART, "confirmed": Money.of(700), "seal": "none"}, (0, 700, 300)),
        ({"kind": REFUSED}, (0, 0, 1000)),
    ],
)
def test_what_is_confirmed_is_proven_or_weakly_proven(book: Book, paper: str, how: Any, expected: Any) -> None:
    with book.write(DO) as session:
        kept(session, reply(session, paper, **how))
        found = coverage.coverage(session, REPLIED)[0]
    assert (found.proven, found.weak, found.unproven) == tuple(map(Money.of, expected))
    assert found.proven + found.weak + found.unproven == found.balance


def kept(session: Session, row: Reply, form: str = "original", on: date = REPLIED) -> str:
    """The paper of a reply came and was added."""
    file = makers.evidence_of(session, "回执.pdf", ("replies", row.id, "confirmation"), on=on)
    evidence.record(session, replace(evidence.draft_of(session, file), form=form))
    return file


def missing(session: Session, day: date, **scope: str) -> list[tuple[Any, ...]]:
    found = coverage.found_of(session, day, **scope)
    return [(one["document"], str(one["open"])) for one in found if one["paper"] == "confirmation"]


def test_a_reply_proves_only_weakly_until_its_own_paper_is_here(book: Book, paper: str) -> None:
    later = date(2024, 9, 25)
    with book.write(DO) as session:
        row = reply(session, paper, kind=PART, confirmed=Money.of(700))
        number, contract = row.number, session.scalars(select(Receivable.contract_id)).first() or ""
        assert told(session, REPLIED) == ("0.00", "700.00", "300.00")
        assert missing(session, REPLIED) == missing(session, REPLIED, contract=contract) == [(number, "700.00")]
        assert missing(session, REPLIED, contract="nowhere") == []
        assert missing(session, date(2024, 9, 19)) == []
        key = f"{row.id}:{len(required_papers.required()) - 1}"
        assert coverage.wanted_at(session, key) == ("replies", row.id, "confirmation")
        file = kept(session, row, form="copy", on=later)
        assert told(session, later) == ("0.00", "700.00", "300.00"), "a plain copy is weak"
        evidence.record(session, replace(evidence.draft_of(session, file), form="original"))
        assert told(session, date(2024, 9, 24)) == ("0.00", "700.00", "300.00"), "the paper came a day later"
        assert told(session, later) == ("700.00", "0.00", "300.00")
        assert missing(session, later) == []


def told(session: Session, day: date) -> tuple[str, str, str]:
    (one,) = coverage.coverage(session, day)
    return str(one.proven), str(one.weak), str(one.unproven)


def test_a_payment_takes_off_what_is_confirmed_and_leaves_the_rest_unconfirmed(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        reply(session, paper, kind=PART, confirmed=Money.of(700))
        paid = ReceiptDraft(payer=makers.a_party(session).id, received_on=date(2024, 10, 1), amount=Money.of(800))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        found = coverage.coverage(session, date(2024, 10, 1))[0]
    assert (found.balance, found.proven, found.unproven) == (Money.of(200), Money(), Money.of(200))


def limitation(session: Session, day: date) -> deadlines.Deadline:
    return next(one for one in deadlines.deadlines(session, day) if one.clock.startswith("limitation"))


@pytest.mark.parametrize(
    ("form", "how", "restarts"),
    [
        ("", {}, False),
        ("", {"promises": True, "scanned": True}, True),
        ("", {"promises": True}, False),
        ("demand", {"scanned": True}, True),
        ("demand", {}, False),
        ("demand", {"kind": REFUSED, "scanned": True}, True),
        ("demand", {"kind": REFUSED}, False),
        ("demand", {"signatory": "", "seal": "none"}, False),
        ("demand", {"signatory": "", "seal": "none", "scanned": True}, True),
        ("", {"kind": REFUSED, "scanned": True}, False),
        ("", {"promises": True, "signatory": "", "seal": "none", "scanned": True}, False),
    ],
)
def test_a_reply_restarts_limitation_only_after_a_demand_or_with_a_promise(
    book: Book, paper: str, form: str, how: Any, restarts: bool
) -> None:
    with book.write(DO) as session:
        session.get_one(papers.IssuedPaper, paper).form = form
        before = limitation(session, REPLIED)
        row = reply(session, paper, **{name: value for name, value in how.items() if name != "scanned"})
        if "scanned" in how:
            makers.evidence_of(session, "回函.pdf", ("replies", row.id, "confirmation"), on=REPLIED)
        after = limitation(session, REPLIED)
        past = limitation(session, REPLIED - timedelta(days=1))
        assert (after.start == REPLIED) is restarts
        assert past.start == before.start
        if restarts:
            assert after.behind == (("replies", row.id),)
        elif "scanned" not in how and row.signatory and (row.demand or row.promises):
            assert f"Of {row.number} no scan is kept" in after.note.text("en")
            assert str(REPLIED.replace(year=REPLIED.year + 3)) in after.note.text("en")


def test_a_statement_is_due_until_one_for_the_period_is_issued(book: Book, paper: str) -> None:
    with book.read() as session:
        found = due_statements(session, date(2024, 9, 29))
        assert [(one.due_for, one.state, one.issued, one.signed) for one in found] == [
            (date(2024, 6, 30), DONE, 1, 0)
        ], "the statement of August covers June"
        assert due_statements(session, date(2024, 9, 30))[0].state == DUE
    with book.write(DO) as session:
        reply(session, paper)
        assert due_statements(session, date(2024, 9, 30))[0].signed == 1
        makers.a_company(session, statements="never")
        assert due_statements(session, date(2024, 9, 30))[0].due_for is None
        party = makers.a_party(session)
        party.statements = "month"
        session.flush()
        assert due_statements(session, date(2024, 10, 31))[0].due_for == date(2024, 10, 31)


def test_a_reply_to_a_statement_made_before_the_book_stands_beside_the_others(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        party = makers.a_party(session).id
        old = replace(ANSWER, letter="2019 对账", party=party, as_of=date(2024, 6, 30), stated=Money.of(1000),
                      replied_on=date(2024, 7, 9))  # fmt: skip
        confirmations.record(session, old)
        assert [said.letter for key in session.scalars(select(Receivable.id))
                for said in standing.said_of(session, key, REPLIED)] == ["2019 对账"] * 2  # fmt: skip
    assert sorted(state(book, date(2024, 9, 2))) == ["closed", "to_seal"]
    assert state(book, date(2024, 9, 2), contract="nobody") == []


def test_an_agreement_needs_no_amount_and_the_book_tells_when_it_learned_more(book: Book, paper: str) -> None:
    with book.write(DO) as session:
        legal_facts.record(session, replace(SENT, paper=paper))
        papers.advance(session, replace(SEALED, paper=paper))
        assert list(confirmations.advise(session, replace(ANSWER, paper=paper, party="x"))) == [], "nothing is stated"
        begun = confirmations.with_book(session, replace(ANSWER, paper=paper))
        assert list(confirmations.advise(session, begun)) == []
        contract = session.scalars(select(Receivable.contract_id)).first() or ""
        certificates.record(
            session, CertificateDraft(contract=contract, work=Money.of(9), certified_on=date(2024, 8, 1))
        )
        assert [one.entry for one in confirmations.advise(session, begun)] == ["stated"]
        assert begun.kind == AGREES
