"""When something happens that the program did not foresee: a line in the log, and one dialog that can be copied."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

log = logging.getLogger("qingshou")
_AMOUNTS = re.compile(
    r"(fen=)-?\d+|(\[parameters: ).*\]|(?<![\w.:/-])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?!\.?\d)"
)
_open: list[Any] = []


def without_amounts(text: str) -> str:
    """The text with every amount replaced by #: a log is sent to strangers."""
    return _AMOUNTS.sub(lambda found: (found.group(1) or found.group(2) or "") + "#", text)


class _Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_amounts(super().format(record))


def start_log(folder: Path) -> None:
    """Write the log to ``folder/qingshou.log``, five files of a megabyte; ids, never amounts."""
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    stop_log()
    lines = RotatingFileHandler(
        folder / "qingshou.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    lines.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(lines)
    log.setLevel(logging.INFO)


def stop_log() -> None:
    for lines in list(log.handlers):
        log.removeHandler(lines)
        lines.close()


def crash(error: BaseException, parent: QWidget | None = None) -> None:
    """Log it and show it, once; while the dialog is open, further ones are only logged."""
    log.error("unforeseen", exc_info=error)
    if QApplication.instance() is None or _open:
        return
    from ui.crash_dialog import CrashDialog, details

    dialog = CrashDialog(without_amounts(details(error)), parent or QApplication.activeWindow())
    _open.append(dialog)
    dialog.finished.connect(_open.clear)
    dialog.open()


def catch_all() -> None:
    """Nothing that goes wrong in a slot is lost: it ends here."""
    sys.excepthook = _caught


def _caught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, where)
    else:
        crash(error.with_traceback(where))
