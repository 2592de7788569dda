"""What can be done with a variation order: keep it, submit it, note review and approval or rejection, void it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import stages
from models.bills import worth
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.pinyin import initials
from models.problems import Problem, Refused, stop
from models.stages import Stage
from models.store.commands import COMMERCIAL, ENGINEERING, MANAGER, declare
from models.store.parts import keep_parts
from models.store.references import is_referred_to
from models.variations.draft import (
    APPROVED,
    INSTRUCTED,
    PRICED,
    REJECTED,
    REVIEWED,
    SUBMITTED,
    VOID,
    StageDraft,
    VariationDraft,
    VariationLineDraft,
    check,
    check_rejection,
    check_stage,
    priced_amount,
)
from models.variations.record import VariationLine, VariationOrder

RECORD = declare("variations.record", N_("Save a variation order"), (ENGINEERING, COMMERCIAL), COMMERCIAL)
SUBMIT = declare("variations.submit", N_("Submit a variation order"), (ENGINEERING, COMMERCIAL), COMMERCIAL)
REVIEW = declare("variations.review", N_("Note the review of a variation order"), (ENGINEERING, COMMERCIAL), COMMERCIAL)
APPROVE = declare("variations.approve", N_("Approve a variation order"), (COMMERCIAL,), MANAGER)
REJECT = declare("variations.reject", N_("Reject a variation order"), (COMMERCIAL,), MANAGER)
VOIDED = declare("variations.void", N_("Void a variation order"), (COMMERCIAL,), MANAGER)

NOTICE_DAYS = 14
"""Within how many days of the instruction the price is submitted (建设工程施工合同 GF-2017-0201, clause 10.4.2)."""

_SIMPLE = tuple("number name kind cause days_asked remark".split())


def draft_of(session: Session, variation_id: str) -> VariationDraft:
    variation = session.get_one(VariationOrder, variation_id)
    priced = _stage(session, variation, PRICED)
    return VariationDraft(
        **{name: getattr(variation, name) for name in _SIMPLE},
        id=variation.id,
        contract=variation.contract_id,
        instructed_on=variation.instructed_on,
        priced_on=priced.reached_on if priced else None,
        amount=variation.amount,
        lines=tuple(
            VariationLineDraft(one.id, one.code, one.name, one.unit, one.quantity, one.price, one.amount)
            for one in variation.lines
        ),
    )


def next_draft(session: Session, variation_id: str) -> StageDraft:
    """A draft of the next stage with the amount of the one before; the day is left to the person."""
    variation = session.get_one(VariationOrder, variation_id)
    amounts = [one.amount for one in stages.stages_of(session, variation_id) if one.amount is not None]
    return StageDraft(variation_id, None, amounts[-1] if amounts else variation.amount, variation.days_granted)


def record(session: Session, draft: VariationDraft) -> VariationOrder:
    """Keep a new variation or the changes of one; Refused once it is approved, rejected for good or void."""
    stop([*check(draft), *_taken(session, draft)])
    variation = session.get_one(VariationOrder, draft.id) if draft.id else VariationOrder()
    if draft.id:
        _expect_open(session, variation)
    assert draft.instructed_on
    for name in _SIMPLE:
        setattr(variation, name, getattr(draft, name))
    variation.contract_id, variation.instructed_on = draft.contract, draft.instructed_on
    variation.amount = priced_amount(draft)
    variation.initials = initials(draft.name)
    keep_parts(variation.lines, draft.lines, VariationLine, _fill_line)
    session.add(variation)
    session.flush()
    _keep_stage(session, variation, INSTRUCTED, draft.instructed_on, None)
    _keep_stage(session, variation, PRICED, draft.priced_on, variation.amount)
    _name_step(session, variation)
    return variation


def submit(session: Session, draft: StageDraft) -> VariationOrder:
    """The variation went to the owner with our amount; a rejected one may be submitted again."""
    return _reach(session, draft, SUBMITTED, (INSTRUCTED, PRICED, SUBMITTED, REJECTED))


def review(session: Session, draft: StageDraft) -> VariationOrder:
    """The supervisor or cost consultant reviewed it and came to an amount."""
    return _reach(session, draft, REVIEWED, (SUBMITTED, REVIEWED))


def approve(session: Session, draft: StageDraft) -> VariationOrder:
    """The owner approved an amount: from its day on it belongs to the contract, and the variation stays as it is."""
    return _reach(session, draft, APPROVED, (SUBMITTED, REVIEWED))


def reject(session: Session, draft: StageDraft) -> VariationOrder:
    """The owner rejected it; it may be submitted again."""
    stop(check_rejection(draft))
    variation = _expect(session, draft, REJECTED, (SUBMITTED, REVIEWED))
    assert draft.on
    stages.reach(session, variation, REJECTED, draft.on, by=draft.by, remark=draft.remark)
    _name_step(session, variation)
    return variation


def void(session: Session, variation_id: str, reason: str) -> VariationOrder:
    """It never was: from its own last day on it counts nowhere. Refused while a certificate or claim refers to it."""
    if not reason.strip():
        stop([Problem("reason", N_("{caption} is missing: please fill it in."), {"caption": N_("Reason")})])
    variation = session.get_one(VariationOrder, variation_id)
    if stages.latest(session, variation.id) == VOID:
        raise Refused(N_("Variation order {number} is void already."), number=variation.number)
    if is_referred_to(session, variation, parts=("variation_lines",)):
        raise Refused(
            N_("Variation order {number} is part of a certificate. Take that back first."), number=variation.number
        )
    last = stages.stages_of(session, variation.id)[-1].reached_on
    stages.reach(session, variation, VOID, last, remark=reason)
    _name_step(session, variation)
    return variation


def late(instructed_on: date, on: date, days: int = NOTICE_DAYS) -> Iterator[Problem]:
    """Advice when a price is submitted after the notice window; the owner may then refuse it."""
    if on > instructed_on + timedelta(days):
        yield Problem(
            "on",
            N_("Submitted {late} days after the window of {days} days (clause 10.4.2): keep a reason for the delay."),
            {"late": (on - instructed_on).days - days, "days": days},
            advice=True,
        )


def check_on(session: Session, draft: StageDraft, stage: str) -> list[Problem]:
    """All problems of a stage draft, advice included, that need the variation itself."""
    variation = session.get(VariationOrder, draft.document)
    found = list((check_rejection if stage == REJECTED else check_stage)(draft))
    if variation is None or draft.on is None:
        return found
    if stage == SUBMITTED:
        found += late(variation.instructed_on, draft.on)
    return found + list(_in_order(session, variation, draft.on))


def numbered(session: Session, contract_id: str, number: str) -> VariationOrder | None:
    """The variation of this number under a contract."""
    found = select(VariationOrder).where(VariationOrder.contract_id == contract_id, VariationOrder.number == number)
    return session.scalars(found).first()


def approved_sums(as_of: date) -> Select[str, Money | None]:
    """SQL: contract and the sum of its variations approved on or before a day, without void ones."""
    return (
        select(VariationOrder.contract_id, func.sum(Stage.amount).label("approved"))
        .join(Stage, Stage.document_id == VariationOrder.id)
        .where(Stage.stage == APPROVED, Stage.reached_on <= as_of, ~_is_void())
        .group_by(VariationOrder.contract_id)
    )


def approved_total(session: Session, contract_id: str, as_of: date) -> Money:
    """The sum of a contract's variations approved on or before a day."""
    sums = approved_sums(as_of).where(VariationOrder.contract_id == contract_id)
    row = session.execute(sums).first()
    return (row and row.approved) or Money()


def unapproved(session: Session, contract_id: str, as_of: date) -> frozenset[str]:
    """The keys of a contract's variations that were not approved by a day, or are void."""
    of_contract = select(VariationOrder.id).where(VariationOrder.contract_id == contract_id)
    return frozenset(
        session.scalars(of_contract.where(or_(~_reached(APPROVED, Stage.reached_on <= as_of), _is_void())))
    )


def is_unaltered(session: Session, variation: VariationOrder) -> bool:
    """Whether an approved variation still is what was approved: its digest and that of its lines."""
    return stages.is_unaltered(session, variation, APPROVED, variation.lines)


def _reached(stage: str, *when: ColumnElement[bool]) -> ColumnElement[bool]:
    """SQL: whether a variation reached a stage."""
    return exists(select(Stage.id).where(Stage.document_id == VariationOrder.id, Stage.stage == stage, *when))


def _is_void() -> ColumnElement[bool]:
    row = aliased(Stage)
    return exists(select(row.id).where(row.document_id == VariationOrder.id, row.stage == VOID))


def _reach(session: Session, draft: StageDraft, stage: str, after: tuple[str, ...]) -> VariationOrder:
    stop(check_stage(draft))
    variation = _expect(session, draft, stage, after)
    assert draft.on
    if draft.days is not None:
        variation.days_granted = draft.days
    session.flush()
    digest = stages.digest_of(variation, variation.lines) if stage == APPROVED else ""
    stages.reach(
        session, variation, stage, draft.on, by=draft.by, amount=draft.amount, remark=draft.remark, digest=digest
    )
    _name_step(session, variation)
    return variation


def _expect(session: Session, draft: StageDraft, stage: str, after: tuple[str, ...]) -> VariationOrder:
    variation = session.get_one(VariationOrder, draft.document)
    _expect_open(session, variation)
    if stages.latest(session, variation.id) not in after:
        raise Refused(_NOT_YET[stage], number=variation.number)
    assert draft.on
    stop(_in_order(session, variation, draft.on))
    return variation


_NOT_YET = {
    SUBMITTED: N_("Variation order {number} cannot be submitted now: its review has begun."),
    REVIEWED: N_("Variation order {number} was not submitted yet. Submit it first."),
    APPROVED: N_("Variation order {number} was not submitted yet. Submit it first."),
    REJECTED: N_("Variation order {number} was not submitted yet. Submit it first."),
}


def _expect_open(session: Session, variation: VariationOrder) -> None:
    stage = stages.latest(session, variation.id)
    if stage == APPROVED:
        raise Refused(
            N_("Variation order {number} is approved and stays as it is. Correct it by a new variation order."),
            number=variation.number,
        )
    if stage == VOID:
        raise Refused(N_("Variation order {number} is void already."), number=variation.number)


def _in_order(session: Session, variation: VariationOrder, on: date) -> Iterator[Problem]:
    before = stages.stages_of(session, variation.id)
    if before and on < before[-1].reached_on:
        yield Problem("on", N_("This day is before the stage it follows ({day})."), {"day": before[-1].reached_on})


def _stage(session: Session, variation: VariationOrder, stage: str) -> Stage | None:
    found = [one for one in stages.stages_of(session, variation.id) if one.stage == stage]
    return found[-1] if found else None


def _keep_stage(session: Session, variation: VariationOrder, stage: str, on: date | None, amount: Money | None) -> None:
    row = _stage(session, variation, stage)
    if row is not None and on is None:
        session.delete(row)
    elif row is not None and on is not None:
        row.reached_on, row.amount = on, amount
    elif on is not None:
        stages.reach(session, variation, stage, on, amount=amount)
    session.flush()


def _fill_line(row: VariationLine, draft: VariationLineDraft, place: int) -> None:
    row.position, row.code, row.name, row.unit = place, draft.code, draft.name, draft.unit
    row.quantity, row.price = draft.quantity, draft.price
    row.amount = worth(draft)


def _taken(session: Session, draft: VariationDraft) -> Iterator[Problem]:
    same = select(VariationOrder.id).where(
        VariationOrder.contract_id == draft.contract,
        VariationOrder.number == draft.number,
        VariationOrder.id != draft.id,
    )
    if session.scalar(select(exists(same))):
        yield Problem(
            "number",
            N_("There is a variation order {number} under this contract already. Open it instead."),
            {"number": draft.number},
        )


def _name_step(session: Session, variation: VariationOrder) -> None:
    contract = session.get_one(Contract, variation.contract_id)
    session.info["subject"] = f"{contract.number} {variation.number}"
