"""Receipts: their list with what is unallocated and which bills are in hand, and the allocation desk that opens."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import receipts
from models.drafts import from_json
from models.language import N_
from models.money import Money
from models.receipts import AllocationsDraft, ReceiptDraft
from models.store.listing import Condition
from ui.pages import allocation_desk_lines as desk
from ui.pages.allocation_desk import AllocationDesk
from ui.pages.allocation_desk_frame import DeskFrame
from ui.pages.allocation_desk_lines import Opened
from ui.pages.allocation_desk_recorded import KEPT, RecordedReceipt
from ui.pages.bookings import book_them
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.quick_filters import Quick, usual_widths
from ui.pages.receipts_preview import ReceiptPreview
from ui.workspace import Workspace

SMALLEST = Money(1)
QUICK = (
    Quick(N_("All"), ()),
    Quick(N_("Unallocated"), (Condition("unallocated", "from", SMALLEST),)),
    Quick(N_("Bills in hand"), (Condition("in_hand", "from", SMALLEST),)),
)
SPEC = ListPageSpec(
    name="receipts",
    new=N_("New receipt"),
    listing=receipts.LISTING,
    draft=ReceiptDraft,
    draft_of=receipts.draft_of,
    save=Verb(receipts.RECORD, receipts.record),
    void=Verb(receipts.VOID, receipts.void),
    preview=ReceiptPreview,
    quick=QUICK,
    actions=(book_them("receipts"),),
)


class ReceiptsPage(ListPage):
    """The list; a receipt opens on the desk. A scope ``{"contract": id}`` or ``{"party": id}`` makes it a tab."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)
        usual_widths(self.panel)

    def show_record(self, key: str) -> None:
        self.workspace.ask(partial(_opened, key), self._show_recorded)

    def begin_record(self) -> None:
        """A new receipt of today, for the contract or the party whose tab this is."""
        draft = ReceiptDraft(
            contract=self.scope.get("contract", ""),
            payer=self.scope.get("party", ""),
            received_on=self.workspace.as_of,
        )
        self.workspace.ask(partial(_begun, draft), self._show_desk)

    def duplicate(self, key: str) -> None:
        """A receipt that reads like this one, of today; what it pays is proposed anew."""
        self.workspace.ask(partial(_copied, key, self.workspace.as_of), self._show_desk)

    def correct(self, key: str) -> None:
        """The new entry that takes the place of a recorded one."""
        self.workspace.ask(partial(_corrected, key), self._show_desk)

    def resume(self, kept: Any) -> None:
        if kept.key.startswith(KEPT):
            draft = from_json(AllocationsDraft, kept.draft)
            self.workspace.ask(partial(_opened, draft.receipt), partial(self._show_recorded, kept=draft))
        else:
            begun = partial(_begun, from_json(ReceiptDraft, kept.draft))
            self.workspace.ask(begun, partial(self._show_desk, kept_as=kept.key))

    def show_root(self) -> None:
        top = self._top()
        if isinstance(top, DeskFrame):
            top.leave()
        else:
            super().show_root()

    def _show_desk(self, shown: Opened, kept_as: str = "") -> None:
        page = AllocationDesk(self.workspace, shown, kept_as)
        page.saved.connect(self._saved)
        self._show_on_top(page)
        page.first_entry()

    def _show_recorded(self, shown: Opened, kept: AllocationsDraft | None = None) -> None:
        page = RecordedReceipt(self.workspace, shown)
        page.corrected.connect(self.correct)
        if kept is not None:
            page.go_on(kept)
        self._show_on_top(page)
        page.first_entry()

    def _show_on_top(self, page: DeskFrame) -> None:
        page.left.connect(self._pop)
        self._push(page)


def _opened(key: str, session: Any) -> Opened:
    return desk.opened(session, key)


def _begun(draft: ReceiptDraft, session: Any) -> Opened:
    return desk.begun(session, draft)


def _corrected(key: str, session: Any) -> Opened:
    return desk.begun(session, receipts.draft_of(session, key))


def _copied(key: str, as_of: Any, session: Any) -> Opened:
    return desk.copied(session, key, as_of)
