"""What is asked before a statement of account is printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.problems import Problem


@dataclass(frozen=True)
class StatementDraft:
    """One contract, or all of a debtor; an empty ``since`` lists every movement from the beginning."""

    party: str = entry(N_("Debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    since: date | None = entry(N_("Movements from"), None, hint=N_("Empty: from the beginning"), wide=True)
    dated_on: date | None = entry(N_("Date of the letter"), None, wide=True)
    demand: bool = entry(
        N_("Demand payment of what is overdue"), False, hint=N_("Without it the letter may not interrupt limitation"),
        wide=True,
    )  # fmt: skip
    days_to_pay: int | None = entry(N_("Days to pay"), 10, wide=True)
    days_to_answer: int | None = entry(N_("Days to answer"), 10, wide=True, hint=N_("After it they count as silent"))
    with_detail: bool = entry(N_("Enclose every movement"), True, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: StatementDraft) -> Iterator[Problem]:
    """What is missing or contradicts itself, without looking at the book."""
    yield from faults(asked)
    if not asked.contract and not asked.party:
        yield Problem("party", N_("Choose a debtor or a contract."))
    if asked.since and asked.as_of and asked.since > asked.as_of:
        yield Problem("since", N_("The movements would begin after the cut-off date."))
    if asked.days_to_answer is not None and not 0 < asked.days_to_answer <= 365:
        yield Problem("days_to_answer", N_("Give between 1 and 365 days."))
