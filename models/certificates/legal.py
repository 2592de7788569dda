"""What law says to the terms a certificate is made under: advice with its source, shown beside the certificate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models import events
from models.contracts.record import Contract, Terms
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Problem
from models.rules import caps


def legal_advice(session: Session, contract: Contract, terms: Terms, day: date) -> tuple[Problem, ...]:
    """A public owner pays at least 80 %; no retention beside a performance bond before the works are completed."""
    owner, found = session.get_one(Party, contract.owner_id), []
    share = terms.milestones[0].cumulative if terms.milestones else Decimal(1)
    limit = caps.limit_on("progress", contract.signed_on)
    if limit and owner.nature in caps.PUBLIC and caps.passes("progress", share, contract.signed_on):
        told = {"agreed": f"{share:.0%}", "share": f"{limit.share:.0%}", "basis": limit.basis}
        message = N_("The contract pays {agreed} of progress; a public owner pays at least {share} ({basis}).")
        found.append(Problem("", message, told, advice=True))
    done = [one.happened_on for one in contract.events if one.event in (events.COMPLETION, events.ACCEPTANCE)]
    keeps = terms.retention_rate or terms.retention_amount or any(one.retention_rate for one in terms.kinds)
    if keeps and contract.performance_bond > Money() and not any(on <= day for on in done):
        message = N_("No retention is withheld beside a performance bond before completion ({basis}).")
        found.append(Problem("", message, {"basis": caps.NOT_BOTH}, advice=True))
    return tuple(found)
