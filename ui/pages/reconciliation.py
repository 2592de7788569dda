"""Reconciliations of balances: those that went out, and a new one of an owner's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models import matching
from models.language import N_
from reports.reconciliation import ReconciliationDraft, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import KindPage

RECONCILIATION = "reconciliation"


@dataclass(frozen=True)
class ReconciliationForm(Correctable, ReconciliationDraft):
    """A reconciliation as the window asks for it: it may correct one that went out."""


def blank(_session: Any, scope: Any, _as_of: Any) -> ReconciliationForm:
    return ReconciliationForm(ledger=scope.get("ledger", ""))


SPEC = paper_spec(
    RECONCILIATION,
    RECONCILIATION,
    N_("New reconciliation"),
    FormSpec(ReconciliationForm, check=check),
    blank,
    picks={"owner_ledgers": matching.LISTING},
)
ReconciliationPage = partial(KindPage, SPEC)
