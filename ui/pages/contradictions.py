"""What contradicts each other in the book: a list for audit, from which the document opens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models import contradictions, invoices
from models.invoices import InvoiceDraft
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.trace import PAPERS
from ui.workspace import Workspace


def _never(_session: Any, _key: str) -> Any:
    raise AssertionError("a contradiction opens its document")


SPEC = ListPageSpec(
    name="contradictions",
    listing=contradictions.LISTING,
    draft=InvoiceDraft,
    draft_of=_never,
    save=Verb(invoices.RECORD, invoices.record),
)


class ContradictionsPage(ListPage):
    """The list; a row opens the document that says the first of the two."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)

    def show_record(self, key: str) -> None:
        _kind, noun, record, _part = key.split("/", 3)
        self.workspace.go(PAPERS.get(noun, noun), record)
