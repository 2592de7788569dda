"""The list of bundles of evidence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select

from models.bundles.draft import BundleDraft
from models.bundles.record import Bundle, BundleItem
from models.contracts.record import Contract
from models.drafts import entries
from models.language import N_
from models.parties import Party
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(BundleDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Bundle.__table__.outerjoin(Contract.__table__, Contract.id == Bundle.contract_id).outerjoin(
        Party.__table__, Party.id == Bundle.party_id
    )
    return joined, {"row": Bundle, "contract": Contract, "party": Party, "as_of": question.as_of}, Bundle.void == 0


def _pieces(sources: Sources) -> ColumnElement[Any]:
    counted = select(func.count(BundleItem.id)).where(BundleItem.bundle_id == Bundle.id)
    return counted.correlate(Bundle).scalar_subquery()


LISTING = Listing(
    name="bundles",
    title=N_("Bundles of evidence"),
    noun="bundles",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=14),
        column(_HOW["title"], lambda s: s["row"].title, "text", width=34),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=22),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=22),
        column(_HOW["made_on"], lambda s: s["row"].made_on, "date", width=11),
        Column("pieces", N_("Pieces"), "number", _pieces, width=7),
        column(_HOW["copies"], lambda s: s["row"].copies, "number", width=7),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["row"].contract_id, "party": lambda s: s["row"].party_id},
    words=(
        lambda s: s["row"].number, lambda s: s["row"].title, lambda s: s["contract"].name, lambda s: s["party"].name,
    ),
    sort="made_on",
    descending=True,
    empty=N_("A bundle puts the evidence of a contract in order for the court, with page numbers and what it proves."),
)  # fmt: skip
