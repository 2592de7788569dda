"""What is claimed when no total was typed: the gross value of the same parts that are certified: both compare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from models import certificates, contracts
from models.certificates import CertificateDraft, LineDraft
from models.contracts import KindTermsDraft, MilestoneDraft
from models.money import Money
from models.store.book import Book
from tests import makers
from ui.pages.certificate_sheet_figures import LiveFigures

D = Decimal
ON = date(2025, 2, 25)
LINE = LineDraft(kind="lines", name="挖土", unit="m3", claimed_quantity=D(1000), quantity=D(900), price=D("25.37"))


@pytest.fixture
def contract(book: Book) -> str:
    """Materials on site are paid at 80 %."""
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, advance=None, recovery_rate=None, materials_rate=D("0.8"),
                                 milestones=(MilestoneDraft("certification", D(1), 28),)).id  # fmt: skip


CASES = [
    ({"work": Money.of("449999.99"), "stored": Money.of(120_000)}, "545999.99", "545999.99"),
    ({"lines": (LINE,), "stored": Money.of(120_000)}, "121370.00", "118833.00"),
    ({"lines": (LINE,), "stored": Money.of(120_000), "claimed": Money.of(130_000)}, "130000.00", "118833.00"),
]
"""By hand: 449,999.99 + 80 % of 120,000; 1,000 × 25.37 + 96,000 claimed, 900 × 25.37 + 96,000 certified; typed."""


@pytest.mark.parametrize(("entries", "claimed", "gross"), CASES)
def test_claimed_and_certified_are_of_the_same_parts(
    book: Book, contract: str, entries: dict[str, Any], claimed: str, gross: str
) -> None:
    draft = CertificateDraft(contract=contract, certified_on=ON, **entries)
    with book.read() as session:
        shown = LiveFigures(certificates.background(session, draft)).of(draft)
    with book.write(certificates.RECORD) as session:
        row = certificates.record(session, draft)
        again = certificates.draft_of(session, row.id)
        assert (str(row.claimed), str(row.gross)) == (claimed, gross)
        assert (shown.claimed, shown.assessment.gross) == (row.claimed, row.gross)
    assert again.claimed == draft.claimed, "what was not typed stays untyped"


def test_the_sum_of_the_list_claims_no_less_than_was_certified_of_what_was_claimed_whole(
    book: Book, contract: str
) -> None:
    for month, stored in ((2, 120_000), (3, 250_000), (4, 0)):
        entries = {"work": Money.of(100_000), "stored": Money.of(stored)}
        with book.write(certificates.RECORD) as session:
            draft = CertificateDraft(contract=contract, certified_on=date(2025, month, 25), **entries)
            certificates.record(session, draft)
    with book.read() as session:
        c = certificates.PaymentCertificate
        claimed, gross = session.execute(select(func.sum(c.claimed), func.sum(c.gross))).one()
    assert claimed == gross == Money.of(300_000)


@pytest.mark.parametrize(
    ("layout", "kinds", "retention"),
    [
        ("fidic", (), "50000.00"),
        ("fidic", (KindTermsDraft("materials", retention_rate=D("0.1")),), "59600.00"),
        ("gb50500", (), "61600.00"),
    ],
)
def test_retention_by_fidic_is_of_the_works_and_changes_in_cost(
    book: Book, layout: str, kinds: tuple[KindTermsDraft, ...], retention: str
) -> None:
    """14.3 (c), by hand: 10 % of 500,000; 80 % of 120,000 on site (e) and 20,000 of claims (f) only where agreed."""
    with book.write(certificates.RECORD) as session:
        made = makers.a_contract(
            session, advance=None, recovery_rate=None, materials_rate=D("0.8"), layout=layout, kinds=kinds,
            retention_rate=D("0.1"), milestones=(MilestoneDraft("certification", D(1), 28),),
        )  # fmt: skip
        entries = {"work": Money.of(500_000), "stored": Money.of(120_000), "claims": Money.of(20_000)}
        row = certificates.record(session, CertificateDraft(contract=made.id, certified_on=ON, **entries))
        assert str(row.retention) == retention
