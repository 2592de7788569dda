"""Confirmation of balances: every statement with what is to be done next, from the seal to the last difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QPushButton

from models import confirmations, papers
from models.confirmations.course import AGAIN, REFUSES, Confirmation
from models.language import N_, _
from models.papers import CourseDraft
from models.store.listing import Condition
from ui import theme
from ui.icons import Icon
from ui.pages import paper_batch
from ui.pages.confirmation_papers import begin_differences, begin_list
from ui.pages.dunning import told_of
from ui.pages.follow_ups import ask_follow_up
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.paper_spec import never
from ui.pages.quick_filters import Quick
from ui.pages.replies import OF_STATEMENT
from ui.pages.save_box import ask_folder
from ui.pages.sealing import SEALING
from ui.pages.serving import SERVE
from ui.pages.statement_batch import ask_statements
from ui.workspace import Workspace

FILTERS = (
    Quick(N_("All"), ()),
    *(
        Quick(caption, (Condition("state", "is", name),))
        for name, caption in confirmations.STATES.items()
        if name not in (AGAIN, REFUSES)  # the few of these are found by a condition
    ),
)
MADE_BEFORE = N_("This statement was made before the book: only its reply can be recorded.")


def paper_of(key: str) -> str:
    """The issued paper of a row; a row of a second currency bears that too."""
    return key.partition("/")[0]


def with_paper(does: Callable[[Workspace, str], object], workspace: Workspace, key: str) -> None:
    """Do something with the paper of a row; one made before the book has none here."""
    workspace.ask(partial(_is_here, paper_of(key)), partial(_with_paper, does, workspace, paper_of(key)))


def _is_here(key: str, session: Any) -> bool:
    return session.get(papers.IssuedPaper, key) is not None


def _with_paper(does: Callable[[Workspace, str], object], workspace: Workspace, key: str, is_here: bool) -> None:
    if is_here:
        does(workspace, key)
    else:
        workspace.tell(_(MADE_BEFORE))


def record_reply(workspace: Workspace, key: str) -> None:
    """Open the reply that came, or begin the one to this statement."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_to_reply, workspace))


def _found(key: str, as_of: Any, session: Any) -> Confirmation | None:
    return next((one for one in confirmations.confirmations(session, as_of) if one.key == key), None)


def _to_reply(workspace: Workspace, found: Confirmation | None) -> None:
    if found is None:
        workspace.tell(_("This statement is gone: it was withdrawn meanwhile."))
    elif found.reply is not None:
        workspace.go("replies", found.reply.id)
    else:
        workspace.go("replies", OF_STATEMENT + found.key)


def new_reply(workspace: Workspace, key: str) -> None:
    """Begin a further reply to this statement: they thought better of it."""
    workspace.go("replies", OF_STATEMENT + key)


def show_paper(workspace: Workspace, key: str) -> None:
    """The statement as it went out."""
    workspace.go("statements", key)


def show_differences(workspace: Workspace, key: str) -> None:
    """The difference table of the reply as a paper."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_show_differences, workspace))


def _show_differences(workspace: Workspace, found: Confirmation | None) -> None:
    if found is None or found.reply is None:
        workspace.tell(_("There is no reply yet: nothing can be compared."))
    else:
        begin_differences(workspace, found.reply.id)


def ask_of_party(workspace: Workspace, key: str) -> None:
    """A call or visit about this statement."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_follow, workspace))


def _follow(workspace: Workspace, found: Confirmation | None) -> None:
    if found is not None:
        ask_follow_up(workspace, found.party_id)


SPEC = ListPageSpec(
    name="confirmations",
    listing=confirmations.CONFIRMATIONS,
    draft=CourseDraft,
    draft_of=never,
    save=Verb(papers.ADVANCE, papers.advance),
    actions=(
        replace(SEALING, run=partial(with_paper, SEALING.run)),
        replace(SERVE, run=partial(with_paper, SERVE.run), button=False),
        Action(N_("Reply…"), record_reply, Icon.MAIL, key="F9"),
        Action(N_("Difference table"), show_differences, Icon.FILE_TYPE_PDF, key="Ctrl+P", button=False),
        Action(N_("A further reply…"), new_reply, Icon.MAIL, button=False),
        Action(N_("The statement as it went out"), partial(with_paper, show_paper), Icon.FILE_TEXT, button=False),
        Action(N_("Follow-up…"), ask_of_party, Icon.CLIPBOARD, key="F8", button=False),
    ),
    quick=FILTERS,
)


class ConfirmationsPage(ListPage):
    """Enter opens the reply, or begins it; above the list what is to be done with many at once."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        self.many, self.second, self.paper = QPushButton(), QPushButton(), QPushButton()
        super().__init__(workspace, SPEC, scope)
        self.panel.table.columns.offers_own = False
        end = self.panel.filters.end
        for button, icon, call in (
            (self.many, Icon.FILE_TEXT, partial(ask_statements, workspace)),
            (self.second, Icon.MAIL, self.ask_second),
            (self.paper, Icon.FILE_TYPE_PDF, self.show_list),
        ):
            button.setIcon(theme.icon(icon))
            button.clicked.connect(call)
            if button is self.paper:
                self.quick.row.addWidget(button)
            else:
                end.insertWidget(end.indexOf(self.export), button)

    def retranslate(self) -> None:
        super().retranslate()
        self.many.setText(_("Statements for all…"))
        self.second.setText(_("Second letters…"))
        self.second.setToolTip(_("One letter to every debtor who is silent about a statement"))
        self.paper.setText(_("List of replies"))

    def show_record(self, key: str) -> None:
        record_reply(self.workspace, key)

    def ask_second(self) -> None:
        """Ask where the second letters shall be kept, then issue one to every silent debtor."""
        use = partial(second_letters, self.workspace)
        ask_folder(self.workspace.state, self, _("Folder for the letters"), use)

    def show_list(self) -> None:
        """How every statement of the day stands, as a paper."""
        name, key = next(iter(self.scope.items()), ("", ""))
        begin_list(self.workspace, f"{name}={key}")


def second_letters(workspace: Workspace, folder: Path) -> None:
    """One letter to every debtor who is silent, one file each and one to print."""
    book = workspace.book
    assert book is not None
    work = partial(paper_batch.second_letters, book, workspace.as_of, folder)
    workspace.run(work, _("Writing letters"), partial(_told, workspace))


def _told(workspace: Workspace, made: paper_batch.Batch) -> None:
    if made.count or made.refused or made.left is not None:
        workspace.tell(told_of(made))
    else:
        workspace.tell(_("Nobody is silent: every statement was answered or still has time."))
