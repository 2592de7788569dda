"""One line of a bill by itself: what a list of bill lines edits, beside the whole bill that a person pastes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import bills
from models.bills import BillItem, BillItemDraft
from models.contracts.record import Contract
from models.drafts import entry, faults
from models.language import N_
from models.problems import Problem, stop

_CONTRACT = ("合同编号", "合同号", "合同")
_EXISTING = N_("The number of a contract in the sheet “Contracts” (合同) or in the book.")


@dataclass(frozen=True)
class BillLineDraft(BillItemDraft):
    """A line of a bill and the contract it belongs to."""

    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=_CONTRACT, hint=_EXISTING)


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
