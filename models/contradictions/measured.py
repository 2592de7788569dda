"""What contradicts a certificate: its bill, variations, claims, the work done, what was used, what it states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Join, Select, Subquery, and_, case, exists, func, or_, select, type_coerce

from models.bills import BillItem
from models.certificates.checks import ROUNDED
from models.certificates.record import CertificateLine, PaymentCertificate
from models.claims.draft import ENDS
from models.claims.record import Claim
from models.consumption.compared import compared
from models.consumption.record import Consumption, ConsumptionLine
from models.contract_standing import agreed, by_certificates
from models.contracts.record import Contract
from models.contradictions.row import BILL, CLAIMED, DONE, ORDER, ORDERS, PREVIOUS, PRICE, STATED, USED, Doc, row
from models.stages import Stage, standing_at
from models.store.base import Fen
from models.store.scaled_sql import worth
from models.variations import APPROVED, VariationOrder, approved_sums
from models.work_done.record import WorkDone
from models.work_done.unbilled import standing

_C, _LINE = PaymentCertificate, CertificateLine


def _mine(column: Any, scope: Mapping[str, str]) -> tuple[ColumnElement[bool], ...]:
    return (column == scope["contract"],) if "contract" in scope else ()


def _signed(as_of: date) -> tuple[ColumnElement[bool], ...]:
    return _C.void == 0, _C.certified_on <= as_of


def _newest_certificate(as_of: date, by: Any, *joined: Any, which: tuple[ColumnElement[bool], ...] = ()) -> Subquery:
    """SQL: the last signed certificate for each value of ``by``."""
    newest = (_C.certified_on.desc(), _C.period.desc(), _C.id.desc())
    place = func.row_number().over(partition_by=by, order_by=newest).label("place")
    found = select(by.label("by"), _C.id, _C.number, _C.certified_on, place).where(*_signed(as_of), *which)
    for one in joined:
        found = found.join(*one)
    ranked = found.subquery()
    return select(ranked).where(ranked.c.place == 1).subquery("newest_certificate")


def _by_line(as_of: date, column: Any) -> tuple[Subquery, Subquery]:
    """What was certified of each bill line, variation or claim, and the last certificate that holds it."""
    summed = (
        select(column.label("by"), func.sum(_LINE.quantity).label("quantity"), func.sum(_LINE.amount).label("amount"))
        .join(_C, _C.id == _LINE.certificate_id)
        .where(*_signed(as_of), column.is_not(None))
        .group_by(column)
        .subquery("certified_of")
    )
    return summed, _newest_certificate(as_of, column, (_LINE, _LINE.certificate_id == _C.id))


def over_bill(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More of a bill line is certified than the contract has; both at the price of the bill."""
    summed, newest = _by_line(as_of, _LINE.bill_item_id)
    item = BillItem
    stated, known = worth(summed.c.quantity, item.price), worth(item.quantity, item.price)
    first, other = Doc("certificates", newest.c.id, newest.c.number), Doc("bills", item.contract_id, item.code)
    found = row(BILL, first, other, item.contract_id, newest.c.certified_on, stated, known, item.id)
    joined = item.__table__.join(summed, summed.c.by == item.id).join(newest, newest.c.by == item.id)
    over = summed.c.quantity > item.quantity, item.price.is_not(None)
    return found.select_from(joined).where(*over, *_mine(item.contract_id, scope))


def over_variation(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More of a variation is certified than was approved by the day, or it was not approved at all."""
    approved = standing_at(VariationOrder.id, as_of, _approved_amount())
    found, known = _over(as_of, scope, ORDER, VariationOrder, _LINE.variation_id, approved)
    return found.where(known)


def over_claim(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More of a claim is certified than was agreed by the day."""
    agreed = standing_at(Claim.id, as_of, case((Stage.stage.in_(ENDS), Stage.amount)))
    found, known = _over(as_of, scope, CLAIMED, Claim, _LINE.claim_id, agreed)
    return found.where(known)


def _approved_amount() -> Any:
    return case((Stage.stage == APPROVED, Stage.amount))


def _over(
    as_of: date, scope: Mapping[str, str], kind: str, noun: Any, column: Any, agreed: Any
) -> tuple[Select[Any], ColumnElement[bool]]:
    summed, newest = _by_line(as_of, column)
    known = func.coalesce(agreed, 0)
    first, other = Doc("certificates", newest.c.id, newest.c.number), Doc(noun.__tablename__, noun.id, noun.number)
    found = row(kind, first, other, noun.contract_id, newest.c.certified_on, summed.c.amount, known)
    joined = noun.__table__.join(summed, summed.c.by == noun.id).join(newest, newest.c.by == noun.id)
    return found.select_from(joined).where(*_mine(noun.contract_id, scope)), summed.c.amount > known


def over_variations(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """Variations certified without saying which, and all of them together are more than was approved by the day."""
    mine = _C.contract_id == Contract.id, *_signed(as_of)
    typed = exists().where(*mine, func.coalesce(_C.variations, 0) != 0)
    free = or_(typed, exists().where(*mine, _LINE.certificate_id == _C.id, _is_free()))
    signed = select(_C.contract_id, func.sum(_C.value_variations).label("amount")).where(*_signed(as_of))
    summed = signed.group_by(_C.contract_id).subquery("variations_certified")
    approved = approved_sums(as_of).subquery("variations_approved")
    known = func.coalesce(approved.c.approved, 0)
    found, joined = _beside_contract(as_of, ORDERS, summed.c.amount, known, _C.value_variations != 0)
    joined = joined.join(summed, summed.c.contract_id == Contract.id)
    joined = joined.outerjoin(approved, approved.c.contract_id == Contract.id)
    return found.select_from(joined).where(free, summed.c.amount > known, *_mine(Contract.id, scope))


def _is_free() -> ColumnElement[bool]:
    return and_(_LINE.kind == "variations", _LINE.variation_id.is_(None), _LINE.amount != 0)


def over_price(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """All certificates together come to more than the price with its agreements and approved variations, beyond what
    rounding each line of each certificate adds up to."""
    stated, known = by_certificates(as_of), agreed(as_of)
    found, joined = _beside_contract(as_of, PRICE, stated, known)
    return found.select_from(joined).where(known > 0, stated - known >= ROUNDED.fen, *_mine(Contract.id, scope))


def _beside_contract(
    as_of: date, kind: str, stated: Any, known: Any, *which: ColumnElement[bool]
) -> tuple[Select[Any], Join]:
    """The last signed certificate of a contract beside the contract itself."""
    newest = _newest_certificate(as_of, _C.contract_id, which=which)
    first, other = Doc("certificates", newest.c.id, newest.c.number), Doc("contracts", Contract.id, Contract.number)
    found = row(kind, first, other, Contract.id, newest.c.certified_on, stated, known)
    return found, Contract.__table__.join(newest, newest.c.by == Contract.id)


def over_done(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More is certified of a contract than its works came to, where those are entered."""
    stood = standing(as_of).c
    newest = _newest_certificate(as_of, _C.contract_id)
    w = WorkDone
    place = func.row_number().over(partition_by=w.contract_id, order_by=(w.done_to.desc(), w.id.desc()))
    ranked = select(w.contract_id, w.id, w.number, place.label("place")).where(w.void == 0, w.done_to <= as_of)
    work = ranked.subquery("newest_work")
    first, other = Doc("certificates", newest.c.id, newest.c.number), Doc("work_done", work.c.id, work.c.number)
    found = row(DONE, first, other, stood.contract_id, newest.c.certified_on, stood.certified, stood.done)
    return (
        found.join(newest, newest.c.by == stood.contract_id)
        .join(work, and_(work.c.contract_id == stood.contract_id, work.c.place == 1))
        .where(stood.ahead > 0, *_mine(stood.contract_id, scope))
    )


def over_used(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """More of a material or plant was used than the certified work allows; both at its last price."""
    used = compared(as_of).c
    c, line = Consumption, ConsumptionLine
    newest = (c.used_to.desc(), line.id.desc())
    same = (c.contract_id, line.kind, line.name, line.unit)
    place = func.row_number().over(partition_by=same, order_by=newest).label("place")
    ranked = select(*same, c.id, c.number, c.used_to, place).join(c, c.id == line.consumption_id)
    report = ranked.where(c.void == 0, c.used_to <= as_of).subquery("newest_report")
    certified = _newest_certificate(as_of, _C.contract_id)
    known = worth(used.allowed, used.price)
    first = Doc("consumptions", report.c.id, report.c.number)
    other = Doc("certificates", func.coalesce(certified.c.id, ""), func.coalesce(certified.c.number, ""))
    stated = type_coerce(used.worth + known, Fen())
    found = row(USED, first, other, used.contract_id, report.c.used_to, stated, known, used.id)
    alike = (getattr(report.c, name) == getattr(used, name) for name in ("contract_id", "kind", "name", "unit"))
    return (
        found.join(report, and_(report.c.place == 1, *alike))
        .outerjoin(certified, certified.c.by == used.contract_id)
        .where(used.over > 0, *_mine(used.contract_id, scope))
    )


def stated(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """What the owner's sheet states of earlier certificates beside what they come to now, gross and less retention."""
    earlier = _C.__table__.alias("earlier")
    before = earlier.c.contract_id == _C.contract_id, earlier.c.void == 0, earlier.c.period < _C.period
    counted = (*before, earlier.c.kind != "advance", earlier.c.certified_on.is_not(None))

    def of(value: Any) -> ColumnElement[Any]:
        return select(func.coalesce(func.sum(value), 0)).where(*counted).correlate(_C).scalar_subquery()

    gross, earned = of(earlier.c.gross), of(earlier.c.gross - earlier.c.retention)
    is_gross = and_(_C.stated_gross.is_not(None), _C.stated_gross != gross)
    said = case((is_gross, _C.stated_gross), else_=_C.stated_previous)
    known = case((is_gross, gross), else_=earned)
    first, other = Doc("certificates", _C.id, _C.number), Doc("contracts", Contract.id, Contract.number)
    kind = case((is_gross, STATED), else_=PREVIOUS)
    found = row(kind, first, other, _C.contract_id, _C.certified_on, said, known)
    return found.join(Contract, Contract.id == _C.contract_id).where(
        said.is_not(None), said != known, *_signed(as_of), *_mine(_C.contract_id, scope)
    )
