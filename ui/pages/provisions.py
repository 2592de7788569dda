"""Bad-debt provision: the company's rates by age, and contracts provided for by themselves; their lists and forms."""

from __future__ import annotations

from typing import Any

from models import provisions
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.list_spec import ListPageSpec, Verb


def _blank(_session: Any, _scope: Any, as_of: Any) -> provisions.ProvisionMatrixDraft:
    """From the year that is looked at on, with the line that every set of rates needs."""
    return provisions.ProvisionMatrixDraft(
        valid_from=as_of.replace(month=1, day=1), rates=(provisions.ProvisionRateDraft(),)
    )


RATES = ListPageSpec(
    name="provisions",
    new=N_("New provision rates"),
    listing=provisions.LISTING,
    draft=provisions.ProvisionMatrixDraft,
    draft_of=provisions.draft_of,
    save=Verb(provisions.RECORD, provisions.record),
    blank=_blank,
    form=FormSpec(
        provisions.ProvisionMatrixDraft,
        check=provisions.check,
        grids={name: GridSpec(widths={"nature": 20, "kind": 14}) for name in ("rates", "past_due", "months")},
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
