"""Whether the parts of a statement add up; a paper whose parts do not is never printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields

from models.language import N_
from models.money import Money
from models.problems import Problem
from reports.statement_figures import Account, ContractLine, Group, StatementOfAccount
from reports.style import Say

_DIFFER = N_("{currency} {what}: {one} is {first}, {other} is {second}. The book contradicts itself; run “verify”.")
_SUMMED = tuple(item.name for item in fields(ContractLine) if item.type == "Money")
_CAPTIONS = {
    "certified": N_("certified"),
    "deducted": N_("deducted"),
    "received": N_("received"),
    "balance": N_("balance"),
    "overdue": N_("overdue part"),
    "not_due": N_("part not due"),
    "retention": N_("retention"),
    "undated": N_("part without due date"),
    "credit": N_("part to pay back"),
    "confirmed": N_("part confirmed before"),
}


def contradictions(data: StatementOfAccount) -> list[Problem]:
    """What does not add up, with both figures; empty when the paper may be printed."""
    return [problem for group in data.groups for problem in _group(group, data)]


def _group(group: Group, data: StatementOfAccount) -> Iterator[Problem]:
    total = group.total
    for line in (*group.contracts, total):
        yield from _line(group, line)
    for name in _SUMMED:
        parts = Money.total(getattr(line, name) for line in group.contracts)
        caption = _CAPTIONS[name]
        yield from _same(group, caption, N_("the total"), getattr(total, name), N_("the sum of the contracts"), parts)
    yield from _parts(group, data)
    if group.accounts:
        closing = Money.total(account.closing for account in group.accounts)
        yield from _same(group, N_("balance"), N_("the total"), total.balance, N_("the sum of the accounts"), closing)
    for account in group.accounts:
        yield from _account(group, account, data)


def _line(group: Group, line: ContractLine) -> Iterator[Problem]:
    parts = line.overdue + line.not_due + line.retention + line.undated + line.credit
    what = line.number or N_("Total")
    yield from _same(
        group,
        what,
        N_("the balance"),
        line.balance,
        N_("certified less deducted and received"),
        line.certified - line.deducted - line.received,
    )
    yield from _same(group, what, N_("the balance"), line.balance, N_("the sum of its parts"), parts)


def _parts(group: Group, data: StatementOfAccount) -> Iterator[Problem]:
    total = group.total
    late = Money.total(item.amount for item in group.overdue)
    for caption, whole, name, found in (
        (N_("overdue part"), total.overdue, N_("the sum of the bands"), _sum(part.amount for part in group.bands)),
        (N_("overdue part"), total.overdue, N_("the sum of the overdue items"), late),
        (N_("balance"), total.balance, N_("the sum of the classes"), _sum(part.amount for part in group.classes)),
    ):
        yield from _same(group, caption, N_("the total"), whole, name, found)
    for item in group.overdue:
        if item.days != (data.as_of - item.due_on).days or item.days <= 0:
            yield Problem(
                "", N_("{document}: {days} days overdue are wrong."), _told(document=item.document, days=item.days)
            )
    if group.words and group.words != Say(data.language).words(group.owed):
        yield Problem("", N_("The amount in words is not {amount}."), _told(amount=group.owed.grouped))


def _account(group: Group, account: Account, data: StatementOfAccount) -> Iterator[Problem]:
    running, day = account.opening, data.since
    for movement in account.movements:
        running += movement.certified - movement.deducted - movement.received
        if movement.balance != running:
            yield from _same(
                group, movement.document, N_("the balance"), movement.balance, N_("the sum of the lines"), running
            )
            return
        if movement.day > data.as_of or (day and movement.day < day):
            yield Problem(
                "", N_("{document} does not stand in the order of its date."), _told(document=movement.document)
            )
        day = movement.day
    yield from _same(group, account.contract, N_("the closing"), account.closing, N_("the sum of the lines"), running)
    for line in group.contracts:
        if line.number == account.contract:
            yield from _against(group, line, account, data)


def _against(group: Group, line: ContractLine, account: Account, data: StatementOfAccount) -> Iterator[Problem]:
    """An account must close with its contract's balance; one from the beginning also shows all that was charged."""
    what = line.number
    yield from _same(group, what, N_("the balance"), line.balance, N_("the closing"), account.closing)
    if data.since:
        return
    for name in ("certified", "deducted", "received", "retention"):
        moved = Money.total(getattr(movement, name) for movement in account.movements)
        opened = account.opening if name == "certified" else Money()
        yield from _same(group, what, _CAPTIONS[name], getattr(line, name), N_("the sum of the lines"), moved + opened)


def _sum(amounts: Iterable[Money]) -> Money:
    return Money.total(amounts)


def _same(group: Group, what: str, one: str, first: Money, other: str, second: Money) -> Iterator[Problem]:
    if first != second:
        told = _told(what=what, one=one, first=first.grouped, other=other, second=second.grouped)
        yield Problem("", _DIFFER, {"currency": group.currency, **told})


def _told(**values: object) -> dict[str, object]:
    return values
