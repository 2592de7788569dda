"""The page of a paper that lists all contracts on a day: those that went out, and a new one beside its very PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import papers
from models.drafts import entry
from models.language import N_
from reports.tabular_draft import AsOfDraft, check
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage
from ui.pages.statements import never


@dataclass(frozen=True)
class AsOfForm(AsOfDraft):
    """Such a paper as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def _blank(_session: Any, _scope: Any, as_of: Any) -> AsOfForm:
    return AsOfForm(as_of=as_of)


def spec_of(report: str, page: str, new: str) -> ListPageSpec:
    """``report`` is the name of the paper, ``page`` that of its page, ``new`` the command that begins one."""
    return ListPageSpec(
        name=page,
        new=new,
        listing=papers.LISTING,
        draft=AsOfForm,
        draft_of=never,
        save=Verb(papers.ISSUE, partial(paper_work.issue, report)),
        void=Verb(papers.WITHDRAW, paper_work.withdraw),
        form=FormSpec(AsOfForm, check=check),
        blank=_blank,
        form_page=PaperPage,
        paper=report,
    )
