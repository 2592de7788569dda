"""Two ledgers of 5,000 lines are matched, beside a plain merge of both by day and amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from models.rules.matching import Line, matched
from tests.bench import Figure
from tests.two_ledgers import two_ledgers

LINES = 5_000


def figures(rows: int) -> Iterator[Figure]:
    ledgers = two_ledgers(1, LINES)
    found = matched(ledgers.ours, ledgers.theirs)
    told = {(frozenset(one.ours), frozenset(one.theirs)): one.certain for one in found}
    hits = len(ledgers.planted & told.keys())
    false = sum(1 for pair, certain in told.items() if certain and pair not in ledgers.planted)
    print(f"matching: recall {hits / len(ledgers.planted):.2%}, precision {hits / len(told):.2%}, "
          f"{sum(told.values())} taken without asking, of these false {false}")  # fmt: skip
    yield Figure(f"matching of {LINES:,} x {LINES:,} lines", partial(matched, ledgers.ours, ledgers.theirs),
                 partial(merged, ledgers.ours, ledgers.theirs), 20)  # fmt: skip


def merged(ours: Sequence[Line], theirs: Sequence[Line]) -> list[tuple[str, str]]:
    """Both sides sorted by day and amount, then gone through once."""
    mine, others = (sorted((one.on, one.amount.fen, one.key) for one in side) for side in (ours, theirs))
    found, here, there = [], 0, 0
    while here < len(mine) and there < len(others):
        one, other = mine[here], others[there]
        if one[:2] == other[:2]:
            found.append((one[2], other[2]))
            here, there = here + 1, there + 1
        elif one[:2] < other[:2]:
            here += 1
        else:
            there += 1
    return found
