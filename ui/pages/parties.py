"""Parties: owners, other debtors, main contractors; their list and form."""

from __future__ import annotations

from models import parties
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages import follow_ups, interest, letters
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.merge_box import ask_merge
from ui.pages.statements import OF_PARTY

FORM = FormSpec(
    parties.PartyDraft,
    (
        Section("", ("name", "nature", "credit_code", "own", "region", "parent")),
        Section(
            N_("Contact and service"),
            ("contact", "phone", "email", "legal_representative", "address", "agent", "agent_until", "remark"),
        ),
        Section("", ("aliases",)),
        Section("", ("accounts",)),
    ),
    check=parties.check,
    grids={"aliases": GridSpec(rows=2), "accounts": GridSpec(rows=2, widths={"number": 24, "bank": 24, "holder": 24})},
)

SPEC = ListPageSpec(
    name="parties",
    new=N_("New party"),
    listing=parties.LISTING,
    draft=parties.PartyDraft,
    draft_of=parties.draft_of,
    save=Verb(parties.RECORD, parties.record),
    form=FORM,
    void=Verb(parties.REMOVE, parties.remove),
    actions=(
        OF_PARTY,
        letters.OF_PARTY,
        interest.OF_PARTY,
        follow_ups.OF_PARTY,
        Action(N_("Merge…"), ask_merge, Icon.USERS, most=2),
    ),
)
