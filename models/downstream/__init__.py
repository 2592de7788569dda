"""The downstream mirror (对下计价): what we certify and pay below, to compare and set off, never netted by itself."""

from __future__ import annotations

from models.downstream.comparing import LESS, MORE, SAME
from models.downstream.comparing import LISTING as COMPARISON
from models.downstream.draft import (
    PAY_WHEN_PAID,
    SetOffDraft,
    SetOffLineDraft,
    SubCertificateDraft,
    SubcontractDraft,
    SubPaymentDraft,
    SubQuantityDraft,
    check,
    worked_out,
)
from models.downstream.listing import LISTING, SET_OFFS
from models.downstream.record import SetOff, Subcontract
from models.downstream.set_off import (
    RECORD_SET_OFF,
    REVERSE,
    VOID_SET_OFF,
    ReversalDraft,
)
from models.downstream.set_off import check as check_set_off
from models.downstream.usecases import RECORD, VOIDED, draft_of, record, void

__all__ = [
    "COMPARISON", "LESS", "LISTING", "MORE", "PAY_WHEN_PAID", "RECORD", "RECORD_SET_OFF", "REVERSE", "SAME",
    "SET_OFFS", "VOIDED", "VOID_SET_OFF", "ReversalDraft", "SetOff", "SetOffDraft", "SetOffLineDraft",
    "SubCertificateDraft", "SubPaymentDraft", "SubQuantityDraft", "Subcontract", "SubcontractDraft", "check",
    "check_set_off", "draft_of", "record", "void", "worked_out",
]  # fmt: skip
