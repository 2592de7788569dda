"""What contradicts each other in the book: a list for audit, from which the document opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models import contradictions, invoices
from models.invoices import InvoiceDraft
from models.language import N_, _
from ui.icons import Icon
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.trace import PAPERS
from ui.workspace import Workspace

PAGES_OF = {**PAPERS, "consumptions": "consumption"}
"""The page of a table that is called differently."""


def _never(_session: Any, _key: str) -> Any:
    raise AssertionError("a contradiction opens its document")


def show_document(workspace: Workspace, document: tuple[str, str]) -> None:
    """Open the form of a document: table and id."""
    noun, record = document
    if record:
        workspace.go(PAGES_OF.get(noun, noun), record)
    else:
        workspace.tell(_("There is no other document."))


def _show_other(workspace: Workspace, key: str) -> None:
    show_document(workspace, contradictions.documents_of(key)[1])


SPEC = ListPageSpec(
    name="contradictions",
    listing=contradictions.LISTING,
    draft=InvoiceDraft,
    draft_of=_never,
    save=Verb(invoices.RECORD, invoices.record),
    actions=(Action(N_("Open the other document"), _show_other, Icon.SEARCH, key="Ctrl+Return"),),
)


class ContradictionsPage(ListPage):
    """The list; a row opens the document that says the first of the two."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)

    def show_record(self, key: str) -> None:
        show_document(self.workspace, contradictions.documents_of(key)[0])
