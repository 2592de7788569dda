"""The left rail: the places of the program, with their pictures, words and digits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from models.language import text
from ui import theme
from ui.pages import Place

WIDTH = 148
BAR, EDGE, GAP = 3, 14, 9


class RailButton(QAbstractButton):
    """One place: a coloured bar and words in the accent colour while one is there."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setCheckable(True)
        self.setIcon(theme.icon(place.icon))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    @property
    def key(self) -> str:
        """The key that opens this place, as it is written at the right."""
        return "F1" if self.place.name == "help" else self.place.digit

    def retranslate(self) -> None:
        self.setText(text(self.place.title))
        self.setToolTip(f"Ctrl+{self.place.digit}" if self.place.digit else self.key)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, theme.look().row + 7)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        here, active = self.isChecked(), self.isEnabled()
        if here or (self.underMouse() and active):
            painter.fillRect(self.rect(), theme.colour("accent_soft"))
        if here:
            painter.fillRect(QRect(0, 0, BAR, self.height()), theme.colour("accent"))
        size = _icon()
        middle = (self.height() - size) // 2
        mode = QIcon.Mode.Normal if active else QIcon.Mode.Disabled
        state = QIcon.State.On if here else QIcon.State.Off
        self.icon().paint(painter, QRect(EDGE, middle, size, size), Qt.AlignmentFlag.AlignCenter, mode, state)
        self._write(painter, "accent" if here else "text" if active else "muted")
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _write(self, painter: QPainter, tone: str) -> None:
        painter.setPen(theme.colour(tone))
        painter.setFont(theme.font(bold=self.isChecked()))
        words = self.rect().adjusted(EDGE + _icon() + GAP, 0, -EDGE, 0)
        fitting = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, fitting)
        painter.setPen(theme.colour("accent" if self.isChecked() else "muted"))
        painter.setFont(theme.font(step=-2))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, 1 - EDGE, 0), right, self.key)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class Rail(QFrame):
    """Shows the places that have a page; ``chosen`` tells which one was clicked."""

    chosen = Signal(str)

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(0)
        ruled = False
        for place in places:
            if place.below and not ruled and self.buttons:
                ruled = True
                column.addSpacing(8)
                column.addWidget(_rule())
                column.addSpacing(8)
            column.addWidget(self._button(place))
        column.addStretch(1)
        self.fit()

    def _button(self, place: Place) -> RailButton:
        button = RailButton(place, self)
        button.clicked.connect(partial(self.chosen.emit, place.name))
        self._group.addButton(button)
        self.buttons[place.name] = button
        return button

    def fit(self) -> None:
        """As wide as its longest words, with their key, at this size of text."""
        bold, key = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font(step=-2))
        words = (bold.horizontalAdvance(one.text()) + key.horizontalAdvance(one.key) for one in self.buttons.values())
        self.setFixedWidth(max(WIDTH, min(max(words, default=0) + 2 * EDGE + _icon() + 2 * GAP, 2 * WIDTH)))

    def show_place(self, name: str) -> None:
        """Mark where one is."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)

    def retranslate(self) -> None:
        for button in self.buttons.values():
            button.retranslate()
        self.fit()


def _icon() -> int:
    return theme.look().icon + 2 * theme.AROUND_ICON


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule
