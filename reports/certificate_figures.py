"""Everything a payment certificate says: collected once, frozen, then drawn, exported and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.money import Money, half_up, rounded
from models.rules.tax import Taxed
from reports.check_code import Check


@dataclass(frozen=True)
class Contractor:
    """Who applies, and whose names stand on the application."""

    company: str
    office: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormRow:
    """A row of the form; ``amounts`` stand in the order of the columns, None where a figure is not known.

    ``into`` and ``sign`` say which row it counts into, ``also`` which others; a row without mark breaks the one above
    down.
    """

    mark: str
    caption: str
    amounts: tuple[Money | None, ...]
    into: str = ""
    sign: int = 1
    strong: bool = False
    remark: str = ""
    also: tuple[tuple[str, int], ...] = ()
    number: str = ""

    @property
    def shown(self) -> str:
        """What stands before the row: its number in a form that counts its rows, else its mark."""
        return self.number or self.mark


@dataclass(frozen=True)
class Step:
    """One line of the computation with its rule; ``counts`` when its signed amount enters what is due."""

    name: str
    caption: str
    amount: Money
    rule: str = ""
    counts: bool = False


@dataclass(frozen=True)
class Line:
    """One measured line; quantities are None where an amount was certified as such.

    ``quantity`` and ``amount`` are None while nobody has reviewed it. To date = previous + certified (else claimed).
    ``scheduled`` is what was agreed of it, ``stored`` what lies on site, ``retained`` what is kept of it to date.
    """

    code: str
    name: str
    unit: str
    price: Decimal | None
    contract: Decimal | None
    previous: Decimal | None
    claimed_quantity: Decimal | None
    quantity: Decimal | None
    to_date: Decimal | None
    claimed: Money | None
    amount: Money | None
    remark: str = ""
    item: int = 0
    scheduled: Money | None = None
    previous_amount: Money | None = None
    year_amount: Money | None = None
    stored: Money | None = None
    retained: Money | None = None
    reviewed: bool = True

    @property
    def now_quantity(self) -> Decimal | None:
        return self.quantity if self.reviewed else self.claimed_quantity

    @property
    def now_amount(self) -> Money | None:
        """The work of this period; what lies on site stands apart."""
        if self.stored is not None:
            return None
        return self.amount if self.reviewed else self.claimed

    @property
    def products(self) -> list[tuple[Money, Money]]:
        """Each amount that was measured beside quantity × price."""
        pairs = ((self.claimed_quantity, self.claimed), (self.quantity, self.amount))
        return [
            (amount, Money(half_up((quantity * self.price).scaleb(2))))
            for quantity, amount in pairs
            if quantity is not None and self.price is not None and amount is not None
        ]

    @property
    def total(self) -> Money:
        """To date, what lies on site included."""
        return _sum(self.previous_amount, self.now_amount, self.stored)

    @property
    def share(self) -> Decimal | None:
        """How much of what was agreed is done, to a tenth of a percent."""
        return rounded(Fraction(self.total.fen, self.scheduled.fen), 3) if self.scheduled else None

    @property
    def balance(self) -> Money:
        """What was agreed less what is done: less than nothing where nothing was agreed."""
        return _sum(self.scheduled) - self.total

    @property
    def left(self) -> Decimal | None:
        done = self.to_date if self.to_date is not None else self.previous
        return None if self.contract is None else self.contract - (done or Decimal(0))


def _sum(*amounts: Money | None) -> Money:
    return Money.total(one for one in amounts if one is not None)


@dataclass(frozen=True)
class LineGroup:
    """The lines of one chapter of the bill, or of one part of the value, with their sums."""

    caption: str
    lines: tuple[Line, ...]
    claimed: Money | None
    amount: Money | None


@dataclass(frozen=True)
class Adjusted:
    """A deduction or an addition with its reason; a disputed one changes nothing."""

    kind: str
    reason: str
    amount: Money
    addition: bool = False
    disputed: bool = False


@dataclass(frozen=True)
class Stated:
    """A figure that the certificate states of those before it, beside what they come to in our book now."""

    caption: str
    stated: Money
    ours: Money

    @property
    def difference(self) -> Money:
        return self.stated - self.ours


@dataclass(frozen=True)
class Signature:
    """Who signs: heading, opinion, seats with the names that are known, and what the book has recorded of it."""

    party: str
    heading: str
    opinion: str
    seats: tuple[tuple[str, str], ...]
    recorded: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Amounts:
    """The totals of one column of a certificate: gross + added − withheld − deducted = due.

    ``withheld`` is the advance recovered, retention, what is payable at later milestones and what waits below the
    minimum. An advance has only ``due``.
    """

    gross: Money
    added: Money
    withheld: Money
    deducted: Money
    due: Money
    words: str


@dataclass(frozen=True)
class CertificatePaper:
    """A payment application or certificate; ``number`` and ``check`` are given when it is issued.

    ``reviewed`` is None while nobody has answered the application. ``columns`` are captions; ``due_row`` is the mark
    of the row that says what is due, in the columns ``due_in``; a column that is not ``answered`` leaves room to write.
    ``taxes`` is ``net`` and ``vat`` by rate, empty where the book works out another split today. ``line_columns`` are
    names and captions, ``line_sums`` names columns of the lines with what they add up to. ``held`` is what was below
    the minimum and waits; ``stated`` what the certificate says of earlier ones and our book does not.
    """

    contractor: Contractor
    party: str
    party_id: str
    project: str
    contract: str
    contract_name: str
    contract_id: str
    currency: str
    certificate: str
    kind: str
    period: int
    period_from: date | None
    period_to: date | None
    as_of: date
    certified_on: date | None
    layout: str
    title: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[FormRow, ...]
    due_row: str
    due_in: tuple[int, ...]
    answered: tuple[bool, ...]
    line_columns: tuple[tuple[str, str], ...]
    line_sums: tuple[tuple[str, Money], ...]
    claimed: Amounts
    reviewed: Amounts | None
    held: Money
    net: Money
    vat: Money
    taxes: tuple[Taxed, ...]
    steps: tuple[Step, ...]
    groups: tuple[LineGroup, ...]
    adjustments: tuple[Adjusted, ...]
    signatures: tuple[Signature, ...]
    note: str
    remark: str = ""
    stated: tuple[Stated, ...] = ()
    dated_on: date | None = None
    language: str = "zh"
    with_detail: bool = True
    number: str = ""
    corrects: str = ""
    check: Check | None = None

    @property
    def stands(self) -> Amounts:
        """What was reviewed, else what is applied for."""
        return self.reviewed or self.claimed
