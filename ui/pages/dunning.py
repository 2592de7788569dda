"""Letters due: every debtor with what is overdue, the last letter and the next; one or all of them are written here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from models import follow_ups, letters
from models.language import N_, _, ngettext
from models.letters.dunning import STATES
from models.store.listing import Condition
from ui.icons import Icon
from ui.pages import paper_batch
from ui.pages.follow_ups import ask_follow_up
from ui.pages.letters import NAME
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.paper_batch import Batch
from ui.pages.papers_page import PARTY
from ui.pages.quick_filters import Quick
from ui.pages.save_box import ask_folder
from ui.pages.window_below import window_below
from ui.workspace import Workspace

MOST = 500
FILTERS = (
    Quick(N_("All"), ()),
    *(Quick(caption, (Condition("state", "is", name),)) for name, caption in STATES.items()),
)


def party_of(key: str) -> str:
    return key.partition("/")[0]


def write_next(workspace: Workspace, key: str) -> None:
    """Begin the letter that is due next, its very PDF beside the questions."""
    workspace.go(NAME, PARTY + party_of(key))


def write_all(workspace: Workspace, *keys: str) -> None:
    """Issue the letter due next to each of these debtors, one file each and one to print."""
    parent = window_below()
    ask_folder(workspace.state, parent, _("Folder for the letters"), partial(_issue_into, workspace, keys))


def _issue_into(workspace: Workspace, keys: tuple[str, ...], folder: Path) -> None:
    book = workspace.book
    assert book is not None
    parties = list(dict.fromkeys(map(party_of, keys)))
    work = partial(paper_batch.letters_due, book, parties, workspace.as_of, folder)
    workspace.run(work, _("Writing letters"), partial(_told, workspace))


def _told(workspace: Workspace, made: Batch) -> None:
    workspace.tell(told_of(made))


def told_of(made: Batch) -> str:
    """How many were issued, what to print, how many were not because it was stopped, who was left out and why."""
    told = ngettext("{count} paper issued", "{count} papers issued", made.count).format(count=made.count)
    if made.file is not None:
        told += " · " + _("to print: {name}").format(name=made.file.name)
    if made.left is not None:
        told += " · " + _("stopped: {count} not issued").format(count=made.left)
    if made.refused:
        told += " · " + _("left out: {names}").format(names="；".join(made.refused))
    return told


SPEC = ListPageSpec(
    name="dunning",
    listing=letters.DUE,
    draft=follow_ups.FollowUpDraft,
    draft_of=follow_ups.draft_of,
    save=Verb(follow_ups.RECORD, follow_ups.record),
    actions=(
        Action(N_("Write the next letter"), write_next, Icon.SEND),
        Action(N_("Issue all selected…"), write_all, Icon.MAIL, MOST),
        Action(N_("Follow-up…"), ask_follow_up, Icon.CLIPBOARD),
    ),
    quick=FILTERS,
)


class DunningPage(ListPage):
    """Enter writes the next letter."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, SPEC, scope)

    def show_record(self, key: str) -> None:
        write_next(self.workspace, key)

    def show_history(self, key: str) -> None:
        self.workspace.go("parties", party_of(key))
