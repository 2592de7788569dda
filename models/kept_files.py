"""Files that belong to a book: kept byte for byte under the digest of their content, and read only while they match."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from models.language import N_
from models.problems import Refused


def path_of(folder: Path, digest: str) -> Path:
    """Where a kept file lies: ``papers/aa/bb/<sha256>`` in the book's folder."""
    return folder / "papers" / digest[:2] / digest[2:4] / digest


def keep(folder: Path, content: bytes) -> str:
    """Store bytes under their SHA-256: written aside, flushed, read again, then put in place; returns the digest."""
    digest = hashlib.sha256(content).hexdigest()
    place = path_of(folder, digest)
    if place.exists():
        return digest
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if hashlib.sha256(Path(name).read_bytes()).hexdigest() != digest:
            raise OSError("what was written reads back differently")
        os.replace(name, place)
    except OSError as error:
        raise Refused(N_("The paper cannot be kept in the book's folder. Free some space and try again.")) from error
    return digest


def read(folder: Path, digest: str) -> bytes:
    """A kept file; Refused when it is gone or is no longer what it was."""
    place = path_of(folder, digest)
    content = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refused(N_("The kept file is missing or was changed. Restore it from a backup, and run “verify”."))
    return content
