"""The book off the window's thread: how large it is, every list as a workbook, journals for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from models import steps
from models.exchange.journals import JOURNALS
from models.language import N_, text
from models.own import extended_listing, own_of
from models.problems import Refused
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Listing, Question
from models.work import Progress, Work

AT_ONCE = 2_000


@dataclass(frozen=True)
class About:
    """What can be said of a book: ``size`` of its folder in bytes, ``code`` pins its history up to now."""

    folder: Path
    site: str
    steps: int
    last_at: str
    last_by: str
    size: int
    code: str
    writable: bool


def about(book: Book, session: Any) -> About:
    from reports.check_code import Check  # brings the library that draws papers

    head = book.head()
    code = Check(head.site, head.n, head.hash).code if head else ""
    at = head.at[:16].replace("T", " ") if head else ""
    actor = head.actor if head else ""
    return About(book.folder, book.site, steps.count(session), at, actor, _size(book.folder), code, book.writable)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def write_lists(book: Book, as_of: date, target: Path) -> Work[Path]:
    """Every list of the program as a sheet of one workbook, as of a day."""
    from reports.workbook import write

    sheets = []
    with book.read() as session:
        own = own_of(session)
        for done, plain in enumerate(LISTINGS.values()):
            yield Progress(done, len(LISTINGS), plain.title)
            listing = extended_listing(plain, own.get(plain.name, ()))
            sheets.append((yield from _sheet(session, listing, Question(as_of), done)))
    yield Progress(len(LISTINGS), len(LISTINGS), N_("writing the workbook"))
    write(target, sheets)
    return target


def _sheet(session: Any, listing: Listing, question: Question, done: int) -> Work[Any]:
    from reports.listing_sheet import sheet_of

    sheet, rows = sheet_of(session, listing, question), []
    for row in sheet.rows:
        rows.append(row)
        if len(rows) % AT_ONCE == 0:
            yield Progress(done, len(LISTINGS), listing.title)
    return replace(sheet, rows=rows)


def write_journal(book: Book, form: str, target: Path) -> Work[Path]:
    """The book as a journal of double entries (``hledger`` or ``beancount``)."""
    pieces = 0
    try:
        with book.read() as session, target.open("w", encoding="utf-8", newline="\n") as stream:
            for piece in _pieces(session, form):
                stream.write(piece)
                pieces += 1
                if pieces % AT_ONCE == 0:
                    yield Progress(pieces, 0, N_("writing the journal"))
    except OSError as error:
        message = N_("{name} cannot be written. Close it in the other program, or choose another folder.")
        raise Refused(message, name=target.name) from error
    return target


def _pieces(session: Any, form: str) -> Iterator[str]:
    yield from JOURNALS[form](session)


def size_in_words(size: int) -> str:
    """``3.4 MB``; the decimal units a file manager shows."""
    for unit, whole in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= whole:
            return f"{size / whole:,.1f} {unit}"
    return text(N_("{count} bytes")).format(count=size)
