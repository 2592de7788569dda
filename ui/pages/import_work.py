"""The import off the window's thread: read a workbook in its own process, check it, bring it in, list its problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from models.importing import Choices, Outcome, Workbook, bring_in, check, recognition
from models.importing.recognition import Answers, Proposal
from models.language import N_, text
from models.own import own_of
from models.problems import Invalid, Problem, Refused
from models.round_trip import Accepting, Preview, bring_back, is_export, look
from models.store.book import Book
from models.unwritable import write_whole
from models.work import Work, keeping_all

CHECKING = N_("Working it out… The progress stands below; nothing is written meanwhile.")
WRITING = N_("Bringing it in… All of it comes in as one step, or nothing does.")

NOTHING = Outcome(())
TEMPLATE, LEDGER = "template", "ledger"


@dataclass(frozen=True)
class Reading:
    """How a person wants a workbook read: as what (empty: as it is recognised), and what was answered about it."""

    choices: Choices
    way: str = ""
    answers: Answers = recognition.NOBODY


@dataclass(frozen=True)
class Checked:
    """What became of a file: its rows, what they would bring, or the ``reason`` why it cannot be read at all.

    Of lists that went out and came back there is a ``preview`` instead of an outcome, of a ledger of somebody's own a
    ``proposal``; ``known`` are then number, name and owner of the contracts of the book.
    """

    workbook: Workbook | None = None
    outcome: Outcome = NOTHING
    reason: str = ""
    preview: Preview | None = None
    proposal: Proposal | None = None
    known: Sequence[tuple[str, str, str]] = ()


def read_and_check(book: Book, path: Path, reading: Reading) -> Work[Checked]:
    """Read the file and say everything that stands against it; nothing is written."""
    from reports.reading.reader import READER

    try:
        workbook = yield from READER.workbook(path)
    except Refused as refused:
        return Checked(reason=refused.text())
    return (yield from check_again(book, workbook, reading))


def check_again(book: Book, workbook: Workbook, reading: Reading) -> Work[Checked]:
    """The same rows, with other choices or answers, or a book that changed."""
    if reading.way != LEDGER and is_export(workbook):
        return Checked(workbook, preview=(yield from look(book, workbook)))
    with keeping_all(), book.read() as session:
        if reading.way == LEDGER or (not reading.way and recognition.is_ledger(workbook)):
            proposal = yield from recognition.propose(session, workbook, reading.answers)
            known = recognition.known_deals(session, {}).every
            return Checked(workbook, proposal=proposal, known=[(one.number, one.name, one.party) for one in known])
        outcome = yield from check(session, workbook, reading.choices)
    return Checked(workbook, outcome)


def bring_ledger(book: Book, checked: Checked, reading: Reading) -> Work[Checked]:
    """One Step with every row that is understood; what stands against it is said and nothing is kept."""
    assert checked.workbook
    try:
        proposal = yield from recognition.bring_in(book, checked.workbook, reading.answers)
    except Invalid as invalid:
        return replace(checked, reason=invalid.problems[0].text())
    return replace(checked, proposal=proposal, reason="")


def write_answers(answers: Answers, path: Path, _session: Any) -> Path:
    """The file of ``import --map``."""
    write_whole(path, recognition.to_json(answers).encode())
    return path


def read_answers(path: Path, _session: Any) -> Answers:
    return recognition.read_answers(path)


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
