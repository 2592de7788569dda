"""The difference table (对账差异表): from the balance of a statement to what was confirmed, reason by reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from models import confirmations
from models.confirmations import Reply, ReplyDraft
from models.confirmations.draft import AGREES, CAPACITIES, KINDS, REASONS, REFUSED, SEALS
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Refused, stop
from models.receivables.record import CLASSES, Receivable
from reports.confirmation_draft import DifferencesDraft, check
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import UNITS, Say
from reports.tabular import MustAgree, Tabular, TabularColumn, TabularGroup, contradictions, money_column, sheets
from reports.tabular_paper import TEMPLATE, draw


def collect(session: Session, asked: DifferencesDraft) -> Tabular:
    """What is confirmed in full as one line, every other item, every reason, and what is left.

    What was confirmed in total only is one line: of which items, nobody said. It is a draft while something is left.
    """
    stop(check(asked))
    say = Say(asked.language)
    row = session.get_one(Reply, asked.reply)
    if row.kind == REFUSED:
        raise Refused(N_("{letter} was not answered: there is nothing to compare."), letter=row.letter)
    draft = confirmations.draft_of(session, row.id)
    rows = (*_items(session, draft, say), *_reasons(draft, say))
    left = draft.unexplained or Money()
    if left:
        rows = (*rows, (say(N_("Unexplained")), "", None, None, left, ""))
    group = TabularGroup(row.currency, rows)
    stated, whole, apart = group.totals(columns := _columns(say))[2:5]
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Difference table")),
        scope=session.get_one(Party, row.party_id).name,
        as_of=row.as_of,
        columns=columns,
        groups=(group,),
        checks=(
            MustAgree(say(N_("Confirmed")), whole or Money(), row.confirmed),
            MustAgree(say(N_("Differences")), row.stated - row.confirmed, apart or Money()),
        ),
        notes=tuple(_notes(row, stated or Money(), left, say)),
        signers=(say(N_("Prepared by")), say(N_("Checked by")), say(N_("Confirmed by the debtor"))),
        is_final=not left,
        party_id=row.party_id,
        contract_id=row.contract_id or "",
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("What")), weight=1, width=20),
        TabularColumn(say(N_("Class")), width=10),
        money_column(say(N_("Stated"))),
        money_column(say(N_("Confirmed"))),
        money_column(say(N_("Explained"))),
        TabularColumn(say(N_("Explanation")), weight=2, width=28),
    )


def _items(session: Session, draft: ReplyDraft, say: Say) -> Iterator[tuple[Any, ...]]:
    if not (draft.by_item or draft.kind == AGREES):
        told = say(N_("{count} items, confirmed in total only"), count=len(draft.items))
        yield told, "", Money.total(one.stated or Money() for one in draft.items), draft.whole, None, ""
        return
    whole = [one for one in draft.items if one.confirmed == one.stated]
    if whole:
        told = say(N_("{count} items confirmed in full"), count=len(whole))
        amount = Money.total(one.stated or Money() for one in whole)
        yield told, "", amount, amount, None, ""
    for one in (one for one in draft.items if one.confirmed != one.stated):
        item = session.get_one(Receivable, one.receivable)
        yield item.document, say(CLASSES[item.kind]), one.stated, one.confirmed, None, ""


def _reasons(draft: ReplyDraft, say: Say) -> Iterator[tuple[Any, ...]]:
    for one in draft.differences:
        yield say(REASONS[one.reason]), "", None, None, one.amount, one.note


def _notes(row: Reply, listed: Money, left: Money, say: Say) -> Iterator[str]:
    yield say(
        N_("Statement {letter} of {stated}; reply of {day}: {kind}."), letter=row.letter, stated=row.stated.grouped,
        day=say.day(row.replied_on), kind=say(KINDS[row.kind]),
    )  # fmt: skip
    yield say(
        N_("Signed by {name} ({capacity}), {seal}."), name=row.signatory or "—", capacity=say(CAPACITIES[row.capacity]),
        seal=say(SEALS[row.seal]),
    )  # fmt: skip
    if listed != row.stated:
        yield say(N_("The items come to {amount}: the book learned more of that day since."), amount=listed.grouped)
    yield (
        say(
            N_("Not explained: {amount} {currency}."),
            amount=left.grouped,
            currency=say(UNITS.get(row.currency, row.currency)),
        )
        if left
        else say(N_("Every difference is explained."))
    )


def _stated(data: Tabular) -> dict[str, Money]:
    return {group.currency: group.totals(data.columns)[3] or Money() for group in data.groups}


DIFFERENCES: Report[DifferencesDraft, Tabular] = Report(
    name="differences",
    title=N_("Difference table"),
    code="CY",
    template=TEMPLATE,
    asks=DifferencesDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    document=lambda asked: asked.reply,
    comes_to=_stated,
)
