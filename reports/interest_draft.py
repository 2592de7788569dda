"""What is asked before interest is worked out: on what, until when, at which rate, by which convention."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.contracts.terms_check import check_raised
from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.money import Money
from models.problems import Problem
from models.rules import interest as rules
from models.rules import interest_rates as rates
from models.rules.rates import FIVE_YEARS, ONE_YEAR

YEARLY, DAILY, LPR_1, LPR_5, SME, DOUBLED = "yearly", "daily", "lpr_1y", "lpr_5y", "sme", "doubled"
RATES = {
    LPR_1: N_("LPR, one year"),
    LPR_5: N_("LPR, five years and more"),
    YEARLY: N_("Agreed, by the year"),
    DAILY: N_("Agreed, by the day"),
    SME: N_("0.05 % a day, creditor is an SME and nothing was agreed"),
    DOUBLED: N_("Doubled part in enforcement, 0.0175 % a day"),
}
CAPS = {"": N_("No limit"), ONE_YEAR: N_("At most LPR, one year"), FIVE_YEARS: N_("At most LPR, five years and more")}
BEFORE = {
    "": N_("Benchmark rate of the same term"),
    "6m": N_("Benchmark rate up to six months"),
    "1y": N_("Benchmark rate, six months to one year"),
    "1-3y": N_("Benchmark rate, one to three years"),
    "3-5y": N_("Benchmark rate, three to five years"),
    "5y": N_("Benchmark rate over five years"),
}
"""What applied until 2019-08-19, where the debt had another term than LPR."""
YEARS = {"365": N_("365 days"), "360": N_("360 days")}
_RATE, _HOW = N_("Rate"), N_("Convention")


@dataclass(frozen=True)
class PaymentDraft:
    """A payment on the principal."""

    on: date | None = entry(N_("Paid on"), None, required=True)
    amount: Money | None = entry(N_("Amount"), None, required=True)


@dataclass(frozen=True)
class InterestDraft:
    """Late items of a contract or a debtor up to ``as_of``, or one ``principal``; from ``since`` where it is given."""

    party: str = entry(N_("Debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    as_of: date | None = entry(N_("Interest up to"), None, required=True, wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    principal: Money | None = entry(
        N_("Another principal"), None, hint=N_("Empty: what the debtor paid late or still owes"), wide=True
    )
    since: date | None = entry(
        N_("Interest from"), None, wide=True, hint=N_("Empty: of each item from the day after it fell due")
    )
    rate_kind: str = entry(N_("Rate of interest"), LPR_1, choices=RATES, required=True, section=_RATE, wide=True)
    rate: Decimal | None = entry(N_("Agreed rate"), None, unit="%", section=_RATE, places=4, wide=True)
    before: str = entry(
        N_("Until 2019-08-19"), "", choices=BEFORE, section=_RATE, wide=True,
        hint=N_("The lending rate of the same kind and term before LPR"),
    )  # fmt: skip
    multiple: Decimal | None = entry(N_("Times LPR"), Decimal(1), section=_RATE, places=2, wide=True)
    margin: Decimal | None = entry(
        N_("Percentage points on top"), None, unit="%", section=_RATE, places=4, wide=True,
        hint=N_("FIDIC 14.8: 3 above the published rate"),
    )  # fmt: skip
    interest_free: int | None = entry(
        N_("Days late without interest"), None, section=_RATE, wide=True,
        hint=N_("Empty: as each contract says; 0: none"),
    )  # fmt: skip
    raised_after: int | None = entry(
        N_("Higher rate after days late"), None, section=_RATE, wide=True,
        hint=N_("Empty: as each contract says; GF-2017-0201, 14.4.2: 56; from the next day on"),
    )  # fmt: skip
    raised_times: Decimal | None = entry(
        N_("Then so many times the rate"), None, section=_RATE, places=2, wide=True,
        hint=N_("Empty: twice; 1: not raised"),
    )  # fmt: skip
    cap: str = entry(
        N_("Limit of the rate"),
        "",
        choices=CAPS,
        section=_RATE,
        hint=N_("For works the contractor financed"),
        wide=True,
    )
    most_share: Decimal | None = entry(
        N_("Interest at most, of the principal"), None, unit="%", section=_RATE, wide=True,
        hint=N_("Damages for delay are often limited to 30 % of what is owed or 5 % of the price."),
    )  # fmt: skip
    most: Money | None = entry(N_("Interest at most"), None, section=_RATE, wide=True,
                               share=N_("Interest at most, of the principal"))  # fmt: skip
    basis: str = entry(N_("Days of a year"), "365", choices=YEARS, section=_HOW, wide=True)
    end: str = entry(N_("The last day"), rules.IN, choices=rules.ENDS, section=_HOW, wide=True)
    segments: str = entry(N_("How time is cut"), rules.PUBLISHED, choices=rules.SEGMENTS, section=_HOW, wide=True)
    rounding: str = entry(N_("Rounding"), rules.SEGMENT, choices=rules.ROUNDINGS, section=_HOW, wide=True)
    compound: bool = entry(
        N_("Interest of each month bears interest"), False, section=_HOW, wide=True,
        hint=N_("Only where it was agreed (FIDIC 14.8: compounded monthly)."),
    )  # fmt: skip
    bills_stand: bool = entry(
        N_("No interest while a dishonoured bill was held"), False, section=_HOW, wide=True,
        hint=N_("Only where the parties agreed so; else dishonour restores the debt as it fell due."),
    )  # fmt: skip
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)
    payments: tuple[PaymentDraft, ...] = entry(N_("Payments on this principal"), ())


def check(asked: InterestDraft) -> Iterator[Problem]:
    """What is missing or contradicts itself, without looking at the book."""
    yield from faults(asked)
    if asked.principal is None and not (asked.party or asked.contract):
        yield Problem("party", N_("Choose a debtor or a contract, or type a principal."))
    if asked.principal is not None:
        yield from _check_principal(asked)
    if asked.since and asked.as_of and asked.since > asked.as_of:
        yield Problem("since", N_("Interest would begin after its last day."))
    if asked.rate_kind in (YEARLY, DAILY) and not asked.rate:
        yield Problem("rate", N_("Type the rate that was agreed."))
    if asked.rate is not None and not 0 <= asked.rate <= 1:
        yield Problem("rate", N_("A percentage lies between 0 and 100."))
    if asked.most_share is not None and not 0 < asked.most_share <= 10:
        yield Problem("most_share", N_("A limit is above nothing: write 30 for 30 % of the principal."))
    if asked.most is not None and asked.most <= Money():
        yield Problem("most", N_("A limit is above nothing: write the amount in yuan."))
    if asked.multiple is not None and not 0 < asked.multiple <= 10:
        yield Problem("multiple", N_("LPR is multiplied by more than 0 and at most 10."))
    if asked.margin is not None and not 0 <= asked.margin <= 1:
        yield Problem("margin", N_("A percentage lies between 0 and 100."))
    if asked.interest_free is not None and asked.interest_free < 0:
        yield Problem("interest_free", N_("A number of days from 0 on."))
    yield from check_raised(asked.raised_after, asked.raised_times)


def _check_principal(asked: InterestDraft) -> Iterator[Problem]:
    assert asked.principal is not None
    if asked.principal <= Money():
        yield Problem("principal", N_("The principal is above nothing."))
    if asked.since is None:
        yield Problem("since", N_("From which day does this principal bear interest?"))
    left = asked.principal
    for place, paid in sorted(enumerate(asked.payments), key=lambda one: one[1].on or date.max):
        left -= paid.amount or Money()
        inside = paid.on is None or (asked.since or date.min) <= paid.on <= (asked.as_of or date.max)
        if not inside:
            yield Problem(f"payments.{place}.on", N_("This day is outside the period."))
        if left < Money():
            yield Problem(f"payments.{place}.amount", N_("More is paid than is owed."))
        if left > asked.principal:
            yield Problem(f"payments.{place}.amount", N_("More is given back than was paid."))


def idle(asked: InterestDraft) -> Collection[str]:
    """The entries that the chosen rate does not read."""
    found = set()
    if asked.rate_kind not in (YEARLY, DAILY):
        found |= {"rate"}
    if asked.rate_kind not in (YEARLY, DAILY):
        found |= {"cap"}
    if asked.rate_kind not in (LPR_1, LPR_5) and not (asked.rate_kind in (YEARLY, DAILY) and asked.cap):
        found |= {"multiple", "before"}
    if asked.rate_kind not in (LPR_1, LPR_5):
        found |= {"margin"}
    if asked.raised_after is None:
        found |= {"raised_times"}
    if asked.principal is None:
        found |= {"payments", "most"}
    else:
        found |= {"bills_stand", "interest_free"}
    return found


def terms_of(asked: InterestDraft) -> rules.InterestTerms:
    """Rate and conventions as the rule takes them."""
    return rules.InterestTerms(
        _rate_of(asked),
        int(asked.basis),
        asked.end,
        asked.segments,
        asked.rounding,
        rates.LprRate(asked.cap, _times(asked), asked.before) if asked.cap and "cap" not in idle(asked) else None,
        None if asked.principal is None else asked.most,
        asked.most_share,
        raised_of(asked),
        asked.compound,
    )


def raised_of(asked: InterestDraft) -> rates.Raised | None:
    """The higher rate after so many days; once the rate is not higher."""
    if asked.raised_after is None or asked.raised_times == 1:
        return None
    return rates.Raised(asked.raised_after, asked.raised_times or rates.TWICE)


def as_agreed(asked: InterestDraft, agreed: rates.LateTerms) -> InterestDraft:
    """With what the contract says where nothing is asked; what law sets by the day is not what a contract says."""
    if asked.rate_kind in (SME, DOUBLED):
        return asked
    if asked.interest_free is None:
        asked = replace(asked, interest_free=agreed.free)
    if asked.raised_after is None and agreed.raised is not None:
        asked = replace(asked, raised_after=agreed.raised.days, raised_times=agreed.raised.times)
    return asked


def _times(asked: InterestDraft) -> Decimal:
    """How many times LPR, as the rate or as its limit (four times: 民间借贷规定 25)."""
    return Decimal(1) if asked.multiple is None else asked.multiple


def _rate_of(asked: InterestDraft) -> rates.Rate | rates.LprRate:
    if asked.rate_kind in (LPR_1, LPR_5):
        term = ONE_YEAR if asked.rate_kind == LPR_1 else FIVE_YEARS
        return rates.LprRate(term, _times(asked), asked.before, asked.margin or Decimal(0))
    fixed = {SME: rates.SME_DEFAULT, DOUBLED: rates.DOUBLED}
    return fixed.get(asked.rate_kind) or rates.Rate(asked.rate or Decimal(0), daily=asked.rate_kind == DAILY)
