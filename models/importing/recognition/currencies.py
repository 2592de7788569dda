"""Rows in another currency stay open: a ledger counts in yuan, and a dollar taken for a yuan is money lost."""

from __future__ import annotations

from models.currencies import HOME
from models.importing.cells import CALLED
from models.importing.recognition.ledger import Line
from models.importing.values import folded
from models.language import N_

_HOME = frozenset(map(folded, (HOME, *CALLED[HOME], "人民币元", "人民币（元）", "本币", "本位币", "￥", "¥")))


def open_if_foreign(line: Line) -> None:
    """Amounts of a row that names another currency are not added to those in yuan."""
    written = line.text("currency")
    if written and folded(written) not in _HOME:
        line.open(
            N_("The row is in another currency (“{currency}”). Enter it in the window or in our template, which has a "
               "column for the currency."), currency=written,
        )  # fmt: skip
