"""Final accounts: their list and their form; what is agreed can be corrected or voided, not edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from models import contract_standing, final_accounts
from models.final_accounts import FinalAccountDraft
from models.language import N_, text
from models.problems import Refused
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.asking import LARGE, ask_with
from ui.pages.bookings import book_them
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.workspace import Workspace

CORRECT_TITLE = N_("Correct…")
_WIDTHS = {"level": 16, "reviewer": 26, "amount": 15, "cut": 15, "remark": 18}
FORM = FormSpec(
    FinalAccountDraft,
    (
        Section("", ("contract", "number", "kind", "part", "submitted_on", "amount", "papers")),
        Section("", ("reviews",)),
        Section(
            N_("Agreed amount"),
            (
                "settled_on",
                "settled",
                "signed_by",
                "certified",
                "part_certified",
                "difference",
                "retention_rate",
                "retained",
                "retention",
                "advance_left",
                "payable",
            ),
        ),
        Section(N_("Audit fee on the cut"), ("fee_free", "fee_rate", "fee", "fee_agreed", "remark")),
    ),
    check=final_accounts.check,
    settle=final_accounts.worked_out,
    idle=final_accounts.idle,
    grids={"reviews": GridSpec(widths=_WIDTHS, rows=3)},
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> FinalAccountDraft:
    return final_accounts.with_book(session, FinalAccountDraft(contract=scope.get("contract", ""), submitted_on=as_of))


def _known(session: Any, draft: FinalAccountDraft) -> dict[str, Any]:
    """What the book knows of the contract by the day of the account."""
    found = final_accounts.with_book(session, draft)
    return {name: getattr(found, name) for name in ("certified", "retained", "advance_left", "retention_rate")}


def _correct(workspace: Workspace, key: str) -> None:
    """The account as it is, to be changed; the former one is voided in the same Step."""
    workspace.ask(partial(_as_it_is, key), partial(_show_box, workspace))


def _as_it_is(key: str, session: Any) -> FinalAccountDraft:
    draft = final_accounts.draft_of(session, key)
    if draft.settled_on is None:
        raise Refused(N_("Final account {number} is not agreed yet: open it and change it."), number=draft.number)
    return replace(draft, credits=())


def _show_box(workspace: Workspace, draft: FinalAccountDraft) -> None:
    verb = text(CORRECT_TITLE).rstrip("…")
    how = (final_accounts.CORRECT, final_accounts.correct, draft, SPEC.picks, LARGE)
    ask_with(workspace, FORM, f"{verb}　{draft.number}", verb, *how)


SPEC = ListPageSpec(
    name="final_accounts",
    new=N_("New final account"),
    listing=final_accounts.LISTING,
    draft=FinalAccountDraft,
    draft_of=final_accounts.draft_of,
    save=Verb(final_accounts.RECORD, final_accounts.record),
    form=FORM,
    void=Verb(final_accounts.VOIDED, final_accounts.void),
    blank=_blank,
    fills={"contract": _known, "kind": _known, "settled_on": _known},
    picks={"contracts": contract_standing.LISTING},
    actions=(Action(CORRECT_TITLE, _correct, Icon.ARROW_BACK_UP), book_them("final_accounts")),
    is_fixed=final_accounts.is_fixed,
)
