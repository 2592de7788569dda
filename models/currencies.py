"""Currencies: what they are called, and which is ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.language import N_

if TYPE_CHECKING:  # the first paint needs the names, not the database
    from models.store.listing import Total

HOME = "CNY"
CURRENCIES = {HOME: N_("Renminbi"), "USD": N_("US dollar"), "EUR": N_("Euro"), "HKD": N_("Hong Kong dollar")}


def called(currency: str) -> str:
    """The msgid of its name."""
    return CURRENCIES.get(currency, currency)


def is_foreign(totals: Sequence[Total]) -> bool:
    """Whether the currency has to be said: there are several, or it is not ours."""
    return any(total.currency not in ("", HOME) for total in totals)
