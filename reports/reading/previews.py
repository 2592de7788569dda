"""Small pictures of evidence, made anew and kept beside the book; the files themselves stay as they are."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

SMALL = 320
"""Dots of a thumbnail at most; a screen with double density shows half of them to the side."""
FOLDER = "previews"


def preview_of(folder: Path, digest: str) -> Path:
    """Where the thumbnail of a file lies; it can be made again at any time."""
    return folder / FOLDER / digest[:2] / f"{digest}.jpg"


def keep_preview(folder: Path, digest: str, picture: bytes) -> None:
    """Keep a thumbnail; a disk that is full only means that it is made again next time."""
    if not picture:
        return
    place = preview_of(folder, digest)
    aside = place.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(picture)
        os.replace(aside, place)
