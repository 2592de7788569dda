"""The unit that a sheet says once for all its amounts: above the table, or in a note under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from models.importing.recognition.captions import read_caption, unit_in_title
from models.importing.sheets import Sheet

_LAST = 10
"""So many rows from the end may hold the notes under a table."""
_SAYS_UNIT = re.compile("(?:注|说明|本表|表[内中]|金额|货币).*单位")
_IN_YUAN = re.compile("币别[:：]\\s*(?:人民币|RMB|CNY|本位币)$")
"""The heading of an accounting program, which keeps the yuan and the fen."""


def unit_said(sheet: Sheet, above: Iterable[str]) -> int | None:
    """The unit as a power of ten; None where nothing says it."""
    above = [*above]
    named = [unit for line in above if (unit := unit_in_title(line)) is not None]
    if not named and any(map(_IN_YUAN.search, above)):
        return 0
    named = named or [unit for line in _notes_below(sheet) if (unit := unit_in_title(line)) is not None]
    return named[-1] if named else None


def _notes_below(sheet: Sheet) -> Iterator[str]:
    """注：本表金额单位为万元."""
    cells = (cell for row in sheet.rows[-_LAST:] for cell in row if isinstance(cell, str))
    return (cell for cell in cells if _SAYS_UNIT.search(cell))


_OF_YUAN = re.compile("人民币|RMB|CNY|汇率|折[合算]|本位?币|exchange|rate", re.IGNORECASE)


def only_currency(captions: Mapping[str, bool]) -> str:
    """The foreign currency that captions name where none speaks of yuan or of a rate: it is that of all amounts.

    ``captions`` → whether amounts stand below.
    """
    read = [read_caption(one) for one in captions]
    units = any(one.unit is not None and not one.currency and captions[one.written] for one in read)
    named = {one.currency for one in read if one.currency}
    return named.pop() if len(named) == 1 and not units and not any(map(_OF_YUAN.search, captions)) else ""
