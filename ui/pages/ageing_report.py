"""Ageing reports: those that went out, and a new one on any basis, with the provision for bad debts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import papers
from models.drafts import entry
from models.language import N_
from reports.ageing import AgeingDraft, check
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage
from ui.pages.papers_page import KindPage
from ui.pages.statements import never

AGEING = "ageing"


@dataclass(frozen=True)
class AgeingForm(AgeingDraft):
    """An ageing report as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def blank(_session: Any, _scope: Any, as_of: Any) -> AgeingForm:
    return AgeingForm(as_of=as_of)


SPEC = ListPageSpec(
    name="ageing_report",
    new=N_("New ageing report"),
    listing=papers.LISTING,
    draft=AgeingForm,
    draft_of=never,
    save=Verb(papers.ISSUE, partial(paper_work.issue, AGEING)),
    void=Verb(papers.WITHDRAW, paper_work.withdraw),
    form=FormSpec(AgeingForm, check=check),
    blank=blank,
    form_page=PaperPage,
    paper=AGEING,
)
AgeingReportPage = partial(KindPage, SPEC)
