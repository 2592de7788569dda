"""A list that is worked out from the documents of another list: a row opens those of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from models import contracts
from models.store.listing import Condition, Listing, Question
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec, begun
from ui.workspace import Workspace


class BehindPage(ListPage):
    """``spec`` is that of the documents, ``behind`` the page of their list, which says its contract by name.

    A new document is one of the contract the cursor is on; the rows themselves cannot be voided.
    """

    def __init__(
        self, spec: ListPageSpec, listing: Listing, behind: str, workspace: Workspace,
        scope: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._behind = behind
        super().__init__(workspace, replace(spec, name=listing.name, listing=listing, void=None), scope)

    def show_record(self, key: str) -> None:
        question = partial(_contract_of, self.spec.listing, key, self.workspace.as_of)
        self.workspace.ask(question, self._show_behind)

    def begin_record(self) -> None:
        key = self.panel.table.current_key()
        self.workspace.ask(partial(_begun, self.spec, key, dict(self.scope), self.workspace.as_of), self._show_new)

    def _show_behind(self, found: tuple[str, str]) -> None:
        self.workspace.go_to_list(self._behind, (Condition("contract", "is", found[1]),))


def _begun(spec: ListPageSpec, key: str, scope: dict[str, str], as_of: Any, session: Any) -> Any:
    if key:
        scope["contract"] = _contract_of(spec.listing, key, as_of, session)[0]
    return begun(spec, scope, as_of, session)


def _contract_of(listing: Listing, key: str, as_of: Any, session: Any) -> tuple[str, str]:
    """Id and name of the contract of a row."""
    numbers = [column.name for column in listing.columns]
    rows = listing.rows(session, Question(as_of), [key])
    found = contracts.numbered(session, rows[0][numbers.index("contract") + 1]) if rows else None
    return (found.id, found.name) if found else ("", "")
