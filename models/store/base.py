"""Record: a row we keep, with its column kinds; every noun's table is built from this."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any

from sqlalchemy import BigInteger, Dialect, ForeignKey, Index, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeEngine

from models.money import Money
from models.scaled import from_scaled, to_scaled

WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
STRICT: dict[str, Any] = {"sqlite_strict": True, "sqlite_with_rowid": False}

site_of_writer: ContextVar[str] = ContextVar("site_of_writer", default="S1")
"""The site prefix of the book that is being written; new rows carry it."""


_last_moment = [0]
_one_at_a_time = Lock()
_chance: list[str] = []
_DRAWN = 512
"""Asking the system for chance lets other threads go first each time; so many keys share one question."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_chance.clear)


def new_id() -> str:
    """A UUIDv7 (RFC 9562, method 3): sorts by the time it was made, also within one millisecond."""
    return new_ids(1)[0]


def new_ids(count: int) -> list[str]:
    """So many keys in their order."""
    with _one_at_a_time:
        now = time.time_ns()
        first = max(now // 1_000_000 << 12 | now % 1_000_000 * 4096 // 1_000_000, _last_moment[0] + 1)
        _last_moment[0] = first + count - 1
        while len(_chance) < count:
            drawn = os.urandom(8 * _DRAWN).hex()
            _chance.extend(drawn[place : place + 16] for place in range(0, len(drawn), 16))
        tails = [_chance.pop() for _ in range(count)]
    return [_written(moment, tail) for moment, tail in enumerate(tails, first)]


def _written(moment: int, tail: str) -> str:
    """Milliseconds, version 7, the rest of the moment, the variant (two bits, 10) and 62 bits by chance."""
    variant = "89ab"[int(tail[0], 16) & 3]
    return f"{moment >> 28:08x}-{moment >> 12 & 0xFFFF:04x}-7{moment & 0xFFF:03x}-{variant}{tail[1:4]}-{tail[4:]}"


class Fen(TypeDecorator[Money]):
    """Money, stored as whole fen."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(WHOLE)

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return value.fen if isinstance(value, Money) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        return _money(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Money | None]:
        """Straight to the amount: a page of a long table makes some thousand of them."""
        return _money


_NOTHING = Money()


def _money(value: int | None) -> Money | None:
    """Most amounts of a long table are nothing, and that is always the same one."""
    if value:
        return Money(int(value))
    return None if value is None else _NOTHING


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


class Scaled(TypeDecorator[Decimal]):
    """A quantity, unit price, rate or index: Decimal in memory, whole number × 10⁶ stored."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(WHOLE)

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return to_scaled(value) if isinstance(value, Decimal) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_scaled(int(value))


class Day(TypeDecorator[date]):
    """A calendar day, stored as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return value.isoformat() if isinstance(value, date) else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return _day(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], date | None]:
        return _day


class Flag(TypeDecorator[bool]):
    """True or false, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Base(DeclarativeBase):
    """Every table; constraints are named so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        Money: Fen(),
        Decimal: Scaled(),
        date: Day(),
        bool: Flag(),
        str: Text(),
        int: WHOLE,
    }


class Record(Base):
    """A row with a UUIDv7 key, the site that owns it, and a history kept by triggers."""

    __abstract__ = True
    __table_args__: Any = STRICT

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id, sort_order=-2)
    site: Mapped[str] = mapped_column(default=site_of_writer.get, sort_order=-1)


def refers_to(target: str, *, optional: bool = False, indexed: bool = True) -> Any:
    """A column that holds the id of a record of another table."""
    return mapped_column(ForeignKey(f"{target}.id"), nullable=optional, index=indexed)


def indexed(*names: str) -> Index:
    """A covering index over these columns; with WITHOUT ROWID tables it carries the key.

    A long list sorted by a column reads only the index when it has the column, the ``id`` (which breaks ties) and
    whatever else decides what belongs to the list. (The index of a UNIQUE constraint is never used as a covering one.)
    """
    return Index(None, *names)
