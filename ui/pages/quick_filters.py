"""Filters that everybody needs, one click each; the one that is in force is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from models.language import text
from models.store.listing import Condition
from ui import theme
from ui.tables.filter_bar import FilterBar
from ui.tables.model import ListingModel
from ui.tables.panel import ListPanel

WIDTHS = (944, 242)


def usual_widths(panel: ListPanel) -> None:
    """Room for the figures of the list, unless the person has divided it otherwise."""
    if not panel.workspace.state.get(f"preview.{panel.model.listing.name}"):
        panel.splitter.setSizes(list(WIDTHS))


@dataclass(frozen=True)
class Quick:
    """A filter by its title (a msgid) and conditions."""

    title: str
    having: tuple[Condition, ...]


class QuickFilters(QWidget):
    """A row of filters over a list."""

    def __init__(self, filters: FilterBar, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters, self._model = filters, model
        self.quick: tuple[Quick, ...] = ()
        self.buttons: list[QPushButton] = []
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(6)
        self.row.addStretch(1)
        filters.filtered.connect(self._look)

    def show_filters(self, quick: Sequence[Quick]) -> None:
        """Offer these; when one of them is in force and means something else now, it stays in force as it is now."""
        before = self.in_force()
        for button in self.buttons:
            self.row.removeWidget(button)
            button.deleteLater()
        self.quick = tuple(quick)
        self.buttons = [QPushButton(text(one.title)) for one in self.quick]
        for place, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.clicked.connect(partial(self._chosen, place))
            self.row.insertWidget(place, button)
        if before is not None and before < len(self.quick) and self.quick[before].having != self._filters.having:
            self._chosen(before)
        self._look()

    def in_force(self) -> int | None:
        """Which of the filters the list is filtered by now."""
        return next((place for place, one in enumerate(self.quick) if one.having == self._filters.having), None)

    def retranslate(self) -> None:
        for button, one in zip(self.buttons, self.quick, strict=True):
            button.setText(text(one.title))

    def _chosen(self, place: int, _on: bool = False) -> None:
        self._filters.set("", self.quick[place].having)
        self._look()

    def _look(self, *_what: Any) -> None:
        now = self.in_force()
        for place, button in enumerate(self.buttons):
            button.setChecked(place == now)
            theme.mark(button, "role", "chip" if place == now else "")


def quick_over(panel: ListPanel, quick: Sequence[Quick]) -> QuickFilters:
    """These filters over the list of a panel; without any nothing is seen of them."""
    made = QuickFilters(panel.filters, panel.model, panel)
    made.show_filters(quick)
    made.setVisible(bool(quick))
    panel.layout().insertWidget(0, made)  # type: ignore[union-attr]
    return made
