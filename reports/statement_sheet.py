"""A statement of account as a workbook: the summary, what is overdue, and the account of each contract."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields as fields_of

from models.language import N_
from models.rules.ageing import CREDIT
from reports.statement_figures import LESS_HELD, Account, Group, Movement, StatementOfAccount
from reports.style import Say
from reports.workbook import Field, Sheet


def sheets(data: StatementOfAccount) -> Sequence[Sheet]:
    say = Say(data.language)
    alone = len(data.groups) == 1  # no total mixes two currencies
    found = [Sheet(say(N_("Summary")), _summary_fields(say, alone), list(_summary(data, say)))]
    found.append(Sheet(say(N_("Overdue")), _overdue_fields(say, alone), list(_overdue(data, say))))
    if any(group.disputed for group in data.groups):
        found.append(Sheet(say(N_("In dispute")), _disputed_fields(say, alone), list(_disputed(data))))
    if data.with_detail:
        for group in data.groups:
            found += [_account(account, group, data, say) for account in group.accounts]
    return found


def _money(caption: str, total: bool = True) -> Field:
    return Field(caption, "money", 16, total=total)


def _summary_fields(say: Say, total: bool) -> tuple[Field, ...]:
    return (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Name")), width=36),
        _money(say(N_("Charged to date")), total),
        _money(say(N_("Deducted to date")), total),
        _money(say(N_("Received to date")), total),
        _money(say(N_("Balance")), total),
        _money(say(N_("Of it overdue")), total),
        Field(say(N_("Longest overdue")), "days", 10),
        _money(say(N_("Not due")), total),
        _money(say(N_("Retention not due")), total),
        _money(say(N_("No due date yet")), total),
        _money(say(CREDIT), total),
        _money(say(N_("Of it confirmed before")), total),
    )


def _summary(data: StatementOfAccount, say: Say) -> Iterator[Sequence[object]]:
    for group in data.groups:
        for line in group.contracts:
            charged = (line.certified, line.deducted, line.received, line.balance)
            later = (line.overdue, line.days or None, line.not_due, line.retention, line.undated)
            apart = (line.credit, line.confirmed)
            yield (group.currency, line.number, line.name, *charged, *later, *apart)
        if group.in_total:
            told = say(N_("Confirmed before in total, not by contract"))
            yield (group.currency, "", told, *[None] * 10, group.in_total)
        if group.held:
            yield (group.currency, "", say(LESS_HELD), None, None, group.held, -group.held, *[None] * 7)


def _overdue_fields(say: Say, total: bool) -> tuple[Field, ...]:
    return (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Document")), width=20),
        Field(say(N_("Class")), width=12),
        Field(say(N_("Due on")), "date", 12),
        Field(say(N_("Days overdue")), "days", 10),
        _money(say(N_("Amount")), total),
    )


def _overdue(data: StatementOfAccount, say: Say) -> Iterator[Sequence[object]]:
    for group in data.groups:
        for item in group.overdue:
            told = (item.contract, item.document, say(item.kind), item.due_on, item.days, item.amount)
            yield (group.currency, *told)


def _disputed_fields(say: Say, total: bool) -> tuple[Field, ...]:
    return (
        Field(say(N_("Currency")), width=8),
        Field(say(N_("Contract")), width=16),
        Field(say(N_("Document")), width=20),
        Field(say(N_("What is disputed")), width=36),
        Field(say(N_("In dispute since")), "date", 12),
        _money(say(N_("Amount in dispute")), total),
        _money(say(N_("Of it in the balance")), total),
    )


def _disputed(data: StatementOfAccount) -> Iterator[Sequence[object]]:
    for group in data.groups:
        for one in group.disputed:
            yield (group.currency, one.contract, one.document, one.name, one.opened_on, one.amount, one.of_balance)


def _account(account: Account, group: Group, data: StatementOfAccount, say: Say) -> Sheet:
    fields = (
        Field(say(N_("Date")), "date", 12),
        Field(say(N_("Document")), width=18),
        Field(say(N_("Particulars")), width=40),
        _money(say(N_("Charged"))),
        _money(say(N_("Deducted"))),
        _money(say(N_("Received"))),
        Field(say(N_("Balance")), "money", 16),
        _money(say(N_("Of it retention"))),
    )
    opening = (data.since, "", say(N_("Opening balance")), None, None, None, account.opening, account.kept or None)
    names = tuple(item.name for item in fields_of(Movement))
    moved = (tuple(getattr(movement, name) for name in names) for movement in account.movements)
    return Sheet(f"{account.contract} {group.currency}", fields, [opening, *moved])
