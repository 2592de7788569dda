"""What the law says about deposits (保证金): how much may be asked for, and what may not be held together."""

from __future__ import annotations

from datetime import date

from models.money import Money
from models.rules.caps import Limit, limit_on

LIMITED = {"tender": "tender", "performance": "performance", "quality": "retention", "wage": "wages"}
"""By kind of deposit the limit it has, as a share of the price; for quality of the settlement price."""
ALLOWED = frozenset({"tender", "performance", "quality", "wage"})
"""The kinds an owner may ask of an enterprise in cash or otherwise (保障中小企业款项支付条例 13)."""


def limit_of(kind: str, day: date | None = None) -> Limit | None:
    """The limit of a kind of deposit on a day (unknown: today's law); None for kinds without one."""
    return limit_on(LIMITED[kind], day) if kind in LIMITED else None


def beyond_cap(kind: str, amount: Money, price: Money, day: date | None = None) -> Money:
    """What of a deposit lies above the legal cap; nothing for kinds without one."""
    limit = limit_of(kind, day)
    return Money() if limit is None else max(amount - price.share(limit.share), Money())
