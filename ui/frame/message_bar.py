"""The bar below: what happened with its way back, how far a long work is, what is selected, which book this is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QSizePolicy, QWidget

from models.language import _, text
from ui import theme
from ui.kept_typing import kept_words
from ui.workspace import Workspace

if TYPE_CHECKING:
    from models.work import Progress


class MessageBar(QFrame):
    """Never a message box: the last message stays here until the next one."""

    resumed = Signal(object)
    """Kept typing (an ``Unfinished``) that the person wants to go on with."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._kept: list[Any] = []
        self.setProperty("role", "messagebar")
        self.told = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.told.setMinimumWidth(20)
        self.told.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.undo, self.cancel, self.drafts, self.unit = _link(), _link(), _link(), _link()
        self.doing, self.selection, self.book = QLabel(), QLabel(), QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(160)
        self._lay_out()
        self._connect()
        self._show_progress("", None)
        self.undo.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(10)
        for label in (self.selection, self.doing, self.book):
            label.setProperty("tone", "muted")
        line.addWidget(self.told)
        line.addWidget(self.undo)
        line.addStretch(1)
        for part in (self.doing, self.bar, self.cancel, self.selection, self.unit, self.drafts, self.book):
            line.addWidget(part)
        self.fit()

    def _connect(self) -> None:
        workspace = self._workspace
        workspace.message.connect(self.tell)
        workspace.progress.connect(self._show_progress)
        workspace.selection_told.connect(self.selection.setText)
        workspace.typing.listed.connect(self._show_kept)
        workspace.book_changed.connect(self.retranslate)
        workspace.unit_changed.connect(self.retranslate)
        self.undo.clicked.connect(self._undo)
        self.cancel.clicked.connect(workspace.cancel)
        self.unit.clicked.connect(self.turn_unit)
        self.drafts.clicked.connect(self._offer_kept)

    def fit(self) -> None:
        self.setFixedHeight(theme.look().row)

    def retranslate(self, _why: Any = None) -> None:
        self.undo.setText(_("Undo"))
        self.cancel.setText(_("Cancel"))
        unit = _("10,000 yuan") if self._workspace.in_wan else _("Yuan")
        self.unit.setText(_("Unit: {unit}").format(unit=unit) + "  Ctrl+U")
        self.unit.setToolTip(_("Show amounts in yuan or in 10,000 yuan (Ctrl+U); papers are always in yuan"))
        book = self._workspace.book
        self.book.setText(_("Book: {name}").format(name=self._workspace.book_name) if book else "")
        self.book.setToolTip(str(book.folder) if book else "")
        self._show_kept(self._kept)

    def tell(self, sentence: str, undoable: bool = False) -> None:
        """Show this until the next message; ``undoable`` offers the way back.

        Of several lines the first is shown, all of them where the message is pointed at.
        """
        self.told.setText(sentence.partition("\n")[0])
        self.told.setToolTip(sentence)
        self.told.setAccessibleDescription(sentence)
        self.undo.setVisible(undoable)

    def turn_unit(self) -> None:
        self._workspace.show_in_wan(not self._workspace.in_wan)

    def _undo(self) -> None:
        self.undo.hide()
        self._workspace.undo()

    def _show_progress(self, title: str, progress: Progress | None) -> None:
        running = progress is not None
        for part in (self.doing, self.bar, self.cancel):
            part.setVisible(running)
        if progress is not None:
            self.doing.setText(_told(title, progress))
            self.bar.setMaximum(progress.total)
            self.bar.setValue(progress.done)

    def _show_kept(self, kept: list[Any]) -> None:
        self._kept = kept
        self.drafts.setVisible(bool(kept))
        self.drafts.setText(_("Unfinished drafts: {count}").format(count=len(kept)))

    def kept_menu(self) -> QMenu:
        """The drafts that can be gone on with, and thrown away."""
        menu = QMenu(self)
        for one in self._kept:
            menu.addAction(" · ".join(kept_words(one)), partial(self.resumed.emit, one))
        menu.addSeparator()
        away = menu.addMenu(_("Throw away"))
        for one in self._kept:
            away.addAction(" · ".join(kept_words(one)), partial(self._workspace.typing.drop, one.key))
        return menu

    def _offer_kept(self) -> None:
        menu = self.kept_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.drafts.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _link() -> QPushButton:
    """A click leaves the keyboard where it is: a link is gone once it was followed."""
    button = QPushButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setProperty("role", "link")
    return button


def _told(title: str, progress: Progress) -> str:
    """What is done and how far it is, each said once."""
    doing = text(progress.doing)
    told = f"{title} · {doing}" if doing and doing != title else title
    return f"{told} {progress.done:,}/{progress.total:,}" if progress.total else told
