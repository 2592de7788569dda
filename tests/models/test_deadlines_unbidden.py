"""No day is moved silently by a stranger's payment, nor by a due date that was moved when the period had ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models import legal_facts, receipts, receivables
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.receipts import AllocationDraft, ReceiptDraft
from models.receivables import DueChangeDraft, Receivable
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import DO, FACT, LATER, USUAL, a_debt, of


@pytest.mark.parametrize(
    ("how", "last", "told"),
    [
        ({}, date(2027, 9, 2), ""),
        ({"paid_by": "stranger"}, USUAL, "on no authority of the debtor"),
        ({"paid_by": "stranger", "authority": "委托付款书"}, date(2027, 9, 2), ""),
        ({"paid_by": "agency"}, date(2027, 9, 2), ""),
    ],
)
def test_what_a_stranger_pays_unbidden_restarts_nothing(book: Book, how: dict[str, Any], last: date, told: str) -> None:
    with book.write(DO) as session:
        agency = makers.a_party(session, "国库支付中心", credit_code="").id
        parties = {"stranger": makers.a_party(session, "代付公司", credit_code="").id, "agency": agency}
        contract = a_debt(session, payer=agency)
        item = session.scalars(select(Receivable.id)).one()
        more = {**how, "paid_by": parties[how["paid_by"]]} if how else {}
        part = AllocationDraft(item, amount=Money.of(50_000))
        paid = ReceiptDraft(
            payer=contract.owner_id, received_on=date(2024, 9, 2), amount=Money.of(50_000), allocations=(part,), **more
        )
        receipts.record(session, paid)
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert told in found.note.text("en")
    assert bool(found.note.message) is bool(told)


@pytest.mark.parametrize(
    ("changed_on", "last", "told"),
    [(date(2025, 3, 1), date(2029, 12, 31), ""), (date(2026, 3, 1), USUAL, "that revives nothing by itself")],
)
def test_a_due_date_moved_too_late_revives_nothing_by_itself(
    book: Book, changed_on: date, last: date, told: str
) -> None:
    with book.write(DO) as session:
        a_debt(session)
        item = session.scalars(select(Receivable.id)).one()
        receivables.change_due(session, DueChangeDraft(item, changed_on, date(2026, 12, 31), "补充协议"))
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert told in found.note.text("en")
    assert bool(found.note.message) is bool(told)


@pytest.mark.parametrize(
    ("against", "kind", "told"),
    [
        ("owner", "demand", ""),
        ("agency", "demand", "only pays under"),
        ("stranger", "frozen_account", "is it the right contract?"),
        ("stranger", "guarantor", ""),
        ("joined", "demand", ""),
        ("", "demand", ""),
    ],
)
def test_who_enters_a_fact_against_somebody_who_owes_nothing_under_its_contract_is_told(
    book: Book, against: str, kind: str, told: str
) -> None:
    with book.write(DO) as session:
        agency = makers.a_party(session, "国库支付中心", credit_code="").id
        contract = a_debt(session, payer=agency)
        joined = makers.a_party(session, "加入方", credit_code="").id
        legal_facts.record(session, replace(FACT, kind="joint_debtor", party=joined, contract=contract.id))
        parties = {
            "owner": contract.owner_id, "agency": agency, "joined": joined, "": "",
            "stranger": makers.a_party(session, "城投公司", credit_code="").id,
        }  # fmt: skip
    draft = LegalFactDraft(kind=kind, party=parties[against], contract=contract.id)
    with book.read() as session:
        found = list(legal_facts.advise(session, draft))
    assert len(found) == bool(told)
    assert all(one.advice and told in one.text("en") for one in found)
