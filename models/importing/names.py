"""Who is meant by a name or number in a cell: a record of the book, or one the same workbook brings."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.texts import Misread
from models.importing.values import folded
from models.language import N_
from models.parties import Party, PartyAlias
from models.projects import Project

_UNKNOWN = {
    "parties": N_("There is no party “{name}”. Add it to the sheet 单位, or correct the name."),
    "projects": N_("There is no project “{name}”. Add it to the sheet 项目, or correct the name."),
    "contracts": N_("There is no contract “{name}”. Add it to the sheet 合同, or correct the number."),
}
_SEVERAL = N_("There are several by the name “{name}”. Write the number instead.")
_AMBIGUOUS = ""
_BORNE = {"parties": ("name", "credit_code"), "projects": ("name", "number"), "contracts": ("number",)}
"""What nobody else of the kind is called, by the entries of its draft."""


class Names:
    """Finds parties by name, alias or credit code, projects by name or number, contracts by number or name."""

    def __init__(self, session: Session) -> None:
        self._known: dict[str, dict[str, str]] = {"parties": {}, "projects": {}, "contracts": {}}
        self._also: dict[str, dict[str, str]] = {"parties": {}, "projects": {}, "contracts": {}}
        self.codes: dict[str, str] = {}
        for key, name, code in session.execute(select(Party.id, Party.name, Party.credit_code)):
            self.add_party(key, name, code)
        for key, alias in session.execute(select(PartyAlias.party_id, PartyAlias.name)):
            self.add("parties", key, alias)
        for key, name, number in session.execute(select(Project.id, Project.name, Project.number)):
            self.add("projects", key, name, number)
        contracts = session.execute(select(Contract.id, Contract.number, Contract.name)).all()
        for key, number, _ in contracts:
            self.add("contracts", key, number)
        for key, _, name in contracts:
            self.also("contracts", key, name)

    @property
    def kinds(self) -> Collection[str]:
        """The lists whose records are found."""
        return self._known.keys()

    def add(self, kind: str, key: str, *names: str) -> None:
        """Make a record known by these names; the first who bears a name keeps it."""
        for name in names:
            if name:
                self._known[kind].setdefault(folded(name), key)

    def add_party(self, key: str, name: str, code: str, *aliases: str) -> None:
        """A party; where two persons bear a name nobody is meant by it, their identity numbers tell them apart."""
        other = self._known["parties"].get(folded(name), key)
        if other != key and code and self.codes.get(other, code) != code:
            self._known["parties"][folded(name)] = _AMBIGUOUS
        self.codes[key] = code
        self.add("parties", key, name, code, *aliases)

    def learn(self, kind: str, key: str, draft: Any) -> None:
        """A record that was just kept is found by what its draft calls it."""
        if kind in _BORNE:
            self.add(kind, key, *(getattr(draft, name) for name in _BORNE[kind]))

    def also(self, kind: str, key: str, name: str) -> None:
        """A name that need not be anyone's own: where several bear it, nobody is meant by it."""
        if name and self._also[kind].setdefault(folded(name), key) != key:
            self._also[kind][folded(name)] = _AMBIGUOUS

    def knows(self, kind: str) -> bool:
        """Whether records of this kind are found by their names."""
        return kind in self._known

    def find(self, kind: str, name: str) -> str:
        """The key of the record; raises Misread when nobody or several are meant."""
        written = folded(name)
        found = self._known[kind].get(written, self._also[kind].get(written))
        if found is None:
            raise Misread(_UNKNOWN[kind], name=name)
        if found == _AMBIGUOUS:
            raise Misread(_SEVERAL, name=name)
        return found

    def known(self, kind: str, name: str) -> str:
        """The key of the record, empty when there is none."""
        return self._known[kind].get(folded(name), "")
