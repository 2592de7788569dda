"""Deadlines: what lapses when, by nearness with one click, and the paper behind each day with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from models import deadlines
from models.deadlines import LEVELS
from models.deadlines.record import LATER, PASSED, STANDS, Deadline
from models.language import N_, _
from models.legal_facts import LegalFactDraft
from models.store.listing import Condition
from ui.icons import Icon
from ui.pages.legal_facts import SPEC as FACTS
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action
from ui.pages.quick_filters import Quick
from ui.workspace import Workspace

PAGES_OF = {
    "replies": "replies",
    "legal_facts": "legal_facts", "receivables": "receivables", "contracts": "contracts", "variations": "variations",
    "final_accounts": "final_accounts", "deposits": "deposits", "receipts": "receipts",
}  # fmt: skip
"""By noun, the page on which a record is looked at."""
ALL = N_("All")
FILTERS = (
    Quick(ALL, ()),
    *(Quick(LEVELS[level], (Condition("level", "is", level),)) for level in ("7", "30", "90", LATER, STANDS, PASSED)),
)


def open_behind(workspace: Workspace, key: str) -> None:
    """Show the paper the day runs from: the fact that restarted it, else the document that is owed."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_go, workspace))


def _found(key: str, as_of: Any, session: Any) -> Deadline | None:
    return next((one for one in deadlines.deadlines(session, as_of) if one.key == key), None)


def _go(workspace: Workspace, found: Deadline | None) -> None:
    if found is None:
        workspace.tell(_("This deadline is gone: something was recorded meanwhile."))
        return
    noun, record = found.behind[0] if found.behind else (found.subject.noun, found.subject.record)
    workspace.go(PAGES_OF[noun], record)


OPEN = Action(N_("Paper behind it"), open_behind, Icon.FILE_TEXT)
SPEC = replace(FACTS, name="deadlines", listing=deadlines.LISTING, void=None, actions=(OPEN,), quick=FILTERS)


class DeadlinesPage(ListPage):
    """The list of a day; a new entry is a fact that moves one of them, begun for the debtor of the current row."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, SPEC, scope)

    def show_record(self, key: str) -> None:
        open_behind(self.workspace, key)

    def show_history(self, key: str) -> None:
        open_behind(self.workspace, key)

    def begin_record(self) -> None:
        """A fact for the debtor and contract of the current row."""
        key = self.panel.table.current_key()
        self.workspace.ask(partial(_begun, key, dict(self.scope), self.workspace.as_of), self._show_new)

    def duplicate(self, key: str) -> None:
        self.begin_record()

    def _saved(self, key: str, begin_next: bool) -> None:
        self._pop()


def _begun(key: str, scope: dict[str, str], as_of: Any, session: Any) -> LegalFactDraft:
    found = _found(key, as_of, session) if key else None
    if found is not None:
        scope = {"party": found.subject.party_id, "contract": found.subject.contract_id}
    assert FACTS.blank is not None
    draft: LegalFactDraft = FACTS.blank(session, scope, as_of)
    return draft
