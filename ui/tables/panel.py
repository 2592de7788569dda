"""A whole list: filter bar, table, totals, preview, and what to say while there is nothing to list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from models.language import _, text
from models.store.listing import Condition, Listing
from ui import theme
from ui.icons import Icon
from ui.tables.filter_bar import FilterBar
from ui.tables.model import ListingModel
from ui.tables.preview import RowPreview
from ui.tables.totals import TotalsRow
from ui.tables.view import TableView
from ui.workspace import Workspace

NARROW = 1500
"""In a window narrower than this the preview starts folded, so that no amount is pushed out of sight."""


class ListPanel(QWidget):
    """A listing with everything around it; ``scope`` narrows it to a contract, party or project for good."""

    begun = Signal()

    def __init__(
        self,
        workspace: Workspace,
        listing: Listing,
        scope: dict[str, str] | None = None,
        preview: QWidget | None = None,
        new: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.model = ListingModel(workspace, listing, self)
        self.model.ask(replace(self.model.question, scope=scope or {}))
        self.filters = FilterBar(listing, workspace.state, self)
        self.table = TableView(self.model, self)
        self.totals = TotalsRow(self.table, self.model, self)
        self.preview: Any = preview or RowPreview(self.model)
        self.fold = QToolButton(self)
        self._new = new
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(0)
        under.addWidget(self.table, 1)
        under.addWidget(self.totals)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.preview)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes(self.workspace.state.get(self._sizes_name, [900, 260]))
        self.empty = QWidget(self)
        self._fill_empty()
        self._stack = QStackedLayout()
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.fold.setIcon(theme.icon(Icon.COLUMNS))
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setProperty("role", "button")
        self.fold.setCheckable(True)
        self.fold.setChecked(True)
        self.filters.end.addWidget(self.fold)
        column.addWidget(self.filters)
        column.addLayout(self._stack, 1)

    def _fill_empty(self) -> None:
        self.says = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.says.setWordWrap(True)
        self.says.setProperty("tone", "muted")
        self.next = QPushButton()
        self.next.setProperty("role", "primary")
        self.next.clicked.connect(self._next_wanted)
        column = QVBoxLayout(self.empty)
        column.addStretch(2)
        column.addWidget(self.says)
        column.addWidget(self.next, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _connect(self) -> None:
        self.filters.filtered.connect(self._from_the_top)
        self.filters.filtered.connect(self.model.search)
        self.fold.toggled.connect(self.preview.setVisible)
        self.fold.clicked.connect(self._keep_folded)
        self.filters.left.connect(self.table.setFocus)
        self.table.columns.filter_wanted.connect(self.filters.ask_condition)
        self.table.current_changed.connect(self.preview.show_record)
        self.table.begun.connect(self.begun)
        self.model.settled.connect(self._settled)
        self.splitter.splitterMoved.connect(self._keep_sizes)

    def _from_the_top(self, _words: str, _having: Any) -> None:
        """Other rows are read from the first on."""
        self.table.scrollToTop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the filter away from wherever the keyboard is in the list, also when it left nothing to see."""
        if event.key() == Qt.Key.Key_Escape and not self.filters.is_empty:
            self.filters.clear()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        self.filters.retranslate()
        self.fold.setText(_("Details"))
        self.fold.setToolTip(_("Show or fold what the current row says in full"))
        self.table.setAccessibleName(text(self.model.listing.title))
        self._settled()

    def without_preview(self) -> None:
        """Show the table alone: its rows say all there is."""
        self.fold.hide()
        self.fold.setChecked(False)

    def narrow(self, scope: dict[str, str]) -> None:
        """Show only what belongs to this contract, party or project."""
        self.model.ask(replace(self.model.question, scope=scope))

    def redefine(self, listing: Listing) -> None:
        """Show the same list with other columns."""
        self.filters.redefine(listing)
        self.model.redefine(listing)
        self.table.columns.restore()

    def condition(self, condition: Condition) -> None:
        """Show only what meets this condition; the person sees it and can take it away."""
        self.filters.set("", (condition,))

    @property
    def _sizes_name(self) -> str:
        return f"preview.{self.model.listing.name}"

    @property
    def _shown_name(self) -> str:
        return f"details.{self.model.listing.name}"

    def _keep_folded(self) -> None:
        self.workspace.state.put(self._shown_name, self.fold.isChecked())

    def _fold_as_left(self) -> None:
        if not self.fold.isHidden():
            wide = self.window().width() >= NARROW
            self.fold.setChecked(bool(self.workspace.state.get(self._shown_name, wide)))

    def _keep_sizes(self, *_where: int) -> None:
        self.workspace.state.put(self._sizes_name, self.splitter.sizes())

    def _settled(self) -> None:
        nothing = self.model.is_settled and self.model.rowCount() == 0
        filtered = not self.filters.is_empty
        self._stack.setCurrentWidget(self.empty if nothing else self.splitter)
        self.says.setText(_("Nothing matches this filter.") if filtered else text(self.model.listing.empty))
        self.next.setText(_("Clear the filter") if filtered else text(self._new))
        self.next.setVisible(filtered or bool(self._new))
        self.preview.refresh() if self.model.is_settled else None

    def _next_wanted(self) -> None:
        if self.filters.is_empty:
            self.begun.emit()
        else:
            self.filters.clear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fold_as_left()
        self.model.show_rows(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.show_rows(False)
