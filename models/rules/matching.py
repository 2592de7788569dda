"""Finds which lines of two ledgers are the same money: ours, and the one the owner keeps of us."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from operator import itemgetter
from typing import TypeVar

from models.money import Money
from models.rules.captions import N_

Once = frozenset[int]
"""Amounts (fen) that stand once in each ledger."""
K = TypeVar("K", bound=Hashable)
SAME_DAY, REFERENCE, SHARED, WINDOW, FEE, GROUP = "same_day", "reference", "shared", "window", "fee", "group"
REASONS = {
    SAME_DAY: N_("Same day and amount"),
    REFERENCE: N_("Same reference and amount"),
    SHARED: N_("Together the same amount, under one reference"),
    WINDOW: N_("Same amount, days apart"),
    FEE: N_("A fee was taken off"),
    GROUP: N_("Together the same amount"),
}
"""Why lines are the same money, the surest first."""
_CANDIDATES = 14
"""So many lines, the nearest in time, are tried as the parts of one amount."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a ledger; ``amount`` is above nothing where the debt grew, below where it was paid."""

    key: str
    on: date
    amount: Money
    reference: str = ""


Lines = list[Line]


@dataclass(frozen=True, slots=True)
class Match:
    """Keys of the lines that are the same money; ``difference`` = theirs − ours, ``days`` between the furthest two.

    What is ``certain`` may be taken without asking; everything else is only proposed.
    """

    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    reason: str
    difference: Money
    days: int
    certain: bool


@dataclass(frozen=True)
class Limits:
    """How far apart the same money may stand.

    In days: one line by its amount (``window``), the lines of a group and a fee (``near``), two lines that alone come
    to an amount (``apart``), one ``reference``; ``fee`` is the largest a bank keeps, ``together`` the most lines of one
    group.
    """

    window: int = 15
    near: int = 10
    apart: int = 31
    reference: int = 90
    fee: Money = Money(50_00)
    together: int = 6


USUAL = Limits()


def matched(ours: Iterable[Line], theirs: Iterable[Line], limits: Limits = USUAL) -> list[Match]:
    """What belongs together, the surest first; each line stands in one match at most.

    ``theirs`` bears our signs (see :func:`turned`). Lines that no match names stand in one ledger only.
    """
    mine, others = (sorted(side, key=lambda one: (one.on, one.key)) for side in (ours, theirs))
    once = _once(mine) & _once(others)
    found: list[Match] = []
    for step in _STEPS:
        new = list(step(mine, others, limits, once))
        found += new
        used = {key for match in new for key in match.ours}, {key for match in new for key in match.theirs}
        mine = [one for one in mine if one.key not in used[0]]
        others = [one for one in others if one.key not in used[1]]
    order = {reason: place for place, reason in enumerate(REASONS)}
    return sorted(found, key=lambda one: (not one.certain, order[one.reason], one.days, abs(one.difference), one.ours))


def _once(lines: Iterable[Line]) -> frozenset[int]:
    """The amounts that one line only bears."""
    return frozenset(fen for fen, times in Counter(one.amount.fen for one in lines).items() if times == 1)


def turned(ours: Iterable[Line], theirs: Sequence[Line]) -> bool:
    """Whether the other ledger shows a growing debt with the opposite sign: then more amounts agree with ours."""
    known = {one.amount.fen for one in ours}
    as_written = sum(1 for one in theirs if one.amount.fen in known)
    return sum(1 for one in theirs if -one.amount.fen in known) > as_written


def _match(mine: Sequence[Line], others: Sequence[Line], reason: str, certain: bool = False) -> Match:
    days = [one.on for one in (*mine, *others)]
    gap = Money.total(one.amount for one in others) - Money.total(one.amount for one in mine)
    keys = tuple(one.key for one in mine), tuple(one.key for one in others)
    return Match(*keys, reason, gap, (max(days) - min(days)).days, certain)


def _by(lines: Iterable[Line], what: Callable[[Line], K]) -> Mapping[K, list[Line]]:
    found: dict[K, list[Line]] = defaultdict(list)
    for one in lines:
        found[what(one)].append(one)
    return found


def _exact(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Sure: same day, amount and reference; or an amount that stands once in each ledger and no reference differs."""
    theirs = _by(others, lambda one: (one.on, one.amount.fen))
    for (on, fen), few in _by(mine, lambda one: (one.on, one.amount.fen)).items():
        told = _by(theirs.get((on, fen), ()), lambda one: one.reference)
        for reference, same in _by(few, lambda one: one.reference).items():
            if reference and reference in told:
                yield from (
                    _match(pair[:1], pair[1:], SAME_DAY, True) for pair in zip(same, told[reference], strict=False)
                )
            elif fen in once and told and not (reference and "" not in told):
                yield _match(same, theirs[on, fen], SAME_DAY, True)


def _same_day(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Same day and amount, whatever else is written."""
    theirs = _by(others, lambda one: (one.on, one.amount.fen))
    for where, few in _by(mine, lambda one: (one.on, one.amount.fen)).items():
        yield from (_match(pair[:1], pair[1:], SAME_DAY) for pair in zip(few, theirs.get(where, ()), strict=False))


def _by_reference(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Same reference and amount, not too far apart; sure where the amount stands once in each ledger."""
    yield from (one for one, early in _referred(mine, others, limits, once) if not early)


def _by_early_reference(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """The same where they booked it long before us: a reference that was copied wrongly is likelier than that."""
    yield from (one for one, _early in _referred(mine, others, limits, once))


def _referred(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[tuple[Match, bool]]:
    """With whether theirs was booked so long before ours that the day speaks against it."""
    theirs = _by(others, lambda one: (one.reference, one.amount.fen))
    for (reference, fen), few in _by(mine, lambda one: (one.reference, one.amount.fen)).items():
        same = theirs.get((reference, fen), [])
        if reference and len(few) == len(same) == 1:
            match = _match(few, same, REFERENCE, fen in once)
            if match.days <= limits.reference:
                yield match, (few[0].on - same[0].on).days > limits.window


def _shared(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """All lines of one reference on both sides come to the same amount."""
    theirs = _by(others, lambda one: one.reference)
    for reference, few in _by(mine, lambda one: one.reference).items():
        same = theirs.get(reference, [])
        if reference and same and 1 < max(len(few), len(same)) <= limits.together:
            match = _match(few, same, SHARED, True)
            if not match.difference and match.days <= limits.reference:
                yield match


def _in_window(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Same amount, the nearest days first."""
    theirs = _by(others, lambda one: one.amount.fen)
    pairs = (
        (abs((one.on - other.on).days), one, other)
        for one in mine
        for other in theirs.get(one.amount.fen, ())
        if abs((one.on - other.on).days) <= limits.window
    )
    yield from _nearest(pairs, WINDOW)


def _less_a_fee(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """What we received is a little less than what was paid: the bank kept a fee."""
    paid = sorted(others, key=lambda one: one.amount.fen)
    amounts = [one.amount.fen for one in paid]
    pairs = (
        (abs((one.on - other.on).days), one, other)
        for one in mine
        if one.amount < Money()
        for other in paid[bisect_left(amounts, one.amount.fen - limits.fee.fen) : bisect_left(amounts, one.amount.fen)]
        if abs((one.on - other.on).days) <= limits.near
    )
    yield from _nearest(pairs, FEE)


def _nearest(pairs: Iterable[tuple[int, Line, Line]], reason: str) -> Iterator[Match]:
    """Pairs in order of their distance; a line that is taken is taken."""
    taken: set[str] = set()
    theirs: set[str] = set()
    for _, one, other in sorted(pairs, key=itemgetter(0)):
        if one.key not in taken and other.key not in theirs:
            taken.add(one.key)
            theirs.add(other.key)
            yield _match([one], [other], reason)


def _split(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """One line of ours is several of theirs."""
    yield from (_match([whole], parts, GROUP) for whole, parts in _groups(mine, others, limits))


def _merged(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Several lines of ours are one of theirs."""
    yield from (_match(parts, [whole], GROUP) for whole, parts in _groups(others, mine, limits))


def _groups(wholes: list[Line], lines: list[Line], limits: Limits) -> Iterator[tuple[Line, list[Line]]]:
    ordered = sorted(lines, key=lambda one: one.on)
    days = [one.on.toordinal() for one in ordered]
    used: set[str] = set()
    for whole in wholes:
        day = whole.on.toordinal()
        near = ordered[bisect_left(days, day - limits.near) : bisect_right(days, day + limits.near)]
        fits = [one for one in near if one.key not in used and _is_part(one.amount.fen, whole.amount.fen)]
        fits = sorted(fits, key=lambda one: abs(one.on.toordinal() - day))[:_CANDIDATES]
        chosen = adding_up(abs(whole.amount.fen), [abs(one.amount.fen) for one in fits], limits.together)
        if chosen:
            used.update(fits[place].key for place in chosen)
            yield whole, [fits[place] for place in chosen]


def _split_apart(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """One line of ours is two of theirs, weeks apart."""
    yield from (_match([whole], parts, GROUP) for whole, parts in _pairs(mine, others, limits))


def _merged_apart(mine: Lines, others: Lines, limits: Limits, once: Once) -> Iterator[Match]:
    """Two lines of ours, weeks apart, are one of theirs."""
    yield from (_match(parts, [whole], GROUP) for whole, parts in _pairs(others, mine, limits))


def _pairs(wholes: Lines, lines: Lines, limits: Limits) -> Iterator[tuple[Line, list[Line]]]:
    """Each amount with the only two lines around it that come to it; where there are several pairs, none."""
    days = [one.on.toordinal() for one in lines]
    used: set[str] = set()
    for whole in wholes:
        day, fen = whole.on.toordinal(), whole.amount.fen
        near = lines[bisect_left(days, day - limits.apart) : bisect_right(days, day + limits.apart)]
        seen: dict[int, list[Line]] = defaultdict(list)
        found: list[list[Line]] = []
        for one in near:
            if one.key not in used and _is_part(one.amount.fen, fen):
                found += ([other, one] for other in seen[fen - one.amount.fen])
                seen[one.amount.fen].append(one)
        if len(found) == 1 and limits.together > 1:
            used.update(one.key for one in found[0])
            yield whole, found[0]


def _is_part(part: int, whole: int) -> bool:
    return 0 < part < whole or whole < part < 0


def adding_up(whole: int, parts: Sequence[int], most: int) -> tuple[int, ...]:
    """The places of the fewest parts (2 to ``most``, all above nothing) that add up to the whole; () when none do.

    A group is split into its earlier and its later half, so that only halves are counted through.
    """
    if sum(parts) < whole:
        return ()
    later: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for half in range(1, (most + 1) // 2 + 1):
        earlier = [(sum(parts[place] for place in few), few) for few in combinations(range(len(parts)), half)]
        for total, few in earlier:
            later[total].append(few)
        for size in (half - 1, half):
            for total, few in earlier:
                for rest in later.get(whole - total, ()):
                    if len(rest) == size and rest[0] > few[-1] and half + size <= most:
                        return (*few, *rest)
    return ()


_STEPS = (
    _exact, _shared, _by_reference, _same_day, _in_window, _by_early_reference, _less_a_fee, _split, _merged,
    _split_apart, _merged_apart,
)  # fmt: skip
"""In this order: what is sure is taken before anything is proposed."""
