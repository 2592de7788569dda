"""What is asked of a take-on sheet: of which debtor or contract, in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.problems import Problem


@dataclass(frozen=True)
class TakeOnDraft:
    """The opening balances of one contract, of all contracts of a debtor, or of the whole book."""

    party: str = entry(N_("Debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True)


def check(asked: TakeOnDraft) -> Iterator[Problem]:
    yield from faults(asked)
