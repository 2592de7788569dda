"""The table of receipts: who paid what, how, and what of it is not allocated yet."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, true
from sqlalchemy.orm import aliased

from models.bookings.columns import booking_columns
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries
from models.evidence.counting import evidence_column
from models.language import N_
from models.parties import Party
from models.receipts.draft import ReceiptDraft
from models.receipts.unallocated import receipts
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(ReceiptDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    row = receipts(question.as_of)
    third = aliased(Party)
    joined = row.outerjoin(Party.__table__, Party.id == row.c.payer_id).outerjoin(third, third.id == row.c.paid_by_id)
    joined = joined.outerjoin(Contract.__table__, Contract.id == row.c.contract_id)
    return joined, {"row": row.c, "party": Party, "third": third, "contract": Contract, "as_of": question.as_of}, true()


LISTING = Listing(
    name="receipts",
    title=N_("Receipts"),
    noun="receipts",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=13),
        column(_HOW["payer"], lambda s: s["party"].name, "text", width=16),
        column(_HOW["contract"], lambda s: s["contract"].number, "text", width=12, reference=True),
        column(_HOW["received_on"], lambda s: s["row"].received_on, "date", width=10),
        column(_HOW["method"], lambda s: s["row"].method, "choice", width=10),
        currency_column(lambda s: s["row"].currency),
        column(_HOW["amount"], lambda s: s["row"].amount, "money", width=13, total=True),
        Column("unallocated", N_("Unallocated"), "money", lambda s: s["row"].unallocated, width=12, total=True),
        Column("in_hand", N_("Bills in hand"), "money", lambda s: s["row"].in_hand, width=12, total=True),
        *booking_columns(lambda s: s["row"].id),
        column(_HOW["matures_on"], lambda s: s["row"].matures_on, "date", shown=False),
        evidence_column(lambda s: s["row"].id),
        column(_HOW["wages"], lambda s: s["row"].wages, "money", width=12, total=True, shown=False),
        column(_HOW["paid_by"], lambda s: s["third"].name, "text", width=16, shown=False),
        column(_HOW["authority"], lambda s: s["row"].authority, "text", width=16, shown=False),
        column(_HOW["instruction"], lambda s: s["row"].instruction, "text", width=20, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["row"].contract_id, "party": lambda s: s["row"].payer_id},
    words=(
        lambda s: s["row"].number,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
        lambda s: s["contract"].number,
    ),
    currency="currency",
    sort="received_on",
    descending=True,
    empty=N_("Money that came in belongs here. Record the first receipt, or import a workbook."),
)
