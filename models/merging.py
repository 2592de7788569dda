"""One party entered twice becomes one: everything moves to the one that stays, the other's names become aliases."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.drafts import entry, faults
from models.language import N_
from models.parties import Party, PartyAlias
from models.problems import Problem, Refused, stop
from models.store.commands import FINANCE, MARKETING, declare
from models.store.references import referring

MERGE = declare("parties.merge", N_("Merge two parties"), (MARKETING, FINANCE), FINANCE)


@dataclass(frozen=True)
class MergeDraft:
    """The party that stays, and the one whose records it takes over."""

    stays: str = ""
    goes: str = entry(N_("Merge with"), "", required=True, pick="parties", hint=N_("Its name is kept as another name"))


def merge(session: Session, draft: MergeDraft) -> Party:
    """Move every record of the one party to the other. Refused when their credit codes differ: they are two."""
    stop(faults(draft))
    if draft.stays == draft.goes:
        stop([Problem("goes", N_("Choose another party than this one."))])
    stays, goes = session.get_one(Party, draft.stays), session.get_one(Party, draft.goes)
    if stays.credit_code and goes.credit_code and stays.credit_code != goes.credit_code:
        raise Refused(N_("{one} and {other} have different credit codes: they are two parties."),
                      one=stays.name, other=goes.name)  # fmt: skip
    names = {goes.name, *(alias.name for alias in goes.aliases)} - {stays.name, *(one.name for one in stays.aliases)}
    stays.credit_code = stays.credit_code or goes.credit_code
    goes.aliases = []
    session.flush()
    _move(session, goes.id, stays.id)
    session.expire_all()
    session.delete(session.get_one(Party, draft.goes))
    session.flush()
    stays.aliases += [PartyAlias(name=name) for name in sorted(names)]
    session.info["subject"] = stays.name
    session.flush()
    return stays


def _move(session: Session, source: str, target: str) -> None:
    """Every reference to one party, in whatever table, names the other from now on."""
    for column in referring(Party.__tablename__):
        session.execute(update(column.table).where(column == source).values({column.name: target}))
    itself = select(Party).where(Party.id == target, Party.parent_id == target)
    for party in session.scalars(itself):
        party.parent_id = None
