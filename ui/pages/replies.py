"""Replies to statements: their list and their form, begun from a statement with all that is known of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from models import confirmations, contract_standing, papers
from models.confirmations import ReplyDraft
from models.currencies import HOME
from models.drafts import entry
from models.language import N_
from models.store.listing import Listing, Question
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.confirmation_papers import begin_differences
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.workspace import Workspace

OF_STATEMENT = "paper="


def _only_statements(question: Question) -> Any:
    joined, parts, where = papers.LISTING.source(question)
    return joined, parts, where & (papers.IssuedPaper.kind == "statement")


STATEMENTS: Listing = replace(papers.LISTING, name="statements_issued", source=_only_statements)
"""What a reply can be to."""


@dataclass(frozen=True)
class ReplyForm(ReplyDraft):
    """A reply as the window asks for it: its differences may be proposed from what was matched."""

    ledger: str = entry(
        N_("Propose differences from"), "", pick="owner_ledgers",
        hint=N_("The owner's ledger that was matched up to the cut-off date"),
    )  # fmt: skip


def form_of(draft: ReplyDraft) -> ReplyForm:
    return ReplyForm(**{one.name: getattr(draft, one.name) for one in fields(draft)})


def _draft_of(session: Any, key: str) -> ReplyForm:
    return form_of(confirmations.draft_of(session, key))


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> ReplyForm:
    """The reply of today; begun from a statement it knows what that says."""
    paper, _bar, currency = scope.get("paper", "").partition("/")
    draft = ReplyDraft(
        paper=paper, party=scope.get("party", ""), contract=scope.get("contract", ""), replied_on=as_of,
        currency=currency or HOME,
    )  # fmt: skip
    return form_of(confirmations.with_book(session, draft))


def _propose(session: Any, draft: ReplyForm) -> Mapping[str, Any]:
    """Differences to look at and to change; saving them is up to whoever sees them."""
    found = confirmations.with_proposed(session, draft, draft.ledger)
    return {"differences": found.differences, "confirmed": found.confirmed}


def _idle(draft: ReplyForm) -> Collection[str]:
    found = confirmations.idle(draft)
    return {*found, "ledger"} if "differences" in found else found


_FOLLOWS = ("letter", "party", "contract", "currency", "as_of", "stated", "demand", "items", "in_several")


def _known(session: Any, draft: ReplyDraft) -> Mapping[str, Any]:
    """What follows from the statement or from whose balance it is."""
    found = confirmations.with_book(session, replace(draft, items=(), stated=None if draft.paper else draft.stated))
    return {name: getattr(found, name) for name in _FOLLOWS if getattr(found, name) != getattr(draft, name)}


_STATEMENT = tuple("paper letter party contract as_of stated currency demand".split())
_REPLY = tuple("replied_on kind confirmed by_item signatory capacity authority seal promises whole unexplained".split())
_AFTER = tuple("closed_on withdrawn_on withdrawn_for number remark".split())
SPEC = ListPageSpec(
    name="replies",
    new=N_("New reply"),
    listing=confirmations.LISTING,
    draft=ReplyForm,
    draft_of=_draft_of,
    save=Verb(confirmations.RECORD, confirmations.record),
    void=Verb(confirmations.VOIDED, confirmations.void),
    form=FormSpec(
        ReplyForm,
        (
            Section(N_("The statement"), _STATEMENT),
            Section(N_("The reply"), _REPLY),
            Section("", ("items",)),
            Section("", ("ledger", "differences")),
            Section(N_("Afterwards"), _AFTER),
        ),
        check=confirmations.check,
        settle=confirmations.worked_out,
        idle=_idle,
        given=confirmations.given,
        grids={
            "items": GridSpec(totals=("stated", "confirmed"), widths={"receivable": 34, "stated": 16, "confirmed": 16}),
            "differences": GridSpec(totals=("amount",), widths={"amount": 16, "reason": 20, "note": 46}, rows=3),
        },
    ),
    blank=_blank,
    fills={**dict.fromkeys(("paper", "party", "contract", "currency", "as_of"), _known), "ledger": _propose},
    picks={"papers": STATEMENTS, "contracts": contract_standing.LISTING},
    advise=confirmations.advise,
    actions=(Action(N_("Difference table"), begin_differences, Icon.FILE_TYPE_PDF),),
)


class RepliesPage(ListPage):
    """The key ``paper=ID`` begins the reply to that statement."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, SPEC, scope)

    def show_record(self, key: str) -> None:
        if key.startswith(OF_STATEMENT):
            scope = {"paper": key.removeprefix(OF_STATEMENT)}
            begun = partial(_blank, scope=scope, as_of=self.workspace.as_of)
            self.workspace.ask(begun, self._show_new)
        else:
            super().show_record(key)

    def _show_form(self, page: Any) -> None:
        super()._show_form(page)
        if page.form.draft().paper:
            page.form.go_to("replied_on")
