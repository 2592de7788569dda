"""The table of final accounts: submitted, reviewed, agreed, and what that added to what was certified."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.final_accounts.draft import FinalAccountDraft
from models.final_accounts.record import FinalAccount, FinalAccountReview
from models.final_accounts.usecases import STAGES
from models.language import N_
from models.money import Money
from models.of_contract import NAMES, SCOPES
from models.stages import standing_at
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(FinalAccountDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = FinalAccount.__table__.outerjoin(Contract.__table__, Contract.id == FinalAccount.contract_id)
    parts = {"row": FinalAccount, "contract": Contract, "as_of": question.as_of}
    return joined, parts, FinalAccount.void == 0


def _reviewed(sources: Sources) -> ColumnElement[Money]:
    """What the last review left."""
    r = FinalAccountReview
    last = select(r.amount).where(r.final_account_id == FinalAccount.id).order_by(r.position.desc()).limit(1)
    return type_coerce(last.correlate(FinalAccount).scalar_subquery(), Fen())


def _when_settled(value: ColumnElement[Any]) -> ColumnElement[Money]:
    return type_coerce(case((FinalAccount.settled_on.is_not(None), value)), Fen())


def _cut(sources: Sources) -> ColumnElement[Money]:
    return _when_settled(FinalAccount.amount - FinalAccount.settled)


LISTING = Listing(
    name="final_accounts",
    title=N_("Final accounts"),
    noun="final_accounts",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=15),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=16),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=9),
        Column(
            "stage", N_("Stage"), "choice", lambda s: standing_at(s["row"].id, s["as_of"]), width=7, choices=STAGES
        ),
        column(_HOW["submitted_on"], lambda s: s["row"].submitted_on, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=14, total=True),
        Column("reviewed", N_("Amount reviewed"), "money", _reviewed, width=14, total=True),
        column(_HOW["settled_on"], lambda s: s["row"].settled_on, "date", width=10),
        column(_HOW["settled"], lambda s: s["row"].settled, "money", width=14, total=True),
        column(
            _HOW["difference"], lambda s: _when_settled(FinalAccount.settled - FinalAccount.certified), "money",
            width=13, total=True,
        ),
        Column("cut", N_("Cut in all"), "money", _cut, width=15, total=True, shown=False),
        column(_HOW["payable"], lambda s: _when_settled(s["row"].payable), "money", width=15, total=True, shown=False),
        column(_HOW["fee"], lambda s: func.nullif(s["row"].fee, 0, type_=Fen()), "money", width=13, shown=False),
        column(_HOW["part"], lambda s: s["row"].part, "text", width=16, shown=False),
        evidence_column(lambda s: s["row"].id),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].part,
        *NAMES,
    ),
    currency="currency",
    sort="submitted_on",
    descending=True,
    empty=N_("Final accounts and stage settlements belong here: submitted, reviewed, agreed."),
)  # fmt: skip
