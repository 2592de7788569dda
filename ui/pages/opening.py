"""Opening balances (期初余额): one sheet a contract, with what was certified, received and still owed at the start."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import contracts, opening
from models.language import N_, _, current
from reports.take_on_draft import TakeOnDraft
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.icons import Icon
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.paper_box import PaperBox
from ui.pages.window_below import window_below
from ui.workspace import Workspace

_WIDTHS = {"kind": 12, "document": 20, "amount": 16, "invoice": 16, "person": 12}
FORM = FormSpec(
    opening.OpeningDraft,
    (
        Section("", ("contract", "taken_on")),
        Section(
            N_("Cumulative figures at the start"),
            tuple(
                "certified received retention advance_paid recovered second_paid second_recovered done cost revenue "
                "remark".split()
            ),
        ),
        Section("", ("items",)),
        Section(N_("Take-on sheet"), ("stated", "difference", "explanation", "giver", "taker", "witness")),
    ),
    check=opening.check,
    settle=opening.compared,
    grids={"items": GridSpec(totals=("amount",), widths=_WIDTHS, rows=6)},
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> opening.OpeningDraft:
    return opening.OpeningDraft(contract=scope.get("contract", ""), taken_on=as_of)


def _sheet(workspace: Workspace, key: str) -> None:
    """The take-on sheet of one contract, over the window."""
    workspace.ask(partial(_asked, key), partial(_show, workspace))


def _asked(key: str, session: Any) -> tuple[TakeOnDraft, str]:
    contract = opening.draft_of(session, key).contract
    return TakeOnDraft(contract=contract, language=current()), contracts.draft_of(session, contract).number


def _show(workspace: Workspace, asked: tuple[TakeOnDraft, str]) -> None:
    name = f"{asked[1]} {_('Take-on sheet')}".strip()
    PaperBox(workspace, "take_on", asked[0], N_("Take-on sheet"), name, window_below()).open()


def _whole(workspace: Workspace, _key: str) -> None:
    """The take-on sheet of everything that was taken on."""
    _show(workspace, (TakeOnDraft(language=current()), ""))


SHEET = Action(N_("Take-on sheet…"), _sheet, Icon.FILE_TYPE_PDF)
WHOLE = Action(N_("Take-on sheet of all…"), _whole, Icon.FILE_TYPE_PDF)

SPEC = ListPageSpec(
    name="opening",
    new=N_("Take on a contract"),
    listing=opening.LISTING,
    draft=opening.OpeningDraft,
    draft_of=opening.draft_of,
    save=Verb(opening.TAKE_ON, opening.take_on),
    form=FORM,
    blank=_blank,
    actions=(SHEET, WHOLE),
)
