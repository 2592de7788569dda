"""Contracts of a sheet that says nothing of owners: each gets one that is to be named later."""

from __future__ import annotations

from models.importing.recognition.doubts import NOBODY
from models.importing.recognition.ledger import Ledger, Line
from models.language import N_, _

_UNNAMED = N_(
    "Nothing says who the owner of {number} is: it comes in as “{party}”. Answer the party, or name it in the list of "
    "parties, before a paper goes out."
)


def is_listed(ledger: Ledger, number: str, only_paid: bool) -> bool:
    """Whether a sheet lists contracts of nobody: with what each is owed, or as captions above what each paid."""
    above = any("contract_name" in view.said for view in ledger.views)
    return above or (bool(number) and not only_paid)


def named_later(ledger: Ledger, line: Line, number: str) -> str:
    """A sheet that says nothing of owners still says what each contract is owed: its owner gets a name later."""
    ledger.doubt(NOBODY)
    party = line.values["party"] = _("Owner of {number} (to be named)").format(number=number)
    ledger.note(line.row, _UNNAMED, number=number, party=party)
    return party
