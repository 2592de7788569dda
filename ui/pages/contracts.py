"""Contracts: their list as of the cut-off day; a contract opens in its workspace."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import contract_standing
from models.store.listing import Question
from ui.pages.contract_form import SPEC
from ui.pages.contract_workspace import ContractWorkspace
from ui.pages.list_page import ListPage
from ui.workspace import Workspace


class ContractsPage(ListPage):
    """The list; a new contract is a form, a kept one opens with header strip and tabs."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, SPEC, None, parent)

    def show_record(self, key: str) -> None:
        """Open the workspace of this contract; one that is open stays as it is."""
        top = self._top()
        if not isinstance(top, ContractWorkspace) or top.key != key:
            self.workspace.ask(partial(_is_kept, key, self.workspace.as_of), partial(self._open, key))

    def show_root(self) -> None:
        top = self._top()
        if isinstance(top, ContractWorkspace):
            top.leave()
        else:
            super().show_root()

    def _open(self, key: str, is_kept: bool) -> None:
        if is_kept:
            page = ContractWorkspace(self.workspace, key)
            page.left.connect(self._pop)
            self._push(page)
            page.tabs.setFocus()

    def _saved(self, key: str, begin_next: bool) -> None:
        super()._saved(key, begin_next)
        if not begin_next:
            self.show_record(key)


def _is_kept(key: str, as_of: date, session: Any) -> bool:
    return bool(contract_standing.LISTING.rows(session, Question(as_of), [key]))
