"""The large view of a file of evidence: a picture or the pages of a PDF, fitted or enlarged."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models.evidence.kinds import told_wrong
from models.language import _, text
from models.media import MEDIA, SHOWN
from reports.reading.looked import Looked
from ui.pages.evidence_work import Shown, open_outside, page_of
from ui.workspace import Workspace

EDGE, LARGE = 1200, 3000
STEP = 1.25
_open: set[EvidenceBox] = set()


class PictureView(QScrollArea):
    """Fits one picture into itself; ``zoom`` enlarges it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sheet.setWordWrap(True)
        self.setWidget(self.sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Picture"))
        self._picture = QPixmap()
        self._zoom = 1.0

    def show_picture(self, content: bytes) -> None:
        self._picture = QPixmap.fromImage(QImage.fromData(content))
        self._fit()

    def say(self, sentence: str) -> None:
        """In place of a picture."""
        self._picture = QPixmap()
        self.sheet.setPixmap(QPixmap())
        self.sheet.setText(sentence)

    def zoom(self, by: float) -> None:
        self._zoom = min(max(self._zoom * by, 1.0), 8.0) if by else 1.0
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self.viewport().size() - QSize(8, 8)
        size = room * self._zoom * ratio
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = self._picture.scaled(size, keep, smooth)
        fitted.setDevicePixelRatio(ratio)
        self.setWidgetResizable(self._zoom == 1.0)
        self.sheet.setPixmap(fitted)
        if self._zoom != 1.0:
            self.sheet.resize(fitted.deviceIndependentSize().toSize())


class FilePicture(PictureView):
    """Shows a file of evidence by asking for its pages off the window's thread."""

    def __init__(self, workspace: Workspace, edge: int = EDGE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.edge = workspace, edge
        self.page, self.pages = 0, 0
        self.file: Shown | None = None
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._ask)

    def show_file(self, file: Shown | None, page: int = 0) -> None:
        same = file is not None and self.file is not None and self.file.key == file.key
        self.file, self.page = file, page
        self.pages = file.pages if file is not None else 0
        if not same:
            self.say("")
        self._soon.start()

    def turn(self, step: int) -> None:
        """Show another page of the same file."""
        if self.file is not None and 0 <= self.page + step < max(self.pages, 1):
            self.show_file(self.file, self.page + step)

    def _ask(self) -> None:
        file, book = self.file, self.workspace.book
        if file is None or book is None:
            self.say("")
        elif file.fault or file.media not in SHOWN:
            self.say(told_wrong(file.fault) if file.fault else text(MEDIA[file.media]))
        else:
            folder: Path = book.folder
            ask = partial(page_of, folder, file.file.sha256, file.media, self.edge, self.page)
            self.workspace.ask(ask, partial(self._came, file.key, self.page))

    def _came(self, key: str, page: int, looked: Looked) -> None:
        if self.file is None or self.file.key != key or self.page != page:
            return
        self.pages = looked.pages or self.pages
        if looked.picture:
            self.show_picture(looked.picture)
        else:
            unknown = _("This file cannot be shown here. Open it outside.")
            self.say(told_wrong(looked.fault) if looked.fault else unknown)


class EvidenceBox(QDialog):
    """A file over the window: page up and down turn pages, + and − enlarge, Esc closes."""

    def __init__(self, workspace: Workspace, file: Shown, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.workspace, self.file = workspace, file
        self.setWindowTitle(file.name)
        self.picture = FilePicture(workspace, LARGE)
        self.where = QLabel()
        self.where.setProperty("tone", "muted")
        self.outside, self.close_it = QPushButton(_("Open outside")), QPushButton(_("Close"))
        foot = QHBoxLayout()
        foot.addWidget(self.where, 1)
        for button in (self.outside, self.close_it):
            button.setAutoDefault(False)
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.addWidget(self.picture, 1)
        column.addLayout(foot)
        self.outside.clicked.connect(partial(open_outside, workspace, file.key))
        self.close_it.clicked.connect(self.accept)
        calls: dict[str, Any] = {
            "PgDown": partial(self._turn, 1), "PgUp": partial(self._turn, -1), "+": partial(self.picture.zoom, STEP),
            "=": partial(self.picture.zoom, STEP), "-": partial(self.picture.zoom, 1 / STEP),
            "0": partial(self.picture.zoom, 0),
        }  # fmt: skip
        for key, call in calls.items():
            QShortcut(QKeySequence(key), self, call)
        if parent is not None:
            self.resize(parent.size() * 0.9)

    def start(self) -> None:
        _open.add(self)
        self.finished.connect(self._finished)
        self.picture.show_file(self.file)
        self._tell()
        self.open()
        self.close_it.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QPushButton):
            self.focusWidget().click()  # type: ignore[attr-defined]
        else:
            super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        self.picture.turn(step)
        self._tell()

    def _tell(self) -> None:
        pages = max(self.picture.pages, 1)
        told = _("Page {page} of {pages}").format(page=self.picture.page + 1, pages=pages) if pages > 1 else ""
        self.where.setText("   ".join(part for part in (self.file.name, told) if part))

    def _finished(self, _result: int) -> None:
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        _open.discard(self)
        self.deleteLater()
