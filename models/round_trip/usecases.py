"""Looking at lists that came back, and keeping what was accepted of them: all of it as one Step, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import registry
from models.drafts import Entry, changed, inner
from models.importing.captions import is_blank
from models.importing.names import Names
from models.importing.sheets import Sheet, Workbook
from models.importing.texts import Misread
from models.language import N_
from models.own import PREFIX, Own, extended_listing, fill, own_of
from models.problems import Invalid, Problem, Refused, stop
from models.round_trip.compare import ADDED, REMOVED, Change, Preview, compare
from models.round_trip.edited import EDITED, Edited
from models.round_trip.origin import Origin, book_of, is_hidden_sheet, key_place, origins_of, without_keys
from models.round_trip.returned import placed
from models.store.book import Book
from models.store.listing import Condition, Question
from models.wholesale import IMPORT
from models.work import Progress, Work

KEEPING = N_("Keeping the changes")


@dataclass(frozen=True)
class Accepting:
    """Which changes are made: the ``ids`` a person accepted, else what is usual with ``removed`` rows and conflicts."""

    ids: frozenset[str] | None = None
    removed: bool = False
    conflicts: bool = False

    def takes(self, change: Change) -> bool:
        if self.ids is not None:
            return change.id in self.ids
        return change.usual or (self.removed if change.kind == REMOVED else self.conflicts)


USUAL = Accepting()


def look(session: Session, workbook: Workbook, today: date | None = None) -> Work[Preview]:
    """Everything that differs between the lists of a workbook and the book; nothing is written."""
    day = today or date.today()
    problems = list(workbook.advice)
    changes: list[Change] = []
    rows: dict[str, int] = {}
    origins = origins_of(workbook)
    ours, own = book_of(session), own_of(session)
    for sheet in workbook.sheets:
        found = key_place(sheet)
        if found is None:
            problems += _keyless(sheet, origins)
            continue
        listing, origin = registry.LISTINGS.get(found[2]), origins.get(found[2])
        reason = _unfit(found[2], listing, origin, rows, ours)
        if reason is not None:
            problems.append(replace(reason, where=sheet.name))
            continue
        assert listing is not None
        assert origin is not None
        listing = extended_listing(listing, own.get(listing.name, ()))
        returned = placed(workbook, sheet, listing, origin, problems)
        rows[listing.name] = len(returned.keys) + len(returned.new)
        changes += yield from compare(session, returned, day, problems)
    if not rows and all(problem.advice for problem in problems):
        problems.append(Problem("", N_("No list of this workbook can be brought back. Export it again.")))
    problems += _checked(session, changes)
    return Preview(tuple(changes), tuple(problems), rows, origins)


def _keyless(sheet: Sheet, origins: Mapping[str, Origin]) -> Iterator[Problem]:
    """What is said of a sheet that has no keys: it was a list of ours, or somebody's own sheet."""
    if is_hidden_sheet(sheet) or all(is_blank(row) for row in sheet.rows):
        return
    if without_keys(sheet, origins):
        message = N_(
            "The column with the keys of this list was deleted, so its rows cannot be told apart: export the list "
            "again and edit that, or delete this sheet."
        )
        yield Problem("", message, where=sheet.name)
    else:
        yield Problem("", N_("This sheet is none of the lists that went out: it is not read."), {}, True, sheet.name)


def _unfit(name: str, listing: Any, origin: Any, rows: Mapping[str, int], ours: str) -> Problem | None:
    """Why a sheet cannot be compared."""
    if listing is None:
        return Problem("", N_("This list follows from other entries: nothing in it can be changed here."), advice=True)
    if origin is None:
        return Problem("", N_("The hidden sheet that came with this list is gone. Export the list again."))
    if origin.book != ours:
        return Problem("", N_("This list was exported from another book. Open that book, or use the import template."))
    if name in rows:
        return Problem("", N_("This list stands in the workbook twice. Delete one of the sheets."))
    return None


def bring_back(
    book: Book, workbook: Workbook, accepting: Accepting = USUAL, today: date | None = None
) -> Work[Preview]:
    """Keep what is accepted as one Step; Invalid with every problem by sheet and cell, and then nothing is kept."""
    with book.write(IMPORT, workbook.name) as session:
        preview = yield from look(session, workbook, today)
        taken = [change for change in preview.changes if accepting.takes(change)]
        stop(_of(preview.problems, taken, preview.changes))
        yield from _keep(session, taken, workbook.name)
    return preview


def _of(problems: Iterable[Problem], taken: Sequence[Change], every: Sequence[Change]) -> Iterator[Problem]:
    """The problems that stand against what is accepted: those of a change that was declined do not."""
    declined = {change.where for change in every} - {change.where for change in taken}
    yield from (problem for problem in problems if problem.where not in declined)


def _records(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes of one record together."""
    together: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        together.setdefault((change.listing, change.key or change.where), []).append(change)
    yield from together.values()


def _checked(session: Session, changes: Sequence[Change]) -> Iterator[Problem]:
    """What the pure check of each noun says of the drafts as they would be, by cell."""
    names = Names(session)
    for record in _records([change for change in changes if change.kind != REMOVED]):
        edited = EDITED.get(record[0].listing)
        if edited is None or not (record[0].kind == ADDED or _entries(record)):
            continue
        draft, problems = _drafted(session, names, edited, record)
        yield from problems
        unread = {problem.entry for problem in problems}
        yield from (
            _at(one, record) for one in edited.check(draft) if one.entry not in unread and _concerns(one, record)
        )


def _concerns(problem: Problem, record: Sequence[Change]) -> bool:
    """Advice about what was not touched is not news."""
    touched = {change.column.name for change in record if change.column is not None}
    return not problem.advice or record[0].kind == ADDED or problem.entry in touched


def _keep(session: Session, changes: Sequence[Change], name: str) -> Work[None]:
    names, own, problems = Names(session), own_of(session), list[Problem]()
    every = list(_records(changes))
    for done, record in enumerate(every):
        yield Progress(done, len(every), KEEPING)
        try:
            problems += _kept(session, names, record, own.get(record[0].listing, ()), name)
        except Invalid as invalid:
            problems += [_at(problem, record) for problem in invalid.problems]
        except Refused as refused:
            problems.append(_at(refused.problem, record))
    session.info.pop("subject", None)
    stop(problems)


def _kept(session: Session, names: Names, record: Sequence[Change], own: Sequence[Own], name: str) -> Sequence[Problem]:
    """Keep what was changed of one record; its own columns are filled in whatever its document allows."""
    first = record[0]
    edited, key = EDITED.get(first.listing), first.key
    if first.kind == REMOVED:
        assert edited
        assert edited.remove
        edited.remove(session, key, name)
        return ()
    if first.kind == ADDED or _entries(record):
        assert edited
        draft, found = _drafted(session, names, edited, record)
        if found:
            return found
        key = edited.keep(session, draft).id
    wanted = _wanted(record)
    fill(session, key, {one.name: wanted[one.name] for one in own if one.name in wanted}, own)
    return ()


def _wanted(record: Sequence[Change]) -> Mapping[str, Any]:
    """What each changed entry of a record is to be."""
    first = record[0]
    return first.values if first.kind == ADDED else {one.column.name: one.new for one in record if one.column}


def _entries(record: Sequence[Change]) -> dict[str, Any]:
    """The same without own columns."""
    return {name: value for name, value in _wanted(record).items() if not name.startswith(PREFIX)}


def _drafted(session: Session, names: Names, edited: Edited, record: Sequence[Change]) -> tuple[Any, list[Problem]]:
    """The draft of a record with what was changed, and which names in it nobody bears."""
    first = record[0]
    draft = edited.draft() if first.kind == ADDED else edited.draft_of(session, first.key)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in _entries(record).items():
        how = edited.entries[name]
        try:
            values[name] = _as_entry(session, how, value, names)
        except Misread as misread:
            problems.append(_at(Problem(name, misread.message, misread.values), record))
    return changed(draft, **values), problems


def _as_entry(session: Session, how: Entry, value: Any, names: Names) -> Any:
    """The value of a cell as its entry keeps it."""
    if value is None or value == "":
        return "" if inner(how.kind) is str else False if inner(how.kind) is bool else None
    if not how.pick:
        return value
    return names.find(how.pick, str(value)) if names.knows(how.pick) else _numbered(session, how.pick, str(value))


def _numbered(session: Session, pick: str, number: str) -> str:
    """The record of another list that bears this number; raises Misread when there is none or more than one."""
    question = Question(date.today(), having=(Condition("number", "is", number),))
    found = registry.LISTINGS[pick].keys(session, question, 2) if pick in registry.LISTINGS else []
    if len(found) != 1:
        raise Misread(N_("Nothing that may stand here bears the number “{number}”. Correct it."), number=number)
    return found[0]


def _at(problem: Problem, record: Sequence[Change]) -> Problem:
    """The problem at the cell of its entry, else at the first cell of its row."""
    first = record[0]
    cells = {change.column.name: change.where for change in record if change.column is not None}
    return replace(problem, where={**first.places, **cells}.get(problem.entry.partition(".")[0], first.where))
