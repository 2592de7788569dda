"""Whether issued papers are what went out: the PDF and the figures of each are read again, withdrawn ones too."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.kept_files import PAPERS
from models.language import N_
from models.papers.record import KINDS, IssuedPaper
from models.rereading import Reread, Wanted, Words, reread
from models.work import Work

FIGURES = N_("figures it was drawn from")
_WORDS = Words(
    doing=N_("Checking the issued papers"),
    missing=N_("{number} ({name}): its file {file} is missing. Restore it from a backup."),
    altered=N_("{number} ({name}): its file {file} was altered. Restore it from a backup."),
)


def verify(folder: Path, session: Session, share_of: date | None = None) -> Work[Reread]:
    """Read every file again; each that is missing or altered is named. ``share_of``: only those of that day's turn."""
    p = IssuedPaper
    rows = session.execute(select(p.number, p.kind, p.file, p.content).order_by(p.issued_on, p.number)).all()
    wanted = [
        one
        for number, kind, file, content in rows
        for one in (Wanted(number, KINDS[kind], file), Wanted(number, FIGURES, content))
    ]
    return (yield from reread(folder, PAPERS, wanted, _WORDS, share_of))
