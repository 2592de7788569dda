"""The calendar of statements: who is due for one, the last he got, and how many of his came back signed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from models import confirmations, parties
from models.confirmations.calendar import TO_DO
from models.language import N_, _
from models.store.listing import Condition
from ui.icons import Icon
from ui.pages import paper_batch
from ui.pages.dunning import party_of, told_of
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.papers_page import PARTY
from ui.pages.quick_filters import Quick
from ui.pages.save_box import ask_folder
from ui.pages.window_below import window_below
from ui.workspace import Workspace

MOST = 500
FILTERS = (
    Quick(N_("All"), ()),
    *(Quick(caption, (Condition("state", "is", name),)) for name, caption in TO_DO.items()),
)


def write_statement(workspace: Workspace, key: str) -> None:
    """Begin the statement of this debtor, its very PDF beside the questions."""
    workspace.go("statements", PARTY + party_of(key))


def issue_selected(workspace: Workspace, *keys: str) -> None:
    """Issue a statement to each of these debtors, up to the day it is due for."""
    parent = window_below()
    ask_folder(workspace.state, parent, _("Folder for the statements"), partial(_issue_into, workspace, keys))


def _issue_into(workspace: Workspace, keys: tuple[str, ...], folder: Path) -> None:
    book = workspace.book
    assert book is not None
    whose = list(dict.fromkeys(map(party_of, keys)))
    work = partial(paper_batch.statements_due, book, whose, workspace.as_of, folder)
    workspace.run(work, _("Issuing papers"), partial(_told, workspace))


def _told(workspace: Workspace, made: paper_batch.Batch) -> None:
    workspace.tell(told_of(made))


SPEC = ListPageSpec(
    name="statement_calendar",
    listing=confirmations.CALENDAR,
    draft=parties.PartyDraft,
    draft_of=parties.draft_of,
    save=Verb(parties.RECORD, parties.record),
    actions=(
        Action(N_("Write the statement"), write_statement, Icon.FILE_TEXT),
        Action(N_("Issue all selected…"), issue_selected, Icon.MAIL, MOST),
    ),
    quick=FILTERS,
)


class StatementCalendarPage(ListPage):
    """Enter writes the statement."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, SPEC, scope)
        self.panel.table.columns.offers_own = False

    def show_record(self, key: str) -> None:
        write_statement(self.workspace, key)

    def show_history(self, key: str) -> None:
        self.workspace.go("parties", party_of(key))
