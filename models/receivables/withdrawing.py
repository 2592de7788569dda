"""Taking back what a document made owed, when the document never was."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models.language import N_
from models.problems import Refused
from models.receivables.record import Allocation, DueEvent, Receivable


def withdraw(session: Session, source_id: str, number: str) -> None:
    """The receivables of a document stop counting; Refused while money is allocated to them.

    What was allocated and released again stops counting too: on no day was that money set against anything. What it
    had taken in from earlier documents waits again.
    """
    settled = select(Allocation).join(Receivable).where(Receivable.source_id == source_id, Allocation.void == 0)
    standing = settled.with_only_columns(Receivable.id).group_by(Receivable.id).having(func.sum(Allocation.amount) != 0)
    if session.scalar(select(exists(standing))):
        raise Refused(N_("Money is allocated to {number}. Release the allocations first, then void it."), number=number)
    for receivable in session.scalars(select(Receivable).where(Receivable.source_id == source_id)):
        receivable.void = True
    for allocation in session.scalars(settled):
        allocation.void = True
    for taken_in in session.scalars(select(DueEvent).where(DueEvent.source_id == source_id)):
        session.delete(taken_in)
