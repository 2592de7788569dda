"""Letters in and out: their list and their form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contract_standing, correspondence
from models.correspondence import LetterDraft
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> LetterDraft:
    return LetterDraft(contract=scope.get("contract", ""), party=scope.get("party", ""), dated_on=as_of)


SPEC = ListPageSpec(
    name="correspondence",
    new=N_("Register a letter"),
    listing=correspondence.LISTING,
    draft=LetterDraft,
    draft_of=correspondence.draft_of,
    save=Verb(correspondence.RECORD, correspondence.record),
    form=FormSpec(LetterDraft, check=correspondence.check),
    void=Verb(correspondence.VOIDED, correspondence.void),
    blank=_blank,
    picks={"contracts": contract_standing.LISTING},
)
