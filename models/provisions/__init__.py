"""Bad-debt provision: the company's own rates by debtor group and age, and contracts looked at by themselves."""

from __future__ import annotations

from models.provisions.calculation import Provided, provided, rates_on
from models.provisions.draft import (
    GROUPS,
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
    "BANDS", "GROUPS", "INDIVIDUALS", "LISTING", "OTHERS", "RECORD", "SINGLE_OUT", "IndividualDraft",
    "IndividualProvision",
    "Provided", "ProvisionMatrix", "ProvisionMatrixDraft", "ProvisionRate", "ProvisionRateDraft", "check",
    "check_individual",
    "draft_of", "individual_of", "provided", "rates_on", "record", "single_out",
]  # fmt: skip
