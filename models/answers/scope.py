"""What every answer is made of: plain values, and the contract or debtor it is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import contracts
from models.language import N_
from models.money import Money
from models.problems import Refused

Plain = dict[str, Any]


def scope_of(session: Session, contract: str = "", party: str = "", joint: bool = False) -> dict[str, str]:
    """The ids of the contract and the party that were named by number or name; Refused when there is none.

    With ``joint`` a party that joined the debt of the contract may be named too.
    """
    found, payers = {}, None
    if contract:
        row = contracts.numbered(session, contract)
        if row is None:
            raise Refused(
                N_("There is no contract {number}. Check the number; “contracts” lists them."), number=contract
            )
        found["contract"], payers = row.id, (row.owner_id, row.payer_id)
    if party:
        from models import parties  # its form and list are of no use to who names no debtor

        debtor = parties.named(session, party)
        if debtor is None:
            raise Refused(N_("There is no party “{name}”. Check the name."), name=party)
        found["party"] = debtor.id
        if payers and debtor.id not in payers and not (joint and _joined(session, debtor.id, found["contract"])):
            message = N_("{name} owes nothing under the contract {number}: name one of the two.")
            raise Refused(message, name=debtor.name, number=contract)
    return found


def _joined(session: Session, party: str, contract: str) -> bool:
    from models.legal_facts.joining import joined  # only a letter may go to who joined a debt

    return contract in joined(session, party, date.max)


def plain(value: Any) -> Any:
    """Money and numbers as texts, days as ISO, everything else as it is."""
    if isinstance(value, Money | Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
