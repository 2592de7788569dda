"""Files for people are written whole or not at all; why one could not be, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.language import N_
from models.problems import Refused

HELD = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
HELD_AS_TABLE = N_("{name} cannot be written. Close it in Excel or WPS, or choose another folder.")
_OTHER_KIND = N_("{name}: what is written here is {kinds}. Name a file with that ending.")
_NO_FOLDER = N_("There is no folder {folder}: make it, or write {name} into another one.")


def unwritable(path: Path, held: str = HELD) -> Refused:
    """What to raise; ``held`` is what is said where the folder is there (a msgid that names the file)."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return Refused(_NO_FOLDER, folder=str(folder), name=path.name)
    return Refused(held, name=path.name)


def expect_ending(path: Path, *kinds: str) -> None:
    """Refuse a name that says another kind of file than what would stand in it; a name without an ending says nothing.

    ``kinds`` are endings in small letters with their dot.
    """
    if path.suffix.lower() not in ("", *kinds):
        raise Refused(_OTHER_KIND, name=path.name, kinds=" / ".join(kinds))


def expect_place(path: Path) -> None:
    """Refuse a file that could not be written, before anything is done for it."""
    if not os.access(path.absolute().parent, os.W_OK) or path.is_dir():
        raise unwritable(path)


@contextmanager
def whole(path: Path, held: str = HELD, failures: tuple[type[Exception], ...] = (OSError,)) -> Iterator[Path]:
    """Where to write a file: beside its place, and in its place once everything is written.

    What stood there stays until then, and nothing is left behind on failure. Raises Refused for ``failures``. What is
    no file (a pipe, a device) is written to as it is.
    """
    aside = path.with_name(f"{path.stem}.{os.getpid()}{path.suffix}")
    if path.exists() and not path.is_file():
        aside = path
    try:
        yield aside
        if aside != path:
            os.replace(aside, path)
    except failures as error:
        raise unwritable(path, held) from error
    finally:
        if aside != path:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once; raises Refused when it cannot be."""
    with whole(path) as aside:
        aside.write_bytes(content)
