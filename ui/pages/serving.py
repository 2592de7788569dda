"""How an issued paper reached the debtor: entered from its row; a served demand restarts limitation."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from models import legal_facts
from models.language import N_, text
from models.legal_facts import LegalFactDraft
from models.papers import IssuedPaper
from ui.forms.form import Form
from ui.forms.spec import FormSpec, Section
from ui.icons import Icon
from ui.pages.form_box import FormBox
from ui.pages.list_spec import Action
from ui.pages.window_below import window_below
from ui.workspace import Workspace

TITLE = N_("Service…")


def ask_service(workspace: Workspace, key: str) -> None:
    """Ask how and when the paper was sent and whether it arrived; an attempt the book knows is completed."""
    workspace.ask(partial(_begun, key, workspace.as_of), partial(_show_box, workspace))


def _begun(key: str, as_of: Any, session: Any) -> tuple[str, LegalFactDraft]:
    paper = session.get_one(IssuedPaper, key)
    return paper.number, legal_facts.attempt(session, paper, as_of)


def _show_box(workspace: Workspace, found: tuple[str, LegalFactDraft]) -> None:
    number, draft = found
    form = Form(
        FormSpec(LegalFactDraft, (Section("", legal_facts.SERVICE),), legal_facts.check, idle=legal_facts.idle), draft
    )

    def act(served: LegalFactDraft, done: Any, failed: Any) -> None:
        whole = replace(served, kind=draft.kind, paper=draft.paper, party=draft.party, contract=draft.contract)
        workspace.act(legal_facts.RECORD, partial(_served, draft, workspace.as_of), whole, done, failed)

    verb = text(TITLE).rstrip("…")
    FormBox(f"{verb}　{number}", form, verb, act, window_below()).start()


def _served(begun: LegalFactDraft, as_of: Any, session: Any, typed: LegalFactDraft) -> Any:
    return legal_facts.serve(session, begun, typed, as_of)


SERVE = Action(TITLE, ask_service, Icon.SEND, key="F7")
