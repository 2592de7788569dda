"""Disputed items: their list and their form, and what asks to be recorded as disputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contract_standing, disputes
from models.disputes import DisputeDraft
from models.language import N_
from ui.forms.spec import FormSpec, Section
from ui.pages.list_spec import ListPageSpec, Verb

_WHAT = tuple("contract number subject about document name amount undisputed clause person ours theirs".split())
_END = tuple("opened_on closed_on outcome settled remark".split())
FORM = FormSpec(DisputeDraft, (Section("", _WHAT), Section(N_("From beginning to end"), _END)), check=disputes.check)
_PICKS = {"contracts": contract_standing.LISTING, "disputable": disputes.DISPUTABLE}
_SAVE = Verb(disputes.RECORD, disputes.record)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> DisputeDraft:
    return DisputeDraft(contract=scope.get("contract", ""), opened_on=as_of)


def _known(session: Any, draft: DisputeDraft) -> Mapping[str, Any]:
    """What is picked says what it is about, how much it is and what the other side says; what was typed stays."""
    found = disputes.subject_of(session, draft.subject)
    if found is None:
        return {}
    decided = ("contract", "about", "document")
    known = disputes.known_of(found)
    return {name: value for name, value in known.items() if name in decided or not getattr(draft, name)}


SPEC = ListPageSpec(
    name="disputes",
    new=N_("New disputed item"),
    listing=disputes.LISTING,
    draft=DisputeDraft,
    draft_of=disputes.draft_of,
    save=_SAVE,
    form=FORM,
    void=Verb(disputes.VOIDED, disputes.void),
    blank=_blank,
    fills={"subject": _known},
    picks=_PICKS,
)

PROPOSED = ListPageSpec(
    name="dispute_proposals",
    listing=disputes.PROPOSED,
    draft=DisputeDraft,
    draft_of=disputes.proposed,
    save=_SAVE,
    form=FORM,
    picks=_PICKS,
)
"""Opening a row begins the disputed item; saved, the row is gone from here."""
