"""Deposits and guarantees: their list and their form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import contract_standing, deposits
from models.deposits import DepositDraft
from models.language import N_, text
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.asking import LARGE, ask_with
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.workspace import Workspace


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> DepositDraft:
    return deposits.with_book(session, DepositDraft(contract=scope.get("contract", ""), paid_on=as_of))


def _known(session: Any, draft: DepositDraft) -> dict[str, Any]:
    """What the limits of the law are held against."""
    found = deposits.with_book(session, draft)
    return {name: getattr(found, name) for name in ("price", "beside", "retention_held", "withheld")}


FORM = FormSpec(
    DepositDraft,
    check=deposits.check,
    idle=deposits.idle,
    grids={"deductions": GridSpec(totals=("amount",), widths={"reason": 36, "amount": 15}, rows=3)},
)
CORRECT_TITLE = N_("Correct…")


def _correct(workspace: Workspace, key: str) -> None:
    """The deposit as it is, to be changed; the former one is voided in the same Step."""
    workspace.ask(partial(deposits.draft_of, deposit_id=key), partial(_show_box, workspace))


def _show_box(workspace: Workspace, draft: DepositDraft) -> None:
    verb = text(CORRECT_TITLE).rstrip("…")
    how = (deposits.CORRECT, deposits.correct, draft, SPEC.picks, LARGE)
    ask_with(workspace, FORM, f"{verb}　{draft.number}", verb, *how)


SPEC = ListPageSpec(
    name="deposits",
    new=N_("New deposit or guarantee"),
    listing=deposits.LISTING,
    draft=DepositDraft,
    draft_of=deposits.draft_of,
    save=Verb(deposits.RECORD, deposits.record),
    form=FORM,
    void=Verb(deposits.VOIDED, deposits.void),
    blank=_blank,
    fills={"contract": _known, "kind": _known, "paid_on": _known},
    picks={"contracts": contract_standing.LISTING},
    actions=(Action(CORRECT_TITLE, _correct, Icon.ARROW_BACK_UP),),
)
