"""Opening balances (期初余额): one sheet a contract, with what was certified, received and still owed at the start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import opening
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages.list_spec import ListPageSpec, Verb

_WIDTHS = {"kind": 12, "document": 20, "amount": 16, "invoice": 16, "person": 12}
FORM = FormSpec(
    opening.OpeningDraft,
    (
        Section("", ("contract", "taken_on")),
        Section(
            N_("Cumulative figures at the start"),
            ("certified", "received", "retention", "advance_paid", "recovered", "remark"),
        ),
        Section("", ("items",)),
    ),
    check=opening.check,
    grids={"items": GridSpec(totals=("amount",), widths=_WIDTHS, rows=6)},
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> opening.OpeningDraft:
    return opening.OpeningDraft(contract=scope.get("contract", ""), taken_on=as_of)


SPEC = ListPageSpec(
    name="opening",
    new=N_("Take on a contract"),
    listing=opening.LISTING,
    draft=opening.OpeningDraft,
    draft_of=opening.draft_of,
    save=Verb(opening.TAKE_ON, opening.take_on),
    form=FORM,
    blank=_blank,
)
