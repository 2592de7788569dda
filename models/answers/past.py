"""What was done in the book: its Steps, and what each did to one record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import certificates, contracts, parties, projects
from models.answers.scope import Plain
from models.language import N_
from models.problems import Refused
from models.receipts.record import Receipt
from models.store.commands import title_of
from models.store.history import Step, steps


def steps_done(session: Session, last: int) -> list[Plain]:
    """The last Steps, newest first."""
    newest = "key > (SELECT coalesce(max(key), 0) FROM steps) - :last"
    return [_step(one) for one in steps(session.connection(), newest, last=last)][::-1]


def record_done(session: Session, name: str) -> list[Plain]:
    """What happened to one record (its id, number or name), newest first: entries that changed, before and after."""
    record = _record_of(session, name)
    rows = session.execute(
        text("SELECT step, noun, before, after FROM changes WHERE record = :record ORDER BY seq DESC"),
        {"record": record},
    ).all()
    if not rows:
        raise Refused(N_("There is no record “{name}”. Give its id, number or name."), name=name)
    done = {
        one.key: one for key in {row.step for row in rows} for one in steps(session.connection(), "key = :k", k=key)
    }
    return [
        {**_step(done[row.step]), "noun": row.noun, "record": record, "entries": dict(_entries(row.before, row.after))}
        for row in rows
    ]


def _step(step: Step) -> Plain:
    return {
        "step": f"{step.site}-{step.epoch}-{step.n}",
        "at": step.at,
        "actor": step.actor,
        "command": step.command,
        "title": title_of(step.title),
        "reason": step.reason,
        "undoes": step.undoes,
        "hash": step.hash,
    }


def _entries(before: str | None, after: str | None) -> Iterator[tuple[str, list[Any]]]:
    old, new = json.loads(before or "{}"), json.loads(after or "{}")
    for name in {**old, **new}:
        if old.get(name) != new.get(name):
            yield name, [old.get(name), new.get(name)]


def _record_of(session: Session, name: str) -> str:
    receipt = session.scalars(select(Receipt).where(Receipt.number == name)).first()
    document = receipt or certificates.numbered(session, name) or contracts.numbered(session, name)
    found = document or parties.named(session, name) or projects.named(session, name)
    return found.id if found else name
