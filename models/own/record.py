"""One table of definitions and one of values serve the own columns of every list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class OwnColumn(Record):
    """A column somebody defined for a list; ``choices`` stand on a line each. A retired one keeps its values."""

    __tablename__ = "own_columns"
    __table_args__ = (indexed("listing", "position"), STRICT)

    listing: Mapped[str]
    position: Mapped[int]
    caption: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[str] = mapped_column(default="")
    retired: Mapped[bool] = mapped_column(default=False)


class OwnValue(Record):
    """What stands in an own column for one record: in the column of its kind, the others are empty."""

    __tablename__ = "own_values"
    __table_args__ = (
        UniqueConstraint("record", "column_id"),
        indexed("column_id", "words", "record"),
        indexed("column_id", "amount", "record"),
        indexed("column_id", "number", "record"),
        indexed("column_id", "day", "record"),
        STRICT,
    )

    column_id: Mapped[str] = refers_to("own_columns", indexed=False)
    record: Mapped[str]
    words: Mapped[str | None]
    amount: Mapped[Money | None]
    number: Mapped[Decimal | None]
    day: Mapped[date | None]
