"""Deposits and guarantees: their list and their form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import contract_standing, deposits
from models.deposits import DepositDraft
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.pages.list_spec import ListPageSpec, Verb


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> DepositDraft:
    return deposits.with_book(session, DepositDraft(contract=scope.get("contract", ""), paid_on=as_of))


def _known(session: Any, draft: DepositDraft) -> dict[str, Any]:
    """What the limits of the law are held against."""
    found = deposits.with_book(session, draft)
    return {"price": found.price, "retention_held": found.retention_held}


SPEC = ListPageSpec(
    name="deposits",
    new=N_("New deposit or guarantee"),
    listing=deposits.LISTING,
    draft=DepositDraft,
    draft_of=deposits.draft_of,
    save=Verb(deposits.RECORD, deposits.record),
    form=FormSpec(
        DepositDraft,
        check=deposits.check,
        idle=deposits.idle,
        grids={"deductions": GridSpec(totals=("amount",), widths={"reason": 36, "amount": 15}, rows=3)},
    ),
    void=Verb(deposits.VOIDED, deposits.void),
    blank=_blank,
    fills={"contract": _known, "paid_on": _known},
    picks={"contracts": contract_standing.LISTING},
)
