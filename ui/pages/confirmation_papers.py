"""The papers about confirmation, asked and issued like every other: the list of replies, the difference table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import confirmations
from models.language import N_, current
from reports.confirmation_draft import ConfirmationListDraft, DifferencesDraft, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import start
from ui.pages.statements import NAME


@dataclass(frozen=True)
class ConfirmationListForm(Correctable, ConfirmationListDraft):
    """A list of replies as the window asks for it."""


@dataclass(frozen=True)
class DifferencesForm(Correctable, DifferencesDraft):
    """A difference table as the window asks for it."""


def _list_of_day(_session: Any, scope: Any, as_of: Any) -> ConfirmationListForm:
    whose = {name: scope.get(name, "") for name in ("party", "contract")}
    return ConfirmationListForm(as_of=as_of, **whose, language=current())


def _of_reply(_session: Any, scope: Any, _as_of: Any) -> DifferencesForm:
    return DifferencesForm(reply=scope.get("reply", ""), language=current())


LIST = paper_spec(
    "confirmations",
    NAME,
    N_("New list of replies"),
    FormSpec(ConfirmationListForm, check=check),
    _list_of_day,
)
DIFFERENCES = paper_spec(
    "differences",
    NAME,
    N_("New difference table"),
    FormSpec(DifferencesForm, check=check),
    _of_reply,
    picks={"replies": confirmations.LISTING},
)
begin_list = partial(start, NAME, "confirmations/")
"""``begin_list(workspace, "party=ID")``: the list of replies of a debtor, of a contract, or (``=``) of all."""
begin_differences = partial(start, NAME, "differences/reply=")
"""``begin_differences(workspace, reply)``: what stands between a statement and what was confirmed."""
