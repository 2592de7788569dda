"""What a receipt could settle, in the order of the law, and what is proposed that it settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.debit_notes.record import DebitNote
from models.legal_facts.record import LegalFact
from models.money import Money
from models.receipts.draft import AllocationDraft, ReceiptDraft
from models.receipts.late_advances import signed_of
from models.receipts.order import Place, places
from models.receipts.room import FOREVER, with_room
from models.receipts.usecases import draft_of
from models.receivables import position
from models.receivables.debtor import payable_by
from models.receivables.record import Receivable
from models.rules.restarts import JUDGMENT


@dataclass(frozen=True)
class Payable:
    """A receivable that a receipt can settle, with what is open of it for this receipt (``order.Owing``).

    ``signed``: of an advance, the days on which certificates that recover it were signed. ``payers``: who owes it, and
    the agency that pays for him.
    """

    receivable: str
    contract: str
    document: str
    kind: str
    due_on: date | None
    open: Money
    invoice: str = ""
    about: str = ""
    judged_on: date | None = None
    signed: tuple[date, ...] = ()
    payers: tuple[str, ...] = ()
    posted_on: date | None = None
    anchor: str = ""


def propose(session: Session, draft: ReceiptDraft) -> tuple[AllocationDraft, ...]:
    """What the receipt settles as its payer said, else by law (民法典 560, 561), in that order."""
    on = draft.received_on or date.today()
    found = {one.receivable: one for one in payable(session, draft)}
    turns = places(found.values(), draft.amount or Money(), on, draft.instruction)
    return tuple(_allocation(found[one.receivable], one, on) for one in turns if one.amount)


def payable(session: Session, draft: ReceiptDraft) -> tuple[Payable, ...]:
    """What a receipt of this payer (or for this contract) could settle, in the order of the law.

    A recorded receipt that is corrected gives back what it settles, so that this is open for it again.
    """
    found = {one.receivable: one for one in open_items(session, draft)}
    if draft.id:
        _give_back(session, draft, found)
    signed = signed_of(session, found)
    lines = {
        key: Payable(
            key, contract, document, kind, found[key].due_on, found[key].open or Money(), invoice, about,
            judged, signed.get(key, ()), (debtor, agency or ""), posted_on, anchor,
        )
        for key, contract, document, kind, invoice, about, judged, debtor, posted_on, anchor, agency
        in known(session, list(found))
    }  # fmt: skip
    every = Money.total(one.open for one in lines.values())
    return tuple(lines[one.receivable] for one in places(_by_due(lines), every, draft.received_on or date.today()))


def open_items(session: Session, draft: ReceiptDraft) -> list[AllocationDraft]:
    """What the payer (or the contract's debtor) owes in the receipt's currency, as lines to allocate to; due first.

    ``open`` is what stays open from the day of the receipt on: what was settled later needs its room.
    """
    where = Receivable.contract_id == draft.contract if draft.contract else payable_by([draft.payer])
    item = position.items(FOREVER, where)
    rows = session.execute(
        select(item.c.id, item.c.document, item.c.due_on)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.open > 0, Contract.currency == draft.currency)
        .order_by(item.c.due_on.is_(None), item.c.due_on, item.c.posted_on, item.c.id)
    )
    lines = [AllocationDraft(receivable=key, document=document, due_on=day) for key, document, day in rows]
    return with_room(session, lines, draft.received_on or date.today())


def _allocation(one: Payable, place: Place, on: date) -> AllocationDraft:
    return AllocationDraft(one.receivable, one.document, one.due_on, one.open, place.amount, on)


def _by_due(lines: dict[str, Payable]) -> list[Payable]:
    return sorted(lines.values(), key=lambda one: (one.due_on or date.max, one.document))


def known(session: Session, keys: Sequence[str]) -> Sequence[Any]:
    """By receivable: contract number, document, class, invoice, what it is about, last day by judgment, debtor, day,
    the event its days run from, the paying agency.
    """
    judged = (
        select(func.min(LegalFact.happened_on))
        .where(LegalFact.void == 0, LegalFact.kind == JUDGMENT, or_(
            LegalFact.receivable_id == Receivable.id,
            and_(LegalFact.receivable_id.is_(None), LegalFact.contract_id == Receivable.contract_id),
            and_(LegalFact.receivable_id.is_(None), LegalFact.contract_id.is_(None),
                 LegalFact.party_id == Receivable.party_id),
        ))
        .correlate(Receivable)
        .scalar_subquery()
    )  # fmt: skip
    return session.execute(
        select(
            Receivable.id, Contract.number, Receivable.document, Receivable.kind, Receivable.invoice,
            func.coalesce(DebitNote.about, ""), judged, Receivable.party_id, Receivable.posted_on,
            Receivable.anchor, Contract.payer_id,
        )
        .join(Contract, Contract.id == Receivable.contract_id)
        .outerjoin(DebitNote, DebitNote.id == Receivable.source_id)
        .where(Receivable.id.in_(keys))
    ).all()  # fmt: skip


def _give_back(session: Session, draft: ReceiptDraft, found: dict[str, AllocationDraft]) -> None:
    """Add what the recorded receipt settles now to what is open without it."""
    for line in draft_of(session, draft.id).allocations:
        amount, before = line.amount or Money(), line.open or Money()
        if line.receivable in found:
            known = found[line.receivable]
            found[line.receivable] = replace(known, open=(known.open or Money()) + amount)
        elif _belongs(session, line, draft):
            found[line.receivable] = replace(line, open=before)


def _belongs(session: Session, line: AllocationDraft, draft: ReceiptDraft) -> bool:
    row = session.get_one(Receivable, line.receivable)
    contract = session.get_one(Contract, row.contract_id)
    if contract.currency != draft.currency:
        return False
    return row.contract_id == draft.contract if draft.contract else draft.payer in (row.party_id, contract.payer_id)
