"""Everything a statement of account says: collected once, frozen, then drawn, exported and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.language import N_
from models.money import Money
from reports.check_code import Check
from reports.letterhead import Letterhead

LESS_HELD = N_("Less: received, not allocated")


@dataclass(frozen=True)
class ContractLine:
    """One contract, or the total.

    balance = certified − deducted − received = overdue + not due + retention + undated + credit.

    ``deducted`` are recovered advances, agreed deductions, set-offs and concessions. ``retention`` is what of the
    balance is kept and not due yet; ``not_due`` and ``undated`` leave it out. ``credit`` has to be paid
    back (below nothing). ``days`` is the longest time overdue. ``confirmed`` is what of the balance the debtor
    confirmed before.
    """

    number: str
    name: str
    certified: Money
    deducted: Money
    received: Money
    balance: Money
    overdue: Money
    days: int
    not_due: Money
    retention: Money
    undated: Money
    credit: Money = Money()
    confirmed: Money = Money()


@dataclass(frozen=True)
class Part:
    """One class of receivable, or one band of ageing: its caption (a msgid with values) and its amount."""

    caption: str
    amount: Money
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class OverdueItem:
    """One item that should have been paid."""

    contract: str
    document: str
    kind: str
    due_on: date
    days: int
    amount: Money


@dataclass(frozen=True)
class Unallocated:
    """Money received that has not been set against anything yet; in the balance of no contract."""

    received_on: date
    document: str
    payer: str
    amount: Money


@dataclass(frozen=True)
class Bill:
    """An acceptance bill in hand: it reduced the debt when it came and has not been paid yet."""

    number: str
    kind: str
    received_on: date
    matures_on: date | None
    amount: Money


@dataclass(frozen=True)
class Disputed:
    """Something in dispute on the day: ``amount`` is disputed, ``of_balance`` of it stands in the balance."""

    contract: str
    document: str
    name: str
    opened_on: date
    amount: Money
    of_balance: Money


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of an account: balance = the balance above + certified − deducted − received.

    ``retention`` is the part of it that is withheld (or, negative, released): a memo, inside the balance.
    """

    day: date
    document: str
    summary: str
    certified: Money
    deducted: Money
    received: Money
    balance: Money
    retention: Money


@dataclass(frozen=True)
class Account:
    """The movements of one contract from the opening to the cut-off date; ``kept`` of the opening is withheld."""

    contract: str
    name: str
    opening: Money
    movements: tuple[Movement, ...]
    closing: Money
    kept: Money = Money()


@dataclass(frozen=True)
class Group:
    """One currency; no figure of a paper mixes two.

    ``in_total`` is what of the balance the debtor confirmed before without saying of which contract.
    """

    currency: str
    words: str
    contracts: tuple[ContractLine, ...]
    total: ContractLine
    classes: tuple[Part, ...]
    bands: tuple[Part, ...]
    overdue: tuple[OverdueItem, ...] = ()
    unallocated: tuple[Unallocated, ...] = ()
    bills: tuple[Bill, ...] = ()
    accounts: tuple[Account, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    in_total: Money = Money()

    @property
    def held(self) -> Money:
        """What the debtor paid that settles nothing yet."""
        return Money.total(one.amount for one in self.unallocated)

    @property
    def owed(self) -> Money:
        """What the debtor is asked to confirm: the balance of its contracts less what it paid besides."""
        return self.total.balance - self.held

    @property
    def to_settle(self) -> Money:
        """The same without its sign: what was paid beyond what is owed is ours to refund."""
        return max(self.owed, -self.owed)

    @property
    def in_dispute(self) -> Money:
        """What of the balance is disputed; the rest is agreed."""
        return Money.total(one.of_balance for one in self.disputed)


@dataclass(frozen=True)
class StatementOfAccount:
    """A statement of account of one debtor; ``check`` and ``number`` are given when it is issued."""

    letterhead: Letterhead
    party: str
    party_id: str
    contract_id: str
    as_of: date
    groups: tuple[Group, ...]
    dated_on: date | None = None
    since: date | None = None
    demand: bool = False
    days_to_pay: int = 10
    days_to_answer: int = 10
    language: str = "zh"
    with_detail: bool = True
    number: str = ""
    corrects: str = ""
    check: Check | None = None
