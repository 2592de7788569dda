"""The own columns of one record asked for by themselves, from a list or from a page that is no plain form."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from models import own
from models.drafts import entries
from models.language import _, text
from models.own import Own
from models.store.listing import Listing
from ui.forms.form import Form
from ui.forms.spec import FormSpec, Section
from ui.own_columns import own_columns
from ui.pages.form_box import FormBox
from ui.workspace import Workspace

Session = Any


class OwnButton(QPushButton):
    """Asks for what stands in the own columns; seen where the list has any and the record is kept."""

    def __init__(self, workspace: Workspace, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._listing, self._key = workspace, listing, ""
        self._own = own_columns(workspace)
        self._own.changed.connect(self._show)
        self.clicked.connect(self._ask)
        self.of("")

    def of(self, key: str) -> None:
        """Belong to another record; one that is not kept yet has none."""
        self._key = key
        self._show()

    def _show(self) -> None:
        self.setText(_("Own columns…"))
        self.setVisible(bool(self._key and self._own.of(self._listing.name)))

    def _ask(self) -> None:
        columns, title = self._own.of(self._listing.name), text(self._listing.title)
        ask_values(self._workspace, columns, self._key, title, self.window())


def ask_values(workspace: Workspace, columns: tuple[Own, ...], key: str, name: str, parent: QWidget) -> None:
    """Fill in the own columns of one record, whatever its document allows."""
    workspace.ask(partial(_filled, columns, key), partial(_show_values, workspace, columns, name, parent))


def _filled(columns: tuple[Own, ...], key: str, session: Session) -> Any:
    return own.with_values(session, key, own.FillDraft(key), columns)


def _show_values(workspace: Workspace, columns: tuple[Own, ...], name: str, parent: QWidget, draft: Any) -> None:
    use_case = partial(own.kept, columns=columns)

    def act(made: Any, done: Any, failed: Any) -> None:
        workspace.act(own.FILL, use_case, made, done, failed)

    made_for: Any = type(draft)
    form = Form(FormSpec(made_for, (Section("", tuple(entries(made_for))),)), draft)
    FormBox(_("Own columns of {list}").format(list=name), form, _("Save"), act, parent).start()
