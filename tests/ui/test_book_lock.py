"""A command that only reads stands in nobody's way, and the window waits for one that writes: with real processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import parties, registry
from models.parties import PartyDraft
from models.problems import Refused
from models.store.book import Book
from tests import makers
from ui.book_lock import BookLock
from ui.bootstrap import ROOT
from ui.workspace import Workspace

OTHER = """
import sys
from datetime import date
from pathlib import Path
from models import parties
from models.parties import PartyDraft
from models.store.listing import Question
from ui.commands.frame import Frame

with Frame(Path(sys.argv[1])).book() as book:
    for line in sys.stdin:
        if line.strip() == "read":
            with book.read() as session:
                print(len(parties.LISTING.keys(session, Question(date.today()))), flush=True)
        else:
            with book.write(parties.RECORD) as session:
                parties.record(session, PartyDraft(name=line.strip()))
            print("written", flush=True)
"""


class Other:
    """Another process with the book open as a command has it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def do(self, what: str) -> str:
        assert self.process.stdin
        assert self.process.stdout
        print(what, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def another(folder: Path) -> Iterator[Other]:
    words = [sys.executable, "-c", OTHER, str(folder)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        other = Other(process)
        yield other
        other.end()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    makers.a_book(tmp_path / "book").close()
    return tmp_path / "book"


def test_a_command_that_only_reads_leaves_the_book_to_the_window(folder: Path) -> None:
    with another(folder) as other:
        assert other.do("read") == "0"
        window = registry.open_book(folder)
        assert window.writable
        with window.write(parties.RECORD) as session:
            parties.record(session, PartyDraft(name="甲"))
        assert other.do("read") == "1"
        window.close()


def test_a_command_reads_a_book_that_is_open_in_the_window_and_is_refused_to_write(folder: Path) -> None:
    window = registry.open_book(folder)
    command = registry.open_book(folder, hold=False)
    try:
        with command.read() as session:
            assert parties.named(session, "甲") is None
        with pytest.raises(Refused, match="open in another window"), command.write(parties.RECORD) as session:
            parties.record(session, PartyDraft(name="甲"))
        assert window.writable
    finally:
        command.close()
        window.close()


def test_the_lock_is_let_go_by_whatever_thread_closes_the_book(folder: Path) -> None:
    with ThreadPoolExecutor(1) as lane:
        opened: Book = lane.submit(registry.open_book, folder).result()
        opened.close()
        again = registry.open_book(folder)
        assert again.writable
        again.close()


def test_the_window_waits_for_a_command_and_says_when_it_may_write(qtbot: QtBot, folder: Path, dressed: object) -> None:
    with another(folder) as other:
        assert other.do("甲") == "written"
        workspace = Workspace()
        lock, said, touched = BookLock(workspace), [], []
        workspace.message.connect(lambda sentence, _undoable: said.append(sentence))
        workspace.changed.connect(touched.append)
        with qtbot.waitSignal(workspace.book_changed):
            workspace.open(lambda: registry.open_book(folder), lambda: None)
        assert said == ["此账册已在别处打开，这里只能查看，不能修改。"]
        assert lock.is_waiting
        assert other.do("乙") == "written"
        other.end()
        qtbot.waitUntil(lambda: not lock.is_waiting, timeout=10_000)
    assert said[1:] == ["其他程序已不再占用本账册，现在可以在这里修改。"]
    assert "parties" in touched[0]
    with qtbot.waitSignal(workspace.changed):
        workspace.act(parties.RECORD, parties.record, PartyDraft(name="丙"))
    asked: list[list[str]] = []
    workspace.ask(lambda session: [parties.named(session, name).name for name in "甲乙丙"], asked.append)
    qtbot.waitUntil(lambda: asked == [["甲", "乙", "丙"]])
    workspace.close()
