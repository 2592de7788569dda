"""Who owes a debt together with its debtor: a line of his own, and what restarts the period for one does for all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from models import deadlines, legal_facts, receipts
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.receivables import Receivable
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import AGAIN, DO, LATER, LETTER, USUAL, a_debt, every

PARENT, JOINS = "临湖集团", date(2023, 5, 1)
ARTICLE_15 = "Limitation Provisions, article 15"


@pytest.mark.parametrize("whom", ["debtor", "joint"])
def test_who_joined_a_debt_has_a_line_of_his_own_up_to_what_he_bears_and_a_restart_counts_for_all(
    book: Book, whom: str
) -> None:
    """诉讼时效规定 15 (2): what interrupts against one joint debtor interrupts against the others."""
    with book.write(DO) as session:
        contract, parent = a_debt(session), makers.a_party(session, PARENT).id
        joins = LegalFactDraft(
            kind="joint_debtor", party=parent, contract=contract.id, happened_on=JOINS, proof="债务加入协议",
            amount=Money.of(300_000),
        )  # fmt: skip
        key = legal_facts.record(session, joins).id
    before = {one.subject.party: one for one in every(book, "limitation", LATER)}
    assert {one.raw_end for one in before.values()} == {USUAL}
    assert all(ARTICLE_15 not in one.basis for one in before.values())
    with book.write(DO) as session:
        legal_facts.record(session, replace(LETTER, contract=contract.id, party=parent if whom == "joint" else ""))
    found = {one.subject.party: one for one in every(book, "limitation", LATER)}
    debtor, joint = found[makers.OWNER], found[PARENT]
    assert (debtor.raw_end, joint.raw_end) == (AGAIN, AGAIN)
    assert (debtor.subject.amount, joint.subject.amount) == (Money.of(700_000), Money.of(300_000))
    assert [ARTICLE_15 in one.basis for one in (debtor, joint)] == [whom == "joint", whom == "debtor"]
    assert f"owed together with {makers.OWNER} since 2023-05-01 (SX-001)" in joint.because.text("en")
    assert ("legal_facts", key) in joint.behind
    assert debtor.key != joint.key
    assert [one.subject.party for one in every(book, "limitation", date(2023, 4, 30))] == [makers.OWNER]
    assert not every(book, "priority", LATER) or every(book, "priority", LATER)[0].subject.party == makers.OWNER
    with book.read() as session:
        items = list(session.scalars(select(Receivable.id)))
        assert [one.subject.party for one in deadlines.limitations(session, LATER, items)] == [makers.OWNER]
        assert deadlines.limitations(session, LATER, ()) == []


def test_a_part_payment_counts_against_who_joined_the_debt_too(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        joins = LegalFactDraft(kind="joint_debtor", party=makers.a_party(session, PARENT).id, contract=contract.id,
                               happened_on=JOINS, proof="债务加入协议")  # fmt: skip
        legal_facts.record(session, joins)
        paid = ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 9, 2), amount=Money.of(50_000))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
    debtor, joint = sorted(every(book, "limitation", LATER), key=lambda one: one.subject.party == PARENT)
    assert (debtor.raw_end, joint.raw_end) == (date(2027, 9, 2), date(2027, 9, 2))
    assert ARTICLE_15 not in debtor.basis
    assert ARTICLE_15 in joint.basis
    assert joint.subject.amount == Money.of(650_000)


@pytest.mark.parametrize(("joined_on", "last"), [(date(2024, 12, 3), AGAIN), (date(2024, 12, 4), USUAL)])
def test_what_is_served_on_somebody_before_he_joined_the_debt_moves_no_day(
    book: Book, joined_on: date, last: date
) -> None:
    """诉讼时效规定 15 speaks of joint debtors: until he joined he owed nothing."""
    with book.write(DO) as session:
        contract, parent = a_debt(session), makers.a_party(session, PARENT).id
        joins = LegalFactDraft(
            kind="joint_debtor", party=parent, contract=contract.id, happened_on=joined_on, proof="债务加入协议"
        )
        for fact in (replace(LETTER, contract=contract.id, party=parent), joins):
            legal_facts.record(session, fact)
    found = every(book, "limitation", LATER)
    assert {one.raw_end for one in found} == {last}
    told = "SX-001: against 临湖集团, who joined the debt on 2024-12-04 only" in found[0].note.text("en")
    assert told is (last == USUAL)
