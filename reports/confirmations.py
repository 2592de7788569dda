"""How statements were answered (询证函回函情况表): each with its seal, service, reply and difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import confirmations
from models.confirmations.course import PROOFS, STATES, Confirmation
from models.confirmations.draft import AGREES, KINDS, PART, REFUSED
from models.language import N_
from models.money import Money
from models.problems import stop
from reports.confirmation_draft import ConfirmationListDraft, check
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say
from reports.tabular import DAY, MustAgree, Tabular, TabularColumn, by_currency, contradictions, money_column, sheets
from reports.tabular_paper import TEMPLATE, draw

_OLDER = N_("Earlier statements to the same debtor, not in the total")


def collect(session: Session, asked: ConfirmationListDraft) -> Tabular:
    """One row a statement, the newest first; below it how many came back signed.

    What was stated and confirmed is added up once for each debtor, as of his latest cut-off day; older ones are apart.
    """
    stop(check(asked))
    assert asked.as_of
    say, day = Say(asked.language), asked.as_of
    found = confirmations.confirmations(session, day, party=asked.party, contract=asked.contract)
    latest = _latest(found)
    groups = by_currency((one.currency, _row(one, day, say)) for one in found if one.key in latest)
    apart = by_currency((one.currency, _row(one, day, say)) for one in found if one.key not in latest)
    groups += tuple(replace(group, heading=say(_OLDER)) for group in apart)
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("List of replies to statements")),
        scope=say(N_("{count} statements"), count=len(found)),
        as_of=day,
        columns=_columns(say),
        groups=groups,
        checks=tuple(_checks(found, say)),
        notes=tuple(_notes(found, day, say)),
        signers=(say(N_("Prepared by")), say(N_("Checked by"))),
        party_id=asked.party,
        contract_id=asked.contract,
        dated_on=asked.dated_on,
        language=asked.language,
    )


def _latest(found: Sequence[Confirmation]) -> set[str]:
    """The statements that are added up: of each debtor those of his latest cut-off day, none of them twice."""
    told: dict[tuple[str, str], dict[str, Confirmation]] = {}
    for one in sorted(found, key=lambda one: (one.as_of or date.min, not one.contract_id, one.number), reverse=True):
        his = told.setdefault((one.party_id, one.currency), {})
        newest = next(iter(his.values()), one)
        if newest.as_of == one.as_of and "" not in his:
            his.setdefault(one.contract_id, one)
    return {one.key for his in told.values() for one in his.values()}


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("Statement")), width=15),
        TabularColumn(say(N_("Debtor")), weight=2, width=18),
        TabularColumn(say(N_("Cut-off date")), DAY, width=11),
        money_column(say(N_("Balance stated"))),
        TabularColumn(say(N_("Sealed on")), DAY, width=11),
        TabularColumn(say(N_("Sent on")), DAY, width=11),
        TabularColumn(say(N_("Day of the reply")), DAY, width=11),
        TabularColumn(say(N_("What it says")), width=9),
        money_column(say(N_("Confirmed"))),
        money_column(say(N_("Explained"))),
        money_column(say(N_("Unexplained"))),
        TabularColumn(say(N_("Signatory")), weight=1, width=10),
        TabularColumn(say(N_("How far it is")), weight=1, width=12),
    )


def _row(one: Confirmation, day: date, say: Say) -> tuple[Any, ...]:
    reply = one.reply
    signed = ""
    if reply is not None and reply.kind != REFUSED:
        signed = f"{reply.signatory} {say(PROOFS['strong' if reply.is_strong else 'weak'])}".strip()
    return (
        one.number, one.party, one.as_of, one.stated, one.sealed.reached_on if one.sealed else None,
        one.service.sent_on if one.service else None, reply.replied_on if reply else None,
        say(KINDS[reply.kind]) if reply else "", reply.confirmed if reply else None, _explained(one), one.unexplained,
        signed, say(STATES[one.state(day)]),
    )  # fmt: skip


def _explained(one: Confirmation) -> Money | None:
    return Money.total(row.amount for row in one.reply.differences) if one.reply is not None else None


def _checks(found: list[Confirmation], say: Say) -> Iterator[MustAgree]:
    """Of every statement that was answered: balance = confirmed + explained + unexplained."""
    for one in found:
        if one.reply is not None and one.reply.kind != REFUSED:
            parts = one.reply.confirmed + (_explained(one) or Money()) + (one.unexplained or Money())
            yield MustAgree(say(N_("Balance stated")), one.stated or Money(), parts)


def _notes(found: list[Confirmation], day: date, say: Say) -> Iterator[str]:
    signed = sum(1 for one in found if one.reply is not None and one.reply.kind in (AGREES, PART))
    if found:
        rate = f"{signed * 100 / len(found):.1f}%"
        yield say(N_("Signed in full or in part: {signed} of {count}, {rate}."), signed=signed, count=len(found),
                  rate=rate)  # fmt: skip
    for state in STATES:
        count = sum(1 for one in found if one.state(day) == state)
        if count:
            yield f"{say(STATES[state])}: {count}"


def _confirmed(data: Tabular) -> dict[str, Money]:
    return {group.currency: group.totals(data.columns)[8] or Money() for group in data.groups if not group.heading}


CONFIRMATIONS: Report[ConfirmationListDraft, Tabular] = Report(
    name="confirmations",
    title=N_("List of replies to statements"),
    code="HH",
    template=TEMPLATE,
    asks=ConfirmationListDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_confirmed,
)
