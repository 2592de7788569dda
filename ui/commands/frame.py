"""What every command is given: which book, which language, how it answers, and how it reads what was typed."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from models.language import N_, _, listed
from models.money import Money
from models.problems import Invalid, Problem, Refused
from models.unwritable import whole
from models.work import Work, finish
from ui.window_state import WindowState, home

if TYPE_CHECKING:  # commands that need no book do not wait for the database
    from models.store.book import Book

R = TypeVar("R")
_LEDGER = "ledger.db"


@dataclass(frozen=True)
class Frame:
    """The options that every command takes: ``folder`` of the book (None: not named) and whether to answer in JSON."""

    folder: Path | None = None
    json: bool = False

    @property
    def place(self) -> Path:
        """The folder of the book: the one that was named, else the one opened last."""
        return self.folder or last_folder()

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The book, closed again when the command is done; a command that only reads does not lock it."""
        from models.registry import open_book

        opened = open_book(self.place, hold=False)
        try:
            yield opened
        finally:
            opened.close()

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """One moment of the book, for a command that only asks: nobody who writes is in its way, nor it in theirs."""
        from models.store.reading import is_current, reading

        if not is_current(self.place):
            with self.book():
                pass  # opened once, an older book is of the present shape
        with reading(self.place) as session:
            yield session

    def answer(self, told: Any, lines: Callable[[Any], Iterator[str]]) -> None:
        """Print JSON values as they are, or as the lines a person reads."""
        if self.json:
            print(json.dumps(told, ensure_ascii=False))
        else:
            for line in lines(told):
                print(line)


def last_folder() -> Path:
    """The book that the window opened last, else the newest one where books are kept, else where one would be made."""
    from models.store.placement import default_folder

    known = WindowState(home() / "settings.json").get("book")
    if known and (Path(str(known)) / _LEDGER).is_file():
        return Path(str(known))
    found = sorted(default_folder().glob(f"*/{_LEDGER}"), key=lambda file: file.stat().st_mtime)
    return found[-1].parent if found else default_folder("book")


def run(work: Work[R]) -> R:
    """Do a long work; on a terminal it shows how far it is."""
    if not sys.stderr.isatty():
        return finish(work)
    return _shown(work)


def _shown(work: Work[R]) -> R:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    look = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*look, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        try:
            while True:
                seen = next(work)
                bar.update(task, description=_(seen.doing), completed=seen.done, total=seen.total or None)
        except StopIteration as end:
            result: R = end.value
            return result


def complain(sentences: Iterable[str]) -> None:
    """One line a problem, beside what the command answers."""
    for sentence in sentences:
        print(" ".join(sentence.split()), file=sys.stderr)


def advised(problems: Iterable[Problem]) -> None:
    """What whoever asked should know, although it was done."""
    complain(_("To note: {line}").format(line=one.text()) for one in problems if one.advice)


def one_of(name: str, choices: Mapping[str, str]) -> str:
    """The name that was typed; Refused, with those there are, where it is none of the choices."""
    if name not in choices:
        raise Refused(N_("There is no “{name}” here. Known are: {known}."), name=name, known=listed(choices))
    return name


def day(typed: str | None, caption: str = "--as-of") -> date:
    """The day that was typed, today when nothing was; raises Invalid for a day that does not exist."""
    if not typed:
        return date.today()
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        message = N_("{caption}: “{typed}” is not a day of the calendar. Write it as 2026-11-23.")
        raise Invalid([Problem("", message, {"caption": caption, "typed": typed})]) from error


def money(typed: str, caption: str) -> Money:
    """The amount that was typed; raises Invalid when it is no number or has more than two decimals."""
    try:
        return Money.parse(typed)
    except ValueError as error:
        message = N_("{caption}: “{typed}” is not an amount with at most two decimals, such as 1234.50.")
        raise Invalid([Problem("", message, {"caption": caption, "typed": typed})]) from error


def expect_file(path: Path) -> Path:
    """The file, when it is there; raises Refused otherwise."""
    if not path.is_file():
        raise Refused(N_("There is no file {name}. Check the name and the folder."), name=str(path))
    return path


def write_text(path: Path, content: Iterator[str]) -> None:
    """Write a text file piece by piece; raises Refused when it cannot be written."""
    with whole(path) as aside, aside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(content)


def columns(heading: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Iterator[str]:
    """Lines of a table whose columns stand below each other, Chinese characters counted as two."""
    whole = [heading, *rows]
    widths = [max(width(row[place]) for row in whole) for place in range(len(heading))]
    for row in whole:
        cells = [_padded(cell, widths[place], place in right) for place, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def width(shown: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in shown)


def _padded(cell: str, wide: int, right: bool) -> str:
    gap = " " * (wide - width(cell))
    return gap + cell if right else cell + gap
