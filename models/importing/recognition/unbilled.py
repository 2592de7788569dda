"""Work that is done and that nobody certified stands beside what is owed, and is none of it: 已完工未结算, 合同资产."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from models.importing.recognition.words import OPENING
from models.language import N_
from models.money import Money

if TYPE_CHECKING:
    from models.importing.recognition.headers import Header
    from models.importing.recognition.ledger import Ledger

_UNBILLED = re.compile(r"(?:已完工?|已?完工?产值|完工)未(?:结算|计价|验工|确权|计量)|未(?:计价|确权|验工)产值|合同资产")
_NOT_OWED = N_(
    "“{caption}” {amount} is certified by nobody yet: it is no receivable and stays out. Enter it as work done."
)


def unbilled(header: Header) -> list[int]:
    """The columns that say so."""
    plain = {place: unicodedata.normalize("NFKC", "".join(parts[-1].split())) for place, parts in header.parts.items()}
    return [place for place, caption in plain.items() if _UNBILLED.search(caption)]


def tell_unbilled(ledgers: Iterable[Ledger]) -> None:
    """Say what of a ledger of what is owed is not owed yet."""
    for ledger in ledgers:
        header = ledger.header if ledger.kind == OPENING else None
        places = unbilled(header) if header else []
        for role, column in ledger.columns.items() if header and places else ():
            amount = Money.total(line.raw[role] for line in ledger.coming if role in line.raw)
            if header and amount and column.place in places and column.base == "aside":
                ledger.note(header.bottom, _NOT_OWED, caption=column.caption, amount=amount.grouped)
