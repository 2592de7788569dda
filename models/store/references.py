"""Who refers to a record: found from the foreign keys of all tables, so that a noun need not know who builds on it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, exists, select
from sqlalchemy.orm import Session

from models.store.base import Base, Record


def is_referred_to(session: Session, record: Record, parts: tuple[str, ...] = ()) -> bool:
    """Whether a row of any table holds this record's key; tables named in ``parts`` are its own and do not count."""
    return any(
        session.scalar(select(exists(select(column.table.c.id).where(column == record.id))))
        for column in _referring(record.__tablename__)
        if column.table.name not in parts
    )


def _referring(target: str) -> Iterator[Column[str]]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == target:
                yield key.parent
