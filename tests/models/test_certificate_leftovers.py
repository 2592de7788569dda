"""Rates of tax by bill line, stated figures kept, guarantees for later retention, corrections that take money along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    answers,
    certificates,
    contracts,
    deposits,
    movements,
    pipeline,
    receipts,
    receivables,
)
from models.bills import BillItemDraft
from models.certificates import Background, CertificateDraft, LineDraft, sheet
from models.contracts import MilestoneDraft
from models.deposits import DeductionDraft, Deposit
from models.money import Money
from models.problems import Invalid
from models.receipts import ReceiptDraft
from models.receivables import Receivable
from models.rules.certificate import Before, CertificateTerms
from models.rules.recovery import RecoveryTerms
from models.store.book import Book
from models.store.commands import Command
from tests import makers

TEST = Command("tests.leftovers", "For a test")
M = Money.of
D = Decimal
HELD = {"advance": None, "recovery_rate": None, "retention_rate": D("0.03"),
        "milestones": (MilestoneDraft("certification", D(1), 28),)}  # fmt: skip


def test_each_bill_line_has_its_own_rate_of_tax_down_to_the_certificate(book: Book) -> None:
    lines = (
        BillItemDraft(code="01", name="土建", quantity=D(10), price=D(100)),
        BillItemDraft(code="02", name="设备", quantity=D(10), price=D(100), vat_rate=D("0.13")),
        BillItemDraft(code="03", name="设计", quantity=D(10), price=D(100), vat_rate=D("0.06")),
    )
    with book.write(TEST) as session:
        contract = makers.a_contract(session, **HELD)
        first, second, third = makers.a_bill(session, contract, *lines)
        typed = tuple(
            LineDraft(bill_item=one.id, code=one.code, name=one.name, quantity=D(1), price=one.price)
            for one in (first, second)
        )
        other = LineDraft(bill_item=third.id, name="设计", quantity=D(1), price=D(100), vat_rate=D("0.09"))
        row = certificates.record(session, CertificateDraft(contract=contract.id, lines=(*typed, other)))
        assert [line.vat_rate for line in row.lines] == [None, D("0.13"), D("0.09")]
        assert (row.gross, row.net) == (M(300), M("183.49") + M("88.50"))
        begun = sheet.begun(session, contract.id, date(2024, 6, 1))
        assert [line.vat_rate for line in begun.draft.lines] == [None, D("0.13"), D("0.06")]


def test_a_rate_beyond_a_hundred_percent_is_said_beside_the_line(book: Book) -> None:
    with book.write(TEST) as session, pytest.raises(Invalid, match="0"):
        makers.a_bill(session, makers.a_contract(session), BillItemDraft(name="土建", vat_rate=D(13)))


def test_what_the_form_states_is_kept_with_the_certificate(book: Book) -> None:
    with book.write(TEST) as session:
        contract = makers.a_contract(session, **HELD).id
        certificates.record(session, CertificateDraft(contract=contract, work=M(1000), certified_on=date(2024, 5, 1)))
        draft = CertificateDraft(contract=contract, work=M(500), certified_on=date(2024, 6, 1),
                                 stated_gross=M(1000), stated_previous=M(970))  # fmt: skip
        row = certificates.record(session, draft)
        kept = certificates.draft_of(session, row.id)
        assert (kept.stated_gross, kept.stated_previous) == (M(1000), M(970))
        told = answers.certificate_figures(session, row.number)
    assert (told["stated_previous"], told["previous_earned"]) == ("970.00", "970.00")


def retention_days(book: Book, as_of: date) -> list[date | None]:
    with book.read() as session:
        item = receivables.items(as_of, Receivable.kind == "retention")
        return list(session.scalars(select(item.c.due_on).order_by(item.c.posted_on)))


def test_a_guarantee_releases_what_is_withheld_later_while_it_is_valid(book: Book) -> None:
    with book.write(TEST) as session:
        contract = makers.a_contract(session, **HELD)
        certificates.record(
            session, CertificateDraft(contract=contract.id, work=M(1000), certified_on=date(2024, 5, 1))
        )
        guarantee = makers.a_deposit(
            session, contract, kind="quality", form="guarantee", replaces_retention=True, paid_on=date(2024, 6, 1),
            expires_on=date(2024, 12, 31), return_event="", guarantee_number="BH-1",
        ).id  # fmt: skip
        for day in (date(2024, 12, 31), date(2025, 1, 1)):
            certificates.record(session, CertificateDraft(contract=contract.id, work=M(1000), certified_on=day))
    assert retention_days(book, date(2030, 1, 1)) == [date(2024, 6, 1), date(2024, 12, 31), None]
    with book.write(TEST) as session:
        draft = deposits.draft_of(session, guarantee)
        deposits.record(session, replace(draft, returned_on=date(2024, 11, 30)))
    assert retention_days(book, date(2030, 1, 1)) == [date(2024, 6, 1), None, None]
    with book.write(TEST) as session:
        deposits.record(session, replace(deposits.draft_of(session, guarantee), returned_on=None))
        deposits.void(session, guarantee, "误录")
    assert retention_days(book, date(2030, 1, 1)) == [None, None, None]


def test_a_deposit_is_corrected_and_what_came_back_goes_along(book: Book) -> None:
    with book.write(TEST) as session:
        contract = makers.a_contract(session)
        taken = (DeductionDraft(date(2024, 4, 1), M(1_000), "扬尘"),)
        old = makers.a_deposit(session, contract, deductions=taken)
        key = session.scalars(select(Receivable.id).where(Receivable.source_id == old.id)).one()
        lines = (receipts.AllocationDraft(key, amount=M(200_000)),)
        receipts.record(session, ReceiptDraft(
            payer=contract.owner_id, received_on=date(2024, 8, 1), amount=M(200_000), allocations=lines))  # fmt: skip
        number = old.number
        new = deposits.correct(session, replace(deposits.draft_of(session, old.id), amount=M(500_000)))
        assert (new.number, session.get_one(Deposit, old.id).void) == (number, True)
    with book.read() as session:
        (found,) = receivables.positions(session, date(2024, 9, 1))
    assert found.balance == M(500_000) - M(1_000) - M(200_000)


@pytest.mark.parametrize(("settled", "difference"), [(1_100, 100), (900, -100)])
def test_certified_to_date_knows_the_final_account_in_list_statement_and_pipeline(
    book: Book, settled: int, difference: int
) -> None:
    day = date(2024, 9, 1)
    with book.write(TEST) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None, defects_months=None, milestones=(
            MilestoneDraft("certification", D(1), 28),))  # fmt: skip
        certificates.record(
            session, CertificateDraft(contract=contract.id, work=M(1_000), certified_on=date(2024, 5, 1))
        )
        makers.a_final_account(session, contract, submitted_on=date(2024, 6, 1), amount=M(1_200), reviews=(),
                               settled=M(settled), settled_on=day)  # fmt: skip
        key = contract.id
    with book.read() as session:
        (listed,) = answers.contracts_on(session, day)
        (before,) = answers.contracts_on(session, date(2024, 8, 31))
        whole = [one.gates for one in pipeline.pipeline(session, day)]
        charged = movements.turnovers(session, day, [key], "")
    assert (before["certified"], listed["certified"]) == ("1000.00", f"{1_000 + difference}.00")
    assert whole[0][4].reached == M(1_000 + difference)
    assert charged[key].certified - charged[key].deducted == M(1_000 + difference)
    assert charged[key].certified == M(1_000 + difference)


def test_an_agreement_is_not_older_than_its_contract(book: Book) -> None:
    with book.write(TEST) as session:
        contract = makers.a_contract(session)
    for changes in ({"signed_on": date(2024, 2, 29)}, {"valid_from": date(2024, 2, 29)}):
        with book.write(contracts.AGREE) as session, pytest.raises(Invalid, match="2024-03-01"):
            makers.an_agreement(session, contract, **changes)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("linear", "以后各期补扣"), ("start_point", "以后各期补扣"), ("instalments", "以后各期补扣"),
        ("percentage", "按约定比例继续扣回"), ("fidic", "按约定比例继续扣回"),
    ],
)  # fmt: skip
def test_only_rules_that_count_to_date_promise_to_make_up_a_late_advance(rule: str, told: str) -> None:
    before = Before(advance_paid=Money.of(100))
    terms = CertificateTerms(recovery=RecoveryTerms(rule=rule))
    behind = Background("C", 2, terms, before, advance_today=Money.of(300))
    (advice,) = certificates.advance_advice(behind)
    assert told in advice.text()
    assert "300.00" in advice.text()


WORKS = (100_000, 600_000, 1_000_000, 1_200_000)


@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 3, 2, 1), (2, 4, 1, 3)])
def test_in_whatever_order_periods_are_entered_no_more_is_recovered_and_kept_than_agreed(
    book: Book, order: tuple[int, ...]
) -> None:
    """An advance of 300,000 at 25 %, retention of 3 % up to 50,000: 725,000 and 87,000 without the limits."""
    told: list[str] = []
    with book.write(TEST) as session:
        how = {"recovery_rule": "percentage", "recovery_rate": D("0.25"), "retention_rate": D("0.03")}
        contract = makers.a_contract(session, advance=M(300_000), retention_limit=M(50_000), **how)
        pay_advance(session, contract.id, M(300_000))
        for period in order:
            draft = CertificateDraft(
                contract=contract.id, period=period, number=f"J-{period}", work=M(WORKS[period - 1]),
                period_to=date(2024, 3 + period, 25), certified_on=date(2024, 3 + period, 28),
            )  # fmt: skip
            behind = certificates.background(session, draft)
            told += [one.entry for one in certificates.check_against(draft, behind) if one.entry == "period"]
            certificates.record(session, draft)
        rows = session.scalars(select(certificates.PaymentCertificate).where(
            certificates.PaymentCertificate.kind == "interim")).all()  # fmt: skip
    assert Money.total(one.recovery for one in rows) == M(300_000)
    assert Money.total(one.retention for one in rows) == M(50_000)
    assert bool(told) == (order != (1, 2, 3, 4))
    with book.read() as session:
        for row in rows:
            draft = certificates.draft_of(session, row.id)
            assert certificates.background(session, draft).advance_today is None, "nothing is said to be untrue"


@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 2, 1, 3), (2, 4, 3, 1)])
@pytest.mark.parametrize("more", [0, 100_000])
def test_periods_entered_out_of_order_say_nothing_of_money_that_was_there(
    book: Book, order: tuple[int, ...], more: int
) -> None:
    """The advance of 300,000 is in the book before any certificate, or 100,000 of it came later."""
    with book.write(TEST) as session:
        how = {"recovery_rule": "linear", "recovery_start": D("0.02"), "recovery_end": D("0.9"), "recovery_rate": None}
        contract = makers.a_contract(session, advance=M(300_000), retention_rate=None, **how)
        pay_advance(session, contract.id, M(300_000 - more))
        for period in order:
            draft = CertificateDraft(
                contract=contract.id, period=period, number=f"J-{period}", work=M(WORKS[period - 1]),
                period_to=date(2024, 3 + period, 25), certified_on=date(2024, 3 + period, 28),
            )  # fmt: skip
            certificates.record(session, draft)
        if more:
            pay_advance(session, contract.id, M(more), "J-00")
        rows = session.scalars(select(certificates.PaymentCertificate).where(
            certificates.PaymentCertificate.kind == "interim")).all()  # fmt: skip
        told = []
        for row in rows:
            draft = certificates.draft_of(session, row.id)
            behind = certificates.background(session, draft)
            assert certificates.assessed(draft, behind).recovery == row.recovery, "the paper says what was signed"
            assert more or behind.before.advance_paid == M(300_000)
            told += [one.text("zh") for one in certificates.check_against(draft, behind) if one.entry == "work"]
    assert not [one for one in told if "已知付的预付款" in one or "已收预付款" in one] or more
    assert bool([one for one in told if "签认之后" in one]) == (order != (1, 2, 3, 4) and not more)


def pay_advance(session: Session, contract: str, amount: Money, number: str = "J-0") -> None:
    """The advance is certified and received."""
    day = date(2024, 3, 5)
    certificates.record(session, CertificateDraft(contract=contract, kind="advance", period=0, number=number,
                                                  work=amount, certified_on=day))  # fmt: skip
    owner = contracts.draft_of(session, contract).owner
    draft = ReceiptDraft(payer=owner, received_on=day, amount=amount)
    receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
