"""Where every debtor stands on the way from a friendly request to the lawyer: the last letter, and which is next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import legal_facts
from models.contracts.record import Contract
from models.currencies import CURRENCIES
from models.language import N_, text
from models.legal_facts.draft import OUTCOMES
from models.legal_facts.insolvency import insolvencies
from models.legal_facts.record import LegalFact
from models.letters.kinds import KINDS, LADDER, LETTERS
from models.letters.pauses import Pause, pauses
from models.money import Money
from models.papers.record import WITHDRAWN, IssuedPaper
from models.parties import Party
from models.receivables import position
from models.stages import latest_by
from models.store.base import Fen
from models.store.computed import ComputedListing, Made, never, worked

PAPER = "letter"
NOW, WAIT, PROMISED, COURT, DECLARE = "now", "wait", "promised", "court", "declare"
STATES = {
    NOW: N_("Write now"),
    WAIT: N_("Time given is running"),
    PROMISED: N_("Waits for a promise"),
    COURT: N_("All letters written: decide on suit"),
    DECLARE: N_("In bankruptcy: declare the claim"),
}


@dataclass(frozen=True)
class Standing:
    """What a debtor owes overdue in a currency, the last letter of the ladder to him, and what comes next.

    ``due`` is the next kind (empty: all were written), ``from_on`` the day from which it may be written.
    ``pause`` is what was promised; it holds the letter up only where it covers all and no right ends meanwhile.
    Whoever is ``in_bankruptcy`` gets no more of them: claims are declared (企业破产法 48).
    """

    party_id: str
    party: str
    currency: str
    overdue: Money
    oldest: date
    last: IssuedPaper | None
    service: LegalFact | None
    pause: Pause | None
    due: str
    from_on: date
    in_bankruptcy: bool = False

    def state(self, today: date) -> str:
        """Whether to write now, to wait, or what else."""
        if self.in_bankruptcy:
            return DECLARE
        if self.pause is not None and self.pause.holds and self.pause.until >= today:
            return PROMISED
        if not self.due:
            return COURT
        return NOW if self.from_on <= today else WAIT


def standings(session: Session, as_of: date) -> list[Standing]:
    """Every debtor with something overdue, the largest first."""
    item = position.worked_out(as_of)
    late = func.sum(position.overdue(item, as_of), type_=Fen())
    rows = session.execute(
        select(Party.id, Party.name, Contract.currency, late, func.min(item.c.due_on))
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
        .where(item.c.due_on < as_of, item.c.open > 0)
        .group_by(Party.id, Party.name, Contract.currency)
        .order_by(late.desc(), Party.id)
    )
    letters, held = _letters(session, as_of), pauses(session, as_of)
    served = legal_facts.served(session, as_of)
    gone = {key for key, one in insolvencies(session, as_of).items() if one.ended_on is None}
    found = []
    for key, party, currency, overdue, oldest in rows:
        last = letters.get(key)
        one = _standing(key, party, currency, overdue, oldest, last, served, held.get((key, currency)))
        found.append(replace(one, in_bankruptcy=True, due="") if key in gone else one)
    return found


def standing_of(session: Session, party: str, as_of: date) -> Standing | None:
    """Where one debtor stands; None when nothing of him is overdue."""
    return next((one for one in standings(session, as_of) if one.party_id == party), None)


def _standing(
    key: str, party: str, currency: str, overdue: Money, oldest: date, last: IssuedPaper | None,
    served: dict[str, LegalFact], pause: Pause | None,
) -> Standing:  # fmt: skip
    step = LADDER.index(last.form) + 1 if last is not None else 0
    due = LADDER[step] if step < len(LADDER) else ""
    waits = (last.answer_by or last.issued_on) if last is not None else oldest
    from_on = waits + timedelta(days=1)
    if pause is not None and pause.holds:
        from_on = max(from_on, pause.until + timedelta(days=1))
    service = served.get(last.id) if last is not None else None
    return Standing(key, party, currency, overdue, oldest, last, service, pause, due, from_on)


def _letters(session: Session, as_of: date) -> dict[str, IssuedPaper]:
    """By debtor, the highest letter of the ladder that stands; one to another contract of his counts too."""
    stage = latest_by(as_of).subquery("stage")
    rows = session.scalars(
        select(IssuedPaper)
        .join(stage, stage.c.document_id == IssuedPaper.id)
        .where(
            IssuedPaper.kind == PAPER, IssuedPaper.form.in_(LADDER), IssuedPaper.issued_on <= as_of,
            stage.c.stage != WITHDRAWN,
        )
        .order_by(IssuedPaper.issued_on, IssuedPaper.serial)
    )  # fmt: skip
    found: dict[str, IssuedPaper] = {}
    for row in rows:
        known = found.get(row.party_id or "")
        if known is None or LETTERS[row.form].level >= LETTERS[known.form].level:
            found[row.party_id or ""] = row
    return found


def _made(session: Session, as_of: date) -> list[Made]:
    return [_row(one, as_of) for one in standings(session, as_of)]


def _row(one: Standing, as_of: date) -> Made:
    last, service = one.last, one.service
    told: tuple[Any, ...] = (None, None, None, "", None)
    if last is not None:
        outcome = text(OUTCOMES[service.outcome]) if service is not None else text(N_("Not sent yet"))
        told = (last.form, last.number, last.issued_on, outcome, last.answer_by)
    values = (
        one.party, one.currency, one.overdue, (as_of - one.oldest).days, one.state(as_of), one.due or None,
        one.from_on, *told,
        one.pause.until if one.pause is not None else None,
    )  # fmt: skip
    key = one.party_id if one.currency == "CNY" else f"{one.party_id}/{one.currency}"
    return Made(key, values, {"party": one.party_id})


DUE = ComputedListing(
    name="dunning",
    title=N_("Letters due"),
    noun="parties",
    columns=(
        worked("party", N_("Debtor"), "text", width=24),
        worked("currency", N_("Currency"), "choice", width=8, shown=False, choices=CURRENCIES),
        worked("overdue", N_("Overdue"), "money", width=14, total=True),
        worked("oldest", N_("Oldest, days overdue"), "days", width=9),
        worked("state", N_("What to do"), "choice", width=16, choices=STATES),
        worked("due", N_("Next letter"), "choice", width=16, choices=KINDS),
        worked("from_on", N_("From"), "date", width=10),
        worked("last", N_("Last letter"), "choice", width=16, choices=KINDS),
        worked("number", N_("Number"), "text", width=16),
        worked("issued_on", N_("Issued on"), "date", width=10),
        worked("outcome", N_("Outcome"), "text", width=9),
        worked("answer_by", N_("To be paid by"), "date", width=10),
        worked("promised_on", N_("Promised for"), "date", width=10),
    ),
    source=never,
    key=never,
    currency="currency",
    empty=N_("Nothing is overdue: nobody has to be written to."),
    made=_made,
)
