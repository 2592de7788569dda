"""Deadlines: what lapses when, by nearness with one click, and the paper behind each day with another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from models import deadlines
from models.deadlines import LEVELS, behind, captions
from models.deadlines.behind import FILE, PAPER, Behind
from models.deadlines.record import LATER, PASSED, STANDS, Deadline
from models.language import N_, _, text
from models.legal_facts import LegalFactDraft
from models.store.listing import Condition
from ui.icons import Icon
from ui.pages.legal_facts import SPEC as FACTS
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action
from ui.pages.quick_filters import Quick
from ui.pages.receivables_side import Side, words
from ui.pages.trace import PAGES_OF
from ui.pages.trace_card import Link
from ui.workspace import Workspace

ALL = N_("All")
FILTERS = (
    Quick(ALL, ()),
    *(Quick(LEVELS[level], (Condition("level", "is", level),)) for level in ("7", "30", "90", LATER, STANDS, PASSED)),
)


def open_behind(workspace: Workspace, key: str) -> None:
    """Show the paper the day runs from: the fact that restarted it, else the document that is owed."""
    workspace.ask(partial(_papers, key, workspace.as_of), partial(_go, workspace))


def _papers(key: str, as_of: date, session: Any) -> tuple[Deadline, list[Behind]] | None:
    one = behind.found(session, key, as_of)
    return None if one is None else (one, behind.papers(session, one, as_of))


def _go(workspace: Workspace, found: tuple[Deadline, list[Behind]] | None) -> None:
    if found is None:
        workspace.tell(_("This deadline is gone: something was recorded meanwhile."))
        return
    first = found[1][0]
    workspace.go(PAGES_OF[first.noun], first.record)


class PapersBehind(Side):
    """Each paper behind the day of a row is one click away."""

    question = staticmethod(_papers)

    def hint(self) -> str:
        return _("Choose a row to see the papers its day runs from.")

    def fill(self, column: QVBoxLayout, found: tuple[Deadline, list[Behind]]) -> None:
        one, made = found
        column.addWidget(words(text(captions()[one.clock]), "", "heading"))
        column.addWidget(words(one.because.text(), "muted"))
        if one.note.message:
            column.addWidget(words(one.note.text(), "warning"))
        column.addWidget(words(_("Papers behind it"), "", "heading"))
        for paper in made:
            column.addWidget(words(text(paper.what), "muted", "small"))
            name = paper.name if paper.day is None else f"{paper.name}　{paper.day}"
            link = self.link(Link(name, PAGES_OF[paper.noun], paper.record), f"{name} ›")
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if not any(paper.noun in (PAPER, FILE) for paper in made):
            column.addWidget(words(_("No scan and no issued paper is linked to it yet."), "warning"))


OPEN = Action(N_("Paper behind it"), open_behind, Icon.FILE_TEXT)
SPEC = replace(
    FACTS, name="deadlines", listing=deadlines.LISTING, void=None, actions=(OPEN,), quick=FILTERS, preview=PapersBehind
)


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
    found = behind.found(session, key, as_of) if key else None
    if found is not None:
        scope = {"party": found.subject.party_id, "contract": found.subject.contract_id}
    assert FACTS.blank is not None
    draft: LegalFactDraft = FACTS.blank(session, scope, as_of)
    return draft
