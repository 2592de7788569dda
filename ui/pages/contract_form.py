"""The form of a contract: what was agreed, when things happened, the payment terms, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from models import contract_standing, contracts
from models.contracts.terms_draft import USUAL_MILESTONES
from models.language import N_, _
from models.rules.captions import percent
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages import follow_ups, interest, letters
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.statements import OF_CONTRACT

_WHAT = tuple(
    "number kind name project owner payer role price currency provisional tender_bond performance_bond".split()
)
_WHEN = tuple(
    "signed_on start_on completion_on completed_on accepted_on handed_over_on submitted_on settled_on "
    "reviewed_on funded_on sued_on defects_months".split()
)
_DUE = ("sme_debtor", "due_rolls")
TERMS = (
    Section(
        N_("Tax and limits"),
        tuple("vat_method vat_rate vat_included minimum wage_share wage_base invoiced_when retention_invoiced".split()),
    ),
    Section(
        N_("Advance payment"),
        tuple(
            "advance recovery_rule recovery_rate recovery_share recovery_start recovery_end recovery_periods "
            "recovery_last recovery_until recovery_base recovery_net second_advance second_rule second_rate "
            "second_share second_start second_end second_periods second_until second_base".split()
        ),
    ),
    Section(
        N_("Retention"),
        tuple("retention_way retention_rate retention_amount retention_base retention_cap retention_limit".split()),
    ),
    Section("", ("milestones",)),
    Section("", ("releases",)),
    Section("", ("kinds",)),
    Section(
        N_("Prices and quantities"),
        tuple("break_share break_beyond break_short materials_rate materials_months price_band fixed_share".split()),
    ),
    Section("", ("factors",)),
    Section("", ("fees",)),
    Section(N_("Interest for late payment"), ("interest_free", "raised_after", "raised_times")),
    Section(
        N_("Claims and delay"),
        tuple(
            "claim_form claim_silence claim_notice claim_report claim_final claim_review claim_answer "
            "damages_day damages_rate damages_cap".split()
        ),
    ),
)
"""The payment terms, those that every contract has first."""

GRIDS = {
    "milestones": GridSpec(rows=4, widths={"event": 28}),
    "releases": GridSpec(rows=2, widths={"event": 28}),
    "kinds": GridSpec(rows=2, widths={"kind": 22}),
    "factors": GridSpec(rows=3, widths={"name": 22}),
    "fees": GridSpec(rows=2, widths={"name": 22, "of": 26}),
    "signatures": GridSpec(rows=3, widths={"party": 22, "people": 60}),
}


def _by_law(draft: contracts.ContractDraft, today: date) -> Mapping[str, str]:
    """The rate of tax that counts while none is entered: it follows method and kind of the contract."""
    rate = percent(contracts.rate_by_law(draft, today))
    return {"vat_rate": _("{rate} by law now; on another day that day's").format(rate=rate)}


FORM = FormSpec(
    contracts.ContractDraft,
    (
        Section("", _WHAT),
        Section(N_("Dates"), _WHEN),
        Section(N_("Payment dates"), _DUE),
        *TERMS,
        Section(N_("Responsibility"), ("handler", "approval_number", "layout", "remark")),
        Section("", ("signatures",)),
    ),
    check=contracts.check,
    idle=contracts.idle_terms,
    empty=_by_law,
    grids=GRIDS,
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> contracts.ContractDraft:
    """With an owner or a project as scope these are filled in; the usual milestones are there to be changed."""
    owner, project = scope.get("party", ""), scope.get("project", "")
    return contracts.ContractDraft(owner=owner, project=project, milestones=USUAL_MILESTONES)


SPEC = ListPageSpec(
    name="contracts",
    new=N_("New contract"),
    listing=contract_standing.LISTING,
    draft=contracts.ContractDraft,
    draft_of=contracts.draft_of,
    save=Verb(contracts.RECORD, contracts.record),
    form=FORM,
    void=Verb(contracts.REMOVE, contracts.remove),
    blank=_blank,
    actions=(OF_CONTRACT, letters.OF_CONTRACT, interest.OF_CONTRACT, follow_ups.OF_CONTRACT),
)
