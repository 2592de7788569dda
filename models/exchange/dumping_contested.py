"""Writes what is disputed and what stands below as drafts that make it again, with the names of what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import disputes, downstream
from models.disputes import Dispute
from models.downstream import SetOff, SetOffDraft, Subcontract, SubcontractDraft, set_off
from models.exchange.names import disputable_name, receivable_name
from models.exchange.told import Plain, entry, number_of, party_name


def contested(session: Session) -> Iterator[Plain]:
    """Subcontracts, set-offs and disputed items; last, because they may be about any document."""
    for key in session.scalars(select(Subcontract.id).where(Subcontract.void == 0).order_by(Subcontract.id)):
        yield entry("subcontracts", _subcontract(session, key))
    for key in session.scalars(select(SetOff.id).where(SetOff.void == 0).order_by(SetOff.id)):
        yield entry("set_offs", _set_off(session, key))
    for key in session.scalars(select(Dispute.id).where(Dispute.void == 0).order_by(Dispute.id)):
        draft = disputes.draft_of(session, key)
        name = disputable_name(session, draft.subject) if draft.subject else ""
        yield entry("disputes", replace(draft, id="", contract=number_of(session, draft.contract), subject=name))


def _subcontract(session: Session, key: str) -> SubcontractDraft:
    draft = downstream.draft_of(session, key)
    quantities = tuple(replace(one, amount=None) for one in draft.quantities)
    named = replace(
        draft, id="", contract=number_of(session, draft.contract), party=party_name(session, draft.party),
        quantities=quantities, whole=None, kept=None, paid=None,
    )  # fmt: skip
    return replace(named, by_owner=None, left=None, wages_short=None)


def _set_off(session: Session, key: str) -> SetOffDraft:
    draft = set_off.draft_of(session, key)
    lines = tuple(replace(one, receivable=receivable_name(session, one.receivable)) for one in draft.lines)
    sub = session.get_one(Subcontract, draft.subcontract)
    return replace(draft, id="", subcontract=sub.number, lines=lines)
