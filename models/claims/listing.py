"""The table of claims: where each stands on a day, its amounts and days, and which time limit ends next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func

from models.claims import standing
from models.claims.draft import STAGES, ClaimDraft
from models.claims.record import Claim
from models.contracts.record import Contract, Terms
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.language import N_
from models.of_contract import NAMES, SCOPES
from models.rules.claims import OURS, WINDOWS
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(ClaimDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    stood = standing.standing(question.as_of)
    joined = (
        Claim.__table__.outerjoin(Contract.__table__, Contract.id == Claim.contract_id)
        .outerjoin(Terms.__table__, Terms.id == Claim.terms_id)
        .outerjoin(stood, stood.c.document_id == Claim.id)
    )
    parts = {"row": Claim, "contract": Contract, "stood": stood.c, "as_of": question.as_of}
    return joined, parts, Claim.void == 0


def _stood(name: str) -> Callable[[Sources], ColumnElement[Any]]:
    return lambda s: s["stood"][name]


LISTING = Listing(
    name="claims",
    title=N_("Claims"),
    noun="claims",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=14),
        column(_HOW["name"], lambda s: s["row"].name, "text", width=14),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=11),
        Column("stage", N_("Stage"), "choice", _stood("stage"), width=7, choices=STAGES),
        Column(
            "ours", N_("To be done by us"), "choice", lambda s: standing.ours(s["stood"]), width=9,
            choices={name: WINDOWS[name] for name in OURS},
        ),
        Column("ours_by", N_("At the latest on"), "date", lambda s: standing.ours_by(s["stood"]), width=10),
        Column("answer_by", N_("Owner answers by"), "date", lambda s: standing.answer_by(s["stood"]), width=10),
        currency_column(lambda s: s["contract"].currency),
        Column("claimed", N_("Claimed amount"), "money", _stood("claimed"), width=11, total=True),
        Column("agreed", N_("Claim agreed at"), "money", _stood("agreed"), width=11, total=True),
        Column(
            "certified", N_("Certified of it"), "money",
            lambda s: func.nullif(standing.certified(s["as_of"]), 0, type_=Fen()), width=10, total=True,
        ),
        Column("asked", N_("Days claimed"), "days", _stood("asked"), width=6),
        Column("granted", N_("Days agreed"), "days", _stood("granted"), width=6),
        column(_HOW["happened_on"], lambda s: s["row"].happened_on, "date", width=10, shown=False),
        column(_HOW["cause"], lambda s: s["row"].cause, "choice", width=14, shown=False),
        column(_HOW["clause"], lambda s: s["row"].clause, "text", width=14, shown=False),
        column(_HOW["payment"], lambda s: s["row"].payment, "choice", width=10, shown=False),
        Column("notified_on", N_("Notified on"), "date", _stood("notified_on"), width=11, shown=False),
        Column("reported_on", N_("Reported on"), "date", _stood("reported_on"), width=11, shown=False),
        Column("decided_on", N_("Decided on"), "date", _stood("decided_on"), width=11, shown=False),
        evidence_column(lambda s: s["row"].id),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["row"].initials,
        *NAMES,
    ),
    currency="currency",
    sort="happened_on",
    descending=True,
    empty=N_("Claims belong here from the day the event is known: the notice has its time limit."),
)  # fmt: skip
