"""Work done (完成产值): what the works came to in each period, and what of it is not certified yet (已完工未结算)."""

from __future__ import annotations

from models.work_done.draft import WorkDoneDraft, WorkLineDraft, by_lines, check, filled, worked_out
from models.work_done.listing import LISTING, UNBILLED
from models.work_done.record import WorkDone, WorkLine
from models.work_done.unbilled import Unbilled, in_all, unbilled
from models.work_done.usecases import RECORD, VOIDED, begun, draft_of, record, void, with_bill

__all__ = [
    "LISTING", "RECORD", "UNBILLED", "VOIDED", "Unbilled", "WorkDone", "WorkDoneDraft", "WorkLine", "WorkLineDraft",
    "begun", "by_lines", "check", "draft_of", "filled", "in_all", "record", "unbilled", "void", "with_bill",
    "worked_out",
]  # fmt: skip
