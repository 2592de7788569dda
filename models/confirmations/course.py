"""How far the confirmation of every statement is on a day: issued, sealed, served, answered, explained, closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models import legal_facts, papers
from models.confirmations.draft import KINDS, REFUSED
from models.confirmations.record import Reply
from models.confirmations.standing import IN_TURN, stands
from models.contracts.record import Contract
from models.currencies import CURRENCIES
from models.language import N_, text
from models.legal_facts.draft import OUTCOMES
from models.legal_facts.record import LegalFact
from models.money import Money
from models.papers.record import APPROVED, SEALED, STAGES, WITHDRAWN, IssuedPaper
from models.parties import Party
from models.receipts import beside
from models.receivables import position
from models.stages import Stage, latest_by
from models.store.computed import ComputedListing, Made, never, worked

STATEMENT, SECOND = "statement", "confirmation"
"""The paper that is confirmed, and the form of the letter that asks for it again."""
DAYS = 10
"""Days to answer where a statement names none."""
TO_SEAL, TO_SERVE, WAITING, SILENT, AGAIN = "to_seal", "to_serve", "waiting", "silent", "again"
DIFFERS, REFUSES, CLOSED = "differs", "refuses", "closed"
STATES = {
    TO_SEAL: N_("To be sealed"),
    TO_SERVE: N_("To be served"),
    WAITING: N_("Waiting for the reply"),
    SILENT: N_("Silent"),
    AGAIN: N_("Asked a second time"),
    DIFFERS: N_("Replied, differences open"),
    REFUSES: N_("Refused to answer"),
    CLOSED: N_("Closed"),
}
OPEN_STATES = tuple(name for name in STATES if name != CLOSED)


@dataclass(frozen=True)
class Confirmation:
    """A statement in one currency as it stood on a day; ``paper`` is None for one made before the book.

    ``course`` are its stages in the house, ``service`` the last attempt to serve it, ``reply`` the one that speaks
    of the ``came`` that stand, ``again`` the second letter. ``until`` is the last day to answer: so many days
    after it arrived as it gave when it was issued.
    """

    key: str
    number: str
    party_id: str
    party: str
    contract_id: str
    contract: str
    currency: str
    as_of: date | None
    stated: Money | None
    issued_on: date | None = None
    until: date | None = None
    course: Mapping[str, Stage] = field(default_factory=dict)
    service: LegalFact | None = None
    reply: Reply | None = None
    again: IssuedPaper | None = None
    came: int = 0

    def state(self, today: date) -> str:
        """What is to be done next; the reply says more than the way it came."""
        if self.reply is not None:
            return _answered(self.reply, today)
        if self.again is not None and (self.again.answer_by or today) >= today:
            return AGAIN
        if self.service is None or self.service.came_back:
            return TO_SERVE if self.sealed is not None or self.service is not None else TO_SEAL
        return SILENT if self.until is not None and self.until < today else WAITING

    @property
    def sealed(self) -> Stage | None:
        """When it was sealed, by whom."""
        return self.course.get(SEALED)

    @property
    def stage(self) -> str | None:
        """How far it came in the house; None for one made before the book."""
        return next(reversed(tuple(self.course)), None)

    @property
    def unexplained(self) -> Money | None:
        """Statement − confirmed − differences; None without an answer that could be compared."""
        if self.reply is None or self.reply.kind == REFUSED:
            return None
        told = Money.total(one.amount for one in self.reply.differences)
        return self.reply.stated - self.reply.confirmed - told


def _answered(reply: Reply, today: date) -> str:
    if reply.kind == REFUSED:
        return REFUSES
    return CLOSED if reply.closed_on is not None and reply.closed_on <= today else DIFFERS


def confirmations(session: Session, as_of: date, **scope: str) -> list[Confirmation]:
    """Every statement that stood on a day, the newest first; ``scope`` may name ``party`` or ``contract``."""
    found = [*_issued(session, as_of), *_made_before(session, as_of)]
    wanted = {f"{name}_id": key for name, key in scope.items() if key}
    mine = [one for one in found if all(getattr(one, name) == key for name, key in wanted.items())]
    return sorted(mine, key=lambda one: (one.as_of or date.min, one.number, one.currency), reverse=True)


def silent(session: Session, as_of: date, **scope: str) -> list[Confirmation]:
    """The statements whose time to answer passed without a word, the oldest first."""
    return [one for one in reversed(confirmations(session, as_of, **scope)) if one.state(as_of) == SILENT]


def _issued(session: Session, as_of: date) -> Iterator[Confirmation]:
    courses, served = papers.courses(session, as_of), legal_facts.served(session, as_of)
    replies, again = _replies(session, as_of), _second_letters(session, as_of)
    for paper, party, contract in _statements(session, as_of):
        service = served.get(paper.id)
        until = _until(paper, service, as_of)
        last = next((one for one in again[paper.party_id or ""] if _asks_again(one, paper, until)), None)
        for currency, stated in _amounts(session, paper):
            came = replies[paper.id, currency]
            reply = came[-1] if came else None
            yield Confirmation(
                paper.id if paper.currency else f"{paper.id}/{currency}", paper.number, paper.party_id or "", party,
                paper.contract_id or "", contract or "", currency, paper.as_of, reply.stated if reply else stated,
                paper.issued_on, until, courses.get(paper.id, {}), service, reply, last, len(came),
            )  # fmt: skip


def _statements(session: Session, as_of: date) -> list[Any]:
    stage = latest_by(as_of).subquery("stage")
    rows = session.execute(
        select(IssuedPaper, Party.name, Contract.number)
        .join(stage, stage.c.document_id == IssuedPaper.id)
        .join(Party, Party.id == IssuedPaper.party_id)
        .outerjoin(Contract, Contract.id == IssuedPaper.contract_id)
        .where(IssuedPaper.kind == STATEMENT, IssuedPaper.issued_on <= as_of, stage.c.stage != WITHDRAWN)
        .order_by(IssuedPaper.issued_on, IssuedPaper.serial)
    )
    return list(rows.all())


def _until(paper: IssuedPaper, service: LegalFact | None, as_of: date) -> date:
    """So many days after it arrived as it gave on the day it was issued; never before the day it named."""
    last = paper.answer_by or paper.issued_on + timedelta(days=DAYS)
    arrived = service.happened_on if service is not None else None
    if arrived is None or arrived > as_of:
        return last
    return max(last, arrived + (last - paper.issued_on))


def _amounts(session: Session, paper: IssuedPaper) -> list[tuple[str, Money | None]]:
    """One amount a currency; a paper that names several says them as the book knows that day."""
    if paper.currency or paper.as_of is None:
        return [(paper.currency or "CNY", paper.amount)]
    scope = {"contract": paper.contract_id} if paper.contract_id else {"party": paper.party_id or ""}
    found = {one.currency: one.balance for one in position.positions(session, paper.as_of, **scope)}
    for currency, held in beside(session, paper.as_of, **scope).items():
        found[currency] = found.get(currency, Money()) - held.unallocated
    return list(found.items()) or [("CNY", None)]


def _replies(session: Session, as_of: date) -> dict[tuple[str, str], list[Reply]]:
    """By statement and currency, the replies that stand on the day, the last one last."""
    rows = select(Reply).where(stands(as_of), Reply.paper_id.is_not(None)).options(selectinload(Reply.differences))
    found: dict[tuple[str, str], list[Reply]] = defaultdict(list)
    for row in session.scalars(rows.order_by(*IN_TURN)):
        found[row.paper_id or "", row.currency].append(row)
    return found


def _second_letters(session: Session, as_of: date) -> dict[str, list[IssuedPaper]]:
    """By debtor, the letters that asked again and stand on the day, the newest first."""
    stage = latest_by(as_of).subquery("stage")
    rows = session.scalars(
        select(IssuedPaper)
        .join(stage, stage.c.document_id == IssuedPaper.id)
        .where(IssuedPaper.kind == "letter", IssuedPaper.form == SECOND, IssuedPaper.issued_on <= as_of,
               stage.c.stage != WITHDRAWN)
        .order_by(IssuedPaper.issued_on.desc(), IssuedPaper.serial.desc())
    )  # fmt: skip
    found: dict[str, list[IssuedPaper]] = defaultdict(list)
    for row in rows:
        found[row.party_id or ""].append(row)
    return found


def _asks_again(letter: IssuedPaper, paper: IssuedPaper, until: date) -> bool:
    """Whether a second letter lists the statement: it was silent on the letter's cut-off day."""
    mine = not letter.contract_id or letter.contract_id == paper.contract_id
    return mine and letter.as_of is not None and letter.as_of > until


def _made_before(session: Session, as_of: date) -> Iterator[Confirmation]:
    """Statements the book knows by their replies only, each with the last one."""
    rows = session.execute(
        select(Reply, Party.name, Contract.number)
        .join(Party, Party.id == Reply.party_id)
        .outerjoin(Contract, Contract.id == Reply.contract_id)
        .where(stands(as_of), Reply.paper_id.is_(None))
        .options(selectinload(Reply.differences))
        .order_by(*IN_TURN)
    )
    found: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for one in rows:
        found[one[0].letter, one[0].party_id, one[0].currency].append(one)
    for came in found.values():
        row, party, contract = came[-1]
        yield Confirmation(
            row.id, row.letter, row.party_id, party, row.contract_id or "", contract or "", row.currency, row.as_of,
            row.stated, reply=row, came=len(came),
        )  # fmt: skip


def _made(session: Session, as_of: date) -> list[Made]:
    return [_row(one, as_of) for one in confirmations(session, as_of)]


def _row(one: Confirmation, as_of: date) -> Made:
    reply, service = one.reply, one.service
    sealed, approved = one.sealed, one.course.get(APPROVED)
    replied: tuple[Any, ...] = (None, None, None, None, "", None, None)
    if reply is not None:
        left = one.unexplained
        proof = "strong" if reply.is_strong else "weak"
        replied = (
            reply.replied_on, reply.kind, reply.confirmed, left, reply.signatory,
            None if reply.kind == REFUSED else proof, reply.closed_on,
        )  # fmt: skip
    values = (
        one.number, one.party, one.contract, one.state(as_of), one.as_of, one.currency, one.stated, one.until, *replied,
        one.issued_on, one.stage, approved.reached_on if approved else None, approved.by if approved else "",
        sealed.reached_on if sealed else None, sealed.remark if sealed else None, sealed.by if sealed else "",
        service.sent_on if service else None,
        text(OUTCOMES[service.outcome]) if service else "", one.again.number if one.again else "", one.came or None,
    )  # fmt: skip
    return Made(one.key, values, {"party": one.party_id, "contract": one.contract_id})


PROOFS = {"strong": N_("Binds the company"), "weak": N_("Weak")}
CONFIRMATIONS = ComputedListing(
    name="confirmations",
    title=N_("Confirmation of balances"),
    noun="issued_papers",
    columns=(
        worked("number", N_("Statement"), "text", width=18),
        worked("party", N_("Debtor"), "text", width=20),
        worked("contract", N_("Contract"), "text", width=14, shown=False, reference=True),
        worked("state", N_("How far it is"), "choice", width=13, choices=STATES),
        worked("as_of", N_("Cut-off date"), "date", width=10),
        worked("currency", N_("Currency"), "choice", width=8, shown=False, choices=CURRENCIES),
        worked("stated", N_("Balance stated"), "money", width=14),
        worked("until", N_("To be answered by"), "date", width=10),
        worked("replied_on", N_("Day of the reply"), "date", width=10),
        worked("kind", N_("What it says"), "choice", width=10, choices=KINDS),
        worked("confirmed", N_("Confirmed"), "money", width=14),
        worked("unexplained", N_("Unexplained"), "money", width=12),
        worked("signatory", N_("Signatory"), "text", width=9),
        worked("proof", N_("Proof"), "choice", width=9, choices=PROOFS),
        worked("closed_on", N_("Closed on"), "date", width=10, shown=False),
        worked("issued_on", N_("Issued on"), "date", width=10, shown=False),
        worked("stage", N_("In the house"), "choice", width=9, shown=False, choices=STAGES),
        worked("approved_on", N_("Approved on"), "date", width=10, shown=False),
        worked("approved_by", N_("Approved by"), "text", width=9, shown=False),
        worked("sealed_on", N_("Sealed on"), "date", width=10, shown=False),
        worked("seal", N_("Seal"), "choice", width=9, shown=False, choices=papers.SEALS),
        worked("sealed_by", N_("Sealed by"), "text", width=9, shown=False),
        worked("sent_on", N_("Sent on"), "date", width=10, shown=False),
        worked("outcome", N_("Outcome"), "text", width=8, shown=False),
        worked("again", N_("Second letter"), "text", width=15, shown=False),
        worked("came", N_("Replies that came"), "number", width=6, shown=False),
    ),
    source=never,
    key=never,
    currency="currency",
    empty=N_("Statements that were issued stand here until every debtor has confirmed them: seal, serve, reply."),
    made=_made,
)
