"""How a ledger of an earlier release becomes one of this release, step by step.

How to add one: raise ``schema.VERSION``, write ``v2_what_changes.py`` here with ``upgrade(op)`` (alembic operations,
ADD COLUMN preferred) and ``lift(table, image)`` (an old row's JSON values as the new shape has them), and list it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from alembic.operations import Operations

Image = dict[str, Any]


@dataclass(frozen=True)
class Migration:
    """From the version before it to ``version``; ``lift`` brings an old row image to the new shape, in order."""

    version: int
    upgrade: Callable[[Operations], None]
    lift: Callable[[str, Image], Image]


MIGRATIONS: tuple[Migration, ...] = ()


def lift(table: str, image: Image, version: int, migrations: Sequence[Migration] = MIGRATIONS) -> Image:
    """A row image that was written under an older version, as this program has it; stored texts are never rewritten."""
    for migration in migrations:
        if migration.version > version:
            image = migration.lift(table, image)
    return image
