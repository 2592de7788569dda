"""What prices move by: the formula with its indices, and materials whose price left the band of risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.certificates.draft import Background, CertificateDraft, MaterialPriceDraft
from models.language import N_
from models.money import Money
from models.rules.adjustment import MaterialPrice, price_difference
from models.rules.captions import percent
from models.scaled import counted

NOTHING = Decimal(0)
_FORMULA = N_("P0 {value}, A {fixed}, {moved}: {now}; final indices of earlier periods: {later}")
_EARLIER = N_("final indices of earlier periods: {later}")
_WITH_MATERIALS = {
    _FORMULA: N_(
        "P0 {value}, A {fixed}, {moved}: {now}; final indices of earlier periods: {later}; "
        "materials beyond the band: {materials}"
    ),
    _EARLIER: N_("final indices of earlier periods: {later}; materials beyond the band: {materials}"),
}


@dataclass(frozen=True)
class WorkedOut:
    """A value that the program works out itself, and the rule it follows."""

    amount: Money
    rule: str
    values: Mapping[str, object]


def adjusted(draft: CertificateDraft, background: Background, value: Money) -> WorkedOut | None:
    """Both ways together; ``value`` is what the formula moves."""
    formula, materials = _by_formula(draft, background, value), _by_materials(draft, background)
    if formula is None or materials is None:
        return formula or materials
    told = {**formula.values, **materials.values}
    return WorkedOut(formula.amount + materials.amount, _WITH_MATERIALS[formula.rule], told)


def priced(one: MaterialPriceDraft, background: Background) -> MaterialPrice:
    """The material as the rule takes it."""
    band = background.pricing.band if one.band is None else one.band
    return MaterialPrice(
        one.quantity or NOTHING, one.base or NOTHING, one.current or NOTHING, band or NOTHING, one.tender,
        1 + (one.factor or NOTHING),
    )  # fmt: skip


def _by_materials(draft: CertificateDraft, background: Background) -> WorkedOut | None:
    """Each material with the price that leaves the band, the edge it leaves and what that comes to."""
    if not draft.material_prices:
        return None
    rows = [(one, priced(one, background)) for one in draft.material_prices]
    told = "; ".join(_told(one, price) for one, price in rows)
    amount = Money.total(price_difference(price) for _one, price in rows)
    return WorkedOut(amount, N_("materials beyond the band: {materials}"), {"materials": told})


def _told(one: MaterialPriceDraft, price: MaterialPrice) -> str:
    """``钢筋 200 t × (336.00 − 315.00) × 108% = 4,536.00``; within the band it says so by nothing."""
    edge = price.most if price.beyond >= 0 else price.least
    limit = counted(Decimal(edge.numerator) / Decimal(edge.denominator))
    factor = f" × {percent(price.factor)}" if price.factor != 1 else ""
    moved = f"({counted(price.current)} − {limit})" if price.beyond else f"0 (±{percent(price.band)})"
    quantity = with_unit(price.quantity, one.unit)
    return f"{one.name} {quantity} × {moved}{factor} = {price_difference(price).grouped}"


def with_unit(quantity: Decimal, unit: str) -> str:
    """``1,200.5 t``, without a unit the figure alone."""
    return f"{quantity:,f} {unit}".rstrip()


def _by_formula(draft: CertificateDraft, background: Background, value: Money) -> WorkedOut | None:
    """This period by its own indices, and what final indices of earlier periods change."""
    how = background.pricing
    if not how.formula.moving or not draft.indices:
        return None
    own = dict(_indices(draft, background, None))
    now = how.formula.adjustment(value, own)
    periods = {one.period for one in draft.indices if _is_earlier(one.period, draft, background)}
    later = Money.total(_corrected(draft, background, period) for period in periods if period)
    moved = ", ".join(f"{name} {index:f}/{how.formula.moving[name][1]:f}" for name, index in own.items())
    values = {"value": value, "now": now, "later": later, "fixed": percent(how.formula.fixed), "moved": moved}
    return WorkedOut(now + later, _FORMULA if own else _EARLIER, values)


def _is_earlier(period: int | None, draft: CertificateDraft, background: Background) -> bool:
    return period is not None and period != (draft.period or background.next_period)


def _indices(draft: CertificateDraft, background: Background, period: int | None) -> Iterator[tuple[str, Any]]:
    """The indices entered for a period (None: this one), of costs that the formula knows."""
    for one in draft.indices:
        of = one.period if _is_earlier(one.period, draft, background) else None
        if of == period and one.name in background.pricing.formula.moving and one.current is not None:
            yield one.name, one.current


def _corrected(draft: CertificateDraft, background: Background, period: int) -> Money:
    known = background.pricing.indexed.get(period)
    if known is None:
        return Money()
    final = {**known.indices, **dict(_indices(draft, background, period))}
    formula = background.pricing.formula
    return formula.adjustment(known.value, final) - formula.adjustment(known.value, known.indices)
