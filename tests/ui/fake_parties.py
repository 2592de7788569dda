"""The real parties as an ordinary page: what a noun's page file looks like."""

from __future__ import annotations

from models import parties
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="parties",
    new=N_("New party"),
    listing=parties.LISTING,
    draft=parties.PartyDraft,
    draft_of=parties.draft_of,
    save=Verb(parties.RECORD, parties.record),
    form=FormSpec(parties.PartyDraft, check=parties.check),
)
