"""What interrupts a debt as of a day: facts with a paper, each for the debtors and contracts it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, inspect, or_, select
from sqlalchemy.orm import Session

from models.confirmations.record import Reply
from models.deadlines.debts import Debt, Item, key_of
from models.deadlines.record import Deadline
from models.deadlines.replies import Replied, replies
from models.language import N_
from models.legal_facts.draft import REJECTED, WITHDRAWN
from models.legal_facts.record import LegalFact
from models.legal_facts.suits import only_at_contracts
from models.letters.kinds import classes_of
from models.papers import IssuedPaper
from models.parties import Party
from models.receivables.record import Receivable
from models.rules.clocks import Interruption
from models.rules.restarts import ACKNOWLEDGED, EVENTS, FILED, GUARANTOR, JOINT, JOINT_GUARANTOR, OBSTACLE, Event
from models.said import Said, joined


@dataclass(frozen=True)
class Lists:
    """What a served paper claims: what fell due ``before`` its day, of these ``classes`` (none named: of every class).

    What a letter does not speak of is not claimed by it (民法典 195), but for the rest of the same claim (时效规定 9).
    """

    before: date
    classes: tuple[str, ...] = ()

    def has(self, item: Item) -> bool:
        due = item.first_due is not None and item.first_due < self.before
        return due and (not self.classes or item.kind in self.classes)


@dataclass(frozen=True)
class Known:
    """The facts up to a day, and by contract who joined its debt (诉讼时效规定 15), each by the fact that says so.

    ``listed`` is by paper what it claims, ``debts`` the debt an item belongs to.
    ``replied`` are the replies to statements among the facts: what they confirm, and how much they are worth;
    ``names`` are those of all they are against, ``guarantors`` by contract who guaranteed. ``on_the_way`` are letters
    that were sent by then and of which nobody entered what became of them.
    """

    as_of: date
    facts: tuple[LegalFact, ...]
    joint: dict[str, dict[str, LegalFact]]
    listed: dict[str, Lists]
    debts: dict[str, str]
    replied: Replied = field(default_factory=Replied)
    names: dict[str, str] = field(default_factory=dict)
    guarantors: dict[str, set[str]] = field(default_factory=dict)
    on_the_way: tuple[LegalFact, ...] = ()

    def sent(self, debt: Debt) -> list[LegalFact]:
        """The letters about a debt whose arrival nobody entered: they move no day."""
        return [fact for fact in self.on_the_way if self._owed(fact, debt) and self._speaks_of(fact, debt, None)]

    def of(self, debt: Debt, item: Item | None = None) -> list[LegalFact]:
        """The facts that speak of a debt: against any of its debtors, for all he owes, its contract or a part of it.

        Of one ``item`` alone only those that speak of it.
        """
        return [fact for fact in self.facts if self._owed(fact, debt) and self._speaks_of(fact, debt, item)]

    def astray(self, debt: Debt) -> list[LegalFact]:
        """What is against somebody who does not owe the debt, though it names its contract or he pays under it: a
        paying agency, or whoever else is no guarantor. It moves no day (民法典 195: 向义务人)."""
        answer = {*self.guarantors.get(debt.contract.id, ()), *self.guarantors.get("", ())}
        named = {debt.contract.payer_id, *self.joint.get(debt.contract.id, ())}
        beside = [fact for fact in self.facts if fact.party_id not in answer and not self._owed(fact, debt)]
        return [
            fact for fact in beside
            if EVENTS[fact.kind].restarts and self._speaks_of(fact, debt, None)
            and (fact.contract_id == debt.contract.id or fact.party_id in named)
        ]  # fmt: skip

    def _owed(self, fact: LegalFact, debt: Debt) -> bool:
        """Whether it is against somebody who owed the debt then: its debtor, or who had joined it (诉讼时效规定 15)."""
        joined = self.joint.get(debt.contract.id, {}).get(fact.party_id)
        if joined is None or fact.party_id in (debt.party_id, debt.contract.owner_id):
            return fact.party_id in (debt.party_id, debt.contract.owner_id)
        day = fact.happened_on or fact.sent_on
        return day is not None and joined.happened_on is not None and joined.happened_on <= day

    def _speaks_of(self, fact: LegalFact, debt: Debt, item: Item | None) -> bool:
        whole = debt.key if item is None else item.id
        if fact.id in self.replied.confirmed:
            return whole in self.replied.confirmed[fact.id]
        if fact.receivable_id:
            return whole in (fact.receivable_id, self.debts.get(fact.receivable_id))
        if fact.contract_id and fact.contract_id != debt.contract.id:
            return False
        listed = self.listed.get(fact.paper_id or "")
        return listed is None or any(listed.has(one) for one in (debt.items if item is None else (item,)))

    def beside(self, debt: Debt) -> list[LegalFact]:
        """The facts by which others joined the debt."""
        return [fact for party, fact in self.joint.get(debt.contract.id, {}).items() if party != debt.party_id]

    @property
    def weak(self) -> frozenset[str]:
        """What moves no day and is told instead: replies that bind nobody, procedures that came to nothing."""
        return self.replied.weak | {fact.id for fact in self.facts if self.came_to_nothing(fact)}

    def came_to_nothing(self, fact: LegalFact) -> bool:
        """A procedure that was withdrawn or rejected by then: whether it interrupted is disputed (民法典 195)."""
        return fact.has_ended(self.as_of) and event_of(fact).is_procedure and fact.ended_by in (WITHDRAWN, REJECTED)

    def binds(self, fact: LegalFact) -> bool:
        """Whether it is a reply that binds the company by itself."""
        return fact.id in self.replied.binding


def known(session: Session, as_of: date) -> Known:
    """Every fact that had happened by a day."""
    rows = session.scalars(
        select(LegalFact)
        .where(LegalFact.void == 0)
        .where(or_(LegalFact.happened_on <= as_of, and_(LegalFact.happened_on.is_(None), LegalFact.sent_on <= as_of)))
        .order_by(LegalFact.happened_on, LegalFact.id)
    )
    replied = replies(session, as_of)
    told = (*rows, *replied.facts, *only_at_contracts(session, as_of))
    facts = tuple(sorted((row for row in told if row.happened_on), key=_order))
    sent = tuple(
        row for row in told if not row.happened_on and row.sent_on and row.sent_on <= as_of and not row.outcome
    )
    joint: dict[str, dict[str, LegalFact]] = defaultdict(dict)
    for fact in facts:
        if fact.kind == JOINT and fact.contract_id:
            joint[fact.contract_id][fact.party_id] = fact
    guarantors: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.kind in (GUARANTOR, JOINT_GUARANTOR):
            guarantors[fact.contract_id or ""].add(fact.party_id)
    parties = {fact.party_id for fact in facts}
    names = {row.id: row.name for row in session.scalars(select(Party).where(Party.id.in_(parties)))}
    claimed = select(Receivable).where(Receivable.id.in_([fact.receivable_id for fact in facts if fact.receivable_id]))
    debts = {row.id: key_of(row) for row in session.scalars(claimed)}
    return Known(as_of, facts, joint, _listed(session, (*facts, *sent)), debts, replied, names, guarantors, sent)


def _listed(session: Session, facts: Iterable[LegalFact]) -> dict[str, Lists]:
    """By paper that was served, what it claims."""
    papers = [fact.paper_id for fact in facts if fact.paper_id]
    rows = select(IssuedPaper.id, IssuedPaper.as_of, IssuedPaper.form).where(IssuedPaper.id.in_(papers))
    return {key: Lists(day, classes_of(form)) for key, day, form in session.execute(rows) if day is not None}


def _order(fact: LegalFact) -> tuple[Any, str]:
    return fact.happened_on, fact.id


def counts(fact: LegalFact) -> bool:
    """Whether it moves a period: proven, and where it is a letter, arrived or sent to where it must arrive."""
    event = EVENTS.get(fact.kind)
    if event is None or not fact.proof.strip():
        return False
    return not event.arrives or fact.has_arrived


def interruptions(facts: Iterable[LegalFact], known: Known) -> list[Interruption]:
    """What restarts limitation, in the words of the rule; a procedure that ended later is still pending.

    A promise signed with authority is one whether the period still ran (民法典 195) or not (192).
    """
    found = []
    for fact in facts:
        event = EVENTS.get(fact.kind)
        if event is None or not event.restarts or not counts(fact) or fact.happened_on is None:
            continue
        ended = fact.ended_on if fact.has_ended(known.as_of) else None
        revives = event.revives or (fact.kind == ACKNOWLEDGED and known.binds(fact))
        founds = fact.kind in FILED
        found.append(Interruption(fact.happened_on, fact.id, event.is_procedure, ended, revives, founds))
    return found


@dataclass(frozen=True)
class Obstacle:
    """What kept us from claiming; one that lasts is counted up to the day."""

    fact: LegalFact
    began: date
    removed: date


def obstacles(facts: Iterable[LegalFact], as_of: date) -> list[Obstacle]:
    """Those of the facts that are proven."""
    return [
        Obstacle(fact, fact.happened_on, min(fact.ended_on or as_of, as_of))
        for fact in facts
        if fact.kind == OBSTACLE and counts(fact) and fact.happened_on
    ]


def noun_of(fact: LegalFact) -> str:
    """Where the fact is kept: a reply to a statement is one that is kept as a reply."""
    return Reply.__tablename__ if inspect(fact).transient else LegalFact.__tablename__


def event_of(fact: LegalFact) -> Event:
    return EVENTS[fact.kind]


def told_of(fact: LegalFact, as_of: date) -> Said:
    """What had happened by a day, when, and by which paper, as a line of a list says it."""
    event = event_of(fact)
    ended = (event.is_procedure or event.lasts) and fact.has_ended(as_of)
    values = {"what": event.caption, "day": fact.happened_on, **({"end": fact.ended_on} if ended else {})}
    told = N_("{what} on {day}, ended on {end}") if ended else N_("{what} on {day}")
    return Said(told, values, " · ".join(filter(None, (fact.number, fact.tracking, fact.proof))))


def stands(found: Deadline, kept: LegalFact, note: Said, as_of: date) -> Deadline:
    """A right that was kept in time: no day is left to meet, the paper that kept it is behind it."""
    because = joined(told_of(kept, as_of), found.because)
    behind = ((noun_of(kept), kept.id), *found.behind)
    return replace(found, because=because, raw_end=None, end=None, act_by=None, note=note, behind=behind)
