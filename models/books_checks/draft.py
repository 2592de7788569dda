"""What is asked of a monthly check, and what it explains: ours − ledger = not booked + reasons + unexplained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.bookings.draft import month_of
from models.currencies import CURRENCIES, HOME
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem

TRADE, ALL = "trade", "all"
COVERS = {
    TRADE: N_("What is owed for work (1122), without deposits"),
    ALL: N_("What is owed for work and deposits (1122, 1221)"),
}
REASONS = {
    "elsewhere": N_("Booked in another account or with another customer"),
    "timing": N_("Booked in another month"),
    "other": N_("Other"),
}


@dataclass(frozen=True)
class BalanceDraft:
    """The ledger's balance of a customer beside ours, which the book knows."""

    party: str = entry(N_("Customer"), "", required=True, pick="parties", synonyms=("客户", "往来单位", "客户名称"))
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES)
    account: str = entry(N_("Ledger account"), "", synonyms=("科目", "科目编码"))
    amount: Money | None = entry(
        N_("Balance of the ledger"), None, synonyms=("账面余额", "期末余额", "余额", "科目余额")
    )
    ours: Money | None = entry(N_("Our balance"), None, readonly=True)
    apart: Money | None = entry(N_("Difference"), None, readonly=True)
    documents: Money | None = entry(N_("Certified, not booked"), None, readonly=True)
    receipts: Money | None = entry(N_("Received, not booked"), None, readonly=True)
    explained: Money | None = entry(N_("Other reasons"), None, readonly=True)
    unexplained: Money | None = entry(N_("Unexplained"), None, readonly=True)


@dataclass(frozen=True)
class ReasonDraft:
    """Why we say more than the ledger of a customer; negative where we say less."""

    party: str = entry(N_("Customer"), "", required=True, pick="parties", synonyms=("客户", "往来单位", "客户名称"))
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES)
    kind: str = entry(N_("Kind of difference"), "elsewhere", choices=REASONS, synonyms=("差异类型",))
    amount: Money | None = entry(
        N_("We say more by"), None, required=True, synonyms=("差异金额", "金额"), hint=N_("Negative: less")
    )
    reason: str = entry(N_("Reason"), "", required=True, synonyms=("原因", "说明", "差异原因"))


@dataclass(frozen=True)
class BooksCheckDraft:
    """What is asked of a check: the month, and the ledger's balances."""

    id: str = ""
    month: str = entry(
        N_("Month of the check"), "", required=True, key=True, hint=N_("Such as 2026-08"),
        synonyms=("会计期间", "月份", "核对月份"),
    )  # fmt: skip
    covers: str = entry(N_("The accounts hold"), TRADE, choices=COVERS, synonyms=("核对范围",))
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, synonyms=("备注",))
    balances: tuple[BalanceDraft, ...] = entry(N_("Balances by customer"), ())
    reasons: tuple[ReasonDraft, ...] = entry(N_("Differences explained"), ())

    @property
    def number(self) -> str:
        """By what it is known."""
        return month_of(self.month) or self.month


Key = tuple[str, str]
"""A customer and a currency."""


def worked_out(draft: BooksCheckDraft) -> BooksCheckDraft:
    """The draft with difference, reasons and what is left, on the first line of each customer and currency."""
    theirs: dict[Key, Money] = defaultdict(Money)
    told: dict[Key, Money] = defaultdict(Money)
    for one in draft.balances:
        theirs[one.party, one.currency] += one.amount or Money()
    for reason in draft.reasons:
        told[reason.party, reason.currency] += reason.amount or Money()
    seen: set[Key] = set()
    lines = []
    for one in draft.balances:
        key = (one.party, one.currency)
        lines.append(_empty(one) if key in seen or not one.party else _compared(one, theirs[key], told[key]))
        seen.add(key)
    return replace(draft, balances=tuple(lines))


def _compared(line: BalanceDraft, theirs: Money, told: Money) -> BalanceDraft:
    ours = line.ours or Money()
    apart = ours - theirs
    left = apart - (line.documents or Money()) - (line.receipts or Money()) - told
    return replace(line, ours=ours, apart=apart, explained=told or None, unexplained=left)


def _empty(line: BalanceDraft) -> BalanceDraft:
    nothing = ("ours", "apart", "documents", "receipts", "explained", "unexplained")
    return replace(line, **dict.fromkeys(nothing))  # type: ignore[arg-type]


def unexplained(draft: BooksCheckDraft) -> dict[str, Money]:
    """What is left to explain, by currency, however it is signed; a currency in which all is explained is left out."""
    left: dict[str, Money] = defaultdict(Money)
    for one in draft.balances:
        left[one.currency] += abs(one.unexplained or Money())
    return {currency: amount for currency, amount in left.items() if amount}


def check(draft: BooksCheckDraft) -> Iterator[Problem]:
    """Everything that can be said without the database; what is unexplained is shown and stops nothing."""
    yield from faults(draft)
    if draft.month and not month_of(draft.month):
        yield Problem("month", N_("“{month}” is not a month. Write it like 2026-08."), {"month": draft.month})
    named = {(one.party, one.currency) for one in draft.balances}
    for place, reason in enumerate(draft.reasons):
        if reason.party and (reason.party, reason.currency) not in named:
            yield Problem(f"reasons.{place}.party", N_("This customer has no line above in this currency."))
    accounts: set[tuple[str, str, str]] = set()
    for place, one in enumerate(draft.balances):
        if one.party and (key := (one.party, one.currency, one.account)) in accounts:
            yield Problem(f"balances.{place}.party", N_("This customer stands here twice with the same account."))
        else:
            accounts.add(key if one.party else ("", "", ""))
        if one.unexplained:
            message = N_("{amount} is not explained.")
            yield Problem(f"balances.{place}.amount", message, {"amount": one.unexplained.grouped}, advice=True)
