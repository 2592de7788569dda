"""The command that checks our balances with those of the ledger, customer by customer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from models.bookings.draft import month_of
from models.language import N_, current, text
from models.money import Money
from models.problems import Invalid, Problem, Refused
from ui.commands.answers import OUT, shown
from ui.commands.frame import Frame, columns

MONTH = typer.Option(help=N_("The month, such as 2026-08."))
FIGURES = ("ours", "amount", "apart", "documents", "receipts", "explained", "unexplained")


def books_check(ctx: typer.Context, month: str = MONTH, out: Path | None = OUT) -> None:
    """Our balance and the ledger's at a month-end with what lies between them; with -o the paper."""
    frame: Frame = ctx.obj
    wanted = month_of(month)
    if not wanted:
        raise Invalid([Problem("", N_("“{month}” is not a month. Write it like 2026-08."), {"month": month})])
    if out is not None:
        _print(frame, wanted, out)
        return
    with frame.reading() as session:
        frame.answer(_told(session, wanted), _lines)


def _print(frame: Frame, month: str, out: Path) -> None:
    from reports.books_check import BOOKS_CHECK, BooksCheckPaper
    from ui.commands.papers import print_paper

    with frame.book() as book:
        print_paper(frame, book, BOOKS_CHECK, BooksCheckPaper(month, language=current()), out)


def _told(session: Any, month: str) -> dict[str, Any]:
    from models import books_checks
    from models.parties import Party

    kept = books_checks.of_month(session, month)
    if kept is None:
        raise Refused(N_("{month} was not checked yet: enter the balances of the ledger first."), month=month)
    draft = books_checks.draft_of(session, kept.id)
    customers = [
        {
            "customer": session.get_one(Party, one.party).name,
            "account": one.account,
            "currency": one.currency,
            **{name: str(getattr(one, name) or Money()) for name in FIGURES},
        }
        for one in draft.balances
    ]
    left = {currency: str(amount) for currency, amount in books_checks.unexplained(draft).items()}
    return {"month": month, "covers": draft.covers, "customers": customers, "unexplained": left}


def _lines(told: dict[str, Any]) -> Iterator[str]:
    from models.books_checks.draft import BalanceDraft
    from models.drafts import entries

    known = entries(BalanceDraft)
    heading = [text(known[name].caption) for name in ("party", "currency", *FIGURES)]
    rows = [[one["customer"], one["currency"], *(shown(one[name]) for name in FIGURES)] for one in told["customers"]]
    yield from columns(heading, rows, right=range(2, 2 + len(FIGURES)))
