"""A debit note makes its parts owed from their day on, by instalments, by a day, or by the terms of the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import answers, certificates, contracts, debit_notes, receipts, receivables
from models.contracts import MilestoneDraft
from models.debit_notes import KINDS, LISTING, DebitLineDraft, DebitNoteDraft, InstalmentDraft
from models.money import Money
from models.pipeline import pipeline
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import CLASSES, Receivable
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.reports.books import FILL

M, D = Money.of, Decimal
DAY = date(2024, 5, 10)
LATER = date(2024, 9, 1)
ON_DELIVERY = (
    MilestoneDraft("certification", D("0.9"), 30), MilestoneDraft("acceptance", D("0.95"), 15),
    MilestoneDraft("defects_end", D(1), 30),
)  # fmt: skip


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, kind="goods", advance=None, recovery_rate=None, milestones=ON_DELIVERY).id


def posted(book: Book, contract: str, **how: Any) -> str:
    with book.write(debit_notes.RECORD) as session:
        usual = DebitNoteDraft(contract=contract, charged_on=DAY, amount=M(1_000), signed_by="周仓管")
        return debit_notes.record(session, replace(usual, **how)).id


def owed(book: Book, as_of: date) -> list[tuple[str, str | None, str]]:
    """Class, due day and what is open of everything on a day."""
    with book.read() as session:
        rows = list(answers.receivables_on(session, as_of))
    return [(row["class"], row["due_on"], row["open"]) for row in rows]


def test_goods_fall_due_by_the_terms_of_their_contract(book: Book, contract: str) -> None:
    posted(book, contract)
    assert owed(book, DAY - timedelta(1)) == []
    assert owed(book, LATER) == [
        ("goods", "2024-06-09", "900.00"), ("goods", None, "50.00"), ("retention", None, "50.00"),
    ]  # fmt: skip


def test_lines_make_the_amount_and_a_note_that_says_another_is_corrected_by_them(book: Book, contract: str) -> None:
    lines = (
        DebitLineDraft(name="装载机 ZL50", unit="台", quantity=D(3), price=D("286000")),
        DebitLineDraft(name="随机备件", amount=M(12_400)),
    )
    key = posted(book, contract, lines=lines, amount=None, due_on=date(2024, 8, 1))
    with book.read() as session:
        assert debit_notes.draft_of(session, key).amount == M(870_400)
    assert owed(book, LATER) == [("goods", "2024-08-01", "870400.00")]


def test_instalments_are_owed_from_their_own_day_on_and_add_up(book: Book, contract: str) -> None:
    parts = tuple(
        InstalmentDraft(date(year, 12, 31), amount, None if year == 2024 else date(year, 1, 1))
        for year, amount in ((2024, M(400)), (2025, M(350)), (2026, M(250)))
    )
    posted(book, contract, kind="availability", instalments=parts)
    assert owed(book, LATER) == [("investment", "2024-12-31", "400.00")]
    assert owed(book, date(2026, 2, 1)) == [
        ("investment", "2024-12-31", "400.00"), ("investment", "2025-12-31", "350.00"),
        ("investment", "2026-12-31", "250.00"),
    ]  # fmt: skip
    with pytest.raises(Invalid, match=r"come to 999\.99, the note to 1,000\.00: 0\.01"):
        posted(book, contract, instalments=(replace(parts[0], amount=M("999.99")),))
    with pytest.raises(Invalid, match="either one day or instalments"):
        posted(book, contract, instalments=parts, due_on=LATER)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_owed_in_a_class_of_its_own_and_falls_due_on_the_day_it_says(
    book: Book, contract: str, kind: str
) -> None:
    posted(book, contract, kind=kind, due_on=LATER)
    ((found, due, amount),) = owed(book, DAY)
    assert (due, amount) == (LATER.isoformat(), "1000.00")
    assert found == debit_notes.CLASS_OF.get(kind, kind)
    assert found in CLASSES


def test_money_laid_out_for_a_buyer_is_no_work_on_its_way_and_pays_for_none(book: Book, contract: str) -> None:
    posted(book, contract, kind="warehouse", due_on=DAY)
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=LATER, amount=M(1_000))
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    with book.read() as session:
        assert all(not gate.reached for one in pipeline(session, LATER) for gate in one.gates)
        (row,) = answers.contracts_on(session, LATER)
    assert (row["received"], row["balance"]) == ("0.00", "0.00")
    posted(book, contract)
    with book.read() as session:
        (way,) = pipeline(session, LATER)
    assert {gate.name: gate.reached for gate in way.gates}["certified"] == M(1_000)


def test_what_is_posted_is_corrected_not_edited_and_paid_notes_are_not_voided(book: Book, contract: str) -> None:
    key = posted(book, contract, due_on=DAY)
    with book.read() as session:
        draft = debit_notes.draft_of(session, key)
    with pytest.raises(Refused, match="posted and stays"), book.write(debit_notes.RECORD) as session:
        debit_notes.record(session, replace(draft, amount=M(7)))
    with book.write(debit_notes.CORRECT) as session:
        again = debit_notes.correct(session, replace(draft, amount=M(900)))
        assert again.number == draft.number
        key = again.id
    assert owed(book, LATER) == [("goods", DAY.isoformat(), "900.00")]
    with book.write(receipts.RECORD) as session:
        paid = ReceiptDraft(payer=makers.a_party(session).id, received_on=LATER, amount=M(100))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
    with pytest.raises(Refused, match="Money is allocated"), book.write(debit_notes.VOIDED) as session:
        debit_notes.void(session, key, "误录")


def test_another_debtor_owes_it_where_one_is_named(book: Book, contract: str) -> None:
    with book.write(contracts.RECORD) as session:
        dealer = makers.a_party(session, "江北机械经销有限公司").id
    posted(book, contract, kind="repurchase", payer=dealer, due_on=LATER)
    with book.read() as session:
        assert session.scalars(select(Receivable.party_id)).all() == [dealer]
        assert LISTING.first(session, Question(DAY))[0][3] == "江北机械经销有限公司"


amounts = st.integers(1, 10**11).map(Money)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(amount=amounts, shares=st.lists(st.integers(1, 99), min_size=1, max_size=5), kept=st.integers(0, 10))
def test_the_parts_of_a_note_add_up_whatever_the_terms_and_voiding_it_leaves_nothing(
    empty_book_each: Callable[[], Book], amount: Money, shares: list[int], kept: int
) -> None:
    events = ("certification", "acceptance", "final_account", "completion", "defects_end", "hand_over")
    cumulative = [*sorted(shares), 100]
    terms = tuple(MilestoneDraft(event, D(share) / 100, 7) for event, share in zip(events, cumulative, strict=False))
    terms = (*terms[:-1], replace(terms[-1], cumulative=D(1)))
    book = empty_book_each()
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(
            session, advance=None, recovery_rate=None, milestones=terms,
            retention_rate=D(kept) / 100 if terms[-1].event != "defects_end" else None,
        ).id  # fmt: skip
    note = posted(book, key, amount=amount)
    assert Money.total(Money.of(one) for _kind, _due, one in owed(book, LATER)) == amount
    with book.write(debit_notes.VOIDED) as session:
        debit_notes.void(session, note, "误录")
    assert owed(book, LATER) == []


def test_a_debit_note_is_cut_as_a_certificate_of_the_same_sum(book: Book) -> None:
    shares = (MilestoneDraft("certification", Decimal("0.9"), 30), MilestoneDraft("defects_end", Decimal(1), 0))
    with book.write(FILL) as session:
        made = makers.a_contract(
            session, kind="goods", recovery_rule="none", advance=None, retention_rate=Decimal("0.1"), milestones=shares,
            accepted_on=date(2025, 5, 1), defects_months=12,
        )  # fmt: skip
        note = makers.a_debit_note(
            session, made, kind="goods", charged_on=date(2025, 4, 1), due_on=None,
            lines=(DebitLineDraft(name="泵", unit="台", quantity=Decimal(3), price=Decimal("12345.67")),),
        )  # fmt: skip
        line = certificates.LineDraft(name="泵", amount=Money.of("37037.01"))
        draft = certificates.CertificateDraft(contract=made.id, certified_on=date(2025, 4, 1), lines=(line,))
        signed = certificates.record(session, draft)
        item = receivables.items(date(2026, 6, 30))
        parts = {
            number: [
                (str(amount), due) for amount, due in session.execute(
                    select(item.c.amount, item.c.due_on).where(item.c.document == number).order_by(item.c.id)
                )
            ]
            for number in (note.number, signed.number)
        }  # fmt: skip
    assert parts[note.number] == parts[signed.number] == [
        ("29629.61", date(2025, 5, 1)), ("3703.70", date(2026, 5, 1)), ("3703.70", date(2026, 5, 1)),
    ]  # fmt: skip
