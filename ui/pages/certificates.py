"""Payment applications and certificates: their list, and the valuation sheet that opens from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import certificates, contract_standing
from models.certificates import CertificateDraft, sheet
from models.certificates.sheet import Sheet
from models.drafts import entry, from_json
from models.language import N_, _, current
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages.bookings import book_them
from ui.pages.certificate_drawing import CertificateForm
from ui.pages.certificate_preview import CertificatePreview
from ui.pages.certificate_sheet import CertificateSheet
from ui.pages.certificate_sheet_acts import CORRECTION
from ui.pages.form_box import FormBox
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.picking import sources
from ui.workspace import Workspace


def _in_place(_workspace: Workspace, _key: str) -> None:
    raise AssertionError("the page shows the paper itself, over its list")


PREVIEW = Action(N_("Preview the certificate"), _in_place, Icon.FILE_TYPE_PDF)

SPEC = ListPageSpec(
    name="certificates",
    new=N_("New certificate"),
    listing=certificates.LISTING,
    draft=CertificateDraft,
    draft_of=certificates.draft_of,
    save=Verb(certificates.RECORD, certificates.record),
    void=Verb(certificates.VOID, certificates.void),
    actions=(PREVIEW, book_them("certificates")),
)

CONTRACTS = {"contracts": contract_standing.LISTING}


@dataclass(frozen=True)
class ContractChoice:
    """For which contract a certificate is begun."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", wide=True)


class CertificatesPage(ListPage):
    """The list; a certificate opens as a sheet. With ``{"contract": id}`` as scope it is the tab of a contract."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)

    def show_record(self, key: str) -> None:
        self.workspace.ask(partial(_opened, key), self._show_sheet)

    def begin_record(self) -> None:
        """A new sheet of this contract; where there is none, it is chosen first."""
        if "contract" in self.scope:
            self._begin(self.scope["contract"], _nothing)
        else:
            self._ask_contract()

    def duplicate(self, key: str) -> None:
        """The next period begins as a copy does: in the sheet, with “Copy the last period”."""
        self.workspace.ask(partial(_contract_of, key), partial(self._begin, done=_nothing))

    def resume(self, kept: Any) -> None:
        draft = from_json(CertificateDraft, kept.draft)
        opened = _corrected if kept.key.startswith(CORRECTION) else _resumed
        self.workspace.ask(partial(opened, draft), partial(self._show_sheet, kept_as=kept.key))

    @property
    def trail(self) -> list[str]:
        """In the tab of a contract its number stands above already."""
        found = super().trail
        return found[1:] if "contract" in self.scope and isinstance(self._top(), CertificateSheet) else found

    def correct(self, key: str) -> None:
        """The new entry that takes the place of a signed one."""
        self.workspace.ask(partial(_begun_again, key), self._show_sheet)

    def show_paper(self, key: str) -> None:
        """The paper of a certificate, over the window."""
        CertificatePreview(self.workspace, CertificateForm(key, language=current()), self).open()

    def _run(self, action: Action) -> None:
        key = self.panel.table.current_key()
        if action is PREVIEW and key:
            self.show_paper(key)
        else:
            super()._run(action)

    def show_root(self) -> None:
        top = self._top()
        if isinstance(top, CertificateSheet):
            top.leave()
        else:
            super().show_root()

    def _ask_contract(self) -> None:
        picked = sources(self.workspace, ContractChoice, CONTRACTS)
        form = Form(FormSpec(ContractChoice), ContractChoice(), picked)
        FormBox(_("New certificate"), form, _("Begin"), self._chosen, self).start()

    def _chosen(self, choice: ContractChoice, done: Any, failed: Any) -> None:
        self._begin(choice.contract, done)

    def _begin(self, contract: str, done: Any) -> None:
        done(contract)
        self.workspace.ask(partial(_begun, contract, self.workspace.as_of), self._show_sheet)

    def _show_sheet(self, shown: Sheet | None, kept_as: str = "") -> None:
        if shown is None:
            self.workspace.tell(_("This certificate is not in the book any more."))
            return
        page = CertificateSheet(self.workspace, shown, kept_as)
        page.left.connect(self._pop)
        page.previewed.connect(self.show_paper)
        page.corrected.connect(self.correct)
        self._push(page)
        page.grid.first_entry()


def _nothing(_key: str) -> None:
    """No box waits to be closed."""


def _opened(key: str, session: Any) -> Sheet | None:
    return sheet.opened(session, key) if sheet.is_kept(session, key) else None


def _resumed(draft: CertificateDraft, session: Any) -> Sheet:
    return sheet.resumed(session, draft)


def _corrected(draft: CertificateDraft, session: Any) -> Sheet | None:
    return sheet.corrected(session, draft) if sheet.is_kept(session, draft.id) else None


def _begun_again(key: str, session: Any) -> Sheet:
    return sheet.corrected(session, certificates.draft_of(session, key))


def _begun(contract: str, as_of: Any, session: Any) -> Sheet:
    return sheet.begun(session, contract, as_of)


def _contract_of(key: str, session: Any) -> str:
    return certificates.draft_of(session, key).contract
