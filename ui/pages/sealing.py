"""What happens to an issued paper in the house before it goes out: approved, its seal asked for, sealed."""

from __future__ import annotations

from functools import partial
from typing import Any

from models import papers
from models.language import N_, _
from models.papers import COURSE, CourseDraft, IssuedPaper
from models.papers.course import check_course
from models.stages import latest
from ui.forms.spec import FormSpec, Section
from ui.icons import Icon
from ui.pages.asking import ask_with
from ui.pages.list_spec import Action
from ui.workspace import Workspace

TITLE = N_("Approval and seal…")
FORM = FormSpec(CourseDraft, (Section("", ("stage", "on", "by", "seal", "skip")),), check_course, idle=papers.idle)


def ask_stage(workspace: Workspace, key: str) -> None:
    """Ask what was done, when and by whom; the stage that comes next is proposed."""
    workspace.ask(partial(_begun, key, workspace.as_of), partial(_show, workspace))


def _begun(key: str, as_of: Any, session: Any) -> tuple[str, CourseDraft | None]:
    row = session.get_one(IssuedPaper, key)
    still = papers.following(latest(session, key))
    done = [stage for stage in papers.courses(session, as_of).get(key, {}).values() if stage.stage in COURSE]
    seal = next((stage.remark for stage in reversed(done) if stage.remark), "official")
    if not still or not papers.stands(session, key):
        return row.number, None
    recorded = tuple(stage.stage for stage in done)
    return row.number, CourseDraft(key, recorded, still[0], max(as_of, row.issued_on), seal=seal)


def _show(workspace: Workspace, found: tuple[str, CourseDraft | None]) -> None:
    number, draft = found
    if draft is None:
        workspace.tell(
            _("{number} is sealed or withdrawn already: nothing is left to do before it is served.").format(
                number=number
            )
        )
    else:
        title = f"{_(TITLE).rstrip('…')}　{number}"
        ask_with(workspace, FORM, title, _("Keep"), papers.ADVANCE, papers.advance, draft)


SEALING = Action(TITLE, ask_stage, Icon.CHECK, key="F6", button=False)
