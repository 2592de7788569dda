"""Documents that are events of their contract: the final account submitted, the final account agreed."""

from __future__ import annotations

from datetime import date

from models.contracts.record import Contract, ContractEvent


def note(contract: Contract, event: str, day: date) -> None:
    """The event happened on this day; what a contract said of it before is put right."""
    row = next((one for one in contract.events if one.event == event), None)
    if row is None:
        row = ContractEvent(event=event)
        contract.events.append(row)
    row.happened_on, row.known_from = day, day


def forget(contract: Contract, event: str, day: date) -> None:
    """The event of this day did not happen."""
    for row in [one for one in contract.events if one.event == event and one.happened_on == day]:
        contract.events.remove(row)
