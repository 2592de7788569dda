"""What the law on payments to small and medium enterprises says to agreed payment dates: advice with its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import events
from models.language import N_
from models.problems import Problem
from models.rules import due

if TYPE_CHECKING:
    from models.contracts.draft import ContractDraft


def check_small_creditor(draft: ContractDraft) -> Iterator[Problem]:
    """Periods that are longer than the law allows, and events that payment may not wait for."""
    rule = due.small_creditor(draft.sme_debtor, draft.signed_on)
    for place, one in enumerate(draft.milestones):
        if not draft.sme_debtor or one.event == events.DEFECTS_END:
            continue
        days, event = f"milestones.{place}.days", f"milestones.{place}.event"
        if one.event == events.FUNDS:
            message = N_("Payment may not wait for money from a third party ({basis}).")
            yield Problem(event, message, {"basis": due.NO_THIRD_PARTY}, advice=True)
        if one.event == events.PUBLIC_REVIEW:
            message = N_("Payment waits for a public audit only where contract or law say so ({basis}).")
            yield Problem(event, message, {"basis": due.ONLY_IF_AGREED}, advice=True)
        if rule and one.days is None:
            told = {"days": rule.days, "basis": rule.basis}
            yield Problem(days, N_("Nothing agreed: due {days} days after it ({basis})."), told, advice=True)
        elif rule and one.days is not None and one.days > (rule.most or rule.days):
            yield _too_long(days, rule)


def _too_long(entry: str, rule: due.SmallCreditorRule) -> Problem:
    if rule.most:
        told = {"days": rule.most, "basis": rule.basis}
        return Problem(
            entry, N_("At most {days} days may be agreed with a small creditor ({basis})."), told, advice=True
        )
    told = {"days": rule.days, "basis": rule.basis}
    message = N_("More than {days} days must be what the trade usually agrees ({basis}).")
    return Problem(entry, message, told, advice=True)
