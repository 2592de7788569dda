"""Papers that went out: their register, each as it went out, and a new one with its very PDF beside the questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from models import papers
from models.drafts import changed, from_json
from ui.pages import attribute, paper_work
from ui.pages.certificate_drawing import CertificateForm
from ui.pages.certificate_preview import CertificatePreview
from ui.pages.issued_paper import IssuedPaperPage
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec
from ui.pages.paper_page import PaperPage
from ui.workspace import Workspace

PARTY, CONTRACT, LEDGER, MONTH = "party=", "contract=", "ledger=", "month="
SPECS = {
    "statement": "ui.pages.statements:SPEC",
    "interest": "ui.pages.interest:SPEC",
    "ageing": "ui.pages.ageing_report:SPEC",
    "deadlines": "ui.pages.deadline_lists:SPEC",
    "reconciliation": "ui.pages.reconciliation:SPEC",
    "arrears": "ui.pages.arrears:SPEC",
    "unbilled": "ui.pages.unbilled_report:SPEC",
    "letter": "ui.pages.letters:SPEC",
    "books_check": "ui.pages.books_check_papers:SPEC",
    "confirmations": "ui.pages.confirmation_papers:LIST",
    "differences": "ui.pages.confirmation_papers:DIFFERENCES",
}
"""By kind of paper, the page on which a new one is asked for. How to add one: declare a ``paper_spec``
(``ui/pages/interest.py`` is the pattern) and name it here."""


class PapersPage(ListPage):
    """The list of issued papers; the key ``party=ID`` (or contract, ledger, month) begins the paper of one.

    ``KIND/party=ID`` begins a paper of another kind than the page's own.
    """

    def show_record(self, key: str) -> None:
        of, given, value = key.rpartition("=")
        if given:
            kind, _slash, name = of.rpartition("/")
            spec = attribute(SPECS[kind]) if kind else self.spec
            self.workspace.ask(partial(_begun, spec, {name: value}, self.workspace.as_of), self._show_again)
            return
        page = IssuedPaperPage(self.workspace, key)
        page.left.connect(self._pop)
        page.corrected.connect(self._correct)
        self._push(page)
        page.preview.view.setFocus()

    def duplicate(self, key: str) -> None:
        """Ask the same again, for instance a month later."""
        self.workspace.ask(partial(_again, self._folder, key, False), self._show_again)

    def resume(self, kept: Any) -> None:
        self._show_form(PaperPage(self.workspace, self.spec, from_json(self.spec.draft, kept.draft), kept.key))

    def _show_form(self, page: Any) -> None:
        super()._show_form(page)
        known = bool(getattr(page.form.draft(), "party", ""))
        page.form.go_to("as_of" if known else next(iter(page.form.fields)))

    @property
    def _folder(self) -> Path:
        book = self.workspace.book
        assert book is not None
        return book.folder

    def _correct(self, key: str) -> None:
        self.workspace.ask(partial(_again, self._folder, key, True), self._show_again)

    def _show_again(self, found: tuple[ListPageSpec | None, Any]) -> None:
        """The page on which this is asked (None: the sheet of a certificate)."""
        spec, draft = found
        if spec is None:
            CertificatePreview(self.workspace, draft, self).open()
        else:
            self._show_form(PaperPage(self.workspace, spec, draft))

    def _saved(self, key: str, begin_next: bool) -> None:
        """What was issued is shown as it went out, with its number and check code."""
        self.panel.table.select_when_here(key)
        self.show_record(key)


class KindPage(PapersPage):
    """The papers of one kind only."""

    def __init__(self, spec: ListPageSpec, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, spec, {**(scope or {}), "kind": spec.paper})


def start(name: str, kind: str, workspace: Workspace, key: str) -> None:
    """Begin the paper of a debtor or contract from another page."""
    workspace.go(name, kind + key)


def _begun(spec: ListPageSpec, scope: dict[str, str], as_of: Any, session: Any) -> tuple[ListPageSpec, Any]:
    assert spec.blank is not None
    return spec, spec.blank(session, scope, as_of)


def _again(folder: Path, key: str, correcting: bool, session: Any) -> tuple[ListPageSpec | None, Any]:
    """What was asked when a paper was made, to be asked again or to be corrected, and where (None: the sheet)."""
    kind = session.get_one(papers.IssuedPaper, key).kind
    spec: ListPageSpec | None = attribute(SPECS[kind]) if kind in SPECS else None
    asked = paper_work.asked_again(spec.draft if spec else CertificateForm, folder, key, session)
    return spec, changed(asked, corrects=key if correcting else "")
