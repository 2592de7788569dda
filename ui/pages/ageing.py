"""Ageing (账龄): what each contract or debtor owes in columns of age, by due date or by posting date."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from models import receivables
from models.ageing_table import CONTRACT, LISTINGS, PARTY
from models.language import N_, _, text
from models.rules.ageing import DUE, POSTING
from models.store.listing import Condition
from ui import theme
from ui.pages.page import PageWidget
from ui.pages.receivables_sums import BALANCE, conditions
from ui.tables.exporting import ask_and_export
from ui.tables.panel import ListPanel
from ui.workspace import Workspace

OF = {CONTRACT: N_("By contract"), PARTY: N_("By debtor")}
BY = {DUE: N_("By due date"), POSTING: N_("By posting date")}


class Either(QWidget):
    """Two or more names of which one is chosen."""

    def __init__(self, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = dict(choices)
        self.buttons = {name: QPushButton() for name in choices}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in self.buttons.values():
            button.setCheckable(True)
            row.addWidget(button)
        self.retranslate()

    def retranslate(self) -> None:
        for name, button in self.buttons.items():
            button.setText(text(self._choices[name]))

    def show_chosen(self, chosen: str) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == chosen)
            theme.mark(button, "role", "chip" if name == chosen else "")


class AgeingPage(PageWidget):
    """Four tables, one at a time; Enter on a figure lists the receivables behind it."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, parent)
        self.scope = dict(scope or {})
        self.of, self.by = CONTRACT, str(workspace.state.get("ageing.by", DUE))
        self.currency = ""
        self.panels: dict[tuple[str, str], ListPanel] = {}
        self.whose, self.since = Either(OF), Either(BY)
        self.currencies, self.export = QComboBox(), QPushButton()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._look_at_currencies()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        for part in (self.whose, self.since, self.currencies):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self.export)
        self.currencies.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.whose.setVisible(CONTRACT not in self.scope)

    def _connect(self) -> None:
        for name, button in self.whose.buttons.items():
            button.clicked.connect(partial(self._turn_of, name))
        for name, button in self.since.buttons.items():
            button.clicked.connect(partial(self._turn_by, name))
        self.export.clicked.connect(self.export_list)
        self.currencies.activated.connect(self._currency_chosen)
        self.workspace.changed.connect(self._look_at_currencies)
        self.workspace.as_of_changed.connect(self._look_at_currencies)
        for key, call in {"Ctrl+E": self.export_list, "F2": self.trace}.items():
            QShortcut(QKeySequence(key), self, call, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def retranslate(self) -> None:
        for part in (self.whose, self.since):
            part.retranslate()
        self.export.setText(_("Export"))
        self.export.setToolTip("Ctrl+E")
        self.currencies.setAccessibleName(_("Currency"))
        for panel in self.panels.values():
            panel.retranslate()

    @property
    def panel(self) -> ListPanel:
        """The table that is shown."""
        return self.panels[self.by, self.of]

    def export_list(self) -> None:
        shown = self.panel.table.columns.names()
        ask_and_export(self.workspace, self.panel.model.listing, self.panel.model.question, shown, self)

    # Which table

    def _turn_of(self, of: str, _on: bool = False) -> None:
        self.of = of
        self._show()

    def _turn_by(self, by: str, _on: bool = False) -> None:
        self.by = by
        self.workspace.state.put("ageing.by", by)
        self._show()

    def _currency_chosen(self, place: int) -> None:
        self.currency = self.currencies.itemText(place)
        self._show()

    def _look_at_currencies(self, _why: Any = None) -> None:
        """No total mixes currencies: where there are several, one is chosen."""
        if self.workspace.book is not None:
            self.workspace.ask(partial(_currencies, self.workspace.as_of, self.scope), self._currencies_came)

    def _currencies_came(self, found: list[str]) -> None:
        if self.currency not in found:
            self.currency = found[0]
        self.currencies.clear()
        self.currencies.addItems(found)
        self.currencies.setCurrentText(self.currency)
        self.currencies.setVisible(len(found) > 1)
        self._show()

    def _show(self) -> None:
        chosen = self.by, self.of
        scope = {**self.scope, "currency": self.currency}
        if chosen not in self.panels:
            self._make(chosen, scope)
        self.panel.narrow(scope)
        self.stack.setCurrentWidget(self.panel)
        self.whose.show_chosen(self.of)
        self.since.show_chosen(self.by)

    def _make(self, chosen: tuple[str, str], scope: dict[str, str]) -> None:
        panel = ListPanel(self.workspace, LISTINGS[chosen], scope)
        panel.without_preview()
        panel.table.opened.connect(self.list_behind)
        panel.table.exported.connect(self.export_list)
        self.panels[chosen] = panel
        self.stack.addWidget(panel)

    # What is behind a figure

    def trace(self) -> None:
        """F2 on a figure: what it is made of."""
        self.list_behind(self.panel.table.current_key())

    def list_behind(self, _key: str) -> None:
        """Show the receivables behind the figure under the cursor."""
        table = self.panel.table
        at, listing = table.currentIndex(), self.panel.model.listing
        row = self.panel.model.row_at(at.row()) if at.isValid() else None
        if row is None:
            return
        names = [column.name for column in listing.columns]
        whose = "party" if self.of == PARTY else "name"
        narrowed = Condition("party" if self.of == PARTY else "contract", "is", row[names.index(whose) + 1])
        column = names[at.column()]
        part = column if listing.column(column).kind == "money" else BALANCE
        currency = self.currency if self.currencies.count() > 1 else ""
        having = conditions(part, self.by, self.workspace.as_of, currency)
        self.workspace.go_to_list("receivables", (narrowed, *having))


def _currencies(as_of: Any, scope: Mapping[str, str], session: Any) -> list[str]:
    found = [one.currency for one in receivables.positions(session, as_of, **scope)]
    return sorted(found, key=lambda code: (code != "CNY", code)) or ["CNY"]
