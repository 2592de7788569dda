"""What can be done with an owner's ledger: keep it, take proposals, match by hand, dissolve, explain, void."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.language import N_
from models.matching.draft import (
    WAYS,
    ExplanationDraft,
    MatchesDraft,
    OwnerLedgerDraft,
    OwnerLineDraft,
    check,
)
from models.matching.record import LedgerMatch, LineExplanation, MatchedLine, OwnerLedger, OwnerLine
from models.matching.standing import Matched, proposals, standing
from models.money import Money
from models.numbering import next_number
from models.problems import Refused, stop
from models.records import kept, opened, taken, voided
from models.store.commands import FINANCE, declare
from models.store.parts import keep_parts

RECORD = declare("matching.record", N_("Save an owner's ledger"), (FINANCE,))
TAKE = declare("matching.take", N_("Take what surely matches"), (FINANCE,))
MATCH = declare("matching.match", N_("Match lines"), (FINANCE,))
DISSOLVE = declare("matching.dissolve", N_("Dissolve a match"), (FINANCE,))
EXPLAIN = declare("matching.explain", N_("Explain a difference"), (FINANCE,))
VOIDED = declare("matching.void", N_("Void an owner's ledger"), (FINANCE,))


def draft_of(session: Session, ledger_id: str) -> OwnerLedgerDraft:
    row = session.get_one(OwnerLedger, ledger_id)
    lines = tuple(OwnerLineDraft(one.booked_on, one.amount, one.reference, one.text) for one in row.lines)
    return OwnerLedgerDraft(
        row.id, row.party_id, row.number, row.as_of, row.currency, row.file, row.digest, row.stated, lines, row.remark
    )


def record(session: Session, draft: OwnerLedgerDraft) -> OwnerLedger:
    """Keep an owner's ledger; its lines stay as they are once any of them is matched."""
    stop([*check(draft), *taken(session, OwnerLedger, draft)])
    row = session.get_one(OwnerLedger, draft.id) if draft.id else OwnerLedger()
    if draft.id and draft.lines != draft_of(session, draft.id).lines:
        _expect_unmatched(session, row)
    assert draft.as_of
    row.party_id, row.as_of, row.currency = draft.party, draft.as_of, draft.currency
    row.number = draft.number or next_number(session, OwnerLedger.number, f"DZ-{draft.as_of.year}-")
    row.file, row.digest, row.stated, row.remark = draft.file, draft.digest, draft.stated, draft.remark
    keep_parts(row.lines, draft.lines, OwnerLine, _fill)
    return kept(session, row)


def bring_in(session: Session, draft: OwnerLedgerDraft) -> OwnerLedger:
    """Keep an owner's ledger and take what is sure, as one gesture."""
    row = record(session, draft)
    take(session, row.id)
    return row


def take(session: Session, ledger_id: str) -> list[LedgerMatch]:
    """Take every match that is sure; the others stay proposals."""
    return _keep(session, ledger_id, [one for one in proposals(standing(session, ledger_id)) if one.certain])


def match(session: Session, draft: MatchesDraft) -> list[LedgerMatch]:
    """Take these lines of both ledgers as the same money, whatever the rules say of them."""
    found = standing(session, draft.ledger)
    ours, theirs = ({one.key: one for one in side} for side in (found.only_ours, found.only_theirs))
    chosen = []
    for one in draft.matches:
        if len(one.ours) + len(one.theirs) < 2:
            raise Refused(N_("Choose at least two lines that are the same money."))
        if one.reason not in WAYS:
            raise Refused(N_("There is no way of matching “{name}”."), name=one.reason)
        try:
            lines = tuple(ours.pop(key) for key in one.ours), tuple(theirs.pop(key) for key in one.theirs)
        except KeyError as error:
            message = N_("A line is matched already, or is no longer there. Look at the lists again.")
            raise Refused(message) from error
        chosen.append(Matched("", *lines, one.reason, one.remark))
    return _keep(session, draft.ledger, chosen)


def dissolve(session: Session, match_ids: Iterable[str]) -> None:
    """The lines stand alone again."""
    for key in match_ids:
        row = session.get_one(LedgerMatch, key)
        session.info["subject"] = session.get_one(OwnerLedger, row.ledger_id).number
        session.delete(row)
    session.flush()


def explain(session: Session, draft: ExplanationDraft) -> None:
    """Say why a line stands in one ledger only; of a match with a difference, why it differs."""
    found = session.get(LedgerMatch, draft.line)
    if found is not None:
        found.remark = draft.reason
    else:
        known = select(LineExplanation).where(
            LineExplanation.ledger_id == draft.ledger, LineExplanation.line == draft.line
        )
        row = session.scalars(known).first() or LineExplanation(ledger_id=draft.ledger, line=draft.line)
        row.reason = draft.reason
        session.add(row)
    session.info["subject"] = session.get_one(OwnerLedger, draft.ledger).number
    session.flush()


def void(session: Session, ledger_id: str, reason: str) -> OwnerLedger:
    """It was the wrong ledger: its matches go with it."""
    row = opened(session, OwnerLedger, ledger_id)
    dissolve(session, list(session.scalars(select(LedgerMatch.id).where(LedgerMatch.ledger_id == ledger_id))))
    session.execute(delete(LineExplanation).where(LineExplanation.ledger_id == ledger_id))
    return voided(session, row, reason)


def _keep(session: Session, ledger_id: str, found: Iterable[Matched]) -> list[LedgerMatch]:
    rows = []
    for one in found:
        parts = [MatchedLine(line=line.key, is_ours=True) for line in one.ours]
        parts += [MatchedLine(line=line.key, is_ours=False) for line in one.theirs]
        rows.append(LedgerMatch(ledger_id=ledger_id, reason=one.reason, remark=one.remark, parts=parts))
    session.add_all(rows)
    session.info["subject"] = session.get_one(OwnerLedger, ledger_id).number
    session.flush()
    return rows


def _fill(row: OwnerLine, draft: OwnerLineDraft, place: int) -> None:
    assert draft.booked_on
    row.position, row.booked_on, row.amount = place, draft.booked_on, draft.amount or Money()
    row.reference, row.text = draft.reference, draft.text


def _expect_unmatched(session: Session, row: OwnerLedger) -> None:
    if session.scalar(select(exists().where(LedgerMatch.ledger_id == row.id))):
        raise Refused(
            N_("Lines of {number} are matched: dissolve the matches first, or bring the ledger in anew."),
            number=row.number,
        )


def numbered(session: Session, number: str) -> OwnerLedger | None:
    return session.scalars(select(OwnerLedger).where(OwnerLedger.number == number)).first()
