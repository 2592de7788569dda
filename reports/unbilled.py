"""The list of work done but not certified (已完工未结算明细表), contract by contract, as 清收 works from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from models.language import N_
from models.money import Money
from models.problems import stop
from models.work_done import Unbilled, in_all, unbilled
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say
from reports.tabular import (
    DAY,
    DAYS,
    MustAgree,
    Tabular,
    TabularColumn,
    by_currency,
    contradictions,
    money_column,
    sheets,
)
from reports.tabular_draft import AsOfDraft, check
from reports.tabular_paper import TEMPLATE, draw

_FIGURES = {
    "done": N_("Work done to date"),
    "measured": N_("Measured by ourselves"),
    "certified": N_("Certified to date"),
    "unbilled": N_("Done, not certified"),
    "ahead": N_("Certified ahead of the work"),
}
_BOOKED = {"cost_over": N_("Cost less certified"), "revenue_over": N_("Revenue less certified")}


def collect(session: Session, asked: AsOfDraft) -> Tabular:
    """One row a contract whose work is entered."""
    stop(check(asked))
    assert asked.as_of
    say = Say(asked.language)
    rows = unbilled(session, asked.as_of)
    told = [(row.currency, _told(row)) for row in rows]
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("List of work done but not certified")),
        scope="",
        as_of=asked.as_of,
        columns=_columns(say),
        groups=by_currency(told),
        checks=tuple(_checks(rows, say)),
        notes=(
            say(N_("Certified amounts are taken for the oldest work first. Work and certificates include VAT.")),
            say(N_("Cost and revenue are compared with what is certified without VAT.")),
        ),
        signers=(say(N_("Prepared by")), say(N_("Checked by")), say(N_("Approved by"))),
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("Contract number")), width=14),
        TabularColumn(say(N_("Contract name")), weight=2, width=16),
        TabularColumn(say(N_("Owner")), weight=1, width=14),
        *(money_column(say(caption)) for caption in _FIGURES.values()),
        TabularColumn(say(N_("Not certified since")), DAY, width=12),
        TabularColumn(say(N_("Days not certified")), DAYS, width=8),
        *(money_column(say(caption)) for caption in _BOOKED.values()),
    )


def _told(row: Unbilled) -> tuple[object, ...]:
    figures = (getattr(row, name) for name in _FIGURES)
    booked = (getattr(row, name) for name in _BOOKED)
    days = row.days if row.oldest else None
    return (row.contract, row.name, row.owner, *figures, row.oldest, days, *booked)


def _checks(rows: Sequence[Unbilled], say: Say) -> Iterator[MustAgree]:
    for whole in in_all(rows):
        open_now = whole.unbilled - whole.ahead
        yield MustAgree(say(N_("Work done less certified")), open_now, whole.done - whole.certified)


def _comes_to(data: Tabular) -> dict[str, Money]:
    """What is not certified, by currency."""
    place = 3 + list(_FIGURES).index("unbilled")
    return {group.currency: group.totals(data.columns)[place] or Money() for group in data.groups}


UNBILLED: Report[AsOfDraft, Tabular] = Report(
    name="unbilled",
    title=N_("List of work done but not certified"),
    code="WJ",
    template=TEMPLATE,
    asks=AsOfDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_comes_to,
)
