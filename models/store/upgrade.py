"""Bringing an older ledger to this release's shape: on a copy that is verified before it takes the old one's place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from models.language import N_
from models.problems import Refused
from models.store import connections, images
from models.store.migrations import MIGRATIONS, Migration


def upgrade(file: Path, key: bytes | None, found: int, migrations: Sequence[Migration] = MIGRATIONS) -> Path:
    """Upgrade the ledger and return where the former one is kept. Refused, with nothing changed, when it does not fit.

    The copy has foreign keys off before its transaction and no triggers while tables are made anew (design §3.3).
    """
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    copy, former = file.with_suffix(f".{stamp}.new"), file.with_suffix(f".{stamp}.v{found}")
    _copy(file, copy, key)
    engine = connections.upgrader(copy, key)
    try:
        with engine.begin() as connection:
            _migrate(connection, found, migrations)
    except BaseException:
        engine.dispose()
        copy.unlink(missing_ok=True)
        raise
    engine.dispose()
    os.replace(file, former)
    for tail in ("-wal", "-shm"):
        Path(f"{file}{tail}").unlink(missing_ok=True)
    os.replace(copy, file)
    return former


def _copy(file: Path, copy: Path, key: bytes | None) -> None:
    engine = connections.writer(file, key)
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (str(copy),))
    finally:
        raw.close()
        engine.dispose()


def _migrate(connection: Connection, found: int, migrations: Sequence[Migration]) -> None:
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    before = _counts(connection)
    for name in list(connection.execute(text(triggers)).scalars()):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    operations = Operations(MigrationContext.configure(connection))
    for migration in migrations:
        if migration.version > found:
            migration.upgrade(operations)
    last = max((migration.version for migration in migrations), default=found)
    connection.execute(text("UPDATE book_facts SET value = :v WHERE name = 'schema'"), {"v": str(last)})
    present = _counts(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() or any(
        present.get(table) != count for table, count in before.items()
    ):
        raise Refused(N_("This book could not be upgraded: rows would be lost. It stays as it is; send us its log."))
    for statement in images.sqlite_triggers(table for table in images.recorded_tables() if table.name in present):
        connection.exec_driver_sql(statement)


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
    return {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())
        for name in list(tables.scalars())
    }
