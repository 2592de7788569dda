"""What is asked of an owner's ledger and of a match, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.currencies import CURRENCIES
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.matching import REASONS

BY_HAND = "by_hand"
WAYS = {**REASONS, BY_HAND: N_("Matched by hand")}


@dataclass(frozen=True)
class OwnerLineDraft:
    """A line of the owner's ledger: above nothing where it owes us more."""

    booked_on: date | None = entry(N_("Booked on"), None, required=True, synonyms=("日期", "记账日期", "业务日期"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("金额", "发生额"))
    reference: str = entry(N_("Reference"), "", synonyms=("凭证号", "凭证字号", "单据号", "单据编号", "票号"))
    text: str = entry(N_("Booking text"), "", synonyms=("摘要", "内容"))


@dataclass(frozen=True)
class OwnerLedgerDraft:
    """What an owner's books said of us; the lines bear our signs, ``digest`` is the SHA-256 of the file."""

    id: str = ""
    party: str = entry(N_("Owner"), "", required=True, pick="parties")
    number: str = entry(N_("Ledger number"), "", key=True, hint=N_("Empty: made from the year"))
    as_of: date | None = entry(N_("Cut-off date"), None, required=True)
    currency: str = entry(N_("Currency"), "CNY", choices=CURRENCIES)
    file: str = entry(N_("File"), "")
    digest: str = ""
    stated: Money | None = entry(N_("Balance it states"), None)
    lines: tuple[OwnerLineDraft, ...] = entry(N_("Lines"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)


@dataclass(frozen=True)
class MatchDraft:
    """Lines of both ledgers that are the same money; one side may be empty where lines cancel each other."""

    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    reason: str = BY_HAND
    remark: str = entry(N_("Remark"), "")


@dataclass(frozen=True)
class MatchesDraft:
    """Several matches of one ledger."""

    ledger: str = ""
    matches: tuple[MatchDraft, ...] = ()


@dataclass(frozen=True)
class ExplanationDraft:
    """Why a line stands in one ledger only; empty takes the explanation away."""

    ledger: str = ""
    line: str = ""
    reason: str = entry(N_("Reason"), "", lines=2, wide=True)


def check(draft: OwnerLedgerDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    if not draft.lines and draft.stated is None:
        yield Problem("lines", N_("Enter a line, or at least the balance it states."))
    for place, line in enumerate(draft.lines):
        if line.booked_on and draft.as_of and line.booked_on > draft.as_of:
            yield Problem(f"lines.{place}.booked_on", N_("This is after the cut-off date: it does not belong here."))
