"""What the words of a letter are filled from: what was asked, what it lists, and the time it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.legal_facts.insolvency import Insolvent
from reports.letter_draft import LetterDraft
from reports.letter_figures import LetterGroup
from reports.letterhead import Letterhead
from reports.style import Say


@dataclass(frozen=True)
class Facts:
    """What the fields of a text are filled from; ``last`` is day and number of the letter before, ``days`` those given
    to pay or answer from ``dated`` on; ``stops`` is the bankruptcy from whose acceptance on no interest runs."""

    asked: LetterDraft
    party: str
    contracts: str
    subject: str
    groups: tuple[LetterGroup, ...]
    interest_upto: date
    last: tuple[date, str] | None
    say: Say
    head: Letterhead
    dated: date
    days: int
    stops: Insolvent | None = None

    @property
    def deadline(self) -> date:
        return self.dated + timedelta(days=self.days)
