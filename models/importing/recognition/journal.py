"""The journal of our own bank account or cash: its debits came in, its credits were paid out, and none is a debt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from models.importing.recognition.across import ASIDE
from models.importing.recognition.columns import Column
from models.importing.recognition.headers import Header, roles
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.total_words import is_total
from models.importing.recognition.words import ACCOUNT, MAIN, RECEIPTS
from models.importing.sheets import Cell, Sheet
from models.language import N_

_NAMED = re.compile("日记[账帐]|(?:银行存款|库存现金|现金)(?:明细)?[账帐]")
_OF_CUSTOMERS = re.compile("应收|往来|客户|业主")
_CAME_IN = re.compile("^(?:预)?收|收到|收回|回款|到[账帐]|存入|进账")
_PAID_OUT = re.compile("^(?:预)?付|支付|付款|支[出取]|转出|报销|缴纳|发放|手续费|借支|提现")
_LOOKED_AT = 200
PAID_OUT = f"{ASIDE}paid"
"""The column that has what was paid out."""
_JOURNAL = N_(
    "It is a journal of our own account: what stands under “{debit}” came in, what stands under “{credit}” was paid "
    "out. Where it is the account of a customer, choose that kind."
)


def is_journal(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """Its name says so, or what its rows say: the account of a customer is credited with what came in, never debited.

    At least one row has to say that it was paid out, one that it came in, and none the contrary.
    """
    places = {known.role: place for place, (known, _) in reversed(roles(header, ACCOUNT).items())}
    if not places.keys() >= {"debit", "credit"}:
        return False
    names = (sheet.called, *above)
    if any(_NAMED.search(one) for one in names) and not any(_OF_CUSTOMERS.search(one) for one in names):
        return True
    if "summary" not in places:
        return False
    rows = [one for one in sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT] if not is_total(one)]
    debits, credits = (
        [str(_at(row, places["summary"])) for row in rows if _at(row, places[side]) not in ("", None)]
        for side in ("debit", "credit")
    )
    return (
        any(map(_CAME_IN.search, debits))
        and any(map(_PAID_OUT.search, credits))
        and not any(map(_CAME_IN.search, credits))
        and not any(map(_PAID_OUT.search, debits))
    )


def of_journal(columns: dict[str, Column], ledger: Ledger) -> dict[str, Column]:
    """The columns of a ledger of receipts that is a journal: its debits are the receipts, its credits were paid out;
    it is told. What a person said of the columns counts."""
    sheet, header = ledger.sheet, ledger.header
    if ledger.kind != RECEIPTS or header is None or ledger.answers.columns:
        return columns
    places = {known.role: place for place, (known, _) in reversed(roles(header, ACCOUNT).items())}
    amount, debit = columns.get(MAIN[RECEIPTS]), places.get("debit")
    if amount is None or debit is None or amount.place != places.get("credit"):
        return columns
    if not is_journal(sheet, header, ledger.titles):
        return columns
    rest = {role: one for role, one in columns.items() if one.place not in (debit, amount.place)}
    came_in = replace(amount, place=debit, caption=header.captions[debit])
    ledger.note(header.bottom, _JOURNAL, debit=came_in.caption, credit=amount.caption)
    return {**rest, came_in.role: came_in, PAID_OUT: replace(amount, role=PAID_OUT)}


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""
