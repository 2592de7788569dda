"""Why something is voided: one line that is kept with the Step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.language import _, ngettext


class ReasonBox(QFrame):
    """Enter voids once a reason is there, Esc leaves everything as it is."""

    given = Signal(str)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        asked = QLabel(
            ngettext("Why is this void? ({count} row)", "Why is this void? ({count} rows)", count).format(count=count)
        )
        asked.setProperty("role", "heading")
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(320)
        self.reason.setAccessibleName(_("Reason"))
        self.void = QPushButton(_("Void it"))
        self.void.setEnabled(False)
        line = QHBoxLayout()
        line.addWidget(self.reason)
        line.addWidget(self.void)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(asked)
        column.addLayout(line)
        self.reason.textChanged.connect(self._typed)
        self.reason.returnPressed.connect(self._give)
        self.void.clicked.connect(self._give)

    def open_under(self, widget: QWidget) -> None:
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 2)))
        self.show()
        self.reason.setFocus()

    def _typed(self, reason: str) -> None:
        self.void.setEnabled(bool(reason.strip()))

    def _give(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.close()
            self.given.emit(reason)
