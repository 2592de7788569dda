"""The one warm process in which foreign files are parsed: asked over a pipe, stopped after a minute, started again."""

from __future__ import annotations

import atexit
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from models.importing.sheets import Workbook
from models.language import N_
from models.problems import Refused
from models.work import Progress, Work
from reports.reading import gate
from reports.reading.limits import limit_memory_of
from reports.reading.transfer import Line, Received, read_line

LONGEST = 60
"""Seconds a file may take."""
_OFTEN = 0.1
READING = N_("Reading the workbook")
_ROOT = Path(__file__).resolve().parents[2]


def own_command() -> list[str]:
    """This program as a reader, from source and in the .exe."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "_read"]
    return [sys.executable, str(_ROOT / "main.py"), "_read"]


class Reader:
    """Reads files in another process; safe to use from any thread, one file at a time."""

    def __init__(self, command: Sequence[str] | None = None, longest: float | None = None) -> None:
        self._command = command
        self._longest = LONGEST if longest is None else longest
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._limits: object = None

    def workbook(self, path: Path) -> Work[Workbook]:
        """The workbook; Refused when it may not or cannot be read. Closing the work stops the reader."""
        gate.expect_workbook(path)  # the plain refusals cost no process
        with self._turn:
            finished = False
            try:
                received = yield from self._received(path)
                finished = True
            except Refused:
                finished = self._process is not None
                raise
            finally:
                if not finished:
                    self._end()
        return received

    def warm(self) -> None:
        """Start the process before it is needed."""
        with self._turn:
            self._start()

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._turn:
            self._end()

    def _received(self, path: Path) -> Work[Workbook]:
        process = self._start()
        assert process.stdin is not None
        try:
            process.stdin.write(json.dumps({"read": "workbook", "path": str(path.resolve())}) + "\n")
            process.stdin.flush()
        except OSError as error:
            self._end()
            raise self._failed(path) from error
        received, until = Received(), time.monotonic() + self._longest
        while received.book is None:
            line = self._line(path, until)
            if line:
                received.take(line)
            yield Progress(received.rows, 0, READING)
        return received.book

    def _line(self, path: Path, until: float) -> Line:
        """The next line, or nothing when none came for a moment; Refused when there will be none."""
        try:
            written = self._lines.get(timeout=_OFTEN)
        except queue.Empty:
            if time.monotonic() > until:
                self._end()
                raise Refused(
                    N_("{name} took longer than {seconds} seconds to read. Delete what is not needed, or split it."),
                    name=path.name,
                    seconds=int(self._longest),
                ) from None
            return {}
        line: Line = read_line(written) if written else {"exhausted": True}
        if "exhausted" in line:
            self._end()
            raise self._failed(path)
        if "failed" in line:
            raise gate.damaged(path)
        return line

    def _failed(self, path: Path) -> Refused:
        return Refused(
            N_(
                "{name} needs too much memory: a lone cell may lie far outside the table. "
                "Copy the table into a new workbook and import that one."
            ),
            name=path.name,
        )

    def _start(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        process = subprocess.Popen(
            self._command or own_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=_ROOT,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._limits = limit_memory_of(int(getattr(process, "_handle", 0)))
        self._lines = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(process, self._lines), name="foreign files", daemon=True).start()
        self._process = process
        return process

    def _end(self) -> None:
        process, self._process, self._limits = self._process, None, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        continue  # what was still to be written has no reader any more


def _listen(process: subprocess.Popen[str], lines: queue.SimpleQueue[str]) -> None:
    """Pass on each line; an empty one says that the process has ended."""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            lines.put(line)
    except ValueError:
        pass  # the stream was closed here
    lines.put("")


READER = Reader()
"""The reader of this program."""
atexit.register(READER.close)
