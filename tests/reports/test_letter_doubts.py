"""A claim is not assigned to its debtor, what was set off is not demanded in silence, a demand asks to pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import legal_facts, letters
from models.contracts.record import Contract
from models.legal_facts import LegalFactDraft
from models.letters.texts import LetterTextDraft, check, ours
from models.money import Money
from models.papers import IssuedPaper
from models.problems import Invalid
from models.receivables.record import Allocation, Receivable
from models.store.book import Book
from reports.letter_figures import Letter
from tests import makers
from tests.reports.test_letter import DAY, DO, collected, issued, owing

__all__ = ["owing"]


def test_a_claim_is_not_assigned_to_its_own_debtor(owing: Book) -> None:
    """民法典 576: creditor and debtor would be one."""
    with owing.read() as session:
        contract = session.scalars(select(Contract.id)).one()
    with pytest.raises(Invalid) as told:
        collected(owing, "assignment", contract=contract, counterparty=makers.OWNER)
    assert [one.entry for one in told.value.problems] == ["counterparty"]
    assert collected(owing, "assignment", contract=contract, counterparty="江北保理有限公司").groups


def doubts(data: Letter) -> list[str]:
    return [one.text("zh") for one in data.advice if "债务抵销通知" in one.text("zh")]


def test_a_notice_of_set_off_that_arrived_is_told_until_it_is_booked(owing: Book) -> None:
    """民法典 568."""
    row: IssuedPaper = issued(owing, "set_off", DAY, amount=Money.of(1000), matter="甲供材超领")
    later = DAY + timedelta(5)
    served = LegalFactDraft(kind="notice", paper=row.id, sent_on=DAY, way="signed", proof="签收单")
    with owing.write(DO) as session:
        fact = legal_facts.record(session, served).id
    assert doubts(collected(owing, "demand_1", as_of=later, dated_on=later)) == []
    with owing.write(DO) as session:
        arrived = replace(legal_facts.draft_of(session, fact), outcome="delivered", happened_on=later)
        legal_facts.record(session, arrived)
    assert doubts(collected(owing, "demand_1", as_of=DAY, dated_on=DAY)) == []
    (found,) = doubts(collected(owing, "demand_1", as_of=later, dated_on=later))
    assert row.number in found
    with owing.write(DO) as session:
        item = session.scalars(select(Receivable.id).order_by(Receivable.posted_on)).first() or ""
        session.add(Allocation(receivable_id=item, allocated_on=later, amount=Money.of(1000), way="set_off"))
    assert doubts(collected(owing, "demand_1", as_of=later, dated_on=later)) == []


@pytest.mark.parametrize("kind", [name for name, one in letters.LETTERS.items() if one.asks])
def test_the_text_of_a_demand_asks_to_pay(kind: str) -> None:
    """诉讼时效规定 8: what does not ask for payment restarts nothing."""
    friendly = LetterTextDraft(kind=kind, subject="贺函", body="祝贵司新年快乐，款项不必着急。\n{table}")
    assert [(one.entry, one.advice) for one in check(friendly)] == [("body", True)]
    assert list(check(replace(friendly, body="请于 {deadline}前付清。\n{table}"))) == []
    for language in ("zh", "en"):
        assert (
            list(check(LetterTextDraft(kind=kind, language=language, subject="x", body=ours(kind, language)[1]))) == []
        )


@pytest.mark.parametrize("kind", [name for name, one in letters.LETTERS.items() if not one.asks])
def test_other_letters_need_no_day_of_payment(kind: str) -> None:
    assert list(check(LetterTextDraft(kind=kind, subject="函", body="告知如下：\n{table}"))) == []
