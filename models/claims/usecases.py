"""What can be done with a claim: keep it, note its next stage, void it; an agreed one paid by itself becomes owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import events, stages
from models.certificates.record import CertificateLine, PaymentCertificate
from models.claims.draft import (
    AGREED,
    DEEMED,
    ENDS,
    FINAL,
    NOTIFIED,
    REPORTS,
    REVIEWED,
    ClaimDraft,
    StepDraft,
    agreed,
    check,
    claimed,
    in_order,
)
from models.claims.limits import check_silence, terms_of, with_book
from models.claims.record import SEPARATE, Claim
from models.contracts.record import Contract
from models.drafts import entry
from models.final_accounts.record import expect_unsettled
from models.history_words import NOUNS
from models.language import N_
from models.money import Money
from models.numbering import next_number
from models.pinyin import initials
from models.problems import Problem, Refused, stop
from models.receipts.along import corrected
from models.receivables.record import Allocation, Receivable
from models.records import expect_standing, opened, taken, voided
from models.stages import Stage
from models.store.commands import COMMERCIAL, ENGINEERING, MANAGER, declare
from models.store.references import is_referred_to

RECORD = declare("claims.record", N_("Save a claim"), (ENGINEERING, COMMERCIAL), MANAGER)
STEP = declare("claims.step", N_("Note a stage of a claim"), (ENGINEERING, COMMERCIAL), MANAGER)
CORRECT = declare("claims.correct", N_("Correct a claim"), (COMMERCIAL,), MANAGER)
VOIDED = declare("claims.void", N_("Void a claim"), (COMMERCIAL,), MANAGER)

OWED_AS = "claim"
"""The class of what an agreed claim makes owed by itself."""
_SIMPLE = tuple("number name cause story clause payment pay_days evidence remark ended_on".split())


@dataclass(frozen=True)
class NextStepDraft(StepDraft):
    """The next stage of a claim that is in the book."""

    document: str = entry(N_("Claim"), "", required=True, pick="claims")


def draft_of(session: Session, claim_id: str) -> ClaimDraft:
    row = session.get_one(Claim, claim_id)
    draft = ClaimDraft(
        **{name: getattr(row, name) for name in _SIMPLE},
        id=row.id,
        contract=row.contract_id,
        happened_on=row.happened_on,
        discovered_on=row.discovered_on if row.discovered_on != row.happened_on else None,
        steps=tuple(
            StepDraft(one.stage, one.reached_on, one.amount, one.days, one.by, one.remark)
            for one in stages.stages_of(session, row.id)
        ),
        certified=certified_of(session, row.id) or None,
    )
    return with_book(session, draft)


def record(session: Session, draft: ClaimDraft) -> Claim:
    """Keep a claim with its stages; one that is agreed or accepted by silence stays as it is from then on."""
    stop([*check(draft), *taken(session, Claim, draft)])
    row = session.get_one(Claim, draft.id) if draft.id else Claim()
    if draft.id:
        _expect_open(session, row)
    draft = _numbered(session, _accepted(draft))
    stop(check_silence(session, draft))
    expect_room(session, draft)
    ends = bool(draft.steps) and in_order(draft.steps)[-1].stage in ENDS
    assert draft.happened_on
    row.contract_id, row.terms_id, row.initials = draft.contract, terms_of(session, draft).id, initials(draft.name)
    row.happened_on, row.discovered_on = draft.happened_on, draft.discovered_on or draft.happened_on
    for name in _SIMPLE:
        setattr(row, name, getattr(draft, name))
    session.add(row)
    session.flush()
    kept = _keep_steps(session, row, in_order(draft.steps))
    session.info["subject"] = row.number
    if ends:
        _agree(session, row, kept[-1], agreed(draft.steps))
    return row


def expect_room(session: Session, draft: ClaimDraft) -> None:
    """Refused where an agreed final account has counted everything by the day on which the claim becomes owed."""
    last = in_order(draft.steps)[-1] if draft.steps else None
    if last and last.on and last.stage in ENDS and draft.payment == SEPARATE and agreed(draft.steps):
        expect_unsettled(session, draft.contract, last.on)


def step(session: Session, draft: NextStepDraft) -> Claim:
    """Note the next stage of a claim."""
    before, after = _with(session, draft)
    stop(_follows(before, draft))
    stop(_of_step(check(after), len(before.steps)))
    return record(session, after)


def check_step(session: Session, draft: NextStepDraft) -> list[Problem]:
    """What is to be said of the next stage before it is noted, advice included."""
    before, after = _with(session, draft)
    found = [*check(with_book(session, after, draft.on)), *check_silence(session, after)]
    return [*_follows(before, draft), *_of_step(found, len(before.steps))]


def _with(session: Session, draft: NextStepDraft) -> tuple[ClaimDraft, ClaimDraft]:
    """The claim before and after the stage."""
    before = draft_of(session, draft.document)
    made = StepDraft(draft.stage, draft.on, draft.amount, draft.days, draft.by, draft.remark)
    return before, replace(before, steps=(*before.steps, made))


def _follows(before: ClaimDraft, draft: NextStepDraft) -> Iterator[Problem]:
    last = before.steps[-1].on if before.steps else None
    if last and draft.on and draft.on < last:
        yield Problem("on", N_("This day is before the stage it follows ({day})."), {"day": last})


def next_draft(session: Session, claim_id: str) -> NextStepDraft:
    """The usual next stage with what was named last; the day is left to the person."""
    before = draft_of(session, claim_id)
    last = before.steps[-1] if before.steps else None
    follows = {"": NOTIFIED, NOTIFIED: FINAL, REVIEWED: AGREED}
    stage = follows.get(last.stage if last else "", REVIEWED)
    days = next((one.days for one in reversed(before.steps) if one.days is not None), None)
    amount = claimed(before.steps) if stage != NOTIFIED else None
    return NextStepDraft(stage=stage, amount=amount, days=days, document=claim_id)


def correct(session: Session, draft: ClaimDraft) -> Claim:
    """Void an agreed claim and keep it anew as the draft says, in one Step; receipts and agreed dates go along."""
    made: Claim = corrected(session, draft, void, record)
    return made


def as_agreed(session: Session, claim_id: str) -> ClaimDraft:
    """An agreed claim as it is, to be corrected; Refused while it can be edited, or once it is void."""
    draft = draft_of(session, claim_id)
    if session.get_one(Claim, claim_id).void:
        raise Refused(N_("The {noun} {number} is void already."), noun=NOUNS[Claim.__tablename__], number=draft.number)
    if stages.latest(session, claim_id) not in ENDS:
        raise Refused(N_("Claim {number} is not agreed yet: open it and change it."), number=draft.number)
    return draft


def void(session: Session, claim_id: str, reason: str) -> Claim:
    """It never was. Refused while a certificate holds it or money is allocated to it."""
    row = opened(session, Claim, claim_id)
    if is_referred_to(session, row):
        raise Refused(N_("Claim {number} is part of a certificate. Take that back first."), number=row.number)
    for owed in session.scalars(select(Receivable).where(Receivable.source_id == row.id)):
        settled = select(func.sum(Allocation.amount)).where(Allocation.receivable_id == owed.id, Allocation.void == 0)
        if session.scalar(settled):
            raise Refused(
                N_("Money is allocated to {number}. Release the allocations first, then void it."), number=row.number
            )
        expect_unsettled(session, row.contract_id, owed.posted_on)
        owed.void = True
        for one in session.scalars(select(Allocation).where(Allocation.receivable_id == owed.id)):
            one.void = True
    return voided(session, row, reason)


def is_fixed(session: Session, claim_id: str) -> bool:
    return session.get_one(Claim, claim_id).void or stages.latest(session, claim_id) in ENDS


def is_unaltered(session: Session, row: Claim) -> bool:
    """Whether an agreed claim still is what was agreed."""
    return any(stages.is_unaltered(session, row, stage) for stage in ENDS)


def certified_of(session: Session, claim_id: str) -> Money:
    """What signed certificates hold of it."""
    c = PaymentCertificate
    found = select(func.sum(CertificateLine.amount)).join(c, c.id == CertificateLine.certificate_id)
    return (
        session.scalar(found.where(CertificateLine.claim_id == claim_id, c.void == 0, c.certified_on.is_not(None)))
        or Money()
    )


def _accepted(draft: ClaimDraft) -> ClaimDraft:
    """What silence accepts is what was claimed, unless it is said otherwise."""
    reports = [one for one in in_order(draft.steps) if one.stage in REPORTS]
    if not reports:
        return draft
    amount, days = claimed(draft.steps), reports[-1].days
    bare = {one for one in draft.steps if one.stage == DEEMED and one.amount is None and one.days is None}
    steps = (replace(one, amount=amount, days=days) if one in bare else one for one in draft.steps)
    return replace(draft, steps=tuple(steps))


def _of_step(problems: Iterator[Problem] | list[Problem], place: int) -> Iterator[Problem]:
    """What concerns the stage that is added, seen from its own form; other entries name no field of it."""
    own = f"steps.{place}."
    for one in problems:
        yield replace(one, entry=one.entry.removeprefix(own) if one.entry.startswith(own) else "")


def _keep_steps(session: Session, row: Claim, steps: Sequence[StepDraft]) -> list[Stage]:
    """One row a stage, in the order of their days; rows keep their place, so that an edit changes what changed."""
    kept = sorted(stages.stages_of(session, row.id), key=lambda one: one.id)
    for gone in kept[len(steps) :]:
        session.delete(gone)
    for place, one in enumerate(steps):
        assert one.on
        if place >= len(kept):
            kept.append(stages.reach(session, row, one.stage, one.on))
        stage: Stage = kept[place]
        stage.stage, stage.reached_on, stage.amount, stage.days = one.stage, one.on, one.amount, one.days
        stage.by, stage.remark = one.by, one.remark
    session.flush()
    return kept[: len(steps)]


def _agree(session: Session, row: Claim, last: Stage, amount: Money) -> None:
    last.digest = stages.digest_of(row)
    if row.payment == SEPARATE and amount:
        contract = session.get_one(Contract, row.contract_id)
        session.add(
            Receivable(
                contract_id=contract.id, party_id=contract.owner_id, kind=OWED_AS,
                anchor=events.CERTIFICATION, days=row.pay_days, amount=amount, posted_on=last.reached_on,
                source_noun=Claim.__tablename__, source_id=row.id, document=row.number, person=contract.handler,
            )
        )  # fmt: skip
    session.flush()


def _expect_open(session: Session, row: Claim) -> None:
    expect_standing(row)
    if stages.latest(session, row.id) in ENDS:
        raise Refused(
            N_("Claim {number} is agreed and stays as it is. Use “Correct” if that was wrong."),
            number=row.number,
        )


def _numbered(session: Session, draft: ClaimDraft) -> ClaimDraft:
    if draft.number:
        return draft
    contract = session.get_one(Contract, draft.contract)
    return replace(draft, number=next_number(session, Claim.number, f"{contract.number}-SP-", 2))
