"""What is asked before a statement of account is printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.drafts import entry
from models.language import LANGUAGES, N_


@dataclass(frozen=True)
class StatementDraft:
    """One contract, or all of a debtor; an empty ``since`` lists every movement from the beginning."""

    party: str = entry(N_("Debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    as_of: date | None = entry(N_("Cut-off date"), None, required=True)
    since: date | None = entry(N_("Movements from"), None, hint=N_("Empty: from the beginning"))
    dated_on: date | None = entry(N_("Date of the letter"), None)
    demand: bool = entry(
        N_("Demand payment of what is overdue"), False, hint=N_("Without it the letter may not interrupt limitation")
    )
    days_to_pay: int | None = entry(N_("Days to pay"), 10)
    with_detail: bool = entry(N_("Enclose every movement"), True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES)
