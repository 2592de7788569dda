"""Contracts: what was agreed, with whom, on which terms, and what has happened since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.contracts.record import Agreement, Contract, ContractEvent, Milestone, Release, Terms
from models.late import names_of

if TYPE_CHECKING:
    from models.contracts.draft import (
        KINDS,
        LAYOUTS,
        ROLES,
        AgreementDraft,
        ContractDraft,
        SignatureDraft,
        check,
        check_agreement,
        rate_by_law,
    )
    from models.contracts.terms import certificate_terms, claim_terms, retention_owed, tax_terms
    from models.contracts.terms_check import idle_terms
    from models.contracts.terms_draft import (
        RECOVERY_BASES,
        VAT_METHODS,
        FactorDraft,
        FeeDraft,
        KindTermsDraft,
        MilestoneDraft,
        ReleaseDraft,
        TermsDraft,
    )
    from models.contracts.usecases import (
        AGREE,
        RECORD,
        REMOVE,
        agree,
        agreements_of,
        currencies,
        draft_of,
        numbered,
        price_on,
        record,
        remove,
        terms_on,
    )

__all__ = [
    "AGREE",
    "KINDS",
    "LAYOUTS",
    "RECORD",
    "RECOVERY_BASES",
    "REMOVE",
    "ROLES",
    "VAT_METHODS",
    "Agreement",
    "AgreementDraft",
    "Contract",
    "ContractDraft",
    "ContractEvent",
    "FactorDraft",
    "FeeDraft",
    "KindTermsDraft",
    "Milestone",
    "MilestoneDraft",
    "Release",
    "ReleaseDraft",
    "SignatureDraft",
    "Terms",
    "TermsDraft",
    "agree",
    "agreements_of",
    "certificate_terms",
    "check",
    "check_agreement",
    "claim_terms",
    "currencies",
    "draft_of",
    "idle_terms",
    "numbered",
    "price_on",
    "rate_by_law",
    "record",
    "remove",
    "retention_owed",
    "tax_terms",
    "terms_on",
]

__getattr__ = names_of(__name__, "draft", "terms_draft", "terms_check", "terms", "usecases")
