"""The parts around the lines of a valuation sheet: its title with the stage in words, its tabs, its two short forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from models import certificates
from models.certificates import LINE_KINDS, AdjustmentDraft, CertificateDraft
from models.certificates.draft import TYPED, Pricing
from models.certificates.sheet import Sheet
from models.drafts import faults
from models.language import N_, _, text
from models.money import Money
from models.problems import Problem
from models.rules import base
from ui import theme
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages.certificate_sheet_model import HEADER, LINES
from ui.pages.certificate_sheet_panel import Panel
from ui.pages.evidence_strip import EvidenceStrip
from ui.workspace import Workspace

GAP = 12
OWN_KINDS = (base.DAYWORKS, base.PROVISIONAL, base.MATERIALS, base.ADJUSTMENT, base.CLAIMS, base.OTHER)
STANDING = {
    "": (N_("New, not saved yet"), "muted"),
    "prepared": (N_("Being prepared, not submitted yet"), "warning"),
    "submitted": (N_("Submitted; the supervisor's review is missing"), "warning"),
    "supervised": (N_("Reviewed by the supervisor; the owner's review is missing"), "warning"),
    "reviewed": (N_("Reviewed by the owner; the owner's signature is missing"), "warning"),
    "certified": (N_("Signed by the owner"), "done"),
}
VOID = (N_("Void: it counts nowhere"), "muted")
CORRECTING = (N_("Being corrected; until it is posted the signed one counts"), "warning")
_STATED = ("stated_gross", "stated_previous")
ASIDE = ("adjustments", "supplies", "material_prices", "indices")
"""The parts of a certificate beside its lines."""


def adjustments_form(today: Callable[[], date], pricing: Callable[[], Pricing]) -> Form:
    """Deductions and additions with their reasons; what the owner supplied; materials and indices where prices move.

    ``pricing()`` is how the contract prices by the dates of the sheet as they are now.
    """
    grids = {
        "adjustments": GridSpec(
            widths={"kind": 22, "amount": 16, "reason": 40}, rows=4, settle=lambda line: delayed(line, pricing())
        ),
        "supplies": GridSpec(widths={"name": 20, "price": 12, "over_price": 12}, rows=2),
        "material_prices": GridSpec(widths={"name": 16, "unit": 6, "base": 12, "tender": 12, "current": 12}, rows=2),
        "indices": GridSpec(widths={"name": 24, "current": 12}, rows=3),
    }
    sections = tuple(Section("", (name,)) for name in ASIDE)

    def idle(draft: CertificateDraft) -> tuple[str, ...]:
        how = pricing()
        by_band = how.band is not None or draft.material_prices
        return (*(() if how.formula.moving else ("indices",)), *(() if by_band else ("material_prices",)))

    return Form(FormSpec(CertificateDraft, sections, _check_aside, idle=idle, grids=grids), today=today)


def delayed(line: AdjustmentDraft, pricing: Pricing) -> AdjustmentDraft:
    """Delay damages without an amount are those the terms give and earlier certificates have not deducted."""
    if line.kind != "damages" or line.amount is not None or pricing.damages_owed is None:
        return line
    still = max(pricing.damages_owed - pricing.damages, Money())
    told = _("{days} days late after extensions of time, by the terms").format(days=pricing.late)
    return replace(line, amount=still or None, reason=line.reason or told)


def header_form(today: Callable[[], date]) -> Form:
    """Number, period and dates, what is valued without lines, and what the owner's form states of earlier ones."""
    sections = (
        Section("", ("number", "period", "kind", "submitted_on", "period_from", "period_to", "remark")),
        Section(N_("Value without lines"), ("claimed", *TYPED, "stored")),
        Section(N_("As the form states it"), _STATED),
    )
    return Form(FormSpec(CertificateDraft, sections, _check_header), today=today)


def _check_header(draft: CertificateDraft) -> Iterator[Problem]:
    """Whether there is something to certify is seen with the lines, by the sheet."""
    return (problem for problem in certificates.check(draft) if problem.entry != "work")


def aside_count(draft: CertificateDraft) -> int:
    """How many deductions and additions there are, the owner's materials and prices of materials among them."""
    return len(draft.adjustments) + len(draft.supplies) + len(draft.material_prices)


def _check_aside(draft: CertificateDraft) -> Iterator[Problem]:
    """An index that is not known yet may stay empty."""
    found = (problem for problem in faults(draft) if problem.entry.startswith(tuple(f"{name}." for name in ASIDE)))
    return (problem for problem in found if not problem.entry.endswith(".current"))


class SheetHead(QWidget):
    """Period, dates, where it stands and what is missing; what can be done with the lines."""

    added = Signal(str)
    supplied = Signal()
    """The owner's materials that were used are wanted."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.span, self.stage = QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.span.setProperty("role", "heading")
        self.copying, self.pasting, self.adding, self.previewing = (QPushButton() for _button in range(4))
        self.correcting, self.voiding = QPushButton(), QPushButton()
        self._buttons = (self.copying, self.pasting, self.adding, self.previewing, self.correcting, self.voiding)
        self._menu, self._stands = QMenu(self), ""
        self.adding.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(GAP)
        for label in (self.title, self.span, self.stage):
            row.addWidget(label)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)

    def retranslate(self, shown: Sheet) -> None:
        draft = shown.draft
        self.say_period(draft, shown.background.next_period)
        sentence, tone = VOID if shown.void else CORRECTING if shown.correcting else STANDING[shown.stage]
        self._stands = f"● {text(sentence)}"
        self.stage.setText(self._stands)
        self.stage.setToolTip(text(sentence))
        self.stage.setProperty("tone", tone)
        self.stage.style().polish(self.stage)
        self.copying.setText(_("Copy the last period"))
        self.pasting.setText(_("Paste from Excel"))
        self.adding.setText(_("Add a line"))
        self.previewing.setText(_("Preview the certificate"))
        self.previewing.setToolTip(_("What was typed is saved first."))
        self.previewing.setVisible(bool(draft.id) and not shown.correcting)
        self.correcting.setText(_("Correct…"))
        self.correcting.setToolTip(_("Void this entry and record it anew, in one step"))
        self.correcting.setVisible(shown.posted and not shown.void)
        self.voiding.setText(_("Void…"))
        self.voiding.setVisible(shown.posted and not shown.void)
        self.copying.setVisible(shown.earlier is not None and not shown.posted)
        self.pasting.setVisible(bool(draft.lines) and not shown.posted)
        self.adding.setVisible(not shown.posted)
        self._fit()
        self._menu.clear()
        for kind in OWN_KINDS:
            self._menu.addAction(text(LINE_KINDS[kind]), partial(self.added.emit, kind))
        self._menu.addSeparator()
        self._menu.addAction(_("Owner's materials used"), self.supplied.emit)

    def say_period(self, draft: CertificateDraft, next_period: int) -> None:
        """Which period the sheet is of, as its number and dates are typed."""
        self.title.setText(_("No. {period}").format(period=draft.period or next_period))
        self.span.setText(_span(draft.period_from, draft.period_to))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room the dates go first, then the end of the sentence (it is in the tooltip)."""
        buttons = [one for one in self._buttons if not one.isHidden()]
        taken = sum(one.sizeHint().width() + GAP for one in (self.title, *buttons)) + 2 * GAP
        wanted = self.fontMetrics().horizontalAdvance(self._stands) + GAP
        room = self.width() - taken
        self.span.setVisible(self.span.sizeHint().width() + GAP + wanted <= room)
        left = room - (self.span.sizeHint().width() + GAP if not self.span.isHidden() else 0)
        self.stage.setText(self.fontMetrics().elidedText(self._stands, Qt.TextElideMode.ElideRight, max(left, 40)))


def _span(start: date | None, end: date | None) -> str:
    if start and end:
        return _("{start} to {end}").format(start=start, end=end)
    return str(end or start or "")


class SheetFoot(QWidget):
    """The tabs of the sheet, what concerns it as a whole, and the keys; its buttons stand under the figures."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.strip = EvidenceStrip(workspace, "certificates", "", own=certificates.LISTING)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _tab in range(3):
            self.tabs.addTab("")
        self.keys, self.sentence = QLabel(), QLabel(wordWrap=True)
        self.keys.setProperty("tone", "muted")
        self.sentence.hide()
        self.save, self.review, self.sign, self.submit = (QPushButton() for _button in range(4))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 12, 4)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addWidget(self.strip)
        self.sentence.setContentsMargins(12, 4, 12, 4)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(self.tabs.sizeHint().width() + self.keys.sizeHint().width() + 40 <= self.width())

    def retranslate(self, shown: Sheet, adjustments: int) -> None:
        adjusted = _("Deductions and additions")
        self.tabs.setTabText(0, _("Lines"))
        self.tabs.setTabText(1, f"{adjusted} {adjustments}" if adjustments else adjusted)
        self.tabs.setTabText(2, _("Period and dates"))
        self.strip.retranslate()
        self.strip.of(shown.draft.id)
        begun, anew = shown.stage in ("", "prepared"), shown.correcting
        self._say_keys(shown.posted, begun and not anew, bool(shown.draft.lines))
        signed = _("Post the correction…") if anew else _("Owner signed…")
        buttons = (
            (self.save, _("Save"), "Ctrl+S", not anew, False),
            (self.review, _("Review…"), "", not begun and not anew, False),
            (self.sign, signed, "Ctrl+S" if anew else "", True, not begun),
            (self.submit, _("Save and submit"), "Ctrl+Enter", begun and not anew, True),
        )
        for button, words, key, visible, primary in buttons:
            button.setText(words)
            button.setToolTip(key)
            button.setVisible(visible and not shown.posted)
            button.setProperty("role", "primary" if primary else "")
            button.style().polish(button)

    def _say_keys(self, posted: bool, begun: bool, lined: bool) -> None:
        """Only keys that do something on the tab that is shown."""
        tab = self.tabs.currentIndex()
        in_grid = tab != HEADER and (tab != LINES or lined)
        told = [
            (tab == LINES and lined, _("F2 explains") if posted else _("F2 edits or explains")),
            (in_grid and not posted, _("Ctrl+D fills down")),
            (in_grid, _("Alt+= adds up")),
            (not posted and not begun, _("Ctrl+S saves")),
            (not posted and begun, _("Ctrl+Enter saves and submits")),
        ]
        self.keys.setText("   ".join(words for does, words in told if does))

    def warn(self, problems: Iterable[Problem]) -> None:
        """Say what concerns the sheet as a whole, the gravest of it."""
        problem = min(problems, key=lambda one: one.advice, default=None)
        self.sentence.setVisible(problem is not None)
        if problem is not None:
            self.sentence.setText(problem.text())
            tone = "warning" if problem.advice else "danger"
            self.sentence.setStyleSheet(f"color: {theme.colour(tone).name()}")


def lay_out(
    page: QWidget, head: QWidget, parts: Iterable[QWidget], tabs: QStackedWidget, foot: SheetFoot, panel: Panel
) -> None:
    """Head, the part whose tab is chosen and foot at the left; the figures with the buttons at the right."""
    for part in parts:
        tabs.addWidget(part)
    left = QWidget()
    left.setProperty("role", "surface")
    under = QVBoxLayout(left)
    under.setContentsMargins(0, 0, 0, 0)
    under.setSpacing(0)
    under.addWidget(head)
    under.addWidget(tabs, 1)
    under.addWidget(foot)
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left, 1)
    row.addWidget(panel)
    for button in (foot.save, foot.review, foot.sign, foot.submit):
        panel.buttons.addWidget(button)
