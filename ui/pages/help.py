"""The manual: offline, in the reader's language, opened with F1 at the page for the screen one came from."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from models.language import _, current
from resources import path
from ui import theme
from ui.pages import PAGES
from ui.pages.page import PageWidget
from ui.workspace import Workspace

TOPICS = (
    *("start", "home", "contracts", "valuation", "receipts", "invoices", "receivables", "letters", "confirmations"),
    *("deadlines", "evidence", "collecting"),
    *("parties", "import", "book", "settings", "keys", "glossary"),
)
"""The pages of the manual: ``resources/help/<language>/<topic>.md``; the first line of each is its title."""
OTHERS = {"history": "book", "exchange": "book", "opening": "contracts", "agreements": "contracts", "help": "start",
          "replies": "confirmations", "statement_calendar": "confirmations"}  # fmt: skip
"""Pages and places whose help stands under another name."""
WIDEST = 860
NAME = Qt.ItemDataRole.UserRole


def topic_of(page: str) -> str:
    """The page of the manual for a page of the window: of its own name, else of its place."""
    place = next((one.place for one in PAGES if one.name == page), page)
    for name in (page, OTHERS.get(page, ""), place, OTHERS.get(place, "")):
        if name in TOPICS:
            return name
    return TOPICS[0]


def words_of(topic: str, language: str) -> str:
    """The Markdown text of a topic."""
    return _read(path(f"help/{language}/{topic}.md"))


@cache
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def title_of(topic: str, language: str) -> str:
    return words_of(topic, language).partition("\n")[0].removeprefix("# ")


class Manual(QTextBrowser):
    """Shows Markdown with its pictures no wider than the page."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        picture = path(f"help/{QUrl(name).fileName()}")
        if kind != QTextDocument.ResourceType.ImageResource.value or not picture.is_file():
            return super().loadResource(kind, name)
        image = QImage(str(picture))
        room = min(self.viewport().width() - 48, WIDEST)
        sharp = self.devicePixelRatioF()
        if image.width() > room * sharp > 0:
            image = image.scaledToWidth(int(room * sharp), Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(sharp)
        return image


class HelpPage(PageWidget):
    """Contents at the left, narrowed by what is typed; the page at the right."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.topic = TOPICS[0]
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setProperty("role", "popup")
        self.manual = Manual()
        self.manual.setOpenLinks(False)
        self.manual.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._lay_out()
        self.words.textChanged.connect(self._narrow)
        self.words.returnPressed.connect(self.manual.setFocus)
        self.contents.currentItemChanged.connect(self._turned)
        self.manual.anchorClicked.connect(self._followed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, self.words.setFocus, context=inside)
        self.retranslate()

    def _lay_out(self) -> None:
        left = QWidget()
        left.setFixedWidth(220)
        under = QVBoxLayout(left)
        under.setContentsMargins(16, 12, 8, 12)
        under.addWidget(self.words)
        under.addWidget(self.contents, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(left)
        line.addWidget(self.manual, 1)

    def show_record(self, key: str) -> None:
        """Show the help of a page of the window, or a topic."""
        self.words.clear()
        self._show(key if key in TOPICS else topic_of(key))

    def show_root(self) -> None:
        self.show_record(TOPICS[0])

    @property
    def trail(self) -> list[str]:
        return [title_of(self.topic, current())]

    def retranslate(self) -> None:
        self.words.setPlaceholderText(_("Search the manual"))
        self.words.setAccessibleName(_("Search the manual"))
        self.contents.setAccessibleName(_("Contents"))
        self.manual.setAccessibleName(_("Manual"))
        self._narrow()
        self._show(self.topic)

    def titles(self) -> list[str]:
        """The topics that are offered."""
        return [self.contents.item(row).text() for row in range(self.contents.count())]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize() != QSize() and event.oldSize().width() != event.size().width():
            self._write()

    def _narrow(self, _words: str = "") -> None:
        """Offer the topics that have all the words."""
        wanted = self.words.text().lower().split()
        self.contents.blockSignals(True)
        self.contents.clear()
        for topic in TOPICS:
            if all(word in words_of(topic, current()).lower() for word in wanted):
                item = QListWidgetItem(title_of(topic, current()))
                item.setData(NAME, topic)
                self.contents.addItem(item)
        self.contents.blockSignals(False)
        self._mark()
        if wanted and self.contents.count() and self.contents.currentItem() is None:
            self.contents.setCurrentRow(0)
        self._find()

    def _find(self) -> None:
        words = self.words.text().split()
        self.manual.moveCursor(QTextCursor.MoveOperation.Start)
        if words:
            self.manual.find(words[0])

    def _mark(self) -> None:
        for row in range(self.contents.count()):
            if self.contents.item(row).data(NAME) == self.topic:
                self.contents.setCurrentRow(row)

    def _turned(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None and item.data(NAME) != self.topic:
            self._show(item.data(NAME))
            self._find()

    def _followed(self, link: QUrl) -> None:
        if link.path() in TOPICS:
            self._show(link.path())

    def _show(self, topic: str) -> None:
        self.topic = topic
        self._mark()
        self._write()
        self.trail_changed.emit(self.trail)

    def _write(self) -> None:
        document = self.manual.document()
        document.clear()
        document.setDocumentMargin(24)
        document.setDefaultFont(theme.font())
        document.setMarkdown(words_of(self.topic, current()), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress(document)
        self.manual.moveCursor(QTextCursor.MoveOperation.Start)
        self.manual.verticalScrollBar().setValue(0)


def _dress(document: QTextDocument) -> None:
    """Room between lines, headings a little larger, links in the accent colour, tables with fine rules."""
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        shape = QTextBlockFormat(block.blockFormat())
        level = shape.headingLevel()
        in_table = cursor.currentTable() is not None
        shape.setLineHeight(115 if in_table else 150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(16 if level == 2 else 0)
        shape.setBottomMargin(0 if in_table else 8)
        cursor.setBlockFormat(shape)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if level:
            cursor.setCharFormat(_heading(level))
        _colour_links(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame)


def _heading(level: int) -> QTextCharFormat:
    letters = QTextCharFormat()
    letters.setFont(theme.font(bold=True, step={1: 7, 2: 2}.get(level, 0)))
    letters.setForeground(theme.colour("strong"))
    return letters


def _colour_links(block: Any) -> None:
    found = block.begin()
    while not found.atEnd():
        fragment = found.fragment()
        if fragment.charFormat().isAnchor():
            cursor = QTextCursor(block)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            letters = QTextCharFormat()
            letters.setForeground(theme.colour("accent"))
            letters.setFontUnderline(False)
            cursor.mergeCharFormat(letters)
        found += 1


def _rule(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(theme.colour("line"))
    shape.setBorderCollapse(True)
    shape.setCellPadding(5)
    shape.setCellSpacing(0)
    shape.setBottomMargin(8)
    shape.setWidth(QTextLength(QTextLength.Type.VariableLength, 0))
    table.setFormat(shape)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        letters = cell.format()
        letters.setFontWeight(QFont.Weight.Bold)
        letters.setBackground(theme.colour("sunken"))
        cell.setFormat(letters)
