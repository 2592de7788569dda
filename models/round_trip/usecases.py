"""Looking at lists that came back, and keeping what was accepted of them: all of it as one Step, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import registry
from models.importing.captions import is_blank
from models.importing.names import Names
from models.importing.sheets import Sheet, Workbook
from models.language import N_
from models.own import extended_listing, own_of
from models.problems import Problem, stop
from models.round_trip.compare import compare
from models.round_trip.keeping import keep
from models.round_trip.lost import keys_by_name, origin_again, tell_named, without_keys
from models.round_trip.origin import Origin, book_of, is_hidden_sheet, key_place, origins_of
from models.round_trip.preview import Accepting, Change, Preview
from models.round_trip.returned import placed
from models.store.book import Book
from models.wholesale import IMPORT
from models.work import Work

USUAL = Accepting()


def look(book: Book, workbook: Workbook, accepting: Accepting = USUAL, today: date | None = None) -> Work[Preview]:
    """Everything that differs from the book, and what stands against it: kept for a try and given up again."""
    with book.rehearse(IMPORT) as session:
        return (yield from _tried(session, workbook, accepting, today))


def bring_back(
    book: Book, workbook: Workbook, accepting: Accepting = USUAL, today: date | None = None
) -> Work[Preview]:
    """Keep what is accepted as one Step; Invalid with every problem by sheet and cell, and then nothing is kept."""
    with book.write(IMPORT, workbook.name) as session:
        preview = yield from _tried(session, workbook, accepting, today)
        stop(preview.against(accepting))
    return preview


def _tried(session: Session, workbook: Workbook, accepting: Accepting, today: date | None) -> Work[Preview]:
    """What differs, with what is accepted of it written; the problems are those of reading and of writing."""
    preview = yield from _compared(session, workbook, today or date.today())
    taken = [change for change in preview.changes if accepting.takes(change)]
    told = yield from keep(session, taken, preview.problems, workbook.name)
    return replace(preview, problems=(*preview.problems, *told))


def _compared(session: Session, workbook: Workbook, day: date) -> Work[Preview]:
    """Everything that differs between the lists of a workbook and the book."""
    problems = list(workbook.advice)
    changes: list[Change] = []
    rows: dict[str, int] = {}
    origins = origins_of(workbook)
    ours, own, names = book_of(session), own_of(session), Names(session)
    for sheet in workbook.sheets:
        found = _found(sheet, origins)
        if found is None:
            problems += _strange(sheet)
            continue
        name, head, key_column = found
        listing, origin = registry.LISTINGS.get(name), origins.get(name)
        if listing is not None:
            listing = extended_listing(listing, own.get(name, ()))
            if origin is None and name not in rows and key_column is not None:
                origin = origin_again(session, listing, sheet, (head, key_column), day, problems)
                origins[name] = origin
        reason = _unfit(name, listing, origin, rows, ours)
        if reason is not None:
            problems.append(replace(reason, where=sheet.name))
            continue
        assert listing is not None
        assert origin is not None
        keys = key_column if key_column is not None else keys_by_name(listing, origin, sheet, head)
        if keys is None:
            problems.append(Problem("", _UNNAMED, where=sheet.name))
            continue
        if not isinstance(keys, int):
            problems += tell_named(sheet, head, keys)
        returned = placed(workbook, sheet, listing, origin, head, keys, problems)
        rows[listing.name] = len(returned.keys) + len(returned.new)
        changes += yield from compare(session, returned, day, names, problems)
    if not rows and all(problem.advice for problem in problems):
        problems.append(Problem("", N_("No list of this workbook can be brought back. Export it again.")))
    return Preview(tuple(changes), tuple(problems), rows, origins)


_UNNAMED = N_(
    "The column with the keys of this list was deleted, so its rows cannot be told apart: export the list "
    "again and edit that, or delete this sheet."
)


def _found(sheet: Sheet, origins: Mapping[str, Origin]) -> tuple[str, int, int | None] | None:
    """The list that stands on a sheet, the row of its captions and the column of its keys, if it still has one."""
    found = key_place(sheet)
    if found is not None:
        return found[2], found[0], found[1]
    lost = None if is_hidden_sheet(sheet) else without_keys(sheet, origins)
    return (lost.origin.listing, lost.head, None) if lost is not None else None


def _strange(sheet: Sheet) -> Iterator[Problem]:
    """What is said of somebody's own sheet."""
    if not is_hidden_sheet(sheet) and not all(is_blank(row) for row in sheet.rows):
        yield Problem("", N_("This sheet is none of the lists that went out: it is not read."), {}, True, sheet.name)


def _unfit(name: str, listing: Any, origin: Any, rows: Mapping[str, int], ours: str) -> Problem | None:
    """Why a sheet cannot be compared."""
    if listing is None:
        return Problem("", N_("This list follows from other entries: nothing in it can be changed here."), advice=True)
    if name in rows:
        return Problem("", N_("This list stands in the workbook twice. Delete one of the sheets."))
    if origin is None or origin.book != ours:
        return Problem("", N_("This list was exported from another book. Open that book, or use the import template."))
    return None
