"""Bad-debt provision: the company's rates by age, and contracts provided for by themselves; their lists and forms."""

from __future__ import annotations

from models import provisions
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.list_spec import ListPageSpec, Verb

RATES = ListPageSpec(
    name="provisions",
    new=N_("New provision rates"),
    listing=provisions.LISTING,
    draft=provisions.ProvisionMatrixDraft,
    draft_of=provisions.draft_of,
    save=Verb(provisions.RECORD, provisions.record),
    form=FormSpec(
        provisions.ProvisionMatrixDraft, check=provisions.check, grids={"rates": GridSpec(widths={"nature": 20})}
    ),
)
INDIVIDUALS = ListPageSpec(
    name="individual_provisions",
    new=N_("Provide for one contract"),
    listing=provisions.INDIVIDUALS,
    draft=provisions.IndividualDraft,
    draft_of=provisions.individual_of,
    save=Verb(provisions.SINGLE_OUT, provisions.single_out),
    form=FormSpec(provisions.IndividualDraft, check=provisions.check_individual),
)
