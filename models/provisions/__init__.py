"""Bad-debt provision: the company's own rates by debtor group and age, and contracts looked at by themselves."""

from __future__ import annotations

from models.provisions.calculation import WITHOUT_A_DAY, Provided, bands_on, provided, rates_on, without_a_day
from models.provisions.draft import (
    CAPTIONS,
    GROUPS,
    KINDS,
    OTHERS,
    IndividualDraft,
    MonthRateDraft,
    PastDueRateDraft,
    ProvisionMatrixDraft,
    ProvisionRateDraft,
    captions_of,
    check,
    check_individual,
    lines_of,
)
from models.provisions.individual import SINGLE_OUT
from models.provisions.individual import draft_of as individual_of
from models.provisions.individual import record as single_out
from models.provisions.listing import INDIVIDUALS, LISTING
from models.provisions.record import (
    BANDS,
    PAST_DUE,
    IndividualProvision,
    MonthRate,
    PastDueRate,
    ProvisionMatrix,
    ProvisionRate,
)
from models.provisions.usecases import RECORD, draft_of, record

__all__ = [
    "BANDS", "CAPTIONS", "GROUPS", "INDIVIDUALS", "KINDS", "LISTING", "OTHERS", "PAST_DUE", "RECORD", "SINGLE_OUT",
    "WITHOUT_A_DAY",
    "IndividualDraft", "IndividualProvision", "MonthRate", "MonthRateDraft", "PastDueRate", "PastDueRateDraft",
    "Provided", "ProvisionMatrix", "ProvisionMatrixDraft", "ProvisionRate", "ProvisionRateDraft", "bands_on",
    "captions_of", "check", "check_individual",
    "draft_of", "individual_of", "lines_of", "provided", "rates_on", "record", "single_out",
    "without_a_day",
]  # fmt: skip
