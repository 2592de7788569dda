"""Reconciliations of balances: those that went out, and a new one of an owner's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import matching, papers
from models.drafts import entry
from models.language import N_
from reports.reconciliation import ReconciliationDraft, check
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage
from ui.pages.papers_page import KindPage
from ui.pages.statements import never

RECONCILIATION = "reconciliation"


@dataclass(frozen=True)
class ReconciliationForm(ReconciliationDraft):
    """A reconciliation as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def blank(_session: Any, scope: Any, _as_of: Any) -> ReconciliationForm:
    return ReconciliationForm(ledger=scope.get("ledger", ""))


SPEC = ListPageSpec(
    name=RECONCILIATION,
    new=N_("New reconciliation"),
    listing=papers.LISTING,
    draft=ReconciliationForm,
    draft_of=never,
    save=Verb(papers.ISSUE, partial(paper_work.issue, RECONCILIATION)),
    void=Verb(papers.WITHDRAW, paper_work.withdraw),
    form=FormSpec(ReconciliationForm, check=check),
    blank=blank,
    picks={"owner_ledgers": matching.LISTING},
    form_page=PaperPage,
    paper=RECONCILIATION,
)
ReconciliationPage = partial(KindPage, SPEC)
