"""Beside the files: the current one in large, what it claims, what it may belong to, what it is linked to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.evidence import KINDS
from models.evidence.kinds import FLAGS, IN_FLAGS, told_wrong, wrong_with
from models.evidence.linking import NOUNS
from models.evidence.record import in_words
from models.evidence.suggesting import Suggestion
from models.language import _, text
from models.media import MEDIA
from ui import theme
from ui.drawings.wrapping import Wrapping
from ui.pages.evidence_view import FilePicture
from ui.pages.evidence_work import Shown
from ui.pages.exchange_work import size_in_words
from ui.workspace import Workspace

_KEY = Qt.ItemDataRole.UserRole


class FileSide(QWidget):
    """``chosen`` tells the suggestion to link to; ``unlinked`` the link to take away."""

    chosen = Signal(object)
    unlinked = Signal(str)
    link_wanted = Signal()
    register_wanted = Signal()
    form_wanted = Signal()
    outside_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: Shown | None = None
        self.picture = FilePicture(workspace)
        self.name, self.facts, self.fault = QLabel(), QLabel(), QLabel()
        self.offered, self.linked = QLabel(), QLabel()
        self.offers, self.links = QListWidget(), QListWidget()
        self.link, self.letter, self.form, self.outside = (QPushButton() for _place in range(4))
        self._lay_out()
        self.link.clicked.connect(self.link_wanted)
        self.letter.clicked.connect(self.register_wanted)
        self.form.clicked.connect(self.form_wanted)
        self.outside.clicked.connect(self.outside_wanted)
        self.offers.itemActivated.connect(self._offer_chosen)
        self.links.installEventFilter(self)
        self.retranslate()
        self.show_file(None)

    def _lay_out(self) -> None:
        self.setMinimumWidth(300)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.addWidget(self.picture, 1)
        for label, role in ((self.name, "heading"), (self.facts, "small"), (self.fault, "small")):
            label.setProperty("role", role)
            label.setWordWrap(True)
            column.addWidget(label)
        theme.mark(self.fault, "tone", "warning")
        for label, many, rows in ((self.offered, self.offers, 5), (self.linked, self.links, 2)):
            label.setProperty("tone", "muted")
            many.setMaximumHeight(rows * theme.look().row + 8)
            many.setTextElideMode(Qt.TextElideMode.ElideMiddle)
            column.addWidget(label)
            column.addWidget(many)
        deeds = QWidget()
        foot = Wrapping(deeds, 8, 6)
        for button in (self.link, self.letter, self.form, self.outside):
            foot.addWidget(button)
        column.addWidget(deeds)

    def retranslate(self) -> None:
        self.offered.setText(_("May belong to (press its number)"))
        self.linked.setText(_("Linked to (Delete takes a link away)"))
        self.offers.setAccessibleName(_("Suggestions"))
        self.links.setAccessibleName(_("Links"))
        self.link.setText(_("Link to…"))
        self.link.setToolTip("L")
        self.letter.setText(_("Register as letter"))
        self.letter.setToolTip("R")
        self.form.setText(_("Paper original"))
        self.form.setToolTip("E")
        self.outside.setText(_("Open outside"))
        self.outside.setToolTip("O")
        self.show_file(self.file)

    def show_file(self, file: Shown | None) -> None:
        self.file = file
        self.picture.show_file(file)
        self.name.setText(file.name if file else _("Choose a file to see it here."))
        self.facts.setText(facts_of(file) if file else "")
        self.fault.setText(fault_of(file) if file else "")
        self.fault.setVisible(bool(self.fault.text()))
        for button in (self.link, self.letter, self.form, self.outside):
            button.setEnabled(file is not None)
        self.offers.clear()
        self.links.clear()
        for place, one in enumerate(file.offers if file else (), 1):
            self.offers.addItem(_item(f"{place}  {offer_in_words(one)}", one))
        for link in file.links if file else ():
            noun = text(NOUNS.get(link.noun, link.noun))
            self.links.addItem(_item(f"{text(KINDS.get(link.kind, link.kind))} → {noun} {link.document}", link.id))
        for label, many in ((self.offered, self.offers), (self.linked, self.links)):
            label.setVisible(many.count() > 0)
            many.setVisible(many.count() > 0)
            many.setCurrentRow(0)

    def offer(self, place: int) -> Suggestion | None:
        """The suggestion of this number."""
        offers = self.file.offers if self.file else ()
        return offers[place - 1] if 0 < place <= len(offers) else None

    def _offer_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_KEY))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.links and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            item = self.links.currentItem()
            if event.key() == Qt.Key.Key_Delete and item is not None:
                self.unlinked.emit(item.data(_KEY))
                return True
        return super().eventFilter(watched, event)


def _item(words: str, kept: Any) -> QListWidgetItem:
    made = QListWidgetItem(words)
    made.setToolTip(words)
    made.setData(_KEY, kept)
    return made


def offer_in_words(one: Suggestion) -> str:
    """``计价单 JJ-05（文件名含编号）``, with the contract where it is not the record itself."""
    noun = text(NOUNS.get(one.noun, one.noun))
    contract = f" · {one.contract}" if one.contract and one.contract != one.name else ""
    name = f" {one.name}" if one.name else ""
    return f"{noun} {one.document}{name}{contract} ({text(one.reason)})"


def facts_of(file: Shown) -> str:
    """What kind of file it is, how large, what it claims, who brought it."""
    row = file.file
    told = [text(MEDIA[row.media]), size_in_words(row.size)]
    if row.pages > 1:
        told.append(_("{count} pages").format(count=row.pages))
    if row.claimed_at:
        told.append(_("says {when}").format(when=in_words(row.claimed_at)))
    if row.claimed_place:
        told.append(_("says it was at {place}").format(place=row.claimed_place))
    told.append(_("added {when} by {who}").format(when=in_words(row.added_at), who=row.added_by))
    return " · ".join(told)


def fault_of(file: Shown) -> str:
    """What is wrong with it and what to do, and what else it carries."""
    wrong = wrong_with(file.fault, file.file.flags)
    flags = [text(FLAGS[flag]) for flag in file.file.flags.split() if flag not in IN_FLAGS]
    return " · ".join((*([told_wrong(wrong)] if wrong else []), *flags))
