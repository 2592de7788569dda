"""Start to first paint (performance 13): the program with a book to open, against a bare Qt window.

Both run in the same environment and end when their first paint is over. The bare window opens the same database and
shows how many certificates it holds, in the middle of a label.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from models import sample
from models.work import finish
from tests.bench import Figure
from ui.bootstrap import ROOT

ROUNDS = 21
_OURS = """
import gc, os, sys
gc.disable()  # main does so before it imports Qt, which comes sooner here
from ui.frame.first_paint import FirstPaint
FirstPaint._end = lambda told: os._exit(0)
sys.argv = ["main.py"]
exec(compile(open("main.py", encoding="utf-8").read(), "main.py", "exec"))
"""
_BARE = """
import os, sqlite3, sys
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Exposed(QObject):
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Expose:
            QTimer.singleShot(0, self, lambda: os._exit(0))
        return False

app = QApplication(sys.argv[:1])
count, = sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM certificates").fetchone()
window = QMainWindow()
window.setCentralWidget(QLabel(f"{count}", alignment=Qt.AlignmentFlag.AlignCenter))
window.resize(1366, 768)
window.show()
exposed = Exposed()
window.windowHandle().installEventFilter(exposed)
app.exec()
"""


def figures(rows: int) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        book = Path(folder) / "book"
        finish(sample.make(book)).close()
        surroundings = _surroundings(Path(folder), book)
        ours = partial(_run, surroundings, _OURS)
        bare = partial(_run, surroundings, _BARE, str(book / "ledger.db"))
        ours(), bare()  # warm: compiled and in the cache of the disk
        yield Figure("13 start to first paint", ours, bare, 1.3, rounds=ROUNDS)


def _surroundings(folder: Path, book: Path) -> Mapping[str, str]:
    """A person's own folder in which this book was open last; compiled modules are kept as on every computer."""
    settings = folder / "Qingshou" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"book": str(book)}), encoding="utf-8")
    found = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder)}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def _run(surroundings: Mapping[str, str], code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, env=surroundings, check=True)
