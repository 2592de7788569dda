"""What is owed twice: the same contract, class, amount and day in an old item and in another document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased

from models.contradictions.row import TWICE, Doc, row
from models.opening_position import OpeningPosition
from models.receivables.record import Receivable

_OLD = OpeningPosition.__tablename__


def twice(as_of: date, scope: Mapping[str, str]) -> Select[Any]:
    """An old item of an opening balance that stands in the register of its own, too, as a deposit or another debt."""
    old, other = aliased(Receivable), aliased(Receivable)
    first, second = Doc(old.source_noun, old.source_id, old.document), Doc(other.source_noun, other.source_id,
                                                                           other.document)  # fmt: skip
    found = row(TWICE, first, second, old.contract_id, old.posted_on, old.amount, other.amount, old.id)
    same = (old.contract_id == other.contract_id, old.kind == other.kind, old.amount == other.amount,
            old.posted_on == other.posted_on)  # fmt: skip
    mine = (old.contract_id == scope["contract"],) if "contract" in scope else ()
    return found.join(other, (old.id != other.id) & (other.void == 0) & (other.source_noun != _OLD)).where(
        *same, old.source_noun == _OLD, old.void == 0, old.posted_on <= as_of, *mine
    )
