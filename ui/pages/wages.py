"""The wage account by contract and month: agreed, paid, short; a row opens its contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models import contracts, wages
from ui.pages.list_page import ListPage
from ui.pages.list_spec import ListPageSpec, Verb
from ui.workspace import Workspace


def _contract(session: Any, key: str) -> contracts.ContractDraft:
    return contracts.draft_of(session, key.split("/")[0])


SPEC = ListPageSpec(
    name="wages",
    listing=wages.LISTING,
    draft=contracts.ContractDraft,
    draft_of=_contract,
    save=Verb(contracts.RECORD, contracts.record),
)


class WagesPage(ListPage):
    """The list, narrowed to a contract or party where it is a tab."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)

    def show_record(self, key: str) -> None:
        self.workspace.go("contracts", key.split("/")[0])
