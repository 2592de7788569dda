"""What of a receipt came into the wage account: a column beside it says so (其中：农民工工资专户), or its account."""

from __future__ import annotations

import re

from models.importing.recognition.columns import Column
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import CERTIFICATES, RECEIPTS
from models.language import N_
from models.money import Money

WAGES = "wages"
WAGE_ACCOUNT = re.compile(r"工资(?:专户|专用[账帐]户|专项[账帐]户|监管[账帐]户|代发[账帐]户)")
_TOO_MUCH = N_(
    "“{caption}” {part} is more than the {amount} received: it is not kept as a part of it. Correct the row."
)
_WHOSE = N_(
    "“{caption}” {part}: a wage account belongs to a contract, and the row names none. It is kept in the remark."
)


def wages_of(ledger: Ledger) -> Column | None:
    """The column, where it is about the one receipt of each row: beside certificates it stands behind what came in."""
    column = ledger.columns.get(WAGES)
    if column is None or (ledger.views and not any(WAGES in view.columns for view in ledger.views)):
        return None
    received = ledger.columns.get("received")
    behind = ledger.kind == CERTIFICATES and received is not None and received.place < column.place
    return column if ledger.kind == RECEIPTS or behind else None


def wages_in(ledger: Ledger, line: Line, amount: Money) -> Money | None:
    """What of a receipt of this amount came into the wage account; what cannot be a part of it is told."""
    column = wages_of(ledger)
    part = line.money(WAGES) if column else None
    caption = column.caption if column else ""
    if not part and WAGE_ACCOUNT.search(line.text("account")):
        part, caption = amount, line.text("account")
    if not part or part < Money() or amount < Money():
        return None
    if part > amount:
        ledger.note(line.row, _TOO_MUCH, caption=caption, part=part.grouped, amount=amount.grouped)
    elif not line.text("deal"):
        ledger.note(line.row, _WHOSE, caption=caption, part=part.grouped)
        line.remarks.append(f"{caption}：{part.grouped}")
    else:
        return part
    return None
