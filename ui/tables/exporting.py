"""A list as a workbook: what is filtered, in the order and with the columns shown, every column in its own kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from models.language import N_, _, text
from models.store.listing import Listing, Question
from models.work import Progress, Work
from ui.workspace import Workspace

AT_ONCE = 2000


def ask_and_export(
    workspace: Workspace, listing: Listing, question: Question, shown: Sequence[str], parent: QWidget
) -> QFileDialog:
    """Ask where to, then write these columns with progress; the message bar says where the file is."""
    name = f"{text(listing.title)} {question.as_of.isoformat()}.xlsx"
    dialog = QFileDialog(parent, _("Export"), str(Path.home() / name), _("Workbook (*.xlsx)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(name)
    dialog.fileSelected.connect(partial(export, workspace, listing, question, shown))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def export(workspace: Workspace, listing: Listing, question: Question, shown: Sequence[str], target: str) -> None:
    """Write everything the question asks for to this file."""
    book = workspace.book
    if book is not None:
        work = partial(_written, book, listing, question, shown, Path(target))
        title = _("Export {list}").format(list=text(listing.title))
        workspace.run(work, title, partial(_told, workspace), writes=False)


def _written(book: Any, listing: Listing, question: Question, shown: Sequence[str], target: Path) -> Work[Path]:
    from reports.listing_sheet import sheet_of
    from reports.workbook import write

    with book.read() as session:
        sheet, rows = sheet_of(session, listing, question, shown), []
        for row in sheet.rows:
            rows.append(row)
            if len(rows) % AT_ONCE == 0:
                yield Progress(len(rows), 0, N_("reading rows"))
    yield Progress(len(rows), len(rows), N_("writing the workbook"))
    write(target, [replace(sheet, rows=rows)])
    return target


def _told(workspace: Workspace, target: Path) -> None:
    workspace.tell(_("Exported: {file}").format(file=str(target)))
