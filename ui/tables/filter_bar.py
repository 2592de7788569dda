"""Above a table: words that filter while they are typed, conditions on columns, and filters kept under a name."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.language import _, text
from models.store.listing import Condition, Listing
from ui import theme
from ui.drawings.wrapping import Wrapping
from ui.icons import Icon
from ui.tables import conditions
from ui.tables.condition_box import ConditionBox
from ui.tables.filter_line import FilterLine
from ui.window_state import WindowState

PAUSE = 150
"""Milliseconds without typing until the table is asked."""


class FilterBar(QWidget):
    """Tells ``filtered(words, conditions)``; Esc clears, Down goes to the table."""

    filtered = Signal(str, tuple)
    left = Signal()

    def __init__(self, listing: Listing, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = listing
        self._state = state
        self._kept_under = f"filters.{listing.name}"
        self._having: tuple[Condition, ...] = ()
        self._shown: list[QPushButton] = []
        self.words = FilterLine(clearButtonEnabled=True)
        self.words.addAction(theme.icon(Icon.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
        self.words.setMinimumWidth(200)
        self.words.setMaximumWidth(320)
        self.more, self.kept = _tool(Icon.FILTER), _tool(Icon.BOOKMARK)
        self.kept.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.kept.setMenu(QMenu(self.kept))
        self.clear_all = QPushButton()
        self.clear_all.setProperty("role", "link")
        self._box: ConditionBox | None = None
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._tell)
        self.words.textEdited.connect(self._typed)
        self.words.textChanged.connect(self._show_clear)
        self.more.clicked.connect(partial(self.ask_condition, ""))
        self.clear_all.clicked.connect(self.clear)
        self.kept.menu().aboutToShow.connect(self._fill_kept)
        self.retranslate()
        self._show_clear()

    def _lay_out(self) -> None:
        """Conditions have lines of their own below, so that no word of them is ever cut."""
        line = self._asked = QHBoxLayout()
        line.setSpacing(6)
        self._conditions = QWidget()
        self._chips = Wrapping(self._conditions, 4, 4)
        self.end = QHBoxLayout()
        self.end.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.more)
        line.addWidget(self.kept)
        line.addStretch(1)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.addLayout(line, 1)
        self._both.addLayout(self.end)
        self._both.setAlignment(self.end, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._both)
        column.addWidget(self._conditions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """What is done with the list goes into a second line where one is too short for all."""
        wanted = self._asked.minimumSize().width() + self.end.minimumSize().width() + self._both.spacing()
        down = QBoxLayout.Direction.TopToBottom
        self._both.setDirection(down if wanted > self.width() else QBoxLayout.Direction.LeftToRight)

    def retranslate(self) -> None:
        self.words.setPlaceholderText(_("Type to filter"))
        self.words.setToolTip(_("Words, amounts or days as they stand in the list; several words are all looked for"))
        self.words.setAccessibleName(_("Filter {list}").format(list=text(self._listing.title)))
        self.more.setText(_("Condition"))
        self.more.setToolTip(_("Ask something of one column"))
        self.kept.setText(_("Saved filters"))
        self.clear_all.setText(_("Clear the filter"))
        self._show_chips()

    @property
    def having(self) -> tuple[Condition, ...]:
        return self._having

    @property
    def is_empty(self) -> bool:
        return not self.words.text().strip() and not self._having

    def set(self, words: str, having: tuple[Condition, ...]) -> None:
        """Filter by these at once."""
        self.words.setText(words)
        self._having = having
        self._show_chips()
        self._tell()

    def add(self, condition: Condition) -> None:
        self.set(self.words.text(), (*self._having, condition))

    def clear(self) -> None:
        self.set("", ())
        self.words.setFocus()

    def redefine(self, listing: Listing) -> None:
        """The list has other columns now."""
        names = {column.name for column in listing.columns}
        self._listing, self._box = listing, None
        self._having = tuple(one for one in self._having if one.column in names)
        self._show_chips()

    def ask_condition(self, column: str = "") -> None:
        """Open the box that asks for a condition on this column."""
        if self._box is None:
            self._box = ConditionBox(self._listing, self)
            self._box.added.connect(self.add)
        self._box.ask(column, self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.is_empty:
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._tell()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, _words: str) -> None:
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.filtered.emit(self.words.text().strip(), self._having)

    def _show_clear(self) -> None:
        self._conditions.setVisible(bool(self._having))

    def _show_chips(self) -> None:
        self._chips.removeWidget(self.clear_all)
        for old in self._shown:
            self._chips.removeWidget(old)
            old.deleteLater()
        self._shown.clear()
        for number, condition in enumerate(self._having):
            chip = QPushButton(f"{conditions.words(condition, self._listing)}  ×")
            chip.setProperty("role", "chip")
            chip.setAccessibleName(_("Remove the condition {words}").format(words=chip.text()[:-3]))
            chip.clicked.connect(partial(self._remove, number))
            self._chips.addWidget(chip)
            self._shown.append(chip)
        self._chips.addWidget(self.clear_all)
        self._show_clear()

    def _remove(self, number: int) -> None:
        self.set(self.words.text(), self._having[:number] + self._having[number + 1 :])

    # Filters kept under a name

    def _saved(self) -> dict[str, Any]:
        return dict(self._state.get(self._kept_under, {}))

    def _fill_kept(self) -> None:
        menu = self.kept.menu()
        menu.clear()
        for name, plain in self._saved().items():
            menu.addAction(name, partial(self._use, plain))
        menu.addSeparator()
        keep = menu.addAction(_("Save this filter…"), self._ask_name)
        keep.setEnabled(not self.is_empty)
        if self._saved():
            below = menu.addMenu(_("Forget"))
            for name in self._saved():
                below.addAction(name, partial(self.forget, name))

    def _ask_name(self) -> None:
        asked = QInputDialog(self)
        asked.setWindowTitle(_("Save this filter"))
        asked.setLabelText(_("Name"))
        asked.textValueSelected.connect(self.keep)
        asked.open()

    def keep(self, name: str) -> None:
        """Keep the present filter under this name, in place of one that had it."""
        if name.strip():
            having = [conditions.to_plain(one, self._listing) for one in self._having]
            kept = {"words": self.words.text().strip(), "having": having}
            self._state.put(self._kept_under, {**self._saved(), name.strip(): kept})

    def forget(self, name: str) -> None:
        self._state.put(self._kept_under, {one: kept for one, kept in self._saved().items() if one != name})

    def _use(self, plain: dict[str, Any]) -> None:
        read = (conditions.from_plain(one, self._listing) for one in plain.get("having", []))
        self.set(str(plain.get("words", "")), tuple(one for one in read if one is not None))


def _tool(icon: Icon) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setProperty("role", "button")
    return button
