"""How a list of what belongs to contracts is narrowed (by contract, owner, project) and found (by number and name)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement

from models.store.listing import Sources

SCOPES: Mapping[str, Callable[[Sources], ColumnElement[Any]]] = {
    "contract": lambda s: s["row"].contract_id,
    "party": lambda s: s["contract"].owner_id,
    "project": lambda s: s["contract"].project_id,
}
NAMES: tuple[Callable[[Sources], ColumnElement[Any]], ...] = (
    lambda s: s["contract"].number,
    lambda s: s["contract"].name,
    lambda s: s["contract"].initials,
)
WORDS = (lambda s: s["row"].number, *NAMES)
