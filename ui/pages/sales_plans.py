"""Sales plans with what lies in stock and is not invoiced yet: their list and their form."""

from __future__ import annotations

from models import contract_standing, sales_plans
from models.language import N_
from models.sales_plans import SalesPlanDraft
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="sales_plans",
    new=N_("New sales plan"),
    listing=sales_plans.LISTING,
    draft=SalesPlanDraft,
    draft_of=sales_plans.draft_of,
    save=Verb(sales_plans.RECORD, sales_plans.record),
    form=FormSpec(SalesPlanDraft, check=sales_plans.check),
    void=Verb(sales_plans.VOIDED, sales_plans.void),
    picks={"contracts": contract_standing.LISTING},
)
