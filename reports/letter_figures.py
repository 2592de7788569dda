"""Everything a letter says: its words with every figure filled in, its table, its annexes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.money import Money
from models.problems import Problem
from reports.check_code import Check
from reports.interest_figures import InterestGroup
from reports.letterhead import Letterhead


@dataclass(frozen=True)
class LetterItem:
    """A line of the table: an item that is owed, or a document that waits (``paid`` and ``interest`` are then None).

    ``clause`` is what a claim is notified under.
    """

    contract: str
    document: str
    kind: str
    due_on: date | None
    amount: Money
    paid: Money | None
    open: Money
    days: int
    interest: Money | None
    clause: str = ""


@dataclass(frozen=True)
class LetterGroup:
    """One currency; no figure of a letter mixes two. ``summary`` sums many items by contract and class."""

    currency: str
    items: tuple[LetterItem, ...]
    total: Money
    interest: Money
    words: str
    summary: tuple[LetterItem, ...] = ()

    @property
    def shown(self) -> tuple[LetterItem, ...]:
        """What stands in the letter itself: every item, or their sums where the items stand in an annex."""
        return self.summary or self.items


@dataclass(frozen=True)
class Copy:
    """A paper that is enclosed as it went out; ``content`` is its PDF."""

    title: str
    number: str
    pages: int
    content: bytes


@dataclass(frozen=True)
class Letter:
    """A letter to one debtor; ``paragraphs`` are ready texts, the empty one is where the table stands.

    ``captions`` head the columns of the table (msgids). ``advice`` is for whoever issues it and is not printed.
    """

    letterhead: Letterhead
    kind: str
    party: str
    party_id: str
    contract_id: str
    as_of: date
    subject: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    groups: tuple[LetterGroup, ...]
    annexes: tuple[str, ...]
    answer_by: date
    accrued: tuple[InterestGroup, ...] = ()
    terms: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    advice: tuple[Problem, ...] = ()
    remark: str = ""
    dated_on: date | None = None
    language: str = "zh"
    number: str = ""
    corrects: str = ""
    check: Check | None = None
