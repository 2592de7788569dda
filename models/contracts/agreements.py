"""The list of supplementary agreements, and one as a draft: what it changes and the terms it leaves in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, FromClause, true
from sqlalchemy.orm import Session

from models.contracts import usecases
from models.contracts.draft import AgreementDraft
from models.contracts.record import Agreement, Contract
from models.contracts.terms_draft import TermsDraft
from models.currency_column import currency_column
from models.drafts import changed, entries
from models.language import N_
from models.store.listing import Listing, Question, Sources, column

_HOW = entries(AgreementDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Agreement.__table__.join(Contract.__table__, Contract.id == Agreement.contract_id)
    return joined, {"agreement": Agreement, "contract": Contract}, true()


LISTING = Listing(
    name="agreements",
    title=N_("Supplementary agreements"),
    noun="agreements",
    columns=(
        column(_HOW["number"], lambda s: s["agreement"].number, "text", width=16),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=18, reference=True),
        column(_HOW["signed_on"], lambda s: s["agreement"].signed_on, "date"),
        column(_HOW["valid_from"], lambda s: s["agreement"].valid_from, "date"),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["price_change"], lambda s: s["agreement"].price_change, "money", width=17, total=True),
        column(_HOW["reason"], lambda s: s["agreement"].reason, "text", width=30),
    ),
    source=_source,
    key=lambda s: s["agreement"].id,
    scopes={"contract": lambda s: s["agreement"].contract_id, "party": lambda s: s["contract"].owner_id},
    words=(
        lambda s: s["agreement"].number,
        lambda s: s["agreement"].reason,
        lambda s: s["contract"].number,
        lambda s: s["contract"].name,
    ),
    currency="currency",
    sort="valid_from",
    empty=N_("What was agreed after the contract belongs here: another price, other terms of payment."),
)


def draft_of(session: Session, agreement_id: str) -> AgreementDraft:
    agreement = session.get_one(Agreement, agreement_id)
    kept = usecases.agreements_of(session, agreement.contract_id)
    return next(draft for draft in kept if draft.id == agreement_id)


def blank(session: Session, scope: Mapping[str, str], as_of: date) -> AgreementDraft:
    """A new agreement; with a contract as scope its number and the terms in force are filled in."""
    contract_id = scope.get("contract", "")
    if not contract_id:
        return AgreementDraft(signed_on=as_of, valid_from=as_of)
    draft = AgreementDraft(contract=contract_id, signed_on=as_of, valid_from=as_of)
    return changed(draft, **in_force(session, contract_id, as_of))


def in_force(session: Session, contract_id: str, as_of: date) -> dict[str, Any]:
    """The entries of the next agreement that follow from its contract: a free number and the terms of the day."""
    kept = usecases.agreements_of(session, contract_id)
    valid = [one for one in kept if one.valid_from and one.valid_from <= as_of]
    terms: TermsDraft = valid[-1] if valid else usecases.draft_of(session, contract_id)
    used = {one.number for one in kept}
    number = next(free for place in count(len(kept) + 1) if (free := f"补-{place}") not in used)
    return {"number": number, **{one.name: getattr(terms, one.name) for one in fields(TermsDraft)}}
