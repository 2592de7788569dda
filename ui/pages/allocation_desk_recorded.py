"""A recorded receipt on the desk: it is read, its rest allocated, its allocations released, or all of it taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models import receipts
from models.language import N_
from models.money import Money
from models.receipts import AllocationsDraft
from models.settlements import Settlement
from ui.pages import allocation_desk_acts as acts
from ui.pages import allocation_desk_lines as desk
from ui.pages.allocation_desk_frame import DeskFrame
from ui.pages.allocation_desk_lines import Opened
from ui.pages.allocation_desk_settled import Settled
from ui.workspace import Workspace

KEPT = "receipts/allocate-"
"""Under this and the receipt's id the typing of further allocations is kept."""


class RecordedReceipt(DeskFrame):
    """What is recorded stays as it is; ``corrected`` asks for the new entry that takes its place."""

    corrected = Signal(str)

    def __init__(self, workspace: Workspace, shown: Opened, parent: QWidget | None = None) -> None:
        super().__init__(workspace, shown, f"{KEPT}{shown.draft.id}", parent)
        self.settled = Settled()
        self.right.insertWidget(0, self.settled)
        self.settled.released.connect(self._ask_release)
        self.settled.opened.connect(self._open_receivable)
        self.head.correct.clicked.connect(self._correct)
        self.head.collect.clicked.connect(self._ask_collected)
        self.head.reverse.clicked.connect(self._ask_reversed)
        self.head.void.clicked.connect(self._ask_voided)
        workspace.as_of_changed.connect(self._day_changed)
        self._show(shown)
        self.retranslate()

    @property
    def day(self) -> date | None:
        """A rest is allocated as of the cut-off day, but not before the money came."""
        received_on = self.shown.draft.received_on
        return max(self.workspace.as_of, received_on) if received_on else None

    def retranslate(self) -> None:
        self.panel.relabel(N_("Allocate"), False)
        self.settled.retranslate()
        super().retranslate()

    def first_entry(self) -> None:
        """Set the cursor to the first amount, else to what was settled."""
        if self.lines:
            self.grid.first_entry()
        else:
            self.settled.table.setFocus()

    def show_sums(self) -> None:
        amount, standing = self.shown.draft.amount or Money(), self.shown.standing
        if standing is not None and not standing.counts:
            self.panel.figures.show_gone(amount)
            self.panel.save.hide()
            return
        self.panel.figures.show_sums(amount, amount - self.money, desk.total(self.lines), True)
        self.panel.save.setVisible(bool(self.lines))

    def keep(self) -> None:
        self.workspace.typing.keep(self.kept_as, desk.further(self.key, self.lines))

    def go_on(self, kept: AllocationsDraft) -> None:
        """Go on with kept typing: its amounts stand as typed by hand."""
        typed = {one.receivable: one for one in kept.allocations}
        self.fill(tuple(_typed(line, typed.get(line.receivable)) for line in self.lines))

    def save(self) -> None:
        """Allocate the rest as the lines say; the receipt stays and shows what is left."""
        if self.are_lines_clear():
            asked = desk.further(self.key, self.lines)
            if asked.allocations:
                self.act(receipts.ALLOCATE, _allocate, asked, self._allocated)

    def save_and_next(self) -> None:
        self.save()

    def ask_again(self) -> None:
        self.workspace.ask(partial(_opened, self.key), self._show_again)

    def _allocated(self, _key: Any) -> None:
        self.ask_again()

    def _show_again(self, shown: Opened) -> None:
        kept = self.lines if shown.money == self.shown.money else ()
        self._show(replace(shown, lines=desk.kept_by_hand(shown.lines, kept)))

    def _show(self, shown: Opened) -> None:
        self.shown = shown
        self.form.put(shown.draft)
        self.form.lock()
        self.settled.setVisible(bool(shown.settled))
        self.settled.show_lines(shown.settled, shown.standing is not None and shown.standing.counts, not shown.lines)
        self.head.show_receipt(shown.draft, shown.standing)
        self.fill(shown.lines)

    def _day_changed(self, _day: Any) -> None:
        self.propose()

    # What else can be done with it

    def _correct(self) -> None:
        self.corrected.emit(self.key)

    def _ask_collected(self) -> None:
        acts.ask_collected(self.workspace, self.shown.draft, self)

    def _ask_reversed(self) -> None:
        acts.ask_reversed(self.workspace, self.shown.draft, self)

    def _ask_voided(self) -> None:
        acts.ask_voided(self.workspace, self.shown.draft, self.head.void, self._voided)

    def _voided(self, _key: Any) -> None:
        self.left.emit()

    def _ask_release(self, one: Settlement) -> None:
        acts.ask_released(self.workspace, one, self)

    def _open_receivable(self, key: str) -> None:
        self.workspace.go("receivables", key)


def _typed(line: desk.DeskLine, kept: Any) -> desk.DeskLine:
    if kept is None:
        return replace(line, amount=None, allocated_on=None, by_hand=True)
    return replace(line, amount=kept.amount, allocated_on=kept.allocated_on, by_hand=True, dated=True)


def _opened(key: str, session: Any) -> Opened:
    return desk.opened(session, key)


def _allocate(session: Any, asked: AllocationsDraft) -> Any:
    receipts.allocate(session, asked)
    return asked.receipt
