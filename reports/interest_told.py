"""Says in sentences by which rate and convention interest is worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from models.language import N_
from models.late_interest import LateItem
from models.rules import interest as rules
from models.rules import interest_rates as rates
from models.rules.rates import LPR_SINCE
from reports.interest_draft import BEFORE, DOUBLED, SME, InterestDraft, as_agreed, raised_of, terms_of
from reports.style import Say

_BASES = {
    SME: N_("No rate was agreed: 0.05 % a day (Regulation on payments to SMEs, article 17)."),
    DOUBLED: N_("Doubled part of interest in enforcement: 0.0175 % a day (法释〔2014〕8号, article 1)."),
}

_COMPOUND = N_(
    "Interest of each month from the first day late is rounded and bears interest from the next month on, as long as "
    "something of the principal is unpaid."
)
_CORRECTED = N_(
    "A negative certificate takes off what is due under its contract, the earliest due first, from its own day on; "
    "what it leaves to pay back bears no interest."
)
_COUNTS = {
    rules.IN: N_(
        "Money stops interest from the day after it was received, also where it was set against the item later."
    ),
    rules.OUT: N_("Money stops interest from the day it was received, also where it was set against the item later."),
}
_ONLY = N_("{contracts}: {sentence}")
_BEFORE = N_("That of the time before is: {rate}.")
TERMS = {"1y": N_("one year"), "5y": N_("five years and more")}


def percent(share: Decimal) -> str:
    """A share as the figure before the sign: ``0.0345`` is 3.45."""
    return f"{(share * 100).normalize():f}"


def told_of(asked: InterestDraft, found: Collection[LateItem]) -> Iterator[str]:
    """The rate and the conventions in sentences, for whoever works out again what these items bear."""
    say, terms = Say(asked.language), terms_of(asked)
    yield from told_of_rate(asked, min((one.begins_on for one in found), default=date.min))
    yield from _told_of_agreed(asked, found, say)
    yield from _told_of_limits(terms, say)
    if asked.principal is None and asked.since is not None:
        yield say(N_("Interest of the days before {day} is not counted here."), day=say.day(asked.since))
    yield say(N_("A year has {days} days."), days=terms.basis)
    yield say(rules.ENDS[terms.end]) + say(N_("."))
    if terms.cap or terms.segments == rules.MONTHS or isinstance(terms.rate, rates.LprRate):
        yield say(rules.SEGMENTS[terms.segments]) + say(N_("."))
    joined = terms.rounding != rules.SEGMENT or terms.segments == rules.MERGED
    yield say(rules.ROUNDINGS[terms.rounding] if joined else N_("Each segment is rounded")) + say(N_("."))
    simple = N_("Simple interest: interest bears none.")
    yield say(_COMPOUND if terms.compound else simple)
    if any(one.corrected for one in found):
        yield say(_CORRECTED)
    yield say(_COUNTS[terms.end])


def told_of_rate(asked: InterestDraft, begins: date = date.min) -> Iterator[str]:
    """The rate itself, and what it was before there was an LPR."""
    say, terms, old = Say(asked.language), terms_of(asked), begins < LPR_SINCE
    if asked.rate_kind in _BASES:
        yield say(_BASES[asked.rate_kind])
    elif isinstance(terms.rate, rates.LprRate):
        term = say(TERMS[terms.rate.term])
        both = N_("LPR of {term}, {multiple} times; before 2019-08-20 the benchmark rate of the PBoC.")
        message = both if old else N_("LPR of {term}, {multiple} times.")
        yield say(message, term=term, multiple=f"{terms.rate.multiple.normalize():f}")
        if terms.rate.margin:
            yield say(N_("{points} percentage points come on top of it."), points=percent(terms.rate.margin))
        if terms.rate.before and old:
            yield say(_BEFORE, rate=say(BEFORE[terms.rate.before]))
    else:
        unit = (
            N_("The agreed rate of {rate} % a day.") if terms.rate.daily else N_("The agreed rate of {rate} % a year.")
        )
        yield say(unit, rate=percent(terms.rate.share))


def _told_of_agreed(asked: InterestDraft, found: Collection[LateItem], say: Say) -> Iterator[str]:
    """Days without interest and the higher rate after so many; of which contracts, where not all say the same."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for sentence in _told_of_late(as_agreed(asked, one.agreed), say):
            said[sentence].add(one.contract)
    everywhere = {one.contract for one in found}
    for sentence, contracts in said.items():
        alike = contracts == everywhere
        yield sentence if alike else say(_ONLY, contracts=say(N_(", ")).join(sorted(contracts)), sentence=sentence)


def _told_of_late(how: InterestDraft, say: Say) -> Iterator[str]:
    raised = raised_of(how)
    if how.interest_free:
        yield say(N_("The first {days} days late bear no interest."), days=how.interest_free)
    if raised:
        times = f"{raised.times.normalize():f}"
        yield say(N_("From the day after {days} days late {times} times that."), days=raised.days, times=times)


def _told_of_limits(terms: rules.InterestTerms, say: Say) -> Iterator[str]:
    if terms.cap:
        times = f"{terms.cap.multiple.normalize():f}"
        limit = N_("Never more than LPR of the same time (建工解释（一）, article 25).")
        yield say(
            limit if times == "1" else N_("Never more than {multiple} times LPR of the same time."), multiple=times
        )
        if terms.cap.before:
            yield say(_BEFORE, rate=say(BEFORE[terms.cap.before]))
    if terms.most_share is not None:
        yield say(N_("In all no more than {share} % of the principal."), share=percent(terms.most_share))
    if terms.most is not None:
        yield say(N_("In all no more than {amount} yuan."), amount=terms.most.grouped)
