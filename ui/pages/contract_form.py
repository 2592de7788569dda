"""The form of a contract: what was agreed, when things happened, the payment terms, who answers for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from models import contract_standing, contracts
from models.contracts.draft import TermsDraft
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages import interest
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.statements import OF_CONTRACT

_WHAT = tuple("number kind name project owner payer role price currency provisional".split())
_WHEN = tuple(
    "signed_on start_on completion_on completed_on accepted_on handed_over_on submitted_on settled_on "
    "defects_months".split()
)
TERMS = tuple(
    "vat_method vat_rate advance recovery_rule recovery_rate recovery_base "
    "retention_rate retention_base retention_cap minimum".split()
)
GRIDS = {
    "milestones": GridSpec(rows=4, widths={"event": 28}),
    "releases": GridSpec(rows=2, widths={"event": 28}),
}


def idle_terms(draft: TermsDraft) -> Collection[str]:
    """Without an advance nothing is asked of its recovery; without retention nothing of its base."""
    idle: set[str] = set()
    if not draft.advance:
        idle |= {"recovery_rule", "recovery_rate", "recovery_base"}
    elif draft.recovery_rule != "percentage":
        idle |= {"recovery_rate", "recovery_base"}
    if not draft.retention_rate:
        idle |= {"retention_base", "retention_cap"}
    return idle


FORM = FormSpec(
    contracts.ContractDraft,
    (
        Section("", _WHAT),
        Section(N_("Dates"), _WHEN),
        Section(N_("Payment terms"), TERMS),
        Section("", ("milestones",)),
        Section("", ("releases",)),
        Section(N_("Responsibility"), ("handler", "approval_number", "remark")),
    ),
    check=contracts.check,
    idle=idle_terms,
    grids=GRIDS,
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> contracts.ContractDraft:
    """With an owner or a project as scope these are filled in."""
    return contracts.ContractDraft(owner=scope.get("party", ""), project=scope.get("project", ""))


SPEC = ListPageSpec(
    name="contracts",
    new=N_("New contract"),
    listing=contract_standing.LISTING,
    draft=contracts.ContractDraft,
    draft_of=contracts.draft_of,
    save=Verb(contracts.RECORD, contracts.record),
    form=FORM,
    blank=_blank,
    actions=(OF_CONTRACT, interest.OF_CONTRACT),
)
