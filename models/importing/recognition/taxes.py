"""Amounts with and without tax: the two and the tax must add up, and the book keeps the one with tax."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.importing.recognition.captions import read_caption
from models.importing.recognition.doubts import GROSS
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import MAIN
from models.language import N_
from models.money import Money

_NEAR = Money(1)
_RATES = tuple(map(Decimal, "0.01 0.03 0.05 0.06 0.09 0.1 0.11 0.13 0.16 0.17".split()))
"""Rates of VAT that works and goods ever had."""
_OF_MORE = N_(
    "“{net}” is not “{gross}” without tax: most rows differ, and the tax fits what stands with it. It is only added up."
)
_DIFFER = N_("{net} without tax and {tax} tax are not {gross}. Correct the row, or answer that {gross} stands.")
_STANDS = N_("{net} without tax and {tax} tax are not {gross}: {gross} comes in, as was answered.")


def with_tax(ledger: Ledger) -> None:
    """Put the amount with tax in place of its parts; a row whose parts do not add up stays open."""
    base = MAIN[ledger.kind]
    if not {f"{base}.net", f"{base}.tax"} & set(ledger.columns):
        return
    if _is_of_more(ledger, base):
        ledger.note(ledger.header.bottom if ledger.header else 0, _OF_MORE, net=ledger.columns[f"{base}.net"].caption,
                    gross=ledger.columns[base].caption)  # fmt: skip
        return
    rate = Decimal(ledger.answers.tax_rate) if ledger.answers.tax_rate else None
    for line in ledger.lines:
        _combine(ledger, line, base, line.values.get("tax_rate", rate))


def _is_of_more(ledger: Ledger, base: str) -> bool:
    """产值（不含税） beside 计价（含税） and its tax: most rows differ, and the tax is that of the amount with it."""
    mine = [ledger.columns.get(f"{base}{more}") for more in ("", ".net", ".tax")]
    gross, net, _ = (read_caption(one.caption).words if one else "" for one in mine)
    if None in mine or gross == net:
        return False
    rows = [tuple(line.money(one.role) for one in mine if one) for line in ledger.lines]
    known = [(one, other, part) for one, other, part in rows if one and other and part]
    differ = [(one, part) for one, other, part in known if abs(other + part - one) > _NEAR]
    fits = all(any(abs((one - part).share(rate) - part) <= _NEAR for rate in _RATES) for one, part in differ)
    return len(differ) > 1 and 2 * len(differ) > len(known) and fits


def _combine(ledger: Ledger, line: Line, base: str, rate: Decimal | None) -> None:
    gross, net, tax = (line.money(role) for role in (base, f"{base}.net", f"{base}.tax"))
    if gross is not None:
        if net is not None and tax is not None and abs(net + tax - gross) > _NEAR:
            _differs(ledger, line, f"{base}.tax", {"net": net.grouped, "tax": tax.grouped, "gross": gross.grouped})
    elif net is not None and tax is not None:
        line.values[base] = net + tax
    elif net is not None and rate is not None:
        line.values[base] = net + net.share(rate)
    elif net is not None:
        line.open(N_("Only {net} without tax is known. Answer with the tax rate, or add the tax."), net=net.grouped)


def _differs(ledger: Ledger, line: Line, tax: str, told: Mapping[str, str]) -> None:
    """What is owed is the amount with tax: it comes in as it stands where somebody says so."""
    if ledger.answers.gross:
        ledger.note(line.row, _STANDS, **told)
        line.values.pop(tax)
        return
    ledger.doubt(GROSS)
    line.open(_DIFFER, **told)
