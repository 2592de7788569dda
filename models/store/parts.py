"""Keeping the parts of a document (lines, milestones, accounts) equal to what its draft says, row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from models.store.base import Record

P = TypeVar("P", bound=Record)


def keep_parts(
    parts: list[P], drafts: Sequence[Any], make: Callable[[], P], fill: Callable[[P, Any, int], None]
) -> None:
    """Give each draft its row: by its ``id`` when it has one, else a new row; rows without a draft go.

    A draft without ids (``id`` absent) is matched by position, so that an edit changes rows instead of replacing them.
    """
    by_id = {part.id: part for part in parts}
    by_place = list(parts)
    kept = []
    for place, draft in enumerate(drafts):
        key = getattr(draft, "id", None)
        at_place = by_place[place] if place < len(by_place) else None
        row = (at_place if key is None else by_id.get(key)) or make()
        fill(row, draft, place)
        kept.append(row)
    parts[:] = kept
