"""The words that a row which adds up others is called by: 合计, 小计, total."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from models.importing.sheets import Cell

WHOSE = "公司|集团|中心|单位|政府"
TOTAL = re.compile(
    rf".{{0,24}}?(小计|小结|合计|总计|共计|合共|总合计|累计|汇总|(?<={WHOSE})计)[:.]?(?:\(.*\))?"
    r"|[共合]计?\d+[笔条项户行][:.]?|(?:(?:sub|grand)-?)?totals?(?:[:.]|(?:of|for).{0,40})?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
TEXTS_LOOKED_AT = 5
"""So many texts of a row from the left may say what it is."""


def is_total(row: Sequence[Cell]) -> bool:
    """Whether one of the first texts of a row is a word for a total."""
    texts = [cell for cell in row if type(cell) is str and cell][:TEXTS_LOOKED_AT]
    return any(TOTAL.fullmatch(_SPACES.sub("", unicodedata.normalize("NFKC", text))) for text in texts)
