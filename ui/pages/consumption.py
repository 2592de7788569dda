"""Consumption: the reports of each period, and the list of what was used beyond what is certified."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import consumption, contract_standing
from models.consumption import ConsumptionDraft
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.behind_page import BehindPage
from ui.pages.list_spec import ListPageSpec, Verb

NEW = N_("New consumption report")
_WIDTHS = {"kind": 11, "name": 20, "unit": 6, "code": 15, "quantity": 12, "returned": 11, "norm": 15, "price": 11,
           "remark": 16}  # fmt: skip


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> ConsumptionDraft:
    return consumption.begun(session, scope.get("contract", ""), as_of)


SPEC = ListPageSpec(
    name="consumption",
    new=NEW,
    listing=consumption.LISTING,
    draft=ConsumptionDraft,
    draft_of=consumption.draft_of,
    save=Verb(consumption.RECORD, consumption.record),
    form=FormSpec(
        ConsumptionDraft, check=consumption.check,
        grids={"lines": GridSpec(widths=_WIDTHS, frozen=2, rows=8, match=("name", "code"))},
    ),
    void=Verb(consumption.VOIDED, consumption.void),
    blank=_blank,
    picks={"contracts": contract_standing.LISTING},
)  # fmt: skip
MatchingPage = partial(BehindPage, SPEC, consumption.MATCHING, "consumption")
