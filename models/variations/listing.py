"""The list of variation orders: contract, stage on a day, and the amounts submitted, reviewed and approved by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, case, func, select

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.language import N_
from models.stages import Stage
from models.store.listing import Column, Listing, Question, Sources, column
from models.variations.draft import APPROVED, REVIEWED, STAGES, SUBMITTED, VOID, VariationDraft
from models.variations.record import VariationOrder

_HOW = entries(VariationDraft)
_AMOUNTS = (SUBMITTED, REVIEWED, APPROVED)


def standing(as_of: date) -> Subquery:
    """SQL: each variation with its stage and its three amounts as of a day."""
    latest = (Stage.reached_on.desc(), Stage.id.desc())
    of_document = func.row_number().over(partition_by=Stage.document_id, order_by=latest)
    of_stage = func.row_number().over(partition_by=(Stage.document_id, Stage.stage), order_by=latest)
    ranked = (
        select(
            Stage.document_id, Stage.stage, Stage.amount, Stage.reached_on,
            of_document.label("place"), of_stage.label("stage_place"),
        )
        .where(Stage.noun == VariationOrder.__tablename__, Stage.reached_on <= as_of)
        .subquery()
    )  # fmt: skip
    amounts = [func.max(case((ranked.c.stage == stage, ranked.c.amount))).label(stage) for stage in _AMOUNTS]
    days = [func.max(case((ranked.c.stage == stage, ranked.c.reached_on))).label(f"{stage}_on") for stage in _AMOUNTS]
    stage = func.max(case((ranked.c.place == 1, ranked.c.stage))).label("stage")
    grouped = (
        select(ranked.c.document_id, stage, *amounts, *days)
        .where(ranked.c.stage_place == 1)
        .group_by(ranked.c.document_id)
    )
    return grouped.subquery()


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    stood = standing(question.as_of)
    joined = VariationOrder.__table__.join(Contract.__table__, Contract.id == VariationOrder.contract_id).join(
        stood, stood.c.document_id == VariationOrder.id
    )
    return joined, {"variation": VariationOrder, "contract": Contract, "stood": stood.c}, VariationOrder.id.is_not(None)


def _standing(stage: str) -> Callable[[Sources], ColumnElement[Any]]:
    """The amount of a stage; a void variation has none, so that totals leave it out."""
    return lambda s: case((s["stood"].stage != VOID, s["stood"][stage]))


def _priced(sources: Sources) -> ColumnElement[Any]:
    return case((sources["stood"].stage != VOID, sources["variation"].amount))


LISTING = Listing(
    name="variations",
    title=N_("Variation orders"),
    noun="variations",
    columns=(
        column(_HOW["number"], lambda s: s["variation"].number, "text", width=10),
        column(_HOW["name"], lambda s: s["variation"].name, "text", width=20),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=15, reference=True),
        Column("stage", N_("Stage"), "choice", lambda s: s["stood"].stage, width=7, choices=STAGES),
        column(_HOW["instructed_on"], lambda s: s["variation"].instructed_on, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        Column("submitted", N_("Submitted amount"), "money", _standing("submitted"), width=14, total=True),
        Column("reviewed", N_("Reviewed amount"), "money", _standing("reviewed"), width=14, total=True),
        Column("approved", N_("Approved amount"), "money", _standing("approved"), width=14, total=True),
        Column("approved_on", N_("Approved on"), "date", lambda s: s["stood"].approved_on, width=12),
        column(_HOW["kind"], lambda s: s["variation"].kind, "choice", width=10),
        column(_HOW["amount"], _priced, "money", width=16, total=True, shown=False),
        Column("submitted_on", N_("Submitted on"), "date", lambda s: s["stood"].submitted_on, width=12, shown=False),
        column(_HOW["days_asked"], lambda s: s["variation"].days_asked, "days", width=8, shown=False),
        Column("days_granted", N_("Days granted"), "days", lambda s: s["variation"].days_granted, width=8, shown=False),
        column(_HOW["cause"], lambda s: s["variation"].cause, "text", width=24, shown=False),
        evidence_column(lambda s: s["variation"].id),
    ),
    source=_source,
    key=lambda s: s["variation"].id,
    scopes={
        "contract": lambda s: s["variation"].contract_id,
        "project": lambda s: s["contract"].project_id,
        "party": lambda s: s["contract"].owner_id,
    },
    words=(
        lambda s: s["variation"].number,
        lambda s: s["variation"].name,
        lambda s: s["variation"].initials,
        lambda s: s["contract"].number,
        lambda s: s["contract"].name,
    ),
    currency="currency",
    sort="instructed_on",
    descending=True,
    empty=N_("Design changes and site instructions belong here. Add the first one, or import a workbook."),
)
