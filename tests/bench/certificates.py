"""A certificate of a contract with 3,000 bill lines, while it is typed: one edited cell against the bare rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

from models.certificates import Background, CertificateDraft, LineDraft
from models.certificates.draft import Pricing
from models.money import Money, half_up
from models.rules.base import LINES
from models.rules.certificate import Before, CertificateTerms, Measured, Milestone
from models.rules.quantities import QuantityBreak
from models.rules.recovery import RecoveryTerms
from models.rules.retention import RetentionTerms
from models.rules.tax import TaxTerms
from models.rules.valuation import assess
from tests.bench import Figure
from ui.pages.certificate_sheet_figures import LiveFigures

BILL = 3_000
PRICE = Decimal("12.35")
TERMS = CertificateTerms(
    price=Money.of(300_000_000),
    milestones=(Milestone("certification", Decimal("0.8")), Milestone("final_account", Decimal(1))),
    retention=RetentionTerms(Decimal("0.03"), cap_rate=Decimal("0.03")),
    recovery=RecoveryTerms("linear", advance=Money.of(30_000_000), price=Money.of(300_000_000), end=Decimal("0.8")),
    tax=TaxTerms(Decimal("0.09")),
)
BEFORE = Before({LINES: Money.of(90_000_000)}, advance_paid=Money.of(30_000_000))


def figures(rows: int) -> Iterator[Figure]:
    live, draft = LiveFigures(_behind()), _draft()
    live.of(draft)
    quantities = [line.quantity or Decimal(0) for line in draft.lines]
    turns = count(1)

    def edited() -> object:
        """A cell is typed into: its line is another one, all others are the same."""
        place = next(turns) % BILL
        lines = list(draft.lines)
        lines[place] = replace(lines[place], quantity=Decimal(place + 7))
        return live.of(replace(draft, lines=tuple(lines)))

    def bare() -> object:
        """Quantity × price of every line, added up, and the rule."""
        value = Money.total(Money(half_up((quantity * PRICE).scaleb(2))) for quantity in quantities)
        return assess(TERMS, BEFORE, Measured({LINES: value}))

    yield Figure(f"one edited cell of {BILL:,} lines", edited, bare, 2.0, rounds=15)


def _behind() -> Background:
    quantities: dict[str, tuple[Decimal | None, Decimal | None]] = {
        f"b{place}": (Decimal(1_000), Decimal(300)) for place in range(BILL)
    }
    pricing = Pricing(quantity_break=QuantityBreak(Decimal("0.15"), Decimal("0.9"), Decimal("1.1")))
    return Background("C", 4, TERMS, BEFORE, quantities=quantities, pricing=pricing)


def _draft() -> CertificateDraft:
    lines = (LineDraft(bill_item=f"b{place}", code=str(place), quantity=Decimal(place + 1), price=PRICE)
             for place in range(BILL))  # fmt: skip
    return CertificateDraft(contract="c", lines=tuple(lines))
