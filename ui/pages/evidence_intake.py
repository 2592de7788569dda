"""How files come in anywhere in the window: chosen, pasted, dropped, or a whole folder of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from models.evidence import LinkDraft
from models.language import _
from reports.reading.evidence import Given, files_in
from ui.pages.evidence_work import given_by, take
from ui.pages.save_box import ask_files, ask_folder
from ui.workspace import Workspace

if TYPE_CHECKING:

    class _Base(QWidget):
        """What the mixin is mixed into."""
else:
    _Base = object


class Intake(_Base):
    """Mixed into a widget: it takes files and links them to what ``link_of_new`` says."""

    workspace: Workspace

    def link_of_new(self) -> LinkDraft | None:
        """What files that come in here are linked to at once; None: they are sorted later."""
        return None

    def brought(self, taken: Any) -> None:
        """Files came in."""

    def choose_files(self) -> None:
        ask_files(self.workspace.state, self, _("Add files"), self._bring_files)

    def _bring_files(self, paths: list[Path]) -> None:
        self.bring([Given(path) for path in paths], "button")

    def choose_folder(self) -> None:
        ask_folder(self.workspace.state, self, _("Add every file of a folder"), self._bring_folder)

    def _bring_folder(self, folder: Path) -> None:
        self.bring([Given(path) for path in files_in([folder])], "folder")

    def paste_it(self) -> None:
        given = given_by(QGuiApplication.clipboard().mimeData())
        if given:
            self.bring(given, "paste")
        else:
            self.workspace.tell(_("There is neither a picture nor a file on the clipboard."))

    def bring(self, given: list[Given], source: str) -> None:
        """Take these files in."""
        take(self.workspace, given, source, self.link_of_new(), self.brought)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.bring(given_by(event.mimeData()), "drop")
