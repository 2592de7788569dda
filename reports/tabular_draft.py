"""What is asked of a paper that lists all contracts on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.language import LANGUAGES, N_
from models.problems import Problem


@dataclass(frozen=True)
class AsOfDraft:
    """On which day, in which language."""

    as_of: date | None = entry(N_("Cut-off date"), None, required=True, wide=True)
    dated_on: date | None = entry(N_("Date of the paper"), None, wide=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True, wide=True)


def check(asked: AsOfDraft) -> Iterator[Problem]:
    yield from faults(asked)
