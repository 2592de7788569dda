"""The shape of the ledger file: made new from the records, checked and brought up to date when opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, insert, text
from sqlalchemy.orm import Mapped, mapped_column

from models.language import N_
from models.problems import Refused
from models.store import (
    connections,
    images,
    unfinished,  # noqa: F401 - its table belongs to every book
)
from models.store.base import STRICT, Base

VERSION = 1
"""Counts the released shapes of the ledger; each has a migration beside it and its Steps carry the number."""


class BookFact(Base):
    """What the file says of itself: its shape, its site, its epoch."""

    __tablename__ = "book_facts"
    __table_args__ = STRICT

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def make(file: Path, site: str, key: bytes | None = None) -> None:
    """Write an empty ledger; a half-made file is taken away again."""
    engine = connections.writer(file, key)
    try:
        with engine.begin() as connection:
            build(connection)
            facts = {"schema": str(VERSION), "site": site, "epoch": "1"}
            for name, value in facts.items():
                connection.execute(insert(BookFact).values(name=name, value=value))
    except BaseException:
        engine.dispose()
        file.unlink(missing_ok=True)
        raise
    engine.dispose()


def build(connection: Connection) -> None:
    """Tables, indexes and the triggers that keep the history, for SQLite and PostgreSQL."""
    Base.metadata.create_all(connection)
    lite = connection.dialect.name == "sqlite"
    for statement in (images.sqlite_triggers if lite else images.postgresql_triggers)(images.recorded_tables()):
        connection.exec_driver_sql(statement.replace("%ROWTYPE", "%%ROWTYPE") if not lite else statement)


def bring_up_to_date(file: Path, key: bytes | None, may_write: Callable[[], bool]) -> None:
    """Refuse a book of a newer program; lift an older one (on a verified copy) when it may be written."""
    found = version_of(file, key)
    if found > VERSION:
        raise Refused(
            N_("This book was written by a newer program (shape {found}, this program knows {known}). Update first."),
            found=found,
            known=VERSION,
        )
    if found < VERSION:
        if not may_write():
            raise Refused(N_("This book is of an older shape and open elsewhere. Close it there, then open it here."))
        from models.store.upgrade import upgrade  # alembic takes 0.1 s to import; only an old book needs it

        upgrade(file, key, found)


def version_of(file: Path, key: bytes | None) -> int:
    engine = connections.readers(file, key)
    try:
        with engine.connect() as connection:
            return int(connection.execute(text("SELECT value FROM book_facts WHERE name = 'schema'")).scalar_one())
    finally:
        engine.dispose()
