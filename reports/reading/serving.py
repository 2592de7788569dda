"""The reader's own side of the pipe: the hidden command ``main.py _read``; a question a line, its answer in lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from reports.reading.limits import limit_own_memory
from reports.reading.transfer import send_workbook

KINDS: dict[str, Callable[[Path, Callable[[str], None]], None]] = {"workbook": send_workbook}
"""What can be read. How to add a kind: a function that reads a path and sends lines, the last one with ``end``."""


def serve(questions: TextIO | None = None, answers: TextIO | None = None) -> None:
    """Answer ``{"read": kind, "path": …}`` until the pipe is closed; never more than the memory limit."""
    limit_own_memory()
    source, sink = questions or sys.stdin, answers or sys.stdout

    def send(line: str) -> None:
        sink.write(line + "\n")

    for line in source:
        asked = json.loads(line)
        try:
            KINDS[asked["read"]](Path(asked["path"]), send)
        except MemoryError:
            send('{"exhausted":true}')
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a parser that gives up in Rust raises no ordinary exception
            send('{"failed":true}')
        sink.flush()
