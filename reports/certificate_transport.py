"""The forms of highway works (中期支付证书) and of railway works (验工计价): by chapter, period and to date."""

from __future__ import annotations

from models.contracts import LAYOUTS
from models.language import N_
from reports.certificate_shape import (
    ADVANCE,
    CHAPTERS,
    CONTRACTOR,
    OWNER,
    SUPERVISOR,
    Layout,
    Row,
    Shape,
)

_SINCE = ("to_date", "year", "now")
_LEFT = (*_SINCE, "remaining")
_SO_FAR = ("to_date", "previous", "now")
_FINES = ("of.penalty", "of.damages")
_OTHER_OFF = ("of.materials", "of.utilities", "of.correction", "of.other")
_ON = ("of.safety", "of.bonus", "of.other_addition")

_HIGHWAY = Shape(
    applied=N_("Interim Payment Application"),
    certified=N_("Interim Payment Certificate"),
    request=N_("{Period}: payable {currency}{words} ({amount})."),
    answer=N_("Reviewed: payable for this period {currency}{words} ({amount})."),
    rows=(
        Row("", "", (CHAPTERS,), into="A"),
        Row("B", N_("Variations"), ("variations",), into="A"),
        Row("C", N_("Day works"), ("dayworks",), into="A"),
        Row("D", N_("Provisional sums spent"), ("provisional",), into="A", optional=True),
        Row("A", N_("Subtotal"), ("work",), into="T", strong=True),
        Row("E", N_("Price adjustment"), ("adjustment",), into="T", only=_SO_FAR),
        Row("F", N_("Claims"), ("claims",), into="T", only=_SO_FAR),
        Row("G", N_("Fines and damages"), _FINES, into="T", sign=-1, only=_SO_FAR),
        Row("H", N_("Interest on late payment"), ("of.interest",), into="T", only=_SO_FAR),
        Row("I", N_("Other additions"), ("other", "fees", *_ON), into="T", only=_SO_FAR, optional=True),
        Row("J", N_("Other deductions"), _OTHER_OFF, into="T", sign=-1, only=_SO_FAR, optional=True),
        Row("T", N_("Total"), ("gross", "-materials", "added", "-deducted"), into="P", strong=True, only=_SO_FAR),
        Row("K", N_("Mobilisation advance"), ("advances",), into="P", only=_SO_FAR),
        Row(
            "L",
            N_("Mobilisation advance taken back"),
            ("recovery", "-second_recovered"),
            into="P",
            sign=-1,
            only=_SO_FAR,
        ),
        Row("M", N_("Advance for materials on site"), ("materials_paid",), into="P", only=_SO_FAR),
        Row(
            "N",
            N_("Advance for materials taken back"),
            ("materials_back", "second_recovered"),
            into="P",
            sign=-1,
            only=_SO_FAR,
        ),
        Row("O", N_("Retention"), ("retention",), into="P", sign=-1, only=_SO_FAR),
        Row("Q", N_("Payable at later milestones"), ("later",), into="P", sign=-1, only=_SO_FAR, optional=True),
        Row("R", N_("Held below the minimum certificate"), ("held",), into="P", sign=-1, only=_SO_FAR, optional=True),
        Row("S", N_("Held before, paid now"), ("released",), into="P", only=_SO_FAR, optional=True),
        Row("P", N_("Actually payable"), ("due", "advances"), strong=True, only=_SO_FAR),
    ),
    due="P",
)

HIGHWAY = Layout(
    name="highway",
    caption=LAYOUTS["highway"],
    columns=(
        ("price", N_("Contract amount")),
        ("changes", N_("Changes of the contract")),
        ("revised", N_("After changes")),
        ("to_date", N_("To the end of this period")),
        ("previous", N_("To the end of the last period")),
        ("now", N_("This period")),
    ),
    shapes={"interim": _HIGHWAY, "advance": ADVANCE},
    signings=(CONTRACTOR, SUPERVISOR, OWNER),
    note=N_("Each chapter is the sum of its lines in the annex."),
    is_counted=True,
    lines=(
        *("code", "name", "unit", "price", "contract", "scheduled", "to_date", "total", "previous"),
        *("previous_amount", "now_quantity", "now_amount"),
    ),
)

_RAILWAY = Shape(
    applied=N_("Valuation of Works (application)"),
    certified=N_("Valuation of Works"),
    request=N_("{Period}: value payable {currency}{words} ({amount})."),
    answer=N_("Reviewed: payable for this period {currency}{words} ({amount})."),
    rows=(
        Row("1", N_("In the contract"), ("in_contract",), into="5", strong=True),
        Row("1.", "", (CHAPTERS,), into="1"),
        Row("2", N_("Design changes"), ("variations",), into="5", strong=True),
        Row("3", N_("Outside the contract"), ("dayworks", "provisional", "claims", "other"), into="5", strong=True,
            broken_down=True, only=_LEFT),
        Row("3a", N_("Fees by rate"), ("fees",), into="5", only=_LEFT, optional=True),
        Row("4", N_("Price difference of materials"), ("adjustment",), into="5", strong=True, only=_LEFT),
        Row("5", N_("Value in all"), ("gross", "-materials"), into="9", strong=True, only=("revised", *_LEFT)),
        Row("6", N_("Materials on site"), ("materials",), into="9", only=_SINCE, optional=True),
        Row("7", N_("Additions"), ("added",), into="9", only=_SINCE, optional=True),
        Row("8", N_("Withheld and deducted"), ("recovery", "retention", "later", "held", "deducted"), into="9", sign=-1,
            broken_down=True, only=_SINCE),
        Row("8a", N_("Held before, paid now"), ("released",), into="9", only=_SINCE, optional=True),
        Row("9", N_("Payable"), ("due",), strong=True, only=_SINCE),
    ),
    due="9",
)  # fmt: skip

RAILWAY = Layout(
    name="railway",
    caption=LAYOUTS["railway"],
    columns=(
        ("revised", N_("Contract and changes")),
        ("to_date", N_("Since the beginning")),
        ("year", N_("This year")),
        ("now", N_("This period")),
        ("remaining", N_("Remaining")),
    ),
    shapes={"interim": _RAILWAY, "advance": ADVANCE},
    signings=(CONTRACTOR, SUPERVISOR, OWNER),
    note=N_("Accepted for quality first, valued afterwards; the lines stand in the annex."),
    is_counted=True,
    lines=(
        *("code", "name", "unit", "contract", "price", "scheduled", "to_date", "total", "year_amount"),
        *("now_quantity", "now_amount", "left", "balance"),
    ),
)
