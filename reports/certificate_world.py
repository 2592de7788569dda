"""The forms of contracts abroad: the statement of FIDIC 14.3, and the North American application with its schedule."""

from __future__ import annotations

from models.contracts import LAYOUTS
from models.language import N_
from reports.certificate_shape import ADVANCE, Layout, Row, Shape, Signing

_OWN = ("now", "previous", "to_date")
_WORK = ("measured", "lump", "breaks", "variations", "dayworks", "provisional", "fees")

_FIDIC = Shape(
    applied=N_("Statement for Interim Payment"),
    certified=N_("Interim Payment Certificate"),
    request=N_("Statement, {period}: we apply for {currency}{words} ({amount})."),
    answer=N_("Certified as due for this period: {currency}{words} ({amount})."),
    rows=(
        Row("a", N_("Value of the works executed, variations included"), _WORK, into="N"),
        Row("b", N_("Changes in laws and cost"), ("adjustment",), into="N"),
        Row("c", N_("Less retention"), ("retention",), into="N", sign=-1),
        Row("d", N_("Less repayment of the advance"), ("recovery",), into="N", sign=-1),
        Row("e", N_("Plant and materials on site"), ("materials",), into="N"),
        Row("f", N_("Other additions or deductions, claims included"),
            ("claims", "other", "added", "-deducted", "-later", "-held", "released"), into="N",
            broken_down=True),
        Row("N", N_("Net amount"), ("due",), into="D", strong=True),
        Row("g", N_("Less all previous certificates"), ("previous_due",), into="D", sign=-1, only=("to_date",)),
        Row("D", N_("Amount due"), ("now_due",), strong=True, only=("to_date",)),
    ),
    due="D",
)  # fmt: skip

FIDIC = Layout(
    name="fidic",
    caption=LAYOUTS["fidic"],
    columns=(
        ("to_date", N_("To date")),
        ("previous", N_("Previously certified")),
        ("now", N_("This period")),
    ),
    shapes={"interim": _FIDIC, "advance": ADVANCE},
    signings=(
        Signing(
            N_("The Contractor"), N_("Contractor’s statement"),
            N_("The amounts above are those we consider ourselves entitled to (14.3); documents are enclosed."),
            (N_("Prepared by"), N_("Checked by"), N_("Representative")), ("submitted",),
            N_("The amounts above are those we consider ourselves entitled to (14.3)."),
        ),
        Signing(
            N_("The Engineer"), N_("Certification"),
            N_("□ Certified as fairly determined (14.6).   □ Certified with the changes enclosed."),
            (N_("Quantity surveyor"), N_("The Engineer")), ("supervised",),
        ),
        Signing(
            N_("The Employer"), N_("Payment"),
            N_("To be paid within {days} days."),
            (N_("Received by"), N_("Representative")), ("reviewed", "certified"),
        ),
    ),
    note=N_("Letters as in FIDIC Red Book 1999, 14.3; row d is 14.2, row e 14.5."),
    lines=(
        *("code", "name", "unit", "price", "contract", "scheduled", "previous", "now_quantity", "to_date"),
        *("now_amount", "total"),
    ),
)  # fmt: skip

_AIA = Shape(
    applied=N_("Application for Payment"),
    certified=N_("Application for Payment, approved"),
    request=N_("Application for {period}: {currency}{words} ({amount})."),
    answer=N_("Approved for payment: {currency}{words} ({amount})."),
    rows=(
        Row("1", N_("Contract sum as signed"), ("original",), into="3"),
        Row("2", N_("Net change by approved change orders"), ("change_orders",), into="3"),
        Row("3", N_("Contract sum to date (1 + 2)"), ("contract_sum",), strong=True, also=(("9", 1),)),
        Row("4", N_("Completed and stored to date (column G of the schedule)"), ("gross",), into="6", strong=True),
        Row("5a", N_("Withheld from completed work"), ("retained_work",), into="5"),
        Row("5b", N_("Withheld from stored materials"), ("retained_stored",), into="5"),
        Row("5c", N_("Payable at later milestones"), ("later",), into="5", optional=True),
        Row("5", N_("Withheld in all"), ("retention", "later"), into="6", sign=-1),
        Row("6", N_("Earned less what is withheld (4 − 5)"), ("earned",), into="8", strong=True, also=(("9", -1),)),
        Row("7", N_("Less previous applications (line 6 of the one before)"), ("previous_earned",), into="8", sign=-1),
        Row("7a", N_("Less advance repaid and other deductions of this period"), ("own_off",), into="8", sign=-1,
            optional=True),
        Row("7b", N_("Additions of this period"), ("own_on",), into="8", optional=True),
        Row("7c", N_("Less what is held below the minimum certificate"), ("held",), into="8", sign=-1, optional=True),
        Row("7d", N_("Held before, paid now"), ("released",), into="8", optional=True),
        Row("8", N_("Payment due now ({formula})"), ("now_due",), strong=True),
        Row("9", N_("To be finished, what is withheld included (3 − 6)"), ("to_finish",)),
    ),
    due="8",
)  # fmt: skip

AIA = Layout(
    name="aia",
    caption=LAYOUTS["aia"],
    columns=(("sum", N_("Amount")),),
    shapes={"interim": _AIA, "advance": ADVANCE},
    signings=(
        Signing(
            N_("The contractor"), N_("Application"),
            N_(
                "The work of this application is done as agreed; what was received for earlier certificates has been "
                "used to pay for the work of those."
            ),
            (N_("Prepared by"), N_("Checked by"), N_("Representative")), ("submitted",),
        ),
        Signing(
            N_("The designer"), N_("Review"),
            N_("□ The work has come as far as stated; payment is recommended.   □ Changed as initialled."),
            (N_("Reviewed by"),), ("supervised",),
        ),
        Signing(
            N_("The owner"), N_("Approval"),
            N_("□ Not agreed.   □ Agreed, to be paid within {days} days of this certificate."),
            (N_("Representative"),), ("reviewed", "certified"),
        ),
    ),
    note=N_("Line 7 must be line 6 of the application before; line 3 is the sum of column C, line 4 that of column G."),
    lines=(
        *("item", "name", "scheduled", "previous_amount", "now_amount", "stored", "total", "share", "balance"),
        "retained",
    ),
    is_whole=True,
    letters={
        "item": "A", "name": "B", "scheduled": "C", "previous_amount": "D", "now_amount": "E", "stored": "F",
        "total": "G", "share": "G÷C", "balance": "H", "retained": "I",
    },
)  # fmt: skip
