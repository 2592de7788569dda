"""The receipt at the left of the allocation desk: its entries one under the other; in large figures what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models import receipts
from models.language import N_, _, text
from models.money import Money
from models.problems import Problem
from models.receipts import BILLS, ReceiptDraft
from models.rules.words import words as capital_words
from ui import theme
from ui.forms.card import Card
from ui.forms.form import Form
from ui.forms.picker import Source
from ui.forms.spec import FormSpec, Section
from ui.tables.formats import money

WIDTH, LEAST = 376, 300
PAID = ("payer", "contract", "received_on", "method", "bill_number", "matures_on", "amount")
MORE = ("number", "account", "voucher", "currency", "wages", "paid_by", "authority", "instruction", "remark")
OF_BILLS = ("bill_number", "matures_on")


def check(draft: ReceiptDraft) -> Iterator[Problem]:
    """What is wrong with the receipt itself; its allocations are checked in their lines."""
    return receipts.check(replace(draft, allocations=()))


def idle(draft: ReceiptDraft) -> Collection[str]:
    """Only bills have a number and mature."""
    return () if draft.method in BILLS else OF_BILLS


def empty(draft: ReceiptDraft) -> Collection[str]:
    """What is recorded is read: entries that nothing was written in are left out."""
    unwritten = [name for name in ("contract", *OF_BILLS, *MORE) if not getattr(draft, name)]
    return {*idle(draft), *unwritten, "number"}


SECTIONS = (Section("", PAID), Section("", MORE))
TYPED = FormSpec(ReceiptDraft, SECTIONS, check, idle=idle)
READ = FormSpec(ReceiptDraft, (Section("", (*PAID, *MORE)),), check, idle=empty)


class NarrowCard(Card):
    """One entry under the other."""

    def _place(self) -> None:
        for row, field in enumerate(self._fields):
            shown = field.how.name not in (self._left_out or ())
            field.label.setContentsMargins(0, 0, 0, 0)
            if shown:
                self._rows.addWidget(field.label, row, 0, Qt.AlignmentFlag.AlignTop)
                self._rows.addWidget(field, row, 1)
            field.show_with(shown)
        self._rows.setColumnStretch(3, 0)

    def set_caption_width(self, width: int) -> None:
        self._rows.setColumnMinimumWidth(0, width)


class NarrowForm(Form):
    """The receipt's form in a narrow panel."""

    card_class = NarrowCard


class Figures(QFrame):
    """Received, allocated, and the rest: green when nothing is left, amber while something is, red when too much."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.captions, self.values = [QLabel() for _one in range(4)], [QLabel() for _one in range(4)]
        self.words = QLabel(wordWrap=True)
        self.words.setProperty("role", "small")
        self._in_wan = False
        rows = QGridLayout(self)
        rows.setContentsMargins(16, 10, 16, 10)
        rows.setVerticalSpacing(4)
        rows.setColumnStretch(0, 1)
        for row, (caption, value) in enumerate(zip(self.captions, self.values, strict=True)):
            caption.setProperty("tone", "muted")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(caption, row, 0)
            rows.addWidget(value, row, 1)
        self.rest.setProperty("role", "figure")
        rows.addWidget(self.words, 4, 0, 1, 2)

    @property
    def rest(self) -> QLabel:
        """The large figure."""
        return self.values[3]

    def show_gone(self, amount: Money) -> None:
        """All of it was returned, dishonoured or voided: nothing of it is allocated, nothing is left to allocate."""
        self._show(amount, amount, Money(), True, N_("Went back or void"))
        theme.mark(self.rest, "tone", "muted")

    def show_sums(self, amount: Money, before: Money, now: Money, recorded: bool) -> None:
        """``before``: allocated in earlier steps; ``now``: what the lines allocate."""
        self._show(amount, before, now, recorded, N_("Allocated before"))

    def _show(self, amount: Money, before: Money, now: Money, recorded: bool, taken: str) -> None:
        left = amount - before - now
        captions = (N_("Amount received"), taken, N_("Allocated now"), _rest_caption(left))
        for caption, value, words, sum_ in zip(
            self.captions, self.values, captions, (amount, before, now, left), strict=True
        ):
            caption.setText(text(words))
            value.setText(money(sum_))
        for part in (self.captions[1], self.values[1]):
            part.setVisible(recorded)
        tone = "danger" if left < Money() else "warning" if left else "done"
        theme.mark(self.rest, "tone", tone if amount else "muted")
        self.words.setText(capital_words(amount) if amount > Money() else "")
        self.words.setVisible(amount > Money())
        told = f"{self.captions[3].text()} {self.rest.text()}"
        self.rest.setAccessibleName(told)
        self.setAccessibleName(told)


def _rest_caption(left: Money) -> str:
    return N_("Allocated too much") if left < Money() else N_("Unallocated")


class DeskPanel(QWidget):
    """The form, the figures, and the buttons."""

    def __init__(
        self, spec: FormSpec, draft: ReceiptDraft, sources: Mapping[str, Source], today: Any = date.today
    ) -> None:
        super().__init__()
        self.form = NarrowForm(spec, draft, sources, today=today)
        self.figures = Figures()
        self.back, self.save_next, self.save = QPushButton(), QPushButton(), QPushButton()
        self.save.setProperty("role", "primary")
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(16, 8, 16, 10)
        self.foot.setSpacing(8)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save_next)
        self.foot.addWidget(self.save)
        around = QHBoxLayout()
        around.setContentsMargins(16, 0, 16, 0)
        around.addWidget(self.figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.form, 1)
        column.addLayout(around)
        column.addLayout(self.foot)

    def fit(self, room: int) -> None:
        """As wide as the size of the text wants, but the lines beside it need their share of ``room``."""
        self.setFixedWidth(min(WIDTH * theme.look().size // 13, max(room * 46 // 100, LEAST)))

    def relabel(self, saves: str, next_one: bool) -> None:
        """``saves`` is what saving is called here; nothing follows a recorded receipt."""
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.save_next.setText(_("Save and next"))
        self.save_next.setToolTip("Ctrl+Shift+S")
        self.save_next.setVisible(next_one)
        self.save.setText(text(saves))
        self.save.setToolTip("Ctrl+S")
        self.form.relabel()
