"""Sheets of bill items and of variations: what items measure in is nobody who owes, and neither is a certificate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.importing.recognition.contents import holds_measures
from models.importing.recognition.headers import Header, roles
from models.importing.recognition.words import CERTIFICATES
from models.importing.sheets import Sheet

_MEASURE = re.compile(r"(?:计[量价]?|工程|清单)?单位")
_PRICED = re.compile(r".*(?:单价|工程量|数量|完成量|计量|清单项目|项目编码|子目|细目)")

_VARIED = re.compile(r"变更|签证|洽商|索赔")
_VALUED = re.compile(r"计价|计量|验工|产值|收款|回款|进度款|支付|合同(?!变更)")
_OF_PERIODS = {"period", "period_to"}


def is_of_items(sheet: Sheet, header: Header, place: int) -> bool:
    """Whether a column 单位 says what the quantities of its rows are measured in."""
    return bool(_MEASURE.fullmatch(header.captions[place])) and holds_measures(sheet, header, place)


def lists_items(sheet: Sheet, header: Header) -> bool:
    """Whether the rows are items of a bill, each with its measure beside its price or quantity."""
    priced = any(_PRICED.fullmatch(caption) for caption in header.captions.values())
    return priced and any(is_of_items(sheet, header, place) for place in header.captions)


def lists_variations(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """Whether a ledger of variations or claims, by its name or title: each was claimed and approved, in no period."""
    names = (sheet.called, *above)
    known = {known.role for known, _ in roles(header, CERTIFICATES).values()}
    said = any(map(_VARIED.search, names)) and not any(map(_VALUED.search, names))
    return said and known >= {"claimed", "work"} and not known & _OF_PERIODS
