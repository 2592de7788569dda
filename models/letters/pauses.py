"""What a promise holds up: the next letter on the sum it covers, and never until a right would be lost meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import deadlines
from models.contracts.record import Contract
from models.follow_ups import promises
from models.follow_ups.promises import Promise, uncovered
from models.money import Money
from models.receivables import position
from models.store.base import Fen

RIGHTS = (
    "limitation",
    "limitation_instalments",
    "limitation_undated",
    "limitation_absolute",
    "arbitration",
    "priority",
)
"""The periods that no promise to pay may outlast: without a demand, a suit or an agreement the right is lost."""
ROOM = 30
"""Days a letter needs before such a period ends: to be written, to arrive, and to be served again if it comes back."""


@dataclass(frozen=True)
class Pause:
    """Promises that run ``until`` a day against what is ``overdue``; ``left`` is the part they do not cover.

    ``last`` is the last day of a right that would end before they do, or too soon after.
    """

    until: date
    overdue: Money
    left: Money
    last: date | None = None

    @property
    def holds(self) -> bool:
        """Whether the next letter has to wait."""
        return self.left <= Money() and self.last is None


def pauses(session: Session, as_of: date, party: str = "", contract: str = "") -> dict[tuple[str, str], Pause]:
    """By debtor and currency, what the promises that run on a day hold up; of one contract only where it is named."""
    running = promises.running(session, as_of)
    rights = None
    found = {}
    for (key, currency), owed in _overdue(session, as_of).items():
        if key not in running or (party and key != party):
            continue
        rights = _rights(session, as_of) if rights is None else rights
        mine = {one for one in owed if contract in ("", one)}
        pause = _pause(running[key], owed, mine, min((rights[one] for one in mine if one in rights), default=None))
        if pause is not None:
            found[key, currency] = pause
    return found


def _pause(running: list[Promise], owed: Mapping[str, Money], mine: set[str], last: date | None) -> Pause | None:
    speaking = [one for one in running if one.contract_id in ("", *mine)]
    if not speaking or not mine:
        return None
    until, left = max(one.until for one in speaking), uncovered(running, owed, mine)
    ends = last is not None and last < until + timedelta(ROOM)
    return Pause(until, Money.total(owed[one] for one in mine), left, last if ends else None)


def _overdue(session: Session, as_of: date) -> dict[tuple[str, str], dict[str, Money]]:
    """By debtor and currency, what is overdue of each contract."""
    item = position.worked_out(as_of)
    rows = session.execute(
        select(item.c.party_id, Contract.currency, item.c.contract_id, func.sum(item.c.open, type_=Fen()))
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.due_on < as_of, item.c.open > 0)
        .group_by(item.c.party_id, Contract.currency, item.c.contract_id)
    )
    found: dict[tuple[str, str], dict[str, Money]] = {}
    for party, currency, contract, open_ in rows:
        found.setdefault((party, currency), {})[contract] = open_
    return found


def _rights(session: Session, as_of: date) -> dict[str, date]:
    """By contract, the first last day still to come of a right that a promise must not outlast."""
    found: dict[str, date] = {}
    for one in deadlines.deadlines(session, as_of):
        if one.clock in RIGHTS and one.act_by is not None and one.act_by >= as_of:
            key = one.subject.contract_id
            found[key] = min(found.get(key, one.act_by), one.act_by)
    return found
