"""One party entered twice becomes one: everything moves to the one that stays, the other's names become aliases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, func, select, update
from sqlalchemy.orm import Session

from models.drafts import entry, faults
from models.language import N_
from models.legal_facts.suits import note_suit, sued_under
from models.parties import SIMPLE, Party, PartyAlias
from models.problems import Problem, stop
from models.store.commands import FINANCE, MARKETING, declare
from models.store.references import referring

MERGE = declare("parties.merge", N_("Merge two parties"), (MARKETING, FINANCE), FINANCE)


@dataclass(frozen=True)
class MergeDraft:
    """The party that stays, and the one whose records it takes over."""

    stays: str = entry(N_("Party that stays"), "", required=True, pick="parties", wide=True)
    goes: str = entry(
        N_("Merge with"), "", required=True, pick="parties", wide=True, hint=N_("Its name is kept as another name")
    )


@dataclass(frozen=True)
class Moves:
    """What a merge would do: both names, how many rows of which table go over, and why it cannot be."""

    stays: str
    goes: str
    counts: tuple[tuple[str, int], ...] = ()
    problem: Problem | None = None


def check(draft: MergeDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if draft.stays and draft.stays == draft.goes:
        yield Problem("goes", N_("Choose another party than this one."))


def moves(session: Session, draft: MergeDraft) -> Moves:
    """What this merge would move, without doing it; both parties are chosen."""
    stays, goes = session.get_one(Party, draft.stays), session.get_one(Party, draft.goes)
    counts: dict[str, int] = {}
    for column in _holders():
        found = session.scalar(select(func.count()).select_from(column.table).where(column == goes.id)) or 0
        counts[column.table.name] = counts.get(column.table.name, 0) + found
    told = tuple((noun, count) for noun, count in counts.items() if count)
    return Moves(stays.name, goes.name, told, next(_differing(stays, goes), None))


def merge(session: Session, draft: MergeDraft) -> Party:
    """Move every record of the one party to the other, and what only it says; Invalid when they are two."""
    stop(check(draft))
    stays, goes = session.get_one(Party, draft.stays), session.get_one(Party, draft.goes)
    stop(_differing(stays, goes))
    names = {goes.name, *(alias.name for alias in goes.aliases)} - {stays.name, *(one.name for one in stays.aliases)}
    for name in SIMPLE:
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
    goes.aliases = []
    session.flush()
    _move(session, goes.id, stays.id)
    session.expire_all()
    session.delete(session.get_one(Party, draft.goes))
    session.flush()
    stays.aliases += [PartyAlias(name=name) for name in sorted(names)]
    for contract in sued_under(session, stays.id):
        note_suit(session, contract)
    session.info["subject"] = stays.name
    session.flush()
    return stays


def _differing(stays: Party, goes: Party) -> Iterator[Problem]:
    if stays.credit_code and goes.credit_code and stays.credit_code != goes.credit_code:
        told = {"one": stays.name, "other": goes.name}
        yield Problem("goes", N_("{one} and {other} have different credit codes: they are two parties."), told)


def _holders() -> Iterator[Column[Any]]:
    """The columns that name a party from elsewhere; its other names are its own."""
    return (column for column in referring(Party.__tablename__) if column.table is not PartyAlias.__table__)


def _move(session: Session, source: str, target: str) -> None:
    """Every reference to one party, in whatever table, names the other from now on."""
    for column in _holders():
        session.execute(update(column.table).where(column == source).values({column.name: target}))
    itself = select(Party).where(Party.id == target, Party.parent_id == target)
    for party in session.scalars(itself):
        party.parent_id = None
