"""The lines of the allocation desk: what a person types is marked and kept, everything else follows the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from models.drafts import Entry
from models.language import N_, _, text
from models.receipts import order
from ui import theme
from ui.forms import typed
from ui.forms.advised_grid import AdvisedGrid, AdvisedModel, AdvisedView
from ui.forms.grid_line import Line
from ui.forms.spec import Derived, GridSpec
from ui.pages.allocation_desk_lines import GRID, DeskLine, restored

EXPLAINED = ("days", "open")
HOW = Entry(GRID, N_("Allocations"), tuple[DeskLine, ...])


def _origin(line: DeskLine) -> str:
    """Whether the law or a person says what is allocated here."""
    if line.is_typed:
        return _("By hand")
    return _("Proposed") if line.amount else ""


def _why(line: DeskLine) -> str:
    """Why the line comes in its place, in few words."""
    return text(order.caption(line.why))


SPEC = GridSpec(
    columns=("due_on", "document", "kind", "days", "open", "amount", "allocated_on", "why_here", "origin"),
    derived=(
        Derived("why_here", N_("Why in this place"), str, _why),
        Derived("origin", N_("Proposed or typed"), str, _origin),
    ),
    totals=("open", "amount"),
    widths={"due_on": 10, "document": 14, "kind": 8, "days": 5, "open": 13, "amount": 13, "allocated_on": 10},
    fixed=True,
    rows=3,
    match=("document",),
    within=("kind",),
)
NARROW = {"origin": 6, "why_here": 12}


class DeskModel(AdvisedModel):
    """An edit of an amount or a day marks its line; ``fill`` shows another proposal without being an edit."""

    def fill(self, drafts: Sequence[DeskLine]) -> None:
        """The same lines with other proposals; what cannot be understood yet stays in its cell."""
        if [line.draft.receivable for line in self.lines] != [draft.receivable for draft in drafts]:
            self.put(drafts)
        else:
            both = zip(self.lines, drafts, strict=True)
            self.lines = [line if line.draft is draft else replace(line, draft=draft) for line, draft in both]
            self._tell(0, len(self.lines) - 1)

    def restore(self) -> None:
        """Nobody has typed anything: one step that can be taken back."""
        before = [line.draft for line in self.lines]
        super().swap(0, len(before), [Line(draft) for draft in restored(before)], _("Restore the proposal"))

    def swap(self, first: int, count: int, after: Sequence[Line], title: str) -> None:
        both = zip(self.lines[first : first + count], after, strict=True)
        super().swap(first, count, [_marked(before, now) for before, now in both], title)

    def is_derived(self, row: int, column: int) -> bool:
        return self.columns[column].name in EXPLAINED

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        is_origin = orientation is Qt.Orientation.Horizontal and self.columns[section].name == "origin"
        if is_origin and role == Qt.ItemDataRole.DisplayRole:
            return ""
        return super().headerData(section, orientation, role)

    def _shown(self, row: int, column: int) -> str:
        if self.columns[column].name == "due_on" and row < len(self.lines) and self.lines[row].draft.due_on is None:
            return _("No date yet")
        return super()._shown(row, column)

    def _whole(self, row: int, column: int) -> str:
        if self.columns[column].name == "why_here" and row < len(self.lines):
            return text(order.REASONS.get(self.lines[row].draft.why, ""))
        return super()._whole(row, column)

    def _ink(self, row: int, column: int) -> Any:
        name, line = self.columns[column].name, self.lines[row].draft
        if name == "days":
            return theme.colour("danger")
        if name == "why_here":
            return theme.colour("muted")
        if name == "origin":
            return theme.colour("accent" if line.is_typed else "muted")
        if self._blame(row, column):
            return super()._ink(row, column)
        later = name in ("due_on", "document", "kind", "open") and not line.days
        return theme.colour("muted" if later else "text")


def _marked(before: Line, after: Line) -> Line:
    was, now = before.draft, after.draft
    amount = now.amount or None
    by_hand = now.by_hand or amount != was.amount or "amount" in after.unclear
    dated = now.allocated_on is not None and (now.dated or now.allocated_on != was.allocated_on)
    return replace(after, draft=replace(now, amount=amount, by_hand=by_hand, dated=dated))


class DeskView(AdvisedView):
    """Tab goes through what can be typed."""

    def step(self, down: int, right: int) -> None:
        typed_into = [at for at, how in enumerate(self.grid.columns) if not how.readonly]
        at = self.currentIndex()
        if not right:
            super().step(down, right)
            return
        cells = [(row, column) for row in range(len(self.grid.lines)) for column in typed_into]
        here = (at.row(), at.column())
        ahead = [cell for cell in cells if cell > here] if right > 0 else [cell for cell in cells[::-1] if cell < here]
        if ahead:
            self.setCurrentIndex(self.grid.index(*ahead[0]))
        else:
            self.focusNextPrevChild(right > 0)


class DeskGrid(AdvisedGrid):
    """``desk`` is its model; ``fill`` shows lines, ``lines`` are the lines as they stand."""

    model_class = DeskModel
    view_class = DeskView

    def __init__(self, *what: Any) -> None:
        super().__init__(HOW, SPEC, {}, *what)
        self.desk: DeskModel = self.model  # type: ignore[assignment]

    def fill(self, lines: Sequence[DeskLine]) -> None:
        """Show these lines; the cursor stays where it is as long as they are the same receivables."""
        at = self.view.currentIndex()
        row, column = at.row(), at.column()
        self.desk.fill(lines)
        amount = [one.name for one in self.model.columns].index("amount")
        self.view.setCurrentIndex(self.model.index(max(row, 0), column if at.isValid() or column > 0 else amount))
        self._fit()
        self.footer.refresh()

    def first_entry(self) -> None:
        """Set the cursor to the first amount."""
        column = [one.name for one in self.model.columns].index("amount")
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        self.view.setCurrentIndex(self.model.index(0, column))

    def _fit(self) -> None:
        """No figure is cut off."""
        widths = {**self.spec.widths, **NARROW}
        for at, how in enumerate(self.model.columns):
            if self.model.kinds[at] == "money":
                words = [typed.displayed(how, self.model.value(row, at)) for row in range(len(self.model.lines))]
                words.append(self.footer.sums().get(at, ""))
                widths[how.name] = max(widths[how.name], *(len(one) for one in words))
        self.spec = replace(self.spec, widths=widths)
        super()._fit()

    def relabel(self) -> None:
        super().relabel()
        self.view.setAccessibleName(text(N_("What the receipt pays")))
