"""What is asked of an invoice, what follows from what was typed, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.tax import split_all

SPECIAL, ORDINARY, E_SPECIAL, E_ORDINARY = "special", "ordinary", "e_special", "e_ordinary"
KINDS = {
    E_SPECIAL: N_("Electronic, special"),
    E_ORDINARY: N_("Electronic, ordinary"),
    SPECIAL: N_("Paper, special"),
    ORDINARY: N_("Paper, ordinary"),
}
_DIGITS = {E_SPECIAL: 20, E_ORDINARY: 20, SPECIAL: 8, ORDINARY: 8}


@dataclass(frozen=True)
class InvoiceLineDraft:
    """So much of the invoice is for this document."""

    receivable: str = entry(
        N_("Certificate or other document"), "", pick="documents", synonyms=("单据号", "计价单号", "对应单据"),
        hint=N_("Empty: nothing of it is certified yet."),
    )  # fmt: skip
    amount: Money | None = entry(N_("Amount with VAT"), None, required=True, synonyms=("价税合计", "金额"))
    vat_rate: Decimal | None = entry(
        N_("VAT rate"), None, unit="%", synonyms=("税率",), hint=N_("Empty: as agreed in the contract")
    )


@dataclass(frozen=True)
class InvoiceDraft:
    """What is asked of an invoice; contract, number, date and an amount are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(N_("Invoice number"), "", required=True, key=True, synonyms=("发票号码", "发票号"))
    code: str = entry(N_("Invoice code"), "", synonyms=("发票代码",), hint=N_("Only a paper invoice has one."))
    kind: str = entry(N_("Kind of invoice"), E_SPECIAL, choices=KINDS, synonyms=("发票类型", "票种", "发票种类"))
    invoiced_on: date | None = entry(N_("Invoiced on"), None, required=True, synonyms=("开票日期",))
    buyer: str = entry(
        N_("Buyer"), "", pick="parties", synonyms=("购买方", "购方名称", "购买方名称"),
        hint=N_("Empty: who pays under the contract"),
    )  # fmt: skip
    cancels: str = entry(
        N_("Red invoice for"), "", pick="invoices", synonyms=("对应蓝字发票", "原发票号码", "红冲发票"),
        hint=N_("The invoice it takes back, in whole or in part"),
    )  # fmt: skip
    gross: Money | None = entry(
        N_("Total with VAT"), None, synonyms=("价税合计", "含税金额"), hint=N_("Empty: the sum of the lines")
    )
    net: Money | None = entry(
        N_("Amount without VAT"), None, synonyms=("不含税金额", "金额"), hint=N_("Empty: worked out from the rate")
    )
    vat: Money | None = entry(N_("VAT"), None, synonyms=("税额",), hint=N_("Empty: worked out from the rate"))
    agreed_rate: Decimal | None = entry(N_("VAT rate of the contract"), None, unit="%", readonly=True)
    prepayment: bool = entry(
        N_("Prepayment invoice without VAT"), False, synonyms=("预收款发票", "不征税"),
        hint=N_("The work is invoiced again, with VAT, when it is certified."),
    )  # fmt: skip
    received_on: date | None = entry(
        N_("Received by the owner on"), None, synonyms=("业主签收日期", "收票日期", "签收日期"),
        hint=N_("payment days run from it"),
    )  # fmt: skip
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))
    lines: tuple[InvoiceLineDraft, ...] = entry(N_("What it is for"), ())


@dataclass(frozen=True)
class ReceivedDraft:
    """On which day the owner received one or several invoices."""

    invoices: tuple[str, ...] = ()
    received_on: date | None = entry(N_("Received by the owner on"), None, required=True)


def idle(draft: InvoiceDraft) -> Collection[str]:
    """An electronic invoice has no code; a red one is no prepayment."""
    hidden = {"code"} if draft.kind in (E_SPECIAL, E_ORDINARY) and not draft.code else set()
    return hidden | ({"prepayment"} if draft.cancels and not draft.prepayment else set())


def completed(draft: InvoiceDraft) -> InvoiceDraft:
    """The invoice with what follows from what was typed: total, lines, rates, and the amounts without and of VAT."""
    net, vat, gross = draft.net, draft.vat, draft.gross
    if gross is None and net is not None and vat is not None:
        gross = net + vat
    if gross is None and draft.lines:
        gross = Money.total(line.amount for line in draft.lines if line.amount is not None)
    if gross is None:
        return draft
    usual = Decimal(0) if draft.prepayment else draft.agreed_rate
    lines = draft.lines or (InvoiceLineDraft(amount=gross),)
    lines = tuple(replace(line, vat_rate=usual) if line.vat_rate is None else line for line in lines)
    if net is None and vat is None:
        parts = [(line.amount or Money(), line.vat_rate) for line in lines]
        found = split_all([(amount, rate) for amount, rate in parts if rate is not None])
        if found.gross == gross:
            net, vat = found.net, found.vat
    elif net is None and vat is not None:
        net = gross - vat
    elif vat is None and net is not None:
        vat = gross - net
    return replace(draft, gross=gross, net=net, vat=vat, lines=lines)


def check(draft: InvoiceDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    whole = completed(draft)
    if whole.gross is None:
        yield Problem("gross", N_("Enter the total, or the lines it is made of."))
        return
    yield from _check_sign(draft, whole.gross)
    yield from _check_sums(whole, whole.gross)
    yield from _check_lines(draft, whole, whole.gross)
    yield from _check_looks(draft)


def _check_sign(draft: InvoiceDraft, gross: Money) -> Iterator[Problem]:
    if gross == Money():
        yield Problem("gross", N_("An invoice of nothing is none."))
    elif gross < Money() and not draft.cancels:
        yield Problem("cancels", N_("A negative invoice is a red one: choose the invoice it takes back."))
    elif gross > Money() and draft.cancels:
        yield Problem("gross", N_("A red invoice is negative: {amount}."), {"amount": (-gross).grouped})


def _check_sums(whole: InvoiceDraft, gross: Money) -> Iterator[Problem]:
    if whole.net is None or whole.vat is None:
        return  # the rate of the contract says it when the book is asked
    found = whole.net + whole.vat
    if found != gross:
        told = {"net": whole.net.grouped, "vat": whole.vat.grouped, "sum": found.grouped, "gross": gross.grouped}
        message = N_(
            "“Amount without VAT” {net} and “VAT” {vat} come to {sum}, “Total with VAT” is {gross}: correct them as the"
            " invoice says, or leave one empty, it is worked out."
        )
        yield Problem("vat", message, told)
    if whole.prepayment and whole.vat:
        yield Problem("vat", N_("A prepayment invoice of this kind carries no VAT. Clear the mark, or the VAT."))
    rates = [(line.amount or Money(), line.vat_rate) for line in whole.lines if line.vat_rate is not None]
    if len(rates) < len(whole.lines):
        return
    expected = split_all([(amount, rate) for amount, rate in rates if rate is not None]).vat
    if abs(expected - whole.vat) > Money(len(rates)):
        message = N_("At the rates of the lines the VAT is {vat}: is it right?")
        yield Problem("vat", message, {"vat": expected.grouped}, advice=True)


def _check_lines(draft: InvoiceDraft, whole: InvoiceDraft, gross: Money) -> Iterator[Problem]:
    for place, line in enumerate(draft.lines):
        amount = line.amount or Money()
        if amount and (amount < Money()) != (gross < Money()):
            yield Problem(f"lines.{place}.amount", N_("All lines of an invoice have the sign of its total."))
        if line.vat_rate is not None and not 0 <= line.vat_rate <= 1:
            yield Problem(f"lines.{place}.vat_rate", N_("A percentage lies between 0 and 100."))
    total = Money.total(line.amount or Money() for line in whole.lines)
    if total != gross:
        values = {"sum": total.grouped, "gross": gross.grouped}
        place = len(draft.lines) - 1
        yield Problem(f"lines.{place}.amount", N_("The lines come to {sum}, the total is {gross}."), values)


def _check_looks(draft: InvoiceDraft) -> Iterator[Problem]:
    digits = _DIGITS.get(draft.kind, 0)
    if draft.number and not (draft.number.isdigit() and len(draft.number) == digits):
        message = N_("The number of such an invoice has {digits} digits: is it right?")
        yield Problem("number", message, {"digits": digits}, advice=True)
    if draft.code and not (draft.code.isdigit() and len(draft.code) in (10, 12)):
        yield Problem("code", N_("An invoice code has 10 or 12 digits: is it right?"), advice=True)
    if draft.received_on and draft.invoiced_on and draft.received_on < draft.invoiced_on:
        yield Problem("received_on", N_("It was received before it was issued: is the date right?"))


def check_received(draft: ReceivedDraft) -> Iterator[Problem]:
    yield from faults(draft)
