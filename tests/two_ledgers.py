"""Makes our ledger and the owner's of the same money, as far apart as two bookkeepers get; what is which is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.money import Money
from models.rules.matching import Line

FIRST = date(2023, 1, 3)


@dataclass(frozen=True)
class TwoLedgers:
    """Both ledgers with our signs, and what belongs together: keys of ours and of theirs."""

    ours: list[Line]
    theirs: list[Line]
    planted: set[tuple[frozenset[str], frozenset[str]]]


def two_ledgers(seed: int, lines: int) -> TwoLedgers:
    """About ``lines`` of ours. Of a hundred 5 miss here and 5 there, 6 are split, 4 merged, a third is days apart, some
    less a fee, 5 bear a wrong reference, 30 none; a fifth are round amounts that come again and again."""
    random = Random(seed)
    made = TwoLedgers([], [], set())
    while len(made.ours) < lines:
        n = len(made.ours)
        day = FIRST + timedelta(days=random.randrange(max(lines // 4, 30)))
        _plant(made, random, n, day)
    random.shuffle(made.ours)
    random.shuffle(made.theirs)
    return made


def _plant(made: TwoLedgers, random: Random, n: int, day: date) -> None:
    amount, reference, kind = _amount(random), f"PZ-{n:05d}", random.random()
    if kind < 0.05:
        made.ours.append(Line(f"o{n}", day, amount, reference))
    elif kind < 0.10:
        made.theirs.append(Line(f"t{n}x", day, amount, reference))
        made.ours.append(Line(f"o{n}", day + timedelta(days=40), _amount(random)))
    elif kind < 0.16:
        parts = _parts(random, amount)
        _pair(made, [Line(f"o{n}", day, amount, reference)], _few(random, f"t{n}", day, parts, reference))
    elif kind < 0.20:
        parts = _parts(random, amount)
        _pair(made, _few(random, f"o{n}", day, parts, reference), [Line(f"t{n}", day, amount, reference)])
    else:
        _pair(made, [Line(f"o{n}", day, amount, reference)], [_other(random, n, day, amount, reference)])


def _other(random: Random, n: int, day: date, amount: Money, reference: str) -> Line:
    apart = random.choice((-9, -4, -2, -1, 1, 2, 3, 5, 7, 12)) if random.random() < 0.35 else 0
    if amount < Money() and random.random() < 0.06:
        amount, apart = amount - Money(random.choice((5_00, 15_50, 50_00))), min(apart, 5)
    said = random.random()
    written = "" if said < 0.30 else f"PZ-{random.randrange(5000):05d}" if said < 0.35 else reference
    return Line(f"t{n}", day + timedelta(days=apart), amount, written)


def _amount(random: Random) -> Money:
    fen = (
        random.choice((50_000_000, 100_000_000, 30_000_000))
        if random.random() < 0.2
        else random.randrange(10**5, 10**9)
    )
    return Money(fen if random.random() < 0.5 else -fen)


def _parts(random: Random, amount: Money) -> list[Money]:
    return amount.split([random.randrange(1, 50) for _ in range(random.choice((2, 2, 2, 3, 3, 4, 6)))])


def _few(random: Random, name: str, day: date, parts: list[Money], reference: str) -> list[Line]:
    written = reference if random.random() < 0.5 else ""
    days = (day + timedelta(days=random.randrange(0, 6)) for _ in parts)
    return [
        Line(f"{name}.{place}", on, part, written) for place, (on, part) in enumerate(zip(days, parts, strict=True))
    ]


def _pair(made: TwoLedgers, mine: list[Line], others: list[Line]) -> None:
    made.ours.extend(mine)
    made.theirs.extend(others)
    made.planted.add((frozenset(one.key for one in mine), frozenset(one.key for one in others)))
