"""Long work that can show how far it is and be stopped between two pieces."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Progress:
    """How far: ``done`` of ``total`` pieces (total 0 = not known), and what is being done (a msgid)."""

    done: int
    total: int
    doing: str


Work = Generator[Progress, None, R]
"""A generator that yields Progress and returns its result; closing it between two yields undoes it."""


@contextmanager
def keeping_all() -> Iterator[None]:
    """Python looks for no garbage meanwhile: what a large import makes all stays, and every look goes through it."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def finish(work: Work[R]) -> R:
    """Run a long work to its end and return its result; for commands and tests that show no progress."""
    try:
        while True:
            next(work)
    except StopIteration as end:
        result: R = end.value
        return result
