"""The ageing report (账龄分析表): what each debtor owes by age, with what is provided for, as finance reports it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import provisions
from models.ageing_table import CAPTIONS
from models.contracts.record import Contract
from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.money import Money
from models.parties import Party
from models.problems import Problem, stop
from models.receivables import position
from models.receivables.ageing import ageing, bands_on
from models.receivables.fifo import fifo
from models.rules.ageing import CREDIT, DUE, POSTING
from models.rules.captions import percent
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import NOTHING, Say
from reports.tabular import (
    PERCENT,
    MustAgree,
    Tabular,
    TabularColumn,
    TabularGroup,
    by_currency,
    contradictions,
    money_column,
    sheets,
)
from reports.tabular_paper import TEMPLATE, draw

FIFO, PROVISION = "fifo", "provision"
BASES = {
    DUE: N_("By due date: the overdue part, in days"),
    POSTING: N_("By posting date, in years"),
    FIFO: N_("By debtor, first in first out, in years"),
    PROVISION: N_("With the provision for bad debts"),
}


@dataclass(frozen=True)
class AgeingDraft:
    """On which day, by which basis."""

    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    by: str = entry(N_("Basis of age"), DUE, choices=BASES, required=True, wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: AgeingDraft) -> Iterator[Problem]:
    yield from faults(asked)


def collect(session: Session, asked: AgeingDraft) -> Tabular:
    """One row a contract (a debtor, first in first out); Refused where a provision is asked for without rates."""
    stop(check(asked))
    assert asked.as_of
    say = Say(asked.language)
    made = {FIFO: _by_debtor, PROVISION: _provided}.get(asked.by, _by_contract)
    columns, rows = made(session, asked, say)
    owed = {one.currency: one.balance for one in position.positions(session, asked.as_of)}
    groups = by_currency((currency, row) for currency, many in rows.items() for row in many)
    return Tabular(
        letterhead=letterhead(session),
        title=say(N_("Ageing of receivables")),
        scope=say(BASES[asked.by]),
        as_of=asked.as_of,
        columns=columns,
        groups=groups,
        checks=tuple(_checks(columns, groups, owed, asked.by, say)),
        notes=tuple(_rates(session, asked.as_of, say)) if asked.by == PROVISION else (),
        signers=(say(N_("Prepared by")), say(N_("Checked by")), say(N_("Approved by"))),
        dated_on=asked.dated_on,
        language=asked.language,
    )


Rows = dict[str, list[tuple[Any, ...]]]
Made = tuple[tuple[TabularColumn, ...], Rows]


def _named(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("Contract number")), width=14),
        TabularColumn(say(N_("Debtor")), weight=1, width=18),
    )


def _by_contract(session: Session, asked: AgeingDraft, say: Say) -> Made:
    assert asked.as_of
    bands = bands_on(asked.as_of, asked.by)
    late = asked.by == DUE
    aged = ageing(session, asked.as_of, asked.by)
    owing_back = (CREDIT,) if any(row.credit for row in aged) else ()
    parts = (N_("Without due date"), N_("Not due yet"), N_("Overdue")) if late else ()
    columns = (
        *_named(say), money_column(say(N_("Balance"))), *(money_column(say(part)) for part in parts),
        *(money_column(say(CAPTIONS[band.name])) for band in bands),
        *(money_column(say(caption)) for caption in owing_back),
    )  # fmt: skip
    debtors = _debtors(session)
    rows: Rows = {}
    for row in aged:
        split = (row.undated, row.not_due, row.overdue) if late else ()
        told = (row.contract, debtors[row.contract], row.balance, *split, *(row.bands[band.name] for band in bands))
        told += tuple(row.credit for _one in owing_back)
        rows.setdefault(row.currency, []).append(told)
    return columns, rows


def _by_debtor(session: Session, asked: AgeingDraft, say: Say) -> Made:
    """With the difference to the age of the items themselves: both are right, for another question."""
    assert asked.as_of
    bands = bands_on(asked.as_of, POSTING)
    columns = (
        _named(say)[1], money_column(say(N_("Balance"))), money_column(say(N_("Of it paid too much"))),
        *(money_column(say(CAPTIONS[band.name])) for band in bands),
        money_column(say(N_("{band}, difference to the items"), band=say(CAPTIONS[bands[0].name]))),
    )  # fmt: skip
    whose = _debtors(session)
    items: dict[tuple[str, str], Money] = {}
    rows: Rows = {}
    for row in ageing(session, asked.as_of, POSTING):
        key = (whose[row.contract], row.currency)
        items[key] = items.get(key, Money()) + row.bands[bands[0].name]
    for one in fifo(session, asked.as_of):
        amounts = [one.bands[band.name] for band in bands]
        apart = amounts[0] - items.get((one.party, one.currency), Money())
        rows.setdefault(one.currency, []).append((one.party, one.balance, -one.credit, *amounts, apart))
    return columns, rows


def _provided(session: Session, asked: AgeingDraft, say: Say) -> Made:
    assert asked.as_of
    bands = provisions.bands_on(session, asked.as_of)
    captions = provisions.captions_of(provisions.rates_on(session, asked.as_of))
    provided = provisions.provided(session, asked.as_of)
    apart = [row.balance - Money.total(row.bands.values()) for row in provided]
    owing_back = (CREDIT,) if any(apart) else ()
    columns = (
        *_named(say), money_column(say(N_("Balance"))),
        *(money_column(say(captions[band][0], **captions[band][1])) for band in bands),
        *(money_column(say(caption)) for caption in owing_back),
        TabularColumn(say(N_("Provided for by itself")), PERCENT, width=10), money_column(say(N_("Provision"))),
        money_column(say(N_("Book value"))),
    )  # fmt: skip
    rows: Rows = {}
    for row, credit in zip(provided, apart, strict=True):
        told = (row.contract, row.party, row.balance, *(row.bands[band] for band in bands))
        told += (credit,) if owing_back else ()
        rows.setdefault(row.currency, []).append((*told, row.rate, row.provision, row.balance - row.provision))
    return columns, rows


def _rates(session: Session, as_of: date, say: Say) -> Iterator[str]:
    """The rates that were used, from when on and by whose decision; then who is provided for by itself, and why."""
    used = provisions.rates_on(session, as_of)
    assert used.valid_from
    told = N_("Rates of provision valid from {day}, decided by: {source}")
    yield say(told, day=used.valid_from.isoformat(), source=used.source or NOTHING)
    named = provisions.captions_of(used)
    captions = {band: say(caption, **values) for band, (caption, values) in named.items()}
    for line in provisions.lines_of(used):
        rates = (f"{captions[band]} {percent(rate or Decimal(0))}" for _where, band, rate in line.rates)
        group = say(provisions.GROUPS[line.nature])
        if line.kind:
            group = say(N_("{group}, {kind}"), group=group, kind=say(provisions.KINDS[line.kind]))
        yield say(N_("{caption}: {words}"), caption=group, words=say(N_("; ")).join(rates))
    found = provisions.provided(session, as_of)
    for currency, amount in provisions.without_a_day(found).items():
        yield say(provisions.WITHOUT_A_DAY, currency=currency, amount=amount.grouped)
    for row in found:
        if row.rate is not None and row.since is not None:
            alone = N_("By itself: {contract} {party}, {rate} from {day} on; reason: {reason}")
            words = {"contract": row.contract, "party": row.party, "reason": row.reason}
            yield say(alone, **words, rate=percent(row.rate), day=row.since.isoformat())


def _debtors(session: Session) -> dict[str, str]:
    rows = session.execute(select(Contract.number, Party.name).join(Party, Party.id == Contract.owner_id))
    return {row[0]: row[1] for row in rows}


def _checks(
    columns: Sequence[TabularColumn], groups: Sequence[TabularGroup], owed: dict[str, Money], by: str, say: Say
) -> Iterator[MustAgree]:
    """The balance is that of the book, and the bands add up to what they divide."""
    for group in groups:
        sums = [one for one in group.totals(columns) if one is not None]
        balance = sums[0]
        yield MustAgree(say(N_("Balance of the book")), balance, owed.get(group.currency, Money()))
        if by == DUE:
            end = len(sums) - (columns[-1].caption == say(CREDIT))
            yield MustAgree(say(N_("Parts of the balance")), Money.total((*sums[1:4], *sums[end:])), balance)
            yield MustAgree(say(N_("Bands of what is overdue")), Money.total(sums[4:end]), sums[3])
        else:
            aged = {FIFO: sums[1:-1], PROVISION: sums[1:-2]}.get(by, sums[1:])
            yield MustAgree(say(N_("Bands of the balance")), Money.total(aged), balance)


def _balances(data: Tabular) -> dict[str, Money]:
    """The balance, which is the first sum of every table."""
    return {group.currency: next(one for one in group.totals(data.columns) if one is not None) for group in data.groups}


AGEING: Report[AgeingDraft, Tabular] = Report(
    name="ageing",
    title=N_("Ageing of receivables"),
    code="ZL",
    template=TEMPLATE,
    asks=AgeingDraft,
    collect=collect,
    draw=draw,
    contradictions=contradictions,
    sheets=sheets,
    comes_to=_balances,
)
