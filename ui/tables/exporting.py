"""A list as a workbook: what is filtered, in the order shown, every column in its own kind."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from models.language import N_, _, text
from models.store.listing import Listing, Question, Row
from models.work import Progress, Work
from ui.workspace import Workspace

AT_ONCE = 2000


def ask_and_export(workspace: Workspace, listing: Listing, question: Question, parent: QWidget) -> QFileDialog:
    """Ask where to, then write with progress; the message bar says where it is."""
    name = f"{text(listing.title)} {question.as_of.isoformat()}.xlsx"
    dialog = QFileDialog(parent, _("Export"), str(Path.home() / name), _("Workbook (*.xlsx)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.selectFile(name)
    dialog.fileSelected.connect(partial(export, workspace, listing, question))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def export(workspace: Workspace, listing: Listing, question: Question, target: str) -> None:
    """Write everything the question asks for to this file."""
    book = workspace.book
    if book is not None:
        work = partial(_written, book, listing, question, Path(target))
        title = _("Export {list}").format(list=text(listing.title))
        workspace.run(work, title, partial(_told, workspace), writes=False)


def _written(book: Any, listing: Listing, question: Question, target: Path) -> Work[Path]:
    from reports.workbook import Field, Sheet, write

    with book.read() as session:
        rows: list[Row] = []
        keys = listing.keys(session, question)
        for start in range(0, len(keys), AT_ONCE):
            rows += listing.rows(session, question, keys[start : start + AT_ONCE])
            yield Progress(len(rows), len(keys), N_("reading rows"))
    fields = tuple(Field(text(one.caption), one.kind, one.width, one.total, one.places) for one in listing.columns)
    yield Progress(len(keys), len(keys), N_("writing the workbook"))
    told = (tuple(map(_worded, listing.columns, row[1:])) for row in rows)
    write(target, [Sheet(text(listing.title), fields, told)])
    return target


def _worded(column: Any, value: Any) -> Any:
    return text(column.choices.get(value, value)) if column.kind == "choice" and value else value


def _told(workspace: Workspace, target: Path) -> None:
    workspace.tell(_("Exported: {file}").format(file=str(target)))
