"""Bad-debt provision (坏账准备): a share of what is open, by its age, or of one debtor looked at by itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.money import Money


def provision(bands: Mapping[str, Money], rates: Mapping[str, Decimal]) -> Money:
    """The sum over the bands of open × rate, each rounded half up to the fen (减值矩阵, CAS 22 article 63).

    A band in credit needs none. Raises KeyError for a band with an open amount that has no rate.
    """
    return Money.total(amount.share(rates[name]) for name, amount in bands.items() if amount > Money())
