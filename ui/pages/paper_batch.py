"""Many papers in one go: each issued in its own Step, one file each, and one file with all of them to print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from models import kept_files, papers
from models.language import N_, text
from models.letters.dunning import standing_of
from models.parties import Party
from models.problems import Invalid, Refused
from models.store.book import Book
from models.work import Progress, Work
from ui.pages import paper_work


@dataclass(frozen=True)
class Batch:
    """How many papers were issued, the file that holds them all, and whose was left out with the reason."""

    count: int
    file: Path | None
    refused: tuple[str, ...]


def letters_due(book: Book, parties: Sequence[str], as_of: date, folder: Path) -> Work[Batch]:
    """The letter due next to each of these debtors."""
    from ui.pages.letters import LetterForm

    asked = []
    with book.read() as session:
        for key in parties:
            stood = standing_of(session, key, as_of)
            kind = stood.due if stood is not None and stood.due else "demand_3"
            asked.append(LetterForm(kind=kind, party=key, as_of=as_of, dated_on=as_of))
    return (yield from issue_all("letter", book, asked, folder))


def issue_all(kind: str, book: Book, asked: Sequence[Any], folder: Path) -> Work[Batch]:
    """Issue each; one that is refused stops none of the others. Stopping it leaves whole papers only."""
    made, refused = [], []
    for done, draft in enumerate(asked):
        yield Progress(done, len(asked), N_("Issuing papers"))
        try:
            made.append(_issued(kind, book, draft, folder))
        except (Refused, Invalid) as error:
            refused.append(f"{_name(book, draft.party)}: {_reason(error)}")
    return Batch(len(made), _together(made, folder, kind), tuple(refused))


def _issued(kind: str, book: Book, draft: Any, folder: Path) -> Path:
    with book.write(papers.ISSUE) as session:
        row = paper_work.issue(kind, book.folder, session, draft)
        content = kept_files.read(book.folder, row.file)
        name = f"{row.number} {session.get_one(Party, draft.party).name}.pdf"
    path = folder / re.sub(r'[\\/:*?"<>|]+', "-", name)
    paper_work.write_file(content, path, None)
    return path


def _together(made: Sequence[Path], folder: Path, kind: str) -> Path | None:
    """All of them in one file, in the order of their numbers."""
    if not made:
        return None
    from reports.copies import merged

    path = folder / f"{text(papers.KINDS[kind])} {made[0].name.split()[0]}–{made[-1].name.split()[0]}.pdf"
    paper_work.write_file(merged([one.read_bytes() for one in made]), path, None)
    return path


def _name(book: Book, party: str) -> str:
    with book.read() as session:
        return session.get_one(Party, party).name


def _reason(error: Refused | Invalid) -> str:
    return error.text() if isinstance(error, Refused) else error.problems[0].text()
