"""Sheets of bill items: what they measure in is nobody who owes, and an item is no certificate."""

from __future__ import annotations

import re

from models.importing.recognition.contents import holds_measures
from models.importing.recognition.headers import Header
from models.importing.sheets import Sheet

_MEASURE = re.compile(r"(?:计[量价]?|工程|清单)?单位")
_PRICED = re.compile(r".*(?:单价|工程量|数量|完成量|计量|清单项目|项目编码|子目|细目)")


def is_of_items(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column 单位 says what the quantities of its rows are measured in."""
    return bool(_MEASURE.fullmatch(header.captions[place])) and holds_measures(sheet, header, place)


def lists_items(sheet: Sheet, header: Header) -> bool:
    """Whether the rows are items of a bill, each with its measure beside its price or quantity."""
    priced = any(_PRICED.fullmatch(caption) for caption in header.captions.values())
    return priced and any(is_of_items(sheet, header, place) for place in header.captions)
