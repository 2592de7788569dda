"""The grid of a valuation sheet: what is certified line by line, and nothing but fine lines between the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.certificates import LineDraft
from models.certificates.sheet import is_free
from models.drafts import Entry
from models.language import _, ngettext
from models.money import Money
from models.problems import Problem
from ui import theme
from ui.forms import typed
from ui.forms.advised_grid import AdvisedGrid, AdvisedView
from ui.forms.grid_footer import PADDING, Footer
from ui.forms.grid_line import Line
from ui.pages.certificate_sheet_bare import NoLines
from ui.pages.certificate_sheet_model import SheetModel

LONGEST_CODE = 13
"""Characters of a code that are always in sight: nine of the standard, three of its own and a letter."""
LEAST = 110
"""Pixels the name of a line keeps, however narrow the window."""


class SheetView(AdvisedView):
    """Ctrl+- takes out the lines that are the sheet's own."""

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self._keys[QKeySequence("Ctrl+-")[0].toCombined()] = self.remove_own_lines  # type: ignore[index]

    def remove_own_lines(self) -> None:
        """Take out the selected lines that are neither in the bill nor a variation."""
        block = self.block()
        before = self.grid.lines[block.top : block.bottom + 1]
        after = [line for line in before if not is_free(line.draft)]
        if not self.grid.locked and len(after) < len(before):
            self.grid.swap(block.top, len(before), after, _("Remove lines"))


class SheetFooter(Footer):
    """Counts the lines that have something in them, and shows what they were added up to already."""

    def sums(self) -> dict[int, str]:
        sheet: Any = self._view.grid
        at = next(at for at, how in enumerate(sheet.columns) if how.name == "amount")
        told = typed.displayed(sheet.columns[at], sheet.total) if sheet.filled else ""
        self.setAccessibleName(f"{self.title()} {told}")
        return {at: told}

    def title(self) -> str:
        sheet: Any = self._view.grid
        return ngettext(
            "Total of this period ({count} line)", "Total of this period ({count} lines)", sheet.filled
        ).format(count=sheet.filled)


def _length(how: Entry, values: Sequence[Any]) -> int:
    """How many characters the longest whole part of these figures and the longest part after the point take."""
    if not values:
        return 0
    finest = min((one for one in values if isinstance(one, Decimal)), default=None, key=_exponent)
    shown = [typed.displayed(how, one).partition(".") for one in (max(values, key=abs), finest)]
    return max(len(whole) for whole, _, _ in shown) + max(len(dot + rest) for _, dot, rest in shown)


def _exponent(value: Decimal) -> int:
    """Of 1.500 it is −1."""
    return int(value.normalize().as_tuple().exponent)


class SheetGrid(AdvisedGrid):
    """``sheet`` is its model."""

    model_class = SheetModel
    view_class = SheetView
    footer_class = SheetFooter

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.sheet: SheetModel = self.model  # type: ignore[assignment]
        self.sheet.placed.connect(self._fit_typed)

    def put(self, drafts: Sequence[LineDraft]) -> None:
        super().put(drafts)
        self._fit()
        self._show_rows()

    def lock(self, locked: bool) -> None:
        super().lock(locked)
        self.bare.relabel(locked)

    def _show_rows(self) -> None:
        """Without a line there is no table to fill in: what else can be done is offered in its place."""
        shown = self._rows if self.model.lines else self.bare
        self._stack.setCurrentWidget(shown)
        self.setFocusProxy(self.view if self.model.lines else self.bare)

    def _fit(self) -> None:
        """No figure is cut off: a column is as wide as the longest in it."""
        self._widen(range(len(self.model.lines)))
        super()._fit()
        self._end_at_the_amount()

    def _fit_typed(self, first: int, count: int) -> None:
        """Nor is one that was just typed, or that follows from it."""
        if self._widen(range(first, first + count)):
            super()._fit()
            self._end_at_the_amount()

    def _widen(self, rows: range) -> bool:
        """Whether a column became wider for what stands in these rows."""
        widths = dict(self.spec.widths)
        for at, how in enumerate(self.model.columns):
            if self.model.kinds[at] in ("number", "money"):
                values = [one for row in rows if (one := self.model.value(row, at)) is not None]
                widths[how.name] = max(widths[how.name], _length(how, values))
            elif how.name == "code":
                codes = (self.model.words(row, at) for row in rows)
                widths["code"] = max(widths["code"], min(max(map(len, codes), default=0), LONGEST_CODE))
        before, self.spec = self.spec.widths, replace(self.spec, widths=widths)
        return widths != before

    def _end_at_the_amount(self) -> None:
        """Where not all columns fit, the first look ends with the amount: half a figure is another figure."""
        names = [column.name for column in self.model.columns]
        seen = range(names.index("amount") + 1)
        room = self.view.viewport().width() - sum(self.view.columnWidth(at) for at in seen)
        rest = sum(self.view.columnWidth(at) for at in range(len(seen), len(names)))
        if room < rest:
            name = names.index("name")
            self.view.setColumnWidth(name, max(self.view.columnWidth(name) + room, LEAST))

    def add_line(self, kind: str) -> None:
        """A line of its own at the end, ready to be typed into."""
        self.sheet.swap(len(self.sheet.lines), 0, [Line(LineDraft(kind=kind))], _("Insert lines"))
        self.go_to(f"{len(self.sheet.lines) - 1}.name")

    def replace_lines(self, drafts: tuple[LineDraft, ...], title: str) -> None:
        """Put other lines in one step that can be taken back; what did not change stays as it is."""
        old = self.sheet.lines
        after = [
            old[row] if row < len(old) and old[row].draft is draft else Line(draft) for row, draft in enumerate(drafts)
        ]
        self.sheet.swap(0, len(old), after, title)

    def show_figures(self, problems: tuple[Problem, ...], filled: int, total: Money) -> None:
        """How many lines are filled, what they come to, and what is to be said about them."""
        self.sheet.filled, self.sheet.total = filled, total
        self._make_room_for_total()
        self.show_problems(problems)
        self.footer.refresh()
        self._show_rows()

    def _make_room_for_total(self) -> None:
        """The sum may be longer than any amount above it: it is never cut."""
        at = [one.name for one in self.sheet.columns].index("amount")
        told = typed.displayed(self.sheet.columns[at], self.sheet.total)
        wanted = QFontMetrics(theme.font(bold=True)).horizontalAdvance(told) + 2 * PADDING
        if self.view.columnWidth(at) < wanted:
            self.view.setColumnWidth(at, wanted)

    def first_entry(self) -> None:
        """Set the cursor to the first quantity that can be typed."""
        column = [one.name for one in self.sheet.columns].index("claimed_quantity")
        row = next((row for row in range(len(self.sheet.lines)) if self.sheet.is_writable(row, column)), 0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.setCurrentIndex(self.sheet.index(row, column))

    def _lay_out(self) -> None:
        self.bare, self._rows = NoLines(), QWidget()
        self._table_into(QVBoxLayout(self._rows))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._rows)
        self._stack.addWidget(self.bare)
        self._show_rows()

    def relabel(self) -> None:
        super().relabel()
        self.bare.relabel(self.model.locked)
