"""What stands in the own columns of a record: read, filled in, kept with the record itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.drafts import EMPTY
from models.language import N_
from models.own.extending import HELD_IN, PREFIX, Own, extended_draft
from models.own.record import OwnColumn, OwnValue
from models.store.commands import COMMERCIAL, FINANCE, declare

FILL = declare("own.fill", N_("Fill in own columns"), (COMMERCIAL, FINANCE))


@dataclass(frozen=True)
class FillDraft:
    """The own columns of one record alone, whatever its document allows; its entries are added by its list."""

    record: str = ""


def values_of(session: Session, record: str, columns: Sequence[Own]) -> dict[str, Any]:
    """By the name of each own column, what stands in it; empty ones are left out."""
    rows = session.scalars(select(OwnValue).where(OwnValue.record == record))
    held = {row.column_id: row for row in rows}
    found = {one.name: getattr(held[one.id], HELD_IN[one.kind]) for one in columns if one.id in held}
    return {name: value for name, value in found.items() if value is not None}


def with_values(session: Session, record: str, draft: Any, columns: tuple[Own, ...]) -> Any:
    """The draft of a record with its own columns filled in; an empty ``record`` is a new one."""
    if not columns:
        return draft
    base = {item.name: getattr(draft, item.name) for item in fields(draft) if not item.name.startswith(PREFIX)}
    values = values_of(session, record, columns) if record else {}
    made: Any = extended_draft(cast(Any, type(draft)), columns)
    return made(**base, **values)


def fill(session: Session, record: str, values: Mapping[str, Any], columns: Sequence[Own]) -> None:
    """Put these values (by the name of the column) into the own columns of a record; an empty one takes it out."""
    rows = {row.column_id: row for row in session.scalars(select(OwnValue).where(OwnValue.record == record))}
    for one in columns:
        if one.name not in values:
            continue
        value, row = values[one.name], rows.get(one.id)
        if value in EMPTY:
            if row is not None:
                session.delete(row)
            continue
        row = row or OwnValue(record=record, column_id=one.id, words=None, amount=None, number=None, day=None)
        setattr(row, HELD_IN[one.kind], value)
        session.add(row)
    session.flush()


def keep(session: Session, record: str, draft: Any, columns: Sequence[Own]) -> None:
    """Keep the own entries of a draft with the record it became."""
    fill(session, record, {one.name: getattr(draft, one.name) for one in columns if hasattr(draft, one.name)}, columns)


def kept(session: Session, draft: Any, columns: Sequence[Own]) -> OwnColumn | None:
    """The use case of a form that shows nothing but own columns."""
    keep(session, draft.record, draft, columns)
    return session.get(OwnColumn, columns[0].id) if columns else None
