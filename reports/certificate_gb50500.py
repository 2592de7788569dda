"""The form of GB 50500-2013, 10.3: completed and paid to date, completed in the period, deducted, payable."""

from __future__ import annotations

from models.contracts import LAYOUTS
from models.language import N_
from reports.certificate_shape import ADVANCE, CLAIMED_AND_CERTIFIED, CONTRACTOR, OWNER, SUPERVISOR, Layout, Row, Shape

_PARTS = ("later", "retention", "held")
_OFF = ("of.materials", "of.penalty", "of.damages", "of.utilities", "of.correction", "of.other")
_ON = ("of.interest", "of.bonus", "of.other_addition")

PROGRESS = Shape(
    applied=N_("Application for Progress Payment"),
    certified=N_("Progress Payment Certificate"),
    request=N_(
        "We carried out the work of {period}. Under the contract we apply for the payment of this period, "
        "{currency}{words} ({amount}), and ask you to approve it."
    ),
    answer=N_("Reviewed: payable for this period {currency}{words} ({amount})."),
    rows=(
        Row("1", N_("Contract work completed to date"), ("to_date",)),
        Row("2", N_("Actually paid to date"), ("paid",)),
        Row("3", N_("Completed this period, in all"), ("gross", "added"), into="5", strong=True),
        Row("3.1", N_("Unit-price items completed this period"), ("measured", "breaks"), into="3"),
        Row("3.2", N_("Lump-sum items payable this period"), ("lump",), into="3"),
        Row("3.3", N_("Day works completed this period"), ("dayworks",), into="3"),
        Row("3.4", N_("Safety fee payable this period"), ("of.safety",), into="3"),
        Row(
            "3.5", N_("Amounts to be added this period"),
            ("variations", "claims", "provisional", "materials", "adjustment", "other", "fees", *_ON), into="3",
            broken_down=True,
        ),
        Row(
            "4", N_("To be deducted this period, in all"), ("recovery", *_PARTS, "deducted"), into="5", sign=-1,
            strong=True,
        ),
        Row("4.1", N_("Advance to be recovered this period"), ("recovery",), into="4"),
        Row("4.2", N_("Amounts to be deducted this period"), (*_PARTS, *_OFF), into="4", broken_down=True),
        Row("4a", N_("Held before, paid now"), ("released",), into="5", optional=True),
        Row("5", N_("Payable this period ({formula})"), ("due",), strong=True),
    ),
    due="5",
)  # fmt: skip

GB50500 = Layout(
    name="gb50500",
    caption=LAYOUTS["gb50500"],
    columns=CLAIMED_AND_CERTIFIED,
    shapes={"interim": PROGRESS, "advance": ADVANCE},
    signings=(CONTRACTOR, SUPERVISOR, OWNER),
    note=N_("Made in four copies: contractor, supervisor, cost consultant and owner keep one each."),
)
