"""The time limits of one claim, worked out by the terms of its contract and the holidays that are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models import contracts, holidays, stages
from models.claims.draft import (
    DECIDED,
    DEEMED,
    FINAL,
    NOTIFIED,
    REPORTS,
    REVIEWED,
    ClaimDraft,
    StepDraft,
    WindowDraft,
    in_order,
)
from models.claims.record import Claim
from models.contracts.record import Contract, Terms
from models.language import N_
from models.problems import Problem
from models.rules import claims as rules
from models.rules.calendar import Holidays


def with_book(session: Session, draft: ClaimDraft, today: date | None = None) -> ClaimDraft:
    """The draft with its time limits as the terms of the contract set them and the holidays known so far move them."""
    if not (draft.contract and draft.happened_on):
        return replace(draft, windows=())
    terms = terms_of(session, draft)
    found = rules.windows(contracts.claim_terms(terms), days_of(draft), holidays.known(session))
    day = today or date.today()
    lines = tuple(
        WindowDraft(
            one.name, one.starts_on, one.last_on, one.rolled_on, one.done_on,
            None if one.done_on or one.last_on < day else (one.last_on - day).days, one.late(day) or None,
        )
        for one in found
    )  # fmt: skip
    return replace(draft, windows=lines)


def windows_on(
    session: Session, row: Claim, as_of: date, known: Holidays
) -> tuple[rules.ClaimTerms, tuple[rules.Window, ...]]:
    """The terms a claim was made under, and its time limits as they stood on a day."""
    reached = [one for one in stages.stages_of(session, row.id) if one.reached_on <= as_of]
    draft = ClaimDraft(
        contract=row.contract_id,
        happened_on=row.happened_on,
        discovered_on=row.discovered_on,
        ended_on=row.ended_on if row.ended_on and row.ended_on <= as_of else None,
        steps=tuple(StepDraft(one.stage, one.reached_on) for one in reached),
    )
    terms: rules.ClaimTerms = contracts.claim_terms(session.get_one(Terms, row.terms_id))
    return terms, rules.windows(terms, days_of(draft), known)


def days_of(draft: ClaimDraft) -> rules.ClaimDays:
    """The days of a claim as the arithmetic of its time limits takes them."""
    assert draft.happened_on
    steps = in_order(one for one in draft.steps if one.on) if draft.steps else ()
    reports = [one.on for one in steps if one.stage in REPORTS]
    return rules.ClaimDays(
        known_on=draft.discovered_on or draft.happened_on,
        ended_on=draft.ended_on,
        notified_on=next((one.on for one in steps if one.stage == NOTIFIED), None),
        first_report_on=reports[0] if reports else None,
        reported_on=reports[-1] if reports else None,
        final_on=_last(steps, FINAL),
        reviewed_on=_last(steps, REVIEWED),
        decided_on=steps[-1].on if steps and steps[-1].stage in DECIDED else None,
    )


def _last(steps: Sequence[StepDraft], stage: str) -> date | None:
    return next((one.on for one in reversed(steps) if one.stage == stage), None)


def terms_of(session: Session, draft: ClaimDraft) -> Terms:
    return contracts.terms_on(session.get_one(Contract, draft.contract), draft.happened_on or date.max)


def check_silence(session: Session, draft: ClaimDraft) -> Iterator[Problem]:
    """Silence accepts only where the contract says so, and not before the owner's time is over."""
    terms = contracts.claim_terms(terms_of(session, draft))
    for place, one in enumerate(draft.steps):
        if one.stage != DEEMED or one.on is None:
            continue
        if terms.silence != rules.ACCEPTED:
            yield Problem(f"steps.{place}.stage", N_("Under this contract silence does not accept a claim."))
        before = replace(draft, steps=tuple(other for other in draft.steps if other is not one))
        reported, days = days_of(before).reported_on, terms.days[rules.ANSWER]
        if reported and days is not None and one.on <= reported + timedelta(days):
            told = {"day": reported + timedelta(days)}
            yield Problem(f"steps.{place}.on", N_("The owner may answer until {day}: silence accepts after it."), told)
