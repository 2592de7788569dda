"""Deposits and guarantees of the sample: a performance guarantee, deposits in cash, one overdue, one disputed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from models import deposits, events
from models.deposits import DeductionDraft, DepositDraft
from models.money import Money
from models.rules.calendar import add_months

if TYPE_CHECKING:
    from models.sample.months import Life

BANK = "中国建设银行江北支行"


def keep_deposits(life: Life) -> None:
    """What the contract asked for when it was signed."""
    signed = life.contract.signed_on
    drafts = {"002": _integrity, "003": _performance, "005": _wage, "007": _guarantee, "009": _guarantee}
    make = drafts.get(life.plan.number)
    if make is not None and signed is not None:
        deposits.record(life.session, make(life, signed))


def _share(life: Life, share: str) -> Money:
    return Money(life.contract.price.share(Decimal(share)).fen // 10**6 * 10**6)


def _integrity(life: Life, signed: date) -> DepositDraft:
    """Due since acceptance, and the owner has taken off what we do not agree to."""
    taken = DeductionDraft(signed + timedelta(400), Money.of(50_000), "业主称分包拖欠材料款，我方未认可", agreed=False)
    return DepositDraft(
        contract=life.contract.id, kind="integrity", amount=_share(life, "0.01"), paid_on=signed + timedelta(7),
        return_event=events.ACCEPTANCE, return_days=30, deductions=(taken,),
    )  # fmt: skip


def _performance(life: Life, signed: date) -> DepositDraft:
    return DepositDraft(
        contract=life.contract.id, kind="performance", amount=_share(life, "0.05"), paid_on=signed + timedelta(5),
        return_event=events.ACCEPTANCE, return_days=28,
    )  # fmt: skip


def _wage(life: Life, signed: date) -> DepositDraft:
    return DepositDraft(
        contract=life.contract.id, kind="wage", amount=_share(life, "0.015"), paid_on=signed + timedelta(10),
        return_event=events.COMPLETION, return_days=30,
    )  # fmt: skip


def _guarantee(life: Life, signed: date) -> DepositDraft:
    return DepositDraft(
        contract=life.contract.id, kind="performance", form=deposits.GUARANTEE, amount=_share(life, "0.1"),
        paid_on=signed + timedelta(5), guarantee_number=f"BH-{signed.year}-0{life.plan.number}", bank=BANK,
        expires_on=add_months(signed, 36), return_event=events.ACCEPTANCE, return_days=28,
    )  # fmt: skip
