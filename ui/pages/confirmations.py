"""Confirmation of balances: every statement with what is to be done next, from the seal to the last difference."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QPushButton

from models import confirmations, papers
from models.confirmations.course import AGAIN, REFUSES, Confirmation
from models.language import N_, _, current
from models.papers import SealDraft
from models.store.listing import Condition
from reports.confirmation_draft import ConfirmationListDraft, DifferencesDraft
from ui import theme
from ui.forms.spec import FormSpec, Section
from ui.icons import Icon
from ui.pages import paper_batch
from ui.pages.asking import ask_with
from ui.pages.dunning import told_of
from ui.pages.follow_ups import ask_follow_up
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.paper_box import PaperBox
from ui.pages.quick_filters import Quick
from ui.pages.replies import OF_STATEMENT
from ui.pages.save_box import ask_folder
from ui.pages.serving import ask_service
from ui.pages.statement_batch import ask_statements
from ui.pages.statements import never
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


def ask_seal(workspace: Workspace, key: str) -> None:
    """Ask with which seal it was sealed, when and by whom."""
    workspace.ask(partial(_paper, paper_of(key)), partial(_show_seal, workspace))


def _paper(key: str, session: Any) -> Any:
    row = session.get(papers.IssuedPaper, key)
    return (row.id, row.number, row.issued_on) if row is not None else None


def _show_seal(workspace: Workspace, found: Any) -> None:
    if found is None:
        workspace.tell(_(MADE_BEFORE))
        return
    key, number, issued_on = found
    draft = SealDraft(key, max(workspace.as_of, issued_on))
    form = FormSpec(SealDraft, (Section("", ("on", "seal", "by")),))
    title = _("Sealed: {number}").format(number=number)
    ask_with(workspace, form, title, _("Keep"), papers.SEAL, papers.seal, draft)


def ask_served(workspace: Workspace, key: str) -> None:
    """Ask how it was sent and whether it arrived."""
    workspace.ask(partial(_paper, paper_of(key)), partial(_show_service, workspace))


def _show_service(workspace: Workspace, found: Any) -> None:
    if found is None:
        workspace.tell(_(MADE_BEFORE))
    else:
        ask_service(workspace, found[0])


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
    workspace.ask(partial(_paper, paper_of(key)), partial(_go_to_paper, workspace))


def _go_to_paper(workspace: Workspace, found: Any) -> None:
    if found is None:
        workspace.tell(_(MADE_BEFORE))
    else:
        workspace.go("statements", found[0])


def show_differences(workspace: Workspace, key: str) -> None:
    """The difference table of the reply as a paper."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_show_differences, workspace))


def _show_differences(workspace: Workspace, found: Confirmation | None) -> None:
    if found is None or found.reply is None:
        workspace.tell(_("There is no reply yet: nothing can be compared."))
        return
    name = f"{_('Difference table')} {found.number}"
    asked = DifferencesDraft(found.reply.id, language=current())
    PaperBox(workspace, "differences", asked, name, name, QApplication.activeWindow()).open()


def ask_of_party(workspace: Workspace, key: str) -> None:
    """A call or visit about this statement."""
    workspace.ask(partial(_found, key, workspace.as_of), partial(_follow, workspace))


def _follow(workspace: Workspace, found: Confirmation | None) -> None:
    if found is not None:
        ask_follow_up(workspace, found.party_id)


SPEC = ListPageSpec(
    name="confirmations",
    listing=confirmations.CONFIRMATIONS,
    draft=SealDraft,
    draft_of=never,
    save=Verb(papers.SEAL, papers.seal),
    actions=(
        Action(N_("Sealed…"), ask_seal, Icon.CHECK, key="F6", button=False),
        Action(N_("Service…"), ask_served, Icon.SEND, key="F7", button=False),
        Action(N_("Reply…"), record_reply, Icon.MAIL, key="F9"),
        Action(N_("Difference table"), show_differences, Icon.FILE_TYPE_PDF, key="Ctrl+P", button=False),
        Action(N_("A further reply…"), new_reply, Icon.MAIL, button=False),
        Action(N_("The statement as it went out"), show_paper, Icon.FILE_TEXT, button=False),
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
        self.paper.setText(_("Preview the list of replies"))

    def show_record(self, key: str) -> None:
        record_reply(self.workspace, key)

    def ask_second(self) -> None:
        """Ask where the second letters shall be kept, then issue one to every silent debtor."""
        use = partial(second_letters, self.workspace)
        ask_folder(self.workspace.state, self, _("Folder for the letters"), use)

    def show_list(self) -> None:
        """How every statement of the day stands, as a paper."""
        whose = self.scope.get("party", ""), self.scope.get("contract", "")
        asked = ConfirmationListDraft(self.workspace.as_of, *whose, language=current())
        name = f"{_('List of replies to statements')} {self.workspace.as_of}"
        PaperBox(self.workspace, "confirmations", asked, _("List of replies to statements"), name, self).open()


def second_letters(workspace: Workspace, folder: Path) -> None:
    """One letter to every debtor who is silent, one file each and one to print."""
    book = workspace.book
    assert book is not None
    work = partial(paper_batch.second_letters, book, workspace.as_of, folder)
    workspace.run(work, _("Writing letters"), partial(_told, workspace))


def _told(workspace: Workspace, made: paper_batch.Batch) -> None:
    if made.count or made.refused:
        workspace.tell(told_of(made))
    else:
        workspace.tell(_("Nobody is silent: every statement was answered or still has time."))
