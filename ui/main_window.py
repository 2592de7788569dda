"""The window: rail, top bar, the page, message bar; and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from models.language import _
from ui.care import Care
from ui.frame.message_bar import MessageBar
from ui.frame.place import PlaceWidget
from ui.frame.rail import Rail
from ui.frame.top_bar import TopBar
from ui.pages import PAGES, PLACES, Page, at, named
from ui.workspace import Workspace

SMALLEST = (1024, 600)
USUAL = (1366, 768)
FRAME = (16, 40)
"""What title bar and borders of a desktop add to it."""


class MainWindow(QMainWindow):
    """Shows the places that have a page; without a book only those that need none, and ``start``."""

    closed = Signal()

    def __init__(self, workspace: Workspace, pages: Sequence[Page] = PAGES) -> None:
        super().__init__()
        self.workspace = workspace
        self.pages = tuple(pages)
        self.rail = Rail([place for place in PLACES if at(place.name, self.pages)])
        self.top = TopBar(workspace)
        self.bar = MessageBar(workspace)
        self.stack = QStackedWidget()
        self.care = Care(workspace, self)
        self._places: dict[str, PlaceWidget] = {}
        self._start: QWidget | None = None
        self._box: QWidget | None = None
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.setWindowTitle(_("Qingshou"))
        self._book_changed()

    def _lay_out(self) -> None:
        self.setMinimumSize(*SMALLEST)
        inside = QWidget()
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.bar)
        self.setCentralWidget(inside)
        kept = self.workspace.state.get("geometry")
        if not kept or not self.restoreGeometry(QByteArray.fromBase64(kept.encode())):
            self.resize(*USUAL)

    def appear(self) -> None:
        """Show it as it was left; the first time in its usual size, or filling a screen that would hide its edges."""
        room = self.room()
        fits = all(usual + edge <= has for usual, edge, has in zip(USUAL, FRAME, room.toTuple(), strict=True))
        if fits or self.workspace.state.get("geometry"):
            self.show()
        else:
            self.showMaximized()

    def room(self) -> QSize:
        """What the desktop leaves free of its screen."""
        return self.screen().availableSize()

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_place)
        self.top.searched.connect(self.open_command_box)
        self.top.gone.connect(self._go_up)
        self.bar.resumed.connect(self._resume)
        self.workspace.wanted.connect(self.open_page)
        self.workspace.list_wanted.connect(self.open_list)
        self.workspace.typing_wanted.connect(self._resume)
        self.workspace.book_changed.connect(self._book_changed)
        self.workspace.language_changed.connect(self.retranslate)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], Any]] = {
            "Ctrl+K": self.open_command_box,
            "Ctrl+U": self.bar.turn_unit,
            "Ctrl+Shift+M": self.top.cut_off.to_month_end,
            "Ctrl+Z": self.workspace.undo,
            "Ctrl+Y": self.workspace.redo,
            "Ctrl+Shift+Z": self.workspace.redo,
        }
        if at("help", self.pages):
            keys["F1"] = self.open_help
        for place in PLACES:
            if place.digit and at(place.name, self.pages):
                keys[f"Ctrl+{place.digit}"] = partial(self.open_place, place.name)
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call)

    # Going somewhere

    def open_place(self, name: str) -> None:
        """Show a place of the rail, where the person left it; once more goes to its beginning."""
        if not self._may_show(at(name, self.pages)):
            self.rail.show_place(self._shown_place())
            return
        again = self._shown_place() == name
        page = self._show(name, "")
        if again:
            page.show_root()

    def open_page(self, name: str, key: str = "") -> Any:
        """Show a page and a record on it (``"new"`` begins one); returns the page's widget."""
        page = named(name, self.pages)
        if not self._may_show([page]):
            return None
        made = self._show(page.place, name)
        if key == "new":
            made.begin_record()
        elif key:
            made.show_record(key)
        return made

    def open_help(self) -> None:
        """Open the manual at the page for what is shown now."""
        shown = self.stack.currentWidget()
        self.open_page("help", shown.page_name if isinstance(shown, PlaceWidget) else "start")

    def open_list(self, name: str, conditions: tuple[Any, ...] = ()) -> None:
        """Show the list of a page, filtered by these conditions."""
        page = self.open_page(name)
        if page is not None:
            page.show_root()
            page.show_filtered(conditions)

    def show_start(self, start: QWidget) -> None:
        """Show this while no book is open."""
        self._start = start
        self.stack.addWidget(start)
        self.stack.setCurrentWidget(start)

    @property
    def is_at_start(self) -> bool:
        """Whether the ways to begin are shown."""
        return self._start is not None and self.stack.currentWidget() is self._start

    def page(self) -> Any:
        """The page widget that is shown."""
        shown = self.stack.currentWidget()
        return shown.stack.currentWidget() if isinstance(shown, PlaceWidget) else shown

    def _may_show(self, pages: Sequence[Page]) -> bool:
        return self.workspace.book is not None or any(page.bookless for page in pages)

    def _show(self, place: str, page: str) -> Any:
        if place not in self._places:
            made = PlaceWidget(self.workspace, at(place, self.pages))
            made.trail_changed.connect(partial(self._trail_moved, place))
            self._places[place] = made
            self.stack.addWidget(made)
        widget = self._places[place]
        self.stack.setCurrentWidget(widget)
        self.rail.show_place(place)
        shown = widget.open(page)
        self.workspace.selection_told.emit("")
        return shown

    def _shown_place(self) -> str:
        shown = self.stack.currentWidget()
        return next((name for name, widget in self._places.items() if widget is shown), "")

    def _trail_moved(self, place: str, parts: list[str]) -> None:
        if place == self._shown_place():
            self.top.show_trail(parts)

    def _go_up(self, _part: int) -> None:
        self.page().show_root()

    def _resume(self, kept: Any) -> None:
        made = self.open_page(kept.noun)
        if made is not None:
            made.resume(kept)

    # Search and commands

    def open_command_box(self) -> None:
        """Ctrl+K; what it needs is imported when it is first pressed, not before the window is painted."""
        from ui.frame.choices import choices
        from ui.frame.command_box import CommandBox

        shown = [page for page in self.pages if self._may_show([page])]
        self._box = CommandBox(self.workspace, choices(self, shown), self.pages, self)
        corner = self.top.search.mapToGlobal(QPoint(self.top.search.width(), 0))
        self._box.open(corner)

    # Looks

    def _book_changed(self) -> None:
        for name, button in self.rail.buttons.items():
            button.setEnabled(self._may_show(at(name, self.pages)))
        for widget in self._places.values():
            self.stack.removeWidget(widget)
            widget.deleteLater()
        self._places.clear()

    def retranslate(self, _language: str = "") -> None:
        self.setWindowTitle(_("Qingshou"))
        parts: list[Any] = [self.rail, self.top, self.bar, *self._places.values()]
        for part in parts if self._start is None else [*parts, self._start]:
            part.retranslate()
        shown = self.stack.currentWidget()
        self.top.show_trail(shown.trail if isinstance(shown, PlaceWidget) else [])

    def fit(self) -> None:
        """The size of the text was changed."""
        for part in (self.rail, self.top, self.bar):
            part.fit()
        for button in self.rail.buttons.values():
            button.updateGeometry()
        self.top.begin_at(self.rail.width())
        self.retranslate()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.workspace.state.put("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.closed.emit()
        super().closeEvent(event)
