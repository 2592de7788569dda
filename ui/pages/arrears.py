"""Ledgers of arrears (清收清欠台账): those that went out, and a new one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models.language import N_
from reports.tabular_draft import AsOfDraft, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import KindPage


@dataclass(frozen=True)
class AsOfForm(Correctable, AsOfDraft):
    """A paper that lists all contracts on a day, as the window asks for it."""


def of_day(_session: Any, _scope: Any, as_of: Any) -> AsOfForm:
    return AsOfForm(as_of=as_of)


ASKED = FormSpec(AsOfForm, check=check)
SPEC = paper_spec("arrears", "arrears", N_("New ledger of arrears"), ASKED, of_day)
ArrearsPage = partial(KindPage, SPEC)
