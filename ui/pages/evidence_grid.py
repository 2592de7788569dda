"""Files of evidence as small pictures in rows, drawn as they come; the same model as every long table."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.evidence.kinds import FAULTS, WRONG
from models.language import text
from models.media import IMAGE, MEDIA, PDF, SHOWN
from models.store.listing import Row
from ui import theme
from ui.icons import Icon
from ui.pages.evidence_work import small
from ui.tables.model import ListingModel

PICTURE = QSize(148, 112)
MANY = 600
"""Pictures that are remembered."""
_ICONS = {PDF: Icon.FILE_TYPE_PDF, IMAGE: Icon.EYE, "mail": Icon.MAIL, "sheet": Icon.TABLE}


class Pictures(QObject):
    """Small pictures by the file's digest; what is not here yet is asked for and tells ``arrived``."""

    arrived = Signal()

    def __init__(self, workspace: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._known: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()

    def of(self, digest: str, media: str) -> QPixmap | None:
        """The picture, a null one where there is none to show, or None while it comes."""
        if digest in self._known:
            self._known.move_to_end(digest)
            return self._known[digest]
        if digest not in self._asked and self.workspace.book is not None:
            self._asked.add(digest)
            folder = self.workspace.book.folder
            self.workspace.ask(partial(small, folder, digest, media), partial(self._came, digest))
        return None

    def _came(self, digest: str, content: bytes) -> None:
        self._asked.discard(digest)
        self._known[digest] = QPixmap.fromImage(QImage.fromData(content)) if content else QPixmap()
        while len(self._known) > MANY:
            self._known.popitem(last=False)
        self.arrived.emit()


class FileDelegate(QStyledItemDelegate):
    """Draws one file: its picture, its title below, a mark when it is linked."""

    def __init__(self, model: ListingModel, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._pictures = model, pictures
        names = [column.name for column in model.listing.columns]
        self._places = {name: names.index(name) + 1 for name in ("title", "media", "sha256", "links", "kind", "wrong")}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = theme.look().row
        return QSize(PICTURE.width() + 20, PICTURE.height() + 16 + 2 * row - 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._model.row_at(index.row())
        painter.save()
        shown: Any = option
        is_chosen = bool(shown.state & QStyle.StateFlag.State_Selected)
        frame = shown.rect.adjusted(4, 4, -4, -4)
        painter.setPen(theme.colour("accent" if is_chosen else "line"))
        painter.setBrush(theme.colour("accent_soft" if is_chosen else "surface"))
        painter.drawRoundedRect(frame, 5, 5)
        if row is not None:
            self._paint_row(painter, frame, row)
        painter.restore()

    def _paint_row(self, painter: QPainter, frame: QRect, row: Row) -> None:
        told = {name: row[place] for name, place in self._places.items()}
        place = QRect(frame.left() + 6, frame.top() + 6, frame.width() - 12, PICTURE.height())
        self._paint_picture(painter, place, told)
        if told["wrong"]:
            self._paint_wrong(painter, place, str(told["wrong"]))
        high = theme.look().row - 4
        line = QRect(place.left(), place.bottom() + 2, place.width(), high)
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("strong"))
        middle = Qt.TextElideMode.ElideMiddle
        flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, flags, metrics.elidedText(str(told["title"]), middle, line.width()))
        kinds = self._model.listing.column("kind").choices
        below = text(kinds[told["kind"]]) if told["kind"] in kinds else ""
        painter.setPen(theme.colour("done" if told["links"] else "muted"))
        below = below or text(MEDIA.get(str(told["media"]), ""))
        painter.drawText(line.translated(0, high - 4), flags, metrics.elidedText(below, middle, line.width()))

    def _paint_wrong(self, painter: QPainter, place: QRect, wrong: str) -> None:
        """What is wrong with the file, on a band over its picture."""
        band = QRect(place.left(), place.top(), place.width(), theme.look().row - 6)
        painter.fillRect(band, theme.colour("warning_soft"))
        painter.setPen(theme.colour("warning"))
        said = painter.fontMetrics().elidedText(text(WRONG[wrong]), Qt.TextElideMode.ElideRight, band.width() - 8)
        painter.drawText(band, int(Qt.AlignmentFlag.AlignCenter), said)

    def _paint_picture(self, painter: QPainter, place: QRect, told: dict[str, Any]) -> None:
        media = str(told["media"])
        is_shown = media in SHOWN and not FAULTS.get(str(told["wrong"]))
        found = self._pictures.of(str(told["sha256"]), media) if is_shown else QPixmap()
        if found is None:
            return
        if found.isNull():
            icon = theme.icon(_ICONS.get(media, Icon.PAPERCLIP))
            icon.paint(painter, QRect(place.center().x() - 20, place.center().y() - 20, 40, 40))
            return
        size = found.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRect(0, 0, size.width(), size.height())
        at.moveCenter(place.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(at, found)


class FileGrid(QListView):
    """Arrow keys go from file to file; the current one is told."""

    current_changed = Signal(str)
    opened = Signal(str)
    voided = Signal(list)
    digit = Signal(int)

    def __init__(self, model: ListingModel, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._awaited: tuple[str, int] | None = None
        self.setModel(model)
        self.setItemDelegate(FileDelegate(model, pictures, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setModelColumn(next(n for n, one in enumerate(model.listing.columns) if one.name == "title"))
        pictures.arrived.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def current_key(self) -> str:
        index = self.currentIndex()
        return self._model.key_at(index.row()) if index.isValid() and index.row() < self._model.rowCount() else ""

    def selected_keys(self) -> list[str]:
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [self._model.key_at(row) for row in rows if row < self._model.rowCount()]

    def select_row(self, row: int) -> None:
        if not self._model.rowCount():
            self.current_changed.emit("")
            return
        index = self._model.index(min(max(row, 0), self._model.rowCount() - 1), self.modelColumn())
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def await_row(self, key: str, row: int) -> None:
        """Stand on this file, once the next look at the book shows it, or where it stood if it is gone."""
        self._awaited = key, row
        keys = self._model.keys()
        if key in keys:
            self._restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.digit.emit(event.key() - Qt.Key.Key_0)
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.voided.emit(self.selected_keys())
        else:
            super().keyPressEvent(event)

    def _open(self, _index: QModelIndex | None = None) -> None:
        if key := self.current_key():
            self.opened.emit(key)

    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        here = index.isValid() and index.row() < self._model.rowCount()
        self.current_changed.emit(self._model.key_at(index.row()) if here else "")

    def _remember(self) -> None:
        if self._awaited is None:
            self._awaited = self.current_key(), self.currentIndex().row()

    def _restore(self) -> None:
        key, row = self._awaited or ("", 0)
        self._awaited = None
        keys = self._model.keys()
        self.select_row(keys.index(key) if key in keys else row)


def refill(box: QComboBox, choices: Mapping[str, str], usual: str) -> None:
    """The choices in the language spoken now; what was chosen stays chosen."""
    chosen = box.currentData() if box.count() else usual
    box.blockSignals(True)
    box.clear()
    for name, title in choices.items():
        box.addItem(text(title), name)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    box.blockSignals(False)
