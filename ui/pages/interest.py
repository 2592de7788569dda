"""Interest sheets: those that went out, and a new one of a debtor, a contract or a principal that is typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models.language import N_
from reports.interest_draft import InterestDraft, check, idle
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.list_spec import Action
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import CONTRACT, PARTY, KindPage, start
from ui.pages.statement_drawing import debtor_of, with_debtor, with_own_contract

INTEREST = "interest"


@dataclass(frozen=True)
class InterestForm(Correctable, InterestDraft):
    """An interest sheet as the window asks for it: it may correct one that went out."""


def blank(session: Any, scope: Any, as_of: Any) -> InterestForm:
    """Interest up to the day looked at, of the contract or debtor it was begun from."""
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract and not party:
        party = debtor_of(session, contract)
    return InterestForm(party=party, contract=contract, as_of=as_of)


SPEC = paper_spec(
    INTEREST,
    INTEREST,
    N_("New interest sheet"),
    FormSpec(InterestForm, check=check, idle=idle, grids={"payments": GridSpec(rows=2)}),
    blank,
    fills={"contract": with_debtor, "party": with_own_contract},
)
OF_PARTY = Action(N_("Interest"), partial(start, INTEREST, PARTY), Icon.SCALE)
OF_CONTRACT = Action(N_("Interest"), partial(start, INTEREST, CONTRACT), Icon.SCALE)
InterestPage = partial(KindPage, SPEC)
