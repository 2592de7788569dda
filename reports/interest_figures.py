"""Everything an interest sheet says: each item, each segment of it, the sums by currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.money import Money
from reports.check_code import Check
from reports.letterhead import Letterhead


@dataclass(frozen=True)
class SegmentLine:
    """So many days of a principal at one rate; ``rate`` is ready text such as ``3.45 %/年``."""

    first: date
    last: date
    days: int
    months: int
    principal: Money
    rate: str
    amount: Money


@dataclass(frozen=True)
class ItemLine:
    """One item: open = owed − paid; ``interest`` is the sum of its segments less what is ``beyond`` the agreed limit.

    ``key`` is that of the receivable.
    """

    contract: str
    document: str
    kind: str
    due_on: date | None
    begins_on: date
    owed: Money
    paid: Money
    open: Money
    days: int
    interest: Money
    segments: tuple[SegmentLine, ...]
    key: str = ""
    beyond: Money = Money()


@dataclass(frozen=True)
class InterestGroup:
    """One currency; no sum mixes two."""

    currency: str
    items: tuple[ItemLine, ...]
    owed: Money
    paid: Money
    open: Money
    interest: Money
    words: str


@dataclass(frozen=True)
class InterestSheet:
    """Interest up to a day; ``terms`` are sentences that say by which rate and convention, ``stops`` why it ends
    before that day, ``upto`` when."""

    letterhead: Letterhead
    party: str
    party_id: str
    contract_id: str
    as_of: date
    terms: tuple[str, ...]
    groups: tuple[InterestGroup, ...]
    stops: tuple[str, ...] = ()
    upto: date | None = None
    dated_on: date | None = None
    language: str = "zh"
    number: str = ""
    corrects: str = ""
    check: Check | None = None
