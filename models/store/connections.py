"""How the program talks to the ledger file: one driver, the pragmas in the order that survives a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, NoResultFound
from sqlalchemy.pool import QueuePool

from models.language import N_
from models.problems import Gone, Refused

SAFE_WAL = (3, 51, 3)
"""Older libraries have the WAL-reset bug (trust §2): there the file is kept in DELETE mode."""

_FULL = ("disk is full", "disk i/o error", "full")
_BUSY = ("database is locked", "database table is locked", "busy")


def pragmas(key: bytes | None = None) -> list[str]:
    """The pragmas of every connection; the order matters (trust §2: EXTRA before WAL lost 0 of 20,000 saves)."""
    journal = "WAL" if driver.sqlite_version_info >= SAFE_WAL else "DELETE"
    first = [f"PRAGMA key = \"x'{key.hex()}'\""] if key else []
    return [
        *first,
        "PRAGMA synchronous = EXTRA",
        f"PRAGMA journal_mode = {journal}",
        "PRAGMA foreign_keys = ON",
        "PRAGMA recursive_triggers = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA busy_timeout = 5000",
    ]


def writer(file: Path, key: bytes | None = None) -> Engine:
    """One connection that begins every transaction as a writer, so that two writers never meet half-way."""
    return _engine(file, pragmas(key), "BEGIN IMMEDIATE", 1)


def upgrader(file: Path, key: bytes | None = None) -> Engine:
    """As the writer, but references are not enforced while tables are made anew (they are checked at the end)."""
    return _engine(file, [*pragmas(key), "PRAGMA foreign_keys = OFF"], "BEGIN IMMEDIATE", 1)


def readers(file: Path, key: bytes | None = None) -> Engine:
    """Connections that cannot write; each transaction sees one moment of the book."""
    return _engine(file, [*pragmas(key), "PRAGMA query_only = ON"], "BEGIN", 3)


def _engine(file: Path, setup: list[str], begin: str, size: int) -> Engine:
    def connect() -> Any:
        connection = driver.connect(str(file), check_same_thread=False, isolation_level=None, timeout=5)
        for pragma in setup:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite://", module=driver, creator=connect, poolclass=QueuePool, pool_size=size, max_overflow=4
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


@contextmanager
def spoken_errors() -> Iterator[None]:
    """Turn what the database says into a sentence for the user; anything unknown passes through."""
    try:
        yield
    except IntegrityError:
        raise
    except NoResultFound as error:
        raise Gone(N_("This entry is not in the book any more.")) from error
    except DatabaseError as error:
        said = str(error.orig).lower()
        if any(word in said for word in _FULL):
            raise Refused(
                N_("The disk is full or cannot be written. Free at least 200 MB and save again; nothing was lost.")
            ) from error
        if any(word in said for word in _BUSY):
            raise Refused(N_("Another program is writing to this book. Wait a moment and save again.")) from error
        if "readonly" in said or "read-only" in said or "read only" in said:
            raise Refused(N_("The folder of this book cannot be written. Move the book to a local folder.")) from error
        if "not a database" in said or "no such table: book_facts" in said:
            raise Refused(N_("This file is not a book, or it is encrypted with another key.")) from error
        raise
