"""Takes a master that was entered wrongly out of the book, with its own parts, while nothing hangs on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Column, ColumnElement, FromClause, delete, func, select
from sqlalchemy.orm import Session

from models.history_words import NOUNS
from models.language import N_, text
from models.problems import Refused
from models.store.base import Base, Record
from models.store.references import referring

NAMED = 3
"""So many of a kind are told by their numbers."""
BY_RECORD = ("own_values", "evidence_links")
"""Tables that name any record, without a foreign key: its own entries, and its evidence."""


def expect_free(session: Session, record: Record, name: str, own: Collection[str]) -> None:
    """Raise Refused naming what hangs on the record, beside the tables of its ``own`` parts.

    What is void hangs on it, too: it stays readable, and names the record.
    """
    if hanging := "；".join(_hanging(session, record, own)):
        message = N_(
            "{name} cannot be taken out, because this names it: {hanging}. Let it name another first, or correct "
            "{name} itself; what is void stays readable and counts, too."
        )
        raise Refused(message, name=name, hanging=hanging)


def take_out(session: Session, record: Record, name: str, parts: Sequence[str] = ()) -> None:
    """Delete the record, before it the rows of its ``parts`` in this order; the Step keeps all of it."""
    columns = [column for part in parts for column in referring(record.__tablename__) if column.table.name == part]
    for column in (*columns, Base.metadata.tables[BY_RECORD[0]].c.record):
        session.execute(delete(column.table).where(column == record.id))
    session.delete(record)
    session.info["subject"] = name
    session.flush()


def _hanging(session: Session, record: Record, own: Collection[str]) -> Iterator[str]:
    """Noun, number of rows and the first names of each table that names the record."""
    named = [column for column in referring(record.__tablename__) if column.table.name not in own]
    by_table: dict[str, list[Column[str]]] = {}
    for column in (*named, Base.metadata.tables[BY_RECORD[1]].c.record):
        by_table.setdefault(column.table.name, []).append(column)
    for table, columns in by_table.items():
        where = columns[0] == record.id
        for other in columns[1:]:
            where |= other == record.id
        source = columns[0].table
        many = session.scalar(select(func.count()).select_from(source).where(where)) or 0
        if many:
            names = "、".join(_names(session, source, where))
            yield f"{text(NOUNS[table])} {many}" + (f" ({names}{'…' if many > NAMED else ''})" if names else "")


def _names(session: Session, source: FromClause, where: ColumnElement[bool]) -> Iterator[str]:
    """What the first rows are called, where they are called anything."""
    shown = next((source.c[one] for one in ("number", "name", "document") if one in source.c), None)
    if shown is not None:
        rows = select(shown).where(where).order_by(source.c.id).limit(NAMED)
        yield from (str(one) for one in session.scalars(rows) if one)
