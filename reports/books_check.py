"""The check with the ledger (往来核对表): our balance and the ledger's by customer, and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import books_checks
from models.bookings.draft import month_of
from models.books_checks.draft import COVERS, REASONS, BooksCheckDraft, unexplained
from models.books_checks.ours import end_of, ours
from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.money import Money
from models.parties import Party
from models.problems import Problem, Refused, stop
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say
from reports.tabular import MONEY, MustAgree, Tabular, TabularColumn, TabularGroup, contradictions, sheets
from reports.tabular_paper import TEMPLATE, draw


@dataclass(frozen=True)
class BooksCheckPaper:
    """Of which month."""

    month: str = entry(N_("Month of the check"), "", required=True, wide=True, hint=N_("Such as 2026-08"))
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: BooksCheckPaper) -> Iterator[Problem]:
    yield from faults(asked)
    if asked.month and not month_of(asked.month):
        yield Problem("month", N_("“{month}” is not a month. Write it like 2026-08."), {"month": asked.month})


def collect(session: Session, asked: BooksCheckPaper) -> Tabular:
    """One row a customer; Refused where the balances of the ledger were not entered."""
    stop(check(asked))
    month, say = month_of(asked.month), Say(asked.language)
    kept = books_checks.of_month(session, month)
    if kept is None:
        raise Refused(N_("{month} was not checked yet: enter the balances of the ledger first."), month=month)
    draft = books_checks.draft_of(session, kept.id)
    columns, groups = _columns(say), tuple(_groups(session, draft))
    owed: dict[str, Money] = {}
    for (_party, currency), one in ours(session, month, draft.covers).items():
        owed[currency] = owed.get(currency, Money()) + one.balance
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Check of receivables with the ledger")),
        scope=say(COVERS[draft.covers]),
        as_of=end_of(month),
        columns=columns,
        groups=groups,
        checks=tuple(_checks(columns, groups, owed, say)),
        notes=tuple(_notes(session, draft, say)),
        signers=(say(N_("Prepared by")), say(N_("Accounting")), say(N_("Checked by"))),
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    captions = (
        N_("Our balance"), N_("Balance of the ledger"), N_("Difference"), N_("Certified, not booked"),
        N_("Received, not booked"), N_("Other reasons"), N_("Unexplained"),
    )  # fmt: skip
    amounts = (TabularColumn(say(caption), MONEY, total=True, width=15) for caption in captions)
    return (TabularColumn(say(N_("Customer")), weight=1, width=24), *amounts)


def _groups(session: Session, draft: BooksCheckDraft) -> Iterator[TabularGroup]:
    names = {row[0]: row[1] for row in session.execute(select(Party.id, Party.name))}
    currencies = sorted({one.currency for one in draft.balances}, key=lambda one: (one != "CNY", one))
    for currency in currencies:
        rows: dict[str, list[Any]] = {}
        for one in draft.balances:
            if one.currency == currency:
                figures = (one.ours, one.amount, one.apart, one.documents, one.receipts, one.explained, one.unexplained)
                held = rows.setdefault(one.party, [Money()] * len(figures))
                rows[one.party] = [a + (b or Money()) for a, b in zip(held, figures, strict=True)]
        told = sorted((names[party], *amounts) for party, amounts in rows.items())
        yield TabularGroup(currency, tuple(told))


def _checks(
    columns: tuple[TabularColumn, ...], groups: tuple[TabularGroup, ...], owed: dict[str, Money], say: Say
) -> Iterator[MustAgree]:
    """Our side is all of the book, and the parts of the difference are the difference."""
    for group in groups:
        sums = [one or Money() for one in group.totals(columns)]
        yield MustAgree(say(N_("Balance of the book")), sums[1], owed.get(group.currency, Money()))
        yield MustAgree(say(N_("Difference")), sums[1] - sums[2], Money.total(sums[4:]))


def _notes(session: Session, draft: BooksCheckDraft, say: Say) -> Iterator[str]:
    for one in draft.reasons:
        name = session.get_one(Party, one.party).name
        told = (name, (one.amount or Money()).grouped, one.currency, say(REASONS[one.kind]), one.reason)
        names = ("customer", "amount", "currency", "kind", "reason")
        yield say(N_("{customer}: {amount} {currency}, {kind}: {reason}"), **dict(zip(names, told, strict=True)))
    left = unexplained(draft)
    for currency, amount in left.items():
        yield say(N_("Not explained: {amount} {currency}."), amount=amount.grouped, currency=currency)
    if not left:
        yield say(N_("Every difference is explained."))


def _balances(data: Tabular) -> dict[str, Money]:
    """Our balance, which is the first sum of every table."""
    return {group.currency: next(one for one in group.totals(data.columns) if one is not None) for group in data.groups}


BOOKS_CHECK: Report[BooksCheckPaper, Tabular] = Report(
    name="books_check",
    title=N_("Check of receivables with the ledger"),
    code="HD",
    template=TEMPLATE,
    asks=BooksCheckPaper,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_balances,
)
