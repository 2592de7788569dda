"""Amounts with and without tax: the two and the tax must add up, and the book keeps the one with tax."""

from __future__ import annotations

from decimal import Decimal

from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import MAIN
from models.language import N_
from models.money import Money

_NEAR = Money(1)


def with_tax(ledger: Ledger) -> None:
    """Put the amount with tax in place of its parts; a row whose parts do not add up stays open."""
    base = MAIN[ledger.kind]
    if not {f"{base}.net", f"{base}.tax"} & set(ledger.columns):
        return
    rate = Decimal(ledger.answers.tax_rate) if ledger.answers.tax_rate else None
    for line in ledger.lines:
        _combine(ledger, line, base, line.values.get("tax_rate", rate))


def _combine(ledger: Ledger, line: Line, base: str, rate: Decimal | None) -> None:
    gross, net, tax = (line.money(role) for role in (base, f"{base}.net", f"{base}.tax"))
    if gross is not None:
        if net is not None and tax is not None and abs(net + tax - gross) > _NEAR:
            line.open(N_("{net} without tax and {tax} tax are not {gross}. Correct the row."),
                      net=net.grouped, tax=tax.grouped, gross=gross.grouped)  # fmt: skip
    elif net is not None and tax is not None:
        line.values[base] = net + tax
    elif net is not None and rate is not None:
        line.values[base] = net + net.share(rate)
    elif net is not None:
        line.open(N_("Only {net} without tax is known. Answer with the tax rate, or add the tax."), net=net.grouped)
