"""Follow-up: visits, calls and promises; a short box enters one from any debtor or contract with one key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from models import contract_standing, follow_ups
from models.contracts import Contract
from models.follow_ups import FollowUpDraft
from models.language import N_, text
from models.parties import Party
from ui.forms.form import Form
from ui.forms.spec import FormSpec, Section
from ui.icons import Icon
from ui.pages.form_box import FormBox
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.window_below import window_below
from ui.workspace import Workspace

TITLE = N_("Follow-up…")
QUICK = ("kind", "said", "promised", "promised_on", "next_step", "next_on", "counterpart", "happened_on")
KEY = "F8"


def ask_follow_up(workspace: Workspace, key: str, *, of: str = "party") -> None:
    """Ask what was said with this debtor, or under this contract, with the cursor in the first entry."""
    scope = {of: key.partition("/")[0]}
    workspace.ask(partial(_begun, scope, workspace.as_of), partial(_show_box, workspace))


def _begun(scope: Mapping[str, str], as_of: date, session: Any) -> tuple[str, FollowUpDraft]:
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract:
        row = session.get_one(Contract, contract)
        party = row.owner_id
    draft = FollowUpDraft(party=party, contract=contract, happened_on=as_of)
    return session.get_one(Party, party).name, draft


def _show_box(workspace: Workspace, found: tuple[str, FollowUpDraft]) -> None:
    name, draft = found
    form = Form(FormSpec(FollowUpDraft, (Section("", QUICK),), follow_ups.check, idle=follow_ups.idle), draft)

    def act(said: FollowUpDraft, done: Any, failed: Any) -> None:
        workspace.act(follow_ups.RECORD, follow_ups.record, said, done, failed)

    verb = text(N_("Keep"))
    FormBox(f"{text(TITLE).rstrip('…')}　{name}", form, verb, act, window_below()).start()


def _done(workspace: Workspace, key: str) -> None:
    workspace.act(follow_ups.DONE, partial(_done_on, key), workspace.as_of)


def _done_on(key: str, session: Any, day: date) -> Any:
    return follow_ups.done(session, key, day)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> FollowUpDraft:
    return FollowUpDraft(party=scope.get("party", ""), contract=scope.get("contract", ""), happened_on=as_of)


SPEC = ListPageSpec(
    name="follow_ups",
    new=N_("New follow-up"),
    listing=follow_ups.LISTING,
    draft=FollowUpDraft,
    draft_of=follow_ups.draft_of,
    save=Verb(follow_ups.RECORD, follow_ups.record),
    form=FormSpec(FollowUpDraft, check=follow_ups.check, idle=follow_ups.idle),
    void=Verb(follow_ups.VOIDED, follow_ups.void),
    blank=_blank,
    picks={"contracts": contract_standing.LISTING},
    actions=(Action(N_("Next step done"), _done, Icon.CHECK),),
)
OF_PARTY = Action(TITLE, ask_follow_up, Icon.CLIPBOARD, key=KEY, button=False)
OF_CONTRACT = Action(TITLE, partial(ask_follow_up, of="contract"), Icon.CLIPBOARD, key=KEY, button=False)
