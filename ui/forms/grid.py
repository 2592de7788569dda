"""Lines of a draft as a table that is typed into and pasted into like a spreadsheet, with totals and problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from models.drafts import Entry
from models.language import N_, _, ngettext, text
from models.problems import Problem
from ui import theme
from ui.forms import grid_block, typed
from ui.forms.grid_footer import Footer
from ui.forms.grid_model import NUMERIC, GridModel
from ui.forms.grid_view import GridView
from ui.forms.picker import Source
from ui.forms.spec import GridSpec
from ui.icons import Icon

WIDTHS = {
    "text": 16,
    "lines": 20,
    "money": 14,
    "number": 11,
    "whole": 7,
    "day": 11,
    "flag": 6,
    "pick": 20,
    "choice": 10,
}
MOST_ROWS = 12


class Grid(QWidget):
    """Edits a tuple of drafts; ``how`` is the entry that holds it. A crafted screen names other parts."""

    model_class: type[GridModel] = GridModel
    view_class: type[GridView] = GridView
    footer_class: type[Footer] = Footer

    edited = Signal()
    left = Signal()
    told = Signal(str)
    """Count and sum of what is selected."""
    pasted = Signal(str)
    traced = Signal(str)
    """``3.remaining``: a derived figure somebody wants explained."""

    def __init__(
        self,
        how: Entry,
        spec: GridSpec,
        sources: Mapping[str, Source],
        parent: QWidget | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(parent)
        self.how, self.spec = how, spec
        self.model = self.model_class(how, spec, sources, today)
        self.model.setParent(self)
        self.view = self.view_class(self.model, sources, today, spec.frozen, self)
        self.footer = self.footer_class(self.view, spec.totals, self)
        self.footer.setVisible(bool(spec.totals))
        self.heading, self.sentence = QLabel(self), QLabel(self, wordWrap=True)
        self.sentence.setVisible(False)
        self.heading.setProperty("role", "heading")
        self._tools = self._make_tools()
        self._whole: list[Problem] = []
        self._is_too_wide = False
        self._lay_out()
        self._connect()
        self.relabel()

    def lines(self) -> tuple[Any, ...]:
        """The drafts of the lines as they are now."""
        return self.model.drafts()

    def put(self, drafts: Sequence[Any]) -> None:
        """Show other lines as the unchanged beginning."""
        self.model.put(drafts)
        self.view.setCurrentIndex(self.model.index(0, 0))
        self._whole = []
        self._lines_changed()

    def unclear(self) -> list[Problem]:
        """What was typed or pasted and cannot be understood, seen from the form."""
        return [problem.under(self.how.name) for problem in self.model.unclear()]

    def set_problems(self, problems: Sequence[Problem], told: Sequence[Problem] = ()) -> None:
        """Mark the cells of these problems, seen from the form (``lines.2.amount``); those in ``told`` show at once."""
        inside = len(self.how.name) + 1
        own = [(problem, problem.entry[inside:]) for problem in problems]
        if any(problem in told for problem in problems):
            self.model.complains_everywhere = True
        self._whole = [problem for problem, entry in own if not entry]
        self.model.set_problems([_seen_as(problem, entry) for problem, entry in own if entry])
        self._say()

    def show_all(self) -> None:
        """Let every cell complain."""
        self.model.complains_everywhere = True

    def lock(self, locked: bool) -> None:
        self.model.lock(locked)
        for tool in self._tools:
            tool.setVisible(self.model.grows)

    def go_to(self, path: str) -> None:
        """Set the cursor to a cell (``2.amount``) or, without a path, to the first one."""
        row, _dot, name = path.partition(".")
        names = [column.name for column in self.model.columns]
        column = names.index(name) if name in names else 0
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.setCurrentIndex(self.model.index(int(row) if row.isdigit() else 0, column))

    def relabel(self) -> None:
        """Captions and problems in the language spoken now."""
        self.heading.setText(text(self.how.caption) + (" *" if self.how.required else ""))
        self.view.setAccessibleName(text(self.how.caption))
        keys = _("F2 edits, Ctrl+D fills down, F6 leaves the table.")
        self.view.setAccessibleDescription(text(self.how.hint) or keys)
        for tool, (_icon, title, _does) in zip(self._tools, self._tool_list(), strict=True):
            tool.setToolTip(text(title))
            tool.setAccessibleName(text(title))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.model.columns) - 1)
        self.view.fit()
        self._fit()
        self._lines_changed()
        self._say()

    # Building

    def _tool_list(self) -> tuple[tuple[Icon, str, Callable[[], None]], ...]:
        moves = (
            (Icon.CHEVRON_UP, N_("Move lines up (Alt+Up)"), partial(self.view.move_lines, -1)),
            (Icon.CHEVRON_DOWN, N_("Move lines down (Alt+Down)"), partial(self.view.move_lines, 1)),
        )
        return (
            *(moves if self.spec.ordered else ()),
            (Icon.ROW_INSERT_BOTTOM, N_("Insert lines (Ctrl++)"), self._insert),
            (Icon.ROW_REMOVE, N_("Remove lines (Ctrl+-)"), self._remove),
            (Icon.CLIPBOARD, N_("Paste (Ctrl+V)"), self.view.paste),
        )

    def _make_tools(self) -> list[QToolButton]:
        tools = []
        for icon, _title, does in self._tool_list():
            tool = QToolButton(self)
            tool.setIcon(theme.icon(icon))
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tool.setVisible(self.model.grows)
            tool.clicked.connect(does)
            tools.append(tool)
        return tools

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch()
        for tool in self._tools:
            head.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addSpacing(4)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.footer)
        layout.addWidget(self.sentence)

    def _connect(self) -> None:
        self.model.edited.connect(self._lines_edited)
        self.view.left.connect(self.left)
        self.view.pasted.connect(self.pasted)
        self.view.left.connect(self._left)
        self.view.traced.connect(self._traced)
        self.view.summed.connect(self._tell_sum)
        self.view.resized.connect(self._fit)
        self.view.selectionModel().selectionChanged.connect(self._tell_sum)
        self.view.selectionModel().currentChanged.connect(self._current_changed)

    # What happens

    def _lines_edited(self) -> None:
        self._lines_changed()
        self._tell_sum()
        self.edited.emit()

    def _lines_changed(self) -> None:
        self.footer.refresh()
        self._fit_height()

    def _insert(self) -> None:
        grid_block.insert(self.model, self.view.block())

    def _remove(self) -> None:
        grid_block.remove(self.model, self.view.block())

    def _traced(self, row: int, column: int) -> None:
        self.traced.emit(f"{row}.{self.model.columns[column].name}")

    def _left(self) -> None:
        self._look_from(-1)

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        self._look_from(current.row())

    def _look_from(self, row: int) -> None:
        """The line the cursor has left may complain now."""
        if row != self.model.current_row:
            self.model.current_row = row
            self.view.viewport().update()
        self._say()

    def _say(self) -> None:
        """Under the table: what is wrong with the current cell, else with the whole, else with the first cell."""
        at = self.view.currentIndex()
        here = self.model.complaints(at.row(), at.column()) if at.isValid() else []
        touched = self.model.complains_everywhere or any(line.touched for line in self.model.lines)
        whole = self._whole if touched else []
        first = [] if here or whole else self.model.first_complaint()
        problem = min([*here, *whole] or first, key=lambda one: one.advice, default=None)
        self.sentence.setVisible(problem is not None)
        if problem is not None:
            self.sentence.setText(self._located(problem))
            theme.mark(self.sentence, "tone", "warning" if problem.advice else "danger")

    def _located(self, problem: Problem) -> str:
        row, _dot, name = problem.entry.partition(".")
        caption = next((one.caption for one in self.model.columns if one.name == name), "")
        if not row.isdigit():
            return problem.text()
        if not caption:
            return _("Line {row}: {sentence}").format(row=int(row) + 1, sentence=problem.text())
        return _("Line {row}, {caption}: {sentence}").format(
            row=int(row) + 1, caption=text(caption), sentence=problem.text()
        )

    def _tell_sum(self) -> None:
        block = self.view.block()
        rows = range(block.top, min(block.bottom + 1, len(self.model.lines)))
        sums = []
        for column in range(block.left, block.right + 1):
            if self.model.kinds[column] in NUMERIC:
                summed = grid_block.total([self.model.value(row, column) for row in rows])
                sums.append(typed.displayed(self.model.columns[column], summed))
        count = len(rows) * (block.right - block.left + 1)
        shown = _(", ").join(one for one in sums if one)
        told = (
            ngettext("{count} cell selected, sum {sum}", "{count} cells selected, sum {sum}", count)
            if shown
            else ngettext("{count} cell selected", "{count} cells selected", count)
        )
        self.told.emit(told.format(count=count, sum=shown))

    def _fit(self) -> None:
        """Columns as wide as their kind and caption need; what is left goes to the columns of words."""
        metrics = self.view.fontMetrics()
        widths = []
        for at, how in enumerate(self.model.columns):
            chars = self.spec.widths.get(how.name, WIDTHS[self.model.kinds[at]])
            caption = str(self.model.headerData(at, Qt.Orientation.Horizontal))
            widths.append(max(chars * metrics.horizontalAdvance("0"), metrics.horizontalAdvance(caption)) + 18)
        words = [at for at, kind in enumerate(self.model.kinds) if kind in ("text", "lines", "pick")]
        spare = self.view.viewport().width() - sum(widths)
        wanted = sum(widths[at] for at in words)
        for at in words if spare > 0 else ():
            widths[at] += spare * widths[at] // wanted
        for at, width in enumerate(widths):
            self.view.setColumnWidth(at, width)
        self._is_too_wide = spare < 0
        self._fit_height()

    def _fit_height(self) -> None:
        """All lines in sight, up to a dozen; the bar that scrolls sideways takes no line away."""
        rows = min(max(self.spec.rows, self.model.rowCount()), MOST_ROWS)
        bar = self.view.horizontalScrollBar().sizeHint().height() if self._is_too_wide else 0
        head = self.view.horizontalHeader().sizeHint().height()
        self.view.setMinimumHeight(head + rows * theme.look().row + bar + 2)


def _seen_as(problem: Problem, entry: str) -> Problem:
    return Problem(entry, problem.message, problem.values, problem.advice, problem.where)
