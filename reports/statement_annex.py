"""The pages behind a statement: what is overdue, bills and unallocated money, and the account of each contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from models.language import N_
from models.money import Money
from reports import table
from reports.paper import Paper
from reports.statement_figures import Account, Group, Movement, StatementOfAccount
from reports.style import Say, short
from reports.table import Cells, Column, Table

_ROW = 15.5


def put_annexes(paper: Paper, data: StatementOfAccount, say: Say) -> None:
    if not data.with_detail:
        return
    annexes = [(group, annex) for group in data.groups for annex in _annexes(group, data, say)]
    if annexes:
        paper.turn()
    for number, (group, (caption, made)) in enumerate(annexes, 1):
        currency = f" ({group.currency})" if len(data.groups) > 1 else ""
        heading = say(N_("Annex {number}: {caption}"), number=number, caption=caption) + currency
        paper.heading(heading)
        table.put(paper, replace(made, again=say(N_("{heading} (continued)"), heading=heading)))
        paper.gap(8)


def _annexes(group: Group, data: StatementOfAccount, say: Say) -> list[tuple[str, Table]]:
    found = []
    if group.overdue:
        found.append((say(N_("what is overdue")), _overdue(group, say)))
    if group.disputed:
        found.append((say(N_("what is in dispute")), _disputed(group, say)))
    if group.bills:
        found.append((say(N_("bills in hand")), _bills(group, say)))
    if group.unallocated:
        found.append((say(N_("receipts not yet allocated")), _unallocated(group, say)))
    for account in group.accounts:
        told = say(N_("account of contract {number} {name}"), number=account.contract, name=account.name)
        found.append((told, _account(account, data, say)))
    return found


def _overdue(group: Group, say: Say) -> Table:
    columns = (
        Column(say(N_("Contract"))),
        Column(say(N_("Document")), weight=1, least=80),
        Column(say(N_("Class"))),
        Column(say(N_("Due on")), "centre"),
        Column(say(N_("Days overdue")), "right"),
        Column(say(N_("Amount")), "right"),
    )
    rows = [
        [item.contract, item.document, say(item.kind), short(item.due_on), str(item.days), item.amount.grouped]
        for item in group.overdue
    ]
    total = [say(N_("Total")), "", "", "", "", group.total.overdue.grouped]
    sums = list(accumulate((item.amount for item in group.overdue), Money.__add__, initial=Money()))

    def carried(rows: int) -> tuple[Cells, Cells]:
        tail = ["", "", "", "", sums[rows].grouped]
        return [say(N_("Carried forward")), *tail], [say(N_("Brought forward")), *tail]

    return Table(columns, rows, [total], carried, row=_ROW)


def _disputed(group: Group, say: Say) -> Table:
    columns = (
        Column(say(N_("Contract"))),
        Column(say(N_("Document"))),
        Column(say(N_("What is disputed")), weight=1, least=80),
        Column(say(N_("In dispute since")), "centre"),
        Column(say(N_("Of it in the balance")), "right"),
        Column(say(N_("Amount in dispute")), "right"),
    )
    rows = [
        [one.contract, one.document, one.name, short(one.opened_on), one.of_balance.grouped, one.amount.grouped]
        for one in group.disputed
    ]
    whole = Money.total(one.amount for one in group.disputed)
    total = [say(N_("Total")), "", "", "", group.in_dispute.grouped, whole.grouped]
    return Table(columns, rows, [total], row=_ROW)


def _bills(group: Group, say: Say) -> Table:
    columns = (
        Column(say(N_("Number")), weight=1, least=80),
        Column(say(N_("Kind"))),
        Column(say(N_("Received on")), "centre"),
        Column(say(N_("Matures on")), "centre"),
        Column(say(N_("Amount")), "right"),
    )
    rows = [
        [one.number, say(one.kind), short(one.received_on), short(one.matures_on), one.amount.grouped]
        for one in group.bills
    ]
    return Table(columns, rows, [_total(columns, [one.amount for one in group.bills], say)], row=_ROW)


def _unallocated(group: Group, say: Say) -> Table:
    columns = (
        Column(say(N_("Received on")), "centre"),
        Column(say(N_("Document"))),
        Column(say(N_("Payer")), weight=1, least=80),
        Column(say(N_("Amount")), "right"),
    )
    rows = [[short(one.received_on), one.document, one.payer, one.amount.grouped] for one in group.unallocated]
    return Table(columns, rows, [_total(columns, [one.amount for one in group.unallocated], say)], row=_ROW)


def _total(columns: Sequence[Column], amounts: Sequence[Money], say: Say) -> Cells:
    return [say(N_("Total")), *[""] * (len(columns) - 2), Money.total(amounts).grouped]


def _moved(say: Say) -> tuple[Column, ...]:
    return (
        Column(say(N_("Date")), "centre"),
        Column(say(N_("Document"))),
        Column(say(N_("Particulars")), weight=1, least=110),
        Column(say(N_("Charged")), "right"),
        Column(say(N_("Deducted")), "right"),
        Column(say(N_("Received")), "right"),
        Column(say(N_("Balance")), "right"),
        Column(say(N_("Of it retention")), "right"),
    )


def _account(account: Account, data: StatementOfAccount, say: Say) -> Table:
    columns = _moved(say)
    opening = [
        "",
        "",
        say(N_("Opening balance")),
        "",
        "",
        "",
        account.opening.grouped,
        account.kept.grouped if account.kept else "",
    ]
    if data.since:
        opening[0] = short(data.since)
    sums = _sums(account.movements)

    def carried(rows: int) -> tuple[Cells, Cells]:
        moved = max(rows - 1, 0)
        balance = account.movements[moved - 1].balance if moved else account.opening
        kept = account.kept + sums[moved][3]
        tail = [*(amount.grouped for amount in sums[moved][:3]), balance.grouped, kept.grouped]
        return ["", "", say(N_("Carried forward")), *tail], ["", "", say(N_("Brought forward")), *tail]

    end = sums[-1]
    closing = [
        short(data.as_of),
        "",
        say(N_("Total and closing balance")),
        *(amount.grouped for amount in end[:3]),
        account.closing.grouped,
        (account.kept + end[3]).grouped,
    ]
    rows = [opening, *map(_movement, account.movements)]
    return Table(columns, rows, [closing], carried, frozenset([0]), 8, _ROW)


_Sums = tuple[Money, Money, Money, Money]


def _sums(movements: Sequence[Movement]) -> list[_Sums]:
    """Certified, deducted, received and retention of the first n movements, for every n."""
    found = [(Money(), Money(), Money(), Money())]
    for one in movements:
        last = found[-1]
        found.append((last[0] + one.certified, last[1] + one.deducted, last[2] + one.received, last[3] + one.retention))
    return found


def _movement(one: Movement) -> Cells:
    return (
        one.day.isoformat(),
        one.document,
        one.summary,
        one.certified.grouped if one.certified else "",
        one.deducted.grouped if one.deducted else "",
        one.received.grouped if one.received else "",
        one.balance.grouped,
        one.retention.grouped if one.retention else "",
    )
