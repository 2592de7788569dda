"""Whether the files of evidence are what they were: every row has its file, every file its digest; orphans are told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import kept_files
from models.evidence.kinds import REMEDIES, WRONG, wrong_with
from models.evidence.record import EvidenceFile
from models.kept_files import EVIDENCE
from models.language import N_
from models.problems import Problem, Refused
from models.rereading import Reread, Wanted, Words, reread
from models.store.book import Book
from models.work import Work

SUMS = "SHA256SUMS"
QUARANTINE = "quarantine"
_WHERE = {"missing": N_("missing"), "altered": N_("altered"), "orphans": N_("without an entry")}

_EVER = (
    "SELECT DISTINCT json_extract(after, '$.sha256') FROM changes WHERE noun = 'evidence_files' AND after IS NOT NULL"
)


_WORDS = Words(
    doing=N_("Checking the files of evidence"),
    missing=N_("{number} {name}: its file {file} is missing. Restore it from a backup, or add the file again."),
    altered=N_("{number} {name}: its file {file} was altered. Restore it from a backup, or add the file again."),
)


@dataclass(frozen=True)
class EvidenceVerdict(Reread):
    """``orphans`` have no row; ``unsound`` are what they were, but broken, cut or locked since they came.

    Neither alters anything: a file that came without its row is left from an addition that was broken off.
    """

    orphans: tuple[str, ...] = ()
    unsound: tuple[Problem, ...] = ()


def verify(folder: Path, session: Session, share_of: date | None = None) -> Work[EvidenceVerdict]:
    """Read every file again, void ones too; each that is missing or altered is named.

    With ``share_of`` only those whose turn is that day: in ``TURNS`` days every file was read again.
    """
    rows = select(EvidenceFile.number, EvidenceFile.name, EvidenceFile.sha256).order_by(EvidenceFile.number)
    wanted = [Wanted(*row) for row in session.execute(rows)]
    found = yield from reread(folder, EVIDENCE, wanted, _WORDS, share_of)
    lost = orphans_of(folder, session) if share_of is None else ()
    orphans = tuple(place.relative_to(folder).as_posix() for place in lost)
    return EvidenceVerdict(found.files, found.size, found.missing, found.altered, orphans, tuple(unsound(session)))


def unsound(session: Session) -> Iterator[Problem]:
    """Files that stand and are broken, cut or locked: what is wrong, and what to do."""
    row = EvidenceFile
    told_of = (row.fault != "") | (row.flags != "")
    asked = select(row.number, row.name, row.fault, row.flags).where(row.void == 0, told_of)
    for number, name, fault, flags in session.execute(asked.order_by(row.number)):
        if wrong := wrong_with(fault, flags):
            told = {"number": number, "name": name, "what": WRONG[wrong], "remedy": REMEDIES[wrong]}
            yield Problem("", N_("{number} {name}: {what}. {remedy}"), told, advice=True)


def orphans_of(folder: Path, session: Session) -> Iterator[Path]:
    """Files no Step ever knew, wherever below ``evidence`` they lie.

    What was taken back by undo can come again, so its file stays; what was put aside is no longer told.
    """
    shelf = folder / EVIDENCE
    ours = {kept_files.path_of(folder, digest, EVIDENCE) for digest in session.execute(text(_EVER)).scalars()}
    ours |= {shelf / SUMS}
    for place in sorted(shelf.rglob("*")):
        if place not in ours and place.is_file() and shelf / QUARANTINE not in place.parents:
            yield place


def quarantine(book: Book) -> list[str]:
    """Put orphans aside, into ``evidence/quarantine``; nothing is deleted. Refused while somebody else writes."""
    if not book.hold():
        raise Refused(
            N_("This book is open in another window of the program. Close it there, or make the change there.")
        )
    moved, aside = [], book.folder / EVIDENCE / QUARANTINE
    with book.read() as session:
        for place in list(orphans_of(book.folder, session)):
            aside.mkdir(exist_ok=True)
            free = next(one for one in _names(aside / place.name) if not one.exists())
            os.replace(place, free)
            moved.append(free.name)
    return moved


def _names(place: Path) -> Iterator[Path]:
    """The name itself, then with a number: two files of one name are kept both."""
    yield place
    yield from (place.with_name(f"{place.stem} ({number}){place.suffix}") for number in count(2))


def sums(session: Session) -> Iterator[str]:
    """Lines that ``sha256sum -c`` reads inside the folder ``evidence`` of the book."""
    for digest in session.scalars(select(EvidenceFile.sha256).order_by(EvidenceFile.sha256)):
        yield f"{digest}  {digest[:2]}/{digest[2:4]}/{digest}\n"


def write_sums(folder: Path, session: Session) -> Path:
    """``evidence/SHA256SUMS``, so that ordinary tools check what this program checks."""
    place = folder / EVIDENCE / SUMS
    aside = place.with_name(f"{SUMS}.tmp")
    try:
        place.parent.mkdir(exist_ok=True)
        with aside.open("w", encoding="ascii", newline="\n") as stream:
            stream.writelines(sums(session))
        os.replace(aside, place)
    except OSError as error:
        message = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
        raise Refused(message, name=place.name) from error
    return place
