"""What was below the minimum by itself waits undated until a later certificate, or the final account, takes it in."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models.events import CARRIED
from models.receivables.record import DueEvent, Receivable


def waiting(*where: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    """Conditions on Receivable: it was held over and nothing has taken it in yet."""
    dated = exists().where(DueEvent.receivable_id == Receivable.id)
    return Receivable.anchor == CARRIED, Receivable.void == 0, ~dated, *where


def carry(session: Session, source_id: str, paper: str, on: date, *where: ColumnElement[bool]) -> None:
    """From this day on the days of what waits run: the document pays it with what it is due for itself."""
    for key in session.scalars(select(Receivable.id).where(*waiting(*where)).order_by(Receivable.id)).all():
        session.add(DueEvent(receivable_id=key, happened_on=on, paper=paper, source_id=source_id))
    session.flush()
