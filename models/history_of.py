"""The history of a record in words: which Step, by whom, and which entry went from what to what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from models import history_entries, history_subjects, history_words
from models.language import _, text
from models.money import Money
from models.scaled import percent
from models.store.base import Base, Fen, Scaled
from models.store.commands import title_of
from models.store.history import ChangeRow, StepRow

MANY = 3
"""More rows of one kind than this are counted, not listed."""
Image = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """One Step as it touched the record and what belongs to it; ``lines`` are sentences in the reader's language."""

    at: str
    actor: str
    title: str
    reason: str
    lines: tuple[str, ...]


def history_of(session: Session, noun: str, record: str, most: int = 200) -> list[Entry]:
    """The newest Steps that touched a record or its parts and documents, newest first."""
    known = _known(noun, record)
    steps = list(session.execute(_steps(known, noun, record).limit(most)).scalars())
    told: dict[int, list[ChangeRow]] = defaultdict(list)
    where = and_(ChangeRow.step.in_(steps), _ours(known, noun, record))
    for change in session.scalars(select(ChangeRow).where(where).order_by(ChangeRow.seq)):
        told[change.step].append(change)
    rows = session.scalars(select(StepRow).where(StepRow.key.in_(steps)).order_by(StepRow.key.desc()))
    return [
        Entry(row.at[:16].replace("T", " "), row.actor, title_of(row.title), row.reason,
              tuple(lines_of(session, told[row.key])))
        for row in rows
    ]  # fmt: skip


# Which rows belong to a record


def _parts(noun: str, ids: Select[Any]) -> Iterator[tuple[str, str, Select[Any]]]:
    """Every kind of part below: its noun, the column that names the parent, and the parents' ids."""
    for part, column in history_words.PARTS.get(noun, ()):
        yield part, column, ids
        table = Base.metadata.tables[part]
        yield from _parts(part, select(table.c.id).where(table.c[column].in_(ids)))


def _known(noun: str, record: str) -> CompoundSelect[Any]:
    """SQL: noun and id of the record and of everything that belongs to it now."""
    found: list[Any] = [select(literal(noun).label("noun"), literal(record).label("record"))]
    for part, column, parents in _parts(noun, select(literal(record))):
        table = Base.metadata.tables[part]
        found.append(select(literal(part), table.c.id).where(table.c[column].in_(parents)))
    return union_all(*found)


def _gone(noun: str, record: str) -> ColumnElement[bool]:
    """SQL: a part that was removed; only its last image says to whom it belonged."""
    removed = [
        and_(
            ChangeRow.noun == part,
            ChangeRow.after.is_(None),
            func.json_extract(ChangeRow.before, f"$.{column}").in_(parents),
        )
        for part, column, parents in _parts(noun, select(literal(record)))
        if part in history_words.REMOVABLE
    ]
    return or_(literal(False), *removed)


def _steps(known: CompoundSelect[Any], noun: str, record: str) -> Select[Any]:
    row = known.subquery()
    touched = select(ChangeRow.step).join(row, and_(ChangeRow.noun == row.c.noun, ChangeRow.record == row.c.record))
    removed = select(ChangeRow.step).where(_gone(noun, record))
    both = union_all(touched, removed).subquery()
    return select(both.c.step).distinct().order_by(both.c.step.desc())


def _ours(known: CompoundSelect[Any], noun: str, record: str) -> ColumnElement[bool]:
    row = known.subquery()
    mine = select(literal(1)).where(row.c.noun == ChangeRow.noun, row.c.record == ChangeRow.record)
    return or_(mine.correlate(ChangeRow).exists(), _gone(noun, record))


# In words


def lines_of(session: Session, changes: list[ChangeRow]) -> Iterator[str]:
    """Sentences of one Step: what was made, changed and removed, kind by kind."""
    groups: dict[tuple[str, str], list[tuple[Image, Image]]] = defaultdict(list)
    for noun, before, after in _net(changes):
        groups[noun, _verb(before, after)].append((before, after))
    for (noun, verb), images in groups.items():
        name = text(history_words.NOUNS.get(noun, noun))
        if len(images) > MANY:
            yield text(history_words.COUNTED[verb]).format(noun=name, count=len(images))
        else:
            for before, after in images:
                yield from _told(session, noun, name, verb, before, after)


def _net(changes: list[ChangeRow]) -> Iterator[tuple[str, Image, Image]]:
    """A row changed twice within a Step is told once."""
    first: dict[tuple[str, str], str | None] = {}
    last: dict[tuple[str, str], str | None] = {}
    for change in changes:
        row = change.noun, change.record
        first.setdefault(row, change.before)
        last[row] = change.after
    for (noun, record), before in first.items():
        after = last[noun, record]
        if before != after:
            yield noun, json.loads(before or "{}"), json.loads(after or "{}")


def _verb(before: Image, after: Image) -> str:
    if not before:
        return history_words.MADE
    return history_words.CHANGED if after else history_words.REMOVED


def _told(session: Session, noun: str, name: str, verb: str, before: Image, after: Image) -> Iterator[str]:
    subject = _subject(session, noun, after or before)
    if verb != history_words.CHANGED:
        yield text(history_words.SINGLE[verb]).format(noun=name, subject=subject).strip()
        return
    for column, caption in history_entries.captions(noun).items():
        was, now = before.get(column), after.get(column)
        if was != now:
            yield _("{row} · {caption}: {before} → {after}").format(
                row=f"{name} {subject}".strip(), caption=caption,
                before=_value(session, noun, column, was), after=_value(session, noun, column, now),
            )  # fmt: skip


def _subject(session: Session, noun: str, image: Image) -> str:
    """What names a row among its kind: its number, its stage and day, its amount."""
    told = (_value(session, noun, column, image.get(column)) for column in history_subjects.SUBJECTS.get(noun, ()))
    return " ".join(one for one in told if one and one != _nothing())


def _value(session: Session, noun: str, column: str, value: Any) -> str:
    """A stored value as a person reads it."""
    if value in (None, ""):
        return _nothing()
    how = history_entries.entry_of(noun, column)
    kind = Base.metadata.tables[noun].c[column].type
    if isinstance(kind, TypeDecorator) and isinstance(kind, Fen):
        return Money(int(value)).grouped.replace("-", "−")
    if isinstance(kind, Scaled):
        number = kind.process_result_value(value, None)  # type: ignore[arg-type]
        return percent(number) if how and how.unit == "%" and number is not None else f"{number:f}"
    choices = history_entries.choices_of(noun, column)
    if value in choices:
        return text(choices[value])
    target = history_subjects.NAMED.get(column)
    return _name(session, target, value) if target else str(value)


def _name(session: Session, target: tuple[str, str], key: str) -> str:
    table = Base.metadata.tables[target[0]]
    found = session.execute(select(table.c[target[1]]).where(table.c.id == key)).scalar()
    return str(found or key)


def _nothing() -> str:
    return _("(empty)")
