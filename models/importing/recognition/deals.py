"""Which contract a row is about: one of the book, one another sheet brings, or one that the row itself makes known."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.importing.values import folded
from models.money import Money

_ENDINGS = re.compile(r"(?:工程)?(?:总承包|专业分包|承包|施工总承包|施工)?(?:合同|协议)(?:书)?$")
_BRACKETS = re.compile(r"[()\[\]【】\s\-_—·.,，。、]+")
_COUNTED = re.compile(r"[一二三四五六七八九十\d]+(?=[期标#号段区])")
_SHORTEST = 2
_MOST = 12
"""So many are offered to choose from."""
SEVERAL = object()
"""Several contracts may be meant."""


@dataclass
class Deal:
    """A contract as far as is told: ``known`` when the book has it; ``values`` are what a contract ledger says.

    ``at`` is the first row that names it (ledger and line), for what is wrong with it.
    """

    number: str
    name: str
    party: str
    price: Money | None = None
    known: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    at: Any = None
    made_up: bool = False


def plain(name: str) -> str:
    """A contract's name for comparing: without spaces, brackets and the word contract."""
    text = _BRACKETS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return _ENDINGS.sub("", text) or text


def _numbers_differ(one: str, other: str) -> bool:
    """一期 and 二期 are two, however much else is the same."""
    return _COUNTED.findall(one) != _COUNTED.findall(other)


@dataclass
class Deals:
    """Every contract that rows may be about."""

    answers: Mapping[str, str] = field(default_factory=dict)
    by_number: dict[str, Deal] = field(default_factory=dict)
    _by_name: dict[str, list[Deal]] = field(default_factory=lambda: defaultdict(list))
    _by_party: dict[str, list[Deal]] = field(default_factory=lambda: defaultdict(list))
    _exact: dict[str, Deal] = field(default_factory=dict)
    _found: dict[tuple[str, str, str, int], Deal | object | None] = field(default_factory=dict)

    @property
    def every(self) -> list[Deal]:
        return list(self.by_number.values())

    def of(self, number: str) -> Deal | None:
        """The contract of exactly this number."""
        return self._exact.get(number)

    def add(self, deal: Deal) -> Deal:
        self._exact[deal.number] = deal
        self.by_number[folded(deal.number)] = deal
        for name in {folded(deal.name), plain(deal.name)} - {""}:
            self._by_name[name].append(deal)
        self._by_party[deal.party].append(deal)
        self._found.clear()
        return deal

    def find(self, number: str, name: str, party: str, apart: object = None) -> Deal | object | None:
        """The contract of this number, else of this name, else the only one of the party; SEVERAL when unclear.

        ``apart`` is a ledger each of whose rows is a contract of its own: none of them is nearly another.
        """
        key = (number, name, party, id(apart))
        if key not in self._found:
            self._found[key] = self._sought(number, name, party, apart)
        return self._found[key]

    def _sought(self, number: str, name: str, party: str, apart: object) -> Deal | object | None:
        number, name = self._answered(number), self._meant(name, party)
        if number:
            found = self.by_number.get(folded(number)) or self._named(number, party, apart)
            return found or (None if name == "" else self._same(name, party, apart))
        if name:
            return self.by_number.get(folded(name)) or self._named(name, party, apart)
        if meant := self.by_number.get(folded(self._answered(party))):
            return meant
        of_party = self._by_party.get(party, []) if party else []
        return of_party[0] if len(of_party) == 1 else SEVERAL if of_party else None

    def of_party(self, party: str) -> list[Deal]:
        return self._by_party.get(party, [])

    def called(self, name: str) -> list[Deal]:
        """Every contract of exactly this name, whosoever its owner is."""
        return self._by_name.get(folded(name)) or self._by_name.get(plain(name)) or []

    def among(self, name: str, party: str) -> list[Deal]:
        """The contracts a person may mean: those of the party, else those that are called so."""
        every = self._by_party.get(party, []) if party else self.every
        called = [one for one in every if plain(name) in plain(one.name)] if name else []
        return (called or every)[:_MOST]

    def _answered(self, said: str) -> str:
        wanted = folded(said)
        answers = (meant for name, meant in self.answers.items() if meant and folded(name) == wanted)
        return next(answers, said) if said else ""

    def _meant(self, name: str, party: str) -> str:
        """As answered, unless that is a contract of another party and the row's own has one of this name."""
        said = self._answered(name)
        other = self.by_number.get(folded(said)) if party and said != name else None
        own = any(one.party == party for one in self._by_name.get(folded(name), []))
        return name if other and other.party != party and own else said

    def _same(self, name: str, party: str, apart: object) -> Deal | object | None:
        """A contract of that name whose own number was only made up here."""
        found = self._named(name, party, apart)
        return found if isinstance(found, Deal) and found.made_up and found.at is not None else None

    def _named(self, name: str, party: str, apart: object) -> Deal | object | None:
        for key in (folded(name), plain(name)):
            found = self._by_name.get(key, [])
            fitting = [one for one in found if not party or not one.party or one.party == party] or []
            if len(fitting) == 1:
                return fitting[0]
            if len(fitting) > 1:
                return SEVERAL
        is_own = any(folded(one) == folded(meant) == folded(name) for one, meant in self.answers.items())
        return None if is_own else self._nearly(plain(name), party, apart)

    def _nearly(self, name: str, party: str, apart: object) -> Deal | object | None:
        """The only contract of the party whose name holds this one, or is held by it: 临湖花园一期 for its 土建工程."""
        if len(name) < _SHORTEST:
            return None
        among = self._by_party.get(party, []) if party else self.every
        near = [deal for deal in among if (other := plain(deal.name)) and len(other) >= _SHORTEST
                and (name in other or other in name) and not _numbers_differ(name, other)
                and not (apart and deal.at and deal.at[0] is apart)]  # fmt: skip
        return near[0] if len(near) == 1 else SEVERAL if near else None


def made_up_number(name: str, party: str) -> str:
    """The number of a contract that has none in the ledger: always the same for the same name and party."""
    digest = hashlib.sha256(f"{folded(party)}\0{plain(name)}".encode()).hexdigest()
    return f"WH-{digest[:6].upper()}"
