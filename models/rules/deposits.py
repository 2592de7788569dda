"""What the law says about deposits (保证金): how much may be asked for, and what may not be held together."""

from __future__ import annotations

from decimal import Decimal

from models.money import Money

CAPS = {
    "tender": Decimal("0.02"),
    "performance": Decimal("0.1"),
    "quality": Decimal("0.03"),
}
"""Of the price: 招标投标法实施条例 26 and 58; 建质〔2017〕138号 article 7 (of the settlement price)."""
SOURCES = {
    "tender": "招标投标法实施条例 26",
    "performance": "招标投标法实施条例 58",
    "quality": "建质〔2017〕138号 7",
}
ALLOWED = frozenset({"tender", "performance", "quality", "wage"})
"""The kinds an owner may ask of an enterprise in cash or otherwise (保障中小企业款项支付条例 13)."""


def beyond_cap(kind: str, amount: Money, price: Money) -> Money:
    """What of a deposit lies above the legal cap; nothing for kinds without one."""
    cap = CAPS.get(kind)
    return Money() if cap is None else max(amount - price.share(cap), Money())
