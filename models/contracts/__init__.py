"""Contracts: what was agreed, with whom, on which terms, and what has happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.contracts.record import Agreement, Contract, ContractEvent, Milestone, Release, Terms
from models.late import names_of

if TYPE_CHECKING:
    from models.contracts.draft import (
        KINDS,
        RECOVERY_BASES,
        ROLES,
        VAT_METHODS,
        AgreementDraft,
        ContractDraft,
        MilestoneDraft,
        ReleaseDraft,
        check,
        check_agreement,
    )
    from models.contracts.usecases import (
        AGREE,
        RECORD,
        agree,
        agreements_of,
        certificate_terms,
        currencies,
        draft_of,
        numbered,
        price_on,
        record,
        terms_on,
    )

__all__ = [
    "AGREE",
    "KINDS",
    "RECORD",
    "RECOVERY_BASES",
    "ROLES",
    "VAT_METHODS",
    "Agreement",
    "AgreementDraft",
    "Contract",
    "ContractDraft",
    "ContractEvent",
    "Milestone",
    "MilestoneDraft",
    "Release",
    "ReleaseDraft",
    "Terms",
    "agree",
    "agreements_of",
    "certificate_terms",
    "check",
    "check_agreement",
    "currencies",
    "draft_of",
    "numbered",
    "price_on",
    "record",
    "terms_on",
]

__getattr__ = names_of(__name__, "draft", "usecases")
