"""The reconciliation (余额调节表): from the balance of our book to that of the owner's, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import matching
from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.matching import LedgerLine, Matched, OwnerLedger, Standing
from models.money import Money
from models.parties import Party
from models.problems import Problem, stop
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say
from reports.tabular import DAY, MONEY, MustAgree, Tabular, TabularColumn, TabularGroup, contradictions, sheets
from reports.tabular_paper import TEMPLATE, draw


@dataclass(frozen=True)
class ReconciliationDraft:
    """Which ledger of an owner."""

    ledger: str = entry(N_("Owner's ledger"), "", required=True, pick="owner_ledgers", wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: ReconciliationDraft) -> Iterator[Problem]:
    yield from faults(asked)


def collect(session: Session, asked: ReconciliationDraft) -> Tabular:
    """Every line between the two balances, with its reason; what nobody explained is counted in a note."""
    stop(check(asked))
    say = Say(asked.language)
    row = session.get_one(OwnerLedger, asked.ledger)
    found = matching.standing(session, row.id)
    owner = session.get_one(Party, row.party_id).name
    columns = _columns(say)
    rows = tuple(_rows(found, say))
    reached = Money.total(one[4] for one in rows)
    theirs = found.theirs if found.stated is None else found.stated
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Reconciliation of balances")),
        scope=owner,
        as_of=row.as_of,
        columns=columns,
        groups=(TabularGroup(row.currency, rows),),
        checks=(MustAgree(say(N_("Balance of the owner's ledger")), reached, theirs),),
        notes=tuple(_notes(found, row.number, say)),
        signers=(say(N_("Prepared by")), say(N_("Checked by")), say(N_("Confirmed by the owner"))),
        total=say(N_("Balance of the owner's ledger")),
        party_id=row.party_id,
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("What")), width=24),
        TabularColumn(say(N_("Day")), DAY, width=11),
        TabularColumn(say(N_("Reference")), width=18),
        TabularColumn(say(N_("Booking text")), weight=1, width=22),
        TabularColumn(say(N_("Adjustment (+/−)")), MONEY, total=True, width=16),
        TabularColumn(say(N_("Reason")), weight=1, width=22),
    )


def _rows(found: Standing, say: Say) -> Iterator[tuple[Any, ...]]:
    yield say(N_("Balance of our book")), None, "", "", found.ours, ""
    yield from _lines(N_("Booked by the owner only"), found.only_theirs, found, say, 1)
    yield from _lines(N_("Booked by us only"), found.only_ours, found, say, -1)
    for one in found.matches:
        if one.difference:
            yield _differing(one, say)
    if found.unlisted:
        yield say(N_("In the stated balance, in none of its lines")), None, "", "", found.unlisted, ""


def _lines(what: str, lines: Iterable[LedgerLine], found: Standing, say: Say, sign: int) -> Iterator[tuple[Any, ...]]:
    """Whether it is added or taken off follows from the amount that is printed beside it."""
    for one in lines:
        amount = one.amount if sign > 0 else -one.amount
        caption = say(N_("Less: ") if amount < Money() else N_("Add: ")) + say(what)
        yield caption, one.on, one.reference, one.text, amount, found.explained.get(one.key, "")


def _differing(one: Matched, say: Say) -> tuple[Any, ...]:
    mine, others = one.ours[:1] or one.theirs[:1], one.theirs[:1] or one.ours[:1]
    reason = one.remark or say(matching.WAYS[one.reason])
    return say(N_("Booked with another amount")), mine[0].on, mine[0].reference, others[0].text, one.difference, reason


def _notes(found: Standing, number: str, say: Say) -> Iterator[str]:
    yield say(N_("Ledger {number}: {count} matches were taken."), number=number, count=len(found.matches))
    if found.agrees:
        yield say(N_("Every difference is explained: the balances agree."))
    else:
        yield say(N_("Not explained yet: {count}. The balances do not agree before this is nothing."),
                  count=found.unexplained + bool(found.unlisted))  # fmt: skip


def _comes_to(data: Tabular) -> dict[str, Money]:
    """The balance of the owner's ledger."""
    return {group.currency: group.totals(data.columns)[4] or Money() for group in data.groups}


RECONCILIATION: Report[ReconciliationDraft, Tabular] = Report(
    name="reconciliation",
    title=N_("Reconciliation of balances"),
    code="TJ",
    template=TEMPLATE,
    asks=ReconciliationDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    document=lambda asked: asked.ledger,
    comes_to=_comes_to,
)
