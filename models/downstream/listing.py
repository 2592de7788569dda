"""The tables of subcontracts and of set-offs among three, as they stood on a day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, func, select, type_coerce

from models.contracts.record import Contract
from models.currency_column import currency_column
from models.downstream.draft import SetOffDraft, SubcontractDraft
from models.downstream.record import SetOff, SubCertificate, Subcontract, SubPayment
from models.drafts import entries
from models.language import N_
from models.parties import Party
from models.store.base import Fen
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(SubcontractDraft)
_OFF = entries(SetOffDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = Subcontract.__table__.outerjoin(Contract.__table__, Contract.id == Subcontract.contract_id).outerjoin(
        Party.__table__, Party.id == Subcontract.party_id
    )
    parts = {"row": Subcontract, "contract": Contract, "party": Party, "as_of": question.as_of}
    return joined, parts, Subcontract.void == 0


def _sum(value: Any, row: Any, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    found = select(func.coalesce(func.sum(value), 0)).where(row.subcontract_id == Subcontract.id, *where)
    return type_coerce(found.correlate(Subcontract).scalar_subquery(), Fen())


def _certified(sources: Sources, value: Any = SubCertificate.amount) -> ColumnElement[Any]:
    return _sum(value, SubCertificate, SubCertificate.certified_on <= sources["as_of"])


def _paid(sources: Sources) -> ColumnElement[Any]:
    return _sum(SubPayment.amount, SubPayment, SubPayment.paid_on <= sources["as_of"])


def _by_owner(sources: Sources) -> ColumnElement[Any]:
    day = sources["as_of"]
    standing = SetOff.reversed_on.is_(None) | (SetOff.reversed_on > day)
    return _sum(SetOff.amount, SetOff, SetOff.void == 0, SetOff.effective_on <= day, standing)


def _left(sources: Sources) -> ColumnElement[Any]:
    kept = _certified(sources, SubCertificate.retention)
    return type_coerce(_certified(sources) - kept - _paid(sources) - _by_owner(sources), Fen())


def _wages_short(sources: Sources) -> ColumnElement[Any]:
    over = _sum(SubPayment.amount, SubPayment, SubPayment.wages == 1, SubPayment.paid_on <= sources["as_of"])
    short = _certified(sources, SubCertificate.wages) - over
    return type_coerce(case((short > 0, short), else_=0), Fen())


SCOPES = {
    "contract": lambda s: s["row"].contract_id,
    "party": lambda s: s["row"].party_id,
    "project": lambda s: s["contract"].project_id,
}

LISTING = Listing(
    name="subcontracts",
    title=N_("Subcontracts"),
    noun="subcontracts",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=15),
        column(_HOW["name"], lambda s: s["row"].name, "text", width=12),
        column(_HOW["party"], lambda s: s["party"].name, "text", width=16),
        column(_HOW["contract"], lambda s: s["contract"].name, "text", width=15, shown=False),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["price"], lambda s: func.nullif(s["row"].price, 0, type_=Fen()), "money", width=12, total=True),
        column(_HOW["whole"], _certified, "money", width=12, total=True),
        column(
            _HOW["kept"], lambda s: _certified(s, SubCertificate.retention), "money", width=11, total=True
        ),
        column(_HOW["paid"], _paid, "money", width=12, total=True),
        column(_HOW["by_owner"], _by_owner, "money", width=11, total=True),
        column(_HOW["left"], _left, "money", width=12, total=True),
        column(_HOW["wages_short"], _wages_short, "money", width=12, total=True),
        column(_HOW["pay_when_paid"], lambda s: s["row"].pay_when_paid, "flag", width=6, shown=False),
        column(_HOW["small"], lambda s: s["row"].small, "flag", width=6, shown=False),
        column(_HOW["signed_on"], lambda s: s["row"].signed_on, "date", width=10, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["row"].initials,
        lambda s: s["party"].name,
        lambda s: s["party"].initials,
        lambda s: s["contract"].number,
        lambda s: s["contract"].name,
    ),
    currency="currency",
    sort="number",
    empty=N_("Subcontracts belong here, with what was certified and paid: to compare, never netted into what is owed."),
)  # fmt: skip


def _off_source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = (
        SetOff.__table__.outerjoin(Subcontract.__table__, Subcontract.id == SetOff.subcontract_id)
        .outerjoin(Contract.__table__, Contract.id == Subcontract.contract_id)
        .outerjoin(Party.__table__, Party.id == Subcontract.party_id)
    )
    parts = {"off": SetOff, "row": Subcontract, "contract": Contract, "party": Party, "as_of": question.as_of}
    return joined, parts, SetOff.void == 0


def _stands(sources: Sources) -> ColumnElement[Any]:
    """What counts on the day: nothing before the owner paid and after it was undone."""
    day = sources["as_of"]
    undone = SetOff.reversed_on.is_not(None) & (SetOff.reversed_on <= day)
    return type_coerce(case(((SetOff.effective_on <= day) & ~undone, SetOff.amount)), Fen())


SET_OFFS = Listing(
    name="set_offs",
    title=N_("Set-offs among three"),
    noun="set_offs",
    columns=(
        column(_OFF["number"], lambda s: s["off"].number, "text", width=20),
        column(_OFF["subcontract"], lambda s: s["row"].name, "text", width=13),
        Column("party", N_("Subcontractor"), "text", lambda s: s["party"].name, width=20),
        Column("contract", N_("Our contract"), "text", lambda s: s["contract"].name, width=16),
        column(_OFF["signed_on"], lambda s: s["off"].signed_on, "date", width=10),
        column(_OFF["effective_on"], lambda s: s["off"].effective_on, "date", width=10),
        currency_column(lambda s: s["contract"].currency),
        column(_OFF["amount"], lambda s: s["off"].amount, "money", width=13, total=True),
        Column("stands", N_("Counts on the day"), "money", _stands, width=13, total=True),
        column(_OFF["reversed_on"], lambda s: s["off"].reversed_on, "date", width=10),
        column(_OFF["paper"], lambda s: s["off"].paper, "text", width=20, shown=False),
    ),
    source=_off_source,
    key=lambda s: s["off"].id,
    scopes=SCOPES,
    words=(
        lambda s: s["off"].number,
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["party"].name,
        lambda s: s["contract"].name,
        lambda s: s["contract"].initials,
    ),
    currency="currency",
    sort="effective_on",
    descending=True,
    empty=N_("Where the owner pays a subcontractor for us, the agreement of the three belongs here."),
)
