"""Bad-debt provision: the company's own rates by debtor group and age, and contracts looked at by themselves."""

from __future__ import annotations

from models.provisions.calculation import Provided, provided
from models.provisions.draft import (
    OTHERS,
    IndividualDraft,
    ProvisionMatrixDraft,
    ProvisionRateDraft,
    check,
    check_individual,
)
from models.provisions.listing import INDIVIDUALS, LISTING
from models.provisions.record import BANDS, IndividualProvision, ProvisionMatrix, ProvisionRate
from models.provisions.usecases import RECORD, SINGLE_OUT, draft_of, individual_of, record, single_out

__all__ = [
    "BANDS", "INDIVIDUALS", "LISTING", "OTHERS", "RECORD", "SINGLE_OUT", "IndividualDraft", "IndividualProvision",
    "Provided", "ProvisionMatrix", "ProvisionMatrixDraft", "ProvisionRate", "ProvisionRateDraft", "check",
    "check_individual",
    "draft_of", "individual_of", "provided", "record", "single_out",
]  # fmt: skip
