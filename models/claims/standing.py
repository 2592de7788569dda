"""Where claims stand on a day: claimed, agreed, days asked and granted, and which time limit ends next; in SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, case, func, select, type_coerce

from models.certificates.record import CertificateLine, PaymentCertificate
from models.claims.draft import DECIDED, ENDS, FINAL, NOTIFIED, REPORTS, REVIEWED
from models.claims.record import Claim
from models.contracts.record import Terms
from models.rules.claims import ANSWER, FORMS, NOTICE, REPORT
from models.rules.claims import FINAL as FINAL_WINDOW
from models.stages import Stage
from models.store.base import Day, Fen
from models.store.dates import add_days


def standing(as_of: date) -> Subquery:
    """SQL: each claim with its stage, amounts, days and dates as they stood on a day.

    Columns: document_id, stage, claimed, agreed, asked, granted, notified_on, first_report_on, reported_on, final_on,
    reviewed_on, decided_on.
    """
    ranked = _ranked(as_of).c
    last_report = and_(ranked.what == "report", ranked.place_there == 1)
    ended = ranked.stage.in_(ENDS)

    def of(condition: ColumnElement[bool], value: Any, name: str, how: Any = func.max) -> ColumnElement[Any]:
        return type_coerce(how(case((condition, value))), value.type).label(name)

    return (
        select(
            ranked.document_id,
            of(ranked.place == 1, ranked.stage, "stage"),
            of(last_report, ranked.amount, "claimed"),
            of(ended, ranked.amount, "agreed"),
            of(last_report, ranked.days, "asked"),
            of(ended, ranked.days, "granted"),
            of(ranked.stage == NOTIFIED, ranked.reached_on, "notified_on", func.min),
            of(ranked.what == "report", ranked.reached_on, "first_report_on", func.min),
            of(ranked.what == "report", ranked.reached_on, "reported_on"),
            of(ranked.stage == FINAL, ranked.reached_on, "final_on"),
            of(ranked.stage == REVIEWED, ranked.reached_on, "reviewed_on"),
            of(and_(ranked.place == 1, ranked.stage.in_(DECIDED)), ranked.reached_on, "decided_on"),
        )
        .group_by(ranked.document_id)
        .subquery()
    )


def _ranked(as_of: date) -> Subquery:
    """SQL: the stages of claims by a day, each with its ``place`` from the last on, and that among its like."""
    latest = (Stage.reached_on.desc(), Stage.id.desc())
    group = case((Stage.stage.in_(REPORTS), "report"), else_=Stage.stage)
    found = (
        select(
            Stage.document_id, Stage.stage, Stage.reached_on, Stage.amount, Stage.days, group.label("what"),
            func.row_number().over(partition_by=Stage.document_id, order_by=latest).label("place"),
            func.row_number().over(partition_by=(Stage.document_id, group), order_by=latest).label("place_there"),
        )
        .where(Stage.noun == Claim.__tablename__, Stage.reached_on <= as_of)
    )  # fmt: skip
    return found.subquery()


def length(window: str) -> ColumnElement[Any]:
    """SQL: the days of a window by the terms of a claim, else by their form of contract."""
    usual = [(Terms.claim_form == form, terms.days[window]) for form, terms in FORMS.items()]
    return func.coalesce(getattr(Terms, f"claim_{window}"), case(*usual))


def ours(stood: Any) -> ColumnElement[Any]:
    """SQL: the window in which we act next; NULL when nothing is left to us."""
    return case(
        (stood.decided_on.is_not(None), None),
        (and_(stood.notified_on.is_(None), stood.reported_on.is_(None)), NOTICE),
        (stood.reported_on.is_(None), REPORT),
        (and_(Claim.ended_on.is_not(None), stood.final_on.is_(None)), FINAL_WINDOW),
    )


def ours_by(stood: Any) -> ColumnElement[date]:
    """SQL: its last day by the calendar."""
    from_knowing = [form for form, terms in FORMS.items() if terms.from_knowing]
    begins = case((Terms.claim_form.in_(from_knowing), Claim.discovered_on), else_=stood.notified_on)
    last = case(
        (ours(stood) == NOTICE, add_days(Claim.discovered_on, length(NOTICE))),
        (ours(stood) == REPORT, add_days(begins, length(REPORT))),
        (ours(stood) == FINAL_WINDOW, add_days(Claim.ended_on, length(FINAL_WINDOW))),
    )
    return type_coerce(last, Day())


def answer_by(stood: Any) -> ColumnElement[date]:
    """SQL: the last day of the owner's answer while it is awaited."""
    waits = and_(stood.reported_on.is_not(None), stood.decided_on.is_(None))
    return type_coerce(case((waits, add_days(stood.reported_on, length(ANSWER)))), Day())


def certified(as_of: date) -> ColumnElement[Any]:
    """SQL of what signed certificates hold of a claim up to a day."""
    c = PaymentCertificate
    found = (
        select(func.coalesce(func.sum(CertificateLine.amount), 0))
        .join(c, c.id == CertificateLine.certificate_id)
        .where(CertificateLine.claim_id == Claim.id, c.void == 0, c.certified_on <= as_of)
    )
    return type_coerce(found.correlate(Claim).scalar_subquery(), Fen())
