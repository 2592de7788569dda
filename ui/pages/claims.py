"""Claims: their list, their form with stages and time limits, and the next stage in one gesture."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import claims, contract_standing
from models.claims import ClaimDraft, NextStepDraft, StepDraft
from models.language import N_, text
from models.problems import Refused
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.correcting import Correcting
from ui.pages.form_box import FormBox
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.window_below import window_below
from ui.workspace import Workspace

NEXT = N_("Next stage…")
_EVENT = tuple("contract number name cause clause happened_on discovered_on ended_on story evidence".split())
_STEPS = GridSpec(totals=(), widths={"stage": 14, "amount": 15, "days": 9, "by": 18, "remark": 26}, rows=4)
_LIMITS = GridSpec(
    fixed=True, rows=3,
    widths={"window": 24, "starts_on": 12, "last_on": 12, "rolled_on": 14, "done_on": 12, "left": 9, "late": 9},
)  # fmt: skip
FORM = FormSpec(
    ClaimDraft,
    (
        Section("", _EVENT),
        Section("", ("steps",)),
        Section("", ("windows",)),
        Section(N_("Payment"), ("payment", "pay_days", "certified", "remark")),
    ),
    check=claims.check,
    idle=claims.idle,
    grids={"steps": _STEPS, "windows": _LIMITS},
)
_NEXT = FormSpec(NextStepDraft, (Section("", tuple("stage on amount days by remark".split())),))


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> ClaimDraft:
    """Nothing is usual about the day of an event: it is left to the person."""
    return claims.with_book(session, ClaimDraft(contract=scope.get("contract", "")))


def _limits(session: Any, draft: ClaimDraft) -> dict[str, Any]:
    """The time limits follow every day that is typed."""
    return {"windows": claims.with_book(session, draft).windows}


def _ask_next(workspace: Workspace, key: str) -> None:
    workspace.ask(partial(_next, key), partial(_show_box, workspace))


def _next(key: str, session: Any) -> tuple[ClaimDraft, NextStepDraft]:
    draft = claims.draft_of(session, key)
    if claims.is_fixed(session, key):
        raise Refused(N_("Claim {number} is agreed: no stage follows."), number=draft.number)
    return draft, claims.next_draft(session, key)


def _show_box(workspace: Workspace, found: tuple[ClaimDraft, NextStepDraft]) -> None:
    claim, draft = found
    form = Form(_NEXT, draft)
    verb = text(N_("Note this stage"))

    def act(reached: StepDraft, done: Any, failed: Any) -> None:
        workspace.act(claims.STEP, claims.step, reached, done, failed)

    def advise(reached: NextStepDraft, deliver: Any) -> None:
        workspace.ask(partial(_advice, reached), deliver)

    FormBox(f"{claim.number} {claim.name}", form, verb, act, window_below(), advise).start()


def _advice(draft: NextStepDraft, session: Any) -> list[Any]:
    return [problem for problem in claims.check_step(session, draft) if problem.advice] if draft.on else []


_PICKS = {"contracts": contract_standing.LISTING}
CORRECTING = Correcting(FORM, claims.CORRECT, claims.correct, claims.as_agreed, _PICKS)
SPEC = ListPageSpec(
    name="claims",
    new=N_("New claim"),
    listing=claims.LISTING,
    draft=ClaimDraft,
    draft_of=claims.draft_of,
    save=Verb(claims.RECORD, claims.record),
    form=FORM,
    void=Verb(claims.VOIDED, claims.void),
    blank=_blank,
    fills=dict.fromkeys(("contract", "happened_on", "discovered_on", "ended_on", "steps"), _limits),
    picks=_PICKS,
    actions=(Action(NEXT, _ask_next, Icon.SEND), CORRECTING.action),
    is_fixed=claims.is_fixed,
)
