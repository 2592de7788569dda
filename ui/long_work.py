"""A long work on a lane: its progress shown, and stopped between two pieces when the person says so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from models.work import Progress, Work, stopped

OFTEN = 0.05
"""Seconds between two signs of progress; more would only keep the window busy."""


def work_through(make: Callable[[], Work[Any]], stop: threading.Event, tell: Callable[[Progress], None]) -> Any:
    """Run the generator to its end and return its result.

    When ``stop`` was set between two yields, what it says of what was done by then; else Cancelled is raised.
    """
    work, told = make(), 0.0
    while True:
        if stop.is_set():
            return stopped(work)
        try:
            progress = next(work)
        except StopIteration as end:
            return end.value
        if time.monotonic() - told > OFTEN:
            told = time.monotonic()
            tell(progress)
