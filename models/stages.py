"""Where a document stands: its latest dated stage; a status is never stored, it follows from what happened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.inspection import inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.money import Money
from models.scaled import to_scaled
from models.store.base import STRICT, Record, indexed


class Stage(Record):
    """A document reached a stage on a day, by somebody, with an amount where the stage sets one.

    ``digest`` is of the document as it stood (empty where nothing was approved).
    """

    __tablename__ = "stages"
    __table_args__ = (indexed("document_id", "reached_on"), indexed("noun", "document_id"), STRICT)

    document_id: Mapped[str]
    noun: Mapped[str]
    stage: Mapped[str]
    reached_on: Mapped[date]
    by: Mapped[str] = mapped_column(default="")
    amount: Mapped[Money | None]
    days: Mapped[int | None]
    remark: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")


def reach(
    session: Session,
    document: Record,
    stage: str,
    on: date,
    *,
    by: str = "",
    amount: Money | None = None,
    remark: str = "",
    digest: str = "",
) -> Stage:
    """Note that a document reached a stage."""
    row = Stage(
        document_id=document.id,
        noun=document.__tablename__,
        stage=stage,
        reached_on=on,
        by=by,
        amount=amount,
        remark=remark,
        digest=digest,
    )
    session.add(row)
    session.flush()
    return row


def stages_of(session: Session, document_id: str) -> list[Stage]:
    """The stages of a document, oldest first."""
    rows = select(Stage).where(Stage.document_id == document_id).order_by(Stage.reached_on, Stage.id)
    return list(session.scalars(rows))


def latest(session: Session, document_id: str) -> str:
    """The stage a document stands at; empty before the first."""
    stages = stages_of(session, document_id)
    return stages[-1].stage if stages else ""


def latest_by(as_of: date) -> Select[tuple[str, str, date]]:
    """SQL: document, the stage it stood at on a day and since when, for joining into a listing."""
    place = func.row_number().over(partition_by=Stage.document_id, order_by=(Stage.reached_on.desc(), Stage.id.desc()))
    ranked = (
        select(Stage.document_id, Stage.stage, Stage.reached_on, place.label("place"))
        .where(Stage.reached_on <= as_of)
        .subquery()
    )
    return select(ranked.c.document_id, ranked.c.stage, ranked.c.reached_on).where(ranked.c.place == 1)


def is_unaltered(session: Session, document: Record, stage: str, parts: Iterable[Record] = ()) -> bool:
    """Whether a document and its parts still are what they were when it last reached a stage that keeps a digest."""
    digests = [one.digest for one in stages_of(session, document.id) if one.stage == stage]
    return bool(digests) and digests[-1] == digest_of(document, parts)


def standing_at(document_id: Any, as_of: date, what: Any = Stage.stage) -> ColumnElement[Any]:
    """SQL: the stage (or ``reached_on`` of it) one document stood at on a day; for a few documents out of many."""
    return (
        select(what)
        .where(Stage.document_id == document_id, Stage.reached_on <= as_of)
        .order_by(Stage.reached_on.desc(), Stage.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def digest_of(document: Record, parts: Iterable[Record] = ()) -> str:
    """SHA-256 over the images of a document and its declared parts in key order: what an approval is bound to."""
    digest = hashlib.sha256(_image(document))
    for part in sorted(parts, key=lambda one: one.id):
        digest.update(_image(part))
    return digest.hexdigest()


def _image(record: Record) -> bytes:
    values = {name: _told(getattr(record, name, None)) for name in _columns(type(record))}
    return _AS_TEXT(values).encode() + b"\n"


@cache
def _columns(kind: type[Any]) -> tuple[str, ...]:
    """The columns of a record, or of the record that a light row stands for, in the order of the image."""
    return tuple(sorted(column.key for column in inspect(getattr(kind, "stands_for", kind)).column_attrs))


def _told(value: object) -> str:
    """A decimal as it is stored: ``30.00`` as it was typed and ``30`` as it is read again are the same."""
    return str(to_scaled(value) if isinstance(value, Decimal) else value)


_AS_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
