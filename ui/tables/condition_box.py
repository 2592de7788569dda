"""The small box that asks for one more condition: which column, what about it, and the value."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.language import _, text
from models.store.listing import Column, Condition, Listing
from ui.forms.typed import Unclear
from ui.tables import conditions


class ConditionBox(QFrame):
    """Opens under the filter bar; Enter adds the condition, Esc closes."""

    added = Signal(object)

    def __init__(self, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._listing = listing
        self.setProperty("role", "card")
        self.column, self.operator, self.choice = QComboBox(), QComboBox(), QComboBox()
        self.value = QLineEdit()
        self.column.setAccessibleName(_("Column"))
        self.operator.setAccessibleName(_("Condition"))
        for part in (self.choice, self.value):
            part.setAccessibleName(_("Value"))
        self.add = QPushButton(_("Add"))
        self.add.setProperty("role", "primary")
        self.problem = QLabel()
        self.problem.setProperty("tone", "danger")
        self.problem.hide()
        for one in listing.columns:
            self.column.addItem(text(one.caption), one.name)
        self._lay_out()
        self.column.currentIndexChanged.connect(self._column_chosen)
        self.operator.currentIndexChanged.connect(self._operator_chosen)
        self.value.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self._column_chosen()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for part in (self.column, self.operator, self.value, self.choice, self.add):
            line.addWidget(part)
        self.value.setMinimumWidth(140)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.addLayout(line)
        box.addWidget(self.problem)

    def ask(self, name: str, where: QPoint) -> None:
        """Open at this place of the screen, for this column ("" for the first)."""
        self.problem.hide()
        self.value.clear()
        self.column.setCurrentIndex(max(self.column.findData(name), 0))
        self.move(where)
        self.show()
        (self.choice if self.choice.isVisible() else self.value).setFocus()

    def _chosen(self) -> Column:
        return self._listing.column(self.column.currentData())

    def _column_chosen(self) -> None:
        column = self._chosen()
        self.operator.clear()
        for operator in conditions.operators(column):
            self.operator.addItem(conditions.operator_words(column, operator), operator)
        self.choice.clear()
        if column.kind == "flag":
            self.choice.addItem(_("Yes"), "1")
            self.choice.addItem(_("No"), "0")
        for value, caption in column.choices.items():
            self.choice.addItem(text(caption), value)
        self._operator_chosen()

    def _operator_chosen(self) -> None:
        asks, chooses = self.operator.currentData() != "missing", self.choice.count() > 0
        self.value.setVisible(asks and not chooses)
        self.choice.setVisible(asks and chooses)

    def _add(self) -> None:
        column, operator = self._chosen(), self.operator.currentData()
        words = self.choice.currentData() if self.choice.count() else self.value.text().strip()
        if not words and operator != "missing":
            return
        try:
            value = None if operator == "missing" else conditions.read(words, column, date.today())
        except Unclear as unclear:
            self.problem.setText(unclear.problem("").text())
            self.problem.show()
            self.adjustSize()
            return
        self.close()
        self.added.emit(Condition(column.name, operator, value))
