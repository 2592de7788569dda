"""The ages of what is owed in one row over the list: each box says how much, and a click shows what is behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.currencies import called
from models.language import _, text
from models.money import Money
from models.rules.ageing import DUE
from models.store.listing import Condition
from ui import theme
from ui.drawings.bars import heat
from ui.drawings.spot import Spot, line_height, width_of
from ui.pages.receivables_sums import BALANCE, OVERDUE, Owed, Sum, nothing, owed, sums
from ui.tables.formats import money
from ui.workspace import Workspace

PAD, GAP, BAR = 10, 10, 3


class SumSpot(Spot):
    """A caption, an amount, and under it a bar as long as its share of all that is owed."""

    def __init__(self, box: Sum, words: str, parent: QWidget) -> None:
        caption = _caption(box)
        super().__init__(f"{caption} {words}", _("Show the items of “{name}”").format(name=caption), parent)
        self.box, self._words = box, words
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        wide = max(width_of(_caption(self.box), step=-1), width_of(self._words, bold=True))
        return QSize(wide + 2 * PAD, line_height(-1) + line_height() + BAR + 16)

    def draw(self, painter: QPainter) -> None:
        if self.isChecked():
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        high, wide = line_height(-1), self.width() - 2 * PAD
        painter.setFont(theme.font(step=-1))
        painter.setPen(theme.colour("accent" if self.isChecked() else "muted"))
        painter.drawText(QRect(PAD, 5, wide, high), Qt.AlignmentFlag.AlignVCenter, _caption(self.box))
        painter.setFont(theme.font(bold=True))
        late = self.box.name == OVERDUE and self.box.amount > Money()
        painter.setPen(theme.colour("danger" if late else "strong" if self.box.amount else "muted"))
        painter.drawText(QRect(PAD, 6 + high, wide, line_height()), Qt.AlignmentFlag.AlignVCenter, self._words)
        painter.setPen(Qt.PenStyle.NoPen)
        top = self.height() - BAR - 4
        painter.setBrush(theme.colour("line_soft"))
        painter.drawRoundedRect(QRectF(PAD, top, wide, BAR), 1.5, 1.5)
        painter.setBrush(heat(self.box.alarm))
        painter.drawRoundedRect(QRectF(PAD, top, max(wide * self.box.share, 2 if self.box.share else 0), BAR), 1.5, 1.5)


def _caption(box: Sum) -> str:
    """The first box of a row says in which currency all of them are, where there are several."""
    if box.name == BALANCE and box.currency:
        return _("{caption} ({currency})").format(caption=text(box.caption), currency=text(called(box.currency)))
    return text(box.caption)


class StripRow(QWidget):
    """The boxes of one currency, in two lines where the window is too narrow."""

    def __init__(self, boxes: Sequence[Sum], in_wan: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.spots = [SumSpot(box, money(box.amount, in_wan), self) for box in boxes]
        self.setAccessibleName(_("Ages of what is owed"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        wanted = [spot.sizeHint().width() for spot in self.spots]
        high = self.spots[0].sizeHint().height() if self.spots else 0
        gaps = [GAP if spot.box.is_first else 0 for spot in self.spots]
        spare = max(self.width() - sum(wanted) - sum(gaps), 0) // max(len(self.spots), 1)
        left, top = 0, 0
        for spot, wide, gap in zip(self.spots, wanted, gaps, strict=True):
            if left and left + gap + wide > self.width():
                left, top, gap = 0, top + high + 2, 0
            spot.setGeometry(left + gap, top, wide + spare, high)
            left += gap + wide + spare
        if self.minimumHeight() != top + high:
            self.setFixedHeight(top + high)


class AgeingStrip(QWidget):
    """A row for each currency; ``chosen`` tells the conditions of the box that was clicked."""

    chosen = Signal(str, tuple)
    renewed = Signal()
    """Other sums are shown than before."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.scope = workspace, dict(scope)
        self.by = str(workspace.state.get("ageing.by", DUE))
        self.rows: list[StripRow] = []
        self.found: tuple[Owed, ...] = ()
        self._in_force: tuple[Condition, ...] | None = None
        self._turn = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        workspace.changed.connect(self.ask)
        workspace.as_of_changed.connect(self.ask)
        workspace.book_changed.connect(self.ask)
        workspace.unit_changed.connect(self.redraw)

    def ask(self, _why: Any = None) -> None:
        """Ask the book what is owed now."""
        self._turn += 1
        question = partial(owed, self.by, self.workspace.as_of, self.scope)
        self.workspace.ask(question, partial(self._came, self._turn)) if self.workspace.book else None

    def turn(self, by: str) -> None:
        """Age by due date or by posting date."""
        self.by = by
        self.workspace.state.put("ageing.by", by)
        self.ask()

    def spots(self) -> list[SumSpot]:
        return [spot for row in self.rows for spot in row.spots]

    def show_in_force(self, having: tuple[Condition, ...]) -> None:
        """Mark the box the list is filtered by."""
        self._in_force = having
        for spot in self.spots():
            spot.setChecked(spot.box.having == having)
            spot.update()

    def redraw(self, _how: Any = None) -> None:
        """The same sums in another unit, language or size."""
        self._show()

    def _came(self, turn: int, found: tuple[Owed, ...]) -> None:
        if turn == self._turn:
            self.found = found
            self._show()
            self.renewed.emit()

    def _show(self) -> None:
        held = next((spot.box.name for spot in self.spots() if spot.hasFocus()), "")
        for row in self.rows:
            row.hide()
            row.deleteLater()
        as_of = self.workspace.as_of
        found = self.found or (nothing(self.by, as_of),)
        boxes = [sums(one, self.by, as_of, one.ageing.currency if len(found) > 1 else "") for one in found]
        self.rows = [StripRow(row, self.workspace.in_wan, self) for row in boxes]
        for row in self.rows:
            self._column.addWidget(row)
            for spot in row.spots:
                spot.clicked.connect(partial(self._choose, spot))
                spot.setFocus() if spot.box.name == held else None
        if self._in_force is not None:
            self.show_in_force(self._in_force)

    def _choose(self, spot: SumSpot, _on: bool = False) -> None:
        self.chosen.emit(spot.box.name, spot.box.having)
