"""Where the program finds what it ships: fonts, icons, rates, holidays, texts and the sample."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The shipped file or folder of that name, e.g. ``path("fonts/NotoSansSC-Regular.ttf")``."""
    return _HERE / name
