"""The interpreter survives a long day of signals."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DAY = """
import ui
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
class Bell(QObject):
    rang = Signal(bool)
app, bell, timer = QCoreApplication([]), Bell(), QTimer()
for _ in range(30_000):
    bell.rang.emit(True)
    timer.isActive()
    timer.setInterval(5)
print("evening")
"""


def test_thirty_thousand_signals_do_not_end_the_program() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", DAY], capture_output=True, text=True, cwd=Path(__file__).parents[2], timeout=60
    )
    assert ended.stdout.strip() == "evening", ended.stderr
    assert ended.returncode == 0
