"""Deadline lists: those that went out, and a new one of the days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import papers
from models.drafts import entry
from models.language import N_
from reports.deadlines import DeadlineListDraft, check
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage
from ui.pages.papers_page import KindPage
from ui.pages.statements import never

LIST = "deadlines"


@dataclass(frozen=True)
class DeadlineListForm(DeadlineListDraft):
    """A deadline list as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def blank(_session: Any, scope: Any, as_of: Any) -> DeadlineListForm:
    return DeadlineListForm(party=scope.get("party", ""), contract=scope.get("contract", ""), as_of=as_of)


SPEC = ListPageSpec(
    name="deadline_lists",
    new=N_("New deadline list"),
    listing=papers.LISTING,
    draft=DeadlineListForm,
    draft_of=never,
    save=Verb(papers.ISSUE, partial(paper_work.issue, LIST)),
    void=Verb(papers.WITHDRAW, paper_work.withdraw),
    form=FormSpec(DeadlineListForm, check=check),
    blank=blank,
    form_page=PaperPage,
    paper=LIST,
)
DeadlineListsPage = partial(KindPage, SPEC)
