"""Interest on money that is owed: agreed rates, LPR with a multiple, part payments, and the four conventions.

Nothing fixes the conventions by law, so each is a switch: year of 360 or 365 days, last day counted or not, how the
time is cut into segments, and whether each segment or the total is rounded. Segments of published, fixed or monthly
rates are rounded each by itself, as claims in judgments are. Joining equal rates is for reading: under ``segment`` rows
that are joined add up to the rounded total (published case I3: 34,122.22 where rows rounded by themselves come to
34,122.23); under ``row`` each is rounded by itself, joined or not ((2023)浙0702民初4887号: 10,360.99 of an exact
10,360.9803). No rounding of the same rows gives both: the second lies farther from its exact sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TypeVar

from models.money import Money, half_up, read_decimal
from models.rules.calendar import ONE_DAY, add_months
from models.rules.captions import N_, NOTHING
from models.rules.rates import RateTable, publications

T = TypeVar("T")

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
class Rate:
    """A rate as a share (0.06) per ``year`` or, when ``daily``, per day (0.0005)."""

    share: Decimal
    daily: bool = False


SME_DEFAULT = Rate(Decimal("0.0005"), daily=True)
"""0.05 % a day where an SME creditor agreed no rate (保障中小企业款项支付条例 17)."""

DOUBLED = Rate(Decimal("0.000175"), daily=True)
"""The doubled part of interest in enforcement, 0.0175 % a day, never LPR (法释〔2014〕8号 1)."""


@dataclass(frozen=True)
class LprRate:
    """A multiple of the published rate of a term (``1y``, ``5y``), until LPR of the benchmark term ``before``."""

    term: str
    multiple: Decimal = Decimal(1)
    before: str = ""


@dataclass(frozen=True)
class InterestTerms:
    """The rate and the conventions; see the module for what each switch means.

    ``cap`` is the published rate that an agreed rate of the year or the day may not pass (interest on works financed by
    the contractor, 建工解释（一）25). The interest in all is no more than ``most``, nor than ``most_share`` of the
    principal (违约金不超过欠款的 30 %).
    """

    rate: Rate | LprRate
    basis: int = 365
    end: str = IN
    segments: str = PUBLISHED
    rounding: str = SEGMENT
    cap: LprRate | None = None
    most: Money | None = None
    most_share: Decimal | None = None


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
) -> Interest:
    """Simple interest on ``principal`` from ``first`` to ``to``.

    ``table`` is needed for LPR. Raises ValueError for an unknown convention, an end before the start, a payment outside
    the period or more than the principal; MissingRate when the table lacks a month.
    """
    _check(first, to, terms)
    stop = to + ONE_DAY if terms.end == IN else to
    steps = _steps(terms, table, first, stop)
    owed = _owed(principal, first, to, terms.end, payments)
    cuts = sorted({day for day, _ in (*steps, *owed) if day < stop})
    pieces: list[Segment] = []
    for start, until in pairwise([*cuts, stop]):
        amount, rate = _latest(owed, start), _latest(steps, start)
        if not amount:
            continue
        if terms.segments == MONTHS and not rate.daily:
            pieces += _by_months(amount, rate, start, until, to if until == stop else until - ONE_DAY, terms.basis)
        else:
            pieces.append(_by_days(amount, rate, start, until, terms.basis))
    return _limited(_summed(pieces, terms), principal, terms)


def read_rate(text: str) -> Rate:
    """``0.05/d`` (percent a day) or ``6/y`` (percent a year); raises ValueError for anything else."""
    number, _, unit = text.strip().lower().partition("/")
    if unit not in ("d", "y"):
        raise ValueError(f"{text}: a rate is written 0.05/d or 6/y")
    return Rate(read_decimal(number.rstrip("% ")) / 100, daily=unit == "d")


def _check(first: date, to: date, terms: InterestTerms) -> None:
    if to < first:
        raise ValueError("the end is before the start")
    known = (terms.basis in BASES, terms.end in ENDS, terms.segments in SEGMENTS, terms.rounding in ROUNDINGS)
    if not all(known):
        raise ValueError("not a convention of interest")
    if terms.cap and isinstance(terms.rate, LprRate):
        raise ValueError("a cap is for an agreed rate")


def _steps(terms: InterestTerms, table: RateTable | None, first: date, stop: date) -> list[tuple[date, Rate]]:
    """From when on which rate applies, the first one from ``first`` on."""
    if isinstance(terms.rate, LprRate):
        return _published(terms, terms.rate, table, first, stop)
    if terms.cap is None:
        return [(first, terms.rate)]
    most = _published(terms, terms.cap, table, first, stop)
    return [(day, min(terms.rate, limit, key=lambda rate: _of_a_day(rate, terms.basis))) for day, limit in most]


def _of_a_day(rate: Rate, basis: int) -> Fraction:
    return Fraction(rate.share) / (1 if rate.daily else basis)


def _published(
    terms: InterestTerms, which: LprRate, table: RateTable | None, first: date, stop: date
) -> list[tuple[date, Rate]]:
    if table is None:
        raise ValueError("LPR needs the table of published rates")
    last = max(stop - ONE_DAY, first) if terms.segments in (PUBLISHED, MERGED) else first
    steps: list[tuple[date, Rate]] = []
    for one in publications(table, which.term, first, last, which.before):
        rate = Rate(one.rate * which.multiple)
        if terms.segments != MERGED or not steps or steps[-1][1] != rate:
            steps.append((max(one.on, first), rate))
    return steps


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


def _latest(steps: Sequence[tuple[date, T]], day: date) -> T:
    return [value for since, value in steps if since <= day][-1]


def _by_days(principal: Money, rate: Rate, start: date, until: date, basis: int) -> Segment:
    days = (until - start).days
    exact = principal.fen * _of_a_day(rate, basis) * days
    return Segment(start, until - ONE_DAY, days, 0, principal, rate, exact)


def _by_months(principal: Money, rate: Rate, start: date, until: date, last: date, basis: int) -> Iterator[Segment]:
    """Whole months up to and including ``last`` at rate ÷ 12, then the odd days before ``until``."""
    months = 0
    while add_months(start, months + 1) - ONE_DAY <= last:
        months += 1
    odd = add_months(start, months)
    if months:
        exact = principal.fen * Fraction(rate.share) * months / 12
        yield Segment(start, odd - ONE_DAY, (odd - start).days, months, principal, rate, exact)
    if odd < until:
        yield _by_days(principal, rate, odd, until, basis)


def _summed(pieces: Sequence[Segment], terms: InterestTerms) -> Interest:
    exact = sum((piece.exact for piece in pieces), Fraction(0))
    fens = [half_up(piece.exact) for piece in pieces]
    if terms.rounding == TOTAL or (terms.rounding == SEGMENT and terms.segments == MERGED):
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
