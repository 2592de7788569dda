"""Payment applications and certificates (验工计价): what was claimed, what the owner signed, what is due from it."""

from __future__ import annotations

from models.certificates.as_signed import advance_advice, as_kept
from models.certificates.background import background, next_period
from models.certificates.checks import check, check_against, check_due
from models.certificates.correcting import CORRECT, correct
from models.certificates.draft import (
    ADDITIONS,
    ADJUSTMENTS,
    DEDUCTIONS,
    KINDS,
    LINE_KINDS,
    AdjustmentDraft,
    Background,
    CertificateDraft,
    IndexDraft,
    LineDraft,
    MaterialPriceDraft,
    SupplyDraft,
)
from models.certificates.keeping import draft_of
from models.certificates.listing import LISTING
from models.certificates.measuring import adjustments_of, as_claimed, assessed, break_of, claimed_of, value_of
from models.certificates.record import Adjustment, CertificateLine, PaymentCertificate
from models.certificates.usecases import (
    CERTIFY,
    RECORD,
    REVIEW,
    STAGES,
    SUBMIT,
    VOID,
    ReviewDraft,
    certify,
    is_unaltered,
    numbered,
    record,
    review,
    void,
)

__all__ = [
    "ADDITIONS",
    "ADJUSTMENTS",
    "CERTIFY",
    "CORRECT",
    "DEDUCTIONS",
    "KINDS",
    "LINE_KINDS",
    "LISTING",
    "RECORD",
    "REVIEW",
    "STAGES",
    "SUBMIT",
    "VOID",
    "Adjustment",
    "AdjustmentDraft",
    "Background",
    "CertificateDraft",
    "CertificateLine",
    "IndexDraft",
    "LineDraft",
    "MaterialPriceDraft",
    "PaymentCertificate",
    "ReviewDraft",
    "SupplyDraft",
    "adjustments_of",
    "advance_advice",
    "as_claimed",
    "as_kept",
    "assessed",
    "background",
    "break_of",
    "certify",
    "check",
    "check_against",
    "check_due",
    "claimed_of",
    "correct",
    "draft_of",
    "is_unaltered",
    "next_period",
    "numbered",
    "record",
    "review",
    "value_of",
    "void",
]  # fmt: skip
