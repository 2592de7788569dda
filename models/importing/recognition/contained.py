"""A short name of a longer one that stands on the same contract: 滨河置业 pays what 郑州滨河置业有限公司 owes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from models.importing.recognition.deals import Deal
from models.importing.recognition.ledger import Ledger
from models.importing.recognition.persons import core
from models.importing.values import folded

_SHORTEST, _ALIKE = 3, 2


def contained(ledgers: Iterable[Ledger], book: Mapping[str, Deal]) -> Iterator[tuple[str, str]]:
    """The longer name and the shorter one made of it, of parties that rows of one contract name."""
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
            longer = [name for name, whole in every.items() if inner != whole and _is_short_for(inner, whole)]
            if len(inner) >= _SHORTEST and len(longer) == 1:
                yield longer[0], short


def _is_short_for(short: str, whole: str) -> bool:
    """Whether it stands inside, or begins alike and takes its signs from it in order: 江城城投 of 江城市城市投资."""
    rest = iter(whole)
    return short in whole or (short[:_ALIKE] == whole[:_ALIKE] and all(one in rest for one in short))
