"""One record in its form: saved with Ctrl+S, kept while it is typed, its problems beside the entries."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.drafts import entries
from models.language import _, text
from models.problems import Problem
from ui import theme
from ui.forms.form import Form
from ui.forms.picker import Picker
from ui.pages.evidence_strip import strip_of
from ui.pages.picking import sources
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.pages.list_spec import ListPageSpec


class FormPage(QWidget):
    """Edits one draft of a ``ListPageSpec``; a page crafted by hand overrides ``make_form``."""

    saved = Signal(str, bool)
    """The id of what was saved, and whether the next one is to be begun."""
    left = Signal()
    renamed = Signal()
    """It is called otherwise now: the name of the record it is known by has come."""

    def __init__(
        self,
        workspace: Workspace,
        spec: ListPageSpec,
        draft: Any,
        kept_as: str = "",
        fixed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.spec = spec
        self.key: str = getattr(draft, "id", "")
        self.kept_as = kept_as or f"{spec.name}/{self.key or 'new-' + uuid4().hex[:8]}"
        self.fixed = fixed
        self._seen = draft
        self._turns: Counter[Any] = Counter()
        self.form = self.make_form(draft)
        self.form.edited.connect(self._edited)
        self.form.told.connect(workspace.selection_told)
        self.form.pasted.connect(workspace.tell)
        self._by_hand = set(spec.proposes) if kept_as or getattr(draft, "corrects", "") else set()
        for name in spec.proposes:
            self.form.fields[name].editor.edited.connect(partial(self._by_hand.add, name))
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.back, self.save_next, self.save = QPushButton(), QPushButton(), QPushButton()
        self.save.setProperty("role", "primary")
        self.tools = QHBoxLayout()
        self.strip = strip_of(workspace, spec.listing.noun, self.key)
        self._lay_out()
        self._connect()
        if self.key and self._picker is not None:
            self._picker.called.connect(self._called)
        self.form.lock(fixed) if fixed else None
        self.retranslate()
        self._ask_advice(draft)

    def make_form(self, draft: Any) -> Form:
        """The form itself, with pickers for what it picks from."""
        picked = sources(self.workspace, self.spec.draft, self.spec.picks)
        return Form(self.spec.form or self.spec.draft, draft, picked)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addLayout(self.tools)
        for action in self.spec.actions if self.key else ():
            if action.most > 1:
                continue  # it takes several rows of a list
            self.tools.addWidget(self._action_button(action))
        foot = QWidget()
        foot.setProperty("role", "surface")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(8)
        line.addStretch(1)
        for button in (self.back, self.save_next, self.save):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.form, 1)
        if self.strip is not None:
            column.addWidget(self.strip)
            self.setAcceptDrops(True)
        column.addWidget(foot)
        self.save.setVisible(not self.fixed)
        self.save_next.setVisible(not self.fixed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.strip is not None:
            self.strip.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Wherever a file is dropped on the form, it belongs to the record."""
        if self.strip is not None:
            self.strip.dropEvent(event)

    def _action_button(self, action: Any) -> QPushButton:
        button = QPushButton(text(action.title))
        if action.icon:
            button.setIcon(theme.icon(action.icon))
        button.clicked.connect(partial(action.run, self.workspace, self.key))
        return button

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_it)
        self.save_next.clicked.connect(self.save_and_next)
        self.back.clicked.connect(self.leave)
        keys = {"Ctrl+S": self.save_it, "Ctrl+Shift+S": self.save_and_next, "Esc": self.leave}
        for key, call in keys.items():
            QShortcut(QKeySequence(key), self, call, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def retranslate(self) -> None:
        self.title.setText(self.name)
        self.back.setText(_("Back"))
        self.back.setToolTip("Esc")
        self.save.setText(_("Save"))
        self.save.setToolTip("Ctrl+S")
        self.save_next.setText(_("Save and next"))
        self.save_next.setToolTip("Ctrl+Shift+S")
        self.form.relabel()
        if self.strip is not None:
            self.strip.retranslate()

    @property
    def name(self) -> str:
        """What this record is called in the trail: its number or name, or "New receipt"."""
        if not self.key:
            return text(self.spec.new)
        naming = self._naming
        picker = self._picker
        named = picker.text() if picker is not None else str(getattr(self._seen, naming))
        return named or text(self.spec.listing.title)

    @property
    def _naming(self) -> str:
        """The entry a record is known by."""
        how = entries(self.spec.draft)
        return next((name for name, one in how.items() if one.key), next(iter(how)))

    @property
    def _picker(self) -> Picker | None:
        """What shows the record it is known by, where that is another record."""
        field = self.form.fields.get(self._naming)
        return field.editor if field is not None and isinstance(field.editor, Picker) else None

    def _called(self) -> None:
        self.title.setText(self.name)
        self.renamed.emit()

    def save_it(self) -> None:
        """Save and go back to the list."""
        self._save(False)

    def save_and_next(self) -> None:
        """Save and begin the next one."""
        self._save(True)

    def leave(self) -> None:
        """Go back; what was typed is kept and can be gone on with."""
        if not self.fixed and self.form.is_changed():
            self.workspace.typing.keep(self.kept_as, self.form.draft())
            self.workspace.typing.keep_now()
            self.workspace.tell(_("Not saved yet, but kept: you can go on with it from “Unfinished drafts” below."))
        self.left.emit()

    def _edited(self, draft: Any) -> None:
        self.workspace.typing.keep(self.kept_as, draft)
        before, self._seen = self._seen, draft
        for name, fill in self.spec.fills.items():
            value = getattr(draft, name)
            if value and value != getattr(before, name):
                turn = self._turns[fill] = self._turns[fill] + 1
                self.workspace.ask(partial(_filled, fill, draft), partial(self._fill, fill, turn, draft))
        self._ask_advice(draft)

    def _ask_advice(self, draft: Any) -> None:
        """What only the book knows against the draft."""
        advise = self.spec.advise
        if advise is not None and not self.fixed:
            turn = self._turns[advise] = self._turns[advise] + 1
            self.workspace.ask(partial(_advised, advise, draft), partial(self._advised, advise, turn))

    def _advised(self, advise: Any, turn: int, problems: tuple[Problem, ...]) -> None:
        """Advice never takes away what saving has just found."""
        if turn == self._turns[advise] and self.save.isEnabled():
            self.form.set_problems(problems)

    def _fill(self, fill: Any, turn: int, asked: Any, values: dict[str, Any]) -> None:
        """An answer that was overtaken by a later one says nothing any more, nor does a proposal against a hand.

        What was changed after it was ``asked`` stays: the answer does not know of it.
        """
        now = self.form.draft()
        same = {name for name in values if getattr(now, name) == getattr(asked, name)} - set(self._by_hand)
        if turn == self._turns[fill]:
            self.form.change(**{name: values[name] for name in values if name in same})

    def _save(self, begin_next: bool) -> None:
        if self.fixed or not self.save.isEnabled() or not self.form.show_all():
            return
        self._allow_saving(False)
        verb = self.spec.save
        done = partial(self._saved, begin_next)
        self.workspace.act(verb.command, verb.use_case, self.form.draft(), done, self._failed, self.kept_as)

    def _saved(self, begin_next: bool, key: Any) -> None:
        self.saved.emit(str(key), begin_next)

    def _failed(self, problems: tuple[Problem, ...]) -> None:
        self._allow_saving(True)
        self._turns[self.spec.advise] += 1
        self.workspace.typing.keep(self.kept_as, self.form.draft())
        if problems:
            self.form.set_problems(problems)

    def _allow_saving(self, yes: bool) -> None:
        self.save.setEnabled(yes)
        self.save_next.setEnabled(yes)


def _advised(advise: Any, draft: Any, session: Any) -> tuple[Problem, ...]:
    return tuple(advise(session, draft))


def _filled(fill: Any, draft: Any, session: Any) -> dict[str, Any]:
    return dict(fill(session, draft))
