"""What law says to the terms of a contract: advice with its source, beside the entry it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models import events
from models.contracts.terms_draft import TermsDraft
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import caps

if TYPE_CHECKING:
    from models.contracts.draft import ContractDraft

ABOVE = N_("More than {share} of the price is above the legal limit ({basis}).")


def check_caps(draft: ContractDraft) -> Iterator[Problem]:
    """Bonds and retention against their limits."""
    price = draft.price or Money()
    for entry, name in (("tender_bond", "tender"), ("performance_bond", "performance")):
        if caps.too_much(name, getattr(draft, entry) or Money(), price, draft.signed_on):
            yield above(entry, name, draft.signed_on)
    yield from check_retention(draft, draft.signed_on)
    if draft.performance_bond and (draft.retention_rate or draft.retention_amount):
        yield Problem(
            "performance_bond",
            N_("No retention is withheld beside a performance bond before completion ({basis})."),
            {"basis": caps.NOT_BOTH},
            advice=True,
        )


def check_retention(draft: TermsDraft, signed_on: date | None) -> Iterator[Problem]:
    """What is withheld, or waits for the end of the defects period as the last milestone."""
    if caps.passes("retention", draft.retention_rate or Decimal(0), signed_on) and not _is_capped(draft, signed_on):
        yield above("retention_rate", "retention", signed_on)
    shares = [one.cumulative or Decimal(0) for one in draft.milestones]
    waits = len(shares) > 1 and draft.milestones[-1].event == events.DEFECTS_END
    if waits and caps.passes("retention", 1 - shares[-2], signed_on):
        yield above(f"milestones.{len(shares) - 1}.cumulative", "retention", signed_on)


def _is_capped(draft: TermsDraft, signed_on: date | None) -> bool:
    return draft.retention_cap is not None and not caps.passes("retention", draft.retention_cap, signed_on)


def above(entry: str, name: str, day: date | None) -> Problem:
    """Advice that an amount is above the limit of this name that is in force on a day."""
    limit = caps.limit_on(name, day)
    assert limit
    return Problem(entry, ABOVE, {"share": f"{limit.share:.0%}", "basis": limit.basis}, advice=True)
