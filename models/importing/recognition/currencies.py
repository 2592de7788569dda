"""Rows in another currency stay open: a ledger counts in yuan, and a dollar taken for a yuan is money lost."""

from __future__ import annotations

from models.currencies import HOME
from models.importing.cells import CALLED
from models.importing.recognition.foreign import currency_in
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import MAIN
from models.importing.values import folded
from models.language import N_

_HOME = frozenset(map(folded, (HOME, *CALLED[HOME], "人民币元", "人民币（元）", "本币", "本位币", "￥", "¥")))


def may_be_foreign(ledger: Ledger) -> bool:
    """Whether a column, a caption, the title or a format names any currency at all."""
    said = "currency" in ledger.columns or any(column.currency for column in ledger.columns.values())
    return said or bool(ledger.sheet.foreign) or any(line.currency for line in ledger.lines)


def open_if_foreign(ledger: Ledger, line: Line) -> None:
    """Amounts of a row in another currency are not added to those in yuan; a column or a cell may name it, too."""
    written = line.text("currency")
    if not written or folded(written) in _HOME:
        written = line.currency or ("" if written else _of_cells(ledger, line))
    if written:
        line.currency = currency_in(written) or written
        line.open(
            N_("The row is in another currency (“{currency}”). Enter it in the window or in our template, which has a "
               "column for the currency."), currency=written,
        )  # fmt: skip


def _of_cells(ledger: Ledger, line: Line) -> str:
    """What the caption, the title or the format of the amounts the row is about says."""
    main = [column for column in ledger.columns.values() if column.role.partition(".")[0] == MAIN[ledger.kind]]
    filled = [column for column in main if column.role in line.raw]
    formats = (ledger.sheet.foreign.get((line.row, column.place), "") for column in filled)
    return next((one for one in (*(column.currency for column in filled), *formats) if one), "")
