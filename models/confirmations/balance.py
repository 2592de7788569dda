"""What a debtor is asked to confirm: what was open on a day, less what it had paid and nobody had allocated."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.confirmations.draft import ConfirmedDraft, ReplyDraft
from models.contracts.record import Contract
from models.money import Money
from models.receipts.record import Receipt
from models.receipts.unallocated import receipts, whose
from models.receivables import position
from models.rules.confirming import less_paid


def balance(session: Session, draft: ReplyDraft) -> list[ConfirmedDraft]:
    """What of the items was open on the cut-off day, the oldest first, after what was paid and not allocated."""
    owed = _open(session, draft)
    left = less_paid([(contract, amount) for _key, contract, amount in owed], _paid(session, draft))
    return [ConfirmedDraft(one[0], amount) for one, amount in zip(owed, left, strict=True) if amount]


def stated(session: Session, draft: ReplyDraft) -> Money:
    """What the book says was owed on the cut-off day: what was open less what was paid and not allocated."""
    paid = Money.total(amount for _contract, amount in _paid(session, draft))
    return Money.total(amount for _key, _contract, amount in _open(session, draft)) - paid


def _open(session: Session, draft: ReplyDraft) -> list[tuple[str, str, Money]]:
    """Item, contract and amount of everything that was open on the cut-off day, the oldest first."""
    assert draft.as_of
    item = position.items(draft.as_of, *position.scoped(_whose(draft)))
    rows = session.execute(
        select(item.c.id, item.c.contract_id, item.c.open)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.open != 0, Contract.currency == draft.currency)
        .order_by(item.c.posted_on, item.c.document, item.c.kind, item.c.id)
    )
    return [(key, contract, amount) for key, contract, amount in rows]


def _whose(draft: ReplyDraft) -> dict[str, str]:
    return {"contract": draft.contract} if draft.contract else {"party": draft.party}


def _paid(session: Session, draft: ReplyDraft) -> list[tuple[str, Money]]:
    """What the debtor paid up to the cut-off day and is not allocated: by contract where the receipt names one."""
    assert draft.as_of
    free = receipts(draft.as_of, *whose(**_whose(draft)), Receipt.currency == draft.currency)
    rows = session.execute(
        select(free.c.contract_id, free.c.unallocated)
        .where(free.c.unallocated != 0)
        .order_by(free.c.received_on, free.c.number)
    )
    return [(contract or "", amount) for contract, amount in rows]
