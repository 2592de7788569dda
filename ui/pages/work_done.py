"""Work done: the reports of each period, and the list of what of it is not certified yet (已完工未结算)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import contract_standing, work_done
from models.language import N_
from models.work_done import WorkDoneDraft
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.behind_page import BehindPage
from ui.pages.list_spec import ListPageSpec, Verb

NEW = N_("New work report")
_WIDTHS = {"code": 15, "name": 24, "unit": 6, "contract_quantity": 12, "previous": 12, "certified": 12, "quantity": 12,
           "price": 11, "amount": 14, "remark": 14}  # fmt: skip


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> WorkDoneDraft:
    return work_done.begun(session, scope.get("contract", ""), as_of)


def _opened(session: Any, key: str) -> WorkDoneDraft:
    return work_done.with_bill(session, work_done.draft_of(session, key))


def _lines(session: Any, draft: WorkDoneDraft) -> dict[str, Any]:
    """The bill of the contract that was chosen, with what was done and certified until the day."""
    return {"lines": work_done.with_bill(session, draft).lines}


SPEC = ListPageSpec(
    name="work_done",
    new=NEW,
    listing=work_done.LISTING,
    draft=WorkDoneDraft,
    draft_of=_opened,
    save=Verb(work_done.RECORD, work_done.record),
    form=FormSpec(
        WorkDoneDraft,
        check=work_done.check,
        settle=work_done.worked_out,
        grids={"lines": GridSpec(totals=("amount",), widths=_WIDTHS, frozen=2, rows=8, match=("code", "name"))},
    ),
    void=Verb(work_done.VOIDED, work_done.void),
    blank=_blank,
    fills={"contract": _lines, "done_to": _lines},
    picks={"contracts": contract_standing.LISTING},
)
UnbilledPage = partial(BehindPage, SPEC, work_done.UNBILLED, "work_done")
