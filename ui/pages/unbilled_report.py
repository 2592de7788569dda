"""Lists of work done but not certified (已完工未结算明细表): those that went out, and a new one."""

from __future__ import annotations

from functools import partial

from models.language import N_
from ui.pages.arrears import ASKED, of_day
from ui.pages.paper_spec import paper_spec
from ui.pages.papers_page import KindPage

SPEC = paper_spec("unbilled", "unbilled_report", N_("New list of work not certified"), ASKED, of_day)
UnbilledReportPage = partial(KindPage, SPEC)
