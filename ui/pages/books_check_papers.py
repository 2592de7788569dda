"""Check sheets with the ledger (核对表): those that went out, and a new one of a month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import books_checks, papers
from models.drafts import entry
from models.language import N_
from reports.books_check import BooksCheckPaper, check
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage
from ui.pages.papers_page import KindPage
from ui.pages.statements import never

BOOKS_CHECK = "books_check"


@dataclass(frozen=True)
class BooksCheckForm(BooksCheckPaper):
    """A check sheet as the window asks for it: it may correct one that went out."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def _blank(session: Any, scope: Any, _as_of: Any) -> BooksCheckForm:
    """Of the month that was chosen, else of the last one that was checked."""
    return BooksCheckForm(month=scope.get("month", "") or books_checks.last_month(session))


SPEC = ListPageSpec(
    name="books_check_papers",
    new=N_("New check sheet"),
    listing=papers.LISTING,
    draft=BooksCheckForm,
    draft_of=never,
    save=Verb(papers.ISSUE, partial(paper_work.issue, BOOKS_CHECK)),
    void=Verb(papers.WITHDRAW, paper_work.withdraw),
    form=FormSpec(BooksCheckForm, check=check),
    blank=_blank,
    form_page=PaperPage,
    paper=BOOKS_CHECK,
)
BooksCheckPapersPage = partial(KindPage, SPEC)
