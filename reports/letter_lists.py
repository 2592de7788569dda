"""What the table of a letter lists: items overdue or to be returned, accounts, variations or claims that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, or_, select
from sqlalchemy.orm import Session

from models import confirmations
from models.claims import standing as claims_standing
from models.claims.draft import CAUSES
from models.claims.record import Claim
from models.contracts.record import Contract, Terms
from models.contracts.terms import claim_terms
from models.final_accounts.record import FinalAccount
from models.language import N_
from models.letters.kinds import (
    ACCOUNTS,
    CLAIMS,
    CLASSES_OF,
    MONEY,
    OPEN,
    STATEMENTS,
    VARIATIONS,
    LetterKind,
)  # fmt: skip
from models.money import Money
from models.receivables import position
from models.receivables.record import CLASSES, GIVEN_UP, Allocation
from models.stages import latest_by
from models.store.base import Fen
from models.variations.draft import INSTRUCTED, PRICED, SUBMITTED
from models.variations.record import VariationOrder

OWED = (N_("Due on"), N_("Amount due"), N_("Paid"), N_("Still owed"), N_("Days overdue"), N_("Interest"))
WAITING = (N_("Submitted or happened on"), N_("Amount"), N_("Days since"))
ASKED = (N_("Issued on"), N_("Balance stated"), N_("Days since"))
NOTIFIED = (N_("Event on"), N_("Clause relied on"))


def captions_of(kind: LetterKind) -> tuple[str, ...]:
    """What heads the columns after contract, document and class (msgids)."""
    if kind.lists in MONEY:
        return OWED
    return {STATEMENTS: ASKED, CLAIMS: NOTIFIED}.get(kind.lists, WAITING)


@dataclass(frozen=True)
class Listed:
    """One line before interest: ``key`` is the receivable it is, where it is one; ``follows`` is the event its day
    comes ``after`` by so many days. ``contract_id``, ``party_id`` and ``posted_on`` are those of the receivable."""

    key: str
    currency: str
    contract: str
    document: str
    kind: str
    due_on: date | None
    amount: Money
    paid: Money | None
    open: Money
    clause: str = ""
    follows: str = ""
    after: int | None = None
    contract_id: str = ""
    party_id: str = ""
    posted_on: date | None = None


def owed(session: Session, kind: str, as_of: date, scope: dict[str, str]) -> list[Listed]:
    """Items of a debtor or contract that are open: the overdue ones, all of a class that is due, or all (``open``)."""
    item = position.items(as_of, *position.scoped(scope))
    where = [item.c.open != 0]
    if kind != OPEN:
        where.append(item.c.due_on < as_of)
    if kind in CLASSES_OF:
        where.append(item.c.kind.in_(CLASSES_OF[kind]))
    rows = session.execute(
        select(
            item.c.id, Contract.currency, Contract.number, item.c.document, item.c.kind, item.c.due_on, item.c.amount,
            item.c.paid, item.c.open, item.c.anchor, item.c.days, item.c.contract_id, item.c.party_id,
            item.c.posted_on, _given_up(item, as_of).label("given_up"),
        )
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(*where)
        .order_by(item.c.due_on, Contract.number, item.c.document, item.c.id)
    )  # fmt: skip
    return list(claimed([_owed(row) for row in rows]))


def _owed(row: Any) -> Listed:
    """What was given up was never paid; what takes off earlier items falls due on no day."""
    day = row.due_on if row.open > Money() else None
    return Listed(
        row.id, row.currency, row.number, row.document, CLASSES.get(row.kind, row.kind), day,
        row.amount - row.given_up, row.paid - row.given_up, row.open, follows=row.anchor, after=row.days,
        contract_id=row.contract_id, party_id=row.party_id, posted_on=row.posted_on,
    )  # fmt: skip


def _given_up(item: Subquery, as_of: date) -> ColumnElement[Money]:
    """SQL: what an item was reduced by without anything being received: it is no longer owed, and was never paid."""
    a = Allocation
    mine = a.receivable_id == item.c.id, a.void == 0, a.allocated_on <= as_of, a.way.in_(GIVEN_UP)
    found = select(func.sum(a.amount)).where(*mine).correlate(item).scalar_subquery()
    return func.coalesce(found, 0, type_=Fen())


def claimed(found: list[Listed]) -> Iterator[Listed]:
    """What takes off earlier items of a contract is listed with them, as in its statement, but falls due on no day; a
    contract under which nothing is left to claim is not listed."""
    left: dict[str, Money] = {}
    for one in found:
        left[one.contract] = left.get(one.contract, Money()) + one.open
    return (one for one in found if left[one.contract] > Money())


def waiting(session: Session, kind: str, as_of: date, scope: dict[str, str]) -> list[Listed]:
    """Documents of the contracts that wait for the owner: final accounts, variations or claims."""
    if kind == STATEMENTS:
        return list(_statements(session, as_of, scope))
    found = {ACCOUNTS: _accounts, VARIATIONS: _variations}.get(kind, _claims)
    return list(found(session, as_of, _contracts(scope)))


def _contracts(scope: dict[str, str]) -> list[Any]:
    if scope.get("contract"):
        return [Contract.id == scope["contract"]]
    return [Contract.owner_id == scope.get("party", "")]


def _statements(session: Session, as_of: date, scope: dict[str, str]) -> Iterator[Listed]:
    """Statements nobody answered in time."""
    named = {"contract": scope.get("contract", ""), "party": scope.get("party", "")}
    for one in confirmations.silent(session, as_of, **named):
        told = f"{one.number} ({one.as_of})"
        yield _line(one.key, one.currency, one.contract, told, N_("Statement of Account"), one.issued_on, one.stated)


def _accounts(session: Session, as_of: date, contracts: list[Any]) -> Iterator[Listed]:
    f = FinalAccount
    open_still = or_(f.settled_on.is_(None), f.settled_on > as_of)
    rows = session.execute(
        select(f.id, Contract.currency, Contract.number, f.number, f.submitted_on, f.amount)
        .join_from(f, Contract, Contract.id == f.contract_id)
        .where(f.void == 0, f.submitted_on <= as_of, open_still, *contracts)
        .order_by(f.submitted_on, f.id)
    )
    for key, currency, contract, number, day, amount in rows:
        yield _line(key, currency, contract, number, N_("Final account"), day, amount)


def _variations(session: Session, as_of: date, contracts: list[Any]) -> Iterator[Listed]:
    v, stood = VariationOrder, latest_by(as_of).subquery("stood")
    rows = session.execute(
        select(
            v.id, Contract.currency, Contract.number, v.number, v.name,
            case((stood.c.stage == SUBMITTED, stood.c.reached_on), else_=v.instructed_on), v.amount,
        )
        .join_from(v, Contract, Contract.id == v.contract_id)
        .join(stood, stood.c.document_id == v.id)
        .where(stood.c.stage.in_((INSTRUCTED, PRICED, SUBMITTED)), v.instructed_on <= as_of, *contracts)
        .order_by(v.instructed_on, v.id)
    )  # fmt: skip
    for key, currency, contract, number, name, day, amount in rows:
        yield _line(key, currency, contract, f"{number} {name}", N_("Variation order"), day, amount)


def _claims(session: Session, as_of: date, contracts: list[Any]) -> Iterator[Listed]:
    """Claims of which no notice and no report went out: what they come to is known with the report."""
    stood = claims_standing.standing(as_of)
    rows = session.execute(
        select(Claim, Contract, Terms)
        .join_from(Claim, Contract, Contract.id == Claim.contract_id)
        .join(Terms, Terms.id == Claim.terms_id)
        .outerjoin(stood, stood.c.document_id == Claim.id)
        .where(
            Claim.void == 0, Claim.happened_on <= as_of, stood.c.decided_on.is_(None), stood.c.notified_on.is_(None),
            stood.c.reported_on.is_(None), *contracts,
        )
        .order_by(Claim.happened_on, Claim.id)
    )  # fmt: skip
    for row, contract, terms in rows:
        told = "：".join(filter(None, (f"{row.number} {row.name}", row.story.strip())))
        clause = row.clause.strip() or claim_terms(terms).clause
        line = _line(row.id, contract.currency, contract.number, told, CAUSES[row.cause], row.happened_on, None)
        yield replace(line, clause=clause)


def _line(
    key: str, currency: str, contract: str, document: str, kind: str, day: date | None, amount: Money | None
) -> Listed:
    return Listed(key, currency, contract, document, kind, day, amount or Money(), None, amount or Money())
