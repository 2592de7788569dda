"""The lines of a bill of quantities in a grid: levels as indents, sections in bold with the sum of what is below."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import bills
from models.bills import BillDraft, BillItemDraft, line_amount
from models.drafts import changed, entries
from models.language import _
from models.money import Money
from ui import theme
from ui.forms import typed
from ui.forms.grid import Grid
from ui.forms.grid_line import Line
from ui.forms.grid_model import GridModel, Index
from ui.forms.grid_view import GridView
from ui.forms.spec import GridSpec

DEEPEST = 9
_HOW = entries(BillItemDraft)


def settled(item: BillItemDraft) -> BillItemDraft:
    """Quantity × unit price gives the amount."""
    amount = line_amount(item.quantity, item.price, item.amount)
    return item if amount == item.amount else replace(item, amount=amount)


def next_item(lines: tuple[Any, ...]) -> BillItemDraft:
    """The next line stands beside the last one, or one level below it where that is a heading."""
    if not lines:
        return BillItemDraft()
    last = lines[-1]
    below = bool(last.name) and bills.is_heading(last)
    return BillItemDraft(level=min((last.level or 1) + below, DEEPEST))


def arranged(lines: Sequence[Line], names: Collection[str]) -> Sequence[Line]:
    """Pasted lines with their levels; those of a table without levels get theirs from their codes."""
    return lines if "level" in names else _levelled(lines)


def _levelled(lines: Sequence[Line]) -> list[Line]:
    """A line below a heading stands one level deeper than it; a heading stands where its code says."""
    found, depth = [], 0
    for line in lines:
        if bills.is_heading(line.draft) and not line.unclear:
            depth = len([part for part in re.split(r"[-.]", line.draft.code) if part]) or 1
            found.append(_replaced(line, depth))
        else:
            found.append(_replaced(line, depth + 1))
    return found


def _replaced(line: Line, level: int) -> Line:
    return replace(line, draft=changed(line.draft, level=min(level, DEEPEST)))


SPEC = GridSpec(
    columns=("code", "name", "unit", "quantity", "price", "amount", "level", "vat_rate", "price_beyond", "price_short"),
    frozen=2,
    settle=settled,
    new=next_item,
    arrange=arranged,
    widths={"code": 14, "name": 30, "unit": 6, "quantity": 14, "price": 12, "amount": 16, "level": 5, "vat_rate": 7}
    | dict.fromkeys(("price_beyond", "price_short"), 12),
)


class BillModel(GridModel):
    """``sums`` are the amounts of all lines, those of a heading added up; worked out again once after an edit."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self._sums: list[Money] | None = None
        self.edited.connect(self._forget)
        self.modelReset.connect(self._forget)

    @property
    def sums(self) -> list[Money]:
        if self._sums is None:
            self._sums = bills.amounts(self.drafts())
        return self._sums

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.FontRole:
            return theme.font(bold=True) if self._is_heading(index.row()) else None
        return super().data(index, role)

    def _is_heading(self, row: int) -> bool:
        return row < len(self.lines) and bills.is_heading(self.lines[row].draft)

    def _shown(self, row: int, column: int) -> str:
        shown = super()._shown(row, column)
        if row >= len(self.lines):
            return shown
        name = self.columns[column].name
        if name == "name":
            return "\u3000" * ((self.lines[row].draft.level or 1) - 1) + shown
        if name == "amount" and self._is_heading(row) and self.sums[row]:
            return typed.displayed(self.columns[column], self.sums[row])
        return shown

    def _ink(self, row: int, column: int) -> Any:
        if self.columns[column].name == "amount" and self._is_heading(row):
            return theme.colour("muted")
        return super()._ink(row, column)

    def _forget(self) -> None:
        self._sums = None


class BillView(GridView):
    """Alt+Shift+Right puts lines one level deeper, as Excel groups rows; Alt+Shift+Left one higher."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        for key, by in (("Alt+Shift+Right", 1), ("Alt+Shift+Left", -1)):
            self._keys[QKeySequence(key)[0].toCombined()] = _Shift(self, by)  # type: ignore[index]

    def shift(self, by: int) -> None:
        block, model = self.block(), self.grid
        before = model.lines[block.top : block.bottom + 1]
        after = [_at_level(line, (line.draft.level or 1) + by) for line in before]
        if before and not model.locked:
            model.swap(block.top, len(before), after, _("Change the level"))


class _Shift:
    def __init__(self, view: BillView, by: int) -> None:
        self._view, self._by = view, by

    def __call__(self) -> None:
        self._view.shift(self._by)


def _at_level(line: Line, level: int) -> Line:
    return line.with_value(_HOW["level"], min(max(level, 1), DEEPEST))


class BillGrid(Grid):
    """Edits ``BillDraft.items``."""

    model_class = BillModel
    view_class = BillView

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(entries(BillDraft)["items"], SPEC, {}, parent, today)

    def total(self) -> Money:
        return Money.total(line.draft.amount or Money() for line in self.model.lines)

    def shift(self, by: int) -> None:
        view: Any = self.view
        view.shift(by)
        self.view.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.sentence)
        self.sentence.setContentsMargins(16, 0, 16, 0)
        self.heading.hide()
        self.setFocusProxy(self.view)
        for tool in self._tools:
            tool.hide()
