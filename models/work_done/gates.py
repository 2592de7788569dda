"""What of the work done waits before it is applied for: the first gates on its way to cash."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.money import Money
from models.store.base import Day, Fen
from models.store.dates import days_between
from models.work_done.unbilled import standing

DONE, MEASURED = "done", "measured"
_WAITING = {DONE: ("not_measured", "unmeasured_since"), MEASURED: ("not_applied", "unapplied_since")}


def waiting(session: Session, as_of: date, *where: ColumnElement[bool]) -> dict[tuple[str, str], tuple[Money, int]]:
    """By currency and gate what waits there and the longest days; no entry where no work is entered at all."""
    stood = standing(as_of)
    columns: list[Any] = []
    for amount, since in _WAITING.values():
        late = case((stood.c[amount] > 0, days_between(stood.c[since], literal(as_of, Day()))))
        columns += [func.sum(stood.c[amount], type_=Fen()), func.max(late)]
    rows = session.execute(
        select(Contract.currency, *columns)
        .join_from(stood, Contract, Contract.id == stood.c.contract_id)
        .where(*where)
        .group_by(Contract.currency)
    )
    return {
        (row[0], gate): (row[1 + 2 * place], row[2 + 2 * place] or 0)
        for row in rows
        for place, gate in enumerate(_WAITING)
    }
