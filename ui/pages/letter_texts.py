"""Letter texts: those that come with the program and the company's own in their place; reset gives ours back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from models import letters
from models.language import LANGUAGES, N_, _, text
from models.letters.texts import FIELDS
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages import paper_work
from ui.pages.form_page import FormPage
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.live_paper import LivePaper, Question
from ui.pages.paper_work import Drawn
from ui.workspace import Workspace

SIZES = "preview.letter_text"
USUAL = [640, 560]


class LetterTextPage(FormPage):
    """Beside the words stands the letter they make, every field filled in with an example."""

    def _lay_out(self) -> None:
        self.fields = QLabel(wordWrap=True)
        self.fields.setProperty("tone", "muted")
        self.fields.setContentsMargins(16, 4, 16, 8)
        self.preview = LivePaper(self.workspace, self._question, parent=self)
        super()._lay_out()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.form, 1)
        under.addWidget(self.fields)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.preview)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes(self.workspace.state.get(SIZES, USUAL))
        column.insertWidget(1, self.splitter, 1)
        self.save_next.hide()
        for name in ("kind", "language"):
            self.form.fields[name].editor.lock(True)

    def _connect(self) -> None:
        super()._connect()
        self.splitter.splitterMoved.connect(self._sized)
        self.workspace.changed.connect(self._changed)
        self.preview.draw()

    def retranslate(self) -> None:
        super().retranslate()
        told = "；".join(f"{{{name}}} {text(caption)}" for name, caption in FIELDS.items())
        self.fields.setText(_("Fields: {fields}").format(fields=told))
        self.preview.retranslate()

    @property
    def name(self) -> str:
        """The letter and the language of its text."""
        return f"{text(letters.KINDS[self._seen.kind])}  {LANGUAGES[self._seen.language]}"

    def _edited(self, draft: Any) -> None:
        super()._edited(draft)
        self.preview.draw_later()

    def _question(self) -> Question:
        return partial(_example, self.form.draft())

    def _changed(self, touched: Mapping[str, Any]) -> None:
        """A text that was reset, or brought back by undo, is shown."""
        if "letter_texts" in touched and self.save.isEnabled():
            self.workspace.ask(partial(_now, self.key), self._show)

    def _show(self, draft: letters.LetterTextDraft) -> None:
        self.form.put(draft)
        self.preview.draw()

    def _sized(self, *_where: int) -> None:
        self.workspace.state.put(SIZES, self.splitter.sizes())


def _example(draft: letters.LetterTextDraft, session: Any) -> Drawn:
    from reports.letter_example import EXAMPLE

    return paper_work.drawn_by(EXAMPLE, draft, session)


def _now(key: str, session: Any) -> letters.LetterTextDraft:
    return letters.draft_of(session, key)


def reset(workspace: Workspace, key: str) -> None:
    """Write letters with the text that comes with the program again."""
    workspace.act(letters.RESET, partial(_reset, key), None)


def _reset(key: str, session: Any, _draft: Any) -> Any:
    return letters.reset(session, key)


SPEC = ListPageSpec(
    name="letter_texts",
    listing=letters.LISTING,
    draft=letters.LetterTextDraft,
    draft_of=letters.draft_of,
    save=Verb(letters.RECORD, letters.record),
    form=FormSpec(letters.LetterTextDraft, check=letters.check),
    actions=(Action(N_("Reset to the program's text"), reset, Icon.ARROW_BACK_UP),),
    form_page=LetterTextPage,
)


class LetterTextsPage(ListPage):
    """The texts by kind and language."""

    def __init__(self, workspace: Workspace, scope: Mapping[str, str] | None = None) -> None:
        super().__init__(workspace, SPEC, scope)
        self.panel.table.columns.offers_own = False
