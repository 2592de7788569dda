"""Consumption (材料机械消耗): what the works used, against what the certified quantities allow."""

from __future__ import annotations

from models.consumption.draft import KINDS, OWNERS, ConsumptionDraft, ConsumptionLineDraft, check
from models.consumption.listing import LISTING, MATCHING
from models.consumption.proposal import supplies
from models.consumption.record import Consumption, ConsumptionLine
from models.consumption.usecases import RECORD, VOIDED, begun, draft_of, record, void

__all__ = [
    "KINDS", "LISTING", "MATCHING", "OWNERS", "RECORD", "VOIDED", "Consumption", "ConsumptionDraft", "ConsumptionLine",
    "ConsumptionLineDraft", "begun", "check", "draft_of", "record", "supplies", "void",
]  # fmt: skip
