"""Where the lines of a bill stand: their chapters, and which of them were agreed at lump sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.bills import BillItem
from models.certificates import PaymentCertificate
from models.money import Money


@dataclass(frozen=True)
class Place:
    """Where a bill line stands: its chapter, and whether it was agreed at a lump sum."""

    chapter: str
    is_lump: bool


def places(session: Session, contract_id: str) -> dict[str, Place]:
    """The place of each bill line by its id."""
    names = [BillItem.id, BillItem.is_heading, BillItem.code, BillItem.name, BillItem.quantity]
    rows = session.execute(select(*names).where(BillItem.contract_id == contract_id).order_by(BillItem.position))
    chapter, found = "", {}
    for row in rows:
        if row.is_heading:
            chapter = f"{row.code} {row.name}".strip()
        else:
            found[row.id] = Place(chapter, row.quantity is None)
    return found


def lump_sums(row: PaymentCertificate, where: Mapping[str, Place]) -> tuple[Money, Money]:
    """What was applied for and what was certified of lines agreed at lump sums."""
    own = {key for key, place in where.items() if place.is_lump}
    lump = [line for line in row.lines if line.bill_item_id in own]
    return Money.total(line.claimed for line in lump), Money.total(line.amount for line in lump)
