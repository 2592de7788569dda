"""Facts for deadlines: their list and their form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contract_standing, legal_facts
from models.language import N_
from models.legal_facts import LegalFactDraft
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> LegalFactDraft:
    """What is usual: a demand that is on its way."""
    return LegalFactDraft(party=scope.get("party", ""), contract=scope.get("contract", ""), sent_on=as_of)


SPEC = ListPageSpec(
    name="legal_facts",
    new=N_("New fact for deadlines"),
    listing=legal_facts.LISTING,
    draft=LegalFactDraft,
    draft_of=legal_facts.draft_of,
    save=Verb(legal_facts.RECORD, legal_facts.record),
    form=FormSpec(LegalFactDraft, check=legal_facts.check, idle=legal_facts.idle),
    advise=legal_facts.advise,
    void=Verb(legal_facts.VOIDED, legal_facts.void),
    blank=_blank,
    picks={"contracts": contract_standing.LISTING},
)
