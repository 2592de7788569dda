"""Ledgers that bring nothing themselves: what they are, and where in the program their facts go."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.importing.recognition.headers import Header, roles
from models.importing.recognition.words import MAIN_DAY, RECEIPTS
from models.importing.sheets import Sheet
from models.language import N_

_PREPAID = re.compile("预收(?:账款|工程款|货款|款)?|合同负债")
_OWED = re.compile("应收|欠款|已预收")
GOODS = re.compile("抵房|房抵|抵[债账款]|以[房物]抵|抵顶")
"""What a name or title says of goods or property taken instead of money."""
_BALANCES = N_(
    "It is a ledger of what customers paid in advance: none of it is owed to us. Where it says when each sum came in, "
    "those come in as receipts; else record them among the receipts."
)
_PLACES = (
    (GOODS, N_(
        "It is a ledger of goods or property taken instead of money, without the days on which they took effect: they "
        "come in as receipts in goods where a column has those days (registered, handed over)."
    )),
    (re.compile("诉讼|案件|仲裁|涉诉|执行台账"), N_(
        "It is a ledger of suits: record each suit among the facts for deadlines of its contract. What is owed comes "
        "in with the ledger of certificates or of balances."
    )),
    (re.compile("收发文|来往函|函件|来文|发文"), N_(
        "It is a ledger of letters: record them in the register of letters in and out."
    )),
    (re.compile("考勤|花名册|工资(?:表|发放)|社保"), N_(
        "It is a list of wages of our own people, and no debt to us: it stays out."
    )),
)  # fmt: skip


def names_of(sheet: Sheet, above: Sequence[str]) -> tuple[str, ...]:
    return (sheet.called, *above)


def lists_goods(sheet: Sheet, above: Sequence[str]) -> bool:
    """Whether its receipts are goods or property: they count from the day on which they took effect."""
    return any(GOODS.search(one) for one in names_of(sheet, above))


def speaks_of_prepaid(sheet: Sheet, above: Sequence[str]) -> bool:
    """Whether its balances are what was paid in advance: by their sign they would be debts."""
    names = names_of(sheet, above)
    return any(_PREPAID.search(one) for one in names) and not any(_OWED.search(one) for one in names)


def is_prepaid(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """Balances of what was paid in advance, on no day each."""
    if not speaks_of_prepaid(sheet, above):
        return False
    return MAIN_DAY[RECEIPTS] not in {known.role for known, _ in roles(header, RECEIPTS).values()}


def goes_elsewhere(sheet: Sheet, header: Header | None, above: Sequence[str]) -> str:
    """Where the facts of a sheet go that is no ledger of ours, by its name or title; empty where nothing says it."""
    if header is not None and is_prepaid(sheet, header, above):
        return _BALANCES
    return next((place for words, place in _PLACES if any(words.search(one) for one in names_of(sheet, above))), "")
