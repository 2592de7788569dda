"""The figures of a take-on sheet: every old item of each contract, what they come to, and who signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.money import Money
from reports.check_code import Check
from reports.letterhead import Letterhead


@dataclass(frozen=True)
class ItemLine:
    """One old item as it was taken on, or below nought what takes off them; ``kind`` is the msgid of its class."""

    kind: str
    document: str
    posted_on: date
    due_on: date | None
    invoice: str
    person: str
    amount: Money


@dataclass(frozen=True)
class ContractPart:
    """The opening balances of one contract, or money of no contract (then without ``number``).

    ``stated`` is what the signed sheet says, None when nobody typed it.
    """

    number: str
    name: str
    party: str
    currency: str
    taken_on: date
    items: tuple[ItemLine, ...]
    total: Money
    words: str
    certified: Money = Money()
    received: Money = Money()
    retention: Money = Money()
    advance_paid: Money = Money()
    recovered: Money = Money()
    second_paid: Money | None = None
    second_recovered: Money | None = None
    stated: Money | None = None
    difference: Money = Money()
    explanation: str = ""
    remark: str = ""


@dataclass(frozen=True)
class DebtorTotal:
    """What one debtor owes in one currency, under how many contracts."""

    party: str
    currency: str
    contracts: int
    total: Money


@dataclass(frozen=True)
class CurrencyTotal:
    """What all contracts of one currency come to."""

    currency: str
    total: Money
    words: str


@dataclass(frozen=True)
class TakeOnSheet:
    """Everything the paper says; ``party`` is the debtor, empty on the sheet of a whole book."""

    letterhead: Letterhead
    party: str
    party_id: str
    contract_id: str
    as_of: date
    contracts: tuple[ContractPart, ...]
    debtors: tuple[DebtorTotal, ...]
    totals: tuple[CurrencyTotal, ...]
    giver: str
    taker: str
    witness: str
    dated_on: date | None
    language: str
    number: str = ""
    check: Check | None = None
    corrects: str = ""
