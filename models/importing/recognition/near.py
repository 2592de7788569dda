"""A name that is only nearly that of a contract (一期工程（土建） for 一期工程) is taken for it, and that is asked."""

from __future__ import annotations

from models.importing.recognition.deals import Deal, plain
from models.importing.recognition.doubts import NEAR
from models.importing.recognition.ledger import Ledger
from models.importing.values import folded


def ask_if_near(ledger: Ledger, deal: Deal, number: str, name: str) -> None:
    """Ask of a row whether its contract is the one it was found to be, unless number or name are exactly that one's."""
    if {number, name} & {deal.number, deal.name}:
        return  # most rows of most ledgers
    exact = {folded(deal.number), folded(deal.name), plain(deal.name)}
    said = [one for one in (name, number) if one]
    if said and not any({folded(one), plain(one)} & exact for one in said):
        ledger.doubt(NEAR, said[0], ((deal.number, f"{deal.number} {deal.name}"),))
