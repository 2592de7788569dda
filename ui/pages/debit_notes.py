"""Debit notes: their list and their form; what is posted can be corrected or voided, not edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contract_standing, debit_notes
from models.debit_notes import DebitNoteDraft
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.correcting import Correcting
from ui.pages.list_spec import ListPageSpec, Verb

_LINES = {"code": 14, "name": 26, "unit": 7, "quantity": 12, "price": 12, "amount": 15}
_INSTALMENTS = {"due_on": 13, "amount": 16, "posted_on": 13, "remark": 30}
FORM = FormSpec(
    DebitNoteDraft,
    check=debit_notes.check,
    idle=debit_notes.idle,
    settle=debit_notes.worked_out,
    grids={
        "lines": GridSpec(totals=("amount",), widths=_LINES, rows=4),
        "instalments": GridSpec(totals=("amount",), widths=_INSTALMENTS, rows=4),
    },
)
_PICKS = {"contracts": contract_standing.LISTING}


def _blank(_session: Any, scope: Mapping[str, str], as_of: Any) -> DebitNoteDraft:
    return DebitNoteDraft(contract=scope.get("contract", ""), charged_on=as_of)


CORRECTING = Correcting(FORM, debit_notes.CORRECT, debit_notes.correct, debit_notes.draft_of, _PICKS)
SPEC = ListPageSpec(
    name="debit_notes",
    new=N_("New debit note"),
    listing=debit_notes.LISTING,
    draft=DebitNoteDraft,
    draft_of=debit_notes.draft_of,
    save=Verb(debit_notes.RECORD, debit_notes.record),
    form=FORM,
    void=Verb(debit_notes.VOIDED, debit_notes.void),
    blank=_blank,
    picks=_PICKS,
    actions=(CORRECTING.action,),
    is_fixed=debit_notes.is_fixed,
)
