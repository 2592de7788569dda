"""How one draft of a dump is written: with its noun, and with the names of what it refers to."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from models import parties
from models.contracts.record import Contract
from models.drafts import to_plain

Plain = dict[str, Any]


def entry(noun: str, draft: Any, **more: Any) -> Plain:
    return {"noun": noun, "draft": plain(draft), **more}


def plain(draft: Any) -> Plain:
    """As ``to_plain``, but what was emptied although a new draft would have it is named as empty."""
    told = to_plain(draft)
    for item in fields(draft):
        usual = item.default
        if item.name not in told and isinstance(usual, str | tuple) and usual:
            told[item.name] = "" if isinstance(usual, str) else []
        elif item.name not in told and usual not in (None, "", ()) and getattr(draft, item.name) is None:
            told[item.name] = None
    return told


def party_name(session: Session, key: str) -> str:
    return parties.reference(session, session.get_one(parties.Party, key)) if key else ""


def number_of(session: Session, key: str | None) -> str:
    return session.get_one(Contract, key).number if key else ""
