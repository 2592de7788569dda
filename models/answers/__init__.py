"""What other programs are answered: figures of the book as plain JSON values, amounts as texts, days ISO."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.late import names_of

if TYPE_CHECKING:
    from models.answers.aged import ageing_on
    from models.answers.arrears import arrears_on
    from models.answers.certified import certificate_figures
    from models.answers.claimed import claims_on, disputes_on, downstream_on
    from models.answers.lapsing import deadlines_on
    from models.answers.owed import contracts_on, listed, most_overdue, position_on, receivables_on
    from models.answers.past import record_done, steps_done
    from models.answers.scope import plain, scope_of
    from models.answers.unbilled import unbilled_on

__all__ = [
    "ageing_on", "arrears_on", "certificate_figures", "claims_on", "contracts_on", "deadlines_on", "disputes_on",
    "downstream_on", "listed", "most_overdue", "plain", "position_on", "receivables_on", "record_done", "scope_of",
    "steps_done", "unbilled_on",
]  # fmt: skip

__getattr__ = names_of(
    __name__, "scope", "aged", "owed", "certified", "claimed", "past", "lapsing", "unbilled", "arrears"
)
