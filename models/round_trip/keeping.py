"""Keeping what was accepted of a list that came back, record by record, through the use cases a person uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import registry
from models.drafts import Entry, changed, inner
from models.importing.names import Names
from models.importing.texts import Misread
from models.language import N_
from models.own import PREFIX, Own, fill, own_of
from models.problems import Invalid, Problem, Refused
from models.round_trip.edited import EDITED, Edited
from models.round_trip.preview import ADDED, REMOVED, Change
from models.store.listing import Condition, Question
from models.work import Progress, Work

KEEPING = N_("Keeping the changes")
_ORDER = {name: place for place, name in enumerate(EDITED)}
"""Who is named by others comes before them."""


def keep(session: Session, changes: Sequence[Change], told: Sequence[Problem], name: str) -> Work[list[Problem]]:
    """Every record as it is to be, and every problem of it; a record that was ``told`` to be faulty is not tried."""
    names, own, problems = Names(session), own_of(session), list[Problem]()
    faulty = {problem.where for problem in told if not problem.advice}
    every = [record for record in _records(changes) if not any(faulty & change.cells for change in record)]
    for done, record in enumerate(every):
        yield Progress(done, len(every), KEEPING)
        try:
            problems += _kept(session, names, record, own.get(record[0].listing, ()), name)
        except Invalid as invalid:
            problems += [_at(problem, record) for problem in invalid.problems]
        except Refused as refused:
            problems.append(_at(refused.problem, record))
    session.info.pop("subject", None)
    return problems


def _records(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes of one record together; records that others name come first."""
    together: dict[tuple[str, str], list[Change]] = {}
    for change in sorted(changes, key=lambda one: _ORDER.get(one.listing, len(_ORDER))):
        together.setdefault((change.listing, change.key or change.where), []).append(change)
    yield from together.values()


def _kept(session: Session, names: Names, record: Sequence[Change], own: Sequence[Own], name: str) -> list[Problem]:
    """Keep what was changed of one record; its own columns are filled in whatever its document allows."""
    first = record[0]
    edited, key, problems = EDITED.get(first.listing), first.key, list[Problem]()
    if first.kind == REMOVED:
        assert edited
        assert edited.remove
        edited.remove(session, key, name)
        return []
    if first.kind == ADDED or _entries(record):
        assert edited
        draft, problems = _drafted(session, names, edited, record)
        if any(not problem.advice for problem in problems):
            return problems
        key = edited.keep(session, draft).id
        names.learn(first.listing, key, draft)
    wanted = _wanted(record)
    fill(session, key, {one.name: wanted[one.name] for one in own if one.name in wanted}, own)
    return problems


def _wanted(record: Sequence[Change]) -> Mapping[str, Any]:
    """What each changed entry of a record is to be."""
    first = record[0]
    return first.values if first.kind == ADDED else {one.column.name: one.new for one in record if one.column}


def _entries(record: Sequence[Change]) -> dict[str, Any]:
    """The same without own columns."""
    return {name: value for name, value in _wanted(record).items() if not name.startswith(PREFIX)}


def _drafted(session: Session, names: Names, edited: Edited, record: Sequence[Change]) -> tuple[Any, list[Problem]]:
    """The draft of a record with what was changed; which names in it nobody bears, and what its noun says of it."""
    first = record[0]
    draft = edited.draft() if first.kind == ADDED else edited.draft_of(session, first.key)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in _entries(record).items():
        try:
            values[name] = _as_entry(session, edited.entries[name], value, names)
        except Misread as misread:
            problems.append(Problem(name, misread.message, misread.values))
    draft = changed(draft, **values)
    unread = {problem.entry for problem in problems}
    problems += [one for one in edited.check(draft) if one.entry not in unread and _concerns(one, record)]
    return draft, [_at(problem, record) for problem in problems]


def _concerns(problem: Problem, record: Sequence[Change]) -> bool:
    """Advice about what was not touched is not news."""
    touched = {change.column.name for change in record if change.column is not None}
    return not problem.advice or record[0].kind == ADDED or problem.entry in touched


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
