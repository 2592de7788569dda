"""The sample book is believable: everything the program knows of occurs in it, and it is the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import answers, company, parties, registry, sample, stages
from models.bills import BillItem
from models.certificates import Adjustment, CertificateLine, PaymentCertificate
from models.contracts import Agreement, Contract
from models.credit_code import is_valid
from models.money import Money
from models.opening_position import OpeningPosition
from models.problems import Refused
from models.receipts import METHODS, Receipt
from models.receivables import DueChange
from models.stages import Stage
from models.store.verify import verify
from models.variations import STAGES, VariationOrder
from models.work import finish
from tests.samples import TODAY, sample_folder


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """The sample of 200 certificates, read only."""
    book = registry.open_book(sample_folder())
    with book.read() as opened:
        yield opened
    book.close()


def count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_it_has_three_owners_twelve_contracts_and_two_hundred_certificates(session: Session) -> None:
    owners = session.scalars(select(Contract.owner_id).distinct()).all()
    assert (len(owners), count(session, Contract), count(session, PaymentCertificate)) == (3, 12, 200)
    assert {kind for (kind,) in session.execute(select(Contract.kind))} == {"construction", "goods", "design"}


def test_every_contract_has_a_bill_that_adds_up_to_its_price(session: Session) -> None:
    sums = select(BillItem.contract_id, func.sum(BillItem.amount)).group_by(BillItem.contract_id)
    prices = {contract.id: contract.price for contract in session.scalars(select(Contract))}
    assert dict(session.execute(sums).all()) == prices


def test_interim_certificates_have_lines(session: Session) -> None:
    with_lines = select(CertificateLine.certificate_id).distinct()
    bare = select(PaymentCertificate.kind).where(PaymentCertificate.id.not_in(with_lines)).distinct()
    assert session.scalars(bare).all() == ["advance"]


def test_certificates_wait_at_every_stage_before_the_signature(session: Session) -> None:
    unsigned = session.scalars(select(PaymentCertificate.id).where(PaymentCertificate.certified_on.is_(None))).all()
    assert unsigned
    assert {one.stage for key in unsigned for one in stages.stages_of(session, key)} >= {"prepared", "submitted"}


def test_variations_stand_at_every_stage(session: Session) -> None:
    found = {stages.latest(session, key) for key in session.scalars(select(VariationOrder.id))}
    assert found == set(STAGES) - {"void"}


def test_money_came_in_every_way_and_some_went_back(session: Session) -> None:
    assert set(session.scalars(select(Receipt.method))) == set(METHODS)
    ends = set(session.scalars(select(Stage.stage).where(Stage.noun == "receipts")))
    assert ends == {"collected", "dishonoured", "returned"}
    position = answers.position_on(session, TODAY)[0]
    assert Money.of(position["in_hand"]) > Money()
    assert Money.of(position["unallocated"]) > Money()


def test_there_are_disputes_agreements_changed_dates_and_opening_balances(session: Session) -> None:
    assert session.scalars(select(Adjustment).where(Adjustment.agreed == 0)).all()
    assert count(session, Agreement) == 1
    assert session.scalars(select(DueChange).where(DueChange.reason != "")).all()
    assert count(session, OpeningPosition) == 1


@pytest.mark.parametrize("by", ["due", "posting"])
def test_every_band_of_age_holds_something(session: Session, by: str) -> None:
    total = answers.ageing_on(session, TODAY, by)["total"][0]
    assert all(Money.of(amount) > Money() for amount in total["bands"].values())
    assert all(Money.of(total[name]) > Money() for name in ("undated", "not_due", "overdue"))


def test_something_falls_due_within_a_month(session: Session) -> None:
    soon = {(TODAY + timedelta(days)).isoformat() for days in range(31)}
    assert any(one["due_on"] in soon for one in answers.receivables_on(session, TODAY))


def test_people_have_names_accounts_and_valid_codes(session: Session) -> None:
    assert company.profile(session).accounts
    codes = session.scalars(select(parties.Party.credit_code).where(parties.Party.credit_code != "")).all()
    assert codes
    assert all(is_valid(code) for code in [*codes, company.profile(session).credit_code])
    assert "王𬭛" in session.scalars(select(parties.Party.contact)).all()


def test_nothing_is_dated_after_the_day_it_is_made_for(session: Session) -> None:
    latest = [
        session.scalar(select(func.max(column)))
        for column in (PaymentCertificate.certified_on, PaymentCertificate.submitted_on, Receipt.received_on,
                       Stage.reached_on, DueChange.changed_on)
    ]  # fmt: skip
    assert all(day is not None and day <= TODAY for day in latest)


def test_the_same_day_gives_the_same_amounts(session: Session, tmp_path: Path) -> None:
    again = finish(sample.make(tmp_path / "again", today=TODAY))
    with again.read() as other:
        assert answers.ageing_on(other, TODAY, "due") == answers.ageing_on(session, TODAY, "due")
        assert answers.contracts_on(other, TODAY) == answers.contracts_on(session, TODAY)
    again.close()


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 1, 1), date(2026, 12, 31)])
def test_it_can_be_made_on_any_day(today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.drafts.today", lambda: today)
    book = finish(sample.make(tmp_path / "book", 48, today))
    with book.read() as session:
        assert count(session, PaymentCertificate) == 48
        assert answers.ageing_on(session, today, "due")["total"][0]["overdue"] != "0.00"
    book.close()


def test_more_certificates_come_with_debtors_contracts_and_receipts(tmp_path: Path) -> None:
    book = finish(sample.make(tmp_path / "book", 1_200, TODAY))
    with book.read() as session:
        assert count(session, PaymentCertificate) == 1_200
        added = select(func.count()).select_from(Receipt).where(Receipt.remark == "工程款", Receipt.voucher == "")
        assert session.scalar(added) == 1_500
        assert count(session, Contract) == 12 + 20
        one = answers.certificate_figures(session, session.scalars(
            select(PaymentCertificate.number).order_by(PaymentCertificate.id.desc())).first() or "")  # fmt: skip
    assert finish(verify(book)).holds
    book.close()
    figures = {working["name"]: working["amount"] for working in one["workings"]}
    assert (figures["gross"], figures["due"], figures["net"], figures["vat"]) == (
        one["gross"], one["due"], one["net"], one["vat"],
    )  # fmt: skip


def test_a_folder_with_a_book_is_left_alone(tmp_path: Path) -> None:
    registry.create_book(tmp_path / "book", "JB").close()
    with pytest.raises(Refused):
        finish(sample.make(tmp_path / "book", 10, TODAY))
