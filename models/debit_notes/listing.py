"""The table of debit notes: what was delivered, lent or claimed, what came in for it, and what falls due next."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select, type_coerce
from sqlalchemy.orm import aliased

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.debit_notes.draft import DebitNoteDraft
from models.debit_notes.record import DebitNote
from models.drafts import entries
from models.language import N_
from models.money import Money
from models.of_contract import NAMES, SCOPES
from models.parties import Party
from models.receivables.due import due_on
from models.receivables.record import Receivable
from models.receivables.taken_off import paid
from models.store.base import Day, Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(DebitNoteDraft)
_Payer = aliased(Party)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = (
        DebitNote.__table__.outerjoin(Contract.__table__, Contract.id == DebitNote.contract_id)
        .outerjoin(Party.__table__, Party.id == Contract.owner_id)
        .outerjoin(_Payer, _Payer.id == DebitNote.payer_id)
    )
    parts = {"row": DebitNote, "contract": Contract, "owner": Party, "payer": _Payer, "as_of": question.as_of}
    return joined, parts, DebitNote.void == 0


def _of_owed(value: ColumnElement[Any], *where: ColumnElement[bool]) -> ColumnElement[Any]:
    """SQL of what a note made owed, as far as it is posted on the day."""
    mine = Receivable.source_id == DebitNote.id, Receivable.void == 0
    return select(value).select_from(Receivable).where(*mine, *where).correlate(DebitNote).scalar_subquery()


def _open(sources: Sources) -> ColumnElement[Money]:
    left = func.sum(Receivable.amount - paid(sources["as_of"]))
    return type_coerce(_of_owed(left, Receivable.posted_on <= sources["as_of"]), Fen())


def _not_posted(sources: Sources) -> ColumnElement[Money]:
    later = _of_owed(func.sum(Receivable.amount), Receivable.posted_on > sources["as_of"])
    return type_coerce(later, Fen())


def _next_due(sources: Sources) -> ColumnElement[date]:
    due = due_on(sources["as_of"])
    left = Receivable.amount - paid(sources["as_of"]) != 0
    return type_coerce(_of_owed(func.min(due), left, Receivable.posted_on <= sources["as_of"]), Day())


def _debtor(sources: Sources) -> ColumnElement[str]:
    return func.coalesce(sources["payer"].name, sources["owner"].name)


LISTING = Listing(
    name="debit_notes",
    title=N_("Debit notes"),
    noun="debit_notes",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=17),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=18),
        Column("debtor", N_("Debtor"), "text", _debtor, width=18),
        column(_HOW["kind"], lambda s: s["row"].kind, "choice", width=12),
        column(_HOW["charged_on"], lambda s: s["row"].charged_on, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=13, total=True),
        Column("open", N_("Open"), "money", _open, width=13, total=True),
        Column("next_due", N_("Next due on"), "date", _next_due, width=10),
        Column("not_posted", N_("Not owed yet"), "money", _not_posted, width=13, total=True, shown=False),
        column(_HOW["paper"], lambda s: s["row"].paper, "text", width=14, shown=False),
        column(_HOW["signed_by"], lambda s: s["row"].signed_by, "text", width=10),
        column(_HOW["about"], lambda s: s["row"].about, "text", width=14, shown=False),
        column(_HOW["reason"], lambda s: s["row"].reason, "text", width=20, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].paper,
        lambda s: s["row"].reason,
        *NAMES,
    ),
    currency="currency",
    sort="charged_on",
    descending=True,
    empty=N_("Goods delivered, advances made for a buyer and compensation claimed belong here: each makes money owed."),
)
