"""What a form of payment certificate is made of: rows of figures, columns, signatures, and the columns of its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.certificates import ADJUSTMENTS
from models.language import N_

FIGURES = {
    "measured": N_("Work measured at unit prices"),
    "lump": N_("Work at lump sums"),
    "breaks": N_("Price change beyond the bill quantity"),
    "variations": N_("Variations"),
    "claims": N_("Claims"),
    "dayworks": N_("Day works"),
    "provisional": N_("Provisional sums spent"),
    "materials": N_("Materials on site"),
    "materials_paid": N_("Advance for materials on site"),
    "materials_back": N_("Advance for materials taken back"),
    "adjustment": N_("Price adjustment"),
    "other": N_("Other value"),
    "fees": N_("Fees by rate"),
    "gross": N_("Value of this period"),
    "added": N_("Additions"),
    "to_date": N_("Completed to date"),
    "paid": N_("Paid to date"),
    "recovery": N_("Recovery of the advance"),
    "second_recovered": N_("Recovery of the second advance"),
    "retention": N_("Retention"),
    "later": N_("Payable at later milestones"),
    "held": N_("Held below the minimum certificate"),
    "released": N_("Held before, paid now"),
    "deducted": N_("Deducted"),
    "due": N_("Due now"),
    "price": N_("Contract price"),
    "advance": N_("Advance agreed"),
    **{f"of.{kind}": caption for kind, caption in ADJUSTMENTS.items()},
}
"""What a row may be made of; ``of.KIND`` is the deductions or additions of that kind, ``-NAME`` takes off.

What is held over stands under ``held`` where it grows and under ``released`` where it becomes less.
"""

REMARKS = {
    "paid": N_("received up to {day}"),
    "recovery": N_("{unrecovered} still to recover"),
    "later": N_("{progress} is payable now"),
    "retention": N_("{rate} is kept"),
}
"""What is remarked beside a row of this one figure."""

SUMS = {
    "scheduled": "revised",
    "previous_amount": "previous",
    "now_amount": "now",
    "year_amount": "year",
    "total": "to_date",
    "balance": "remaining",
}
"""Which value each column of the lines adds up to."""

CHAPTERS = "chapters"
"""A row of this one figure stands for a row for every chapter of the bill."""


@dataclass(frozen=True)
class Row:
    """A row of the form: the sum of its ``figures``.

    It counts with ``sign`` into the row marked ``into`` and into those of ``also``. ``broken_down`` lists each figure
    that is not nothing below it. It stands in the columns ``only`` (all when empty); an ``optional`` one is left out
    where it is nothing in all of them. ``{formula}`` in a caption names the rows that stand and count into it.
    """

    mark: str
    caption: str
    figures: tuple[str, ...]
    into: str = ""
    sign: int = 1
    broken_down: bool = False
    strong: bool = False
    also: tuple[tuple[str, int], ...] = ()
    only: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True)
class Signing:
    """Who signs: the party, what it declares (``{days}`` to pay), its seats, and the stages that record it.

    ``alone`` is what it declares on a form without enclosures, where that differs.
    """

    party: str
    heading: str
    opinion: str
    seats: tuple[str, ...]
    stages: tuple[str, ...]
    alone: str = ""


@dataclass(frozen=True)
class Shape:
    """One form: its title as an application and as a certificate, its rows, and the row of what is due."""

    applied: str
    certified: str
    request: str
    answer: str
    rows: tuple[Row, ...]
    due: str


CLAIMED_AND_CERTIFIED = (("claimed", N_("Amount applied for")), ("certified", N_("Amount checked")))


@dataclass(frozen=True)
class Layout:
    """``shapes`` by kind of certificate, those not named print as ``interim``.

    Rows that stand are numbered in a row where the form ``is_counted``; else they keep the marks of the standard.
    ``lines`` names the columns of the lines behind the form (``certificate_line_columns``), by name the ``letters``
    they bear on the form; with ``is_whole`` every line agreed stands there, measured or not.
    """

    name: str
    caption: str
    columns: tuple[tuple[str, str], ...]
    shapes: dict[str, Shape]
    signings: tuple[Signing, ...]
    note: str
    lines: tuple[str, ...] = (
        *("code", "name", "unit", "price", "contract", "previous", "claimed_quantity", "quantity", "to_date"),
        *("claimed", "amount"),
    )
    is_whole: bool = False
    letters: Mapping[str, str] = field(default_factory=dict)
    is_counted: bool = False

    def shape(self, kind: str) -> Shape:
        return self.shapes.get(kind, self.shapes["interim"])

    @property
    def tells_past(self) -> bool:
        """Whether its lines add up to what was done to date, so that none of an earlier period may be missing."""
        return "total" in self.lines

    @property
    def stores_apart(self) -> bool:
        """Whether what lies on site has a column of its own."""
        return "stored" in self.lines

    @property
    def line_sums(self) -> dict[str, str]:
        """Columns of the lines whose total is the value in a column of the form."""
        apart = ("previous_amount", "now_amount") if self.stores_apart else ()
        return {name: SUMS[name] for name in self.lines if name in SUMS and name not in apart and self.tells_past}

    def columns_for(self, kind: str) -> tuple[tuple[str, str], ...]:
        """An advance has the same two columns in every form."""
        return CLAIMED_AND_CERTIFIED if kind == "advance" else self.columns


ADVANCE = Shape(
    applied=N_("Application for Advance Payment"),
    certified=N_("Advance Payment Certificate"),
    request=N_(
        "Under the contract we apply for the advance payment of {currency}{words} ({amount}) and ask you to approve it."
    ),
    answer=N_("Reviewed: payable as advance {currency}{words} ({amount})."),
    rows=(
        Row("1", N_("Contract price as signed"), ("price",)),
        Row("2", N_("Advance payment agreed in the contract"), ("advance",)),
        Row("3", N_("Advance payment due now"), ("due",), strong=True),
    ),
    due="3",
)

CONTRACTOR = Signing(
    N_("The contractor"), N_("Application"),
    N_("The figures above are true; the enclosures show how they came about."),
    (N_("Cost engineer"), N_("Checked by"), N_("Representative")), ("submitted",),
    N_("The figures above are true."),
)  # fmt: skip
SUPERVISOR = Signing(
    N_("The supervisor"), N_("Review"),
    N_("□ Not as agreed, see the corrections enclosed.   □ As agreed; the amount is as reviewed."),
    (N_("Supervising engineer"), N_("Cost engineer")), ("supervised",),
)  # fmt: skip
OWNER = Signing(
    N_("The owner"), N_("Approval"),
    N_("□ Not agreed.   □ Agreed, to be paid within {days} days of this certificate."),
    (N_("Cost engineer"), N_("Representative")), ("reviewed", "certified"),
)  # fmt: skip
