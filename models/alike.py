"""Names that differ only in the width of their signs, in brackets, spaces or capitals are one name to a reader."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, func, or_

WIDE = {chr(narrow + 0xFEE0): chr(narrow) for narrow in (*range(ord("0"), ord("9") + 1), *map(ord, "()-."))}
"""Signs a Chinese keyboard writes wide; letters of names are hardly ever typed so."""


def plain(name: str) -> str:
    """``江北建工（集团）有限公司`` and ``江北建工(集团) 有限公司`` are the same text."""
    return "".join(unicodedata.normalize("NFKC", name).split()).lower()


def alike(column: Any, name: str) -> ColumnElement[bool]:
    """Whether a column holds this name, however its brackets, digits and spaces were typed."""
    held: Any = column
    for wide, narrow in {**WIDE, " ": "", "\u3000": ""}.items():
        held = func.replace(held, wide, narrow)
    return or_(column == name, func.lower(held) == plain(name))
