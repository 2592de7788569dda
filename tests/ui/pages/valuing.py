"""A small highway contract to value in tests: bill, variations approved and not, an advance and one signed period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models import bills, certificates, contracts, receipts, variations
from models.bills import BillItemDraft
from models.certificates import CertificateDraft, sheet
from models.contracts import MilestoneDraft
from models.money import Money
from models.receivables.record import Receivable
from models.store.book import Book
from models.variations import StageDraft, VariationDraft, VariationLineDraft
from tests import makers

BILL = (
    BillItemDraft(code="200", name="路基"),
    BillItemDraft(
        code="203-1", name="路基挖土方", unit="m³", quantity=Decimal(412_500), price=Decimal("14.8"), level=2
    ),
    BillItemDraft(
        code="204-1", name="利用土方填筑", unit="m³", quantity=Decimal(388_000), price=Decimal("10.2"), level=2
    ),
    BillItemDraft(code="209-3", name="浆砌片石挡土墙", unit="m³", quantity=Decimal(9_600), price=Decimal(398), level=2),
    BillItemDraft(code="103-1", name="临时道路", amount=Money.of(860_000)),
)
FIRST = {"203-1": Decimal(318_420), "204-1": Decimal(286_110), "209-3": Decimal("9412.5")}
"""What the first period measured, by code."""


@dataclass(frozen=True)
class Valued:
    """The keys of what was made."""

    contract: str
    first: str
    approved: str
    pending: str


def a_valued_contract(book: Book) -> Valued:
    """One contract with an advance of ¥ 4,860,000 received, a signed period and two variations."""
    with book.write(contracts.RECORD) as session:
        milestones = (
            MilestoneDraft("certification", Decimal("0.85"), 28),
            MilestoneDraft("final_account", Decimal(1), 28),
        )
        contract = makers.a_contract(
            session,
            number="JB-GL-07",
            name="江北三标",
            price=Money.of(48_600_000),
            advance=Money.of(4_860_000),
            retention_rate=Decimal("0.03"),
            milestones=milestones,
        )
        bills.record(session, bills.BillDraft(contract.id, None, BILL))
        approved = _a_variation(session, contract.id, "V1", "涵洞加长", Money.of(486_000))
        variations.approve(session, StageDraft(approved, date(2024, 6, 18), Money.of(486_000), by="业主代表"))
        pending = _a_variation(session, contract.id, "V4", "挡土墙加高", None)
        _receive_advance(session, contract.id)
        key = contract.id
    with book.write(certificates.RECORD) as session:
        begun = sheet.begun(session, key, date(2024, 7, 23))
        lines = tuple(
            replace(line, claimed_quantity=FIRST.get(line.code), quantity=FIRST.get(line.code))
            for line in begun.draft.lines
        )
        draft = replace(
            begun.draft,
            lines=lines,
            period=2,
            period_from=date(2024, 6, 26),
            period_to=date(2024, 7, 25),
            submitted_on=date(2024, 7, 26),
            certified_on=date(2024, 8, 2),
        )
        first = certificates.record(session, sheet.filled(draft)).id
    return Valued(key, first, approved, pending)


def _a_variation(session: object, contract: str, number: str, name: str, amount: Money | None) -> str:
    lines = (
        () if amount else (VariationLineDraft(name="浆砌片石", unit="m³", quantity=Decimal(120), price=Decimal(398)),)
    )
    variation = variations.record(
        session,  # type: ignore[arg-type]
        VariationDraft(
            contract=contract, number=number, name=name, instructed_on=date(2024, 5, 6), amount=amount, lines=lines,
        ),
    )  # fmt: skip
    variations.submit(session, StageDraft(variation.id, date(2024, 5, 15), variation.amount))  # type: ignore[arg-type]
    return variation.id


def _receive_advance(session: object, contract: str) -> None:
    advance = CertificateDraft(
        contract=contract, kind="advance", period=1, work=Money.of(4_860_000), certified_on=date(2024, 4, 10)
    )
    made = certificates.record(session, advance)  # type: ignore[arg-type]
    owed = session.scalars(select(Receivable).where(Receivable.source_id == made.id)).one()  # type: ignore[attr-defined]
    amount, day = Money.of(4_860_000), date(2024, 4, 28)
    receipts.record(
        session,  # type: ignore[arg-type]
        receipts.ReceiptDraft(
            payer=owed.party_id,
            amount=amount,
            received_on=day,
            allocations=(receipts.AllocationDraft(receivable=owed.id, amount=amount, allocated_on=day),),
        ),
    )


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    """Wait for what comes from another lane."""
    qtbot.waitUntil(true, timeout=5000)
