"""Money-to-proof coverage: how much of what is owed is proven on the day shown, and the papers that are missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.coverage import MISSING, PROVEN, UNPROVEN, WEAK, Coverage, by_debtor, coverage, wanted_at
from models.evidence.kinds import KINDS
from models.language import N_, _, text
from models.money import Money
from models.store.listing import Condition
from ui.pages.page import PageWidget
from ui.pages.trace import PAGES_OF
from ui.tables.exporting import ask_and_export
from ui.tables.panel import ListPanel
from ui.workspace import Workspace

PARTS = {
    "balance": (N_("Balance"), ""),
    PROVEN: (N_("Proven"), "done"),
    WEAK: (N_("Weakly proven"), "warning"),
    UNPROVEN: (N_("Unproven"), "danger"),
}

ROOM = 420
"""Pixels for the name of a debtor with what of his debt nothing proves."""


class CoveragePage(PageWidget):
    """Sums by currency above, the missing papers below, as of the day shown."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace)
        self.scope = dict(scope or {})
        self.panel = ListPanel(workspace, MISSING, self.scope)
        self.panel.without_preview()
        self.export = QPushButton()
        self.debtors = QComboBox()
        self.debtors.setMinimumContentsLength(16)
        self.debtors.view().setMinimumWidth(ROOM)
        self.panel.filters.end.addWidget(self.debtors)
        self.debtors.setVisible(not self.scope)
        self.panel.filters.end.addWidget(self.export)
        self.sums = QHBoxLayout()
        self.sums.setSpacing(28)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(self.sums)
        column.addWidget(self.panel, 1)
        self.found: list[Coverage] = []
        self.export.clicked.connect(self.export_list)
        self.debtors.activated.connect(self._chosen)
        self.panel.table.opened.connect(self.open_missing)
        self.panel.table.exported.connect(self.export_list)
        for signal in (workspace.changed, workspace.as_of_changed, workspace.unit_changed, workspace.book_changed):
            signal.connect(self.look)
        self.retranslate()

    def retranslate(self) -> None:
        self.debtors.setAccessibleName(_("Debtor"))
        self.debtors.setToolTip(_("What each debtor owes and nothing proves"))
        self.export.setText(_("Export"))
        self.export.setToolTip("Ctrl+E")
        self.panel.retranslate()
        self._show(self.found)

    def show_filtered(self, conditions: tuple[Condition, ...]) -> None:
        self.panel.filters.set("", conditions)

    def export_list(self) -> None:
        shown = self.panel.table.columns.names()
        ask_and_export(self.workspace, MISSING, self.panel.model.question, shown, self)

    def look(self, _why: Any = None) -> None:
        if self.isVisible() and self.workspace.book is not None:
            day, scope = self.workspace.as_of, self.scope
            self.workspace.ask(lambda session: coverage(session, day, **scope), self._show)
            if not self.debtors.isHidden():
                self.workspace.ask(lambda session: by_debtor(session, day), self._offer)

    def open_missing(self, key: str) -> None:
        """Go where the paper that is missing is to be added: the record it proves, with its line of attachments."""
        self.workspace.ask(lambda session: wanted_at(session, key), self._go)

    def _go(self, found: tuple[str, str, str]) -> None:
        noun, record, kind = found
        self.workspace.go(PAGES_OF[noun], record)
        self.workspace.tell(_("Add the paper here: {paper}").format(paper=text(KINDS[kind])))

    def _offer(self, found: list[Coverage]) -> None:
        """Every debtor with what of his debt nothing proves, the largest first."""
        chosen = self.scope.get("party", "")
        self.debtors.clear()
        self.debtors.addItem(_("All debtors"), "")
        for one in found:
            told = _("{name} · unproven {currency} {amount}")
            said = told.format(name=one.name, currency=one.currency, amount=one.unproven.grouped)
            self.debtors.addItem(said, one.key)
        self.debtors.setCurrentIndex(max(0, self.debtors.findData(chosen)))

    def _chosen(self, _place: int) -> None:
        party = str(self.debtors.currentData() or "")
        self.scope = {"party": party} if party else {}
        self.panel.narrow(self.scope)
        self.look()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.look()

    def _show(self, found: list[Coverage]) -> None:
        self.found = found
        while (item := self.sums.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for currency in sorted({one.currency for one in found}):
            for name, (title, tone) in PARTS.items():
                amounts = (getattr(one, name) for one in found if one.currency == currency)
                self.sums.addWidget(_figure(f"{text(title)} {currency}", Money.total(amounts), tone))
        self.sums.addStretch(1)


def _figure(title: str, amount: Money, tone: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(0)
    caption, figure = QLabel(title), QLabel(amount.grouped)
    caption.setProperty("role", "small")
    figure.setProperty("role", "figure")
    if amount:
        figure.setProperty("tone", tone)
    column.addWidget(caption)
    column.addWidget(figure)
    return made
