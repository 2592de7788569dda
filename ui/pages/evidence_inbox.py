"""The evidence inbox: a hundred photos come in at once, are looked at, and are linked with one key each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from models import evidence
from models.evidence import KINDS, LISTING, LinkDraft
from models.evidence.suggesting import Suggestion
from models.language import N_, _, text
from models.store.listing import Condition
from ui import theme
from ui.icons import Icon
from ui.pages.evidence_form import SPEC
from ui.pages.evidence_grid import FileGrid, Pictures, refill
from ui.pages.evidence_intake import Intake
from ui.pages.evidence_link_box import ask_link
from ui.pages.evidence_register import register
from ui.pages.evidence_side import FileSide
from ui.pages.evidence_view import EvidenceBox
from ui.pages.evidence_work import Shown, link_all, open_outside, shown, take_away, void_all
from ui.pages.page import PageWidget
from ui.pages.reason_box import ReasonBox
from ui.pages.record_box import RecordBox
from ui.tables.filter_bar import FilterBar
from ui.tables.model import ListingModel
from ui.workspace import Workspace

UNSORTED, ALL = "unsorted", "all"
WHICH = {UNSORTED: N_("To be sorted"), ALL: N_("All files")}


class EvidencePage(Intake, PageWidget):
    """Files in the middle, the current one at the right; ``scope`` narrows to a contract, and links new files to it."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace)
        self.scope = dict(scope or {})
        self.model = ListingModel(workspace, LISTING, self)
        self.model.ask(replace(self.model.question, scope=self.scope))
        self.pictures = Pictures(workspace, self)
        self.grid, self.side = FileGrid(self.model, self.pictures), FileSide(workspace)
        self.filters = FilterBar(LISTING, workspace.state, self)
        self.which, self.kind = QComboBox(), QComboBox()
        self.add, self.folder, self.paste = QPushButton(), QPushButton(), QPushButton()
        self.empty, self.says = QWidget(), QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._before, self._words = "", ""
        self._lay_out()
        self._connect()
        self.retranslate()
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        self.add.setProperty("role", "primary")
        self.add.setIcon(theme.icon(Icon.PLUS, "on_accent"))
        for one in (self.which, self.kind, self.paste, self.folder, self.add):
            self.filters.end.addWidget(one)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes(self.workspace.state.get("evidence.sizes", [760, 420]))
        self.splitter.setChildrenCollapsible(False)
        self.says.setWordWrap(True)
        self.says.setProperty("tone", "muted")
        inside = QVBoxLayout(self.empty)
        inside.addStretch(2)
        inside.addWidget(self.says)
        inside.addStretch(3)
        self._stack = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self.filters)
        column.addLayout(self._stack, 1)
        # what is shown before it stands on the page would be a window of its own, with the keyboard
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)

    def _connect(self) -> None:
        self.filters.filtered.connect(self._filtered)
        self.filters.left.connect(self.grid.setFocus)
        self.which.currentIndexChanged.connect(self._search)
        self.kind.currentIndexChanged.connect(self._search)
        self.model.settled.connect(self._settled)
        self.grid.current_changed.connect(self._show)
        self.grid.opened.connect(self.open_file)
        self.grid.voided.connect(self.void)
        self.grid.digit.connect(self._digit)
        self.side.chosen.connect(self.link_to)
        self.side.unlinked.connect(self._unlink)
        self.side.link_wanted.connect(self.ask_link)
        self.side.register_wanted.connect(self.register)
        self.side.form_wanted.connect(self.open_form)
        self.side.outside_wanted.connect(self._outside)
        self.splitter.splitterMoved.connect(self._keep_sizes)
        self.add.clicked.connect(self.begin_record)
        self.folder.clicked.connect(self.choose_folder)
        self.paste.clicked.connect(self.paste_it)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, call in {
            "Ctrl+N": self.begin_record,
            "Ctrl+V": self.paste_it,
            "Ctrl+F": self.filters.words.setFocus,
        }.items():
            QShortcut(QKeySequence(key), self, call, context=inside)
        deeds = {"L": self.ask_link, "R": self.register, "E": self.open_form, "O": self._outside}
        for key, call in deeds.items():
            QShortcut(QKeySequence(key), self.grid, call, context=inside)

    def retranslate(self) -> None:
        refill(self.which, WHICH, ALL if self.scope else UNSORTED)
        refill(self.kind, {"": N_("Every kind"), **KINDS}, "")
        self.which.setAccessibleName(_("Which files"))
        self.kind.setAccessibleName(_("Kind of paper"))
        self.add.setText(_("Add files"))
        self.add.setToolTip("Ctrl+N")
        self.folder.setText(_("Folder"))
        self.folder.setToolTip(_("Add every file of a folder"))
        self.paste.setText(_("Paste"))
        self.paste.setToolTip("Ctrl+V")
        self.grid.setAccessibleName(text(LISTING.title))
        self.filters.retranslate()
        self.side.retranslate()
        self._settled()

    # Which files are shown

    def show_record(self, key: str) -> None:
        """Show this file among all."""
        self.which.setCurrentIndex(self.which.findData(ALL))
        self.grid.await_row(key, 0)
        self.open_file(key)

    def show_filtered(self, conditions: tuple[Condition, ...]) -> None:
        self.which.setCurrentIndex(self.which.findData(ALL))
        self.filters.set("", conditions)

    def _filtered(self, words: str, _having: Any) -> None:
        self._words = words
        self._search()

    def _search(self, _place: int = 0) -> None:
        having = [*self.filters.having]
        if self.which.currentData() == UNSORTED:
            having.append(Condition("links", "is", 0))
        if self.kind.currentData():
            having.append(Condition("kind", "is", self.kind.currentData()))
        self.model.search(self._words, tuple(having))

    def _settled(self) -> None:
        nothing = self.model.is_settled and self.model.rowCount() == 0
        narrowed = not self.filters.is_empty or bool(self.kind.currentData())
        self._stack.setCurrentWidget(self.empty if nothing else self.splitter)
        sorted_out = _("Everything is sorted. Drop new files here, paste them, or choose them.")
        waits = self.which.currentData() == UNSORTED
        usual = sorted_out if waits else text(LISTING.empty)
        self.says.setText(_("Nothing matches this filter.") if narrowed else usual)
        if nothing:
            self.side.show_file(None)
            if self.isVisible() and self.grid.hasFocus():
                self.add.setFocus()
        elif self.model.is_settled:
            self._to_files()
            self._show(self.grid.current_key())

    def _to_files(self) -> None:
        """Once files are here, the keyboard goes to them, unless somebody is typing."""
        here = self.window().focusWidget()
        free = here in (None, self, self.filters.words, self.add)
        if self.isVisible() and free and self.model.rowCount() and not self._words:
            self.grid.setFocus()
        if not self.grid.current_key():
            self.grid.select_row(0)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._search()
        self.model.show_rows(True)

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.model.show_rows(False)

    def take_keyboard(self) -> None:
        """The files have the keyboard as soon as there are some."""
        super().take_keyboard()
        if self.model.is_settled:
            self._to_files()

    def _show(self, key: str) -> None:
        if not key:
            self.side.show_file(None)
        elif self.workspace.book is not None:
            self.workspace.ask(partial(shown, key, self._before), self._shown)

    def _shown(self, file: Shown) -> None:
        if file.key == self.grid.current_key():
            self.side.show_file(file)

    # What comes in

    begin_record = Intake.choose_files

    def link_of_new(self) -> LinkDraft | None:
        """In a contract's tab new files belong to the contract."""
        contract = self.scope.get("contract")
        return LinkDraft("", "contracts", contract) if contract else None

    def brought(self, taken: Any) -> None:
        if taken.added.files:
            self.grid.await_row(taken.added.files[0], 0)

    # What is done with them

    def _digit(self, place: int) -> None:
        offer = self.side.offer(place)
        if offer is not None:
            self.link_to(offer)
        else:
            self.workspace.tell(_("There is no suggestion {number} for this file.").format(number=place))

    def link_to(self, offer: Suggestion) -> None:
        """Link what is selected to a suggested record, and go to the next file."""
        keys = self.grid.selected_keys() or [self.grid.current_key()]
        self._go_on(keys)
        target = LinkDraft("", offer.noun, offer.record, offer.kind)
        self._before = offer.record
        self.workspace.act(evidence.LINK, partial(link_all, keys, target), None)

    def ask_link(self) -> None:
        if keys := self.grid.selected_keys():
            kind = self.side.file.offers[0].kind if self.side.file and self.side.file.offers else "other"
            ask_link(self.workspace, keys, kind, self, self._linked)

    def register(self) -> None:
        """The selected files are a letter that came in or went out."""
        if self.side.file and (keys := self.grid.selected_keys()):
            contract = self.scope.get("contract", "")
            register(self.workspace, keys, self.side.file, contract, self.window(), self._linked)

    def _linked(self, record: str) -> None:
        self._before = record
        self._go_on(self.grid.selected_keys())

    def _go_on(self, keys: list[str]) -> None:
        """Where to stand once these are linked: on the file after the last of them."""
        known = self.model.keys()
        last = max((known.index(key) for key in keys if key in known), default=0)
        after = known[last + 1] if last + 1 < len(known) else ""
        row = last + 1 - (len(keys) if self.which.currentData() == UNSORTED else 0)
        self.grid.await_row(after, max(row, 0))

    def _unlink(self, link: str) -> None:
        self._ask_why(1, self.side.linked, evidence.UNLINK, partial(take_away, link))

    def void(self, keys: list[str]) -> None:
        if keys:
            self._ask_why(len(keys), self.filters, evidence.VOIDED, partial(void_all, keys))

    def _ask_why(self, count: int, under: QWidget, command: Any, deed: Any) -> None:
        box = ReasonBox(count, self)
        box.given.connect(lambda reason: self.workspace.act(command, deed, reason, reason=reason))
        box.open_under(under)

    def open_file(self, key: str) -> None:
        self.workspace.ask(partial(shown, key, ""), self._opened)

    def _opened(self, file: Shown) -> None:
        EvidenceBox(self.workspace, file, self.window()).start()

    def open_form(self) -> None:
        if key := self.grid.current_key():
            self.workspace.ask(lambda session: evidence.draft_of(session, key), self._show_form)

    def _show_form(self, draft: Any) -> None:
        RecordBox(self.workspace, SPEC, draft, self.window(), self._form_closed).start()

    def _form_closed(self, _key: str) -> None:
        self._show(self.grid.current_key())

    def _outside(self) -> None:
        open_outside(self.workspace, self.grid.current_key())

    def _keep_sizes(self, *_where: int) -> None:
        self.workspace.state.put("evidence.sizes", self.splitter.sizes())
