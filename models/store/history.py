"""Step: one thing a user did, sealed into a chain; from it come history, undo, refresh and the tamper check."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.store.base import WHOLE, Base

MARK = b"qs-step-1\0"
START = bytes(32)


class StepRow(Base):
    """The header of a Step; ``hash`` is empty only while it is being written."""

    __tablename__ = "steps"
    __table_args__ = (
        UniqueConstraint("site", "epoch", "n"),
        Index("ix_steps_undoes", "undoes", "epoch", "site"),
        {"sqlite_strict": True},
    )

    key: Mapped[int] = mapped_column(WHOLE, primary_key=True)
    site: Mapped[str]
    epoch: Mapped[int]
    n: Mapped[int]
    at: Mapped[str]
    actor: Mapped[str]
    device: Mapped[str]
    program: Mapped[str]
    schema: Mapped[int]
    command: Mapped[str]
    title: Mapped[str]
    reason: Mapped[str]
    undoes: Mapped[int | None]
    body: Mapped[str]
    hash: Mapped[str]


class ChangeRow(Base):
    """What a Step did to one row: its image before (None: it was made) and after (None: it went)."""

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_record", "noun", "record", "seq"), {"sqlite_strict": True})

    seq: Mapped[int] = mapped_column(WHOLE, primary_key=True)
    step: Mapped[int] = mapped_column(WHOLE, ForeignKey("steps.key"), index=True)
    noun: Mapped[str]
    record: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]


class Writing(Base):
    """The Step that is being written now: one row between BEGIN and COMMIT, none otherwise."""

    __tablename__ = "writing"
    __table_args__ = (CheckConstraint("place = 1", name="one_row"), {"sqlite_strict": True})

    place: Mapped[int] = mapped_column(WHOLE, primary_key=True)
    step: Mapped[int]
    replaying: Mapped[int]


@dataclass(frozen=True)
class Step:
    """A sealed Step as others see it: its header, its number in its stream, its hash."""

    key: int
    site: str
    epoch: int
    n: int
    at: str
    actor: str
    device: str
    program: str
    schema: int
    command: str
    title: str
    reason: str
    undoes: int | None
    body: str
    hash: str

    def header(self) -> bytes:
        """Canonical JSON of everything but body and hash (design §3.3)."""
        told = {name: getattr(self, name) for name in HEADER}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


@dataclass(frozen=True)
class Header:
    """What is known of a Step when it begins; its number follows from the stream."""

    site: str
    epoch: int
    at: str
    actor: str
    device: str
    program: str
    schema: int
    command: str
    title: str
    reason: str
    undoes: int | None


HEADER = tuple("site epoch n at actor device program schema command title reason undoes".split())
PIECE = 1000
"""Changes that are held at once while the whole stream is read."""
Change = tuple[str, str, str | None, str | None]
Changed = dict[str, set[str]]
"""Ids by table."""


def body_digest(changes: Iterable[Change]) -> bytes:
    """SHA-256 over each change as four length-prefixed texts (table, id, before, after) in write order."""
    digest = hashlib.sha256()
    for change in changes:
        for part in change:
            if part is None:
                digest.update(b"\xff\xff\xff\xff")
            else:
                encoded = part.encode()
                digest.update(len(encoded).to_bytes(4, "big") + encoded)
    return digest.digest()


def seal(previous: bytes, header: bytes, body: bytes) -> str:
    """The hash of a Step: SHA256("qs-step-1\\0" ‖ previous ‖ SHA256(header) ‖ body digest)."""
    return hashlib.sha256(MARK + previous + hashlib.sha256(header).digest() + body).hexdigest()


def begin(connection: Connection, header: Header) -> tuple[Step, str]:
    """Open a Step: from now on every change is written into it. Returns it unsealed, with the hash before it."""
    last = head(connection, header.site, header.epoch)
    values = {**vars(header), "n": last.n + 1 if last else 1, "body": "", "hash": ""}
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    insert = f"INSERT INTO steps ({columns}) VALUES ({marks}) RETURNING key"
    key = int(connection.exec_driver_sql(insert, tuple(values.values())).scalar_one())
    connection.exec_driver_sql("INSERT INTO writing (place, step, replaying) VALUES (1, ?, 0)", (key,))
    return Step(key=key, **values), last.hash if last else START.hex()


def close(connection: Connection, opened: tuple[Step, str], subject: str) -> Changed:
    """Seal the Step over what it changed; nothing changed returns nothing, and the Step should be rolled back.

    ``subject`` completes the title when the use case learned it on the way (the number of a new receipt).
    """
    step, previous = opened
    changed: Changed = defaultdict(set)
    body = body_digest(_noted(changes_of(connection, step.key), changed))
    if not changed:
        return {}
    if subject and ": " not in step.title:
        step = replace(step, title=f"{step.title}: {subject}")
    connection.exec_driver_sql(
        "UPDATE steps SET title = ?, body = ?, hash = ? WHERE key = ?",
        (step.title, body.hex(), seal(bytes.fromhex(previous), step.header(), body), step.key),
    )
    connection.exec_driver_sql("DELETE FROM writing")
    return dict(changed)


def _noted(changes: Iterable[Change], changed: Changed) -> Iterator[Change]:
    for change in changes:
        changed[change[0]].add(change[1])
        yield change


def steps(connection: Connection, where: str = "1=1", **values: object) -> Iterator[Step]:
    """Steps in the order they came into this book."""
    columns = ", ".join(Step.__dataclass_fields__)
    for row in connection.execute(text(f"SELECT {columns} FROM steps WHERE {where} ORDER BY key"), values):
        yield Step(*row)


def changes_of(connection: Connection, step: int) -> Iterator[Change]:
    rows = connection.execute(
        text("SELECT noun, record, before, after FROM changes WHERE step = :step ORDER BY seq"), {"step": step}
    )
    for row in rows:
        yield (row[0], row[1], row[2], row[3])


def with_changes(connection: Connection) -> Iterator[tuple[Step, Iterable[Change]]]:
    """Every Step in order with its changes; the whole stream is read once, a piece at a time."""
    rows = connection.execute(text("SELECT step, noun, record, before, after FROM changes ORDER BY step, seq"))
    groups = groupby(rows.yield_per(PIECE), key=itemgetter(0))
    here = next(groups, None)
    for step in steps(connection):
        while here and here[0] < step.key:
            here = next(groups, None)
        yield step, ((row[1], row[2], row[3], row[4]) for row in here[1]) if here and here[0] == step.key else ()


def head(connection: Connection, site: str, epoch: int) -> Step | None:
    """The last sealed Step of a stream."""
    where = "key = (SELECT max(key) FROM steps WHERE site = :site AND epoch = :epoch AND hash <> '')"
    return next(steps(connection, where, site=site, epoch=epoch), None)
