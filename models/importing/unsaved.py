"""A stand-in for the session in which use cases run unchanged while nothing is written: it keeps what they make.

A hundred thousand documents are checked and made in memory, by the same use cases that save a single one, and then
written table by table. Questions to the database are answered as for a document that is new: nothing is known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table
from sqlalchemy.inspection import inspect
from sqlalchemy.orm import MANYTOONE, Session

from models.language import N_
from models.scaled import to_scaled
from models.store.base import Base, Day, Fen, Flag, Record, Scaled, new_id, site_of_writer
from models.work import Progress, Work

R = TypeVar("R", bound=Record)
WRITING = N_("Writing the rows")
_AT_ONCE = 5_000


class Unsaved:
    """Takes what a use case adds; ``find`` answers for records that exist already or were made before."""

    def __init__(self, find: Callable[[type[Any], str], Any]) -> None:
        self.info: dict[str, Any] = {}
        self.rows: dict[Table, list[Mapping[str, Any]]] = {}
        self.records: dict[str, Record] = {}
        self._find = find
        self._new: list[Record] = []

    def as_session(self) -> Session:
        return cast(Session, self)

    def add(self, record: Record) -> None:
        if record not in self._new and inspect(record).session is None and getattr(record, "id", None) is None:
            self._new.append(record)

    def add_all(self, records: Iterable[Record]) -> None:
        for record in records:
            self.add(record)

    def flush(self) -> None:
        """Complete what was added since: keys, defaults and the keys of the parents in their parts."""
        new, self._new = self._new, []
        for record in new:
            self._complete(record)

    def _complete(self, record: Record) -> None:
        for name, value in _defaults(cast(Table, record.__table__)):
            if getattr(record, name, None) is None:
                setattr(record, name, value(None) if callable(value) else value)
        self.records[record.id] = record
        for relation, remote in _parts(type(record)):
            for part in getattr(record, relation):
                setattr(part, remote, record.id)
                self._complete(part)

    def get_one(self, kind: type[R], key: str) -> R:
        found = self.records.get(key)
        return cast(R, found if found is not None else self._find(kind, key))

    def get(self, kind: type[R], key: str) -> R:
        return self.get_one(kind, key)

    def scalar(self, statement: Any) -> None:
        return None

    def scalars(self, statement: Any) -> _Nothing:
        return _Nothing()

    def execute(self, statement: Any, rows: list[Mapping[str, Any]] | None = None) -> _Nothing:
        if getattr(statement, "is_insert", False) and rows:
            self.keep(statement.table, rows)
        return _Nothing()

    def keep(self, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows as they are, completed with the defaults of their columns."""
        usual = standing(table)
        self.rows.setdefault(table, []).extend({**usual, **row} for row in rows)

    def expire_all(self) -> None:
        """Nothing here was read from a database."""

    def written(self, session: Session) -> Work[int]:
        """Write everything that was made, parents before children, and return how many rows that were.

        A row is let go of once it is written: a hundred thousand at once would keep every other thread waiting.
        """
        rows = self._all_rows()
        self.rows.clear()
        total, done = sum(map(len, rows.values())), 0
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON") if _is_lite(connection) else None
        for table in Base.metadata.sorted_tables:
            for batch in _batches(rows.pop(table, [])):
                insert(connection, table, batch)
                done += len(batch)
                yield Progress(done, total, WRITING)
        return done

    def _all_rows(self) -> dict[Table, list[Mapping[str, Any]]]:
        found = {table: list(rows) for table, rows in self.rows.items()}
        for record in self.records.values():
            found.setdefault(cast(Table, record.__table__), []).append(record.__dict__)
        for rows in found.values():
            rows.sort(key=itemgetter("id"))  # keys of one millisecond are in no order; pages fill better in order
        return found


class _Nothing:
    """The answer to every question about what is new."""

    def first(self) -> None:
        return None

    def all(self) -> list[Any]:
        return []

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def standing(table: Table) -> dict[str, Any]:
    """A new key and the defaults of the other columns."""
    plain, made = _kinds_of_default(table)
    return {**plain, **{name: make(None) for name, make in made}}


@cache
def _kinds_of_default(table: Table) -> tuple[dict[str, Any], list[tuple[str, Callable[[Any], Any]]]]:
    """The defaults that are always the same, and those that are made for each row."""
    every = _defaults(table)
    return {name: value for name, value in every if not callable(value)}, [one for one in every if callable(one[1])]


@cache
def _defaults(table: Table) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = [("id", lambda _: new_id()), ("site", lambda _: site_of_writer.get())]
    for column in table.columns:
        standing = getattr(column.default, "arg", None)
        if standing is not None and column.name not in ("id", "site"):
            found.append((column.name, standing))
    return found


@cache
def _parts(kind: type[Record]) -> list[tuple[str, str]]:
    """The collections of a record, with the column in which a part names it."""
    return [
        (relation.key, relation.local_remote_pairs[0][1].name)
        for relation in inspect(kind).relationships
        if relation.direction is not MANYTOONE and relation.local_remote_pairs
    ]


def insert(connection: Connection, table: Table, rows: list[Mapping[str, Any]]) -> None:
    """Insert rows of Python values (Money, Decimal, date …) as the column types store them, in one statement."""
    if not _is_lite(connection):
        every = [column.name for column in table.columns]
        connection.execute(table.insert(), [{name: row.get(name) for name in every} for row in rows])
        return
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    columns = [_stored(column.type, _told(rows, column.name)) for column in table.columns]
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(zip(*columns, strict=True))
    )


def _told(rows: list[Mapping[str, Any]], name: str) -> list[Any]:
    """What the rows say of a column; nearly always all of them say something, or none does."""
    try:
        return list(map(itemgetter(name), rows))
    except KeyError:
        return [row.get(name) for row in rows]


_FEN = attrgetter("fen")


def _stored(kind: Any, values: list[Any]) -> list[Any]:
    """The values of a column as SQLite stores them."""
    if isinstance(kind, Fen):
        return [None if value is None else _FEN(value) for value in values]
    if isinstance(kind, Scaled):
        return [None if value is None else to_scaled(value) for value in values]
    if isinstance(kind, Day):
        return [None if value is None else value.isoformat() for value in values]
    if isinstance(kind, Flag):
        return [None if value is None else int(value) for value in values]
    return values


def _is_lite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _batches(rows: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """The rows in pieces; the list is empty in the end."""
    while rows:
        batch = rows[:_AT_ONCE]
        del rows[:_AT_ONCE]
        yield batch
