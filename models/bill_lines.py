"""The lines of bills as a list, and one line by itself as the list edits it, beside the whole bill that is pasted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy.orm import Session

from models import bills
from models.bills import BillItem, BillItemDraft
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.drafts import entries, entry, faults
from models.language import N_
from models.problems import Problem, stop
from models.store.listing import Column, Listing, Question, Sources, column

_CONTRACT = ("合同编号", "合同号", "合同")
_EXISTING = N_("The number of a contract in the sheet “Contracts” (合同) or in the book.")


@dataclass(frozen=True)
class BillLineDraft(BillItemDraft):
    """A line of a bill and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=_CONTRACT, hint=_EXISTING)


_HOW = entries(BillItemDraft)


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    joined = BillItem.__table__.outerjoin(Contract.__table__, Contract.id == BillItem.contract_id)
    return joined, {"item": BillItem, "contract": Contract}, BillItem.id.is_not(None)


LISTING = Listing(
    name="bills",
    title=N_("Bill of quantities"),
    noun="bill_items",
    columns=(
        Column("position", N_("Line"), "number", lambda s: s["item"].position + 1, width=6),
        column(_HOW["code"], lambda s: s["item"].code, "text", width=16),
        column(_HOW["name"], lambda s: s["item"].name, "text", width=32),
        column(_HOW["unit"], lambda s: s["item"].unit, "text", width=6),
        column(_HOW["quantity"], lambda s: s["item"].quantity, "quantity", width=12),
        column(_HOW["price"], lambda s: s["item"].price, "quantity", width=12),
        currency_column(lambda s: s["contract"].currency),
        column(_HOW["amount"], lambda s: s["item"].amount, "money", width=16, total=True),
        column(_HOW["level"], lambda s: s["item"].level, "number", width=6, shown=False),
        column(_HOW["vat_rate"], lambda s: s["item"].vat_rate, "percent", width=8, shown=False),
        column(_HOW["price_beyond"], lambda s: s["item"].price_beyond, "quantity", width=12, shown=False),
        column(_HOW["price_short"], lambda s: s["item"].price_short, "quantity", width=12, shown=False),
        Column("contract", N_("Contract"), "text", lambda s: s["contract"].number, width=18, reference=True),
    ),
    source=_source,
    key=lambda s: s["item"].id,
    scopes={"contract": lambda s: s["item"].contract_id},
    words=(lambda s: s["item"].name, lambda s: s["item"].code),
    currency="currency",
    sort="position",
    empty=N_("The lines of the contract's bill of quantities. Paste them from Excel, or import a workbook."),
)


def draft_of(session: Session, item_id: str) -> BillLineDraft:
    item = session.get_one(BillItem, item_id)
    entries = {name: getattr(item, name) for name in bills.FIELDS}
    return BillLineDraft(**entries, id=item.id, contract=item.contract_id)


def check(draft: BillLineDraft) -> Iterator[Problem]:
    yield from faults(draft)
    yield from bills.check_line(draft)
    if not 1 <= (1 if draft.level is None else draft.level) <= 9:
        yield Problem("level", N_("A level lies between 1 and 9."))


def record(session: Session, draft: BillLineDraft) -> BillItem:
    """Keep one line where it stands; a new one comes last. Its contract stays the one it was made for."""
    stop(check(draft))
    item = session.get_one(BillItem, draft.id) if draft.id else BillItem(contract_id=draft.contract)
    place = item.position if draft.id else _next(session, draft.contract)
    for name, value in bills.row_of(draft, place).items():
        setattr(item, name, value)
    session.add(item)
    session.info["subject"] = session.get_one(Contract, item.contract_id).number
    session.flush()
    return item


def remove(session: Session, item_id: str, _reason: str) -> None:
    """Take a line out; Refused when it was certified."""
    item = session.get_one(BillItem, item_id)
    session.flush()
    bills.remove_lines(session, {item.id: item.name})
    session.expunge(item)


def _next(session: Session, contract_id: str) -> int:
    last = session.scalar(select(func.max(BillItem.position)).where(BillItem.contract_id == contract_id))
    return 0 if last is None else last + 1
