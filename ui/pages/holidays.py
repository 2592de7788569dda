"""Public holidays announced after the program was published: their list and form."""

from __future__ import annotations

from models import holidays
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="holidays",
    new=N_("New holiday"),
    listing=holidays.LISTING,
    draft=holidays.HolidayDraft,
    draft_of=holidays.draft_of,
    save=Verb(holidays.RECORD, holidays.record),
    form=FormSpec(holidays.HolidayDraft, check=holidays.check),
)
