"""Interest on money that is owed: agreed rates, LPR with a multiple, part payments, and the four conventions.

Nothing fixes the conventions by law, so each is a switch: year of 360 or 365 days, last day counted or not, how the
time is cut into segments, and whether each segment or the total is rounded. Segments of published, fixed or monthly
rates are rounded each by itself, as claims in judgments are. Joining equal rates is for reading: under ``segment`` rows
that are joined add up to the rounded total (published case I3: 34,122.22 where rows rounded by themselves come to
34,122.23); under ``row`` each is rounded by itself, joined or not ((2023)浙0702民初4887号: 10,360.99 of an exact
10,360.9803). No rounding of the same rows gives both: the second lies farther from its exact sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from models.money import Money, half_up
from models.rules.calendar import ONE_DAY, add_months
from models.rules.captions import N_, NOTHING
from models.rules.interest_rates import (
    LprRate,
    Raised,
    Rate,
    Steps,
    latest,
    lower,
    of_a_day,
    raised,
    steps_of,
)
from models.rules.rates import RateTable

PUBLISHED = "published"
MERGED = "merged"
FIXED = "fixed"
MONTHS = "months"
SEGMENTS = {
    PUBLISHED: N_("One segment for each published rate"),
    MERGED: N_("Neighbours of equal rate joined"),
    FIXED: N_("The rate of the first day throughout"),
    MONTHS: N_("Whole months at the rate of the first day"),
}
IN = "in"
OUT = "out"
ENDS = {IN: N_("The last day counts"), OUT: N_("The last day does not count")}
SEGMENT = "segment"
ROW = "row"
TOTAL = "total"
ROUNDINGS = {
    ROW: N_("Each row is rounded by itself"),
    SEGMENT: N_("Each segment is rounded; joined ones add up to the rounded total"),
    TOTAL: N_("Only the total is rounded"),
}
BASES = (360, 365)


@dataclass(frozen=True)
class InterestTerms:
    """The rate and the conventions; see the module for what each switch means.

    ``cap`` is the published rate that an agreed rate of the year or the day may not pass (interest on works financed by
    the contractor, 建工解释（一）25). The interest in all is no more than ``most``, nor than ``most_share`` of the
    principal (违约金不超过欠款的 30 %). After so many days late the rate is ``raised``. Where interest is ``compound``,
    that of each month since the first day is rounded to the fen and bears interest from the next on, as long as any of
    the principal is unpaid (FIDIC 1999 and 2017, 14.8; no worked example of it was found, tests are checked by hand).
    """

    rate: Rate | LprRate
    basis: int = 365
    end: str = IN
    segments: str = PUBLISHED
    rounding: str = SEGMENT
    cap: LprRate | None = None
    most: Money | None = None
    most_share: Decimal | None = None
    raised: Raised | None = None
    compound: bool = False


@dataclass(frozen=True)
class PartPayment:
    """A payment on the principal; the day it arrives is the last that it bears interest, if last days count.

    A negative one was taken back (a bill that was dishonoured): it bears interest again, more than the principal where
    what came back had been paid before the first day.
    """

    on: date
    amount: Money


@dataclass(frozen=True)
class Segment:
    """``first`` … ``last`` both bear interest; ``rate`` is the published or agreed rate times the multiple.

    ``months`` counts whole months (0: by days); ``exact`` is the interest in fen before rounding.
    """

    first: date
    last: date
    days: int
    months: int
    principal: Money
    rate: Rate
    exact: Fraction
    amount: Money = NOTHING


@dataclass(frozen=True)
class Interest:
    """The interest of a period; ``exact`` is the unrounded sum in fen.

    ``total`` is what the segments come to less what of it is ``beyond`` the agreed limit.
    """

    total: Money
    days: int
    segments: tuple[Segment, ...]
    exact: Fraction
    beyond: Money = NOTHING


def interest(
    principal: Money,
    first: date,
    to: date,
    terms: InterestTerms,
    table: RateTable | None = None,
    payments: Sequence[PartPayment] = (),
    late_since: date | None = None,
) -> Interest:
    """Interest on ``principal`` from ``first`` to ``to``.

    ``table`` is needed for LPR. ``late_since`` is the first day on which it was late, where that is before ``first``.
    Raises ValueError for an unknown convention, an end before the start, a payment outside the period or more than the
    principal; MissingRate when the table lacks a month.
    """
    _check(first, to, terms)
    stop = to + ONE_DAY if terms.end == IN else to
    steps = _steps(terms, table, first, stop, late_since or first)
    owed = _owed(principal, first, to, terms.end, payments)
    months = _months(first, stop) if terms.compound else {}
    cuts = sorted({day for day in (*dict(steps), *dict(owed), *months) if day < stop})
    return _limited(_summed(_cut([*cuts, stop], to, steps, owed, months, terms), terms), principal, terms)


def _cut(
    cuts: Sequence[date], to: date, steps: Steps, owed: Owed, months: Mapping[date, date], terms: InterestTerms
) -> list[Segment]:
    """Each piece at its rate on its principal, to which what compounds is added month by month."""
    pieces: list[Segment] = []
    grown, accrued = Money(), Money()
    for start, until in pairwise(cuts):
        if start in months:
            grown, accrued = grown + accrued, Money()
        amount, rate = latest(owed, start), latest(steps, start)
        if not amount:
            continue
        last = to if until == cuts[-1] else until - ONE_DAY
        found = list(_pieces(amount + grown, rate, (start, until, last), terms, months.get(start)))
        pieces += found
        accrued += Money(sum(half_up(one.exact) for one in found))
    return pieces


Owed = Sequence[tuple[date, Money]]
"""From when on which principal is owed."""
Span = tuple[date, date, date]
"""The first day of a piece, the day after it, and its last day as months are counted."""


def _pieces(amount: Money, rate: Rate, span: Span, terms: InterestTerms, month: date | None) -> Iterator[Segment]:
    """By days or by whole months; where interest is compound a piece is at most the one up to ``month``."""
    start, until, last = span
    if terms.segments != MONTHS or rate.daily:
        yield _by_days(amount, rate, start, until, terms.basis)
    elif not terms.compound:
        yield from _by_months(amount, rate, span, terms.basis)
    elif month and month - ONE_DAY <= last:
        yield _of_months(amount, rate, start, month, 1)
    else:
        yield _by_days(amount, rate, start, until, terms.basis)


def _months(first: date, stop: date) -> dict[date, date]:
    """The first day of each month counted from ``first``, with that of the next."""
    found: dict[date, date] = {}
    while (start := add_months(first, len(found))) < stop:
        found[start] = add_months(first, len(found) + 1)
    return found


def _check(first: date, to: date, terms: InterestTerms) -> None:
    if to < first:
        raise ValueError("the end is before the start")
    known = (terms.basis in BASES, terms.end in ENDS, terms.segments in SEGMENTS, terms.rounding in ROUNDINGS)
    if not all(known):
        raise ValueError("not a convention of interest")
    if terms.cap and isinstance(terms.rate, LprRate):
        raise ValueError("a cap is for an agreed rate")


def _steps(
    terms: InterestTerms, table: RateTable | None, first: date, stop: date, late_since: date
) -> list[tuple[date, Rate]]:
    """From when on which rate applies, the first one from ``first`` on."""
    merged = terms.segments == MERGED
    last = max(stop - ONE_DAY, first) if terms.segments in (PUBLISHED, MERGED) else first
    rates = steps_of(terms.rate, table, first, last, merged)
    if terms.raised:
        rates = raised(rates, terms.raised, late_since)
    if terms.cap is None:
        return rates
    return lower(rates, steps_of(terms.cap, table, first, last, merged), terms.basis)


def _owed(
    principal: Money, first: date, to: date, end: str, payments: Sequence[PartPayment]
) -> list[tuple[date, Money]]:
    """From when on which principal bears interest: it falls on a payment's day, or the day after if last days count."""
    found = [(first, principal)]
    for payment in sorted(payments, key=lambda one: one.on):
        left = found[-1][1] - payment.amount
        if not first <= payment.on <= to or left < Money():
            raise ValueError("a part payment lies in the period and is no more than what is owed")
        found.append((payment.on + ONE_DAY if end == IN else payment.on, left))
    return found


def _by_days(principal: Money, rate: Rate, start: date, until: date, basis: int) -> Segment:
    days = (until - start).days
    exact = principal.fen * of_a_day(rate, basis) * days
    return Segment(start, until - ONE_DAY, days, 0, principal, rate, exact)


def _by_months(principal: Money, rate: Rate, span: Span, basis: int) -> Iterator[Segment]:
    """Whole months up to and including the last day at rate ÷ 12, then the odd days before the piece ends."""
    start, until, last = span
    months = 0
    while add_months(start, months + 1) - ONE_DAY <= last:
        months += 1
    odd = add_months(start, months)
    if months:
        yield _of_months(principal, rate, start, odd, months)
    if odd < until:
        yield _by_days(principal, rate, odd, until, basis)


def _of_months(principal: Money, rate: Rate, start: date, until: date, months: int) -> Segment:
    exact = principal.fen * Fraction(rate.share) * months / 12
    return Segment(start, until - ONE_DAY, (until - start).days, months, principal, rate, exact)


def _summed(pieces: Sequence[Segment], terms: InterestTerms) -> Interest:
    exact = sum((piece.exact for piece in pieces), Fraction(0))
    fens = [half_up(piece.exact) for piece in pieces]
    joined = terms.rounding == SEGMENT and terms.segments == MERGED and not terms.compound
    if terms.rounding == TOTAL or joined:
        fens = _agreeing(fens, [piece.exact for piece in pieces], half_up(exact))
    segments = tuple(replace(piece, amount=Money(fen)) for piece, fen in zip(pieces, fens, strict=True))
    days = sum(segment.days for segment in segments)
    return Interest(Money(sum(fens)), days, segments, exact)


def _limited(found: Interest, principal: Money, terms: InterestTerms) -> Interest:
    limits = [] if terms.most is None else [terms.most]
    if terms.most_share is not None:
        limits.append(principal.share(terms.most_share))
    beyond = max(found.total - min(limits, default=found.total), Money())
    return replace(found, total=found.total - beyond, beyond=beyond)


def _agreeing(fens: Sequence[int], exact: Sequence[Fraction], total: int) -> list[int]:
    """Rounded rows that add up to the rounded total: where they do not, the worst rounded ones give or take a fen."""
    found, missing = list(fens), total - sum(fens)
    step = 1 if missing > 0 else -1
    worst = sorted(range(len(found)), key=lambda row: (exact[row] - fens[row]) * step, reverse=True)
    for row in worst[: abs(missing)]:
        found[row] += step
    return found
