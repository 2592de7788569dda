"""Final accounts: their list and their form; what is agreed can be corrected or voided, not edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models import contract_standing, final_accounts
from models.final_accounts import FinalAccountDraft
from models.language import N_
from models.problems import Refused
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages.bookings import book_them
from ui.pages.correcting import Correcting
from ui.pages.list_spec import ListPageSpec, Verb

_WIDTHS = {"level": 16, "reviewer": 26, "amount": 15, "cut": 15, "remark": 18}
FORM = FormSpec(
    FinalAccountDraft,
    (
        Section("", ("contract", "number", "kind", "part", "submitted_on", "amount", "papers")),
        Section("", ("reviews",)),
        Section(
            N_("Agreed amount"),
            (
                "settled_on",
                "settled",
                "signed_by",
                "certified",
                "part_certified",
                "difference",
                "retention_rate",
                "retained",
                "held",
                "retention_limit",
                "retention",
                "advance_left",
                "payable",
            ),
        ),
        Section(N_("Audit fee on the cut"), ("fee_free", "fee_rate", "fee", "fee_agreed", "remark")),
    ),
    check=final_accounts.check,
    settle=final_accounts.worked_out,
    idle=final_accounts.idle,
    grids={"reviews": GridSpec(widths=_WIDTHS, rows=3)},
)


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> FinalAccountDraft:
    return final_accounts.with_book(session, FinalAccountDraft(contract=scope.get("contract", ""), submitted_on=as_of))


def _known(session: Any, draft: FinalAccountDraft) -> dict[str, Any]:
    """What the book knows of the contract by the day of the account."""
    found = final_accounts.with_book(session, draft)
    return {name: getattr(found, name) for name in _KNOWN}


_KNOWN = ("certified", "retained", "held", "retention_limit", "advance_left", "retention_rate")


def _as_it_is(session: Any, key: str) -> FinalAccountDraft:
    draft = final_accounts.draft_of(session, key)
    if draft.settled_on is None:
        raise Refused(N_("Final account {number} is not agreed yet: open it and change it."), number=draft.number)
    return replace(draft, credits=())


_PICKS = {"contracts": contract_standing.LISTING}
CORRECTING = Correcting(FORM, final_accounts.CORRECT, final_accounts.correct, _as_it_is, _PICKS)
SPEC = ListPageSpec(
    name="final_accounts",
    new=N_("New final account"),
    listing=final_accounts.LISTING,
    draft=FinalAccountDraft,
    draft_of=final_accounts.draft_of,
    save=Verb(final_accounts.RECORD, final_accounts.record),
    form=FORM,
    void=Verb(final_accounts.VOIDED, final_accounts.void),
    blank=_blank,
    fills={"contract": _known, "kind": _known, "settled_on": _known},
    picks=_PICKS,
    actions=(CORRECTING.action, book_them("final_accounts")),
    is_fixed=final_accounts.is_fixed,
)
