"""The papers that went out, and a new statement of account with its very PDF beside the questions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from models.language import N_
from reports.statement_draft import check
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages import statement_drawing as drawing
from ui.pages.list_spec import Action
from ui.pages.paper_spec import paper_spec
from ui.pages.papers_page import CONTRACT, PARTY, PapersPage, start
from ui.pages.sealing import SEALING
from ui.pages.serving import SERVE
from ui.pages.statement_drawing import StatementForm
from ui.workspace import Workspace

NAME = "statements"


def _idle(draft: StatementForm) -> tuple[str, ...]:
    return () if draft.demand else ("days_to_pay",)


SPEC = paper_spec(
    drawing.STATEMENT,
    NAME,
    N_("New statement"),
    FormSpec(StatementForm, check=check, idle=_idle),
    drawing.blank,
    actions=(SEALING, SERVE),
    fills={"contract": drawing.with_debtor, "party": drawing.with_own_contract},
)
OF_PARTY = Action(N_("Statement"), partial(start, NAME, PARTY), Icon.MAIL)
"""For the lists of parties: their statement, drawn at once."""
OF_CONTRACT = Action(N_("Statement"), partial(start, NAME, CONTRACT), Icon.MAIL)


class StatementsPage(PapersPage):
    """The register of every paper; a new one here is a statement of account."""

    def __init__(
        self, workspace: Workspace, scope: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, SPEC, scope, parent)
