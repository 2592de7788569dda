"""What is below the minimum certificate is owed and undated until the certificate that pays it; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import certificates, final_accounts, receivables
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts import MilestoneDraft
from models.final_accounts import FinalAccountDraft
from models.money import Money
from models.problems import Refused
from models.receivables import DueEventDraft, Receivable, position
from models.store.book import Book
from tests.makers import a_book
from tests.models.importing_sheets import bring_in, workbook
from tests.models.test_certificates import ALL_NOW, a_contract, certified
from tests.models.test_importing_terms_meant import CONTRACTS, PARTIES
from tests.samples import Run, run
from tests.test_published_cases import signed, yuan

__all__ = ["run", "signed"]
M = Money.of


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def owed(book: Book, as_of: date) -> list[tuple[str, date | None, Money]]:
    """Document, due date and what is open of each item on a day, in the order of posting."""
    with book.read() as session:
        item = position.items(as_of)
        rows = select(item.c.document, item.c.due_on, item.c.open).order_by(item.c.posted_on, item.c.document)
        return [(document, due_on, open_) for document, due_on, open_ in session.execute(rows)]


def months(book: Book, *works: int, **terms: Any) -> list[PaymentCertificate]:
    """A contract with a minimum of 200,000 and a certificate on the first of each month from 2024-05 on."""
    contract = a_contract(book, price=M(10_000_000), milestones=ALL_NOW, minimum=M(200_000), **terms)
    return [
        certified(book, contract, date(2024, 5 + place, 1), number=f"C-{place + 1}", work=M(work))
        for place, work in enumerate(works)
    ]


def void(book: Book, row: PaymentCertificate) -> None:
    with book.write(certificates.VOID) as session:
        certificates.void(session, row.id, "signed by mistake")


def test_the_published_certificates_with_materials_of_the_owner_leave_nothing_outside_the_balance(
    signed: Any, run: Run
) -> None:
    """Hydraulic works of 6.6 million (222.198.130.40, 4f67e4513c): 0, 56.7, 65.2, 55 万, then 6, 8 and 10.7 万 wait.

    3,456,000 certified − 700,000 of materials − 550,000 recovered = 2,206,000, of it 330,000 retention.
    """
    contract = signed(
        price="6600000.00", advance="660000.00", recovery_rule="instalments", recovery_periods="3-8",
        retention_rate="0.10", retention_cap="0.05", minimum="500000.00",
    )  # fmt: skip
    materials = [0, 0, 30, 15, 10, 5, 10]
    for work, taken in zip([10, 53, 118, 90, 30, 20, 24.6], materials, strict=True):
        off = [{"kind": "materials", "amount": f"{taken}0000.00", "reason": "甲供材料"}] if taken else []
        contract.certify(work=yuan(str(work)), adjustments=off)
    found = contract.figures()
    assert [one["due"] for one in found] == [*map(yuan, ["0", "56.7", "65.2", "55", "0", "0", "0"])]
    assert [one["held"] for one in found] == [*map(yuan, ["9", "0", "0", "0", "6", "8", "10.7"])]
    told = run("position", "--as-of", "2025-12-31", "--json", "--book", contract.book).told["positions"][0]
    assert (told["balance"], told["undated"]) == ("2206000.00", "437000.00")
    assert told["classes"] == {"advance": "0.00", "progress": "1876000.00", "retention": "330000.00"}


def test_held_back_is_undated_and_falls_due_with_the_certificate_that_pays_it(book: Book) -> None:
    months(book, 150_000, 100_000, 60_000)
    assert owed(book, date(2024, 5, 31)) == [("C-1", None, M(150_000))]
    due_on = date(2024, 6, 15)
    assert owed(book, date(2024, 6, 1)) == [("C-1", due_on, M(150_000)), ("C-2", due_on, M(100_000))]
    assert owed(book, date(2024, 7, 1))[-1] == ("C-3", None, M(60_000))


def test_a_correction_below_nothing_waits_too_and_lessens_what_is_paid(book: Book) -> None:
    """150,000 − 150,000 waits as nothing; then 250,000 is paid."""
    rows = months(book, 150_000, -150_000, 250_000)
    assert [one.due for one in rows] == [M(0), M(0), M(250_000)]
    assert Money.total(open_ for _document, _due_on, open_ in owed(book, date(2024, 7, 1))) == M(250_000)
    assert {due_on for _document, due_on, _open in owed(book, date(2024, 7, 1))} == {date(2024, 7, 15)}


def test_what_a_voided_certificate_had_taken_in_waits_again_for_the_next(book: Book) -> None:
    rows = months(book, 150_000, 100_000)
    void(book, rows[1])
    assert owed(book, date(2024, 6, 30)) == [("C-1", None, M(150_000))]
    again = certified(book, rows[0].contract_id, date(2024, 7, 1), number="C-3", work=M(90_000))
    assert (again.due, again.held) == (M(240_000), M(0))
    assert {due_on for _document, due_on, _open in owed(book, date(2024, 7, 1))} == {date(2024, 7, 15)}


def test_one_that_was_signed_late_is_paid_by_the_next(book: Book) -> None:
    """Period 1 was signed after period 2, which knew nothing of it."""
    contract = a_contract(book, milestones=ALL_NOW, minimum=M(200_000))
    certified(book, contract, date(2024, 6, 1), number="C-2", period=2, work=M(300_000))
    certified(book, contract, date(2024, 6, 9), number="C-1", period=1, work=M(50_000))
    third = certified(book, contract, date(2024, 7, 1), number="C-3", period=3, work=M(180_000))
    assert third.due == M(230_000)
    assert {due_on for _document, due_on, _open in owed(book, date(2024, 7, 1))} == {
        date(2024, 6, 15), date(2024, 7, 15)
    }  # fmt: skip


def test_a_corrected_certificate_leaves_what_it_took_in_where_it_was(book: Book) -> None:
    rows = months(book, 150_000, 100_000)
    with book.write(certificates.CORRECT) as session:
        draft = certificates.draft_of(session, rows[0].id)
        certificates.correct(session, draft)
    due_on = date(2024, 6, 15)
    assert owed(book, date(2024, 6, 30)) == [("C-1", due_on, M(150_000)), ("C-2", due_on, M(100_000))]


def test_the_final_account_takes_in_what_still_waits(book: Book) -> None:
    rows = months(book, 300_000, 150_000)
    with book.write(final_accounts.RECORD) as session:
        settled = {"submitted_on": date(2024, 7, 1), "amount": M(450_000), "settled_on": date(2024, 8, 1)}
        account = final_accounts.record(
            session, FinalAccountDraft(contract=rows[0].contract_id, settled=M(450_000), **settled)
        )
    assert owed(book, date(2024, 7, 31))[-1] == ("C-2", None, M(150_000))
    assert owed(book, date(2024, 8, 1))[-1] == ("C-2", date(2024, 8, 15), M(150_000))
    with book.write(final_accounts.VOIDED) as session:
        final_accounts.void(session, account.id, "not agreed after all")
    assert owed(book, date(2024, 8, 1))[-1] == ("C-2", None, M(150_000))


def test_nobody_notes_a_day_for_what_waits(book: Book) -> None:
    months(book, 150_000)
    with book.read() as session:
        key = session.scalars(select(Receivable.id)).one()
    with pytest.raises(Refused, match="below the minimum"), book.write(receivables.NOTE_EVENT) as session:
        receivables.note_event(session, DueEventDraft(key, happened_on=date(2024, 6, 1)))


def test_where_the_owner_controls_the_first_event_what_waits_follows_that(book: Book) -> None:
    months_ = (MilestoneDraft("invoice_received", Decimal(1), 14),)
    contract = a_contract(book, milestones=months_, minimum=M(200_000))
    for place, work in enumerate((150_000, 100_000)):
        certified(book, contract, date(2024, 5 + place, 1), number=f"C-{place + 1}", work=M(work))
    assert owed(book, date(2024, 6, 30)) == [("C-1", None, M(150_000)), ("C-2", None, M(100_000))]


def test_certificates_of_a_workbook_wait_and_are_taken_in_alike(book: Book) -> None:
    """Two that come together, then one more for what the book has."""
    head = ["合同编号", "计价单号", "期数", "签认日期", "计价金额"]
    first = [["HT-1", "JJ-1", 1.0, date(2025, 2, 25), 150_000.0], ["HT-1", "JJ-2", 2.0, date(2025, 3, 25), 100_000.0],
             ["HT-1", "JJ-3", 3.0, date(2025, 4, 25), 120_000.0]]  # fmt: skip
    dues = [["合同编号", "event", "累计比例", "天数"], ["HT-1", "certification", 1.0, 14.0]]
    bring_in(book, workbook({"单位": PARTIES, "合同": CONTRACTS, "付款节点": dues, "验工计价": [head, *first]}))
    paid = date(2025, 4, 8)
    waits = ("JJ-3", None, M(120_000))
    assert owed(book, date(2025, 4, 30)) == [("JJ-1", paid, M(150_000)), ("JJ-2", paid, M(100_000)), waits]
    more = [["HT-1", "JJ-4", 4.0, date(2025, 5, 25), 80_000.0]]
    bring_in(book, workbook({"单位": PARTIES, "验工计价": [head, *more]}))
    assert owed(book, date(2025, 5, 31))[2:] == [
        ("JJ-3", date(2025, 6, 8), M(120_000)), ("JJ-4", date(2025, 6, 8), M(80_000))
    ]  # fmt: skip


def test_what_a_dump_makes_again_waits_and_is_taken_in_alike(signed: Any, run: Run, tmp_path: Path) -> None:
    contract = signed(minimum="200000.00")
    contract.months(["150000.00", "100000.00", "60000.00"])
    assert contract.load().code == 0
    file, again = tmp_path / "dump.json", tmp_path / "again"
    assert run("dump", "-o", file, "--book", contract.book).code == 0
    assert run("new", "--book", again).code == 0
    ended = run("load", file, "--book", again)
    assert ended.code == 0, ended.err
    asked = ("receivables", "--as-of", "2024-12-31", "--json", "--book")
    found = run(*asked, again).told
    assert found == run(*asked, contract.book).told
    assert [one["due_on"] for one in found] == ["2024-04-08", "2024-04-08", None]


def test_the_draft_of_a_certificate_knows_what_waits(book: Book) -> None:
    rows = months(book, 150_000)
    with book.read() as session:
        behind = certificates.background(session, CertificateDraft(contract=rows[0].contract_id, work=M(60_000)))
    assert behind.before.held == M(150_000)
