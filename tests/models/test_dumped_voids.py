"""A book in which certificates were voided, corrected and replaced loads back from its own dump."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from models import certificates, exchange, receivables
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts import MilestoneDraft
from models.exchange.kinds import KINDS
from models.money import Money
from models.problems import Invalid
from models.receivables.record import Receivable
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.reports.books import FILL

D = Decimal
TERMS: dict[str, Any] = {
    "price": Money.of(1_000_000), "advance": None, "recovery_rule": "none", "recovery_rate": None,
    "retention_rate": D("0.03"), "retention_cap": D("0.015"), "minimum": Money.of(200_000),
    "milestones": (MilestoneDraft("certification", D(1), 28),),
}  # fmt: skip
Deed = tuple[str, int, int]
"""What is done: certify the period, void or correct the certificate of the period; the work in thousands."""
REPLACED: list[Deed] = [
    *(("certify", period, work) for period, work in enumerate((100, 50, 300, 150, 40), 1)),
    ("void", 3, 0),
    ("certify", 3, 310),
]


def at_random(seed: int) -> list[Deed]:
    chance = Random(seed)
    deeds = ("certify", "certify", "certify", "void", "correct")
    return [(chance.choice(deeds), chance.randint(1, 6), chance.randint(-60, 400)) for _ in range(22)]


def done(book: Book, deeds: list[Deed]) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, **TERMS).id
    for deed, period, work in deeds:
        with book.read() as session:
            standing = PaymentCertificate.period == period, PaymentCertificate.void == 0
            found = session.scalars(select(PaymentCertificate.id).where(*standing)).first()
        if bool(found) == (deed == "certify"):
            continue
        draft = CertificateDraft(contract=contract, period=period, certified_on=date(2026, period, 25))
        try:
            with book.write(certificates.RECORD) as session:
                if deed == "void":
                    certificates.void(session, found or "", f"{period} 误签")
                elif deed == "correct":
                    again = certificates.draft_of(session, found or "")
                    certificates.correct(session, replace(again, work=Money.of(work * 1000)))
                else:
                    numbers = len(session.scalars(select(PaymentCertificate.id)).all())
                    number = f"HT-{period}-{numbers}"
                    certificates.record(session, replace(draft, number=number, work=Money.of(work * 1000)))
        except Invalid:
            continue


def dumped(book: Book) -> list[dict[str, Any]]:
    with book.read() as session:
        return [json.loads(json.dumps(one)) for one in exchange.dump(session)]


def owed(book: Book) -> list[Any]:
    with book.read() as session:
        days = [date(2026, month, day) for month in range(1, 10) for day in (24, 26)]
        rows = select(Receivable.document, Receivable.kind, Receivable.amount).where(Receivable.void == 0)
        made = sorted(tuple(row) for row in session.execute(rows))
        return [made, *(receivables.positions(session, day) for day in days)]


@pytest.mark.parametrize("deeds", [REPLACED, *map(at_random, range(8))])
def test_the_copy_owes_the_same_on_every_day_and_dumps_the_same(
    book: Book, empty_book_each: Callable[[], Book], deeds: list[Deed]
) -> None:
    done(book, deeds)
    told, copy = dumped(book), empty_book_each()
    with copy.write(LOAD) as session:
        finish(exchange.load(session, told, "drafts.json"))
    assert {one["noun"] for one in told} <= set(KINDS)
    assert owed(copy) == owed(book)
    assert dumped(copy) == told


def test_a_certificate_that_nothing_was_worked_out_beside_stays_behind_when_it_is_void(book: Book) -> None:
    done(book, [("certify", 1, 300), ("void", 1, 0), ("certify", 2, 300), ("certify", 3, 50), ("void", 3, 0)])
    nouns = [one["noun"] for one in dumped(book) if one["noun"].startswith("certificate")]
    assert nouns == ["certificates"]


def test_what_was_replaced_is_told_with_how_it_was_taken_back(book: Book) -> None:
    done(book, [*REPLACED, ("correct", 1, 120), ("void", 5, 0)])
    nouns = [one["noun"] for one in dumped(book)]
    assert [nouns.count(f"certificate{one}") for one in ("s", "_voids", "_corrections")] == [6, 2, 1]


def test_a_correction_of_what_is_not_there_is_named(book: Book) -> None:
    with book.write(FILL) as session:
        number = makers.a_contract(session, **TERMS).number
    draft = {"contract": number, "number": "HT-9", "period": 1, "work": "5.00", "certified_on": "2026-01-25"}
    with pytest.raises(Invalid, match="HT-9"), book.write(LOAD) as session:
        finish(exchange.load(session, {"certificate_corrections": [draft]}, "drafts.json"))
