"""The papers that went out, and a new statement of account with its very PDF beside the questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from models import papers
from models.drafts import changed, from_json
from models.language import N_
from reports.statement_draft import check
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages import certificate_drawing, paper_work
from ui.pages import statement_drawing as drawing
from ui.pages.certificate_drawing import CERTIFICATE, CertificateForm
from ui.pages.certificate_preview import CertificatePreview
from ui.pages.issued_paper import IssuedPaperPage
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.statement_drawing import StatementForm
from ui.pages.statement_page import StatementPage
from ui.workspace import Workspace

NAME = "statements"
PARTY, CONTRACT = "party=", "contract="


def _idle(draft: StatementForm) -> tuple[str, ...]:
    return () if draft.demand else ("days_to_pay",)


def _never(_session: Any, _key: str) -> StatementForm:
    raise AssertionError("issued papers open as papers")


SPEC = ListPageSpec(
    name=NAME,
    new=N_("New statement"),
    listing=papers.LISTING,
    draft=StatementForm,
    draft_of=_never,
    save=Verb(papers.ISSUE, partial(paper_work.issue, drawing.STATEMENT)),
    void=Verb(papers.WITHDRAW, paper_work.withdraw),
    form=FormSpec(StatementForm, check=check, idle=_idle),
    blank=drawing.blank,
    fills={"contract": drawing.with_debtor, "party": drawing.with_own_contract},
    form_page=StatementPage,
)


def _for(kind: str, workspace: Workspace, key: str) -> None:
    workspace.go(NAME, kind + key)


OF_PARTY = Action(N_("Statement"), partial(_for, PARTY), Icon.MAIL)
"""For the lists of parties: their statement, drawn at once."""
OF_CONTRACT = Action(N_("Statement"), partial(_for, CONTRACT), Icon.MAIL)


class StatementsPage(ListPage):
    """The list of issued papers; the key ``party=ID`` or ``contract=ID`` begins the statement of one."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)

    def show_record(self, key: str) -> None:
        for kind in (PARTY, CONTRACT):
            if key.startswith(kind):
                scope = {kind.rstrip("="): key.removeprefix(kind)}
                self.workspace.ask(partial(_begun, scope, self.workspace.as_of), self._show_new)
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
        self._show_form(StatementPage(self.workspace, SPEC, from_json(StatementForm, kept.draft), kept.key))

    def _show_form(self, page: Any) -> None:
        super()._show_form(page)
        page.form.go_to("demand" if page.form.draft().party else "party")

    @property
    def _folder(self) -> Path:
        book = self.workspace.book
        assert book is not None
        return book.folder

    def _correct(self, key: str) -> None:
        self.workspace.ask(partial(_again, self._folder, key, True), self._show_again)

    def _show_again(self, draft: Any) -> None:
        if isinstance(draft, CertificateForm):
            CertificatePreview(self.workspace, draft, self).open()
        else:
            self._show_new(draft)

    def _saved(self, key: str, begin_next: bool) -> None:
        """What was issued is shown as it went out, with its number and check code."""
        self.panel.table.select_when_here(key)
        self.show_record(key)


def _begun(scope: dict[str, str], as_of: Any, session: Any) -> StatementForm:
    return drawing.blank(session, scope, as_of)


def _again(folder: Path, key: str, correcting: bool, session: Any) -> Any:
    """What was asked when a paper was made, to be asked again or to be corrected."""
    kind = session.get_one(papers.IssuedPaper, key).kind
    asked = certificate_drawing.asked_again if kind == CERTIFICATE else drawing.asked_again
    return changed(asked(folder, key, session), corrects=key if correcting else "")
