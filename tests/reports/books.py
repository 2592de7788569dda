"""Books with certificates, receipts and old items, for papers to collect from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy.orm import Session

from models.certificates.draft import DEDUCTIONS, AdjustmentDraft, CertificateDraft
from models.certificates.usecases import record as certify
from models.contracts import Contract
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft, take_on
from models.receipts.draft import ReceiptDraft
from models.receipts.proposing import propose
from models.receipts.usecases import ReversalDraft, reverse
from models.receipts.usecases import record as receive
from models.store.commands import Command
from tests import makers

FILL = Command("tests.fill", "Fill a book for a test")


def a_certificate(session: Session, contract: Contract, on: date, value: Money, fine: Money | None = None) -> None:
    """Signed on a day; the fine is an agreed deduction."""
    fines = (AdjustmentDraft(next(iter(DEDUCTIONS)), fine, "罚款", True),) if fine else ()
    certify(
        session, CertificateDraft(contract=contract.id, period_to=on, certified_on=on, work=value, adjustments=fines)
    )


def a_receipt(session: Session, contract: Contract, on: date, amount: Money, settle: bool = True, **how: object) -> str:
    """Allocated as the law proposes, or not at all; returns its id."""
    draft = ReceiptDraft(payer=contract.owner_id, received_on=on, amount=amount, currency=contract.currency)
    draft = replace(draft, **how)  # type: ignore[arg-type]
    if settle:
        draft = replace(draft, allocations=propose(session, draft))
    return receive(session, draft).id


def old_items(session: Session, contract: Contract) -> None:
    """A contract taken over in the middle: ¥ 5,000,000 certified, ¥ 4,200,000 received, two items open."""
    items = (
        OpeningItemDraft("progress", "JB-旧-03", date(2023, 5, 1), date(2023, 6, 1), Money.of(500_000)),
        OpeningItemDraft("retention", "JB-旧-质", date(2023, 5, 1), None, Money.of(150_000)),
    )
    take_on(
        session,
        OpeningDraft(
            contract=contract.id,
            taken_on=date(2024, 1, 1),
            certified=Money.of(5_000_000),
            received=Money.of(4_200_000),
            items=items,
        ),
    )


def a_ledger(session: Session, seed: int, contracts: int = 3, movements: int = 12) -> str:
    """Contracts of one owner in two currencies with everything that moves an account; returns the owner's id."""
    dice = Random(seed)
    makers.a_company(session)
    owner = makers.a_party(session)
    for place in range(contracts):
        currency = "USD" if place == 2 else "CNY"
        contract = makers.a_contract(session, number=f"JB-{seed}-{place}", owner=owner.id, currency=currency)
        if place == 1:
            old_items(session, contract)
        _move(session, contract, dice, movements)
    return owner.id


def _move(session: Session, contract: Contract, dice: Random, movements: int) -> None:
    on = date(2024, 3, 25)
    for _ in range(movements):
        on += timedelta(dice.randrange(0, 40))
        amount = Money(dice.randrange(100, 90_000_000))
        what = dice.randrange(6)
        if what < 3:
            fine = Money(dice.randrange(1, 100_000)) if dice.random() < 0.3 else None
            a_certificate(session, contract, on, amount, fine)
        elif what < 5:
            bill = {"method": "bank_bill", "bill_number": f"票{amount.fen}", "matures_on": on + timedelta(180)}
            receipt = a_receipt(session, contract, on, amount, dice.random() < 0.8, **(bill if what == 4 else {}))
            if dice.random() < 0.2:
                reverse(session, ReversalDraft(receipt, on=on + timedelta(dice.randrange(0, 90)), reason="退票"))
        else:
            a_receipt(session, contract, on, amount, remark="尾款")
