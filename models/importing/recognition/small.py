"""Amounts that are tiny beside the price of their contract: the unit of their column may be another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from models.importing.recognition.deals import Deals
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import CONTRACTS

_TINY = 1_000
"""An amount below this part of the contract price is probably in another unit."""


def small_amounts(ledgers: Iterable[Ledger], deals: Deals) -> Iterator[tuple[Ledger, Line]]:
    """Rows whose amount is less than a thousandth of the contract price."""
    for ledger in ledgers:
        main = ledger.main
        if main is None or ledger.kind == CONTRACTS:
            continue
        for line in ledger.coming:
            amount = line.money(main.role)
            if amount is None or amount.fen <= 0:
                continue
            deal = deals.of(line.text("deal"))
            price = (deal.price if deal else None) or line.money("price")
            if price and amount.fen * _TINY < price.fen:
                yield ledger, line
