"""A file of evidence in its form: its title, where the paper original is, who borrowed it."""

from __future__ import annotations

from models import evidence
from models.evidence import EvidenceDraft
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.list_spec import ListPageSpec, Verb

SPEC = ListPageSpec(
    name="evidence",
    listing=evidence.LISTING,
    draft=EvidenceDraft,
    draft_of=evidence.draft_of,
    save=Verb(evidence.RECORD, evidence.record),
    form=FormSpec(
        EvidenceDraft, check=evidence.check, grids={"loans": GridSpec(widths={"borrower": 14, "remark": 30}, rows=3)}
    ),
    void=Verb(evidence.VOIDED, evidence.void),
)
