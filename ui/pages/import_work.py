"""The import off the window's thread: read a workbook in its own process, check it, bring it in, list its problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.importing import Choices, Outcome, Workbook, bring_in, check
from models.language import N_, text
from models.own import own_of
from models.problems import Invalid, Problem, Refused
from models.round_trip import Accepting, Preview, bring_back, is_export, look
from models.store.book import Book
from models.work import Work

NOTHING = Outcome(())


@dataclass(frozen=True)
class Checked:
    """What became of a file: its rows, what they would bring, or the ``reason`` why it cannot be read at all.

    Of lists that went out and came back there is a ``preview`` instead of an outcome.
    """

    workbook: Workbook | None = None
    outcome: Outcome = NOTHING
    reason: str = ""
    preview: Preview | None = None


def read_and_check(book: Book, path: Path, choices: Choices) -> Work[Checked]:
    """Read the file and say everything that stands against it; nothing is written."""
    from reports.reading.reader import READER

    try:
        workbook = yield from READER.workbook(path)
    except Refused as refused:
        return Checked(reason=refused.text())
    return (yield from check_again(book, workbook, choices))


def check_again(book: Book, workbook: Workbook, choices: Choices) -> Work[Checked]:
    """The same rows, with other choices or a book that changed."""
    with book.read() as session:
        if is_export(workbook):
            return Checked(workbook, preview=(yield from look(session, workbook)))
        outcome = yield from check(session, workbook, choices)
    return Checked(workbook, outcome)


def bring(book: Book, workbook: Workbook, choices: Choices) -> Work[Checked]:
    """One Step with everything; what stands against it comes back as problems and nothing is kept."""
    try:
        outcome = yield from bring_in(book, workbook, choices)
    except Invalid as invalid:
        return Checked(workbook, Outcome(invalid.problems))
    return Checked(workbook, outcome)


def keep(book: Book, checked: Checked, accepting: Accepting) -> Work[Checked]:
    """One Step with the accepted changes; what stands against one comes back as problems and nothing is kept."""
    assert checked.workbook
    assert checked.preview
    try:
        preview = yield from bring_back(book, checked.workbook, accepting)
    except Invalid as invalid:
        advice = (problem for problem in checked.preview.problems if problem.advice)
        return replace(checked, preview=replace(checked.preview, problems=(*invalid.problems, *advice)))
    return replace(checked, preview=replace(preview, changes=(), problems=()))


def warm(_session: Any) -> None:
    """Start the process that reads foreign files before the first one is chosen."""
    from reports.reading.reader import READER

    READER.warm()


def write_template(path: Path, session: Any) -> Path:
    """The empty workbook to fill in, with the own columns of the book."""
    from reports.template import write_template as write

    return write(path, own=own_of(session))


def write_problems(problems: Sequence[Problem], name: str, path: Path, _session: Any) -> Path:
    """The list of problems as a workbook, to be handed to whoever keeps the ledger."""
    from reports.workbook import Field, Sheet, write

    fields = (
        Field(text(N_("Weight")), width=8),
        Field(text(N_("Sheet")), width=16),
        Field(text(N_("Cell")), width=10),
        Field(text(N_("What is wrong and what to do")), width=90),
    )
    write(path, [Sheet(name, fields, _rows(problems))])
    return path


def _rows(problems: Sequence[Problem]) -> Iterator[Sequence[str]]:
    for problem in problems:
        yield (weight(problem), *problem.place, problem.sentence())


def weight(problem: Problem) -> str:
    """Whether it must be put right before anything is imported."""
    return text(N_("Advice")) if problem.advice else text(N_("To correct"))
