"""Check sheets with the ledger (核对表): those that went out, and a new one of a month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import books_checks
from models.language import N_
from reports.books_check import BooksCheckPaper, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import KindPage

BOOKS_CHECK = "books_check"


@dataclass(frozen=True)
class BooksCheckForm(Correctable, BooksCheckPaper):
    """A check sheet as the window asks for it: it may correct one that went out."""


def _blank(session: Any, scope: Any, _as_of: Any) -> BooksCheckForm:
    """Of the month that was chosen, else of the last one that was checked."""
    return BooksCheckForm(month=scope.get("month", "") or books_checks.last_month(session))


SPEC = paper_spec(
    BOOKS_CHECK,
    "books_check_papers",
    N_("New check sheet"),
    FormSpec(BooksCheckForm, check=check),
    _blank,
)
BooksCheckPapersPage = partial(KindPage, SPEC)
