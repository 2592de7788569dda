"""Statements to all debtors of a project or of the book in one go: one file each and one to print."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from models import confirmations
from models.confirmations import BatchDraft
from models.language import N_, _
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages import paper_batch
from ui.pages.dunning import told_of
from ui.pages.form_box import FormBox
from ui.pages.picking import sources
from ui.pages.save_box import ask_folder
from ui.pages.window_below import window_below
from ui.workspace import Workspace

TITLE = N_("Statements for all…")


def ask_statements(workspace: Workspace, _checked: bool = False) -> None:
    """Ask of whom, up to which day, then where the files shall be kept."""
    _ask(workspace, BatchDraft(as_of=workspace.as_of, dated_on=workspace.as_of))


def _ask(workspace: Workspace, draft: BatchDraft) -> None:
    form = Form(FormSpec(BatchDraft, check=confirmations.check_batch), draft, sources(workspace, BatchDraft))
    FormBox(_(TITLE).rstrip("…"), form, _("Issue all…"), partial(_chosen, workspace), window_below()).start()


def _chosen(workspace: Workspace, draft: BatchDraft, done: Any, _failed: Any) -> None:
    """Ask where; who chooses no folder finds what he typed again."""
    done(None)
    use = partial(issue_statements, workspace, draft)
    dialog = ask_folder(workspace.state, window_below(), _("Folder for the statements"), use)
    dialog.rejected.connect(partial(_ask, workspace, draft))


def issue_statements(workspace: Workspace, draft: BatchDraft, folder: Path) -> None:
    """The same without asking where."""
    book = workspace.book
    assert book is not None
    work = partial(paper_batch.statements, book, draft, folder)
    workspace.run(work, _("Issuing papers"), partial(_told, workspace))


def _told(workspace: Workspace, made: paper_batch.Batch) -> None:
    if made.count or made.refused or made.left is not None:
        workspace.tell(told_of(made))
    else:
        workspace.tell(_("Nobody owes anything here on this day: no statement was issued."))
