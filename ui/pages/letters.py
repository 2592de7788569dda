"""Letters: those that went out with their service, a new one with its very PDF, and what each debtor is due next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from models.contracts import Contract
from models.language import N_
from models.legal_facts.joining import joined
from models.letters.dunning import standing_of
from reports.letter_draft import LetterDraft, check, idle
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.list_spec import Action
from ui.pages.paper_spec import Correctable, paper_spec
from ui.pages.papers_page import CONTRACT, PARTY, KindPage, start
from ui.pages.sealing import SEALING
from ui.pages.serving import SERVE
from ui.pages.statement_drawing import debtor_of, with_debtor, with_own_contract

LETTER, NAME = "letter", "letters"


@dataclass(frozen=True)
class LetterForm(Correctable, LetterDraft):
    """A letter as the window asks for it: it may correct one that went out."""


def blank(session: Any, scope: Any, as_of: Any) -> LetterForm:
    """The letter that is due next to the debtor it was begun from."""
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract and not party:
        party = debtor_of(session, session.get_one(Contract, contract).id)
    draft = LetterForm(party=party, contract=contract, as_of=as_of, dated_on=as_of)
    return LetterForm(**{**vars(draft), **next_kind(session, draft)}) if party else draft


def next_kind(session: Any, draft: LetterForm) -> dict[str, Any]:
    """The level that is due next."""
    if not draft.party or draft.as_of is None:
        return {}
    stood = standing_of(session, draft.party, draft.as_of)
    return {"kind": stood.due} if stood is not None and stood.due else {}


def _joined(session: Any, draft: LetterForm) -> bool:
    """Whether the debtor joined the debt of the contract: then both belong together."""
    day = draft.dated_on or draft.as_of
    return day is not None and draft.contract in joined(session, draft.party, day)


def _of_contract(session: Any, draft: LetterForm) -> dict[str, Any]:
    return {} if _joined(session, draft) else with_debtor(session, draft)  # type: ignore[arg-type]


def _of_party(session: Any, draft: LetterForm) -> dict[str, Any]:
    own = {} if _joined(session, draft) else with_own_contract(session, draft)  # type: ignore[arg-type]
    return {**own, **next_kind(session, draft)}


SPEC = paper_spec(
    LETTER,
    NAME,
    N_("New letter"),
    FormSpec(LetterForm, check=check, idle=idle, grids={"copies": GridSpec(rows=2)}),
    blank,
    fills={"contract": _of_contract, "party": _of_party},
    proposes=("kind",),
    actions=(SEALING, SERVE),
    word=True,
)
OF_PARTY = Action(N_("Letter"), partial(start, NAME, PARTY), Icon.SEND, button=False)
OF_CONTRACT = Action(N_("Letter"), partial(start, NAME, CONTRACT), Icon.SEND, button=False)
LettersPage = partial(KindPage, SPEC)
