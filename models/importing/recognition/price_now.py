"""What a contract comes to now: 变更后合同额 beside 原合同额 is its price, and what it was stays in the remark."""

from __future__ import annotations

from models.importing.recognition.ledger import Ledger
from models.importing.recognition.words import CONTRACTS
from models.language import N_

_NOW = N_("The price is {now} (“{caption}”); {was} (“{before}”) was agreed first and stays in the remark.")


def take_price_now(ledger: Ledger) -> None:
    """Put the present price of every contract in place of the first one, and say so."""
    before, now = (ledger.columns.get(role) for role in ("price", "price_now"))
    if ledger.kind != CONTRACTS or before is None or now is None:
        return
    for line in ledger.lines:
        was, price = line.money("price"), line.money("price_now")
        if not price or price == was:
            continue
        line.values["price"] = price
        if was is not None:
            line.remarks.append(f"{before.caption}：{was.grouped}")
            ledger.note(line.row, _NOW, now=price.grouped, caption=now.caption, was=was.grouped, before=before.caption)
