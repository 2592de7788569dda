"""The balances of accounts (科目余额表): what stands for parties under an account of receivables, and no sum twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from models.importing.cells import choice_names
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import OPENING
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.receivables import CLASSES

CODE = "account_code"
_OWED = re.compile(r"应收(?!票据|股利|利息).*|.*(?:工程款|质保金|保证金|进度款|结算款)|预收.*|合同负债")
_OTHER = re.compile(r"其他应收款?|应收票据|应收(?:股利|利息)|应收款项融资")
_SIGNS = re.compile(r"[^0-9A-Za-z]")
_PATH = re.compile(r"[\\/_＿>]|(?<=款)[-—－]")
_ALONE = re.compile(
    r"(?:\d{4,}\s*)?(?:应收账款|应收款项?|应收工程款|预收账款|预收款项?|合同负债|合同资产|其他应收款|应收票据|长期应收款)"
)
_SUM = N_("The account adds up the {count} rows of “{account}” below it, {amount}: it does not come in by itself.")
_SUM_OTHER = N_(
    "The account “{account}” says {stated}, and the {count} rows below it come to {ours}: is a row missing? The rows "
    "come in, the account does not."
)
_NO_DEBT = N_(
    "“{account}” and the {count} rows below it are no accounts of what owners owe: they do not come in ({amount})."
)
_NOBODY = N_(
    "“{account}” is an account and no party, and no row below it says whose it is: bring in the balances by customer."
)


def turn_credits(ledger: Ledger) -> None:
    """A balance on the side of the customer is below nothing: 方向 贷; 平 says that there is none."""
    for line in ledger.lines if ledger.kind == OPENING and "direction" in ledger.columns else ():
        if line.text("direction").startswith("贷") and (amount := line.money("amount")):
            line.values["amount"] = line.raw["amount"] = -amount
        elif line.text("direction") == "平":
            line.values.setdefault("amount", Money())


def leave_accounts(ledger: Ledger) -> None:
    """Keep the rows of parties; their accounts say what class they are of, and are compared with what they come to."""
    if ledger.kind == OPENING and CODE not in ledger.columns:
        _name_nobody(ledger)
    if ledger.kind != OPENING or CODE not in ledger.columns:
        return
    if "account" in ledger.columns and any(line.text("account") and line.text("party") for line in ledger.lines):
        _leave_sums(ledger)
        return
    codes = {id(line): _SIGNS.sub("", line.text(CODE)) for line in ledger.lines}
    chart = _Chart(ledger, {code: line for line in ledger.lines if (code := codes[id(line)])})
    kept = []
    for line in ledger.lines:
        code = codes[id(line)]
        if not code:
            kept.append(line)
        elif chart.is_owed(code):
            kept += chart.of_party(code, line)
        elif not chart.above(code):
            chart.say_no_debt(code, line)
    ledger.lines = kept


def _name_nobody(ledger: Ledger) -> None:
    """A column of accounts names no customers: 应收账款 owes nothing."""
    column = ledger.columns.get("party")
    for line in ledger.lines if column is not None and "科目" in column.caption else ():
        if _ALONE.fullmatch(name := line.text("party").strip()):
            line.open(_NOBODY, account=name)


def _leave_sums(ledger: Ledger) -> None:
    """Rows that name an account and no customer add up those of its customers, where the sheet has both."""
    named = [line for line in ledger.lines if line.text("party")]
    kept = []
    for line in ledger.lines:
        code = _SIGNS.sub("", line.text(CODE))
        below = [one for one in named if code and _SIGNS.sub("", one.text(CODE)).startswith(code)]
        if line.text("party") or not below:
            kept.append(line)
        else:
            _compare(ledger, line, line.text("account"), below)
    ledger.lines = kept


def _compare(ledger: Ledger, line: Line, account: str, below: Sequence[Line]) -> None:
    stated, ours = _owed(line), Money.total(map(_owed, below))
    told = {"account": account, "count": len(below)}
    if stated == ours:
        ledger.note(line.row, _SUM, amount=ours.grouped, **told)
    else:
        ledger.note(line.row, _SUM_OTHER, stated=stated.grouped, ours=ours.grouped, **told)


class _Chart:
    """The rows by their codes: one is below another where its code goes on from that one's."""

    def __init__(self, ledger: Ledger, rows: Mapping[str, Line]) -> None:
        self._ledger, self._rows = ledger, rows
        self._below: dict[str, list[str]] = {code: [] for code in rows}
        for code in rows:
            for above in self.above(code)[:1]:
                self._below[above].append(code)

    def above(self, code: str) -> Sequence[str]:
        """The codes it goes on from, the nearest first."""
        return [code[:end] for end in range(len(code) - 1, 0, -1) if code[:end] in self._rows]

    def is_owed(self, code: str) -> bool:
        """Whether it stands under an account of receivables; a table of one account alone may leave that out."""
        names = [_name(self._rows[one]) for one in (code, *self.above(code))]
        if any(map(_OTHER.fullmatch, names)):
            return False
        alone = len(names) == 1 and not self._is_account(code)
        return alone or any(map(_OWED.fullmatch, names))

    def _is_account(self, code: str) -> bool:
        """The four digits of an account of the first rank: 1002 银行存款."""
        return bool(self._below[code]) or (code.isdigit() and len(code) <= 4)

    def of_party(self, code: str, line: Line) -> Iterator[Line]:
        """The row itself, where it is that of a party and says something."""
        if self._below[code]:
            _compare(self._ledger, line, _name(line), [*self._leaves(code)])
            return
        if not self.above(code) and self._is_account(code):
            line.open(_NOBODY, account=_name(line))
            yield line
            return
        if not (line.money("amount") or line.money("credit")):
            return
        line.values["party"] = _PATH.split(line.text("party"))[-1].strip() or line.text("party")
        classes = choice_names(tuple(CLASSES.items()))
        names = (folded(_PATH.split(_name(self._rows[one]))[-1]) for one in self.above(code))
        if kind := next((name for name in names if name in classes), ""):
            line.values.setdefault("kind", kind)
        yield line

    def say_no_debt(self, code: str, line: Line) -> None:
        count = len([*self._leaves(code)]) if self._below[code] else 0
        self._ledger.note(line.row, _NO_DEBT, account=_name(line), count=count, amount=_owed(line).grouped)

    def _leaves(self, code: str) -> Iterator[Line]:
        for one in self._below[code]:
            yield from self._leaves(one) if self._below[one] else (self._rows[one],)


def _name(line: Line) -> str:
    return line.text("party")


def _owed(line: Line) -> Money:
    return (line.money("amount") or Money()) - (line.money("credit") or Money())
