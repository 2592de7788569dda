"""The allocation desk (核销台): a receipt is typed at the left; what it pays is proposed in the order of the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from models import receipts
from models.language import N_
from models.money import Money
from models.receipts import ReceiptDraft
from ui.pages import allocation_desk_lines as desk
from ui.pages.allocation_desk_frame import DeskFrame
from ui.pages.allocation_desk_lines import DeskLine, Opened
from ui.workspace import Workspace

FIRST = ("payer", "received_on", "amount")


class AllocationDesk(DeskFrame):
    """A new receipt, or the new entry that corrects a recorded one (then the draft has its id)."""

    saved = Signal(str, bool)
    """The id of what was saved, and whether the next one is to be begun."""

    def __init__(self, workspace: Workspace, shown: Opened, kept_as: str = "", parent: QWidget | None = None) -> None:
        super().__init__(workspace, shown, kept_as or f"receipts/{shown.draft.id or 'new-' + uuid4().hex[:8]}", parent)
        self._seen = shown.draft
        self._turn = 0
        self._was_kept = bool(kept_as)
        self.form.edited.connect(self._form_edited)
        self.form.put(shown.draft)
        self.fill(shown.lines)
        self.retranslate()

    def draft(self) -> ReceiptDraft:
        """The receipt as typed so far, with what is allocated."""
        typed: ReceiptDraft = self.form.draft()
        return replace(typed, allocations=desk.allocations(self.lines))

    @property
    def money(self) -> Money:
        return self.form.draft().amount or Money()

    @property
    def day(self) -> date | None:
        received_on: date | None = self.form.draft().received_on
        return received_on

    def retranslate(self) -> None:
        self.panel.relabel(N_("Save"), not self.key)
        super().retranslate()

    def first_entry(self) -> None:
        """Set the cursor to the first entry that is missing."""
        draft = self.form.draft()
        wanted = next((name for name in FIRST if not getattr(draft, name)), "amount")
        self.form.fields[wanted].editor.setFocus(Qt.FocusReason.TabFocusReason)

    def show_sums(self) -> None:
        self.panel.figures.show_sums(self.money, Money(), desk.total(self.lines), False)

    def keep(self) -> None:
        self.workspace.typing.keep(self.kept_as, self.draft())

    def is_typed(self) -> bool:
        return self._was_kept or self.form.is_changed() or super().is_typed()

    def ask_again(self) -> None:
        self._ask_lines(self.form.draft())

    # Typing

    def _form_edited(self, draft: ReceiptDraft) -> None:
        before, self._seen = self._seen, draft
        if draft.contract and draft.contract != before.contract:
            self.workspace.ask(partial(_payer, draft.contract), partial(self._payer_came, draft.contract))
        if _debts(draft) != _debts(before):
            self._ask_lines(draft)
        self.propose()
        self.keep()

    def _payer_came(self, contract: str, found: dict[str, str]) -> None:
        """Fill in who pays under the contract, unless a payer was chosen, and in which currency."""
        draft: ReceiptDraft = self.form.draft()
        if draft.contract == contract:
            wanted = {name: value for name, value in found.items() if name != "payer" or not draft.payer}
            if any(getattr(draft, name) != value for name, value in wanted.items()):
                self.form.change(**wanted)

    def _ask_lines(self, draft: ReceiptDraft) -> None:
        self._turn += 1
        self.workspace.ask(partial(_lines, draft), partial(self._lines_came, self._turn))

    def _lines_came(self, turn: int, lines: tuple[DeskLine, ...]) -> None:
        if turn == self._turn:
            self.fill(desk.kept_by_hand(lines, self.lines))

    # Saving

    def save(self) -> None:
        """Save and go back to the list."""
        self._save(False)

    def save_and_next(self) -> None:
        """Save and begin the next one; after a correction there is none."""
        self._save(not self.key)

    def _save(self, begin_next: bool) -> None:
        if self.form.show_all() and self.are_lines_clear():
            verb = (receipts.CORRECT, receipts.correct) if self.key else (receipts.RECORD, receipts.record)
            self.act(*verb, self.draft(), partial(self._saved, begin_next))

    def _saved(self, begin_next: bool, key: Any) -> None:
        self.saved.emit(str(key), begin_next)


def _debts(draft: ReceiptDraft) -> tuple[str, str, str]:
    """What decides which debts the receipt can pay."""
    return draft.payer, draft.contract, draft.currency


def _payer(contract: str, session: Any) -> dict[str, str]:
    return desk.payer_of(session, contract)


def _lines(draft: ReceiptDraft, session: Any) -> tuple[DeskLine, ...]:
    return desk.lines_of(session, draft)
