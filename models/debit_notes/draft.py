"""What is asked of a debit note, and what must hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.bills import check_line, worth
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

GOODS, PARTS = "goods", "parts"
COMPENSATION, COSTS, DOUBLED = "compensation", "costs", "doubled"
KINDS = {
    GOODS: N_("Delivery of goods or equipment"),
    PARTS: N_("Delivery of parts"),
    "freight": N_("Freight paid for the buyer"),
    "warehouse": N_("Advance under a confirmed-warehouse agreement"),
    "repurchase": N_("Repurchase or advance for financing"),
    COMPENSATION: N_("Compensation for late payment"),
    COSTS: N_("Court fees and other costs of collection"),
    DOUBLED: N_("Doubled interest of a judgment"),
    "buyback": N_("Buy-back instalments of an investment"),
    "availability": N_("Availability payments of an investment"),
    "other": N_("Other charge"),
}
CLASS_OF = {COMPENSATION: "interest", "buyback": "investment", "availability": "investment"}
"""The class of receivable of a kind, where it is not called the same."""
BESIDE_A_DEBT = (COMPENSATION, COSTS, DOUBLED)
"""Kinds that hang on a debt; money settles them before it, or after it (民法典 561, 法释〔2014〕8号 4)."""
DELIVERED = (GOODS, PARTS)
"""Kinds that fall due by the terms of their contract where nothing else is said."""
_DUE = N_("When it falls due")


@dataclass(frozen=True)
class DebitLineDraft:
    """One line of a delivery note."""

    id: str = ""
    code: str = entry(N_("Code"), "", synonyms=("编码", "产品编码", "物料编码", "型号"))
    name: str = entry(N_("Goods"), "", required=True, synonyms=("产品名称", "货物名称", "名称", "品名"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    quantity: Decimal | None = entry(N_("Quantity"), None, places=3, synonyms=("发货数量", "交货数量", "数量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("含税单价", "单价"))
    amount: Money | None = entry(N_("Amount"), None, synonyms=("金额", "含税金额"))


@dataclass(frozen=True)
class InstalmentDraft:
    """One part with its own due date."""

    due_on: date | None = entry(N_("Due on"), None, required=True, synonyms=("到期日", "应付日期", "应收日期"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("分期金额", "金额"))
    posted_on: date | None = entry(
        N_("Posted on"), None, hint=N_("Empty: from the day of the note on"), synonyms=("入账日期", "确认日期")
    )
    remark: str = entry(N_("Remark"), "", synonyms=("备注",))


@dataclass(frozen=True)
class DebitNoteDraft:
    """What is asked of a debit note; contract, day and amount are needed."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(
        N_("Number of the debit note"), "", key=True, hint=N_("Empty: made from the contract"),
        synonyms=("单据编号", "应收单号", "应收单据编号", "编号"),
    )  # fmt: skip
    kind: str = entry(N_("Kind"), GOODS, choices=KINDS, synonyms=("款项类别", "类别", "种类"))
    charged_on: date | None = entry(
        N_("Delivered or charged on"), None, required=True, synonyms=("发货日期", "交货日期", "单据日期", "垫付日期")
    )
    amount: Money | None = entry(
        N_("Amount"), None, required=True, hint=N_("With VAT; where there are lines, what they add up to"),
        synonyms=("金额", "应收金额", "含税金额"),
    )  # fmt: skip
    payer: str = entry(N_("Debtor if another"), "", pick="parties", synonyms=("债务人", "付款方"))
    paper: str = entry(N_("Delivery note or voucher"), "", synonyms=("发货单号", "凭证号", "付款凭证"))
    signed_by: str = entry(N_("Signed for by"), "", synonyms=("签收人", "收货人"))
    reason: str = entry(N_("What for"), "", wide=True, synonyms=("事由", "摘要"))
    about: str = entry(
        N_("On which document"), "", synonyms=("所涉单据", "对应单据"),
        hint=N_("Number of what was paid late or is enforced; empty: everything of the contract"),
    )  # fmt: skip
    due_on: date | None = entry(
        N_("Due on"), None, section=_DUE, synonyms=("到期日", "应付日期"),
        hint=N_("Empty: by the instalments below, of goods and parts else by the terms of the contract"),
    )  # fmt: skip
    instalments: tuple[InstalmentDraft, ...] = entry(N_("Paid in instalments"), ())
    lines: tuple[DebitLineDraft, ...] = entry(N_("What was delivered"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_DUE, synonyms=("备注",))


def worked_out(draft: DebitNoteDraft) -> DebitNoteDraft:
    """The draft with what follows from quantity and price filled in: what a form shows.

    Of another kind it hangs on no document any more: what a form does not show stops no saving.
    """
    if idle(draft):
        draft = replace(draft, about="")
    lines = tuple(replace(line, amount=worth(line)) for line in draft.lines)
    draft = replace(draft, lines=lines)
    if any(line.amount is not None for line in lines):
        return replace(draft, amount=Money.total(line.amount or Money() for line in lines))
    return draft


def idle(draft: DebitNoteDraft) -> Collection[str]:
    """Goods and advances hang on no other document."""
    return () if draft.kind in BESIDE_A_DEBT else ("about",)


def check(draft: DebitNoteDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    draft = worked_out(draft)
    yield from faults(draft)
    for place, line in enumerate(draft.lines):
        for problem in check_line(line):
            yield problem.under(f"lines.{place}")
    if draft.amount is not None and draft.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    if draft.due_on and draft.charged_on and draft.due_on < draft.charged_on:
        yield Problem("due_on", N_("Due before it was posted: is the date right?"), advice=True)
    if draft.kind in DELIVERED and not draft.signed_by:
        message = N_("Who signed for the goods? A delivery note that nobody signed proves little.")
        yield Problem("signed_by", message, advice=True)
    if draft.kind not in DELIVERED and not draft.due_on and not draft.instalments:
        message = N_("Without a day or instalments it has no due date.")
        yield Problem("due_on", message, advice=True)
    yield from _check_instalments(draft)


def _check_instalments(draft: DebitNoteDraft) -> Iterator[Problem]:
    if not draft.instalments:
        return
    if draft.due_on:
        yield Problem("due_on", N_("Give either one day or instalments, not both."))
    for place, one in enumerate(draft.instalments):
        if one.amount is not None and one.amount <= Money():
            yield Problem(f"instalments.{place}.amount", N_("Enter an amount above nothing."))
        posted = one.posted_on or draft.charged_on
        if one.posted_on and draft.charged_on and one.posted_on < draft.charged_on:
            yield Problem(f"instalments.{place}.posted_on", N_("This is before the day of the note."))
        if one.due_on and posted and one.due_on < posted:
            yield Problem(
                f"instalments.{place}.due_on", N_("Due before it was posted: is the date right?"), advice=True
            )
    added = Money.total(one.amount or Money() for one in draft.instalments)
    if draft.amount is not None and added != draft.amount:
        message = N_("The instalments come to {added}, the note to {amount}: {difference} is missing or too much.")
        values = {"added": added.grouped, "amount": draft.amount.grouped,
                  "difference": abs(draft.amount - added).grouped}  # fmt: skip
        yield Problem("instalments", message, values)
