"""A name that is only nearly that of a contract (一期工程（土建） for 一期工程) is taken for it, and that is asked."""

from __future__ import annotations

from models.importing.recognition.deals import Deal, Deals, plain
from models.importing.recognition.doubts import NAMESAKE, NEAR
from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import DEPOSITS
from models.importing.values import folded
from models.language import N_

_HELD_BY = N_(
    "Another contract is called “{name}”, of {owner}. The deposit is with {party}: it comes in with a contract of its "
    "own, so that {party} owes it. If it belongs to {number}, answer so."
)


def ask_if_near(ledger: Ledger, deal: Deal, number: str, name: str) -> None:
    """Ask of a row whether its contract is the one it was found to be, unless number or name are exactly that one's."""
    if {number, name} & {deal.number, deal.name}:
        return  # most rows of most ledgers
    exact = {folded(deal.number), folded(deal.name), plain(deal.name)}
    said = [one for one in (name, number) if one]
    if said and not any({folded(one), plain(one)} & exact for one in said):
        ledger.doubt(NEAR, said[0], ((deal.number, f"{deal.number} {deal.name}"),))


def ask_if_namesake(ledger: Ledger, line: Line, deals: Deals, name: str, party: str) -> None:
    """Ask of a deposit that somebody else than the owner holds whether it belongs to the contract called so."""
    if ledger.kind != DEPOSITS or folded(name) in map(folded, deals.answers):
        return
    for other in deals.called(name)[:1]:
        ledger.doubt(NAMESAKE, name, ((other.number, f"{other.number} {other.name}"),))
        ledger.note(line.row, _HELD_BY, name=name, owner=other.party, party=party, number=other.number)
