"""Our own company: letterhead, bank accounts, signatories and how papers are numbered."""

from __future__ import annotations

from models import company
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.standing_form import StandingForm
from ui.workspace import Workspace

SPEC = ListPageSpec(
    name="company",
    new=N_("Our company"),
    listing=company.LISTING,
    draft=company.CompanyDraft,
    draft_of=company.draft_of,
    save=Verb(company.RECORD, company.record),
    form=FormSpec(
        company.CompanyDraft,
        check=company.check,
        grids={"accounts": GridSpec(rows=3, widths={"number": 24, "bank": 24, "holder": 24})},
    ),
)


class CompanyPage(StandingForm):
    """There is one company, so its form is the page."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, SPEC, company.profile)
