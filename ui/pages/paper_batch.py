"""Many papers in one go: each issued in its own Step, one file each, and one file with all of them to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from models import confirmations, kept_files, papers
from models.confirmations import BatchDraft
from models.confirmations.calendar import DUE
from models.confirmations.course import SECOND
from models.language import N_, current, text
from models.letters.dunning import standings
from models.parties import Party
from models.problems import Cancelled, Invalid, Refused
from models.store.book import Book
from models.work import Progress, Work
from reports import named
from ui.pages import paper_work


@dataclass(frozen=True)
class Batch:
    """How many papers were issued, the file that holds them all, and whose was left out with the reason.

    ``left``: how many were not reached because it was stopped; None where it was not.
    """

    count: int
    file: Path | None
    refused: tuple[str, ...]
    left: int | None = None


def letters_due(book: Book, parties: Sequence[str], as_of: date, folder: Path) -> Work[Batch]:
    """The letter due next to each of these debtors."""
    from ui.pages.letters import LetterForm

    asked = []
    with book.read() as session:
        standing = {one.party_id: one for one in reversed(standings(session, as_of))}  # the largest sum
        for key in parties:
            stood = standing.get(key)
            kind = stood.due if stood is not None and stood.due else "demand_3"
            asked.append(LetterForm(kind=kind, party=key, as_of=as_of, dated_on=as_of))
    return (yield from issue_all("letter", book, asked, folder))


def statements(book: Book, draft: BatchDraft, folder: Path) -> Work[Batch]:
    """A statement to everyone who is asked for."""
    from ui.pages.statement_drawing import StatementForm

    with book.read() as session:
        whose = confirmations.scopes(session, draft)
    how = {name: getattr(draft, name) for name in ("as_of", "dated_on", "demand", "days_to_answer", "with_detail")}
    asked = [StatementForm(party=party, contract=contract, language=current(), **how) for party, contract in whose]
    return (yield from issue_all("statement", book, asked, folder))


def statements_due(book: Book, parties: Sequence[str], as_of: date, folder: Path) -> Work[Batch]:
    """A statement to each of these debtors, up to the day one is due for, else up to this day."""
    from ui.pages.statement_drawing import StatementForm

    with book.read() as session:
        due = {one.party_id: one.due_for for one in confirmations.due_statements(session, as_of) if one.state == DUE}
    asked = [
        StatementForm(party=key, as_of=due.get(key) or as_of, dated_on=as_of, language=current()) for key in parties
    ]
    return (yield from issue_all("statement", book, asked, folder))


def second_letters(book: Book, as_of: date, folder: Path) -> Work[Batch]:
    """One letter to every debtor who is silent about a statement."""
    from ui.pages.letters import LetterForm

    with book.read() as session:
        parties = list(dict.fromkeys(one.party_id for one in confirmations.silent(session, as_of)))
    asked = [LetterForm(kind=SECOND, party=key, as_of=as_of, dated_on=as_of, language=current()) for key in parties]
    return (yield from issue_all("letter", book, asked, folder))


def issue_all(kind: str, book: Book, asked: Sequence[Any], folder: Path) -> Work[Batch]:
    """Issue each; one that is refused stops none of the others. Stopping it leaves whole papers, and says how many."""
    _expect_room(folder)
    made: list[_Made] = []
    refused: list[str] = []
    file, left = None, None
    try:
        with book.told_at_once():
            for done, draft in enumerate(asked):
                yield Progress(done, len(asked), N_("Issuing papers"))
                try:
                    _expect_none(kind, book, draft)
                    made.append(_issued(kind, book, draft))
                    paper_work.write_file(made[-1].content, folder / made[-1].name, None)
                except (Refused, Invalid) as error:
                    refused.append(f"{_name(book, draft.party)}: {_reason(error)}")
    except Cancelled:
        left = len(asked) - len(made) - len(refused)
    finally:
        file = _together(made, folder, kind)
    return Batch(len(made), file, tuple(refused), left)


def _expect_none(kind: str, book: Book, draft: Any) -> None:
    """Who asks for all once more gets those that are missing."""
    with book.read() as session:
        for told in paper_work.out_already(session, named(kind), draft, draft.party):
            raise Refused(told.message, **told.values)


@dataclass(frozen=True)
class _Made:
    number: str
    name: str
    content: bytes


def _expect_room(folder: Path) -> None:
    """Papers that were issued and cannot be written would have to be looked for one by one."""
    try:
        with TemporaryFile(dir=folder):
            return
    except OSError as error:
        raise Refused(N_("Nothing can be written into {name}: choose another folder."), name=folder.name) from error


def _issued(kind: str, book: Book, draft: Any) -> _Made:
    with book.write(papers.ISSUE) as session:
        row = paper_work.issue(kind, book.folder, session, draft)
        content = kept_files.read(book.folder, row.file)
        name = f"{row.number} {session.get_one(Party, draft.party).name}.pdf"
        return _Made(row.number, re.sub(r'[\\/:*?"<>|]+', "-", name), content)


def _together(made: Sequence[_Made], folder: Path, kind: str) -> Path | None:
    """All of them in one file to print, in the order of their numbers; when it was stopped, those that went out."""
    if not made:
        return None
    from reports.copies import merged

    path = folder / f"{text(papers.KINDS[kind])} {made[0].number}–{made[-1].number}.pdf"
    return paper_work.write_file(merged([one.content for one in made]), path, None)


def _name(book: Book, party: str) -> str:
    with book.read() as session:
        return session.get_one(Party, party).name


def _reason(error: Refused | Invalid) -> str:
    return error.text() if isinstance(error, Refused) else error.problems[0].text()
