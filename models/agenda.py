"""What wants doing this week (本周要办): signatures that are missing, money that falls due, bills that mature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import confirmations, correspondence, deadlines
from models.certificates.record import PaymentCertificate
from models.certificates.usecases import PREPARED, REVIEWED, SUBMITTED, SUPERVISED
from models.confirmations.calendar import DUE as STATEMENT_DUE
from models.contracts.record import Contract
from models.deadlines import Deadline
from models.deadlines.record import RETENTION_DUE
from models.follow_ups.record import FollowUp
from models.language import N_
from models.parties import Party
from models.receipts.record import BILLS
from models.receipts.unallocated import receipts
from models.receivables import position
from models.stages import Stage, standing_at

WEEK = timedelta(days=7)

COMMERCIAL = N_("Commercial")
FINANCE = N_("Finance")
LEGAL = N_("Legal")
MARKETING = N_("Marketing")


@dataclass(frozen=True)
class Duty:
    """One line: a sentence (msgid with values, ``what`` is one too), who does it, its day, and the record it opens."""

    sentence: str
    subject: str
    department: str
    day: date
    noun: str
    record: str
    party: str = ""
    what: str = ""


def duties(session: Session, as_of: date, most: int = 10, known: Iterable[Deadline] | None = None) -> list[Duty]:
    """The most urgent lines of the week, what lapses first, then missing signatures, then money due.

    ``known`` are the deadlines of the day where they were worked out already.
    """
    lapsing = deadlines.deadlines(session, as_of) if known is None else list(known)
    found = [*_bills(session, as_of, most), *_lapsing(lapsing, as_of, most), *_claims(lapsing, as_of, most)]
    for source in _SOURCES:
        found += source(session, as_of, most)
    return found[:most]


def _bills(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    """A bill is presented within ten days of its maturity (票据法 53)."""
    row = receipts(as_of)
    rows = session.execute(
        select(row.c.id, row.c.number, row.c.matures_on)
        .where(row.c.method.in_(BILLS), row.c.in_hand != 0, row.c.matures_on <= as_of + WEEK)
        .order_by(row.c.matures_on)
        .limit(most)
    )
    for key, number, day in rows:
        yield Duty(N_("Bill {subject} matures: present it for payment"), number, FINANCE, day, "receipts", key)


_SIGNATURES = {
    PREPARED: N_("{subject} is prepared: submit it"),
    SUBMITTED: N_("{subject} waits for the supervisor"),
    SUPERVISED: N_("{subject} waits for the owner's review"),
    REVIEWED: N_("{subject} waits for the owner's signature"),
}


def _signatures(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    c = PaymentCertificate
    stage, since = standing_at(c.id, as_of), standing_at(c.id, as_of, Stage.reached_on)
    stood = (
        select(c.id, c.number, stage.label("stage"), since.label("since"))
        .where(c.void == 0, or_(c.certified_on.is_(None), c.certified_on > as_of))
        .subquery()
        .c
    )
    rows = session.execute(
        select(stood.id, stood.number, stood.stage, stood.since)
        .where(stood.stage.in_(_SIGNATURES))
        .order_by(stood.since, stood.id)
        .limit(most // 2)
    )
    for key, number, stage, day in rows:
        yield Duty(_SIGNATURES[stage], number, COMMERCIAL, day, "certificates", key)


_CLAIMED = {
    "claim_notice": N_("{subject}: give notice of the claim, or the right may be lost"),
    "claim_report": N_("{subject}: hand in the claim report"),
    "claim_final": N_("{subject}: hand in the final claim report"),
}


def _claims(found: Iterable[Deadline], as_of: date, most: int) -> Iterable[Duty]:
    """What is ours to do within a week for a claim, or was and is still not done."""
    ours = [one for one in found if one.clock in _CLAIMED and one.act_by is not None and one.act_by <= as_of + WEEK]
    for one in sorted(ours, key=lambda one: (one.act_by or as_of, one.subject.document))[: most // 2]:
        assert one.act_by
        who = one.subject
        yield Duty(_CLAIMED[one.clock], who.document, COMMERCIAL, one.act_by, who.noun, who.record)


def _due(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    item = position.items(as_of)
    rows = session.execute(
        select(item.c.id, item.c.document, Party.name, item.c.due_on)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .where(item.c.open > 0, item.c.due_on.between(as_of, as_of + WEEK))
        .order_by(item.c.due_on, item.c.open.desc())
        .limit(most)
    )
    for key, document, party, day in rows:
        sentence = N_("{subject} falls due: ask {party} for payment")
        yield Duty(sentence, document, FINANCE, day, "receivables", key, party)


def _letters(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    """Letters that want an answer within the week, or wanted it before."""
    for row in correspondence.unanswered(session, as_of, as_of + WEEK, most // 2):
        assert row.reply_due_on
        came_in = row.direction == correspondence.IN
        sentence = N_("{subject} waits for our answer") if came_in else N_("{subject} was not answered: ask again")
        yield Duty(sentence, row.number, COMMERCIAL, row.reply_due_on, "correspondence", row.id)


def _lapsing(found: Iterable[Deadline], as_of: date, most: int) -> Iterable[Duty]:
    """What lapses within the week; bills, claims and money that falls due have sentences of their own."""
    for one in found:
        told = one.clock.startswith(("bill_", "sme_payment")) or one.clock == RETENTION_DUE or one.clock in _CLAIMED
        if told or one.act_by is None or not as_of <= one.act_by <= as_of + WEEK:
            continue
        subject, what = one.subject.contract or one.subject.document, deadlines.captions()[one.clock]
        sentence = N_("{what} of {subject} ends ({party})")
        yield Duty(sentence, subject, LEGAL, one.act_by, "deadlines", one.key, one.subject.party, what)
        most -= 1
        if not most:
            return


def _steps(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    """Next steps that are planned up to this week and not done."""
    f = FollowUp
    open_still = or_(f.done_on.is_(None), f.done_on > as_of)
    rows = session.execute(
        select(f.id, f.next_step, f.next_on, Party.name)
        .join(Party, Party.id == f.party_id)
        .where(f.void == 0, f.happened_on <= as_of, f.next_on <= as_of + WEEK, open_still)
        .order_by(f.next_on, f.id)
        .limit(most // 2)
    )
    for key, step, day, party in rows:
        if day is not None:
            yield Duty(N_("{subject} ({party})"), step, MARKETING, day, "follow_ups", key, party)


def _statements(session: Session, as_of: date, most: int) -> Iterable[Duty]:
    """What waits for our seal, our postman, a second letter or an explanation; one line for all that are due."""
    told, known = 0, confirmations.confirmations(session, as_of)
    for one in known:
        sentence = _CONFIRMED.get(one.state(as_of))
        if sentence and told < most // 3:
            told += 1
            day = one.until or one.as_of or as_of
            yield Duty(sentence, one.number, FINANCE, day, "confirmations", one.key, one.party)
    due = [one for one in confirmations.due_statements(session, as_of, known) if one.state == STATEMENT_DUE]
    if due:
        first = due[0]
        sentence = N_("A statement up to {subject} is due, to {party} first")
        yield Duty(sentence, str(first.due_for), FINANCE, first.due_for or as_of, "statement_calendar", first.party_id,
                   first.party)  # fmt: skip


_CONFIRMED = {
    confirmations.SILENT: N_("{subject} was not answered by {party}: send the second letter"),
    "differs": N_("{subject}: explain the differences with {party}"),
    "to_seal": N_("{subject} to {party} waits for our seal"),
    "to_serve": N_("{subject} to {party} is sealed: send it"),
}

_SOURCES: tuple[Callable[[Session, date, int], Iterable[Duty]], ...] = (
    _letters, _statements, _steps, _signatures, _due,
)  # fmt: skip
