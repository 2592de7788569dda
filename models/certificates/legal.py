"""What law says to the terms a certificate is made under: advice with its source, shown beside the certificate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models import events
from models.contracts.record import Contract, Terms
from models.deposits.draft import PERFORMANCE, DepositDraft
from models.deposits.replacing import covers, standing, standing_beside
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Problem
from models.rules import caps


def legal_advice(session: Session, contract: Contract, terms: Terms, day: date) -> tuple[Problem, ...]:
    """A public owner pays at least 80 %; no retention beside a performance bond before the works are completed, nor
    beside a guarantee of quality."""
    owner, found = session.get_one(Party, contract.owner_id), []
    share = terms.milestones[0].cumulative if terms.milestones else Decimal(1)
    limit = caps.limit_on("progress", contract.signed_on)
    if limit and owner.nature in caps.PUBLIC and caps.passes("progress", share, contract.signed_on):
        told = {"agreed": f"{share:.0%}", "share": f"{limit.share:.0%}", "basis": limit.basis}
        message = N_("The contract pays {agreed} of progress; a public owner pays at least {share} ({basis}).")
        found.append(Problem("", message, told, advice=True))
    done = [one.happened_on for one in contract.events if one.event in (events.COMPLETION, events.ACCEPTANCE)]
    keeps = terms.retention_rate or terms.retention_amount or any(one.retention_rate for one in terms.kinds)
    if keeps and not any(on <= day for on in done) and _has_bond(session, contract, day):
        message = N_("No retention is withheld beside a performance bond before completion ({basis}).")
        found.append(Problem("", message, {"basis": caps.NOT_BOTH}, advice=True))
    if keeps and any(one.paid_on <= day and covers(one, day) for one in standing(session, contract.id)):
        message = N_("A quality guarantee stands: no retention is withheld beside it ({basis}).")
        found.append(Problem("", message, {"basis": caps.NOT_BOTH}, advice=True))
    return tuple(found)


def _has_bond(session: Session, contract: Contract, day: date) -> bool:
    """Whether one is agreed, or was given and is not back by a day."""
    given = DepositDraft(contract=contract.id, kind=PERFORMANCE)
    return contract.performance_bond > Money() or standing_beside(session, given, day) > Money()
