"""Takes files into the book: each kept byte for byte, then looked at, then all of them entered in one Step."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models import evidence, kept_files
from models.evidence import AddDraft, Added, LinkDraft, TakenFile
from models.evidence.kinds import FLAGS, IN_FLAGS, REMEDIES, WRONG, wrong_with
from models.kept_files import EVIDENCE
from models.language import N_
from models.media import ARCHIVE, IMAGE, MAIL, PACKED, PDF, is_no, lacks_package, media_of
from models.problems import Problem, Refused
from models.store.book import Book
from models.texts import LONGEST, fault
from models.work import Progress, Work, as_one
from reports.reading.looked import Looked
from reports.reading.previews import SMALL, keep_preview
from reports.reading.reader import LOOKER

TAKING = N_("Adding evidence")
OPENED = (IMAGE, PDF, MAIL, *PACKED, ARCHIVE)
"""Files that are looked into; every other kind is only kept."""
_LITTER = {"thumbs.db", "desktop.ini", ".ds_store"}


@dataclass(frozen=True)
class Given:
    """A file as it was given: where it lies, and what it is called if that is not its own name."""

    path: Path
    name: str = ""


@dataclass
class Taken:
    """What became of the files: ``added`` to the book; ``refused`` and ``told`` name what is wrong with single ones."""

    added: Added = field(default_factory=Added)
    refused: list[Problem] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """The files that were named and those of folders that were named; what systems leave lying about is left out."""
    for path in paths:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                if inside.is_file() and inside.name.lower() not in _LITTER and not inside.name.startswith("._"):
                    yield inside
        else:
            yield path


def take_in(book: Book, given: Sequence[Given], source: str, link: LinkDraft | None = None) -> Work[Taken]:
    """Keep every file, then enter all in one Step. What cannot be kept is named; stopped in between, nothing is kept.

    The files themselves are only read.
    """
    taken, files = Taken(), []
    fresh: list[str] = []
    try:
        for done, one in enumerate(given):
            progress = Progress(done, len(given), TAKING)
            yield progress
            try:
                row = yield from as_one(progress, _take(book.folder, one, taken, fresh))
            except Refused as refused:
                taken.refused.append(refused.problem)
                continue
            files.append(row)
        if files:
            with book.write(evidence.ADD) as session:
                taken.added = evidence.add(session, AddDraft(tuple(files), book.actor, source, link))
        fresh.clear()
    finally:
        for digest in fresh:  # nothing names them: the work was stopped, or the Step was refused
            kept_files.path_of(book.folder, digest, EVIDENCE).unlink(missing_ok=True)
    return taken


def _take(folder: Path, one: Given, taken: Taken, fresh: list[str]) -> Work[TakenFile]:
    """Keep and look at one file; ``fresh`` learns at once of what was not in the book before."""
    name = seen_name(one.name or one.path.name)
    stored, start = _kept(folder, one.path, name)
    if stored.is_new:
        fresh.append(stored.digest)
    media = media_of(name, start)
    place = kept_files.path_of(folder, stored.digest, EVIDENCE)
    looked = Looked()
    if media in OPENED:
        looked = yield from LOOKER.look(place, SMALL, media)
        keep_preview(folder, stored.digest, looked.picture)
    if not looked.fault and (is_no(media, start) or lacks_package(name, start)):
        looked = replace(looked, fault="damaged")
    taken.told += _said_of(name, looked)
    return TakenFile(
        stored.digest, stored.size, name, media, looked.pages, looked.claimed_at, looked.claimed_place,
        "" if fault(looked.subject) else looked.subject, looked.fault, looked.flags,
    )  # fmt: skip


def _kept(folder: Path, path: Path, name: str) -> tuple[kept_files.Stored, bytes]:
    """Refused, in its own sentence, for what is no file, cannot be read, is empty, or finds no room."""
    if not path.exists():
        raise Refused(N_("There is no file {name}. Check the name and the folder."), name=name)
    if not path.is_file():
        raise Refused(N_("{name} is no file that can be kept."), name=name)
    try:
        size = path.stat().st_size
        if size == 0:
            raise Refused(N_("{name} is empty (0 bytes). Copy or download it again."), name=name)
        if not kept_files.has_room(folder, size):
            raise Refused(
                N_("There is no room for {name} ({size} MB) beside the book. Free some space and try again."),
                name=name,
                size=size // 1_000_000,
            )
        with path.open("rb") as stream:
            start = stream.read(64)
            stream.seek(0)
            return kept_files.keep_stream(folder, stream, EVIDENCE, name), start
    except OSError as error:
        message = N_("{name} cannot be opened. Close it in the other program, or copy it to another folder.")
        raise Refused(message, name=name) from error


def _said_of(name: str, looked: Looked) -> Iterator[Problem]:
    """What whoever adds it should know; it is kept all the same."""
    if wrong := wrong_with(looked.fault, looked.flags):
        message = N_("{name}: {what}; it is kept as it is. {remedy}")
        told = {"name": name, "what": WRONG[wrong], "remedy": REMEDIES[wrong]}
        yield Problem("", message, told, advice=True)
    for flag in looked.flags.split():
        if flag not in IN_FLAGS:
            yield Problem("", N_("{name} {what}."), {"name": name, "what": FLAGS[flag]}, advice=True)


def seen_name(name: str) -> str:
    """A file name as a text a person can read; it names nothing on a disk."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    readable = "".join("_" if fault(letter) else letter for letter in plain).strip()
    if len(readable) > LONGEST:
        readable = readable[: LONGEST - 20] + "…" + readable[-19:]
    return readable or "_"
