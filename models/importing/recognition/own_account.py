"""The account of our bank among ledgers of receipts: what was paid out of it, and its running balance."""

from __future__ import annotations

import re

from models.importing.recognition.across import ASIDE
from models.importing.recognition.columns import Column
from models.importing.recognition.journal import PAID_OUT
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.words import RECEIPTS

SPENT = re.compile("借方|支出|付出|付方|出账|转出|流出|支取")
_WE_PAY = re.compile("(?:项目|本期|工程款?|银行|现金)?付款(?:金额|额|数)?(?:[(（].{1,4}[)）])?")
"""付款 beside 收款 is what we paid."""


def spent_in(ledger: Ledger) -> Column | None:
    """The column of an account of a bank that has what was paid out."""
    if PAID_OUT in ledger.columns:
        return ledger.columns[PAID_OUT]
    money = [one for one in ledger.columns.values() if one.is_money]
    aside = [one for one in money if one.role.startswith(ASIDE) and _WE_PAY.fullmatch(one.caption)]
    return next((one for one in money if SPENT.search(one.caption)), next(iter(aside), None))


def is_own_account(ledger: Ledger) -> bool:
    """Whether receipts stand in the account of a bank, whose running balance nobody owes."""
    return ledger.kind == RECEIPTS and ("side" in ledger.columns or spent_in(ledger) is not None)
