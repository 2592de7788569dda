"""The downstream mirror: subcontracts, quantities above and below, and set-offs among three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from models import bill_lines, bills, contract_standing, downstream
from models.downstream import ReversalDraft, SetOffDraft, SubcontractDraft, set_off
from models.language import N_, text
from models.problems import Refused
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.form_box import FormBox
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.window_below import window_below
from ui.workspace import Workspace

_WHAT = tuple("contract number name party price signed_on small pay_when_paid retention_rate wage_share".split())
_SUMS = tuple("whole kept paid by_owner left wages_short remark".split())
_PARTS = ("certified", "payments", "quantities")
_GRIDS = {
    "certified": GridSpec(totals=("amount", "retention", "wages"), widths={"amount": 15, "remark": 26}, rows=3),
    "payments": GridSpec(totals=("amount",), widths={"amount": 15, "remark": 30}, rows=3),
    "quantities": GridSpec(totals=("amount",), widths={"code": 16, "quantity": 14, "amount": 15}, rows=3),
}

SPEC = ListPageSpec(
    name="subcontracts",
    new=N_("New subcontract"),
    listing=downstream.LISTING,
    draft=SubcontractDraft,
    draft_of=downstream.draft_of,
    save=Verb(downstream.RECORD, downstream.record),
    form=FormSpec(
        SubcontractDraft,
        (Section("", _WHAT), *(Section("", (name,)) for name in _PARTS), Section(N_("Where it stands"), _SUMS)),
        check=downstream.check,
        settle=downstream.worked_out,
        grids=_GRIDS,
    ),
    void=Verb(downstream.VOIDED, downstream.void),
    picks={"contracts": contract_standing.LISTING},
)

COMPARISON = ListPageSpec(
    name="quantity_comparison",
    listing=downstream.COMPARISON,
    draft=bill_lines.BillLineDraft,
    draft_of=bill_lines.draft_of,
    save=Verb(bills.RECORD, bill_lines.record),
    form=FormSpec(bill_lines.BillLineDraft, check=bill_lines.check),
    picks={"contracts": contract_standing.LISTING},
    is_fixed=lambda _session, _key: True,
)
"""A row opens the bill line it is about, to be read."""


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> SetOffDraft:
    return SetOffDraft(signed_on=None, effective_on=as_of)


def _is_kept(_session: Any, key: str) -> bool:
    return bool(key)


def _ask_reversal(workspace: Workspace, key: str) -> None:
    workspace.ask(partial(_standing, key), partial(_show_box, workspace))


def _standing(key: str, session: Any) -> SetOffDraft:
    draft = set_off.draft_of(session, key)
    if draft.reversed_on:
        raise Refused(N_("Set-off {number} was undone already."), number=draft.number)
    return draft


def _show_box(workspace: Workspace, draft: SetOffDraft) -> None:
    form = Form(FormSpec(ReversalDraft, (Section("", ("on", "reason")),)), ReversalDraft(draft.id))
    verb = text(N_("Undo this set-off"))

    def act(asked: ReversalDraft, done: Any, failed: Any) -> None:
        workspace.act(downstream.REVERSE, set_off.reverse, replace(asked, set_off=draft.id), done, failed)

    FormBox(f"{verb}　{draft.number}", form, verb, act, window_below()).start()


SET_OFFS = ListPageSpec(
    name="set_offs",
    new=N_("New set-off"),
    listing=downstream.SET_OFFS,
    draft=SetOffDraft,
    advise=set_off.advise,
    draft_of=set_off.draft_of,
    save=Verb(downstream.RECORD_SET_OFF, set_off.record),
    form=FormSpec(
        SetOffDraft,
        (
            Section("", tuple("subcontract number signed_on effective_on amount paper".split())),
            Section("", ("lines",)),
            Section("", ("reversed_on", "reason")),
        ),
        check=downstream.check_set_off,
        idle=lambda draft: () if draft.reversed_on else ("reversed_on", "reason"),
        grids={"lines": GridSpec(totals=("amount",), widths={"receivable": 40, "amount": 16}, rows=3)},
    ),
    void=Verb(downstream.VOID_SET_OFF, set_off.void),
    blank=_blank,
    actions=(Action(N_("Undo it…"), _ask_reversal, Icon.ARROW_BACK_UP),),
    is_fixed=_is_kept,
)
