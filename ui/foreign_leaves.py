"""Pages of foreign PDF files as pictures, drawn in a process of their own: a broken file ends that, not the window."""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Callable
from typing import Any

from reports.reading.looked import Looked
from reports.reading.reader import GLANCE, Reader, own_command

QUALITY = 88
WORD = "_leaf"
"""The hidden command of the process."""


def serve_leaves() -> int:
    """Answer as the reader of foreign files does; only this process loads the library that draws PDF."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from reports.reading.serving import serve

    app = QGuiApplication([])
    serve(kinds={"evidence": send_leaf}, reserving=True)
    del app
    return 0


def send_leaf(asked: dict[str, Any], send: Callable[[str], None]) -> None:
    """One line: how many pages there are, and the wanted one as a JPEG of at most ``edge`` dots."""
    send(json.dumps(_leaf(asked["path"], asked["edge"], asked["page"]).plain()))


def _leaf(path: str, edge: int, page: int) -> Looked:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument()
    failed = document.load(path)
    if failed is not QPdfDocument.Error.None_:
        locked = failed in (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
        return Looked(fault="encrypted" if locked else "damaged")
    count = document.pageCount()
    page = min(max(page, 0), count - 1)
    size = document.pagePointSize(page).toSize().scaled(edge, edge, Qt.AspectRatioMode.KeepAspectRatio)
    drawn = document.render(page, size)
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    content = QByteArray()
    into = QBuffer(content)
    into.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet.save(into, "JPEG", QUALITY)  # type: ignore[call-overload]
    return Looked(pages=count, width=size.width(), height=size.height(), picture=bytes(content.data()))


LEAVES = Reader(own_command(WORD), longest=GLANCE)
"""The process that draws foreign PDF pages for this window."""
atexit.register(LEAVES.close)
