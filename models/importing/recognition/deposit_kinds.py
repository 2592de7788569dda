"""Which deposit a text speaks of: 投标, 履约, 农民工工资, 质量, 诚信, 审计."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = (
    ("tender", re.compile("投标|竞标|招标|竞价|谈判")),
    ("performance", re.compile("履约|低价风险|差额")),
    ("wage", re.compile("农民工|民工|工资|劳务")),
    ("quality", re.compile("质量|质保|保修")),
    ("integrity", re.compile("诚信|信誉|廉政|诚意")),
    ("audit", re.compile("审计|审减")),
)


def kind_of_deposit(texts: Iterable[str]) -> str:
    """Which deposit the texts speak of, the first that says so; empty when none does."""
    found = (kind for one in texts for kind, words in _KINDS if one and words.search(one))
    return next(found, "")
