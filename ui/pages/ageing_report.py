"""Ageing reports: those that went out, and a new one on any basis, with the provision for bad debts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models.language import N_
from reports.ageing import AgeingDraft, check
from ui.forms.spec import FormSpec
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import KindPage

AGEING = "ageing"


@dataclass(frozen=True)
class AgeingForm(Correctable, AgeingDraft):
    """An ageing report as the window asks for it: it may correct one that went out."""


def blank(_session: Any, _scope: Any, as_of: Any) -> AgeingForm:
    return AgeingForm(as_of=as_of)


SPEC = paper_spec(
    AGEING,
    "ageing_report",
    N_("New ageing report"),
    FormSpec(AgeingForm, check=check),
    blank,
)
AgeingReportPage = partial(KindPage, SPEC)
