"""The forms in which a payment certificate is printed, as data: titles, columns, rows, and who signs.

How to add one: declare a ``Layout`` and name it in ``LAYOUTS``. Its rows name figures of ``FIGURES``; its columns name
amounts that ``certificate_amounts`` works out for each figure. The self-check follows from ``into``: the rows that
count into another one must add up to it, in every column.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.certificates import ADJUSTMENTS
from models.language import N_

FIGURES = {
    "measured": N_("Work measured at unit prices"),
    "lump": N_("Work at lump sums"),
    "variations": N_("Variations"),
    "claims": N_("Claims"),
    "dayworks": N_("Day works"),
    "materials": N_("Materials on site"),
    "adjustment": N_("Price adjustment"),
    "other": N_("Other value"),
    "gross": N_("Value of this period"),
    "added": N_("Additions"),
    "to_date": N_("Completed to date"),
    "paid": N_("Paid to date"),
    "recovery": N_("Recovery of the advance"),
    "retention": N_("Retention"),
    "later": N_("Payable at later milestones"),
    "held": N_("Held below the minimum certificate"),
    "deducted": N_("Deducted"),
    "due": N_("Due now"),
    "price": N_("Contract price"),
    "advance": N_("Advance agreed"),
    **{f"of.{kind}": caption for kind, caption in ADJUSTMENTS.items()},
}
"""What a row may be made of; ``of.KIND`` is the deductions or additions of that kind."""

REMARKS = {
    "paid": N_("received up to {day}"),
    "recovery": N_("{unrecovered} still to recover"),
    "later": N_("{progress} is payable now"),
    "retention": N_("{rate} is kept"),
}
"""What is remarked beside a row of this one figure."""


@dataclass(frozen=True)
class Row:
    """A row of the form: the sum of its ``figures``.

    It counts with ``sign`` into the row marked ``into``. ``broken_down`` lists each figure that is not nothing below
    it.
    """

    mark: str
    caption: str
    figures: tuple[str, ...]
    into: str = ""
    sign: int = 1
    broken_down: bool = False
    strong: bool = False


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


@dataclass(frozen=True)
class Layout:
    """``shapes`` by kind of certificate, those not named print as ``interim``."""

    name: str
    caption: str
    columns: tuple[tuple[str, str], ...]
    shapes: dict[str, Shape]
    signings: tuple[Signing, ...]
    note: str

    def shape(self, kind: str) -> Shape:
        return self.shapes.get(kind, self.shapes["interim"])


_PARTS = ("later", "retention", "held")
_OFF = ("of.materials", "of.penalty", "of.damages", "of.utilities", "of.correction", "of.other")
_ON = ("of.interest", "of.bonus", "of.other_addition")

_PROGRESS = Shape(
    applied=N_("Application for Progress Payment"),
    certified=N_("Progress Payment Certificate"),
    request=N_(
        "From {start} to {end} we carried out the work of period {period}. Under the contract we apply for the payment "
        "of this period, {currency}{words} ({amount}), and ask you to approve it."
    ),
    answer=N_("Reviewed: payable for this period {currency}{words} ({amount})."),
    rows=(
        Row("1", N_("Contract work completed to date"), ("to_date",)),
        Row("2", N_("Actually paid to date"), ("paid",)),
        Row("3", N_("Completed this period, in all"), ("gross", "added"), into="5", strong=True),
        Row("3.1", N_("Unit-price items completed this period"), ("measured",), into="3"),
        Row("3.2", N_("Lump-sum items payable this period"), ("lump",), into="3"),
        Row("3.3", N_("Day works completed this period"), ("dayworks",), into="3"),
        Row("3.4", N_("Safety fee payable this period"), ("of.safety",), into="3"),
        Row(
            "3.5", N_("Amounts to be added this period"),
            ("variations", "claims", "materials", "adjustment", "other", *_ON), into="3", broken_down=True,
        ),
        Row(
            "4", N_("To be deducted this period, in all"), ("recovery", *_PARTS, "deducted"), into="5", sign=-1,
            strong=True,
        ),
        Row("4.1", N_("Advance to be recovered this period"), ("recovery",), into="4"),
        Row("4.2", N_("Amounts to be deducted this period"), (*_PARTS, *_OFF), into="4", broken_down=True),
        Row("5", N_("Payable this period (3 − 4)"), ("due",), strong=True),
    ),
    due="5",
)  # fmt: skip

_ADVANCE = Shape(
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

GB50500 = Layout(
    name="gb50500",
    caption=N_("GB 50500-2013 (bills of quantities)"),
    columns=(("claimed", N_("Amount applied for")), ("certified", N_("Amount checked"))),
    shapes={"interim": _PROGRESS, "advance": _ADVANCE},
    signings=(
        Signing(
            N_("The contractor"), N_("Application"),
            N_("The figures above are true; the enclosures show how they came about."),
            (N_("Cost engineer"), N_("Checked by"), N_("Representative")), ("submitted",),
            N_("The figures above are true."),
        ),
        Signing(
            N_("The supervisor"), N_("Review"),
            N_("□ Not as agreed, see the corrections enclosed.   □ As agreed; the amount is as reviewed."),
            (N_("Supervising engineer"), N_("Cost engineer")), ("supervised",),
        ),
        Signing(
            N_("The owner"), N_("Approval"),
            N_("□ Not agreed.   □ Agreed, to be paid within {days} days of this certificate."),
            (N_("Cost engineer"), N_("Representative")), ("reviewed", "certified"),
        ),
    ),
    note=N_("Made in four copies: contractor, supervisor, cost consultant and owner keep one each."),
)  # fmt: skip

LAYOUTS = {layout.name: layout for layout in (GB50500,)}
