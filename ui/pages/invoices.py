"""Invoices: their list and form, what is certified and not invoiced, what is invoiced and not paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import contract_standing, invoices
from models.invoices import InvoiceDraft, ReceivedDraft
from models.language import N_, _, ngettext, text
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.asking import LARGE, ask_with
from ui.pages.bookings import MOST, book_them
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.receivables import source_of
from ui.workspace import Workspace

CORRECT_TITLE, RED_TITLE = N_("Correct…"), N_("Red invoice…")
FORM = FormSpec(
    InvoiceDraft,
    check=invoices.check,
    idle=invoices.idle,
    grids={"lines": GridSpec(totals=("amount",), widths={"receivable": 44, "amount": 16, "vat_rate": 10}, rows=4)},
)
PICKS = {"contracts": contract_standing.LISTING, "documents": invoices.DOCUMENTS}


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> InvoiceDraft:
    return invoices.with_book(session, InvoiceDraft(contract=scope.get("contract", ""), invoiced_on=as_of))


def _known(session: Any, draft: InvoiceDraft) -> dict[str, Any]:
    """The rate the contract has on the day, and who usually is the buyer."""
    found = invoices.with_book(session, draft)
    return {"agreed_rate": found.agreed_rate, "buyer": found.buyer}


def _correct(workspace: Workspace, key: str) -> None:
    """The invoice as it is, to be changed; the former one is voided in the same Step."""
    workspace.ask(lambda session: invoices.draft_of(session, key), partial(_show_correction, workspace))


def _show_correction(workspace: Workspace, draft: InvoiceDraft) -> None:
    verb = text(CORRECT_TITLE).rstrip("…")
    title = f"{verb}　{draft.number}"
    ask_with(workspace, FORM, title, verb, invoices.CORRECT, invoices.correct, draft, PICKS, LARGE,
             invoices.advise)  # fmt: skip


def _red(workspace: Workspace, key: str) -> None:
    """A red invoice for what is left of this one."""
    asked = partial(_red_of, key, workspace.as_of)
    workspace.ask(asked, partial(_show_new, workspace, _("Red invoice")))


def _red_of(key: str, as_of: Any, session: Any) -> InvoiceDraft:
    return invoices.red_of(session, key, as_of)


def _show_new(workspace: Workspace, title: str, draft: InvoiceDraft) -> None:
    ask_with(workspace, FORM, title, _("Save"), invoices.RECORD, invoices.record, draft, PICKS, LARGE,
             invoices.advise)  # fmt: skip


def _receive(workspace: Workspace, *keys: str) -> None:
    count = len(keys)
    title = ngettext("The owner received {count} invoice", "The owner received {count} invoices", count)
    draft = ReceivedDraft(keys, workspace.as_of)
    form = FormSpec(ReceivedDraft)
    ask_with(workspace, form, title.format(count=count), _("Save"), invoices.RECEIVED, invoices.receive, draft)


def _invoice_them(workspace: Workspace, *keys: str) -> None:
    """An invoice for the chosen documents, each with what is to be invoiced of it."""
    asked = partial(_for_documents, keys, workspace.as_of)
    workspace.ask(asked, partial(_show_new, workspace, text(SPEC.new)))


def _for_documents(keys: tuple[str, ...], as_of: Any, session: Any) -> InvoiceDraft:
    return invoices.for_documents(session, keys, as_of)


SPEC = ListPageSpec(
    name="invoices",
    new=N_("New invoice"),
    listing=invoices.LISTING,
    draft=InvoiceDraft,
    draft_of=invoices.draft_of,
    save=Verb(invoices.RECORD, invoices.record),
    form=FORM,
    void=Verb(invoices.VOIDED, invoices.void),
    blank=_blank,
    fills={"contract": _known, "invoiced_on": _known},
    picks=PICKS,
    advise=invoices.advise,
    actions=(
        Action(RED_TITLE, _red, Icon.ARROW_BACK_UP),
        Action(N_("Received by the owner…"), _receive, Icon.MAIL, MOST),
        book_them("invoices"),
        Action(CORRECT_TITLE, _correct),
    ),
)
UNPAID = replace(SPEC, name="unpaid_invoices", new="", listing=invoices.UNPAID, void=None)
UNINVOICED = replace(
    SPEC,
    name="uninvoiced",
    new="",
    listing=invoices.UNINVOICED,
    void=None,
    actions=(Action(N_("Invoice them…"), _invoice_them, Icon.PLUS, MOST),),
)


class UninvoicedPage(ListPage):
    """What is certified and not invoiced; a row opens its document, several rows are invoiced at once."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, UNINVOICED, scope, parent)

    def show_record(self, key: str) -> None:
        source_of(self.workspace, key)


class UnpaidPage(ListPage):
    """Invoices that are not paid; a row opens the invoice."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, UNPAID, scope, parent)
