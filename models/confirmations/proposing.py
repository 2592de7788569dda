"""Differences of a reply as matching the owner's ledger found them: proposed with reasons, kept by a person only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import matching
from models.confirmations.draft import OTHER, DifferenceDraft, ReplyDraft
from models.language import N_, text
from models.matching import LedgerLine, OwnerLedger, Standing
from models.matching.lines import REDUCTION
from models.money import Money
from models.problems import Refused
from models.rules.confirming import BY_THEM, BY_US, reason_of, reason_of_gap

CAPTIONS = {BY_US: N_("Booked by us only"), BY_THEM: N_("Booked by the owner only")}
_GAP = N_("Received and not allocated, or entered since the statement")
_UNLISTED = N_("In the stated balance, in none of its lines")


def ledger_of(session: Session, draft: ReplyDraft) -> OwnerLedger | None:
    """The newest ledger of this debtor up to the cut-off day of the statement."""
    if draft.contract or not draft.party or draft.as_of is None:
        return None
    rows = select(OwnerLedger).where(OwnerLedger.party_id == draft.party, OwnerLedger.void == 0)
    same = OwnerLedger.as_of == draft.as_of, OwnerLedger.currency == draft.currency
    return session.scalars(rows.where(*same).order_by(OwnerLedger.id.desc())).first()


def proposed(session: Session, draft: ReplyDraft, ledger_id: str) -> tuple[DifferenceDraft, ...]:
    """What explains the way from the statement to the owner's ledger: the lines add up to stated − its balance.

    Raises Refused for a ledger that speaks of something else than the statement.
    """
    row = session.get_one(OwnerLedger, ledger_id)
    if (row.party_id, row.currency, row.as_of) != (draft.party, draft.currency, draft.as_of) or draft.contract:
        message = N_("{number} is not this debtor's ledger in this currency up to the cut-off day of the statement.")
        raise Refused(message, number=row.number)
    found = matching.standing(session, ledger_id)
    lines = [
        *_alone(found.only_ours, BY_US, found, row.as_of),
        *_alone(found.only_theirs, BY_THEM, found, row.as_of),
        *_differing(found),
        DifferenceDraft(-found.unlisted, OTHER, text(_UNLISTED)),
        DifferenceDraft((draft.stated or Money()) - found.ours, OTHER, text(_GAP)),
    ]
    return tuple(one for one in lines if one.amount)


def with_proposed(session: Session, draft: ReplyDraft, ledger_id: str) -> ReplyDraft:
    """The draft with the proposals after what was typed, and with the owner's balance where no amount is confirmed."""
    new = [one for one in proposed(session, draft, ledger_id) if one not in draft.differences]
    found = matching.standing(session, ledger_id)
    confirmed = draft.confirmed if draft.confirmed is not None or draft.by_item else found.theirs + found.unlisted
    return replace(draft, confirmed=confirmed, differences=(*draft.differences, *new))


def _alone(lines: Iterable[LedgerLine], side: str, found: Standing, until: date) -> Iterator[DifferenceDraft]:
    for one in lines:
        amount = one.amount if side == BY_US else -one.amount
        reason = reason_of(side, one.what == REDUCTION, (until - one.on).days)
        yield DifferenceDraft(amount, reason, _note(CAPTIONS[side], one, found.explained.get(one.key, "")))


def _differing(found: Standing) -> Iterator[DifferenceDraft]:
    for one in found.matches:
        if one.difference:
            line = (one.ours or one.theirs)[0]
            note = _note(N_("Booked with another amount"), line, one.remark)
            yield DifferenceDraft(-one.difference, reason_of_gap(one.reason), note)


def _note(what: str, line: LedgerLine, why: str) -> str:
    said = " ".join(filter(None, (text(what), line.on.isoformat(), line.reference or line.text)))
    return f"{said}: {why}" if why else said
