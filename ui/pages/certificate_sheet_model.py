"""The lines of a valuation sheet: bill lines and variations to fill in, lines of the day's own below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt, Signal

from models.certificates import LINE_KINDS, LineDraft
from models.certificates.sheet import is_free
from models.language import N_, _, text
from models.money import Money
from models.rules import base
from models.scaled import PLACES
from ui import theme
from ui.forms.advised_grid import AdvisedModel
from ui.forms.grid_line import Line
from ui.forms.grid_model import Index
from ui.forms.spec import Derived, GridSpec

ENTERED = ("claimed_quantity", "quantity", "remark")
DERIVED = ("contract_quantity", "previous", "to_date", "remaining", "amount")
OWN = ("code", "name", "unit")
CAPTIONS = {
    "name": N_("Bill item"),
    "unit": N_("UoM"),
    "contract_quantity": N_("Contract qty"),
    "previous": N_("Previously"),
    "claimed_quantity": N_("Claimed now"),
    "quantity": N_("Certified now"),
    "amount": N_("Amount of this period"),
}
"""What the columns are called in a sheet, where there is little room and no doubt about the period."""


def to_date(line: LineDraft) -> Decimal | None:
    """What signed certificates and this one come to; None where nothing is measured."""
    if line.previous is None and line.quantity is None:
        return None
    return (line.previous or Decimal(0)) + (line.quantity or Decimal(0))


def remaining(line: LineDraft) -> Decimal | None:
    """What is left of the contract quantity; less than nothing when more was done than agreed."""
    if line.contract_quantity is None:
        return None
    return line.contract_quantity - (to_date(line) or Decimal(0))


def is_heading(line: LineDraft) -> bool:
    """Whether the line only names the section of the bill below it."""
    return bool(line.bill_item) and line.price is None and line.contract_quantity is None


LINES, ADJUSTMENTS, HEADER = range(3)
"""The tabs of the sheet."""
SPEC = GridSpec(
    columns=(
        *("code", "name", "unit", "contract_quantity", "previous", "claimed_quantity", "quantity"),
        *("to_date", "remaining", "amount", "price", "remark", "vat_rate"),
    ),
    derived=(
        Derived("to_date", N_("To date"), Decimal | None, to_date),
        Derived("remaining", N_("Remaining"), Decimal | None, remaining),
    ),
    totals=("amount",),
    frozen=2,
    widths={
        "code": 8,
        "name": 18,
        "unit": 3,
        "contract_quantity": 9,
        "previous": 9,
        "claimed_quantity": 9,
        "quantity": 9,
        "to_date": 9,
        "remaining": 9,
        "amount": 12,
        "price": 9,
        "remark": 14,
        "vat_rate": 7,
    },
    fixed=True,
    also={
        **{name: (caption,) for name, caption in CAPTIONS.items()},
        "code": ("子目号", "清单号"),
        "claimed_quantity": (CAPTIONS["claimed_quantity"], "申报", "本期申报数量"),
        "name": (CAPTIONS["name"], "名称", "子目名称"),
    },
    match=("code", "name"),
)


class SheetModel(AdvisedModel):
    """What is certified follows what is claimed until somebody types another quantity."""

    placed = Signal(int, int)
    """From this line on so many are others than before: typed, pasted, or taken back."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.filled, self.total = 0, Money()

    def place(self, first: int, count: int, after: Sequence[Line]) -> None:
        super().place(first, count, after)
        self.placed.emit(first, len(after))

    def swap(self, first: int, count: int, after: Sequence[Line], title: str) -> None:
        before = self.lines[first : first + count]
        if len(before) == len(after):
            after = [_following(one, other) for one, other in zip(before, after, strict=True)]
        super().swap(first, count, after, title)

    def read(self, line: Line, column: int, words: str) -> Line:
        """Two decimals are shown, but more can be typed: as many as are kept."""
        how = self.columns[column]
        if self.kinds[column] == "number":
            return line.typed_into(replace(how, places=PLACES), words, self.today())
        return super().read(line, column, words)

    def is_writable(self, row: int, column: int) -> bool:
        if self.locked or row >= len(self.lines):
            return False
        line, name = self.lines[row].draft, self.columns[column].name
        if name in ENTERED:
            return not is_heading(line)
        if name == "price":
            return is_free(line) or (line.price is None and not is_heading(line)) or "price" in self.lines[row].touched
        if name == "amount":
            return not is_heading(line) and (line.price is None or (is_free(line) and line.quantity is None))
        return name in OWN and is_free(line)

    def is_derived(self, row: int, column: int) -> bool:
        return self.columns[column].name in DERIVED and not is_heading(self.lines[row].draft)

    def value(self, row: int, column: int) -> Any:
        found = super().value(row, column)
        if self.columns[column].name == "amount" and row < len(self.lines):
            line = self.lines[row].draft
            return line.certified() if line.quantity is not None and line.price is not None else found
        return found

    # What Qt asks

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            how = self.columns[section]
            return text(CAPTIONS.get(how.name, how.caption))
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            line = self.lines[index.row()].draft if index.row() < len(self.lines) else None
            return theme.font(bold=True) if line is not None and is_heading(line) else None
        return super().data(index, role)

    def _shown(self, row: int, column: int) -> str:
        shown = super()._shown(row, column)
        line = self.lines[row].draft if row < len(self.lines) else None
        if line is not None and self.columns[column].name == "name" and line.kind != base.LINES:
            kind = N_("Variation") if line.kind == base.VARIATIONS else LINE_KINDS[line.kind]
            return _("{caption}: {detail}").format(caption=text(kind), detail=shown)
        return shown

    def _ink(self, row: int, column: int) -> Any:
        name = self.columns[column].name
        if name in ("to_date", "remaining") and row < len(self.lines):
            left = remaining(self.lines[row].draft)
            return theme.colour("danger") if left is not None and left < 0 else theme.colour("text")
        return theme.colour("text")


def _following(before: Line, after: Line) -> Line:
    """The line after an edit, with what is certified as claimed while it was not typed by itself."""
    was, now = before.draft, after.draft
    is_typed = "quantity" in after.unclear or ("quantity" in after.touched and was.quantity is not None)
    if now.claimed_quantity == was.claimed_quantity or now.quantity != was.quantity or is_typed:
        return after
    if was.quantity is None or was.quantity == was.claimed_quantity:
        return replace(after, draft=replace(now, quantity=now.claimed_quantity))
    return after
