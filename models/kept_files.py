"""Files that belong to a book: kept byte for byte under the digest of their content, and read only while they match."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from models.language import N_
from models.problems import Refused

PAPERS, EVIDENCE = "papers", "evidence"
NEW = ".new-"
"""How a file that is still being written begins; one that is left over was never kept."""
_PIECE = 1 << 20
_FULL = N_("{name} cannot be kept in the book's folder. Free some space and try again.")


@dataclass(frozen=True)
class Stored:
    """What was kept: its SHA-256, its size in bytes, and whether the book's folder has it only now."""

    digest: str
    size: int
    is_new: bool


def path_of(folder: Path, digest: str, shelf: str = PAPERS) -> Path:
    """Where a kept file lies: ``papers/aa/bb/<sha256>`` in the book's folder."""
    return folder / shelf / digest[:2] / digest[2:4] / digest


def keep(folder: Path, content: bytes) -> str:
    """Keep the bytes of a paper; returns the digest."""
    return keep_stream(folder, io.BytesIO(content), PAPERS, "PDF").digest


def keep_stream(folder: Path, source: IO[bytes], shelf: str, name: str) -> Stored:
    """Keep what a stream gives: written aside while it is hashed, flushed, read again, then put in place.

    A kept file that was damaged in the meantime is made good by the same content. Raises OSError when the source
    cannot be read, Refused when the book's folder cannot take it.
    """
    with _aside(folder, shelf, name) as (handle, written):
        digest, size = _copied(source, handle, name)
        place = path_of(folder, digest, shelf)
        if place.exists() and digest_of(place) == digest:
            return Stored(digest, size, False)
        try:
            if digest_of(written) != digest:
                raise OSError("what was written reads back differently")
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(written, place)
            _flush_names(place.parent)
        except OSError as error:
            raise Refused(_FULL, name=name) from error
    return Stored(digest, size, True)


def read(folder: Path, digest: str, shelf: str = PAPERS) -> bytes:
    """A kept file; Refused when it is gone or is no longer what it was."""
    place = path_of(folder, digest, shelf)
    content = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(N_("The kept file is missing or was changed. Restore it from a backup, and run “verify”."))
    return content


def digest_of(path: Path) -> str:
    """The SHA-256 of a file of any size, read piece by piece."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def _aside(folder: Path, shelf: str, name: str) -> Iterator[tuple[IO[bytes], Path]]:
    """A new file beside the others, gone again at the end unless it was put in place."""
    try:
        (folder / shelf).mkdir(parents=True, exist_ok=True)
        descriptor, path = tempfile.mkstemp(dir=folder / shelf, prefix=NEW)
    except OSError as error:
        raise Refused(_FULL, name=name) from error
    written = Path(path)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            yield handle, written
    finally:
        written.unlink(missing_ok=True)


def _copied(source: IO[bytes], target: IO[bytes], name: str) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE):
        digest.update(piece)
        size += len(piece)
        try:
            target.write(piece)
        except OSError as error:
            raise Refused(_FULL, name=name) from error
    try:
        target.flush()
        os.fsync(target.fileno())
    except OSError as error:
        raise Refused(_FULL, name=name) from error
    return digest.hexdigest(), size


def _flush_names(folder: Path) -> None:
    """The new name survives a power cut too; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def has_room(folder: Path, size: int) -> bool:
    """Whether the disk of the book can take so many bytes and still breathe."""
    return shutil.disk_usage(folder).free > size + 50_000_000
