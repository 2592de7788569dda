"""The shape of the ledger file: made new from the records, checked and brought up to date when opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
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


_OTHER = N_(
    "The book {file} was made by another state of this program and is not as this one writes it: {differs}. Open it "
    "with the program that made it, write it out there (dump), and read that file into a new book here (load). "
    "Nothing in it was changed."
)
NAMED = 3
"""So many differences are told."""


def bring_up_to_date(file: Path, key: bytes | None, may_write: Callable[[], bool]) -> None:
    """Refuse a book of a newer program, or of another state of this; lift an older one (on a verified copy) when it may
    be written."""
    found, differs = shape_of(file, key)
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
    elif differs:
        told = ", ".join(differs[:NAMED]) + (" …" if len(differs) > NAMED else "")
        raise Refused(_OTHER, file=str(file), differs=told)


def shape_of(file: Path, key: bytes | None) -> tuple[int, list[str]]:
    """The version a ledger says it is of, and where its tables are other than those this program knows by now."""
    engine = connections.readers(file, key)
    try:
        with engine.connect() as connection:
            version = connection.execute(text("SELECT value FROM book_facts WHERE name = 'schema'")).scalar_one()
            return int(version), sorted(_differing(connection))
    finally:
        engine.dispose()


def _differing(connection: Connection) -> Iterator[str]:
    """Tables that are missing (``table``) and columns that are missing or too many (``table.column``)."""
    made: dict[str, set[str]] = defaultdict(set)
    columns = "FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS one WHERE sqlite_master.type = 'table'"
    for table, column in connection.exec_driver_sql(f"SELECT sqlite_master.name, one.name {columns}"):
        made[table].add(column)
    for known in Base.metadata.tables.values():
        if known.name not in made:
            yield known.name
        else:
            yield from (f"{known.name}.{one}" for one in made[known.name] ^ {column.name for column in known.columns})
