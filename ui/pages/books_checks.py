"""Monthly checks with the ledger: their list, their form, and the paper of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from models import books_checks
from models.books_checks import BooksCheckDraft
from models.language import N_
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.papers_page import MONTH, start
from ui.workspace import Workspace


def _blank(session: Any, scope: Mapping[str, str], as_of: date) -> BooksCheckDraft:
    """Of the month before, with everyone who owed us at its end."""
    last = as_of.replace(day=1) - timedelta(days=1)
    return books_checks.with_book(session, BooksCheckDraft(month=f"{last:%Y-%m}"))


def _known(session: Any, draft: BooksCheckDraft) -> dict[str, Any]:
    return {"balances": books_checks.with_book(session, draft).balances}


def _show_paper(workspace: Workspace, key: str) -> None:
    workspace.ask(partial(_month_of, key), partial(start, "books_check_papers", MONTH, workspace))


def _month_of(key: str, session: Any) -> str:
    return books_checks.draft_of(session, key).month


_AMOUNTS = dict.fromkeys(("amount", "ours", "apart", "documents", "receipts", "explained", "unexplained"), 14)
SPEC = ListPageSpec(
    name="books_checks",
    new=N_("New check with the ledger"),
    listing=books_checks.LISTING,
    draft=BooksCheckDraft,
    draft_of=books_checks.draft_of,
    save=Verb(books_checks.RECORD, books_checks.record),
    form=FormSpec(
        BooksCheckDraft,
        check=books_checks.check,
        settle=books_checks.worked_out,
        grids={
            "balances": GridSpec(
                columns=(
                    "party",
                    "account",
                    "ours",
                    "amount",
                    "apart",
                    "documents",
                    "receipts",
                    "explained",
                    "unexplained",
                    "currency",
                ),
                totals=("ours", "amount", "apart", "documents", "receipts", "explained", "unexplained"),
                frozen=1,
                widths={"party": 20, "account": 8, "currency": 7, **_AMOUNTS},
                rows=6,
                match=("party",),
                within=("currency",),
            ),
            "reasons": GridSpec(totals=("amount",), widths={"party": 24, "kind": 28, "reason": 30}, rows=3),
        },
    ),
    void=Verb(books_checks.VOIDED, books_checks.void),
    blank=_blank,
    fills={"month": _known, "covers": _known},
    actions=(Action(N_("Check sheet…"), _show_paper, Icon.FILE_TYPE_PDF),),
)
