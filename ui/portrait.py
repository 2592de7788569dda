"""Takes a picture of the window with a book open, on a machine without a screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.application import Program

SIZE = (1440, 900)
SECONDS_TO_OPEN = 30
SECONDS_TO_SETTLE = 2


def main(arguments: list[str]) -> int:
    """``BOOK PICTURE``: open the book, save the picture; the settings of the person are not touched."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    book, picture = Path(arguments[0]), Path(arguments[1])
    app = theme.make_application()
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        program = Program(app, Path(home))
        program.window.resize(*SIZE)
        program.start(book)
        opened = _until(lambda: program.workspace.book is not None, SECONDS_TO_OPEN)
        _until(lambda: False, SECONDS_TO_SETTLE)
        saved = program.window.grab().save(str(picture))
        program.window.close()
    return 0 if opened and saved else 1


def _until(reached: Callable[[], bool], seconds: int) -> bool:
    """Let the window live until something is true, at most so long."""
    end = monotonic() + seconds
    while not reached() and monotonic() < end:
        QApplication.processEvents()
    return reached()
