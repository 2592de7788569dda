"""Recovery of the advance payment (预付款扣回): how much of it each certificate pays back.

How to add a rule: write a function of (terms, Situation) that returns what the rule asks for, and list it in RULES.
The clamp to what was really paid and not yet recovered is common to all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up
from models.rules.base import GROSS
from models.rules.captions import N_, NOTHING


@dataclass(frozen=True)
class RecoveryTerms:
    """How the advance is recovered; each rule reads only its own terms.

    ``rule``: none, percentage, start_point, linear, fidic, instalments. ``base`` is gross, progress or net, without
    the kinds of value named in ``without``. ``advance`` is the agreed advance, ``price`` the sum that shares of
    completion refer to (the contract price; FIDIC: accepted amount less provisional sums).
    ``rate``: of each certificate (percentage, fidic). ``materials_share``: N of the start point.
    ``start``, ``end``: F1 and F2 of linear (highway 0.30 and 0.80); ``start`` of fidic (0.10).
    ``periods``: the certificates (``3``) or months (``2026-03``) that carry instalments, of ``shares`` (none: equal).
    With a ``start`` instalments are counted from the certificate that reaches it: ``1`` is that one, ``2`` the next;
    those that begin with the first of ``periods`` and end with the certificate ``until`` are equal.
    """

    rule: str = "none"
    rate: Decimal = Decimal(0)
    base: str = GROSS
    without: tuple[str, ...] = ()
    advance: Money = NOTHING
    price: Money = NOTHING
    materials_share: Decimal = Decimal(1)
    start: Decimal = Decimal(0)
    end: Decimal = Decimal(1)
    periods: tuple[str, ...] = ()
    shares: tuple[Decimal, ...] = ()
    until: int | None = None


NO_RECOVERY = RecoveryTerms()

HIGHWAY = (Decimal("0.30"), Decimal("0.80"))
"""Highway model contract 17.2: from 30 % of the contract on each 1 % recovers 2 %, done at 80 %: linear between."""

FIDIC = (Decimal("0.10"), Decimal("0.25"))
"""FIDIC Red Book 1999 14.2: starts above 10 %, then 25 % of each certificate."""


@dataclass(frozen=True)
class Situation:
    """Where this certificate stands.

    ``base`` of this period and ``to_date`` including it, the ``names`` of the period (its number, its month), the
    advance ``paid`` so far and ``recovered`` before this certificate; ``reached`` by number the base to date of the
    certificates before this one, as far as a rule asks for them. ``begun`` was recovered before the ``first``
    certificate of the book (its names; none where it has them all).
    """

    base: Money
    to_date: Money
    names: tuple[str, ...]
    paid: Money
    recovered: Money
    reached: tuple[tuple[int, Money], ...] = ()
    begun: Money = NOTHING
    first: tuple[str, ...] = ()


Rule = Callable[[RecoveryTerms, Situation], Money]


def recovery(terms: RecoveryTerms, situation: Situation) -> Money:
    """What this certificate recovers: what the rule asks, but never more than was paid and is still open.

    A negative period may give recovery back, never more than was recovered; one with work never does, also where the
    terms were changed or earlier ones recovered more than the rule by now asks to date. Raises ValueError for an
    unknown rule or one whose own terms are missing.
    """
    if terms.rule not in RULES:
        raise ValueError(f"{terms.rule}: not a rule of recovery")
    asked = RULES[terms.rule](terms, situation)
    still_open = max(situation.paid - situation.recovered, Money())
    least = -situation.recovered if situation.base < Money() else Money()
    return max(min(asked, still_open), least)


def start_point(price: Money, advance: Money, materials_share: Decimal) -> Money:
    """T = P − M ÷ N: recovery starts when the work still to do needs materials worth the advance.

    Raises ValueError unless the share of materials is above nothing.
    """
    if materials_share <= 0:
        raise ValueError("the share of materials is above nothing")
    return price - Money(half_up(Fraction(advance.fen) / Fraction(materials_share)))


def _none(terms: RecoveryTerms, situation: Situation) -> Money:
    return Money()


def _percentage(terms: RecoveryTerms, situation: Situation) -> Money:
    return situation.base.share(terms.rate)


def _start_point(terms: RecoveryTerms, situation: Situation) -> Money:
    beyond = situation.to_date - start_point(terms.price, terms.advance, terms.materials_share)
    return _up_to(terms, situation, beyond.share(terms.materials_share))


def _linear(terms: RecoveryTerms, situation: Situation) -> Money:
    if terms.price <= Money() or terms.end <= terms.start:
        raise ValueError("linear recovery needs a contract price and an end after its start")
    done = Fraction(situation.to_date.fen, terms.price.fen)
    span = Fraction(terms.end) - Fraction(terms.start)
    return _up_to(terms, situation, terms.advance.share((done - Fraction(terms.start)) / span))


def _up_to(terms: RecoveryTerms, situation: Situation, cumulative: Money) -> Money:
    """The step to a rounded cumulative between nothing and the advance; a period without work recovers nothing."""
    if not situation.base:
        return Money()
    return min(max(cumulative, Money()), terms.advance) - situation.recovered


def _fidic(terms: RecoveryTerms, situation: Situation) -> Money:
    if situation.to_date <= terms.price.share(terms.start):
        return Money()
    return situation.base.share(terms.rate)


def _instalments(terms: RecoveryTerms, situation: Situation) -> Money:
    """What was left when the book began is recovered in the instalments that are left from then on."""
    names, periods = (_counted if terms.start else _named)(terms, situation)
    places = [periods.index(name) for name in names if name in periods]
    over = all(any(_is_later(name, one) for name in names) for one in periods)
    if not periods or not (places or over):
        return Money()
    many = places[0] + 1 if places else len(periods)
    shares = [Fraction(one) for one in terms.shares] or [Fraction(1, len(periods))] * len(periods)
    before = [share for share, one in zip(shares, periods, strict=False) if _is_before(one, situation.first)]
    gone, due = sum(before, Fraction()), sum(shares[:many], Fraction())
    reached = (due - gone) / (1 - gone) if gone < 1 else Fraction(1)
    return situation.begun + (terms.advance - situation.begun).share(reached) - situation.recovered


Places = tuple[tuple[str, ...], tuple[str, ...]]
"""What this certificate is called, and the names of those that carry instalments."""


def _named(terms: RecoveryTerms, situation: Situation) -> Places:
    return situation.names, terms.periods


def _counted(terms: RecoveryTerms, situation: Situation) -> Places:
    """From the certificate in which the base to date reaches the start share of the price (no number: 0)."""
    number, limit = int(situation.names[0] or 0), terms.price.share(terms.start)
    reached = [one for one, base in (*situation.reached, (number, situation.to_date)) if base >= limit]
    if not reached or not terms.periods:
        return (), ()
    if terms.until is None:
        return (str(number - reached[0] + 1),), terms.periods
    first = reached[0] + int(terms.periods[0]) - 1
    return (str(number),), tuple(str(one) for one in range(first, max(terms.until, first) + 1))


def _is_before(period: str, first: tuple[str, ...]) -> bool:
    """Whether a certificate or month lies before the first of the book."""
    return any(_is_later(name, period) for name in first)


def _is_later(name: str, period: str) -> bool:
    """Whether a certificate or month comes after another; a number and a month do not compare."""
    numbers = name.isdigit(), period.isdigit()
    return int(name) > int(period) if all(numbers) else not any(numbers) and name > period


RULES: dict[str, Rule] = {
    "none": _none,
    "percentage": _percentage,
    "start_point": _start_point,
    "linear": _linear,
    "fidic": _fidic,
    "instalments": _instalments,
}

TO_DATE = ("start_point", "linear", "instalments")
"""Rules that ask for what is due to date: what one certificate recovered too little, a later one makes up."""

RULE_NAMES = {
    "none": N_("No advance is recovered"),
    "percentage": N_("A percentage of each certificate"),
    "start_point": N_("From the start point T = P − M ÷ N"),
    "linear": N_("Evenly between two shares of completion"),
    "fidic": N_("A percentage of each certificate once the start share is passed"),
    "instalments": N_("Instalments in named periods, or from a start share on"),
}


def left_by_time(paid: Sequence[tuple[int, Money]], months: int, period: int) -> Money:
    """What is not taken back yet in a period of amounts paid ahead, each in equal parts in the ``months`` after it.

    ``paid`` are the amounts by period; each is rounded by its rounded cumulative, so that all of it comes back.
    """
    return Money.total(amount - amount.share(Fraction(min(period - since, months), months)) for since, amount in paid)
