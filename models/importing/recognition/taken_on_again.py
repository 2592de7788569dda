"""A second ledger of opening balances: compared with what the book began with; what is new to it is added, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import opening
from models.contracts import Contract
from models.importing.plan import chunks
from models.importing.recognition.brought import Harvest, Row
from models.importing.recognition.ledger import CARRIED
from models.importing.recognition.words import ACCOUNT, OPENING, RECEIPTS
from models.language import N_
from models.money import Money
from models.opening import OpeningItemDraft
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.receivables import Receivable
from models.store.base import Fen

FIGURES = ("certified", "received", "retention")
_OTHER = N_("The book began with {known} of {day} here, the ledger says {amount}: correct one of them.")
_LATER = N_(
    "The book of this contract began on {begun}, and this ledger is of {day}: what is owed since comes in as "
    "certificates and receipts. Compare the balances only."
)
_ADDED = N_("The book began with this contract on {begun}: {amount} of {day} is new to it and is added.")
_FIGURE_DIFFERS = N_("The book began with {known}, the ledger says {amount} ({figure}); the book is kept.")
_CARRIED_SAME = N_("The balance brought forward, {amount}, is what the book has on {day}.")
_CARRIED_OTHER = N_("{amount} is brought forward, and the book comes to {known} on {day}: correct one of them.")


def compare_with_book(session: Session, found: Harvest) -> None:
    """Rows of contracts whose opening balance the book has: known ones stay known, new items go to ``more``."""
    rows: dict[str, list[Row]] = defaultdict(list)
    carried: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows.get(OPENING, []):
        rows[row.values["contract"]].append(row)
    for row in found.rows.get(RECEIPTS, []):
        if CARRIED in row.line.values and row.values.get("contract"):
            carried[row.values["contract"]].append(row)
    for number, position in _positions(session, [*rows, *carried]).items():
        _compare(session, found, position, rows[number])
        for row in carried[number]:
            found.rows[RECEIPTS].remove(row)
            _compare_carried(session, position, row, -row.values["amount"], row.values["received_on"])
    added = {id(row) for mine in found.more.values() for row in mine}
    found.rows[OPENING] = [row for row in found.rows.get(OPENING, [])
                           if id(row) not in added and not row.line.is_open]  # fmt: skip


def _positions(session: Session, numbers: Iterable[str]) -> dict[str, OpeningPosition]:
    joined = select(Contract.number, OpeningPosition).join(Contract, Contract.id == OpeningPosition.contract_id)
    every = (session.execute(joined.where(Contract.number.in_(some))) for some in chunks(numbers))
    return {number: position for some in every for number, position in some}


def _compare(session: Session, found: Harvest, position: OpeningPosition, rows: list[Row]) -> None:
    left = list(opening.draft_of(session, position.id).items)
    unknown = []
    for row in rows:
        same = next((item for item in left if _is_same(item, row)), None)
        if same is not None:
            left.remove(same)
        elif CARRIED in row.line.values:
            _compare_carried(session, position, row, row.values["amount"], row.values["posted_on"])
        elif row.values.get("amount"):
            unknown.append(row)
        _compare_figures(position, row)
    for row in unknown:
        _take_on(found, position, row, left)


def _is_same(item: OpeningItemDraft, row: Row) -> bool:
    """The same class, day and amount, and no other document; retention may have the same day to be given back."""
    said = row.values
    documents = {item.document, said.get("document", "")} - {"", said["contract"]}
    same = all(getattr(item, name) == said.get(name) for name in ("kind", "amount"))
    held = item.kind == "retention" and item.due_on is not None and item.due_on == said.get("due_on")
    same = same and (item.posted_on == said.get("posted_on") or held)
    return same and len(documents) < 2


def _take_on(found: Harvest, position: OpeningPosition, row: Row, left: list[OpeningItemDraft]) -> None:
    """An item the book has not: another amount of a known one is asked, a later day is none of the beginning."""
    said = row.values
    day, taken = said["posted_on"], said.get("taken_on", said["posted_on"])
    other = next((item for item in left if (item.kind, item.posted_on) == (said["kind"], day)), None)
    told = {"amount": said["amount"].grouped, "day": day, "begun": position.taken_on}
    goes_on = row.ledger.kind == ACCOUNT and not any(getattr(position, name) for name in FIGURES)
    if max(day, taken) > position.taken_on and not goes_on:
        row.line.open(_LATER, begun=position.taken_on, day=max(day, taken))
    elif other is not None and other.amount is not None:
        left.remove(other)
        row.line.open(_OTHER, known=other.amount.grouped, amount=told["amount"], day=day)
    else:
        row.ledger.note(row.line.row, _ADDED, **told)
        found.more[position.id].append(row)


def _compare_figures(position: OpeningPosition, row: Row) -> None:
    for name in FIGURES:
        said, known = row.values.get(name), getattr(position, name)
        if said is not None and said != known:
            caption = next((one.caption for one in row.ledger.columns.values() if one.base == name), name)
            row.ledger.note(row.line.row, _FIGURE_DIFFERS, known=known.grouped, amount=said.grouped, figure=caption)


def _compare_carried(session: Session, position: OpeningPosition, row: Row, amount: Money, day: date) -> None:
    """What an account of the next year begins with is in the book already, or something is missing there."""
    known = _balance_before(session, position.contract_id, day)
    if known == amount:
        row.ledger.note(row.line.row, _CARRIED_SAME, amount=amount.grouped, day=day)
    else:
        row.line.open(_CARRIED_OTHER, amount=amount.grouped, known=known.grouped, day=day)


def _balance_before(session: Session, contract: str, day: date) -> Money:
    r, p = Receivable, Receipt
    owed = select(func.sum(r.amount, type_=Fen())).where(r.contract_id == contract, r.posted_on < day, r.void == 0)
    owed = owed.where(r.kind != "deposit")
    paid = select(func.sum(p.amount, type_=Fen())).where(p.contract_id == contract, p.received_on < day, p.void == 0)
    return (session.scalar(owed) or Money()) - (session.scalar(paid) or Money())
