"""What is different in a list that came back: added, changed and removed rows, conflicts, cells that cannot change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.importing.texts import Misread
from models.language import N_, text
from models.own.extending import PREFIX
from models.problems import Problem
from models.round_trip import cells
from models.round_trip.origin import Origin, valued
from models.round_trip.returned import Returned
from models.store.listing import Column, Question, Row
from models.work import Progress, Work

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
COMPARING = N_("Comparing with the book")
_AT_ONCE = 500


@dataclass(frozen=True)
class Change:
    """A cell that differs (``old`` in the file as it went out, ``now`` in the book, ``new`` wanted), or a whole row.

    Of an added row ``values`` are what its cells say by column; ``key`` is empty. ``where`` names sheet and cell.
    """

    kind: str
    listing: str
    where: str
    key: str = ""
    subject: str = ""
    column: Column | None = None
    old: Any = None
    new: Any = None
    now: Any = None
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What names this change when a person accepts it or not."""
        return f"{self.listing}/{self.key or self.where}/{self.column.name if self.column else ''}"

    @property
    def is_conflict(self) -> bool:
        """Whether the book has moved on in this very cell since the list went out."""
        return self.column is not None and not cells.same(self.old, self.now, self.column)

    @property
    def usual(self) -> bool:
        """Whether it is made when nobody says anything: rows are kept, and the book wins a conflict."""
        return self.kind != REMOVED and not self.is_conflict


@dataclass(frozen=True)
class Preview:
    """Everything that differs, what cannot be read or changed, and how many rows each list has in the file."""

    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return all(problem.advice for problem in self.problems)


def compare(session: Session, returned: Returned, today: date, problems: list[Problem]) -> Work[list[Change]]:
    """Every difference of one list, in the order of its rows."""
    found: list[Change] = []
    question = Question(returned.origin.as_of)
    keys = list(returned.keys)
    gone = 0
    for start in range(0, len(keys), _AT_ONCE):
        yield Progress(start, len(keys), COMPARING)
        piece = keys[start : start + _AT_ONCE]
        rows = {row[0]: row for row in returned.listing.rows(session, question, piece)}
        for key in piece:
            if key in rows:
                found += _cells(session, returned, key, rows[key], today, problems)
            else:
                gone += 1
                message = N_("This row is not in the book any more, or not in this list: it is left out.")
                problems.append(Problem("", message, {}, True, returned.where(returned.keys[key])))
    found += _new_rows(returned, today, problems)
    found += _removed(session, returned, question, problems)
    _expect_together(returned, found, problems)
    return found


def _cells(
    session: Session, returned: Returned, key: str, row: Row, today: date, problems: list[Problem]
) -> Iterator[Change]:
    """The cells of one row that say something else than when it went out."""
    at_row, old = returned.keys[key], None
    kept = None if key in returned.foreign else returned.origin.rows.get(key)
    for at, column, place in returned.columns:
        cell = returned.cell(at_row, place)
        is_shown = (at_row, place) not in returned.sheet.valueless
        if kept is not None and is_shown and cells.is_as_it_was(cell, valued(kept[at], column.kind), column):
            continue
        old = old if old is not None else returned.old(key, row)
        now = row[1 + returned.listing.columns.index(column)]
        wanted = _wanted(returned, at_row, place, column, today, problems)
        if wanted is _UNREAD or cells.same(wanted, old[at], column) or cells.same(wanted, now, column):
            continue
        subject = _subject(returned, row)
        where = returned.where(at_row, place)
        change = Change(CHANGED, returned.listing.name, where, key, subject, column, old[at], wanted, now)
        reason = _hindrance(session, returned, key, column)
        if reason:
            values = {"old": shown(old[at], column), "new": shown(wanted, column)}
            problems.append(Problem(column.name, reason, values, True, where))
        else:
            yield change


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


def _new_rows(returned: Returned, today: date, problems: list[Problem]) -> Iterator[Change]:
    for row in returned.new:
        values: dict[str, Any] = {}
        places: dict[str, str] = {}
        if returned.edited is None:
            message = N_("New rows cannot be added to this list: it follows from other entries.")
            problems.append(Problem("", message, {}, True, returned.where(row)))
            continue
        for _at, column, place in returned.columns:
            value = _wanted(returned, row, place, column, today, problems)
            is_entry = column.name in returned.edited.entries or column.name.startswith(PREFIX)
            if is_entry and value is not _UNREAD and value is not None:
                values[column.name] = value
            places[column.name] = returned.where(row, place)
        told = " · ".join(shown(values[c.name], c) for _at, c, _place in returned.columns if c.name in values)
        where = returned.where(row, min(returned.places.values(), default=0))
        yield Change(ADDED, returned.listing.name, where, "", told, values=values, places=places)


def _removed(session: Session, returned: Returned, question: Question, problems: list[Problem]) -> Iterator[Change]:
    """Rows that went out and did not come back; what is not in the book any more is nobody's concern."""
    missing = [key for key in returned.origin.rows if key not in returned.keys]
    removable = returned.edited is not None and returned.edited.remove is not None
    for start in range(0, len(missing), _AT_ONCE):
        for row in returned.listing.rows(session, question, missing[start : start + _AT_ONCE]):
            subject = _subject(returned, row)
            if removable:
                yield Change(REMOVED, returned.listing.name, returned.sheet.name, row[0], subject)
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
    if column.kind == "flag":
        return text(cells.YES if value else cells.NO)
    if column.kind == "money":
        return str(value.grouped)
    return text(column.choices.get(value, value)) if column.choices else str(value)
