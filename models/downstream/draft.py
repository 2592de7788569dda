"""What is asked of a subcontract and of a set-off among three, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.drafts import entry, faults
from models.language import N_
from models.money import Money, half_up
from models.problems import Problem

_SUMS = N_("Where it stands")
PAY_WHEN_PAID = N_(
    "Towards a small or medium enterprise pay-when-paid is void "
    "(保障中小企业款项支付条例, article 9; 法释〔2024〕11号): plan its payment without waiting for the owner."
)


@dataclass(frozen=True)
class SubCertificateDraft:
    """What we certified to the subcontractor; empty retention and wages follow from the terms."""

    certified_on: date | None = entry(N_("Certified on"), None, required=True, synonyms=("计价日期", "结算日期"))
    amount: Money | None = entry(N_("Amount certified"), None, required=True, synonyms=("计价金额", "金额"))
    retention: Money | None = entry(N_("Retention"), None, synonyms=("质保金", "扣留质保金"))
    wages: Money | None = entry(N_("Wages of it"), None, synonyms=("人工费", "应拨人工费"))
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class SubPaymentDraft:
    """What we paid."""

    paid_on: date | None = entry(N_("Paid on"), None, required=True, synonyms=("付款日期",))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("付款金额", "金额"))
    wages: bool = entry(N_("Into the wage account"), False, synonyms=("农民工工资专户", "工资专户"))
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class SubQuantityDraft:
    """A quantity of a line of our own bill that was certified to the subcontractor."""

    certified_on: date | None = entry(N_("Certified on"), None, required=True, synonyms=("计价日期",))
    code: str = entry(N_("Item code"), "", required=True, synonyms=("项目编码", "清单编码", "编码"))
    quantity: Decimal | None = entry(N_("Quantity"), None, required=True, places=3, synonyms=("工程量", "数量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("单价", "综合单价"))
    amount: Money | None = entry(N_("Amount"), None, readonly=True)


@dataclass(frozen=True)
class SubcontractDraft:
    """What is asked of a subcontract; our contract, the subcontractor and a name are needed."""

    id: str = ""
    contract: str = entry(
        N_("Our contract"), "", required=True, pick="contracts", synonyms=("合同编号", "上游合同", "总包合同编号")
    )
    number: str = entry(
        N_("Subcontract number"),
        "",
        key=True,
        hint=N_("Empty: made from the contract"),
        synonyms=("分包合同编号", "编号"),
    )
    name: str = entry(N_("Subcontract works"), "", required=True, wide=True, synonyms=("分包工程", "分包内容"))
    party: str = entry(N_("Subcontractor"), "", required=True, pick="parties", synonyms=("分包单位", "分包商"))
    price: Money | None = entry(N_("Subcontract price"), None, synonyms=("分包合同价", "分包金额"))
    signed_on: date | None = entry(N_("Signed on"), None, synonyms=("签订日期",))
    small: bool = entry(
        N_("Small or medium enterprise"), False, synonyms=("中小企业",), hint=N_("When the contract was signed")
    )
    pay_when_paid: bool = entry(N_("Pay-when-paid is agreed"), False, synonyms=("背靠背", "背靠背付款"))
    retention_rate: Decimal | None = entry(N_("Retention rate"), None, unit="%", synonyms=("质保金比例",))
    wage_share: Decimal | None = entry(N_("Share of wages"), None, unit="%", synonyms=("人工费比例", "人工费占比"))
    certified: tuple[SubCertificateDraft, ...] = entry(N_("Certified to the subcontractor"), ())
    payments: tuple[SubPaymentDraft, ...] = entry(N_("Paid to the subcontractor"), ())
    quantities: tuple[SubQuantityDraft, ...] = entry(N_("Quantities of our bill"), ())
    whole: Money | None = entry(N_("Certified in all"), None, section=_SUMS, readonly=True)
    kept: Money | None = entry(N_("Retention in all"), None, section=_SUMS, readonly=True)
    paid: Money | None = entry(N_("Paid in all"), None, section=_SUMS, readonly=True)
    by_owner: Money | None = entry(N_("Paid by the owner, set off"), None, section=_SUMS, readonly=True)
    left: Money | None = entry(N_("Not paid yet"), None, section=_SUMS, readonly=True)
    wages_short: Money | None = entry(N_("Wages not yet paid over"), None, section=_SUMS, readonly=True)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_SUMS, synonyms=("备注",))


def worked_out(draft: SubcontractDraft) -> SubcontractDraft:
    """The draft with the amounts of its quantities and its sums: what a form shows after an edit."""
    certified = [with_shares(one, draft) for one in draft.certified]
    whole = Money.total(one.amount or Money() for one in certified)
    kept = Money.total(one.retention or Money() for one in certified)
    paid = Money.total(one.amount or Money() for one in draft.payments)
    wages = Money.total(one.wages or Money() for one in certified)
    over = Money.total(one.amount or Money() for one in draft.payments if one.wages)
    return replace(
        draft,
        quantities=tuple(replace(one, amount=worth(one)) for one in draft.quantities),
        whole=whole, kept=kept, paid=paid, left=whole - kept - paid - (draft.by_owner or Money()),
        wages_short=max(wages - over, Money()),
    )  # fmt: skip


def with_shares(one: SubCertificateDraft, draft: SubcontractDraft) -> SubCertificateDraft:
    """Retention and wages that were not typed are the shares of the terms."""
    amount = one.amount or Money()
    retention = one.retention if one.retention is not None else amount.share(draft.retention_rate or Decimal(0))
    wages = one.wages if one.wages is not None else amount.share(draft.wage_share or Decimal(0))
    return replace(one, retention=retention, wages=wages)


def worth(one: SubQuantityDraft) -> Money | None:
    if one.quantity is None or one.price is None:
        return None
    return Money(half_up((one.quantity * one.price).scaleb(2)))


def check(draft: SubcontractDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    for name in ("retention_rate", "wage_share"):
        rate = getattr(draft, name)
        if rate is not None and not 0 <= rate <= 1:
            yield Problem(name, N_("A percentage lies between 0 and 100."))
    if draft.price is not None and draft.price < Money():
        yield Problem("price", N_("This amount cannot be negative."))
    if draft.pay_when_paid and draft.small:
        yield Problem("pay_when_paid", PAY_WHEN_PAID, advice=True)
    for place, one in enumerate(draft.payments):
        if one.amount is not None and one.amount <= Money():
            yield Problem(f"payments.{place}.amount", N_("Enter an amount above nothing."))
    found = worked_out(draft)
    if found.left is not None and found.left < Money():
        told = {"beyond": (-found.left).grouped}
        yield Problem("payments", N_("{beyond} more was paid than was certified and is due."), told, advice=True)
    if draft.price and found.whole is not None and found.whole > draft.price:
        told = {"beyond": (found.whole - draft.price).grouped}
        yield Problem("certified", N_("{beyond} more was certified than the subcontract is worth."), told, advice=True)


@dataclass(frozen=True)
class SetOffLineDraft:
    """So much of what the owner owes us is paid by paying the subcontractor."""

    receivable: str = entry(N_("Receivable"), "", required=True, pick="receivables", synonyms=("单据号", "应收单据"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("金额",))


@dataclass(frozen=True)
class SetOffDraft:
    """A set-off among owner, us and subcontractor; it counts from the day the owner paid."""

    id: str = ""
    subcontract: str = entry(N_("Subcontract"), "", required=True, pick="subcontracts", synonyms=("分包合同编号",))
    number: str = entry(
        N_("Set-off number"), "", key=True, hint=N_("Empty: made from the subcontract"), synonyms=("抵扣编号", "编号")
    )
    signed_on: date | None = entry(N_("Signed by all three on"), None, required=True, synonyms=("协议日期", "签订日期"))
    effective_on: date | None = entry(
        N_("Paid by the owner on"), None, required=True, synonyms=("业主代付日期", "生效日期"),
        hint=N_("It counts from this day, not from the signing"),
    )  # fmt: skip
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("抵扣金额", "金额"))
    paper: str = entry(N_("Agreement and proof of payment"), "", wide=True, synonyms=("协议编号", "协议及凭证"))
    lines: tuple[SetOffLineDraft, ...] = entry(
        N_("What it settles"), (), hint=N_("Empty: what fell due first is settled first.")
    )
    reversed_on: date | None = entry(N_("Undone on"), None, readonly=True)
    reason: str = entry(N_("Why it was undone"), "", readonly=True)
