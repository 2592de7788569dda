"""How the page of an issued paper is declared: the draft that is asked, its check, how a new one begins.

How to add one: ``ui/pages/interest.py`` is the pattern; name its ``SPEC`` in ``ui.pages.papers_page.SPECS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from models import papers
from models.drafts import entry
from models.language import N_
from ui.forms.spec import FormSpec
from ui.pages import paper_work
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.paper_page import PaperPage


@dataclass(frozen=True)
class Correctable:
    """A paper as the window asks for it: it may correct one that went out. Named before the draft it is joined to."""

    id: str = ""
    corrects: str = entry(
        N_("Corrects the paper"), "", pick="papers", wide=True, hint=N_("The earlier one is withdrawn with it.")
    )


def never(_session: Any, _key: str) -> Any:
    """An issued paper is never a draft again."""
    raise AssertionError("issued papers open as papers")


def paper_spec(
    report: str, page: str, new: str, form: FormSpec, blank: Callable[[Any, Any, Any], Any], **how: Any
) -> ListPageSpec:
    """``report`` is the name of the paper, ``page`` that of its page, ``new`` the command that begins one.

    ``blank(session, scope, as_of)`` is the draft of a new one; ``how`` is whatever else a ``ListPageSpec`` says.
    """
    return ListPageSpec(
        name=page,
        new=new,
        listing=papers.LISTING,
        draft=form.draft,
        draft_of=never,
        save=Verb(papers.ISSUE, partial(paper_work.issue, report)),
        void=Verb(papers.WITHDRAW, paper_work.withdraw),
        form=form,
        blank=blank,
        form_page=PaperPage,
        paper=report,
        **how,
    )
