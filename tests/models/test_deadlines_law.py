"""Clocks in law: what revives a period, what is too weak to move it, each instalment alone, guarantors, obstacles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import confirmations, contracts, deadlines, legal_facts, opening, receipts
from models.confirmations import ReplyDraft
from models.contracts import Contract
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.receipts import AllocationDraft, ReceiptDraft
from models.receivables import Receivable
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import AGAIN, DO, FACT, LATER, LETTER, USUAL, a_debt, of

STRONG = {"signatory": "李沪港", "capacity": "legal_rep", "seal": "official"}
WEAK = {"signatory": "王会计", "capacity": "finance", "seal": "project"}
IN_TIME, TOO_LATE = date(2024, 12, 3), date(2025, 8, 1)
REVIVED = date(2028, 8, 1)


def answered(session: Session, contract: Contract, on: date, **how: Any) -> Any:
    draft = ReplyDraft(
        letter="对账-1", contract=contract.id, as_of=date(2024, 9, 30), stated=Money.of(700_000), replied_on=on, **how
    )
    return confirmations.record(session, draft)


@pytest.mark.parametrize(
    ("on", "how", "last", "told"),
    [
        (TOO_LATE, {**STRONG, "promises": True, "scanned": True}, REVIVED, ""),
        (
            TOO_LATE,
            {**STRONG, "promises": True},
            USUAL,
            "no scan is kept, so it is not counted",
        ),
        (TOO_LATE, {**WEAK, "promises": True}, USUAL, "2028-08-01"),
        (TOO_LATE, {**STRONG, "demand": True, "scanned": True}, USUAL, "2025-08-01: too late"),
        (IN_TIME, {**STRONG, "promises": True, "scanned": True}, AGAIN, ""),
        (IN_TIME, {**STRONG, "promises": True}, USUAL, "2027-12-03"),
        (IN_TIME, {**WEAK, "promises": True}, USUAL, "2027-12-03"),
        (IN_TIME, {**STRONG, "demand": True, "scanned": True}, AGAIN, ""),
        (IN_TIME, {**STRONG, "demand": True}, USUAL, "2027-12-03"),
        (IN_TIME, {**WEAK, "demand": True}, USUAL, "2027-12-03"),
        (IN_TIME, {**WEAK, "demand": True, "scanned": True}, AGAIN, "2025-03-10"),
        (IN_TIME, {**STRONG}, USUAL, "without a demand"),
    ],
)
def test_a_signed_promise_revives_and_a_weak_reply_moves_no_day_silently(
    book: Book, on: date, how: dict[str, Any], last: date, told: str
) -> None:
    with book.write(DO) as session:
        row = answered(
            session, a_debt(session), on, **{name: value for name, value in how.items() if name != "scanned"}
        )
        if "scanned" in how:
            makers.evidence_of(session, "回函.pdf", ("replies", row.id, "confirmation"), on=on)
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert told in found.note.text("en")
    assert bool(found.note.message) is bool(told)
    assert ("Civil Code, article 192; Limitation Provisions, article 19" in found.basis) is (last == REVIVED)
    assert of(book, "limitation", date(2024, 12, 2)).raw_end == USUAL
    assert of(book, "limitation", date(2024, 12, 2)).note.message == ""


def test_after_a_weak_reply_a_served_demand_still_counts_from_its_own_day(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        answered(session, contract, date(2024, 10, 1), **WEAK, promises=True)
        legal_facts.record(session, replace(LETTER, contract=contract.id))
    found = of(book, "limitation", LATER)
    assert (found.raw_end, found.note.message) == (AGAIN, "")


FIRST, SECOND = date(2022, 2, 1), date(2024, 5, 6)
WHOLE = date(2027, 5, 6)


def in_two(session: Session, kind: str = "progress") -> Contract:
    """¥ 1,000 due on 1 February 2022 and ¥ 500 due on 6 May 2024."""
    contract = makers.a_contract(session)
    items = tuple(
        OpeningItemDraft(kind, f"旧账-{day.year}", date(2022, 1, 5), day, Money.of(amount))
        for day, amount in ((FIRST, 1000), (SECOND, 500))
    )
    opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=items))
    return contract


def item_of(session: Session, document: str) -> str:
    return session.scalars(select(Receivable.id).where(Receivable.document == document)).one()


@pytest.mark.parametrize(
    ("document", "alone"), [("", "2026-06-01"), ("旧账-2022", "2026-06-01"), ("旧账-2024", "2025-02-01")]
)
def test_the_instalment_that_ends_first_alone_follows_what_speaks_of_it(book: Book, document: str, alone: str) -> None:
    day = date(2023, 6, 1)
    with book.write(DO) as session:
        contract = in_two(session)
        whose = {"receivable": item_of(session, document)} if document else {"contract": contract.id}
        legal_facts.record(session, replace(LETTER, sent_on=day, happened_on=day, **whose))
    found = of(book, "limitation_instalments", date(2024, 6, 1))
    assert found.raw_end == WHOLE
    assert f"due on 2022-02-01, counted alone, ends on {alone}" in found.note.text("en")
    before = of(book, "limitation_instalments", date(2023, 5, 31))
    assert "ends on 2025-02-01" in before.note.text("en")


@pytest.mark.parametrize(("document", "alone"), [("旧账-2022", "2027-05-20"), ("旧账-2024", "2025-02-01")])
def test_a_payment_restarts_alone_the_instalment_it_was_allocated_to(book: Book, document: str, alone: str) -> None:
    with book.write(DO) as session:
        contract, day = in_two(session), date(2024, 6, 1)
        part = AllocationDraft(receivable=item_of(session, document), amount=Money.of(1))
        paid = ReceiptDraft(
            payer=contract.owner_id, received_on=date(2024, 5, 20), amount=Money.of(1), allocations=(part,)
        )
        receipts.record(session, paid)
    found = of(book, "limitation_instalments", day)
    assert found.raw_end == date(2027, 5, 20)
    assert (f"ends on {alone}" in found.note.text("en")) is (alone != "2027-05-20")


def test_an_obstacle_that_put_the_end_off_is_named_with_its_article_and_its_paper(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        stood = replace(FACT, kind="obstacle", contract=contract.id, ended_on=date(2025, 4, 1))
        row = legal_facts.record(session, stood)
    found = of(book, "limitation", LATER)
    assert found.raw_end == date(2025, 10, 1)
    assert found.basis == ("Civil Code, article 188", "Civil Code, article 194")
    assert found.because.text("zh") == (
        "旧账-1 于 2022-03-10 到期；2024-12-03 不能行使请求权的障碍，2025-04-01 终结 (SX-001 · 原件一份)"
    )
    assert found.behind == (("legal_facts", row.id),)
    before = of(book, "limitation", date(2024, 12, 2))
    assert (before.raw_end, before.basis, before.behind) == (USUAL, ("Civil Code, article 188",), ())


def test_each_day_on_which_retention_falls_due_names_what_falls_due_on_it(book: Book) -> None:
    with book.write(DO) as session:
        in_two(session, "retention")
    with book.read() as session:

        def rows(day: date) -> list[Any]:
            found = [one for one in deadlines.deadlines(session, day) if one.clock == "retention_due"]
            return [(one.act_by, one.subject.amount, one.subject.document) for one in found]

        both = [(FIRST, Money.of(1000), "旧账-2022"), (SECOND, Money.of(500), "旧账-2024")]
        assert rows(date(2022, 1, 20)) == both
        assert rows(date(2022, 2, 2)) == both[1:]


GUARANTEE = LegalFactDraft(kind="guarantor", happened_on=date(2022, 1, 20), proof="保证合同")


@pytest.mark.parametrize(
    ("day", "act_by", "told"),
    [
        (date(2022, 9, 13), date(2022, 9, 13), "this day is the careful one"),
        (date(2022, 9, 14), None, "it ended on 2022-09-13; further instalments of the main debt are not due yet"),
    ],
)
def test_a_guarantor_is_not_lost_while_instalments_of_the_main_debt_are_not_due(
    book: Book, day: date, act_by: date | None, told: str
) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session)
        items = (
            OpeningItemDraft("progress", "旧账-1", date(2022, 1, 5), date(2022, 3, 10), Money.of(700)),
            OpeningItemDraft("final", "旧账-2", date(2022, 1, 5), None, Money.of(300)),
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=items))
        legal_facts.record(session, replace(GUARANTEE, contract=contract.id))
    found = of(book, "guarantee", day)
    assert (found.act_by, found.subject.amount) == (act_by, Money.of(1000))
    assert told in found.note.text("en")
    assert "falls due on 2022-03-10" in found.because.text("en")


def test_a_guarantor_of_a_debt_that_is_due_whole_is_lost_when_his_period_ended(book: Book) -> None:
    with book.write(DO) as session:
        legal_facts.record(session, replace(GUARANTEE, contract=a_debt(session).id))
    found = of(book, "guarantee", LATER)
    assert (found.act_by, found.level(LATER), found.subject.amount) == (
        date(2022, 9, 13), "passed", Money.of(700_000)
    )  # fmt: skip


def test_priority_says_that_no_day_of_payment_was_agreed(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session, due_on=None)
        item = session.scalars(select(Receivable)).one()
        item.anchor, item.days = "certification", None
        draft = replace(contracts.draft_of(session, contract.id), handed_over_on=date(2023, 7, 1))
        contracts.record(session, draft)
    found = of(book, "priority", LATER)
    assert (found.raw_end, found.because.text("zh")) == (date(2025, 1, 1), "未约定付款日，按交付日 2023-07-01")
    assert "第二十七条" in of(book, "limitation", LATER).law("zh")
    assert found.law("zh").count("第八百零七条") == 1


def test_notes_add_up_the_earlier_day_first(book: Book) -> None:
    """A letter that came back does not hide that the first instalment alone ends earlier."""
    with book.write(DO) as session:
        contract = in_two(session)
        for day in (date(2024, 6, 1), date(2024, 7, 1)):
            legal_facts.record(
                session, replace(LETTER, contract=contract.id, sent_on=day, happened_on=day, outcome="refused")
            )
    told = of(book, "limitation_instalments", date(2024, 8, 1)).note.text("en")
    assert told == (
        "The instalment that fell due on 2022-02-01, counted alone, ends on 2025-02-01. "
        "SX-001、SX-002 restarts nothing: it did not arrive, or no paper proves it."
    )
