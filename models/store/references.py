"""Who refers to a record: found from the foreign keys of all tables, so that a noun need not know who builds on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, exists, select
from sqlalchemy.orm import Session

from models.store.base import Base, Record


def is_referred_to(session: Session, record: Record, parts: tuple[str, ...] = ()) -> bool:
    """Whether a row of any table rests on this record.

    Rows that are void, or belong to a void document, do not count, nor do tables named in ``parts``: its own lines.
    """
    return any(
        session.scalar(select(exists(select(column.table.c.id).where(column == record.id, *_stands(column)))))
        for column in referring(record.__tablename__)
        if column.table.name not in parts
    )


def referring(target: str) -> Iterator[Column[Any]]:
    """The columns of all tables that hold ids of this table."""
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == target:
                yield key.parent


def _stands(column: Column[Any]) -> Iterator[ColumnElement[bool]]:
    table = column.table
    if "void" in table.c:
        yield table.c.void == 0
    for key in table.foreign_keys:
        document = key.column.table
        if "void" in document.c and document is not table:
            yield ~exists(select(document.c.id).where(document.c.id == key.parent, document.c.void == 1))
