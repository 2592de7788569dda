"""What is asked of the papers about confirmation: the list of replies on a day, the difference table of one reply."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.problems import Problem


@dataclass(frozen=True)
class ConfirmationListDraft:
    """On which day, of whom."""

    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    party: str = entry(N_("Only this debtor"), "", pick="parties", wide=True)
    contract: str = entry(N_("Only this contract"), "", pick="contracts", wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


@dataclass(frozen=True)
class DifferencesDraft:
    """Of which reply."""

    reply: str = entry(N_("Reply"), "", required=True, pick="replies", wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: Any) -> Iterator[Problem]:
    yield from faults(asked)
