"""A list that came back from Excel: every change with old and new, accepted one by one, then kept as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from models.language import N_, _, ngettext, text
from models.problems import Problem
from models.round_trip import ADDED, CHANGED, REMOVED, Accepting, Change, Preview
from models.store.listing import Column
from ui import theme
from ui.pages.import_result import ResultCard, Verdict, underway
from ui.pages.import_tables import PlainModel, PlainTable
from ui.tables import formats

_Index = QModelIndex | QPersistentModelIndex
KINDS = {ADDED: N_("New row"), CHANGED: N_("Change"), REMOVED: N_("Row missing")}
_TONES = {ADDED: "done", REMOVED: "danger"}


class ChangesModel(PlainModel):
    """One line a change; the box in front says whether it is made."""

    accepted_changed = Signal()
    captions = (
        N_("Change"), N_("Cell"), N_("Record"), N_("Column"), N_("When exported"), N_("In the book now"),
        N_("Changed to"),
    )  # fmt: skip

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.changes: tuple[Change, ...] = ()
        self.accepted: set[str] = set()

    def put(self, changes: Sequence[Change]) -> None:
        """Show these changes, accepted as is usual; conflicts come first."""
        self.beginResetModel()
        self.changes = tuple(sorted(changes, key=lambda one: (not one.is_conflict, one.kind == CHANGED)))
        self.accepted = {one.id for one in changes if one.usual}
        self.endResetModel()

    def accept(self, wanted: bool) -> None:
        """All of them, or none."""
        self.accepted = {one.id for one in self.changes} if wanted else set()
        self._tell(0, self.count() - 1)

    def count(self) -> int:
        return len(self.changes)

    def words(self, row: int) -> Sequence[str]:
        one = self.changes[row]
        kind = _("Conflict") if one.is_conflict else text(KINDS[one.kind])
        place = one.where.replace("!", " ")
        if one.column is None:
            return (kind, place, one.subject, "", "", "", "")
        old, now, new = (_told(value, one.column) for value in (one.old, one.now, one.new))
        return (kind, place, one.subject, text(one.column.caption), old, now, new)

    def tone(self, row: int, column: int) -> QColor | None:
        one = self.changes[row]
        if column == 0:
            return theme.colour("warning" if one.is_conflict else _TONES.get(one.kind, "text"))
        return theme.colour("muted") if column == 4 else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            taken = self.changes[index.row()].id in self.accepted
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        one = self.changes[index.row()].id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.accepted.add(one)
        else:
            self.accepted.discard(one)
        self._tell(index.row(), index.row())
        return True

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.captions) - 1))
        self.accepted_changed.emit()


def _told(value: Any, column: Column) -> str:
    if column.kind == "flag":
        return _("Yes") if value else _("No")
    if isinstance(value, str) and not column.choices:
        return value or _("(empty)")  # also what cannot be read
    shown = formats.shown(value, replace(column, places=6) if column.kind == "quantity" else column)
    return shown or _("(empty)")


class ReturnedCard(ResultCard):
    """What came back, in one sentence; the changes; what cannot be changed; the button that keeps what is accepted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.changes = ChangesModel(self)
        self.table = PlainTable(self.changes, (96, 90, 190, 110, 130, 130), self)
        self.every, self.none = QPushButton(self), QPushButton(self)
        self._state = (Preview(), False, False)
        self._lay_out()
        self.every.clicked.connect(self._take_all)
        self.none.clicked.connect(self._take_none)
        self.changes.accepted_changed.connect(self._say)

    @property
    def accepting(self) -> Accepting:
        return Accepting(frozenset(self.changes.accepted))

    def take_keyboard(self) -> None:
        if self.changes.rowCount():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().take_keyboard()

    def _lay_out(self) -> None:
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self.table)
        both.addWidget(self.blamed)
        both.setSizes([420, 160])
        self.stand(both, (self.every, self.none))

    def retranslate(self) -> None:
        self.every.setText(_("Accept all"))
        self.none.setText(_("Accept none"))
        super().retranslate()
        self.table.setAccessibleName(_("Changes"))
        self._say()

    def show_preview(self, preview: Preview, busy: bool, is_in: bool) -> None:
        """Show what differs; what the person accepted so far stays while the same changes are shown."""
        if preview.changes is not self._state[0].changes:
            self.changes.put(preview.changes)
        if preview.problems is not self._state[0].problems:
            self.problems.put(preview.problems)
        self._state = (preview, busy, is_in)
        self.table.setVisible(bool(preview.changes))
        self.blamed.setVisible(bool(preview.problems))
        self._say()

    def _say(self) -> None:
        preview, busy, is_in = self._state
        against = preview.against(self.accepting)
        self.say(underway(busy, is_in) or _verdict(preview, against))
        count = len(self.changes.accepted)
        self.bring.setText(ngettext("Keep {count} change", "Keep {count} changes", count).format(count=f"{count:,}"))
        self.bring.setEnabled(bool(count) and not busy and not is_in and _is_ready(against))
        for button in (self.bring, self.check, self.every, self.none):
            button.setVisible(not is_in)
        for button in (self.every, self.none):
            button.setEnabled(bool(preview.changes) and not busy)

    def _take_all(self) -> None:
        self.changes.accept(True)

    def _take_none(self) -> None:
        self.changes.accept(False)


def _is_ready(against: Sequence[Problem]) -> bool:
    return all(problem.advice for problem in against)


def _verdict(preview: Preview, against: Sequence[Problem]) -> Verdict:
    """One sentence that says what came back, and its tone."""
    faults = [problem for problem in against if not problem.advice]
    if faults:
        told = ngettext(
            "● {count} cell must be put right first. Correct it in Excel and check again, or leave its change "
            "unticked.",
            "● {count} cells must be put right first. Correct them in Excel and check again, or leave their changes "
            "unticked.",
            len(faults),
        )
        return told.format(count=f"{len(faults):,}"), "danger"
    if not preview.changes:
        return _("● The book says what this list says; there is nothing to change."), "muted"
    return _counted(preview), "warning" if any(one.is_conflict for one in preview.changes) else "done"


def _counted(preview: Preview) -> str:
    kinds = [one.kind for one in preview.changes if not one.is_conflict]
    told = _(
        "● A list that went out on {day} comes back: {added} new rows, {changed} changed cells, {removed} rows "
        "missing, {conflicts} conflicts with changes made in the book since. What is ticked is kept, as one step."
    )
    days = sorted({origin.as_of.isoformat() for origin in preview.origins.values()})
    return told.format(
        day=_(", ").join(days), added=kinds.count(ADDED), changed=kinds.count(CHANGED), removed=kinds.count(REMOVED),
        conflicts=sum(one.is_conflict for one in preview.changes),
    )  # fmt: skip
