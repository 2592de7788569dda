"""Measures how fast the program is against others doing the same work; only ratios count (``main.py bench [NAME]``).

NAME is a module (only what it measures is prepared) or a part of a figure's name.

How to add one: a module here with a ``figures(rows)`` that yields ``Figure``s, named in ``MODULES``.
"""

from __future__ import annotations

import gc
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

MODULES = ("certificates", "exports", "owed", "papers", "start", "workbooks", "grid", "chain", "matching", "bundles")
ROWS = 100_000


@dataclass(frozen=True)
class Figure:
    """``ours`` and ``other`` do the same work; ours ÷ other shall be at most ``goal`` (at least: other ÷ ours).

    What they return is thrown away; ``amount`` gives what is compared when it is not the time (bytes of memory).
    """

    name: str
    ours: Callable[[], object]
    other: Callable[[], object]
    goal: float
    faster: bool = False
    rounds: int = 5
    amount: Callable[[Callable[[], object]], float] | None = None
    unit: str = ""


def main(arguments: list[str]) -> int:
    """Print one line a figure (name, ours, other, ratio, goal); exit code 3 when a goal was missed."""
    rows = int(arguments[arguments.index("--rows") + 1]) if "--rows" in arguments else ROWS
    words = [word for word in arguments if not word.startswith("-") and word != str(rows)]
    modules, wanted = [word for word in words if word in MODULES], [word for word in words if word not in MODULES]
    missed = 0
    for module in modules or MODULES:
        for figure in import_module(f"tests.bench.{module}").figures(rows):
            if not wanted or any(word in figure.name for word in wanted):
                missed += not report(figure)
    return 3 if missed else 0


def report(figure: Figure) -> bool:
    """Measure both sides in turn, print the medians; True when the goal was reached."""
    measure = figure.amount or seconds
    ours, other = [], []
    for _ in range(figure.rounds):
        ours.append(measure(figure.ours))
        other.append(measure(figure.other))
    mine, theirs = statistics.median(ours), statistics.median(other)
    ratio = theirs / mine if figure.faster else mine / theirs
    reached = ratio >= figure.goal if figure.faster else ratio <= figure.goal
    sign, unit = (">=" if figure.faster else "<="), figure.unit or ("MB" if figure.amount else "s")
    line = f"{figure.name:44} {mine:10.4f} {theirs:10.4f} {unit:2} {ratio:7.2f}x {sign} {figure.goal}"
    print(line, "" if reached else "  MISSED", flush=True)
    return reached


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak(work: Callable[[], object]) -> float:
    """MB of Python's memory at the highest."""
    tracemalloc.start()
    work()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 1_000_000
