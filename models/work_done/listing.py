"""The tables of work done by period, and of what of it is not certified by contract (已完工未结算)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal, true, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.language import N_
from models.money import Money
from models.of_contract import NAMES, SCOPES, WORDS
from models.parties import Party
from models.store.base import Day, Fen
from models.store.dates import days_between
from models.store.listing import Column, Listing, Question, Sources, column
from models.work_done.draft import WorkDoneDraft
from models.work_done.record import WorkDone
from models.work_done.unbilled import standing

_HOW = entries(WorkDoneDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = WorkDone.__table__.outerjoin(Contract.__table__, Contract.id == WorkDone.contract_id)
    return joined, {"row": WorkDone, "contract": Contract, "as_of": question.as_of}, WorkDone.void == 0


LISTING = Listing(
    name="work_done",
    title=N_("Work done"),
    noun="work_done",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=18),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=20),
        column(_HOW["done_to"], lambda s: s["row"].done_to, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=14, total=True),
        column(_HOW["measured"], lambda s: s["row"].measured, "money", width=14, total=True),
        column(_HOW["measured_on"], lambda s: s["row"].measured_on, "date", width=10),
        column(_HOW["cost"], lambda s: s["row"].cost, "money", width=14, total=True),
        column(_HOW["revenue"], lambda s: s["row"].revenue, "money", width=14, total=True),
        column(_HOW["measured_by"], lambda s: s["row"].measured_by, "text", width=10, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=WORDS,
    currency="currency",
    sort="done_to",
    descending=True,
    empty=N_("What the works of each contract came to, month by month, whether the owner has certified it or not."),
)


def _standing(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    stood = standing(question.as_of)
    joined = stood.outerjoin(Contract.__table__, Contract.id == stood.c.contract_id).outerjoin(
        Party.__table__, Party.id == Contract.owner_id
    )
    return joined, {"row": stood, "contract": Contract, "owner": Party, "as_of": question.as_of}, true()


def _over(name: str) -> Any:
    """What the ledger booked beyond what is certified, both without VAT."""

    def value(sources: Sources) -> ColumnElement[Money]:
        return type_coerce(sources["row"].c[name] - sources["row"].c.net, Fen())

    return value


def _days(sources: Sources) -> ColumnElement[int]:
    return func.coalesce(days_between(sources["row"].c.oldest, literal(sources["as_of"], Day())), 0)


def _oldest(sources: Sources) -> ColumnElement[date]:
    found: ColumnElement[date] = sources["row"].c.oldest
    return found


def _figure(name: str, caption: str, width: int = 14, **how: Any) -> Column:
    return Column(name, caption, "money", lambda s: s["row"].c[name], width=width, total=True, **how)


UNBILLED = Listing(
    name="unbilled",
    title=N_("Work done but not certified"),
    noun="contracts",
    columns=(
        Column("contract", N_("Contract number"), "text", lambda s: s["contract"].number, width=13, reference=True),
        Column("name", N_("Contract name"), "text", lambda s: s["contract"].name, width=22),
        Column("owner", N_("Owner"), "text", lambda s: s["owner"].name, width=16, shown=False),
        currency_column(lambda s: s["contract"].currency),
        _figure("done", N_("Work done to date")),
        _figure("measured", N_("Measured by ourselves")),
        _figure("certified", N_("Certified to date")),
        _figure("unbilled", N_("Done, not certified")),
        _figure("ahead", N_("Certified ahead of the work"), 12),
        Column("oldest", N_("Not certified since"), "date", _oldest, width=11),
        Column("days", N_("Days not certified"), "days", _days, width=7),
        _figure("applied", N_("Applied for, not signed"), shown=False),
        _figure("not_measured", N_("Not measured yet"), shown=False),
        _figure("not_applied", N_("Measured, not applied for"), shown=False),
        _figure("cost", N_("Cost to date"), shown=False),
        _figure("revenue", N_("Revenue to date"), shown=False),
        _figure("net", N_("Certified without VAT"), shown=False),
        Column("cost_over", N_("Cost less certified"), "money", _over("cost"), width=14, total=True),
        Column("revenue_over", N_("Revenue less certified"), "money", _over("revenue"), width=14, total=True),
        Column("handler", N_("Handler"), "text", lambda s: s["contract"].handler, width=8, shown=False),
    ),
    source=_standing,
    key=lambda s: s["row"].c.contract_id,
    scopes={
        "contract": lambda s: s["row"].c.contract_id,
        "party": lambda s: s["contract"].owner_id,
        "project": lambda s: s["contract"].project_id,
    },
    words=(
        *NAMES,
        lambda s: s["owner"].name,
        lambda s: s["owner"].initials,
    ),
    currency="currency",
    sort="contract",
    empty=N_("Enter the work done of a contract, month by month: what of it is not certified yet stands here."),
)
