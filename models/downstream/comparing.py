"""Quantities up and down (对上对下量差): what the owner certified of a bill line, and what we certified of it below."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select, type_coerce

from models.bills import BillItem
from models.certificates.record import CertificateLine, PaymentCertificate
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.downstream.record import Subcontract, SubQuantity
from models.language import N_
from models.of_contract import NAMES
from models.store.base import Fen, Scaled
from models.store.listing import Column, Listing, Question, Sources

LESS, SAME, MORE = "less", "same", "more"
VERDICTS = {
    MORE: N_("More below than above"),
    SAME: N_("The same"),
    LESS: N_("More above than below"),
}


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    c, line, sub = PaymentCertificate, CertificateLine, SubQuantity
    up = (
        select(
            line.bill_item_id, func.sum(line.quantity).label("quantity"), func.sum(line.amount).label("amount")
        )
        .join(c, c.id == line.certificate_id)
        .where(c.void == 0, c.certified_on <= question.as_of, line.bill_item_id.is_not(None))
        .group_by(line.bill_item_id)
        .subquery()
    )  # fmt: skip
    down = (
        select(sub.bill_item_id, func.sum(sub.quantity).label("quantity"), func.sum(sub.amount).label("amount"))
        .join(Subcontract, Subcontract.id == sub.subcontract_id)
        .where(Subcontract.void == 0, sub.certified_on <= question.as_of, sub.bill_item_id.is_not(None))
        .group_by(sub.bill_item_id)
        .subquery()
    )
    joined = (
        BillItem.__table__.join(down, down.c.bill_item_id == BillItem.id)
        .outerjoin(up, up.c.bill_item_id == BillItem.id)
        .outerjoin(Contract.__table__, Contract.id == BillItem.contract_id)
    )
    return joined, {"item": BillItem, "contract": Contract, "up": up.c, "down": down.c}, BillItem.id.is_not(None)


def _quantity(side: str) -> Any:
    return lambda s: type_coerce(func.coalesce(s[side].quantity, 0), Scaled())


def _difference(sources: Sources) -> ColumnElement[Any]:
    return type_coerce(func.coalesce(sources["up"].quantity, 0) - sources["down"].quantity, Scaled())


def _verdict(sources: Sources) -> ColumnElement[Any]:
    up, down = func.coalesce(sources["up"].quantity, 0), sources["down"].quantity
    return case((down > up, MORE), (down < up, LESS), else_=SAME)


LISTING = Listing(
    name="quantity_comparison",
    title=N_("Quantities above and below"),
    noun="quantity_comparison",
    columns=(
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=20),
        Column("code", N_("Item code"), "text", lambda s: s["item"].code, width=12),
        Column("name", N_("Item name"), "text", lambda s: s["item"].name, width=22),
        Column("unit", N_("Unit"), "text", lambda s: s["item"].unit, width=5),
        Column("agreed", N_("Contract quantity"), "quantity", lambda s: s["item"].quantity, width=12, places=3),
        Column("up", N_("Certified by the owner"), "quantity", _quantity("up"), width=12, places=3),
        Column("down", N_("Certified below"), "quantity", _quantity("down"), width=12, places=3),
        Column("difference", N_("Above less below"), "quantity", _difference, width=12, places=3),
        Column("verdict", N_("Comparison"), "choice", _verdict, width=12, choices=VERDICTS),
        currency_column(lambda s: s["contract"].currency),
        Column(
            "up_amount", N_("Amount above"), "money", lambda s: type_coerce(func.coalesce(s["up"].amount, 0), Fen()),
            width=13, total=True, shown=False,
        ),
        Column(
            "down_amount", N_("Amount below"), "money", lambda s: type_coerce(s["down"].amount, Fen()), width=13,
            total=True, shown=False,
        ),
    ),
    source=_source,
    key=lambda s: s["item"].id,
    scopes={
        "contract": lambda s: s["item"].contract_id,
        "party": lambda s: s["contract"].owner_id,
        "project": lambda s: s["contract"].project_id,
    },
    words=(
        lambda s: s["item"].code,
        lambda s: s["item"].name,
        *NAMES,
    ),
    currency="currency",
    sort="difference",
    empty=N_("Quantities of our bill that were certified below stand here beside what the owner certified."),
)  # fmt: skip
