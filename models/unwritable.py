"""Why a file could not be written, and what to do: its folder is missing, or another program holds it."""

from __future__ import annotations

from pathlib import Path

from models.language import N_
from models.problems import Refused

HELD = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
HELD_AS_TABLE = N_("{name} cannot be written. Close it in Excel or WPS, or choose another folder.")
_NO_FOLDER = N_("There is no folder {folder}: make it, or write {name} into another one.")


def unwritable(path: Path, held: str = HELD) -> Refused:
    """What to raise; ``held`` is what is said where the folder is there (a msgid that names the file)."""
    folder = path.absolute().parent
    if not folder.is_dir():
        return Refused(_NO_FOLDER, folder=str(folder), name=path.name)
    return Refused(held, name=path.name)
