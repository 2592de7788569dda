"""Which papers prove which records, at whom, and which department has them: data with its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from models.language import N_
from resources import path

DEPARTMENTS = {
    "commercial": N_("Commercial"),
    "finance": N_("Finance"),
    "engineering": N_("Engineering"),
    "materials": N_("Materials"),
    "legal": N_("Legal"),
}
ANY = "*"


@dataclass(frozen=True)
class Required:
    """A paper that proves a kind of record: any of ``kinds``, linked to the document or to its contract.

    ``noun`` ``*`` is for documents no other line speaks of; ``after`` is the event of the contract it is needed from.
    """

    place: int
    noun: str
    of_class: str
    after: str
    at: str
    kinds: tuple[str, ...]
    department: str
    source: str


@cache
def required() -> tuple[Required, ...]:
    """The papers that are wanted, as the data file says; ``checked_on`` there is the day somebody read the source
    (``unread``: it is known, but its text was not found for reading)."""
    with path("evidence/required_papers.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Required(place, row["noun"], row["class"], row["after"], row["at"], tuple(row["kinds"].split("|")),
                     row["department"], row["source"])
            for place, row in enumerate(csv.DictReader(stream))
        )  # fmt: skip


def beside(noun: str) -> list[Required]:
    """The papers of records that make nothing owed by themselves."""
    return [one for one in required() if not one.of_class and one.noun == noun]
