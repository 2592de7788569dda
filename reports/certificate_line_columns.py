"""The columns in which the lines behind a certificate are printed and exported, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.language import N_
from models.money import Money
from models.rules.captions import percent
from models.scaled import counted
from reports.certificate_figures import Line
from reports.certificate_shape import Layout
from reports.style import Say


@dataclass(frozen=True)
class LineColumn:
    """``kind`` is text, quantity, share or money; the value is the entry of this name of the line."""

    caption: str
    kind: str
    value: Callable[[Line], object]


def _of(name: str) -> Callable[[Line], object]:
    return (lambda line: str(line.item)) if name == "item" else lambda line: getattr(line, name)


COLUMNS: Mapping[str, LineColumn] = {
    name: LineColumn(caption, kind, _of(name))
    for name, caption, kind in (
        ("item", N_("Item"), "text"),
        ("code", N_("Code"), "text"),
        ("name", N_("Description"), "text"),
        ("unit", N_("Unit"), "text"),
        ("price", N_("Unit price"), "quantity"),
        ("contract", N_("Contract quantity"), "quantity"),
        ("scheduled", N_("Amount agreed"), "money"),
        ("previous", N_("Previous to date"), "quantity"),
        ("previous_amount", N_("Amount before"), "money"),
        ("claimed_quantity", N_("Claimed this period"), "quantity"),
        ("quantity", N_("Certified this period"), "quantity"),
        ("now_quantity", N_("This period"), "quantity"),
        ("now_amount", N_("Amount of this period"), "money"),
        ("to_date", N_("To date"), "quantity"),
        ("total", N_("Amount to date"), "money"),
        ("year_amount", N_("Amount this year"), "money"),
        ("stored", N_("Stored on site"), "money"),
        ("share", N_("Share done"), "share"),
        ("left", N_("Remaining"), "quantity"),
        ("balance", N_("Amount remaining"), "money"),
        ("retained", N_("Amount withheld"), "money"),
        ("claimed", N_("Amount claimed"), "money"),
        ("amount", N_("Amount certified"), "money"),
    )
}


def captions(layout: Layout, say: Say) -> tuple[tuple[str, str], ...]:
    """Name and caption of each column of a layout's lines."""
    told = {name: say(COLUMNS[name].caption) for name in layout.lines}
    return tuple((name, f"{layout.letters.get(name, '')}  {said}".strip()) for name, said in told.items())


def shown(name: str, line: Line) -> str:
    """The cell of a line as it is printed."""
    value = COLUMNS[name].value(line)
    if value is None or value == "":
        return ""
    if isinstance(value, Money):
        return value.grouped
    if COLUMNS[name].kind == "share":
        return percent(Decimal(str(value)))
    if isinstance(value, Decimal):
        return counted(value)
    if name == "name" and line.remark:
        return f"{line.name} ({line.remark})"
    return str(value)


def money_of(name: str, line: Line) -> Money | None:
    value = COLUMNS[name].value(line)
    return value if isinstance(value, Money) else None
