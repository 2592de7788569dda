"""What is different in a list that came back: added, changed and removed rows, conflicts, cells that cannot change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.importing.names import Names
from models.importing.texts import Misread
from models.language import N_, text
from models.own.extending import PREFIX
from models.problems import Problem
from models.round_trip import cells
from models.round_trip.again import Typed, found_again
from models.round_trip.origin import valued
from models.round_trip.preview import ADDED, CHANGED, REMOVED, Change
from models.round_trip.returned import Returned
from models.store.listing import Column, Question, Row
from models.work import Progress, Work

COMPARING = N_("Comparing with the book")
_AT_ONCE = 500


def compare(
    session: Session, returned: Returned, today: date, names: Names, problems: list[Problem]
) -> Work[list[Change]]:
    """Every difference of one list, in the order of its rows."""
    found: list[Change] = []
    question = Question(returned.origin.as_of)
    keys = list(returned.keys)
    for start in range(0, len(keys), _AT_ONCE):
        yield Progress(start, len(keys), COMPARING)
        piece = keys[start : start + _AT_ONCE]
        rows = {row[0]: row for row in returned.listing.rows(session, question, piece)}
        for key in piece:
            if key in rows:
                found += _cells(session, returned, rows[key], today, problems)
            else:
                message = N_("This row is not in the book any more, or not in this list: it is left out.")
                problems.append(Problem("", message, {}, True, returned.where(returned.keys[key])))
    new = _typed(returned, today, problems)
    again = found_again(session, returned, Question(today), new, names)
    for typed in new:
        if typed.row in again:
            found += _told_again(session, returned, typed, again[typed.row], names, problems)
        else:
            found.append(_added(returned, typed))
    _tell_again(returned, len(again), problems)
    found += _removed(session, returned, question, {row[0] for row in again.values()}, problems)
    _expect_together(returned, found, problems)
    return found


def _cells(session: Session, returned: Returned, row: Row, today: date, problems: list[Problem]) -> Iterator[Change]:
    """The cells of one row that say something else than when it went out."""
    key = row[0]
    at_row, old = returned.keys[key], None
    kept = None if key in returned.foreign else returned.origin.rows.get(key)
    for at, column, place in returned.columns:
        cell = returned.cell(at_row, place)
        is_shown = (at_row, place) not in returned.sheet.valueless
        if kept is not None and is_shown and cells.is_as_it_was(cell, valued(kept[at], column.kind), column):
            continue
        old = old if old is not None else returned.old(key, row)
        wanted = _wanted(returned, at_row, place, column, today, problems)
        where = returned.where(at_row, place)
        if wanted is _UNREAD:  # told as it stands, so that a person can leave it out
            now = returned.now(row, column.name)
            subject, typed = _subject(returned, row), str(cell)
            yield Change(CHANGED, returned.listing.name, where, key, subject, column, old[at], typed, now)
        elif not cells.same(wanted, old[at], column):
            yield from _differing(session, returned, row, where, column, old[at], wanted, problems)


def _told_again(
    session: Session, returned: Returned, typed: Typed, row: Row, names: Names, problems: list[Problem]
) -> Iterator[Change]:
    """What a row without key says differently of the record it was found to be; its empty cells say nothing."""
    for name, value in typed.values.items():
        column, now = returned.listing.column(name), returned.now(row, name)
        if returned.meaning(names, name, value) != returned.meaning(names, name, now):
            yield from _differing(session, returned, row, typed.places[name], column, now, value, problems)


def _differing(
    session: Session, returned: Returned, row: Row, where: str, column: Column, old: Any, wanted: Any,
    problems: list[Problem],
) -> Iterator[Change]:  # fmt: skip
    """A cell that is to be changed, unless the book says so already or it cannot be."""
    now = returned.now(row, column.name)
    if cells.same(wanted, now, column):
        return
    reason = _hindrance(session, returned, row[0], column)
    if reason:
        values = {"old": shown(old, column), "new": shown(wanted, column)}
        problems.append(Problem(column.name, reason, values, True, where))
    else:
        yield Change(CHANGED, returned.listing.name, where, row[0], _subject(returned, row), column, old, wanted, now)


_UNREAD = object()


def _wanted(returned: Returned, row: int, place: int, column: Column, today: date, problems: list[Problem]) -> Any:
    """What a cell says now; a cell that cannot be read is a problem."""
    where = returned.where(row, place)
    if (row, place) in returned.sheet.valueless:
        message = N_("This formula was never worked out. Open the workbook in Excel or WPS, save it, try again.")
        problems.append(Problem(column.name, message, where=where))
        return _UNREAD
    if (row, place) in returned.sheet.errors:
        message = N_("This cell shows {error}. Correct the formula or type the value.")
        problems.append(Problem(column.name, message, {"error": returned.sheet.errors[row, place]}, where=where))
        return _UNREAD
    lines = (
        returned.edited.entries[column.name].lines if returned.edited and column.name in returned.edited.entries else 1
    )
    try:
        return cells.read(returned.cell(row, place), column, today, returned.workbook.from_1904, lines)
    except Misread as misread:
        problems.append(Problem(column.name, misread.message, misread.values, where=where))
        return _UNREAD


FOLLOWS = N_("This cell follows from other entries and cannot be changed here ({old} → {new}): it stays as it is.")
POSTED = N_("This entry is posted and cannot be changed ({old} → {new}): correct it in the program.")


def _hindrance(session: Session, returned: Returned, key: str, column: Column) -> str:
    """Why a cell of a record cannot be changed here; empty when it can."""
    edited = returned.edited
    if column.name.startswith(PREFIX):
        return ""
    if edited is None or column.name not in edited.entries:
        return FOLLOWS
    if edited.is_fixed(session, key):
        return POSTED
    return FOLLOWS if column.name in edited.follows(edited.draft_of(session, key)) else ""


def _subject(returned: Returned, row: Row) -> str:
    """What the record is called in the preview: its number or name, else its first cell."""
    names = [column.name for column in returned.listing.columns]
    naming = returned.edited.naming if returned.edited else names[0]
    place = names.index(naming) if naming in names else 0
    return shown(row[1 + place], returned.listing.columns[place])


_TELLING = 5


def _whole(returned: Returned, row: Row) -> str:
    """A row as a sentence tells it: the first cells of the list that say something."""
    every = zip(returned.listing.columns, row[1:], strict=True)
    told = [shown(value, column) for column, value in every if column.shown and value not in (None, "", False)]
    return " · ".join(told[:_TELLING])


def _typed(returned: Returned, today: date, problems: list[Problem]) -> list[Typed]:
    """The rows without key, with what their cells say."""
    found: list[Typed] = []
    for row in returned.new:
        if returned.edited is None:
            message = N_("New rows cannot be added to this list: it follows from other entries.")
            problems.append(Problem("", message, {}, True, returned.where(row)))
            continue
        typed = Typed(row)
        for _at, column, place in returned.columns:
            value = _wanted(returned, row, place, column, today, problems)
            is_entry = column.name in returned.edited.entries or column.name.startswith(PREFIX)
            if is_entry and value is not _UNREAD and value is not None:
                typed.values[column.name] = value
            typed.places[column.name] = returned.where(row, place)
        found.append(typed)
    return found


def _added(returned: Returned, typed: Typed) -> Change:
    values = typed.values
    told = " · ".join(shown(values[c.name], c) for _at, c, _place in returned.columns if c.name in values)
    where = returned.where(typed.row, min(returned.places.values(), default=0))
    return Change(ADDED, returned.listing.name, where, "", told, values=values, places=typed.places)


def _tell_again(returned: Returned, count: int, problems: list[Problem]) -> None:
    if count:
        message = N_("{count} rows that were added here are in the book already and are not added again.")
        problems.append(Problem("", message, {"count": count}, True, returned.sheet.name))


def _removed(
    session: Session, returned: Returned, question: Question, again: Collection[str], problems: list[Problem]
) -> Iterator[Change]:
    """Rows that went out and did not come back; what is not in the book any more is nobody's concern."""
    missing = [key for key in returned.origin.rows if key not in returned.keys and key not in again]
    edited = returned.edited
    removable = edited is not None and edited.remove is not None
    for start in range(0, len(missing), _AT_ONCE):
        for row in returned.listing.rows(session, question, missing[start : start + _AT_ONCE]):
            subject = _subject(returned, row)
            if removable:
                where = f"{returned.sheet.name}!{subject.replace('!', ' ')}"
                if edited is not None and edited.is_fixed(session, row[0]):
                    message = N_("“{name}” is posted: taken out here it is void, with all that was allocated to it.")
                    problems.append(Problem("", message, {"name": subject}, True, returned.sheet.name))
                yield Change(REMOVED, returned.listing.name, where, row[0], _whole(returned, row))
            else:
                message = N_("“{name}” is missing here and stays in the book: this list removes nothing.")
                problems.append(Problem("", message, {"name": subject}, True, returned.sheet.name))


def _expect_together(returned: Returned, changes: Sequence[Change], problems: list[Problem]) -> None:
    """Rows whose names only changed places were sorted without their hidden keys."""
    edited = returned.edited
    renamed = [one for one in changes if one.column is not None and edited and one.column.name == edited.naming]
    before, after = Counter(str(one.old) for one in renamed), Counter(str(one.new) for one in renamed)
    if len(renamed) > 1 and before == after:
        message = N_(
            "The names of {count} rows have only changed places: the table was sorted without its hidden last column. "
            "Undo the sorting, or sort the whole table."
        )
        problems.append(Problem("", message, {"count": len(renamed)}, where=returned.sheet.name))


def shown(value: Any, column: Column) -> str:
    """A value in a sentence: amounts grouped, choices and flags in words."""
    if value is None or value == "":
        return text(N_("(empty)"))
    if isinstance(value, str):
        return text(column.choices.get(value, value)) if column.choices else value
    if column.kind == "flag":
        return text(cells.YES if value else cells.NO)
    if column.kind == "money":
        return str(value.grouped)
    return str(value)
