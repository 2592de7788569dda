"""Lists of work done but not certified (已完工未结算明细表): those that went out, and a new one."""

from __future__ import annotations

from functools import partial

from models.language import N_
from ui.pages.papers_page import KindPage
from ui.pages.tabular_form import spec_of

SPEC = spec_of("unbilled", "unbilled_report", N_("New list of work not certified"))
UnbilledReportPage = partial(KindPage, SPEC)
