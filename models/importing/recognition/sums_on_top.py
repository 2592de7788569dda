"""A row of a party alone that is the sum of the rows of its contracts below it: it is no debt of its own."""

from __future__ import annotations

from itertools import takewhile

from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import CERTIFICATES, CONTRACTS, OPENING, RETENTION
from models.language import N_
from models.money import Money

_SUM = N_("The row is the sum of the {count} rows of “{party}” below it, {amount}: it does not come in by itself.")
_CONTRACT = ("contract_number", "contract_name")
_OWN = (*_CONTRACT, "posted_on", "certified_on", "due_on", "signed_on")


def leave_sums_on_top(ledger: Ledger) -> None:
    """Take such rows away, and say so; the total of the sheet shows that nothing is missing."""
    main = ledger.main
    kinds = (OPENING, RETENTION, CONTRACTS, CERTIFICATES)
    if main is None or ledger.views or ledger.kind not in kinds or not {*_CONTRACT} & {*ledger.columns}:
        return
    sums = set()
    for place, line in enumerate(ledger.lines):
        parts = [] if any(line.values.get(name) for name in _OWN) else _below(ledger, place)
        amount = line.money(main.role)
        if parts and amount and amount == Money.total(one.money(main.role) or Money() for one in parts):
            sums.add(line.row)
            ledger.note(line.row, _SUM, count=len(parts), party=line.text("party"), amount=amount.grouped)
    ledger.lines = [line for line in ledger.lines if line.row not in sums]


def _below(ledger: Ledger, place: int) -> list[Line]:
    """The rows right below that name contracts of the same party, or of none because it is said above."""
    party = ledger.lines[place].text("party")
    if not party:
        return []
    rest = ledger.lines[place + 1 :]
    return [*takewhile(lambda one: one.text("party") in (party, "") and any(map(one.text, _CONTRACT)), rest)]
