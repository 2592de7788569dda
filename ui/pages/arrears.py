"""Ledgers of arrears (清收清欠台账): those that went out, and a new one."""

from __future__ import annotations

from functools import partial

from models.language import N_
from ui.pages.papers_page import KindPage
from ui.pages.tabular_form import spec_of

SPEC = spec_of("arrears", "arrears", N_("New ledger of arrears"))
ArrearsPage = partial(KindPage, SPEC)
