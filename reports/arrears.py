"""The ledger of what is to be certified and collected (清收清欠台账), one row a contract, across an A3 sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.ageing_table import CAPTIONS
from models.arrears import NOT_SUBMITTED, SETTLED, SUBMITTED, Arrears, arrears
from models.language import N_
from models.money import Money
from models.parties import NATURES
from models.problems import stop
from models.receivables import position
from models.receivables.ageing import bands_on
from models.rules.ageing import CREDIT, POSTING
from models.work_done import in_all, unbilled
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import A3_ACROSS, Say
from reports.tabular import (
    DAY,
    MONEY,
    MustAgree,
    Tabular,
    TabularColumn,
    TabularPart,
    by_currency,
    contradictions,
    money_column,
    sheets,
)
from reports.tabular_draft import AsOfDraft, check
from reports.tabular_paper import TEMPLATE, draw

SETTLEMENTS = {
    NOT_SUBMITTED: N_("account not submitted"),
    SUBMITTED: N_("account submitted"),
    SETTLED: N_("account settled"),
}
_NAMED = 3
"""Its place, the contract and its name stand in both parts of the paper."""
_BEFORE_BANDS = {
    "certified": N_("Certified to date"),
    "unbilled": N_("Done, not certified"),
    "received": N_("Received to date"),
    "unallocated": N_("of it not allocated"),
    "bills": N_("of it bills"),
    "goods": N_("of it goods"),
    "balance": N_("Balance"),
    "undated": N_("Without due date"),
    "not_due": N_("Not due yet"),
    "overdue": N_("Overdue"),
    "credit": CREDIT,
}


def collect(session: Session, asked: AsOfDraft) -> Tabular:
    """One row a contract that owes something or has work that is not certified."""
    stop(check(asked))
    assert asked.as_of
    say = Say(asked.language)
    rows = arrears(session, asked.as_of)
    columns = dict(_columns(say, asked.as_of))
    told = [(row.currency, _told(row, place, columns, say)) for place, row in enumerate(rows, 1)]
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Ledger of arrears")),
        scope="",
        as_of=asked.as_of,
        columns=tuple(columns.values()),
        groups=by_currency(told),
        checks=tuple(_checks(session, asked.as_of, rows, say)),
        notes=(
            say(N_("Prices include supplementary agreements and approved variations; ages run from the posting day.")),
            say(N_("What was received includes bills and goods; retention and deposits are parts of the balance.")),
        ),
        signers=(say(N_("Prepared by")), say(N_("Checked by")), say(N_("Approved by"))),
        dated_on=asked.dated_on,
        language=asked.language,
        sheet=A3_ACROSS,
        parts=tuple(_parts(list(columns), say)),
    )


def _columns(say: Say, as_of: date) -> Iterator[tuple[str, TabularColumn]]:
    """By the name of the figure in ``Arrears``."""
    yield "place", TabularColumn(say(N_("No.")), "number", width=5)
    yield "contract", TabularColumn(say(N_("Contract number")), width=14)
    yield "name", TabularColumn(say(N_("Contract name")), weight=3, width=28)
    yield "debtor", TabularColumn(say(N_("Debtor")), weight=2, width=10)
    yield "nature", TabularColumn(say(N_("Nature")), width=8)
    yield "price", money_column(say(N_("Price with variations")))
    yield "accepted_on", TabularColumn(say(N_("Accepted on")), DAY, width=11)
    yield "settlement", TabularColumn(say(N_("Final account")), width=8)
    yield "account", TabularColumn(say(N_("Settled or submitted")), MONEY, width=14)
    for name, caption in _BEFORE_BANDS.items():
        yield name, money_column(say(caption))
    for band in bands_on(as_of, POSTING):
        yield band.name, money_column(say(CAPTIONS[band.name]))
    yield "retention", money_column(say(N_("Retention open")))
    yield "retention_due", TabularColumn(say(N_("Retention due on")), DAY, width=11)
    yield "deposits", money_column(say(N_("Deposits open")))
    yield "guarantees", money_column(say(N_("Guarantees out")))
    yield "expires_on", TabularColumn(say(N_("First expires on")), DAY, width=11)
    yield "handler", TabularColumn(say(N_("In charge")), width=8)


def _parts(names: list[str], say: Say) -> Iterator[TabularPart]:
    """What was done and paid, then what is owed; both begin with the contract."""
    middle = names.index("balance")
    last = names.index("handler")
    yield TabularPart(say(N_("Contracts, final accounts and receipts")), (*range(middle), last))
    yield TabularPart(say(N_("What is owed, its age, retention and deposits")), (*range(_NAMED), *range(middle, last)))


def _told(row: Arrears, place: int, columns: Iterable[str], say: Say) -> tuple[Any, ...]:
    words = {
        "place": place,
        "nature": say(NATURES[row.nature]) if row.nature in NATURES else "",
        "settlement": say(SETTLEMENTS[row.settlement]),
    }
    return tuple(
        words[name] if name in words else row.bands[name] if name in row.bands else getattr(row, name, Money())
        for name in columns
    )


def _checks(session: Session, as_of: date, rows: Sequence[Arrears], say: Say) -> Iterator[MustAgree]:
    """The sums are those of the position, of the ages, and of the list of work that is not certified."""
    owed = {one.currency: one for one in position.positions(session, as_of)}
    work = {one.currency: one for one in in_all(unbilled(session, as_of))}
    for currency in sorted({*owed, *(row.currency for row in rows)}):
        mine = [row for row in rows if row.currency == currency]
        whole = owed.get(currency)
        balance = Money.total(row.balance for row in mine)
        late = Money.total(row.overdue for row in mine)
        open_work = Money.total(row.unbilled for row in mine)
        yield MustAgree(say(N_("Balance of the book")), balance, whole.balance if whole else Money())
        yield MustAgree(say(N_("Overdue")), late, whole.overdue if whole else Money())
        parts = Money.total(row.undated + row.not_due + row.overdue + row.credit for row in mine)
        yield MustAgree(say(N_("Parts of the balance")), parts, balance)
        aged = Money.total(amount for row in mine for amount in (*row.bands.values(), row.credit))
        yield MustAgree(say(N_("Bands of the balance")), aged, balance)
        listed = work[currency].unbilled if currency in work else Money()
        yield MustAgree(say(N_("Done, not certified")), open_work, listed)


def _comes_to(data: Tabular) -> dict[str, Money]:
    """The balance, by currency."""
    place = [column.caption for column in data.columns].index(Say(data.language)(N_("Balance")))
    return {group.currency: group.totals(data.columns)[place] or Money() for group in data.groups}


ARREARS: Report[AsOfDraft, Tabular] = Report(
    name="arrears",
    title=N_("Ledger of arrears"),
    code="TZ",
    template=TEMPLATE,
    asks=AsOfDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_comes_to,
)
