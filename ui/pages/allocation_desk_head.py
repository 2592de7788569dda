"""Above the allocation desk: which receipt this is, what became of it, and what can be done with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from models.language import N_, _, text
from models.money import Money
from models.receipts import ENDS, ReceiptDraft
from models.settlements import Standing
from ui import theme
from ui.tables.formats import money

COLLECTED = "collected"


def standing_words(receipt: ReceiptDraft, standing: Standing) -> tuple[str, str]:
    """What became of a recorded receipt in a few words, and their colour."""
    if standing.void:
        return _("Void: it counts nowhere"), "muted"
    if standing.of:
        return _("Takes back {number}").format(number=standing.of[1]), "danger"
    if standing.back:
        day = _iso(standing.ended_on)
        how = text(ENDS.get(standing.ended, standing.ended))
        return _("{how} on {day}: {number}").format(how=how, day=day, number=standing.back[1]), "danger"
    if standing.is_bill and standing.ended == COLLECTED:
        return _("Paid on {day}").format(day=_iso(standing.ended_on)), "done"
    if standing.is_bill:
        until = _("in hand until {day}") if receipt.matures_on else _("in hand, no day of maturity")
        return until.format(day=_iso(receipt.matures_on)), "warning"
    if standing.unallocated > Money():
        return _("{amount} unallocated").format(amount=money(standing.unallocated)), "warning"
    return _("Fully allocated"), "done"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


class DeskHead(QWidget):
    """``correct``, ``collect``, ``back`` and ``void`` show only where they apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.standing = QLabel(), QLabel()
        self.title.setProperty("role", "title")
        self.correct, self.collect, self.reverse, self.void = (QPushButton() for _one in range(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.standing)
        row.addStretch(1)
        for button in (self.collect, self.reverse, self.correct, self.void):
            row.addWidget(button)

    def show_receipt(self, receipt: ReceiptDraft, standing: Standing | None) -> None:
        """Which one it is; without ``standing`` it is being written."""
        named = _("Correct {number}") if receipt.id and standing is None else "{number}"
        self.title.setText(named.format(number=receipt.number) if receipt.id else text(N_("New receipt")))
        words, tone = standing_words(receipt, standing) if standing else ("", "")
        self.standing.setText(f"● {words}" if words else "")
        theme.mark(self.standing, "tone", tone)
        self.collect.setText(_("Bill paid…"))
        self.reverse.setText(_("Returned or dishonoured…") if standing and standing.is_bill else _("Returned…"))
        self.correct.setText(_("Correct…"))
        self.correct.setToolTip(_("Void this entry and record it anew, in one step"))
        self.void.setText(_("Void…"))
        counts = standing is not None and standing.counts
        for button in (self.correct, self.reverse, self.void):
            button.setVisible(counts)
        self.collect.setVisible(standing is not None and counts and standing.is_bill and not standing.ended)
