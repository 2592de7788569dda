"""What stands against a letter: the debtor's bankruptcy, the assignment of what it lists, a suit about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.deadlines.facts import counts
from models.language import N_
from models.legal_facts.draft import DELIVERED
from models.legal_facts.insolvency import Insolvent, insolvencies
from models.legal_facts.record import LegalFact
from models.legal_facts.suits import only_at_contracts
from models.letters.kinds import DEPOSIT, MONEY, OVERDUE, RETENTION, LetterKind
from models.money import Money
from models.papers.record import WITHDRAWN, IssuedPaper
from models.problems import Invalid, Problem, Refused
from models.receivables.record import Allocation, Receivable
from models.rules.restarts import ASSIGNMENT, EVENTS, SUITS
from models.stages import latest_by
from reports.letter_addressee import Addressee
from reports.letter_lists import Listed

_DECLARE = N_(
    "{name} is in bankruptcy since {day} ({number}): the payment of single creditors is void, claims are declared to "
    "the administrator, and no interest runs from that day on (Bankruptcy Law, articles 16, 46 and 48). Declare the "
    "claim with the interest sheet up to {last}, and record it under “Facts for deadlines” as “Claim filed in "
    "bankruptcy”."
)
_OF_THE_ESTATE = N_(
    "{name} is in bankruptcy since {day} ({number}). What is listed arose after it: where the administrator carries "
    "the contract on, it is a debt of the estate and paid from it at any time (Bankruptcy Law, articles 42 and 43). "
    "Write to the administrator."
)
_TO_ADMINISTRATOR = N_(
    "{name} is in bankruptcy since {day} ({number}): address this letter to the administrator ({basis}), and declare "
    "the claim; the letter does not stand in for that."
)
_OVER = N_(
    "The bankruptcy of {name}, accepted on {day} ({number}), ended on {ended}: what may still be claimed follows from "
    "how it ended (plan, settlement, dismissal). Where the application was dismissed, void the fact: interest runs on."
)
_ADMINISTRATOR = {
    "set_off": N_("Bankruptcy Law, article 40"),
    "article_807": N_("Bankruptcy Law, articles 48 and 109"),
    "suspension": N_("Bankruptcy Law, article 18"),
}
_USUAL = N_("Bankruptcy Law, article 25")
_ASSIGNED = N_(
    "All that is listed was assigned: the notice arrived on {day} ({number}), and the debtor now pays the assignee "
    "only (Civil Code, article 546). Let the assignee write; book the assignment as a settlement; where it was taken "
    "back with his consent, enter the day at {number}."
)
_LEFT_OUT = N_(
    "{documents}: assigned, the notice arrived on {day} ({number}). The debtor now pays the assignee only (Civil Code, "
    "article 546): this letter leaves it out."
)
_IN_PART = N_(
    "{amount} of {documents} was assigned, the notice arrived on {day} ({number}): this letter still lists all of it. "
    "Book the assignment as a settlement first, so that only the rest is demanded (Civil Code, article 546)."
)
_TWICE = N_("A notice of assignment of {documents} arrived on {day} already ({number}): is it assigned once more?")
_SET_OFF = N_(
    "Our notice of set-off {number} arrived on {day} and is not in the book: by it the debts ended in equal amounts "
    "(Civil Code, article 568). Book it as a settlement first, so that this letter does not demand it again."
)
_IN_SUIT = N_(
    "{documents}: {what} on {day} ({number}), not ended. What this letter says may be used in the procedure, which "
    "interrupts limitation by itself once it is proven: let the lawyer who conducts it read it first."
)


@dataclass(frozen=True)
class Standing:
    """What may be listed, what the writer should know, and the bankruptcy that stops the interest of the debt."""

    found: list[Listed]
    advice: tuple[Problem, ...]
    stops: Insolvent | None


def standing(session: Session, kind: LetterKind, whose: Addressee, found: list[Listed], dated: date) -> Standing:
    """Refused where all that is listed was assigned, or has to be declared in bankruptcy."""
    insolvent = insolvencies(session, dated)
    debtor = whose.contract.owner_id if whose.contract else whose.party.id
    facts = _facts(session, dated)
    found, assigned = _assigned(session, kind, found, [fact for fact in facts if fact.kind == ASSIGNMENT])
    advice = (*_bankrupt(kind, whose, found, insolvent.get(whose.party.id)), *assigned)
    sued = _sued(found, [fact for fact in facts if fact.kind in SUITS]) if kind.lists in MONEY else ()
    declared = _set_off(session, debtor, dated) if kind.lists in MONEY else ()
    return Standing(found, (*advice, *sued, *declared), insolvent.get(debtor))


def _bankrupt(
    kind: LetterKind, whose: Addressee, found: Iterable[Listed], stops: Insolvent | None
) -> Iterator[Problem]:
    """Nobody asks a bankrupt to pay; what else is written goes to the administrator."""
    if stops is None:
        return
    told = {"name": whose.party.name, "day": stops.since, "number": stops.number, "last": stops.last}
    if stops.ended_on is not None:
        yield Problem("party", _OVER, {**told, "ended": stops.ended_on}, advice=True)
    elif kind.lists not in (OVERDUE, RETENTION, DEPOSIT) or "amount" in kind.needs:
        told["basis"] = _ADMINISTRATOR.get(kind.name, _USUAL)
        yield Problem("party", _TO_ADMINISTRATOR, told, advice=True)
    elif all(one.posted_on is not None and one.posted_on >= stops.since for one in found):
        yield Problem("party", _OF_THE_ESTATE, told, advice=True)
    else:
        raise Invalid([Problem("party", _DECLARE, told)])


def _facts(session: Session, dated: date) -> Sequence[LegalFact]:
    """Notices of assignment and suits that stand on a day."""
    f = LegalFact
    rows = session.scalars(
        select(f)
        .where(f.void == 0, f.kind.in_((ASSIGNMENT, *SUITS)), f.happened_on <= dated)
        .where(or_(f.ended_on.is_(None), f.ended_on > dated))
        .order_by(f.happened_on, f.id)
    )
    return [*rows, *only_at_contracts(session, dated)]


def _speaks_of(fact: LegalFact, one: Listed) -> bool:
    """Whether a fact is about an item: itself, its contract, or all its debtor owes."""
    if fact.receivable_id:
        return fact.receivable_id == one.key
    return fact.contract_id == one.contract_id if fact.contract_id else fact.party_id == one.party_id


def _assigned(
    session: Session, kind: LetterKind, found: list[Listed], facts: Iterable[LegalFact]
) -> tuple[list[Listed], list[Problem]]:
    """The list less what was assigned, and a word on it; what an assignment settled in the book is off already."""
    advice, left = [], found
    for fact in facts if kind.lists in MONEY else ():
        assert fact.happened_on
        mine = [one for one in left if _speaks_of(fact, one) and one.posted_on and one.posted_on <= fact.happened_on]
        if not mine or not counts(fact) or _is_booked(session, mine):
            continue
        documents = ", ".join(dict.fromkeys(one.document for one in mine))
        told = {"documents": documents, "day": fact.happened_on, "number": fact.number}
        if kind.name == "assignment":
            advice.append(Problem("kind", _TWICE, told, advice=True))
        elif fact.amount is not None and fact.amount < Money.total(one.open for one in mine):
            advice.append(Problem("kind", _IN_PART, {**told, "amount": fact.amount.grouped}, advice=True))
        else:
            left = [one for one in left if one not in mine]
            advice.append(Problem("kind", _LEFT_OUT, told, advice=True))
            if not left:
                raise Refused(_ASSIGNED, **told)
    return left, advice


def _set_off(session: Session, debtor: str, dated: date) -> Iterator[Problem]:
    """Our own notices of set-off that arrived and are not in the book: the debt is less by them (民法典 568)."""
    p, f, stage = IssuedPaper, LegalFact, latest_by(dated).subquery("stage")
    rows = session.execute(
        select(p.number, p.as_of, f.happened_on)
        .join(f, f.paper_id == p.id)
        .join(stage, stage.c.document_id == p.id)
        .where(p.kind == "letter", p.form == "set_off", p.party_id == debtor, stage.c.stage != WITHDRAWN)
        .where(f.void == 0, f.outcome == DELIVERED, f.happened_on <= dated)
        .order_by(f.happened_on, p.number)
    )
    for number, since, arrived in rows:
        a = Allocation
        booked = select(a.id).join(Receivable, Receivable.id == a.receivable_id)
        mine = Receivable.party_id == debtor, a.way == "set_off", a.void == 0, a.allocated_on >= since
        if session.scalar(booked.where(*mine).limit(1)) is None:
            yield Problem("kind", _SET_OFF, {"number": number, "day": arrived}, advice=True)


def _is_booked(session: Session, items: Iterable[Listed]) -> bool:
    a = Allocation
    mine = a.receivable_id.in_([one.key for one in items]), a.way == "assignment", a.void == 0
    return session.scalar(select(a.id).where(*mine).limit(1)) is not None


def _sued(found: Iterable[Listed], facts: Iterable[LegalFact]) -> Iterator[Problem]:
    """A suit that is pending about what is listed."""
    for fact in facts:
        documents = ", ".join(dict.fromkeys(one.document for one in found if _speaks_of(fact, one)))
        if documents:
            told = {
                "documents": documents, "what": EVENTS[fact.kind].caption, "day": fact.happened_on,
                "number": fact.number,
            }  # fmt: skip
            yield Problem("kind", _IN_SUIT, told, advice=True)
