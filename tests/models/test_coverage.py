"""Each yuan that is owed is proven, weakly proven or unproven; together they are the balance on every day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models import certificates, contracts, coverage, evidence, registry, required_papers
from models.certificates import CertificateDraft, PaymentCertificate
from models.money import Money
from models.receivables import position
from models.store.book import Book
from resources import path
from tests import makers, samples

DAY = date(2024, 7, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A contract with one certificate of 1,000 yuan, nothing of it proven."""
    made = makers.a_book(tmp_path / "book")
    with made.write(contracts.RECORD) as session:
        contract = makers.a_contract(session)
        draft = CertificateDraft(contract=contract.id, work=Money.of(1_000), certified_on=date(2024, 6, 3))
        certificates.record(session, draft)
    yield made
    made.close()


def prove(book: Book, *kinds: str, on: date = date(2024, 6, 3), form: str = "original") -> None:
    """Link a paper of each kind to the certificate, or to the contract where it belongs there."""
    with book.write(evidence.ADD) as session:
        row = session.scalars(select(PaymentCertificate)).one()
        for kind in kinds:
            noun, record = (
                ("contracts", row.contract_id) if kind in ("contract", "acceptance") else ("certificates", row.id)
            )
            file = makers.evidence_of(session, f"{kind}-{form}.pdf", (noun, record, kind), on=on)
            evidence.record(session, replace(evidence.draft_of(session, file), form=form))


def parts(book: Book, as_of: date = DAY) -> tuple[str, str, str]:
    with book.read() as session:
        (one,) = coverage.coverage(session, as_of)
    assert one.proven + one.weak + one.unproven == one.balance
    assert one.balance
    found = (one.proven, one.weak, one.unproven)
    return tuple("all" if part == one.balance else "some" if part else "none" for part in found)  # type: ignore[return-value]


def test_without_a_paper_it_is_unproven_with_some_weak_with_all_proven(book: Book) -> None:
    assert parts(book) == ("none", "none", "all")
    prove(book, "certificate")
    assert parts(book)[2] == "none"
    prove(book, "contract", "measured", "invoice")
    assert parts(book) == ("all", "none", "none")


def test_a_plain_copy_proves_only_weakly(book: Book) -> None:
    prove(book, "contract", "measured", "invoice")
    prove(book, "certificate", form="copy")
    assert parts(book) == ("none", "all", "none")


@pytest.mark.parametrize(
    ("fault", "flags", "proves"),
    [
        ("damaged", "", ("none", "none", "all")),
        ("encrypted", "encrypted", ("none", "none", "all")),
        ("", "cut", ("none", "all", "none")),
        ("", "broken", ("none", "all", "none")),
        ("too_large", "", ("all", "none", "none")),
    ],
)
def test_what_nobody_can_read_proves_nothing_and_what_is_cut_or_broken_only_weakly(
    book: Book, fault: str, flags: str, proves: tuple[str, str, str]
) -> None:
    prove(book, "contract", "measured", "invoice", "certificate")
    with book.write(evidence.ADD) as session:
        for file in session.scalars(select(evidence.EvidenceFile)):
            file.fault, file.flags = fault, flags
    assert parts(book) == proves
    with book.read() as session:
        missing = {one["paper"] for one in coverage.found_of(session, DAY)}
    assert ("certificate" in missing) is (proves[2] == "all")


def test_a_paper_proves_from_its_day_on(book: Book) -> None:
    prove(book, "contract", "measured", "invoice", "certificate", on=date(2024, 6, 20))
    assert parts(book, date(2024, 6, 19)) == ("none", "none", "all")
    assert parts(book, date(2024, 6, 20)) == ("all", "none", "none")


def test_what_is_missing_is_named_with_its_department_until_it_comes(book: Book) -> None:
    prove(book, "certificate", "contract")
    with book.read() as session:
        found = {(one["paper"], one["department"]) for one in coverage.found_of(session, DAY)}
    assert found == {("measured", "engineering"), ("invoice", "finance")}


def test_an_unproven_variation_misses_instruction_photo_signature_and_price(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        variation = makers.a_variation(session, session.scalars(select(contracts.Contract)).one())
        makers.evidence_of(session, "照片.jpg", ("variations", variation.id, "photo"))
        number = variation.number
    with book.read() as session:
        missing = [one["paper"] for one in coverage.found_of(session, DAY) if one["document"] == number]
    assert sorted(missing) == ["instruction", "price", "sign_off"]


def test_the_data_file_names_kinds_and_departments_that_exist_and_the_day_it_was_checked() -> None:
    for one in required_papers.required():
        assert set(one.kinds) <= set(evidence.KINDS), one
        assert one.department in required_papers.DEPARTMENTS, one
        assert one.at in ("document", "contract"), one
        assert one.source, one
    with path("evidence/required_papers.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            assert row["checked_on"] == "unread" or date.fromisoformat(row["checked_on"]) >= date(2026, 11, 1), row


def test_in_the_sample_the_parts_are_the_balance_on_every_day(tmp_path: Path) -> None:
    book = registry.open_book(samples.copied(tmp_path / "book", 40))
    with book.read() as session:
        for days in (0, 100, 400, 900):
            day = samples.TODAY - timedelta(days)
            found = coverage.coverage(session, day)
            assert all(one.proven + one.weak + one.unproven == one.balance for one in found)
            balance = sum((one.balance for one in position.positions(session, day)), Money())
            assert sum((one.balance for one in found), Money()) == balance
    book.close()
