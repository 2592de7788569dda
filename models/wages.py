"""The wage account (农民工工资专户) by contract and month: what was agreed for it, what came into it, what is short."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, select, true, type_coerce, union_all

from models.certificates.record import PaymentCertificate
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.language import N_
from models.parties import Party
from models.receipts.record import Receipt
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources

NOTHING = literal(0, Fen())


def _agreed(question: Question) -> Select[Any]:
    c = PaymentCertificate
    month = func.substr(c.certified_on, 1, 7).label("month")
    mine = c.void == 0, c.certified_on <= question.as_of, c.wages != 0
    return select(c.contract_id, month, c.wages.label("agreed"), NOTHING.label("paid")).where(*mine)


def _paid(question: Question) -> Select[Any]:
    """A receipt that went back took its wages along."""
    month = func.substr(Receipt.received_on, 1, 7).label("month")
    mine = Receipt.void == 0, Receipt.received_on <= question.as_of, Receipt.wages != 0
    return select(Receipt.contract_id, month, NOTHING.label("agreed"), Receipt.wages.label("paid")).where(*mine)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    moved = union_all(_agreed(question), _paid(question)).subquery("moved").c
    sums = [func.sum(column, type_=Fen()).label(column.name) for column in (moved.agreed, moved.paid)]
    by_month = select(moved.contract_id, moved.month, *sums).group_by(moved.contract_id, moved.month).subquery()
    row = by_month.c
    short = func.sum(row.agreed - row.paid).over(partition_by=row.contract_id, order_by=row.month)
    told = select(
        (row.contract_id + literal("/") + row.month).label("key"), row.contract_id, row.month, row.agreed, row.paid,
        type_coerce(row.agreed - row.paid, Fen()).label("short"), type_coerce(short, Fen()).label("short_to_date"),
    ).subquery("wages")  # fmt: skip
    joined = told.join(Contract.__table__, Contract.id == told.c.contract_id).outerjoin(
        Party.__table__, Party.id == func.coalesce(Contract.payer_id, Contract.owner_id)
    )
    return joined, {"row": told.c, "contract": Contract, "party": Party}, true()


def _money(name: str, caption: str) -> Column:
    is_sum = name != "short_to_date"
    return Column(name, caption, "money", lambda s: getattr(s["row"], name), width=14, total=is_sum)


LISTING = Listing(
    name="wages",
    title=N_("Wage account"),
    noun="certificates",
    columns=(
        Column("month", N_("Month"), "text", lambda s: s["row"].month, width=10),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].number, width=14, reference=True),
        Column("name", N_("Contract name"), "text", lambda s: s["contract"].name, width=26),
        Column("party", N_("Payer"), "text", lambda s: s["party"].name, width=24),
        currency_column(lambda s: s["contract"].currency),
        _money("agreed", N_("Agreed for wages")),
        _money("paid", N_("Came into the wage account")),
        _money("short", N_("Short in the month")),
        _money("short_to_date", N_("Short to date")),
    ),
    source=_source,
    key=lambda s: s["row"].key,
    scopes={"contract": lambda s: s["row"].contract_id, "party": lambda s: s["contract"].owner_id},
    words=(lambda s: s["row"].month, lambda s: s["contract"].number, lambda s: s["contract"].name),
    currency="currency",
    sort="month",
    descending=True,
    empty=N_(
        "By contract and month: what is agreed for the wage account, what came, what is short. Begin in the terms of "
        "a contract with “Share for the wage account”; then enter “Of this into the wage account” with each receipt."
    ),
)
