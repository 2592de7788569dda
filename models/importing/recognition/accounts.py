"""The account of a customer (往来明细账): debits are old items, credits are receipts, the balance is only checked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from models.importing.days import When, read_day
from models.importing.recognition.brought import Harvest, Row, remark_of
from models.importing.recognition.casting import NOBODY
from models.importing.recognition.doubts import REVERSAL
from models.importing.recognition.ledger import CARRIED, Ledger, Line, day_of
from models.importing.recognition.parties import looks_like_party
from models.importing.recognition.signs import MOST
from models.importing.recognition.words import ACCOUNT, OPENING
from models.importing.texts import Misread
from models.language import N_
from models.money import Money

_CARRIED = re.compile(r".*(?:(?:上年|上期|上月|年初|期初|以前年度)(?:结转|余额|结余|数)|结转上年|余额结转|期初).*")
_REVERSED = N_(
    "The debit is negative, and which charge it takes back is not plain: answer the row of that charge, or bring in "
    "the account without both."
)
_REDUCED = N_("The row takes back {amount} of the charge of row {other}, {whole}: {rest} of it is left.")
_GUESSED = N_(
    "The balance brought forward has no day: {day}, the first of the year or month that goes on with it, stands for it."
)
_SPAN = re.compile(
    r"(?:期间|日期|时间)[^:：\d]{0,4}[:：]\s*((?:19|20)\d{2})[-./年]\s*(\d{1,2})\s*(?=$|[-./月日~～—至到\s])"
)
_STEP = N_("The balance is {stated}; by the row before it would be {ours}. Is a row missing?")
_LOOKED_AT = 20
_FORWARD = N_("The balance brought forward, {amount}, is what the sheets before come to.")
_FORWARD_OTHER = N_("{amount} is brought forward, and the sheets before come to {known}: correct one of them.")
_NOTHING = N_("The row has neither a debit nor a credit.")
_NO_DAY = N_("The date is missing: fill it in.")
_CREDIT, _EVEN = ("贷", "贷方"), ("平", "")


_OURS = re.compile(
    "编制|核算单位|填报|账套|账簿|[账帐]簿|公司名称|本单位|制表|记账单位|会计主体|核算主体|核算组织|业务组织|被审计单位|纳税人"
)
_OURS_SAID = re.compile(rf"[^:：\s]{{0,6}}(?:{_OURS.pattern})[^:：\s]{{0,6}}[:：]\s*\S+")
"""账簿：… 科目：… 客户：… in one cell: only what it says of ourselves is left out."""
_NAMES = re.compile("客户|客商|往来|单位|科目|辅助|核算|户名|对方")
_APART = re.compile(r"[/\\\\|>＞:：\s,，;；_—\-]+")
_CODE = re.compile(r"^(?:[\d.()（）]+|与|和)")
_BOOK = re.compile(
    r"(?:应收账款|应收款|客户)?(?:往来)?(?:明细|三栏|分户|辅助|往来)+(?:分类)?(?:账|帐|表|对账单)?(?:[(（].*)?$"
    r"|应收账款(?:[(（].*)?$"
)


def customer_above(sheet: str, lines: Iterable[str]) -> str:
    """Whose account it is: named above the table beside the account, in the title, or by the sheet itself."""
    named: list[str] = []
    titled: list[str] = []
    for said in lines:
        line = _OURS_SAID.sub("", said).strip()
        for piece in () if _OURS.search(line) else _APART.split(line):
            name = _BOOK.sub("", _CODE.sub("", piece))
            if looks_like_party(name) and name != said.strip():  # a company alone above its ledger is our own
                (named if _NAMES.search(line.replace(name, "")) else titled).append(name)
    if not (named or titled) and looks_like_party(sheet):
        return sheet
    return (named or titled or [""])[0]


def prepare(ledger: Ledger) -> None:
    """Make a balance brought forward a debit or a receipt, and credits receipts; check the running balance."""
    if _is_newest_first(ledger):
        ledger.lines.reverse()
    running: Money | None = None
    whose = ""
    for place, line in enumerate(ledger.lines):
        if line.text("party") != whose:
            running, whose = None, line.text("party")
        debit, credit, stated = (line.money(role) or Money() for role in ("debit", "credit", "balance"))
        signed = -stated if line.text("direction") in _CREDIT else stated
        if not debit and not credit and any(map(_CARRIED.fullmatch, _texts(line))):
            _carry(line, signed)
            _date(ledger, line, ledger.lines[place + 1 :])
            line.values[CARRIED] = True
            if signed < Money() and "posted_on" in line.values:
                line.values["received_on"] = line.values["posted_on"]
            running = signed
            continue
        if "balance" in line.raw:
            ours = None if running is None else running + debit - credit
            if ours is not None and ours != signed:
                ledger.note(line.row, _STEP, stated=signed.grouped, ours=ours.grouped)
            running = signed
        elif running is not None:
            running += debit - credit
        line.values["amount"] = credit
        if "posted_on" in line.values:
            line.values["received_on"] = line.values["posted_on"]


def _is_newest_first(ledger: Ledger) -> bool:
    """Whether no day is later than that of the row above it, and the balances do not go on from there."""
    found = [day for line in ledger.lines if (day := day_of(ledger, line, "posted_on"))]
    steps = [one.money("balance") == (before.money("balance") or Money()) + _net(one)
             for before, one in pairwise(ledger.lines)]  # fmt: skip
    return len(set(found)) > 1 and found == sorted(found, reverse=True) and not all(steps)


def _net(line: Line) -> Money:
    return (line.money("debit") or Money()) - (line.money("credit") or Money())


def _texts(line: Line) -> list[str]:
    return [line.text(role) for role in line.values if role in ("summary", "document") or role.startswith("remark")]


def _carry(line: Line, signed: Money) -> None:
    if signed < Money():
        line.values["amount"] = -signed
    elif signed:
        line.values["debit"] = signed


def _date(ledger: Ledger, line: Line, below: Sequence[Line]) -> None:
    """A balance brought forward without a day is of the first day of its period: its own, that of the account, else
    the year or month that goes on with it, which is told."""
    if "posted_on" in line.values:
        return
    said = _month_of(line.text("period_to")) or _begins(ledger.titles)
    mine = (one for one in below[:_LOOKED_AT] if one.text("party") == line.text("party"))
    known = said or next((when for one in mine if isinstance(when := one.values.get("posted_on"), When) and when.year),
                         None)  # fmt: skip
    if known:
        yearly = any("年" in text for text in _texts(line))
        when = line.values["posted_on"] = When(known.year, 1 if yearly else known.month, 1)
        if not said:
            ledger.note(line.row, _GUESSED, day=when.day())


def _month_of(text: str) -> When | None:
    try:
        when = read_day(text) if text else None
    except Misread:
        return None
    return when if when and when.year else None


def _begins(lines: Iterable[str]) -> When | None:
    """The first month of 期间：2024.1 至 2024.6."""
    found = next((one for line in lines if (one := _SPAN.search(line))), None)
    return When(int(found[1]), int(found[2]), 1) if found and 1 <= int(found[2]) <= 12 else None


def bring_forward_once(ledgers: Iterable[Ledger]) -> None:
    """A balance that a sheet brings forward from another one of the workbook is compared with it, not added to it."""
    lines: dict[str, list[tuple[date, Ledger, Line]]] = defaultdict(list)
    for ledger in ledgers:
        for line in ledger.coming if ledger.kind == ACCOUNT else ():
            if day := day_of(ledger, line, "posted_on"):
                lines[line.text("deal") or line.text("party")].append((day, ledger, line))
    for mine in lines.values():
        for day, ledger, line in mine:
            before = [one for on, other, one in mine if on < day and other is not ledger]
            if CARRIED in line.values and before:
                _compare_forward(ledger, line, Money.total(_moved(one) for one in before))


def _moved(line: Line) -> Money:
    return (line.money("debit") or Money()) - (line.money("amount") or Money())


def _compare_forward(ledger: Ledger, line: Line, known: Money) -> None:
    amount = _moved(line)
    line.values["debit"] = line.values["amount"] = None
    if amount == known:
        ledger.note(line.row, _FORWARD, amount=amount.grouped)
    else:
        line.open(_FORWARD_OTHER, amount=amount.grouped, known=known.grouped)


def charged(found: Harvest, ledger: Ledger, line: Line) -> None:
    """What a row charges becomes an old item of its contract."""
    debit, day = line.money("debit"), day_of(ledger, line, "posted_on")
    if not debit:
        if not line.money("credit") and CARRIED not in line.values:
            line.open(_NOTHING)
        return
    if not line.text("deal"):
        line.open(NOBODY)
    elif day is None:
        line.open(_NO_DAY)
    elif debit > Money():  # what takes back waits until all are known
        found.add(
            OPENING, ledger, line, contract=line.text("deal"), taken_on=day, kind="progress", amount=debit,
            posted_on=day, document=line.text("document"), remark=remark_of(line, line.text("summary")),
        )  # fmt: skip


def take_back(found: Harvest, ledger: Ledger, answers: Mapping[str, str]) -> None:
    """A negative debit takes back an earlier charge of its contract, or a part of it: 红冲."""
    negative = [line for line in ledger.coming if (line.money("debit") or Money()) < Money() and line.text("deal")]
    places: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(found.rows.get(OPENING, []) if negative else ()):
        if row.ledger is ledger:
            places[row.values["contract"]].append(place)
    for line in negative:
        if day_of(ledger, line, "posted_on"):
            _reduce(found, places[line.text("deal")], ledger, line, answers.get(_key(ledger, line), ""))


def _reduce(found: Harvest, places: Sequence[int], ledger: Ledger, line: Line, answer: str) -> None:
    amount, rows = -(line.money("debit") or Money()), found.rows[OPENING]
    before = {place: row for place in places if (row := rows[place]).line.row < line.row
              and row.values.get("amount", Money()) >= amount}  # fmt: skip
    place = _meant(before, line, amount, answer)
    if place is None:
        choices = tuple((_key(ledger, row.line), _told(row)) for row in [*before.values()][-MOST:])
        ledger.doubt(REVERSAL, _key(ledger, line), choices)
        line.open(_REVERSED)
        return
    meant = before[place]
    whole: Money = meant.values["amount"]
    rest = whole - amount
    ledger.note(line.row, _REDUCED, amount=amount.grouped, other=meant.line.row + 1, whole=whole.grouped,
                rest=rest.grouped)  # fmt: skip
    values = {name: value for name, value in meant.values.items() if rest or name not in _ITEM}
    rows[place] = replace(meant, values={**values, "amount": rest} if rest else values)


_ITEM = frozenset(("amount", "posted_on", "kind", "document"))
"""What a charge says that is taken back whole is gone."""


def _meant(before: Mapping[int, Row], line: Line, amount: Money, answer: str) -> int | None:
    """As answered; else the only charge whose voucher is named, the only one of this amount, the only one at all."""
    if answer:
        return next((place for place, row in before.items() if _key(row.ledger, row.line) == answer), None)
    texts = " ".join(_texts(line))
    named = [place for place, row in before.items() if (document := row.values.get("document")) and document in texts]
    same = [place for place, row in before.items() if row.values["amount"] == amount]
    return next((found[0] for found in (named, same, [*before]) if len(found) == 1), None)


def _key(ledger: Ledger, line: Line) -> str:
    return f"{ledger.sheet.name}!{line.row + 1}"


def _told(row: Row) -> str:
    said = row.values
    return f"{_key(row.ledger, row.line)} · {said['posted_on']} · {said['amount'].grouped} · {said.get('remark', '')}"
