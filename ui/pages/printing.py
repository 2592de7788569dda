"""A paper to the printer: its pages as pictures, so that what is printed is what was seen."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from models.language import _, ngettext
from ui.workspace import Workspace

SHARP = 300
"""Dots an inch: letters of 7 points stay crisp, and a page stays under 40 MB."""


def ask_and_print(workspace: Workspace, parent: QWidget, name: str, content: bytes) -> None:
    """Choose a printer and print; where there is none, the paper opens in the system's own viewer."""
    if not QPrinterInfo.availablePrinterNames():
        open_outside(workspace, name, content)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setResolution(SHARP)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(partial(_chosen, workspace, printer, content))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def open_outside(workspace: Workspace, name: str, content: bytes) -> Path:
    """Hand a copy to the program that shows PDF files on this computer; it can print."""
    path = Path(tempfile.mkdtemp(prefix="qingshou-")) / f"{name}.pdf"
    path.write_bytes(content)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        workspace.tell(_("No printer is set up here; the paper was opened in another program."))
    else:
        workspace.tell(_("No printer is set up here. Save the paper as PDF and print it elsewhere."))
    return path


def print_on(printer: QPrinter, content: bytes) -> int:
    """Print the pages the person asked for, each as large as the sheet allows; returns how many."""
    source, document = QBuffer(), QPdfDocument()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(source)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or document.pageCount(), document.pageCount())
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number, page in enumerate(range(first - 1, last)):
        if number:
            printer.newPage()
        _paint(painter, document, page)
    painter.end()
    return max(last - first + 1, 0)


def _paint(painter: QPainter, document: QPdfDocument, page: int) -> None:
    sheet = painter.viewport()
    size = document.pagePointSize(page).toSize().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = QRect(0, 0, sheet.width(), sheet.height()).center() - QRect(0, 0, size.width(), size.height()).center()
    painter.drawImage(QRect(corner, size), document.render(page, size))


def _chosen(workspace: Workspace, printer: QPrinter, content: bytes) -> None:
    count = print_on(printer, content)
    workspace.tell(
        ngettext("Sent to the printer: {count} page", "Sent to the printer: {count} pages", count).format(count=count)
    )
