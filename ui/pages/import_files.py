"""Which files the import takes: workbooks, and tables of plain text as other programs save them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from models.language import _

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt", ".tsv")


def kinds() -> str:
    """What is offered where a file is chosen."""
    return _("Workbooks ({endings})").format(endings=" ".join(f"*{ending}" for ending in ENDINGS))


def dropped(event: QDropEvent) -> Path | None:
    """The one workbook that is dragged; anything else is not taken."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in ENDINGS else None
