"""Cash that was deposited is owed until it comes back; a guarantee is not, and one for retention makes that due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import certificates, contracts, deposits, pipeline, receipts, receivables, standing
from models.certificates import CertificateDraft
from models.deposits import DeductionDraft, DepositDraft
from models.money import Money
from models.problems import Invalid, Refused, heard
from models.receivables import Receivable
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.models import by_hand
from tests.reports.books import FILL, a_certificate, a_receipt

PAID = date(2024, 3, 10)
LATER = date(2026, 1, 1)
M = Money.of


def position(session: Session, day: date) -> tuple[str, str, str]:
    """Balance, overdue, undated."""
    one = receivables.positions(session, day)[0]
    return str(one.balance), str(one.overdue), str(one.undated)


def row_of(session: Session, day: date) -> dict[str, object]:
    names = [column.name for column in deposits.LISTING.columns]
    return dict(zip(names, deposits.LISTING.first(session, Question(day))[0][1:], strict=True))


def test_cash_is_owed_from_its_payment_and_falls_due_after_its_event(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        row = makers.a_deposit(session, contract)
        assert row.number == f"{makers.CONTRACT}-BZ-01"
        assert position(session, PAID) == ("600000.00", "0.00", "600000.00")
        assert receivables.positions(session, date(2024, 3, 9)) == []
        draft = contracts.draft_of(session, contract.id)
        contracts.record(session, replace(draft, handed_over_on=date(2025, 1, 1)))
        assert position(session, LATER) == ("600000.00", "0.00", "600000.00"), "hand-over makes no deposit due"
        contracts.record(session, replace(draft, accepted_on=date(2025, 5, 1)))
        assert position(session, date(2025, 5, 29))[1] == "0.00"
        assert position(session, date(2025, 5, 30)) == ("600000.00", "600000.00", "0.00")
        assert session.scalars(select(Receivable.kind)).all() == ["deposit"]
        by_hand.compare(session, LATER, "due")


def test_it_comes_back_in_parts_as_receipts(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        makers.a_deposit(session, contract, return_event="", return_on=date(2025, 1, 31))
        a_receipt(session, contract, date(2025, 2, 10), M(250_000))
        assert position(session, LATER) == ("350000.00", "350000.00", "0.00")
        shown = row_of(session, LATER)
        assert (str(shown["came_back"]), str(shown["open"]), shown["due_on"]) == (
            "250000.00", "350000.00", date(2025, 1, 31),
        )  # fmt: skip
        assert row_of(session, date(2025, 2, 9))["came_back"] is None


def test_an_agreed_deduction_comes_off_and_a_disputed_one_changes_no_balance(book: Book) -> None:
    day = date(2024, 9, 1)
    with book.write(FILL) as session:
        row = makers.a_deposit(session, makers.a_contract(session))
        draft = deposits.draft_of(session, row.id)
        both = (DeductionDraft(day, M(20_000), "扬尘"), DeductionDraft(day, M(50_000), "误工", agreed=False))
        deposits.record(session, replace(draft, deductions=both))
        assert position(session, date(2024, 8, 31))[0] == "600000.00"
        assert position(session, day)[0] == "580000.00"
        shown = row_of(session, LATER)
        assert (str(shown["deducted"]), str(shown["disputed"])) == ("20000.00", "50000.00")
        deposits.record(session, replace(deposits.draft_of(session, row.id), deductions=both))
        assert position(session, day)[0] == "580000.00", "saving again takes nothing off twice"
        deposits.record(session, replace(draft, deductions=both[1:]))
        assert position(session, day)[0] == "600000.00"


def test_more_than_was_given_neither_comes_off_nor_comes_back(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        row = makers.a_deposit(session, contract, return_event="", return_on=PAID)
        a_receipt(session, contract, date(2024, 4, 1), M(590_000))
        draft = deposits.draft_of(session, row.id)
        with pytest.raises(Invalid):
            deposits.record(session, replace(draft, deductions=(DeductionDraft(date(2024, 5, 1), M(20_000), "扬尘"),)))


def test_a_guarantee_makes_nothing_owed_and_is_listed_with_its_expiry(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_deposit(session, makers.a_contract(session), form="guarantee", guarantee_number="BH-1",
                         bank="建设银行", expires_on=date(2026, 3, 1))  # fmt: skip
        assert session.scalar(select(func.count(Receivable.id))) == 0
        shown = row_of(session, LATER)
        assert (shown["expires_on"], shown["open"], shown["guarantee_number"]) == (date(2026, 3, 1), None, "BH-1")


def test_a_guarantee_for_retention_makes_what_was_withheld_due_on_its_day(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 6, 25), M(1_000_000))
        issued = date(2024, 8, 1)
        row = makers.a_deposit(session, contract, kind="quality", form="guarantee", amount=M(30_000), paid_on=issued,
                               guarantee_number="BH-2", replaces_retention=True)  # fmt: skip
        kept = receivables.items(date(2024, 8, 2), Receivable.kind == "retention")
        assert session.execute(select(kept.c.due_on)).scalars().all() == [issued]
        before = receivables.items(date(2024, 7, 31), Receivable.kind == "retention")
        assert session.execute(select(before.c.due_on)).scalars().all() == [None]
        assert str(receivables.positions(session, LATER)[0].balance) == "1000000.00", "never both"
        deposits.void(session, row.id, "误录")
        assert (
            session.execute(select(receivables.items(LATER, Receivable.kind == "retention").c.due_on)).scalar() is None
        )


def test_a_guarantee_for_retention_puts_off_nothing_that_was_due_before_it(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(
            session, recovery_rule="none", advance=None, accepted_on=date(2024, 6, 30), defects_months=1
        )
        a_certificate(session, contract, date(2024, 6, 25), M(1_000_000))
        kept = select(receivables.items(LATER, Receivable.kind == "retention").c.due_on)
        due = session.execute(kept).scalars().all()
        makers.a_deposit(session, contract, kind="quality", form="guarantee", amount=M(30_000),
                         paid_on=date(2024, 9, 1), guarantee_number="BH-2", replaces_retention=True)  # fmt: skip
        assert session.execute(kept).scalars().all() == due
        assert due
        assert all(one < date(2024, 9, 1) for one in due)


def test_a_quality_deposit_is_not_paid_in_beside_retention_withheld(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 6, 25), M(1_000_000))
        with pytest.raises(Invalid):
            makers.a_deposit(session, contract, kind="quality", amount=M(30_000))


def test_deposits_of_one_kind_are_looked_at_together(book: Book) -> None:
    """¥ 12,000,000 × 10 % = 1,200,000; 700,000 in cash of which 100,000 came back, 300,000 and an expired guarantee."""
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        makers.a_deposit(session, contract, amount=M(700_000), paid_on=PAID, return_on=PAID)
        back = receipts.ReceiptDraft(payer=contract.owner_id, received_on=PAID, amount=M(100_000))
        receipts.record(session, replace(back, allocations=receipts.propose(session, back)))
        guarantee = {"form": "guarantee", "guarantee_number": "B-1", "paid_on": PAID, "return_event": ""}
        makers.a_deposit(session, contract, amount=M(300_000), expires_on=date(2030, 1, 1), **guarantee)
        makers.a_deposit(session, contract, amount=M(900_000), expires_on=PAID, **guarantee)
        makers.a_deposit(session, contract, kind="tender", amount=M(50_000), paid_on=PAID)
        day = date(2024, 6, 3)
        draft = DepositDraft(contract=contract.id, amount=M(300_000), paid_on=day, return_event="acceptance")
        whole = deposits.with_book(session, draft)
        assert whole.beside == M(900_000)
        assert list(deposits.check(whole)) == []
        told = list(deposits.check(replace(whole, amount=M(300_001))))
        assert [problem.text("zh") for problem in told] == [
            "法定上限 1,200,000.00（合同价的 10%，招标投标法实施条例第五十八条），"
            "同类保证金合计 1,200,001.00，超出 1.00。"
        ]


def test_the_law_is_advice_with_its_source(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, retention_rate=Decimal("0.03"), recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 3, 5), M(1_000_000))
        draft = DepositDraft(contract=contract.id, amount=M(1_200_001), paid_on=PAID, return_event="acceptance")
        found = list(deposits.check(deposits.with_book(session, draft)))
        assert all(problem.advice for problem in found)
        assert [problem.text("en") for problem in found] == [
            "The law allows 1,200,000.00 (10 % of the price, Tendering Regulation, article 58): 1.00 beyond it.",
            "Before completion no retention is withheld beside a performance deposit (建质〔2017〕138号, article 6).",
        ]
        done = contracts.draft_of(session, contract.id)
        contracts.record(session, replace(done, completed_on=date(2024, 3, 8)))
        assert len(list(deposits.check(deposits.with_book(session, draft)))) == 1
        integrity = deposits.check(deposits.with_book(session, replace(draft, kind="integrity")))
        assert [problem.entry for problem in integrity] == ["kind"]


def told(session: Session, *keep: Any) -> list[str]:
    with heard() as found:
        keep[0](session, *keep[1:])
    return [f"{one.entry}: {one.text('zh')}" for one in found]


BOTH = ": 竣工前已有履约保证金的，不得同时预留质量保证金（建质〔2017〕138号第六条）。"
BESIDE = ": 已有质量保函，不得再预留质保金（建质〔2017〕138号第六条）。"


@pytest.mark.parametrize(("kind", "form", "said"), [
    ("performance", "cash", BOTH), ("performance", "guarantee", BOTH), ("quality", "guarantee", BESIDE),
    ("tender", "cash", ""),
])  # fmt: skip
def test_retention_beside_a_deposit_that_stands_is_told_at_the_certificate(
    book: Book, kind: str, form: str, said: str
) -> None:
    """建质〔2017〕138号 6: what is really given counts as what was agreed, until it is back or the works are done."""
    with book.write(FILL) as session:
        contract = makers.a_contract(session, retention_rate=Decimal("0.03"), recovery_rule="none", advance=None)
        rest: dict[str, Any] = {
            "form": form,
            "amount": M(50_000),
            "paid_on": PAID,
            "replaces_retention": kind == "quality",
        }
        if form == "guarantee":
            rest |= {"guarantee_number": "BH-3", "return_event": "", "expires_on": date(2024, 7, 31)}
        makers.a_deposit(session, contract, kind=kind, **rest)

        def draft(on: date) -> CertificateDraft:
            return CertificateDraft(contract=contract.id, work=M(100_000), certified_on=on)

        assert told(session, certificates.record, draft(date(2024, 2, 20))) == []
        assert told(session, certificates.record, draft(date(2024, 6, 25))) == ([said] if said else [])
        expired = told(session, certificates.record, draft(date(2024, 8, 25)))
        assert expired == ([said] if said and form == "cash" else [])
        done = contracts.draft_of(session, contract.id)
        contracts.record(session, replace(done, completed_on=date(2024, 9, 8)))
        assert told(session, certificates.record, draft(date(2024, 9, 25))) == []


@pytest.mark.parametrize(("amount", "tells"), [(10_000, True), (49_999, True), (50_000, False)])
def test_guarantees_below_what_was_withheld_tell_that_all_of_it_falls_due(book: Book, amount: int, tells: bool) -> None:
    """3 % of ¥ 1,000,000 is withheld and 3 % waits for the end of the defects period; 10,000 is guaranteed already."""
    with book.write(FILL) as session:
        contract = makers.a_contract(session, retention_rate=Decimal("0.03"), recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 3, 5), M(1_000_000))
        how = {"kind": "quality", "form": "guarantee", "paid_on": date(2024, 8, 1), "expires_on": date(2026, 8, 1),
               "return_event": ""}  # fmt: skip
        makers.a_deposit(session, contract, amount=M(10_000), guarantee_number="BH-1", **how)
        draft = DepositDraft(
            contract=contract.id, amount=M(amount), guarantee_number="BH-2", replaces_retention=True, **how
        )
        said = told(session, deposits.record, draft)
        assert [one.partition("：")[0] for one in said] == (
            [f"amount: 质量保函合计 {amount + 10_000:,}.00，已预留质保金 60,000.00"] if tells else []
        )
        kept = receivables.items(LATER, Receivable.kind == "retention")
        assert set(session.execute(select(kept.c.due_on)).scalars()) == {date(2024, 8, 1)}


def test_what_is_in_the_book_stays_and_void_takes_it_out(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        row = makers.a_deposit(session, contract, return_event="", return_on=PAID)
        draft = deposits.draft_of(session, row.id)
        with pytest.raises(Refused):
            deposits.record(session, replace(draft, amount=M(1)))
        back = a_receipt(session, contract, date(2024, 4, 1), M(10))
        with pytest.raises(Refused):
            deposits.void(session, row.id, "误录")
        receipts.void(session, back, "误录")
        deposits.void(session, row.id, "误录")
        assert receivables.positions(session, LATER) == []
        with pytest.raises(Refused):
            deposits.void(session, row.id, "再次")
        with pytest.raises(Refused):
            deposits.record(session, draft)
        assert deposits.LISTING.totals(session, Question(LATER))[0].count == 0


def test_a_day_of_return_can_be_agreed_later_changed_and_left_to_the_event_again(book: Book) -> None:
    with book.write(FILL) as session:
        row = makers.a_deposit(session, makers.a_contract(session))
        for day in (date(2025, 1, 1), date(2025, 6, 1), None):
            deposits.record(session, replace(deposits.draft_of(session, row.id), return_on=day))
            assert row_of(session, LATER)["due_on"] == day


def test_our_own_money_that_comes_back_is_neither_certified_nor_received_for_work(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2025, 3, 25), M(1_000_000))
        makers.a_deposit(session, contract, return_event="", return_on=date(2025, 1, 1))
        before = pipeline.pipeline(session, LATER)[0].gates
        a_receipt(session, contract, date(2025, 2, 1), M(600_000))
        assert pipeline.pipeline(session, LATER)[0].gates == before
        assert str(next(gate.reached for gate in before if gate.name == pipeline.CERTIFIED)) == "1000000.00"
        assert str(standing.standing_of(session, contract.id, LATER).received) == "0.00"
        assert str(receivables.positions(session, LATER)[0].balance) == "1000000.00"


def test_every_column_can_be_sorted(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_deposit(session, makers.a_contract(session))
        for column in deposits.LISTING.columns:
            assert len(deposits.LISTING.keys(session, Question(LATER, sort=column.name))) == 1


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"amount": Money()}, "amount"),
        ({"expires_on": date(2024, 1, 1), "form": "guarantee"}, "expires_on"),
        ({"replaces_retention": True}, "replaces_retention"),
        ({"returned_on": date(2025, 1, 1)}, "returned_on"),
        ({"return_on": date(2024, 1, 1)}, "return_on"),
        ({"deductions": (DeductionDraft(date(2024, 1, 1), Money(1), "罚款"),)}, "deductions.0.deducted_on"),
        ({"deductions": (DeductionDraft(date(2024, 5, 1), Money(), "罚款"),)}, "deductions.0.amount"),
        ({"deductions": (DeductionDraft(date(2024, 5, 1), M(7), "罚款"),)}, "deductions.0.amount"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_entry(changes: dict[str, object], entry: str) -> None:
    sound = DepositDraft(contract="x", amount=M(6), paid_on=PAID, return_event="acceptance")
    assert not list(deposits.check(sound))
    found = deposits.check(replace(sound, **changes))  # type: ignore[arg-type]
    assert entry in [problem.entry for problem in found if not problem.advice]
