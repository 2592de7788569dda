"""What law and contract say against a letter: a right that ended, finished works, a notice that is too short."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import contracts, deadlines, events
from models.contracts.record import Contract, ContractEvent
from models.deadlines import Deadline
from models.language import N_
from models.letters.kinds import LETTERS, MONEY, PRIORITY, LetterKind
from models.letters.pauses import Pause, pauses
from models.problems import Problem, Refused
from models.rules.clocks import Clock
from models.rules.periods import CHANGED_BY_AGREEMENT
from models.rules.suspension import notice_of
from reports.letter_draft import DAYS, LetterDraft
from reports.letter_lists import Listed

MOST_NAMED = 6
_FINISHED = (events.COMPLETION, events.ACCEPTANCE, events.HAND_OVER)
_NOTHING_TO_STOP = N_(
    "The works under {contract} were finished or handed over by {day}: nothing is left to suspend. Write a demand."
)
_TOO_SHORT = N_(
    "{basis} gives {days} days after this notice arrived before the works may be suspended; this letter gives {given}. "
    "Who suspends earlier may be in breach himself."
)
_GONE = N_(
    "The priority right under {contract} ended on {day}: this letter relies on a right that is gone. Only another day "
    "of payment that was agreed ({basis}) could have moved it: ask your lawyer, or write an ordinary demand."
)
_ENDS_FIRST = N_(
    "The priority right under {contract} ends on {day}, but this letter gives time until {until}: after it the right "
    "is gone, and a demand does not stop it. Agree on a price for the works or sue by {day}."
)

_LAPSED = N_(
    "Limitation ended: {documents}. The debtor may refuse to pay, and this letter restarts nothing ({basis}; Civil "
    "Code, article 192): have a new promise or repayment plan signed (Limitation Provisions, article 19)."
)
_LAPSES = N_(
    "Limitation ends before the day this letter gives: {documents}. It must arrive by then and its arrival be proven, "
    "or a suit be filed ({basis}; Civil Code, article 195; Limitation Provisions, article 8)."
)
_ALONE = N_(
    "Counted alone these instalments end by the day this letter gives: {documents}. The law counts from the last one "
    "(Civil Code, article 189); let this letter arrive before that day all the same, for the debtor may hold them for "
    "separate debts."
)
_WAITS = N_("The debtor promised to pay by {day}: the next letter waits until then.")
_PART_PROMISED = N_(
    "What the debtor promised to pay by {day} does not cover {amount} of the {overdue} that are overdue: this letter "
    "may go out for them; it lists what was promised too."
)
_RIGHT_ENDS = N_(
    "The debtor promised to pay by {day}, but a right ends on {last} (limitation or priority): a promise stops neither "
    "until it is proven in writing. Demand in time, and have this letter arrive by {last}."
)


def days_given(session: Session, asked: LetterDraft, contract: Contract | None) -> int:
    """The days to pay or answer: those typed, else the usual ones; before a suspension those of the contract."""
    if asked.days_to_pay is not None:
        return asked.days_to_pay
    notice = _notice(session, LETTERS[asked.kind], contract, asked.dated_on or asked.as_of)
    return notice.days if notice is not None else DAYS


def _notice(session: Session, kind: LetterKind, contract: Contract | None, dated: date | None) -> Clock | None:
    """The time before a suspension, of a letter that announces one."""
    if not kind.stops or contract is None or dated is None:
        return None
    return notice_of(contracts.terms_on(contract, dated).claim_form)


def finished(session: Session, kind: LetterKind, contract: Contract | None, dated: date) -> Iterator[Problem]:
    """Works that are finished or handed over are not suspended."""
    if not kind.stops or contract is None:
        return
    e = ContractEvent
    mine = e.contract_id == contract.id, e.event.in_(_FINISHED), e.happened_on <= dated
    day = session.scalar(select(func.min(e.happened_on)).where(*mine))
    if day is not None:
        yield Problem("kind", _NOTHING_TO_STOP, {"contract": contract.number, "day": day})


def untimely(
    session: Session, kind: LetterKind, contract: Contract | None, dated: date, days: int
) -> Iterator[Problem]:
    """Advice where the time the letter gives is shorter than the contract asks for, or outlives the right it names."""
    if contract is None:
        return
    notice = _notice(session, kind, contract, dated)
    if notice is not None and days < notice.days:
        told = {"basis": notice.basis, "days": notice.days, "given": days}
        yield Problem("days_to_pay", _TOO_SHORT, told, advice=True)
    if kind.fits == PRIORITY:
        yield from _priority(session, contract, dated, dated + timedelta(days))


def _priority(session: Session, contract: Contract, dated: date, until: date) -> Iterator[Problem]:
    """The day by which the right must be used, against the day of the letter and the end of the time it gives."""
    found = [one for one in deadlines.deadlines(session, dated, contract.id) if one.clock == "priority"]
    last = min((one.act_by for one in found if one.act_by), default=None)
    if last is None:
        return
    told = {"contract": contract.number, "day": last}
    if last < dated:
        yield Problem("kind", _GONE, {**told, "basis": CHANGED_BY_AGREEMENT}, advice=True)
    elif last <= until:
        yield Problem("days_to_pay", _ENDS_FIRST, {**told, "until": until}, advice=True)


def lapsing(
    session: Session, kind: LetterKind, items: Iterable[Listed], contract: str, dated: date, until: date
) -> Iterator[Problem]:
    """Advice where limitation of what is demanded ended before the letter, or ends before the day it gives."""
    if not kind.asks or kind.lists not in MONEY:
        return
    listed = {one.key: one.document for one in items}
    ends: dict[str, list[Deadline]] = {_LAPSED: [], _LAPSES: []}
    for one in deadlines.limitations(session, dated, listed, contract):
        if one.act_by is not None and one.act_by <= until:
            ends[_LAPSED if one.act_by < dated else _LAPSES].append(one)
    for message, found in ends.items():
        if found:
            found.sort(key=lambda one: (one.act_by or date.max, one.key))
            told = {"documents": _named(found), "basis": found[0].basis[0]}
            yield Problem("kind" if message == _LAPSED else "days_to_pay", message, told, advice=True)
    early = [(day, one) for day, one in deadlines.instalments(session, dated, listed, contract) if day <= until]
    if early:
        many = f" … ({len(early)})" if len(early) > MOST_NAMED else ""
        named = ", ".join(f"{one} ({day})" for day, one in early[:MOST_NAMED]) + many
        yield Problem("days_to_pay", _ALONE, {"documents": named}, advice=True)


def _named(found: Sequence[Deadline]) -> str:
    """Each debt with its last day; of many the first."""
    told = [f"{one.subject.contract} {one.subject.document} ({one.act_by})" for one in found[:MOST_NAMED]]
    return ", ".join(told) + (f" … ({len(found)})" if len(found) > MOST_NAMED else "")


def promised(
    session: Session, kind: LetterKind, debtor: str, contract: str, dated: date, currencies: Collection[str]
) -> tuple[Problem, ...]:
    """A promise for all that is overdue pauses the ladder; one for a part, or beyond the end of a right, is noted.

    A notice that keeps a right is never held up.
    """
    every = pauses(session, dated, debtor, contract) if kind.level else {}
    found = [one for (_, currency), one in every.items() if currency in currencies]
    if found and len(found) == len(currencies) and all(one.holds for one in found):
        raise Refused(_WAITS, day=max(one.until for one in found))
    return tuple(_noted(one) for one in found if not one.holds)


def _noted(one: Pause) -> Problem:
    if one.last is not None:
        return Problem("kind", _RIGHT_ENDS, {"day": one.until, "last": one.last}, advice=True)
    told = {"day": one.until, "amount": one.left.grouped, "overdue": one.overdue.grouped}
    return Problem("kind", _PART_PROMISED, told, advice=True)
