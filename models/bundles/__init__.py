"""Bundles of evidence (证据材料): what goes to court, in groups and order, with what each piece is to prove."""

from __future__ import annotations

from models.bundles.draft import GROUPS, BundleDraft, BundleItemDraft, check, grouped
from models.bundles.listing import LISTING
from models.bundles.record import Bundle, BundleItem
from models.bundles.usecases import RECORD, VOIDED, called, draft_of, numbered, proposed, record, void

__all__ = [
    "GROUPS", "LISTING", "RECORD", "VOIDED", "Bundle", "BundleDraft", "BundleItem", "BundleItemDraft", "called",
    "check", "draft_of", "grouped", "numbered", "proposed", "record", "void",
]  # fmt: skip
