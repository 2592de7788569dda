"""Lending rates published after the program was: their list and form."""

from __future__ import annotations

from models import lending_rates
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="lending_rates",
    new=N_("New lending rate"),
    listing=lending_rates.LISTING,
    draft=lending_rates.LendingRateDraft,
    draft_of=lending_rates.draft_of,
    save=Verb(lending_rates.RECORD, lending_rates.record),
    form=FormSpec(lending_rates.LendingRateDraft, check=lending_rates.check),
)
