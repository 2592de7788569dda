"""What the program shows without a screen: the sample book, a statement out of it, and a picture of the window."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from models import answers, registry, sample
from models.language import _
from models.store.book import Book
from models.store.placement import holds_book
from models.work import finish
from reports.report import write_pdf
from reports.statement import STATEMENT
from reports.statement_draft import StatementDraft
from ui.bootstrap import ROOT, frozen
from ui.window_state import home

PORTRAIT = "_portrait"
"""The hidden command that draws the picture in a process of its own, because Qt decides once what its screen is."""

SECONDS = 90


def without_screen(base: Path | None = None) -> int:
    """Make the sample, print its most overdue debtor's statement and a picture; returns the exit code."""
    base = base or home()
    place = base / "showcase"
    place.mkdir(parents=True, exist_ok=True)
    book = _book(base / "books" / "sample")
    today = date.today()
    with book.read() as session:
        debtor = answers.most_overdue(session, today)
        scope = answers.scope_of(session, party=debtor)
        told = STATEMENT.collect(session, StatementDraft(party=scope["party"], as_of=today))
    book.close()
    paper, picture = place / "statement.pdf", place / "window.png"
    write_pdf(STATEMENT, told, paper)
    print(_("The sample book is in {folder}").format(folder=book.folder))
    print(_("{debtor} has the largest overdue sum; its statement of account: {file}").format(debtor=debtor, file=paper))
    if _portrait(book.folder, picture):
        print(_("A picture of the window: {file}").format(file=picture))
    else:
        print(_("No picture of the window could be drawn here."))
    print(
        _("This machine has no screen. With one, “python3 main.py” opens the window; “main.py --help” lists commands.")
    )
    return 0


def _book(folder: Path) -> Book:
    """The sample of an earlier showcase, or a new one."""
    return registry.open_book(folder) if holds_book(folder) else finish(sample.make(folder))


def _portrait(book: Path, picture: Path) -> bool:
    program = [sys.executable] if frozen() else [sys.executable, str(ROOT / "main.py")]
    try:
        done = subprocess.run(
            [*program, PORTRAIT, str(book), str(picture)], capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and picture.is_file()
