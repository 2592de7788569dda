"""Draws many papers at once on all processors; one refused paper does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from models.language import N_
from models.problems import Problem, Refused
from models.work import Progress, Work
from reports import named
from reports.report import write_pdf

Job = tuple[Any, Path]
"""What a report collected, and the file it is drawn into."""


@dataclass(frozen=True)
class Outcome:
    """The file of a paper with its pages, or why it was refused."""

    path: Path
    pages: int = 0
    missing: frozenset[str] = frozenset()
    refused: Problem | None = None


def draw_all(name: str, jobs: Sequence[Job], processes: int | None = None) -> Work[list[Outcome]]:
    """The papers of one report in the order given; stopping it between two papers leaves whole files only."""
    count = processes or min(os.cpu_count() or 1, 4)
    pool = ProcessPoolExecutor(count, get_context("spawn"))
    found = []
    try:
        share = max(1, min(16, len(jobs) // (2 * count)))
        for outcome in pool.map(_draw, [name] * len(jobs), jobs, chunksize=share):
            found.append(outcome)
            yield Progress(len(found), len(jobs), N_("Drawing papers"))
    finally:
        pool.shutdown(cancel_futures=True)
    return found


def _draw(name: str, job: Job) -> Outcome:
    data, path = job
    try:
        drawn = write_pdf(named(name), data, path)
    except Refused as refusal:
        return Outcome(path, refused=refusal.problem)
    return Outcome(path, drawn.pages, drawn.missing)
