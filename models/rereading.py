"""Whether kept files are what they were: each is read again whole; in fifty days every file had its turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models import kept_files
from models.problems import Problem
from models.work import Progress, Work

TURNS = 50
"""Two in a hundred files are read again every day the book is opened."""


@dataclass(frozen=True)
class Wanted:
    """A file that must be there: the number and name of what it belongs to, and its digest."""

    number: str
    name: str
    digest: str


@dataclass(frozen=True)
class Reread:
    """``files`` that were read again with so many bytes, and of which the bytes are ``missing`` or ``altered``."""

    files: int = 0
    size: int = 0
    missing: tuple[Problem, ...] = ()
    altered: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        return not (self.missing or self.altered)

    @property
    def findings(self) -> tuple[Problem, ...]:
        return (*self.missing, *self.altered)


@dataclass(frozen=True)
class Words:
    """What is said while it is done and of a file that is missing or altered: {number}, {name}, {file}."""

    doing: str
    missing: str
    altered: str


def reread(
    folder: Path, shelf: str, wanted: Iterable[Wanted], words: Words, share_of: date | None = None
) -> Work[Reread]:
    """Read every file again; with ``share_of`` only those whose turn is that day."""
    mine = [one for one in wanted if share_of is None or _has_turn(one.digest, share_of)]
    missing, altered, size = [], [], 0
    for done, one in enumerate(mine):
        yield Progress(done, len(mine), words.doing)
        place = kept_files.path_of(folder, one.digest, shelf)
        values = {"number": one.number, "name": one.name, "file": place.relative_to(folder).as_posix()}
        if not place.is_file():
            missing.append(Problem("", words.missing, values))
        elif not _is(place, one.digest):
            altered.append(Problem("", words.altered, values))
        else:
            size += place.stat().st_size
    return Reread(len(mine), size, tuple(missing), tuple(altered))


def _has_turn(digest: str, day: date) -> bool:
    return int(digest[:8], 16) % TURNS == day.toordinal() % TURNS


def _is(place: Path, digest: str) -> bool:
    try:
        return kept_files.digest_of(place) == digest
    except OSError:
        return False
