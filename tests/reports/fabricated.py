"""Statements made up from a seed whose parts add up, for looking at, measuring and breaking."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from datetime import date, timedelta

from models.money import Money
from models.rules.words import words
from reports.check_code import Check
from reports.letterhead import Bank, Letterhead
from reports.statement_figures import (
    Account,
    Bill,
    ContractLine,
    Group,
    Movement,
    OverdueItem,
    Part,
    StatementOfAccount,
    Unallocated,
)

AS_OF = date(2026, 10, 31)
HELD = Money(35000000)
HEAD = hashlib.sha256(b"head").hexdigest()
NAMES = (
    ("LH-2024-017", "二期土建"),
    ("LH-2025-009", "室外管网及景观配套工程（含雨污分流、海绵城市改造）施工总承包合同"),
    ("LH-2025-021", "地下室机电安装"),
)
_EDGES = ((30, "1–{upto} days"), (90, "{over}–{upto} days"), (180, "{over}–{upto} days"), (365, "{over}–{upto} days"))


def a_statement(
    movements: int = 300, currencies: int = 2, issued: bool = True, **changes: object
) -> StatementOfAccount:
    """A debtor with three contracts in the first currency and one in the second."""
    dice = random.Random(7)
    groups = [_group(dice, "CNY", NAMES, movements)]
    if currencies > 1:
        groups.append(_group(dice, "USD", (("HW-2025-003", "Port access road, lot 2"),), 12))
    data = StatementOfAccount(
        letterhead=Letterhead(
            "中×建设集团有限公司",
            "江北项目部",
            "江北县××路 18 号",
            "联系人：王𬭛",
            "023-××××××××",
            (Bank("6222 ×××× ×××× 0188", "××银行江北支行", "中×建设集团有限公司江北项目部"),),
        ),
        party="临湖置业发展有限公司",
        party_id="",
        contract_id="",
        as_of=AS_OF,
        groups=tuple(groups),
        dated_on=date(2026, 11, 3),
        demand=True,
        number="JB-2026-对-017" if issued else "",
        check=Check("JB", 1841, HEAD) if issued else None,
    )
    return replace(data, **changes)  # type: ignore[arg-type]


def one_page(issued: bool = True) -> StatementOfAccount:
    """What a site prints most often: two contracts, no movements, one sheet."""
    whole = a_statement(24, 1, issued)
    group = whole.groups[0]
    lines = group.contracts[:2]
    total = _total(lines)
    late = Money.total(line.overdue for line in lines)
    items = (OverdueItem("LH-2024-017", "第 9 期", "Progress payment", AS_OF - timedelta(60), 60, late),)
    bare = replace(
        group,
        contracts=lines,
        total=total,
        words=words(total.balance - HELD),
        classes=(Part("Progress payment", total.balance),),
        bands=tuple(replace(band, amount=late if at == 1 else Money()) for at, band in enumerate(group.bands)),
        overdue=items,
        accounts=(),
    )
    return replace(whole, groups=(bare,), with_detail=False)


def _group(dice: random.Random, currency: str, names: tuple[tuple[str, str], ...], movements: int) -> Group:
    accounts = [_account(dice, number, name, movements // len(names)) for number, name in names]
    lines, items = [], []
    for account in accounts:
        line, late = _split(dice, account)
        lines.append(line)
        items += late
    total = _total(tuple(lines))
    return Group(
        currency,
        words(total.balance - HELD),
        tuple(lines),
        total,
        _classes(total),
        _bands(items),
        tuple(items),
        (Unallocated(date(2026, 10, 28), "收-0311", "临湖置业发展有限公司", HELD),),
        (Bill("1 3051 2026 0418", "Bank acceptance bill", date(2026, 8, 2), date(2027, 2, 2), Money(100000000)),),
        tuple(accounts),
    )


def _account(dice: random.Random, number: str, name: str, count: int) -> Account:
    day = AS_OF - timedelta(count * 3 + 30)
    balance = opening = Money(dice.randrange(0, 500000000))
    found = []
    for at in range(count):
        day += timedelta(dice.randrange(0, 4))
        value, retention = Money(dice.randrange(10000000, 400000000)), Money()
        zero = Money()
        if at % 3 == 0:
            certified, deducted, received = value, zero, zero
            retention = Money(value.fen * 3 // 100)
            told = f"第 {at // 3 + 1} 期验工计价，扣留质保金 {retention.grouped}"
        elif at % 3 == 1:
            certified, deducted, received = zero, zero, Money(min(value.fen, balance.fen * 6 // 10))
            told = "银行转账 王𬭛经手" if at % 2 else "银行承兑汇票（票号 1 3051 2026 0418 2231 7，到期日 2027-02-02）"
        else:
            certified, deducted, received = zero, Money(value.fen // 50), zero
            told = "扣回预付款"
            retention = -found[at - 2].retention if at > 2 and found[at - 2].retention else zero
        balance += certified - deducted - received
        found.append(
            Movement(day, f"JB-{2024 + at % 3}-{at + 1:04d}", told, certified, deducted, received, balance, retention)
        )
    return Account(number, name, opening, tuple(found), balance)


def _split(dice: random.Random, account: Account) -> tuple[ContractLine, list[OverdueItem]]:
    """Share the closing of an account out over overdue, retention and not due; its overdue part over items."""
    closing = account.closing
    kept = Money.total(one.retention for one in account.movements)
    late, later = (closing - kept).split([60, 27])
    days = sorted(dice.sample(range(1, 700), 3))
    items = [
        OverdueItem(account.contract, f"第 {at + 4} 期进度款", "Progress payment", AS_OF - timedelta(age), age, amount)
        for at, (age, amount) in enumerate(zip(reversed(days), late.split([5, 3, 2]), strict=True))
    ]
    received = Money.total(one.received for one in account.movements)
    deducted = Money.total(one.deducted for one in account.movements)
    certified = closing + received + deducted
    amounts = (certified, deducted, received, closing, late, days[-1], later, kept, Money())
    return ContractLine(account.contract, account.name, *amounts), items


def _total(lines: tuple[ContractLine, ...]) -> ContractLine:
    summed = ("certified", "deducted", "received", "balance", "overdue", "not_due", "retention", "undated", "credit")
    sums = {name: Money.total(getattr(line, name) for line in lines) for name in summed}
    return ContractLine(number="", name="", days=max(line.days for line in lines), **sums)


def _classes(total: ContractLine) -> tuple[Part, ...]:
    progress, final = (total.balance - total.retention).split([80, 20])
    return (
        Part("Progress payment", progress),
        Part("Final payment", final),
        Part("Retention money", total.retention),
    )


def _bands(items: list[OverdueItem]) -> tuple[Part, ...]:
    found, over = [], 0
    for upto, caption in _EDGES:
        amount = Money.total(item.amount for item in items if over < item.days <= upto)
        found.append(Part(caption, amount, (("over", over + 1), ("upto", upto))))
        over = upto
    oldest = Money.total(item.amount for item in items if item.days > over)
    return (*found, Part("Over {over} days", oldest, (("over", over),)))
