"""A short name inside a longer one that stands on the same contract: 滨河置业 pays what 郑州滨河置业有限公司 owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from models.importing.recognition.deals import Deal
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.parties import core
from models.importing.values import folded

_SHORTEST = 3


def contained(ledgers: Iterable[Ledger], book: Mapping[str, Deal]) -> Iterator[tuple[str, str]]:
    """The longer name and the shorter one inside it, of parties that rows of one contract name."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for ledger in ledgers:
        lines = ledger.lines if ledger.kind else ()
        for number, party in dict.fromkeys((line.text("contract_number"), line.text("party")) for line in lines):
            if party and (known := folded(number)):
                named[known][party] = None
    for number, parties in named.items():
        owner = book[number].party if number in book else ""
        every = {name: core(name) for name in dict.fromkeys((*([owner] if owner else []), *parties))}
        for short, inner in every.items():
            longer = [name for name, whole in every.items() if inner in whole and inner != whole]
            if len(inner) >= _SHORTEST and len(longer) == 1:
                yield longer[0], short
