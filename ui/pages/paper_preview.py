"""The very PDF of a paper, page by page: zoom, page, find, print."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMargins, QModelIndex, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from models.language import N_, _, text
from ui import theme
from ui.icons import Icon

STEP = 1.2
LEAST, MOST, READABLE = 0.25, 5.0, 1.2


class PaperPreview(QWidget):
    """Shows PDF bytes; while there is no paper, ``say`` tells why."""

    turned = Signal()
    """Another paper is shown, or none any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = b""
        self._source = QBuffer(self)
        self.document = QPdfDocument(self)
        self.found = QPdfSearchModel(self)
        self.found.setDocument(self.document)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._fits = True
        self.view.setDocument(self.document)
        self.view.setSearchModel(self.found)
        self.view.setFrameShape(QPdfView.Shape.NoFrame)
        self.view.setDocumentMargins(QMargins(12, 12, 12, 12))
        self.view.viewport().installEventFilter(self)
        self.says = QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter)
        self.says.setWordWrap(True)
        self.says.setMargin(32)
        self.says.setProperty("tone", "muted")
        self._make_tools()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.say("")

    # What the page says

    def show_pdf(self, content: bytes) -> None:
        """Show this paper where the one before was looked at."""
        if content != self.content:
            place = self.view.verticalScrollBar().value()
            self._source.close()
            self.document.close()
            self.content = content
            self._source.setData(QByteArray(content))
            self._source.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._source)
            if self._fits:
                self.fit()
            self.view.verticalScrollBar().setValue(place)
        self._stack.setCurrentWidget(self.view)
        self._tell_page()
        self.turned.emit()

    def say(self, sentence: str, tone: str = "muted") -> None:
        """There is no paper to show, because of this."""
        self.content = b""
        self.document.close()
        self.says.setText(sentence)
        theme.mark(self.says, "tone", tone)
        self._stack.setCurrentWidget(self.says)
        self._tell_page()
        self.turned.emit()

    @property
    def pages(self) -> int:
        return self.document.pageCount() if self.content else 0

    def go_to(self, page: int) -> None:
        """Show this page, counted from 0."""
        if 0 <= page < self.pages:
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller; ``1`` is the real size on paper."""
        self._fits = False
        self.view.setZoomFactor(min(max(self.factor() * factor, LEAST), MOST))
        self._tell_page()

    def fit(self) -> None:
        """The whole width of the paper, from now on; on a wide screen not much larger than it is."""
        self._fits = True
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        wide = self.document.pagePointSize(0).width() * self.logicalDpiX() / 72 if self.pages else 0
        if wide > 0:
            self.view.setZoomFactor(min(max(room / wide, LEAST), READABLE))
        self._tell_page()

    def factor(self) -> float:
        """How large the paper is shown now; 1 is its real size."""
        return self.view.zoomFactor()

    def find_next(self, step: int = 1) -> None:
        """Go to the next place where the words stand; round and round."""
        count = self.found.rowCount(QModelIndex())
        if not count:
            return
        place = (self.view.currentSearchResultIndex() + step) % count
        self.view.setCurrentSearchResultIndex(place)
        link = self.found.resultAtIndex(place)
        self.view.pageNavigator().jump(link.page(), link.location(), 0)
        self._tell_found()

    def retranslate(self) -> None:
        colours = self.view.palette()
        colours.setColor(QPalette.ColorRole.Dark, theme.colour("line"))
        self.view.setPalette(colours)
        self.view.setAccessibleName(_("The paper"))
        self.words.setPlaceholderText(_("Find in the paper"))
        self.words.setAccessibleName(_("Find in the paper"))
        for button, told in self._tools:
            words = text(told)
            button.setToolTip(words)
            button.setAccessibleName(words)

    # Building

    def _make_tools(self) -> None:
        self.smaller, self.larger, self.whole = QToolButton(), QToolButton(), QToolButton()
        self.before, self.after = QToolButton(), QToolButton()
        self._tools = (
            (self.smaller, N_("Smaller (Ctrl+-)")),
            (self.larger, N_("Larger (Ctrl++)")),
            (self.whole, N_("Fit the width (Ctrl+0)")),
            (self.before, N_("Page before")),
            (self.after, N_("Next page")),
        )
        pictures = (Icon.ZOOM_OUT, Icon.ZOOM_IN, Icon.ZOOM_SCAN, Icon.CHEVRON_LEFT, Icon.CHEVRON_RIGHT)
        for (button, _told), picture in zip(self._tools, pictures, strict=True):
            button.setIcon(theme.icon(picture))
        self.size_told, self.page_told, self.found_told = QLabel(), QLabel(), QLabel()
        for label in (self.size_told, self.page_told, self.found_told):
            label.setProperty("tone", "muted")
        self.words = QLineEdit()
        self.words.setMaximumWidth(180)
        self.words.setClearButtonEnabled(True)

    def _lay_out(self) -> None:
        self.bar = QWidget()
        line = QHBoxLayout(self.bar)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(4)
        for part in (self.before, self.page_told, self.after):
            line.addWidget(part)
        line.addSpacing(12)
        for part in (self.smaller, self.size_told, self.larger, self.whole):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self.found_told)
        line.addWidget(self.words)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._stack, 1)
        # what is shown before it stands here would be a window of its own
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.says)

    def _connect(self) -> None:
        self.smaller.clicked.connect(partial(self.zoom_by, 1 / STEP))
        self.larger.clicked.connect(partial(self.zoom_by, STEP))
        self.whole.clicked.connect(self.fit)
        self.before.clicked.connect(partial(self._turn, -1))
        self.after.clicked.connect(partial(self._turn, 1))
        self.view.pageNavigator().currentPageChanged.connect(self._tell_page)
        self.words.textChanged.connect(self._look_for)
        self.words.returnPressed.connect(self.find_next)
        self.found.countChanged.connect(self._tell_found)
        keys: dict[str, Any] = {
            "Ctrl++": partial(self.zoom_by, STEP),
            "Ctrl+=": partial(self.zoom_by, STEP),
            "Ctrl+-": partial(self.zoom_by, 1 / STEP),
            "Ctrl+0": self.fit,
            "Ctrl+F": self.words.setFocus,
            "F3": self.find_next,
            "Shift+F3": partial(self.find_next, -1),
        }
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # What happened

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return True
        if event.type() is QEvent.Type.Resize and self._fits:
            self.fit()
        return super().eventFilter(watched, event)

    def _turn(self, step: int) -> None:
        self.go_to(self.view.pageNavigator().currentPage() + step)

    def _look_for(self, words: str) -> None:
        self.view.setCurrentSearchResultIndex(-1)
        self.found.setSearchString(words.strip())
        self._tell_found()

    def _tell_found(self) -> None:
        words, count = self.words.text().strip(), self.found.rowCount(QModelIndex())
        place = self.view.currentSearchResultIndex() + 1
        told = _("{place} of {count} found").format(place=place, count=count) if count else _("Not found")
        self.found_told.setText(told if words else "")

    def _tell_page(self, _page: int = 0) -> None:
        page = self.view.pageNavigator().currentPage()
        self.page_told.setText(f"{page + 1 if self.pages else 0} / {self.pages}")
        self.size_told.setText(f"{self.factor() * 100:.0f} %" if self.pages else "")
        self.before.setEnabled(page > 0)
        self.after.setEnabled(page + 1 < self.pages)
        for part in (self.smaller, self.larger, self.whole, self.words):
            part.setEnabled(self.pages > 0)
