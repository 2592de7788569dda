"""The tables of consumption reports, and of what was used against what the certified work allows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select, true

from models.consumption.compared import compared
from models.consumption.draft import ConsumptionDraft, ConsumptionLineDraft
from models.consumption.record import Consumption, ConsumptionLine
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.language import N_
from models.of_contract import NAMES, SCOPES, WORDS
from models.store.listing import Column, Listing, Question, Sources, column

_HOW, _LINE = entries(ConsumptionDraft), entries(ConsumptionLineDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Consumption.__table__.outerjoin(Contract.__table__, Contract.id == Consumption.contract_id)
    return joined, {"row": Consumption, "contract": Contract, "as_of": question.as_of}, Consumption.void == 0


def _count(sources: Sources) -> ColumnElement[int]:
    lines = select(func.count(ConsumptionLine.id)).where(ConsumptionLine.consumption_id == Consumption.id)
    return lines.correlate(Consumption).scalar_subquery()


LISTING = Listing(
    name="consumption",
    title=N_("Consumption reports"),
    noun="consumptions",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=18),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=24),
        column(_HOW["used_to"], lambda s: s["row"].used_to, "date", width=10),
        Column("count", N_("Lines"), "number", _count, width=8),
        column(_HOW["reported_by"], lambda s: s["row"].reported_by, "text", width=10),
        column(_HOW["remark"], lambda s: s["row"].remark, "text", width=24),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=WORDS,
    sort="used_to",
    descending=True,
    empty=N_("What material and plant the works of a contract used, month by month."),
)


def _matched(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    row = compared(question.as_of)
    joined = row.outerjoin(Contract.__table__, Contract.id == row.c.contract_id)
    return joined, {"row": row, "contract": Contract}, true()


def _quantity(name: str, caption: str, **how: Any) -> Column:
    return Column(name, caption, "quantity", lambda s: s["row"].c[name], places=3, **{"width": 12, **how})


MATCHING = Listing(
    name="matching",
    title=N_("Consumption against certified work"),
    noun="consumption_lines",
    columns=(
        Column("contract", N_("Contract number"), "text", lambda s: s["contract"].number, width=13, reference=True),
        Column("contract_name", N_("Contract name"), "text", lambda s: s["contract"].name, width=20),
        column(_LINE["kind"], lambda s: s["row"].c.kind, "choice", width=9),
        column(_LINE["name"], lambda s: s["row"].c.name, "text", width=18),
        column(_LINE["unit"], lambda s: s["row"].c.unit, "text", width=6),
        _quantity("issued", N_("Used or issued"), shown=False),
        _quantity("returned", N_("Given back"), shown=False),
        _quantity("used", N_("Used to date")),
        _quantity("allowed", N_("Allowed by what is certified")),
        _quantity("over", N_("Used beyond it")),
        column(_LINE["price"], lambda s: s["row"].c.price, "quantity", width=10),
        currency_column(lambda s: s["contract"].currency),
        Column("worth", N_("Value of the difference"), "money", lambda s: s["row"].c.worth, width=13, total=True),
    ),
    source=_matched,
    key=lambda s: s["row"].c.id,
    scopes={
        "contract": lambda s: s["row"].c.contract_id,
        "party": lambda s: s["contract"].owner_id,
        "project": lambda s: s["contract"].project_id,
    },
    words=(
        lambda s: s["row"].c.name,
        *NAMES,
    ),
    currency="currency",
    sort="over",
    descending=True,
    empty=N_("Where more or less was used than the certified quantities allow stands here, material by material."),
)
