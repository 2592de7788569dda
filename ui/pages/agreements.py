"""Supplementary agreements: their list and form; a new one begins with the terms that are in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contracts
from models.contracts import agreements
from models.language import N_
from ui.forms.spec import FormSpec, Section
from ui.pages.contract_form import GRIDS, TERMS
from ui.pages.list_spec import ListPageSpec, Verb

FORM = FormSpec(
    contracts.AgreementDraft,
    (
        Section("", ("contract", "number", "signed_on", "valid_from", "price_change", "reason")),
        *TERMS,
    ),
    check=contracts.check_agreement,
    idle=contracts.idle_terms,
    grids=GRIDS,
)


def _in_force(session: Any, draft: contracts.AgreementDraft) -> Mapping[str, Any]:
    """Only a new agreement takes over the terms; those of a kept one were agreed."""
    if draft.id or draft.number or draft.valid_from is None:
        return {}
    return agreements.in_force(session, draft.contract, draft.valid_from)


SPEC = ListPageSpec(
    name="agreements",
    new=N_("New supplementary agreement"),
    listing=agreements.LISTING,
    draft=contracts.AgreementDraft,
    draft_of=agreements.draft_of,
    save=Verb(contracts.AGREE, contracts.agree),
    form=FORM,
    blank=agreements.blank,
    fills={"contract": _in_force},
)
