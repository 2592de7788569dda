"""What is asked before a letter is written: its kind, to whom, up to which day, with which interest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.drafts import entries, entry, faults
from models.language import LANGUAGES, N_
from models.letters.kinds import KINDS, LETTERS, MONEY
from models.money import Money
from models.problems import Problem
from reports.interest_draft import DAILY, DOUBLED, LPR_1, LPR_5, RATES, YEARLY, InterestDraft

WITHOUT = ""
INTEREST = {WITHOUT: N_("No figure"), **{name: caption for name, caption in RATES.items() if name != DOUBLED}}
DAYS = 10
"""Usual days to pay or answer."""
_WHAT, _INTEREST, _PAPER = N_("Content"), N_("Interest"), N_("Form")


@dataclass(frozen=True)
class CopyDraft:
    """An issued paper that goes with the letter, byte for byte."""

    paper: str = entry(N_("Issued paper"), "", pick="papers", required=True)


@dataclass(frozen=True)
class LetterDraft:
    """A letter to a debtor, about all his contracts or one."""

    kind: str = entry(N_("Letter"), "demand_1", choices=KINDS, required=True, wide=True)
    party: str = entry(N_("Debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    dated_on: date | None = entry(N_("Date of the letter"), None, wide=True, hint=N_("Empty: the cut-off date"))
    days_to_pay: int | None = entry(
        N_("Days to pay or answer"), None, wide=True,
        hint=N_("Empty: 10; before a suspension those of the form of contract"),
    )  # fmt: skip
    matter: str = entry(N_("Matter"), "", lines=3, wide=True, section=_WHAT)
    amount: Money | None = entry(N_("Our debt that is set off"), None, wide=True, section=_WHAT,
                                  hint=N_("At most what they owe with interest"))  # fmt: skip
    counterparty: str = entry(N_("Assignee"), "", wide=True, section=_WHAT)
    previous: str = entry(
        N_("Earlier letter"), "", wide=True, section=_WHAT, hint=N_("Day and number, where this book knows none")
    )
    interest: str = entry(N_("Rate of interest"), LPR_1, choices=INTEREST, section=_INTEREST, wide=True)
    rate: Decimal | None = entry(N_("Agreed rate"), None, unit="%", places=4, section=_INTEREST, wide=True)
    multiple: Decimal | None = entry(N_("Times LPR"), Decimal(1), places=2, section=_INTEREST, wide=True)
    with_annex: bool = entry(N_("Enclose the calculation of interest"), True, section=_INTEREST, wide=True)
    language: str = entry(
        N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, section=_PAPER, wide=True
    )
    copies: tuple[CopyDraft, ...] = entry(N_("Copies enclosed"), ())


def check(asked: LetterDraft) -> Iterator[Problem]:
    """What is missing or contradicts itself, without looking at the book."""
    yield from faults(asked)
    if not asked.party and not asked.contract:
        yield Problem("party", N_("Choose a debtor or a contract."))
    kind = LETTERS.get(asked.kind)
    how = entries(LetterDraft)
    for name in kind.needs if kind else ():
        if not getattr(asked, name):
            yield Problem(name, N_("{caption} is missing: please fill it in."), {"caption": how[name].caption})
    if asked.days_to_pay is not None and not 0 < asked.days_to_pay <= 365:
        yield Problem("days_to_pay", N_("Give between 1 and 365 days."))
    if asked.interest in (YEARLY, DAILY) and not asked.rate:
        yield Problem("rate", N_("Type the rate that was agreed."))
    if asked.rate is not None and not 0 <= asked.rate <= 1:
        yield Problem("rate", N_("A percentage lies between 0 and 100."))
    if asked.multiple is not None and not 0 < asked.multiple <= 10:
        yield Problem("multiple", N_("LPR is multiplied by more than 0 and at most 10."))
    if asked.amount is not None and asked.amount <= Money():
        yield Problem("amount", N_("Enter an amount above nothing."))
    if asked.dated_on and asked.as_of and asked.dated_on < asked.as_of:
        yield Problem("dated_on", N_("The letter would be dated before the day it speaks of."))


def idle(asked: LetterDraft) -> Collection[str]:
    """What this kind of letter does not say."""
    kind = LETTERS.get(asked.kind)
    needs = kind.needs if kind else ()
    found = {name for name in ("amount", "counterparty") if name not in needs}
    if kind is not None and kind.lists not in MONEY:
        found |= {"previous", "interest", "rate", "multiple", "with_annex"}
    if asked.interest not in (YEARLY, DAILY):
        found.add("rate")
    if asked.interest not in (LPR_1, LPR_5):
        found.add("multiple")
    if asked.interest == WITHOUT:
        found.add("with_annex")
    return found


def interest_asked(asked: LetterDraft, upto: date) -> InterestDraft:
    """The same rate as an interest sheet asks for it."""
    return InterestDraft(
        party=asked.party, contract=asked.contract, as_of=upto, rate_kind=asked.interest, rate=asked.rate,
        multiple=asked.multiple, language=asked.language,
    )  # fmt: skip
