"""The grid of a valuation sheet: only fine lines between the rows, and under a line what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from models.certificates import LineDraft
from models.certificates.sheet import is_free
from models.language import _, ngettext, text
from models.money import Money
from models.problems import Problem
from ui import theme
from ui.forms import typed
from ui.forms.grid import Grid
from ui.forms.grid_delegate import GridDelegate
from ui.forms.grid_footer import PADDING, Footer
from ui.forms.grid_line import Line
from ui.forms.grid_model import Index
from ui.forms.grid_view import GridView
from ui.pages.certificate_sheet_bare import NoLines
from ui.pages.certificate_sheet_model import SheetModel

INDENT = 21
LONGEST_CODE = 13
"""Characters of a code that are always in sight: nine of the standard, three of its own and a letter."""
LEAST = 110
"""Pixels the name of a line keeps, however narrow the window."""


class SheetDelegate(GridDelegate):
    """A cell has the height of a row, however much is said under it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        shown.rect = _cell(option.rect)
        super().paint(painter, shown, index)
        painter.setPen(theme.colour("line_soft"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        shown = QStyleOptionViewItem(option)
        shown.rect = _cell(option.rect)
        super().updateEditorGeometry(editor, shown, index)


def _cell(rect: QRect) -> QRect:
    return QRect(rect.left(), rect.top(), rect.width(), min(rect.height(), theme.look().row))


class SheetView(GridView):
    """Rows with advice are two rows high; the sentence is drawn over their whole width."""

    delegate_class = SheetDelegate
    _tall: frozenset[int] = frozenset()

    def fit(self) -> None:
        super().fit()
        self._heighten(self._tall)

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.sheet: SheetModel = what[0]
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setFixedWidth(0)
        self._keys[QKeySequence("Ctrl+-")[0].toCombined()] = self.remove_own_lines  # type: ignore[index]
        self.sheet.advised.connect(self.fit_rows)
        self.sheet.modelReset.connect(self._all_low)

    def open(self, at: QModelIndex) -> None:
        """Edit the cell, or explain the figure in it that cannot be typed."""
        if at.isValid() and not self.sheet.is_writable(at.row(), at.column()):
            self.delegate.quick = False
            if self.sheet.is_derived(at.row(), at.column()):
                self.traced.emit(at.row(), at.column())
        else:
            super().open(at)

    def fit_rows(self) -> None:
        """Make room under the lines that have something said about them."""
        before, self._tall = self._tall, frozenset(self.sheet.advice)
        self._heighten(before ^ self._tall)

    def _heighten(self, rows: frozenset[int]) -> None:
        for row in rows:
            height = theme.look().row * (2 if row in self._tall else 1)
            self.setRowHeight(row, height)
            self.frozen.setRowHeight(row, height)

    def remove_own_lines(self) -> None:
        """Take out the selected lines that are neither in the bill nor a variation."""
        block = self.block()
        before = self.sheet.lines[block.top : block.bottom + 1]
        after = [line for line in before if not is_free(line.draft)]
        if not self.sheet.locked and len(after) < len(before):
            self.sheet.swap(block.top, len(before), after, _("Remove lines"))

    def _all_low(self) -> None:
        self._tall = frozenset()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        row = max(self.rowAt(0), 0)
        while row < self.sheet.rowCount() and self.rowViewportPosition(row) < self.viewport().height():
            problem = self.sheet.advice.get(row)
            if problem is not None and row in self._tall:
                self._say(painter, self.rowViewportPosition(row) + theme.look().row, problem)
            row += 1

    def _say(self, painter: QPainter, top: int, problem: Problem) -> None:
        strip = QRect(0, top, self.viewport().width(), theme.look().row - 1)
        tone = "warning" if problem.advice else "danger"
        painter.fillRect(strip, theme.colour(f"{tone}_soft"))
        painter.setPen(theme.colour(tone))
        hidden = self.frozen.reach() if self.frozen.isVisible() else 0
        inside = strip.adjusted(max(INDENT, hidden + 8), 0, -8, 0)
        told = self.fontMetrics().elidedText(problem.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, told)


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


class SheetGrid(Grid):
    """``sheet`` is its model; problems are told under the lines, not under the table."""

    model_class = SheetModel
    view_class = SheetView
    footer_class = SheetFooter

    def __init__(self, *what: Any) -> None:
        super().__init__(*what)
        self.sheet: SheetModel = self.model  # type: ignore[assignment]

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
        widths = dict(self.spec.widths)
        for at, how in enumerate(self.model.columns):
            if self.model.kinds[at] in ("number", "money"):
                values = [self.model.value(row, at) for row in range(len(self.model.lines))]
                longest = max((one for one in values if one is not None), default=None, key=abs)
                widths[how.name] = max(widths[how.name], len(typed.displayed(how, longest)))
            elif how.name == "code":
                codes = (self.model.words(row, at) for row in range(len(self.model.lines)))
                widths["code"] = max(widths["code"], min(max(map(len, codes), default=0), LONGEST_CODE))
        self.spec = replace(self.spec, widths=widths)
        super()._fit()
        self._end_at_the_amount()

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
        inside = len(self.how.name) + 1
        own = [one for one in problems if one.entry.startswith(f"{self.how.name}.")]
        self.sheet.set_problems([Problem(one.entry[inside:], one.message, one.values, one.advice) for one in own])
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
        layout = QVBoxLayout(self._rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.footer)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._rows)
        self._stack.addWidget(self.bare)
        self._show_rows()
        self.heading.hide()
        self.view.setStyleSheet("QTableView { border: none; }")

    def _say(self) -> None:
        """Under each line, not under the table."""

    def relabel(self) -> None:
        super().relabel()
        self.view.setAccessibleName(text(self.how.caption))
        self.bare.relabel(self.model.locked)
