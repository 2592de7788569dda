"""The check of a whole book: its chain of steps, every row, every file of evidence, every issued paper."""

from __future__ import annotations

from dataclasses import dataclass

from models.evidence import verifying as evidence
from models.papers import verifying as papers
from models.problems import Problem
from models.store.book import Book
from models.store.verify import Verdict, verify
from models.work import Work


@dataclass(frozen=True)
class Checked(Verdict):
    """Besides steps and rows: so many files of ``evidence`` and of issued ``papers`` were read again.

    ``unsound`` names files of evidence that came broken, cut or locked: nothing was altered, they prove little.
    """

    evidence: int
    papers: int
    unsound: tuple[Problem, ...] = ()


def check(book: Book) -> Work[Checked]:
    """Nothing found means that nothing was altered and nothing is missing."""
    told = yield from verify(book)
    with book.read() as session:
        files = yield from evidence.verify(book.folder, session)
        issued = yield from papers.verify(book.folder, session)
    findings = (*told.findings, *files.findings, *issued.findings)
    return Checked(told.steps, told.rows, told.head, findings, files.files, issued.files, files.unsound)
