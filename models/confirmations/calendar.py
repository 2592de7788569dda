"""The calendar of statements: which debtor is due for one, the last he got, and how many of his came back signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import company
from models.confirmations.course import STATES, Confirmation, confirmations
from models.confirmations.draft import AGREES, PART
from models.contracts.record import Contract
from models.currencies import CURRENCIES
from models.language import N_
from models.money import Money
from models.parties import Party
from models.receivables import position
from models.rules.rhythm import RHYTHMS, last_end
from models.store.base import Fen
from models.store.computed import ComputedListing, Made, never, worked

DUE, DONE, NOT_YET = "due", "done", "not_yet"
TO_DO = {DUE: N_("Statement due"), DONE: N_("Sent for this period"), NOT_YET: N_("Nothing is due")}


@dataclass(frozen=True)
class Due:
    """A debtor who owes something in a currency: ``due_for`` is the cut-off day a statement is due for (None: never).

    ``last`` is the newest statement to him, ``issued`` and ``signed`` how many went out and came back agreeing.
    """

    party_id: str
    party: str
    currency: str
    balance: Money
    rhythm: str
    due_for: date | None
    last: Confirmation | None
    issued: int
    signed: int

    @property
    def state(self) -> str:
        """Whether a statement up to that day is still to be written."""
        if self.due_for is None:
            return NOT_YET
        covered = self.last is not None and self.last.as_of is not None and self.last.as_of >= self.due_for
        return DONE if covered else DUE


def due_statements(session: Session, as_of: date, known: Sequence[Confirmation] | None = None) -> list[Due]:
    """Every debtor with a balance on the day, the largest first; ``known`` are the statements of the day.

    One who owed nothing on the cut-off day is not due for a statement of it.
    """
    rows = _owing(session, as_of)
    usual = company.profile(session).statements
    sent: dict[tuple[str, str], list[Confirmation]] = defaultdict(list)
    for one in confirmations(session, as_of) if known is None else known:
        sent[one.party_id, one.currency].append(one)
    found, owed_then = [], dict[date, set[tuple[str, str]]]()
    for key, name, own, currency, balance in rows:
        mine, rhythm = sent[key, currency], own or usual
        whole = next((one for one in mine if not one.contract_id), None) or next(iter(mine), None)
        signed = sum(1 for one in mine if one.reply is not None and one.reply.kind in (AGREES, PART))
        due_for = last_end(rhythm, as_of)
        if due_for is not None and due_for not in owed_then:
            owed_then[due_for] = {(row[0], row[3]) for row in _owing(session, due_for)}
        if due_for is not None and (key, currency) not in owed_then[due_for]:
            due_for = None
        found.append(Due(key, name, currency, balance, rhythm, due_for, whole, len(mine), signed))
    return found


def _owing(session: Session, as_of: date) -> Sequence[Any]:
    """Id, name and rhythm of every debtor, with what he owed on a day by currency, the largest first."""
    item = position.worked_out(as_of)
    owed = func.sum(item.c.open, type_=Fen())
    return session.execute(
        select(Party.id, Party.name, Party.statements, Contract.currency, owed)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .where(Party.own == 0)
        .group_by(Party.id, Party.name, Party.statements, Contract.currency)
        .having(owed != 0)
        .order_by(owed.desc(), Party.id)
    ).all()


def _made(session: Session, as_of: date) -> list[Made]:
    return [_row(one, as_of) for one in due_statements(session, as_of)]


def _row(one: Due, as_of: date) -> Made:
    last = one.last
    told = (last.number, last.as_of, last.state(as_of)) if last is not None else ("", None, None)
    rate = (Decimal(one.signed) / one.issued).quantize(Decimal("0.0001")) if one.issued else None
    values = (
        one.party, one.currency, one.balance, one.rhythm, one.state, one.due_for,
        (as_of - one.due_for).days if one.due_for and one.state == DUE else None, *told, one.issued, one.signed, rate,
    )  # fmt: skip
    key = one.party_id if one.currency == "CNY" else f"{one.party_id}/{one.currency}"
    return Made(key, values, {"party": one.party_id})


CALENDAR = ComputedListing(
    name="statement_calendar",
    title=N_("Calendar of statements"),
    noun="parties",
    columns=(
        worked("party", N_("Debtor"), "text", width=24),
        worked("currency", N_("Currency"), "choice", width=8, shown=False, choices=CURRENCIES),
        worked("balance", N_("Balance"), "money", width=15, total=True),
        worked("rhythm", N_("Statements are due"), "choice", width=10, choices=RHYTHMS),
        worked("state", N_("What to do"), "choice", width=12, choices=TO_DO),
        worked("due_for", N_("Due for the cut-off"), "date", width=12),
        worked("waits", N_("Days since"), "days", width=8),
        worked("last", N_("Last statement"), "text", width=16),
        worked("last_as_of", N_("Its cut-off date"), "date", width=12),
        worked("last_state", N_("How far it is"), "choice", width=13, choices=STATES),
        worked("issued", N_("Statements sent"), "number", width=8),
        worked("signed", N_("Came back signed"), "number", width=8),
        worked("rate", N_("Rate signed"), "percent", width=8),
    ),
    source=never,
    key=never,
    currency="currency",
    empty=N_("Nobody owes anything on this day: no statement is due."),
    made=_made,
)
