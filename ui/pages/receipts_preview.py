"""Beside the list of receipts: what became of the current one, and what it settled."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from models import receipts, settlements
from models.language import _, text
from models.receipts import METHODS, ReceiptDraft
from models.settlements import Settlement, Standing
from ui.pages.allocation_desk_head import standing_words
from ui.pages.receivables_side import Line, Side, words
from ui.pages.trace_card import Link

Found = tuple[ReceiptDraft, Standing, tuple[Settlement, ...]]


def _found(key: str, _as_of: date, session: Any) -> Found:
    found = receipts.draft_of(session, key), settlements.standing(session, key)
    return (*found, settlements.of_receipt(session, key))


class ReceiptPreview(Side):
    """Links lead to the receivables that were settled, and to the receipt that took this one back."""

    question = staticmethod(_found)

    def fill(self, column: QVBoxLayout, found: Found) -> None:
        draft, standing, settled = found
        said, tone = standing_words(draft, standing)
        column.addWidget(words(draft.number, "", "heading"))
        column.addWidget(words(said, tone))
        other = standing.back or standing.of
        if other:
            self.add_links(column, [Link(other[1], "receipts", other[0])])
        rows = [
            (_("Received on"), str(draft.received_on or ""), ""),
            (_("Method"), text(METHODS.get(draft.method, draft.method)), ""),
            (_("Bill number"), draft.bill_number, ""),
            (_("Voucher number"), draft.voucher, ""),
            (_("Remark"), draft.remark, ""),
            (_("Unallocated"), self.money(standing.unallocated), "warning" if standing.unallocated else ""),
        ]
        column.addLayout(self.pairs(row for row in rows if row[1]))
        column.addSpacing(6)
        column.addWidget(words(_("Settled with it"), "", "heading"))
        if settled:
            column.addLayout(self.lines(map(_line, settled)))
        else:
            column.addWidget(words(_("It has settled nothing yet."), "muted"))


def _line(one: Settlement) -> Line:
    paper = Link(one.document, "receivables", one.receivable)
    return one.allocated_on.isoformat(), paper, one.amount, one.standing
