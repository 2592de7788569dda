"""The reader's own side of the pipe: the hidden command ``main.py _read``; a question a line, its answer in lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, TextIO

from reports.reading.limits import Clock, limit_own_memory
from reports.reading.looking import send_look
from reports.reading.transfer import send_workbook

Sending = Callable[[dict[str, Any], Callable[[str], None]], None]


def _late(name: str) -> Sending:
    """Its libraries are loaded when it is first asked for."""

    def send(asked: dict[str, Any], answer: Callable[[str], None]) -> None:
        getattr(import_module("reports.bundle.joining"), name)(asked, answer)

    return send


KINDS: Mapping[str, Sending] = {
    "workbook": send_workbook,
    "evidence": send_look,
    "counts": _late("send_counts"),
    "join": _late("send_join"),
}
"""What can be read. How to add a kind: a function that is asked about a ``path`` and sends lines of an ``Answer``."""


def serve(
    questions: TextIO | None = None,
    answers: TextIO | None = None,
    kinds: Mapping[str, Sending] = KINDS,
    reserving: bool = False,
) -> None:
    """Answer ``{"read": kind, "path": …}`` until the pipe is closed; never more than the memory limit.

    ``seconds`` of the processor are given to a question, or to ``each`` line of its answer.
    """
    limit_own_memory(reserving)
    source, sink = questions or sys.stdin, answers or sys.stdout

    def send(line: str) -> None:
        sink.write(line + "\n")
        if asked.get("each"):
            clock.restart()

    def give_up() -> None:
        sink.write('{"slow":true}\n')
        sink.flush()

    clock = Clock(give_up)
    for line in source:
        asked = json.loads(line)
        clock.start(asked.get("seconds", float("inf")))
        try:
            kinds[asked["read"]](asked, send)
        except MemoryError:
            send('{"exhausted":true}')
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a parser that gives up in Rust raises no ordinary exception
            send('{"failed":true}')
        clock.stop()
        sink.flush()
