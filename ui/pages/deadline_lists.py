"""Deadline lists: those that went out, and a new one of the days ahead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models.language import N_
from reports.deadlines import DeadlineListDraft, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import KindPage

LIST = "deadlines"


@dataclass(frozen=True)
class DeadlineListForm(Correctable, DeadlineListDraft):
    """A deadline list as the window asks for it: it may correct one that went out."""


def blank(_session: Any, scope: Any, as_of: Any) -> DeadlineListForm:
    return DeadlineListForm(party=scope.get("party", ""), contract=scope.get("contract", ""), as_of=as_of)


SPEC = paper_spec(
    LIST,
    "deadline_lists",
    N_("New deadline list"),
    FormSpec(DeadlineListForm, check=check),
    blank,
)
DeadlineListsPage = partial(KindPage, SPEC)
