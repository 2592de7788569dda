"""The paper clip of every form: the files linked to its record, one chip each, and the way in for more."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from models import evidence
from models.evidence import KINDS, EvidenceFile, LinkDraft
from models.evidence.linking import NOUNS
from models.language import _, text
from models.store.listing import Listing
from ui import theme
from ui.drawings.wrapping import Wrapping
from ui.icons import Icon
from ui.pages.evidence_intake import Intake
from ui.pages.evidence_view import EvidenceBox
from ui.pages.evidence_work import open_outside, shown, take_away
from ui.pages.own_values import OwnButton
from ui.pages.reason_box import ReasonBox
from ui.workspace import Workspace

LONG = 26
"""So many letters of a file's name stand on its chip."""
_TABLES = {"evidence_links", "evidence_files"}


class EvidenceStrip(Intake, QWidget):
    """Files of one record: seen, added by button, paste or drop, opened, taken away; the same for every noun.

    ``own`` is the list whose own columns are asked for here, where the page is no form that has them.
    """

    def __init__(
        self, workspace: Workspace, noun: str, key: str, parent: QWidget | None = None, own: Listing | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace, self.noun, self.key = workspace, noun, key
        self.title, self.add, self.paste = QLabel(), QPushButton(), QPushButton()
        self.picture = QLabel()
        self.picture.setPixmap(theme.icon(Icon.PAPERCLIP).pixmap(theme.look().icon))
        self.own = OwnButton(workspace, own) if own else None
        self.chips: list[QToolButton] = []
        chips = QWidget()
        self._chips = Wrapping(chips, 6, 4)
        line = QHBoxLayout()
        for widget in (self.picture, self.title):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(chips, 1)
        for button in (*([self.own] if self.own else []), self.paste, self.add):
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 16, 6)
        column.addLayout(line)
        self.add.clicked.connect(self.choose_files)
        self.paste.clicked.connect(self.paste_it)
        workspace.changed.connect(self._changed)
        self.setAcceptDrops(True)
        self.retranslate()
        self.look()

    def retranslate(self) -> None:
        self.title.setText(_("Attachments"))
        self.add.setText(_("Add files"))
        self.paste.setText(_("Paste"))

    def link_of_new(self) -> LinkDraft | None:
        return LinkDraft("", self.noun, self.key)

    def of(self, key: str) -> None:
        """Show the files of another record; one that is not kept yet has none."""
        before, self.key = self.key, key
        self.setVisible(bool(key))
        if self.own:
            self.own.of(key)
        if key != before:
            self.look()

    def look(self) -> None:
        """Ask which files are linked."""
        if self.key and self.workspace.book is not None:
            self.workspace.ask(partial(_linked, self.key), self._came)

    def _changed(self, touched: dict[str, Any]) -> None:
        if _TABLES & touched.keys():
            self.look()

    def _came(self, found: list[tuple[str, str, str, str]]) -> None:
        for chip in self.chips:
            self._chips.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for link, file, name, kind in found:
            chip = QToolButton()
            chip.setProperty("role", "button")
            chip.setText(name if len(name) <= LONG else f"{name[: LONG - 9]}…{name[-8:]}")
            chip.setToolTip(f"{text(KINDS.get(kind, kind))}: {name}")
            chip.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
            chip.setMenu(self._menu(chip, link, file))
            chip.clicked.connect(partial(self._open, file))
            self._chips.addWidget(chip)
            self.chips.append(chip)
            chip.show()
        count = len(found)
        self.title.setText(f"{_('Attachments')} {count}" if count else _("Attachments"))
        self.updateGeometry()

    def _menu(self, chip: QToolButton, link: str, file: str) -> QMenu:
        menu = QMenu(chip)
        deeds = {
            _("Open"): partial(self._open, file),
            _("Open outside"): partial(open_outside, self.workspace, file),
            _("Take the link away…"): partial(self._unlink, chip, link),
        }
        for title, call in deeds.items():
            action = QAction(title, menu)
            action.triggered.connect(call)
            menu.addAction(action)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down on a chip offers what can be done with it."""
        chip = self.focusWidget()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Menu) and isinstance(chip, QToolButton):
            chip.showMenu()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(chip, QToolButton):
            chip.click()
        else:
            super().keyPressEvent(event)

    def _open(self, file: str, _checked: bool = False) -> None:
        self.workspace.ask(partial(shown, file, ""), self._opened)

    def _opened(self, file: Any) -> None:
        EvidenceBox(self.workspace, file, self.window()).start()

    def _unlink(self, chip: QWidget, link: str, _checked: bool = False) -> None:
        box = ReasonBox(1, self)
        box.given.connect(partial(self._unlinked, link))
        box.open_under(chip)

    def _unlinked(self, link: str, reason: str) -> None:
        self.workspace.act(evidence.UNLINK, partial(take_away, link), reason, reason=reason)


def strip_of(workspace: Workspace, noun: str, key: str) -> EvidenceStrip | None:
    """The strip of a record that is in the book already, where its kind can be proven."""
    return EvidenceStrip(workspace, noun, key) if key and noun in NOUNS else None


def _linked(record: str, session: Any) -> list[tuple[str, str, str, str]]:
    """Link, file, name and kind of paper."""
    found = []
    for one in evidence.links_of(session, record=record):
        row = session.get_one(EvidenceFile, one.file_id)
        found.append((one.id, row.id, row.title or row.name, one.kind))
    return found
