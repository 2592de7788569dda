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
from typing import Any, Protocol

from models.importing.sheets import Workbook
from models.language import N_
from models.problems import Refused
from models.work import Progress, Work
from reports.reading import gate
from reports.reading.limits import limit_memory_of
from reports.reading.looked import Looked, Looking
from reports.reading.transfer import Line, Received, read_line

LONGEST = 60
"""Seconds of the processor that a workbook may take."""
GLANCE = 10
"""Seconds of the processor that a look at a picture or a PDF may take."""
_PATIENCE = 6
"""So many times as long a busy machine may take for it."""
_OFTEN = 0.1
READING = N_("Reading the workbook")
SLOW, MEMORY, DAMAGED = "slow", "memory", "damaged"
_ROOT = Path(__file__).resolve().parents[2]


def own_command(word: str = "_read") -> list[str]:
    """This program as a reader, from source and in the .exe."""
    if getattr(sys, "frozen", False):
        return [sys.executable, word]
    return [sys.executable, str(_ROOT / "main.py"), word]


class Given(Exception):
    """There will be no answer about a file: it took too long, too much memory, or cannot be parsed."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


class Answer(Protocol):
    """What becomes of the lines about one file; ``result`` is None until the last one came."""

    rows: int

    def take(self, line: Line) -> None: ...

    @property
    def result(self) -> Any: ...


class Reader:
    """Reads files in another process; safe to use from any thread, one file at a time."""

    def __init__(self, command: Sequence[str] | None = None, longest: float | None = None, each: bool = False) -> None:
        """``longest`` seconds of the processor are given to a question, or to ``each`` line of its answer."""
        self._command, self._each = command, each
        self._longest = LONGEST if longest is None else longest
        self._turn = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._limits: object = None

    def workbook(self, path: Path) -> Work[Workbook]:
        """The workbook; Refused when it may not or cannot be read. Closing the work stops the reader."""
        gate.expect_workbook(path)  # the plain refusals cost no process
        try:
            book: Workbook = yield from self._answered({"read": "workbook", "path": str(path.resolve())}, Received())
        except Given as given:
            raise self._refusal(path, given.cause) from given
        return book

    def look(self, path: Path, edge: int, media: str, page: int = 0) -> Work[Looked]:
        """What can be said of a file of evidence, with a picture of at most ``edge`` dots; it never refuses."""
        question = {"read": "evidence", "path": str(path.resolve()), "edge": edge, "media": media, "page": page}
        try:
            looked: Looked = yield from self._answered(question, Looking())
        except Given as given:
            return Looked(fault=given.cause)
        return looked

    def bundle(self, question: dict[str, Any], answer: Answer) -> Work[Any]:
        """Count or join the files of a bundle; raises Given when a parser gave up."""
        return (yield from self._answered(question, answer))

    def _answered(self, question: dict[str, Any], answer: Answer) -> Work[Any]:
        with self._turn:
            finished = False
            try:
                yield from self._lines_of(question, answer)
                finished = True
            except (Refused, Given):
                finished = self._process is not None
                raise
            finally:
                if not finished:
                    self._end()
        return answer.result

    def warm(self) -> None:
        """Start the process before it is needed."""
        with self._turn:
            self._start()

    def close(self) -> None:
        """End the process; the next file starts another."""
        with self._turn:
            self._end()

    def _lines_of(self, question: dict[str, Any], answer: Answer) -> Work[None]:
        process = self._start()
        assert process.stdin is not None
        try:
            told = {**question, "seconds": self._longest, "each": self._each}
            process.stdin.write(json.dumps(told) + "\n")
            process.stdin.flush()
        except OSError as error:
            self._end()
            raise Given(MEMORY) from error
        until = time.monotonic() + self._longest * _PATIENCE
        while answer.result is None:
            line = self._line(until)
            if line:
                answer.take(line)
                until = time.monotonic() + self._longest * _PATIENCE if self._each else until
            yield Progress(answer.rows, 0, READING)

    def _line(self, until: float) -> Line:
        """The next line, or nothing when none came for a moment; Given up when there will be none."""
        try:
            written = self._lines.get(timeout=_OFTEN)
        except queue.Empty:
            if time.monotonic() > until:
                self._end()
                raise Given(SLOW) from None
            return {}
        line: Line = read_line(written) if written else {"exhausted": True}
        if "slow" in line:
            self._end()
            raise Given(SLOW)
        if "exhausted" in line:
            self._end()
            raise Given(MEMORY)
        if "failed" in line:
            raise Given(DAMAGED)
        return line

    def _refusal(self, path: Path, cause: str) -> Refused:
        if cause == DAMAGED:
            return gate.damaged(path)
        if cause == SLOW:
            message = N_("{name} took longer than {seconds} seconds to read. Delete what is not needed, or split it.")
            return Refused(message, name=path.name, seconds=int(self._longest))
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
LOOKER = Reader(longest=GLANCE)
"""The one that looks at evidence: nobody waits for a picture while a large workbook is read."""
atexit.register(READER.close)
atexit.register(LOOKER.close)
