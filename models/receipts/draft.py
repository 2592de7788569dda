"""What is asked of a receipt and its allocations, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from models.currencies import CURRENCIES, HOME
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import STILL_TO_COME, Problem
from models.receipts.record import BILLS

METHODS = {
    "transfer": N_("Bank transfer"),
    "cash": N_("Cash"),
    "bank_bill": N_("Bank acceptance bill"),
    "commercial_bill": N_("Commercial acceptance bill"),
    "voucher": N_("Supply-chain voucher"),
    "goods": N_("Goods or property"),
}


@dataclass(frozen=True)
class AllocationDraft:
    """So much of the receipt settles this receivable; the shown entries help to choose it."""

    receivable: str = entry(N_("Receivable"), "", required=True, pick="receivables")
    document: str = entry(N_("Document"), "", readonly=True)
    due_on: date | None = entry(N_("Due on"), None, readonly=True)
    open: Money | None = entry(N_("Open"), None, readonly=True)
    amount: Money | None = entry(N_("Amount allocated"), None, required=True)
    allocated_on: date | None = entry(N_("Allocated on"), None)


@dataclass(frozen=True)
class ReceiptDraft:
    """What is asked of a receipt: who paid, when, how much."""

    id: str = ""
    number: str = entry(
        N_("Receipt number"), "", key=True, hint=N_("Empty: the next free number"), synonyms=("收款编号", "凭证编号")
    )
    payer: str = entry(N_("Payer"), "", required=True, pick="parties", synonyms=("付款单位", "付款方", "客户名称"))
    contract: str = entry(N_("Contract"), "", pick="contracts", synonyms=("合同编号", "合同号"))
    received_on: date | None = entry(N_("Received on"), None, required=True, synonyms=("收款日期", "到账日期", "日期"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("金额", "收款金额", "到账金额"))
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES)
    method: str = entry(N_("Method"), "transfer", choices=METHODS, synonyms=("收款方式", "方式"))
    bill_number: str = entry(N_("Bill number"), "", synonyms=("票据号", "票号"))
    matures_on: date | None = entry(N_("Matures on"), None, synonyms=("到期日", "票据到期日"))
    account: str = entry(N_("Received in account"), "", synonyms=("收款账户",))
    voucher: str = entry(N_("Voucher number"), "", synonyms=("凭证号",))
    wages: Money | None = entry(
        N_("Of this into the wage account"), None, synonyms=("农民工工资专户金额", "其中工资专户", "人工费专户")
    )
    paid_by: str = entry(
        N_("Paid by a third party"), "", pick="parties", synonyms=("代付单位", "代付方"),
        hint=N_("who paid it for the payer"),
    )  # fmt: skip
    authority: str = entry(
        N_("Authority for it"), "", synonyms=("代付依据", "委托付款书"), hint=N_("entrustment or three-party agreement")
    )
    instruction: str = entry(
        N_("Payer's instruction"),
        "",
        synonyms=("付款指定", "付款用途"),
        hint=N_("what it was paid for, and where that is said"),
    )
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("摘要", "备注"))
    allocations: tuple[AllocationDraft, ...] = entry(N_("Allocations"), ())


def check(draft: ReceiptDraft) -> Iterator[Problem]:
    """What can be said of a receipt by itself."""
    yield from faults(draft)
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("A receipt is more than nothing. Record a returned payment with “Reverse”."))
    if draft.received_on and draft.received_on > date.today():
        told = {"day": str(draft.received_on)}
        yield Problem("received_on", STILL_TO_COME, told, advice=True)
    if draft.method in BILLS and draft.matures_on is None:
        yield Problem("matures_on", N_("When does the bill mature? Until then it counts as in hand."), advice=True)
    if draft.matures_on and draft.received_on and draft.matures_on < draft.received_on:
        yield Problem("matures_on", N_("The bill matured before it was received: is the date right?"), advice=True)
    if draft.paid_by or draft.wages is not None:
        yield from _check_payment(draft)
    if draft.allocations:
        yield from check_allocations(draft.allocations, draft.amount, draft.received_on)


def _check_payment(draft: ReceiptDraft) -> Iterator[Problem]:
    """Who paid, by what authority, and what of it went into the wage account of which contract."""
    if draft.paid_by and draft.paid_by == draft.payer:
        yield Problem("paid_by", N_("The payer paid it: leave this empty."))
    elif draft.paid_by and not draft.authority:
        message = N_("By what authority did a third party pay? Without one it may claim the money back.")
        yield Problem("authority", message, advice=True)
    if draft.wages is not None and draft.amount is not None and not Money() <= draft.wages <= draft.amount:
        yield Problem("wages", N_("What went into the wage account is a part of the receipt."))
    elif draft.wages and not draft.contract:
        yield Problem("contract", N_("Name the contract whose wage account it went into."))


class Paid(Protocol):
    """Money that came: by ids whose debt it pays, and the third party that paid it for him."""

    @property
    def payer(self) -> str: ...

    @property
    def paid_by(self) -> str: ...


def check_debtor(entry: str, paid: Paid, payers: Collection[str]) -> Iterator[Problem]:
    """Who pays neither owes it nor is the agency that pays for him (``payers``): a third party's payment names both,
    with the authority for it."""
    if any(payers) and paid.payer and paid.payer not in payers and not paid.paid_by:
        message = N_(
            "This payer does not owe it. Did it pay for the debtor? Then name the debtor as payer, and it under"
            " “Paid by a third party” with the authority; otherwise correct the payer or the contract."
        )
        yield Problem(entry, message, advice=True)


def check_allocations(
    lines: tuple[AllocationDraft, ...], amount: Money | None, received_on: date | None
) -> Iterator[Problem]:
    """Allocations of one receipt against it."""
    if not lines:
        return
    allocated = Money.total(one.amount for one in lines if one.amount)
    if amount is not None and allocated > amount:
        beyond = {"beyond": (allocated - amount).grouped}
        place = max((i for i, one in enumerate(lines) if one.amount), default=0)
        yield Problem(f"allocations.{place}.amount", N_("{beyond} more is allocated than was received."), beyond)
    for place, one in enumerate(lines):
        if one.amount is not None and one.amount <= Money():
            yield Problem(f"allocations.{place}.amount", N_("An allocation is more than nothing."))
        if one.allocated_on and received_on and one.allocated_on < received_on:
            yield Problem(f"allocations.{place}.allocated_on", N_("Allocated before the money was received."))
