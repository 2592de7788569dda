"""Everything a payment certificate says: collected once, frozen, then drawn, exported and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.money import Money
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

    ``into`` and ``sign`` say which row it counts into; a row without mark breaks the one above down.
    """

    mark: str
    caption: str
    amounts: tuple[Money | None, ...]
    into: str = ""
    sign: int = 1
    strong: bool = False
    remark: str = ""


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
    of the row that says what is due. ``held`` is what was below the minimum and waits.
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
    claimed: Amounts
    reviewed: Amounts | None
    held: Money
    net: Money
    vat: Money
    tax: str
    steps: tuple[Step, ...]
    groups: tuple[LineGroup, ...]
    adjustments: tuple[Adjusted, ...]
    signatures: tuple[Signature, ...]
    note: str
    remark: str = ""
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
