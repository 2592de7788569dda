"""Long work that can show how far it is and be stopped between two pieces."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from models.problems import Cancelled

R = TypeVar("R")


@dataclass(frozen=True)
class Progress:
    """How far: ``done`` of ``total`` pieces (total 0 = not known), and what is being done (a msgid)."""

    done: int
    total: int
    doing: str


Work = Generator[Progress, None, R]
"""A generator that yields Progress and returns its result; stopping it between two yields undoes it."""


def stopped(work: Work[R]) -> R:
    """Stop it between two yields: undone, and Cancelled is raised, unless it catches that to say what it had done."""
    try:
        work.throw(Cancelled())
    except StopIteration as end:
        result: R = end.value
        return result
    work.close()
    raise Cancelled


_keeping: list[None] = []


@contextmanager
def keeping_all() -> Iterator[None]:
    """Nobody looks for garbage meanwhile: what a large import makes all stays, and every look goes through it."""
    looked = gc.isenabled()
    gc.disable()
    _keeping.append(None)
    try:
        yield
    finally:
        _keeping.pop()
        if looked:
            gc.enable()


def kept_all(work: Work[R]) -> Work[R]:
    """The same work while nobody looks for garbage; what it made is gone before anybody does, also if stopped."""
    with keeping_all():
        return (yield from work)


def keeps_all() -> bool:
    """Whether a work on any thread is at it."""
    return bool(_keeping)


def as_one(progress: Progress, work: Work[R]) -> Work[R]:
    """The same work as one piece of a larger one: whatever it says of itself, ``progress`` of the larger is told."""
    try:
        while True:
            next(work)
            yield progress
    except StopIteration as end:
        result: R = end.value
        return result
    finally:
        work.close()


def finish(work: Work[R]) -> R:
    """Run a long work to its end and return its result; for commands and tests that show no progress."""
    try:
        while True:
            next(work)
    except StopIteration as end:
        result: R = end.value
        return result
