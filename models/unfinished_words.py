"""What was being typed when a form was left: the contract, the number, the period, the debtor, as far as typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import _
from models.parties import Party
from models.projects import Project
from models.store.unfinished import Unfinished

_OWN = ("number", "name")
_OTHERS = {
    "contract": (Contract, Contract.number),
    "party": (Party, Party.name),
    "payer": (Party, Party.name),
    "owner": (Party, Party.name),
    "project": (Project, Project.name),
}
_MOST = 2
"""So many names tell one draft from another."""


def subject(session: Session, kept: Unfinished) -> str:
    """What tells this draft from others of its kind; empty while nothing of that was typed."""
    typed: dict[str, Any] = json.loads(kept.draft)
    return " · ".join([one for one in _names(session, typed) if one][:_MOST])


def _names(session: Session, typed: dict[str, Any]) -> Iterator[str]:
    """A period belongs to its contract; anything else has a number or a name of its own first."""
    period = str(typed.get("period") or "")
    if not period:
        yield next((str(typed[name]) for name in _OWN if typed.get(name)), "")
    for name, (record, column) in _OTHERS.items():
        if typed.get(name):
            yield session.scalar(select(column).where(record.id == str(typed[name]))) or ""
    if period:
        yield _("No. {period}").format(period=period)
