"""Own columns (自定义栏目): what a company wants to know of its records beyond what the program asks."""

from __future__ import annotations

from models.own.columns import DEFINE, MOST, OwnColumnDraft, OwnColumnsDraft, define, draft_of
from models.own.extending import PREFIX, Own, extended_draft, extended_listing, may_own, own_of
from models.own.record import OwnColumn, OwnValue
from models.own.values import FILL, FillDraft, fill, keep, kept, values_of, with_values

__all__ = [
    "DEFINE", "FILL", "MOST", "PREFIX", "FillDraft", "Own", "OwnColumn", "OwnColumnDraft", "OwnColumnsDraft",
    "OwnValue", "define", "draft_of", "extended_draft", "extended_listing", "fill", "keep", "kept", "may_own", "own_of",
    "values_of", "with_values",
]  # fmt: skip
