"""Where consumption and certified work do not match: what was used against what the certified quantities allow."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, case, func, select, type_coerce

from models.certificates.record import CertificateLine, PaymentCertificate
from models.consumption.record import Consumption, ConsumptionLine
from models.store.base import Scaled
from models.store.scaled_sql import product, worth

_WHAT = ("contract_id", "kind", "name", "unit")


def compared(as_of: date, *, certified: FromClause | None = None) -> Subquery:
    """SQL: one row a contract and material or plant, with all that was used up to a day.

    Columns: id, contract_id, kind, name, unit, issued, returned, used, allowed (NULL where nothing says so), price,
    over (used − allowed, NULL with it), worth (over × price). ``certified`` gives quantity by bill_item_id in place
    of what was certified up to the day.
    """
    lines = _lines(as_of).subquery("used")
    allowed = _allowed(lines, _certified(as_of) if certified is None else certified)
    u = lines.c
    same = [u[name] for name in _WHAT]
    used = func.sum(u.quantity - u.returned, type_=Scaled())
    summed = (
        select(func.min(u.id).label("id"), *same, _sum(u.quantity, "issued"), _sum(u.returned, "returned"),
               used.label("used"), func.max(case((u.newest_price == 1, u.price)), type_=Scaled()).label("price"))
        .group_by(*same)
        .subquery("summed")
    )  # fmt: skip
    s, a = summed.c, allowed.c
    over = type_coerce(s.used - a.allowed, Scaled())
    joined = summed.outerjoin(allowed, _alike(s, a))
    return (
        select(summed, a.allowed, over.label("over"), worth(over, s.price).label("worth"))
        .select_from(joined)
        .subquery("compared")
    )


def _lines(as_of: date) -> Select[Any]:
    """Every line up to a day; of each material the newest price, of each with a bill line the newest norm is 1."""
    c, line = Consumption, ConsumptionLine
    same = (c.contract_id, line.kind, line.name, line.unit)
    newest = (c.used_to.desc(), line.id.desc())
    by_price = func.row_number().over(partition_by=(*same, line.price.is_(None)), order_by=newest)
    by_norm = func.row_number().over(partition_by=(*same, line.bill_item_id, line.norm.is_(None)), order_by=newest)
    marks = (
        case((line.price.is_not(None), by_price)).label("newest_price"),
        case((line.norm.is_not(None), by_norm)).label("newest_norm"),
    )
    chosen: tuple[Any, ...] = (line.id, *same, line.bill_item_id, line.quantity, line.returned, line.norm, line.price)
    return select(*chosen, *marks).join(c, c.id == line.consumption_id).where(c.void == 0, c.used_to <= as_of)


def _certified(as_of: date) -> Subquery:
    """SQL: what was certified of each bill line up to a day."""
    c, line = PaymentCertificate, CertificateLine
    quantity = func.sum(line.quantity, type_=Scaled()).label("quantity")
    rows = select(line.bill_item_id, quantity).join(c, c.id == line.certificate_id)
    signed = c.void == 0, c.certified_on <= as_of, line.bill_item_id.is_not(None)
    return rows.where(*signed).group_by(line.bill_item_id).subquery("certified")


def _allowed(lines: FromClause, certified: FromClause) -> Subquery:
    """SQL: by material, the norm of each bill line × what was certified of it."""
    u, c = lines.c, certified.c
    same = [u[name] for name in _WHAT]
    each = product(func.coalesce(c.quantity, 0), u.norm)
    return (
        select(*same, func.sum(each, type_=Scaled()).label("allowed"))
        .select_from(lines.outerjoin(certified, c.bill_item_id == u.bill_item_id))
        .where(u.newest_norm == 1, u.bill_item_id.is_not(None))
        .group_by(*same)
        .subquery("allowed")
    )


def _alike(one: Any, other: Any) -> ColumnElement[bool]:
    first, *rest = (one[name] == other[name] for name in _WHAT)
    for condition in rest:
        first = first & condition
    found: ColumnElement[bool] = first
    return found


def _sum(value: Any, name: str) -> ColumnElement[Any]:
    return func.sum(value, type_=Scaled()).label(name)
