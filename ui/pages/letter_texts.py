"""Letter texts: those that come with the program and the company's own in their place; reset gives ours back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel

from models import letters
from models.language import N_, _, text
from models.letters.texts import FIELDS
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages.form_page import FormPage
from ui.pages.list_page import ListPage
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.workspace import Workspace


class LetterTextPage(FormPage):
    """Beside the words stands what may be written in braces."""

    def _lay_out(self) -> None:
        self.fields = QLabel(wordWrap=True)
        self.fields.setProperty("tone", "muted")
        self.fields.setContentsMargins(16, 4, 16, 8)
        super()._lay_out()
        self.layout().insertWidget(self.layout().count() - 1, self.fields)  # type: ignore[union-attr]
        self.save_next.hide()

    def retranslate(self) -> None:
        super().retranslate()
        told = "；".join(f"{{{name}}} {text(caption)}" for name, caption in FIELDS.items())
        self.fields.setText(_("Fields: {fields}").format(fields=told))


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
