"""What is silently accepted otherwise is noted: by load, by use cases, and in forms; it stops nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import certificates, contracts, receivables
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft
from models.contracts import ContractDraft, FactorDraft
from models.downstream import SetOffDraft, set_off
from models.exchange import load
from models.money import Money
from models.problems import Problem, heard
from models.receivables import DueChangeDraft
from models.store.book import Book
from models.work import finish
from tests import makers
from tests.reports.books import FILL

M = Money.of
TOMORROW = date.today() + timedelta(1)


def entries_noted(problems: Any) -> list[str]:
    return [one.entry for one in problems if one.advice]


def a_certificate(session: Session, contract: str, on: date, amount: Money, **more: Any) -> list[Problem]:
    """What is noted while it is kept."""
    lines = (LineDraft(name="x", amount=amount),)
    with heard() as told:
        certificates.record(session, CertificateDraft(contract=contract, certified_on=on, lines=lines, **more))
    return told


def test_a_certificate_or_receipt_of_a_day_to_come_is_noted(book: Book) -> None:
    draft = CertificateDraft(contract="c", certified_on=TOMORROW, lines=(LineDraft(name="x", amount=M(1)),))
    assert entries_noted(certificates.check(draft)) == ["certified_on"]
    with book.write(FILL) as session:
        made = makers.a_contract(session)
        told = a_certificate(session, made.id, TOMORROW, M(100))
        assert f"{TOMORROW}" in told[0].text()


def test_a_certificate_signed_before_that_of_an_earlier_period_is_noted(book: Book) -> None:
    with book.write(FILL) as session:
        made = makers.a_contract(session, recovery_rule="none", advance=None)
        assert a_certificate(session, made.id, date(2025, 3, 1), M(100)) == []
        (told,) = a_certificate(session, made.id, date(2025, 2, 1), M(100))
        assert (told.entry, told.values) == ("certified_on", {"day": "2025-02-01", "before": "2025-03-01"})


@pytest.mark.parametrize("sign", [1, -1])
def test_more_of_a_variation_than_was_approved_is_noted_at_its_line(book: Book, sign: int) -> None:
    """¥ 300,000 of June: 200,000 in July, then 60,000 and 40,000.01 in one certificate, then all of it again."""
    with book.write(FILL) as session:
        made = makers.a_contract(session, recovery_rule="none", advance=None)
        order = makers.an_approved_variation(session, made, M(300_000 * sign))

        def noted(month: int, *amounts: str) -> list[tuple[str, str]]:
            signed = [Money.of(one) if sign > 0 else -Money.of(one) for one in amounts]
            lines = [LineDraft(variation=order.id, kind="variations", amount=one) for one in signed]
            work = LineDraft(name="x", amount=M(1_000_000))
            draft = CertificateDraft(contract=made.id, certified_on=date(2024, month, 1), lines=(work, *lines))
            with heard() as told:
                certificates.record(session, draft)
            return [(one.entry, str(one.values.get("beyond"))) for one in told]

        assert noted(7, "200000") == []
        assert noted(8, "60000", "40000.01") == [("lines.2.amount", "0.01")]
        assert noted(9, "300000") == [("lines.1.amount", "300,000.01")]


@pytest.mark.parametrize(("quantity", "price", "told"), [
    ("0.5", "300000", []), ("0.6", "300000", ["quantity"]), ("0.5", "300000.01", []), ("0.5", "300002", ["quantity"]),
    ("0.5", "300001.98", []),
])  # fmt: skip
def test_a_variation_that_is_measured_leaves_what_was_approved_by_rounding_only(
    book: Book, quantity: str, price: str, told: list[str]
) -> None:
    """Half of the item at ¥ 300,000 was certified: more of it is told once, another price from one yuan on (尾差)."""
    with book.write(FILL) as session:
        made = makers.a_contract(session, recovery_rule="none", advance=None)
        order = makers.an_approved_variation(session, made)
        half = LineDraft(variation=order.id, kind="variations", quantity=Decimal("0.5"), price=Decimal(300_000))
        certificates.record(session, CertificateDraft(contract=made.id, certified_on=date(2024, 7, 1), lines=(half,)))
        line = replace(half, quantity=Decimal(quantity), price=Decimal(price))
        with heard() as noted:
            draft = CertificateDraft(contract=made.id, certified_on=date(2024, 8, 1), lines=(line,))
            certificates.record(session, draft)
        assert [one.entry.removeprefix("lines.0.") for one in noted] == told


def test_a_certificate_to_be_paid_back_says_by_what(book: Book) -> None:
    with book.write(FILL) as session:
        made = makers.a_contract(session, recovery_rule="none", advance=None, retention_rate=Decimal("0.03"))
        penalty = (AdjustmentDraft("penalty", M(1_000), "x"),)
        (told,) = a_certificate(session, made.id, date(2025, 3, 1), M(1_000), adjustments=penalty)
        assert (told.entry, told.values) == (
            "work",
            {
                "due": "230.00", "progress": "800.00", "recovery": "0.00", "retention": "30.00", "deducted": "1,000.00",
            },
        )  # fmt: skip
        (less,) = a_certificate(session, made.id, date(2025, 4, 1), M(-100))
        assert (less.values["due"], "progress" in less.values) == ("77.00", True)
        assert a_certificate(session, made.id, date(2025, 5, 1), M(500)) == []


def test_completion_before_start_and_an_advance_above_the_price_are_noted() -> None:
    start = date(2025, 3, 1)
    draft = ContractDraft(
        number="1", name="x", owner="o", price=M(100), advance=M(200), start_on=start, recovery_rule="percentage",
        recovery_rate=Decimal("0.1"), completion_on=date(2025, 2, 1), completed_on=date(2025, 2, 2),
    )  # fmt: skip
    noted = entries_noted(contracts.check(draft))
    assert {"completion_on", "completed_on", "advance"} <= set(noted)


def test_a_payment_date_agreed_before_the_certificate_is_noted(book: Book) -> None:
    draft = DueChangeDraft("r", date(2024, 1, 1), date(2023, 1, 1), "x")
    found = receivables.before_it_was_owed(draft, date(2025, 1, 1))
    assert entries_noted(found) == ["changed_on", "due_on"]
    assert list(receivables.before_it_was_owed(draft, date(2023, 1, 1))) == []


def test_a_set_off_beyond_what_is_owed_below_is_noted(book: Book) -> None:
    with book.write(FILL) as session:
        made = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, made.id, date(2024, 5, 1), M(1_000_000))
        sub = makers.a_subcontract(session, made, certified=(), payments=(), quantities=())
        asked = SetOffDraft(
            subcontract=sub.id, signed_on=date(2024, 8, 1), effective_on=date(2024, 8, 10), amount=M(900)
        )
        (told,) = set_off.advise(session, asked)
        assert (told.entry, told.values) == ("amount", {"amount": "900.00", "owed": "0.00"})
        with heard() as while_kept:
            set_off.record(session, asked)
        assert while_kept == [told]
        assert set_off.left_to_pay(session, sub.id, date(2024, 8, 10)) == M(-900)
        assert set_off.left_to_pay(session, sub.id, date(2024, 8, 9)) == M(0)


def test_load_tells_what_is_to_be_noted_with_its_place(book: Book) -> None:
    drafts = [
        {"noun": "parties", "draft": {"name": "甲方", "nature": "private"}},
        {
            "noun": "contracts",
            "draft": {
                "number": "W1", "name": "x", "owner": "甲方", "price": "100.00", "fixed_share": "0.5",
                "factors": [{"name": "钢材", "weight": "0.3", "index": "100"}],
                "milestones": [{"event": "certification", "cumulative": "1", "days": 28}],
            },
        },
    ]  # fmt: skip
    with book.write(FILL) as session:
        assert finish(load(session, drafts, "x.json")) == {"parties": 1, "contracts": 1}
        advice = session.info["advice"]
    assert [(one.file, one.where, one.entry) for one in advice if one.entry == "factors"] == [
        ("x.json", "contracts 1, factors", "factors")
    ]


def test_a_formula_below_the_whole_is_noted_in_the_form() -> None:
    draft = ContractDraft(factors=(FactorDraft("钢材", Decimal("0.3"), Decimal(100)),), fixed_share=Decimal("0.5"))
    assert "factors" in entries_noted(contracts.check(draft))
