"""Collects a statement of account from the book: one question to the database for each part of the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import and_, case, func, literal, select
from sqlalchemy.orm import Session

from models.confirmations.standing import by_contract
from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.movements import Turnover, entries, turnovers
from models.problems import Refused, stop
from models.receivables import Receivable, position
from models.store.base import Fen
from reports.letterhead import letterhead
from reports.statement_draft import StatementDraft, check
from reports.statement_figures import Account, ContractLine, Group, StatementOfAccount, Unallocated
from reports.statement_lines import movement
from reports.statement_parts import bands, bills, classes, disputed, no_bands, overdue, unallocated
from reports.statement_scope import Scope, scope_of
from reports.style import Say

_NOTHING = Money(), Money()


def collect(session: Session, asked: StatementDraft) -> StatementOfAccount:
    """Everything the statement says; Invalid when the draft is incomplete, Refused when there is nothing to say."""
    stop(check(asked))
    assert asked.as_of
    found = scope_of(session, asked, asked.as_of)
    said = by_contract(session, position.items(found.as_of, *found.owed), found.as_of)
    lines = _lines(session, found, said)
    accounts = _accounts(session, found, asked, lines) if asked.with_detail else {}
    shown = [key for key in found.contracts if asked.contract or _moved(lines[key])]
    beside = unallocated(session, found)
    by_currency: dict[str, list[str]] = {currency: [] for currency, rows in beside.items() if rows}
    for key in shown:
        by_currency.setdefault(found.contracts[key].currency, []).append(key)
    if not by_currency:
        raise Refused(_nothing(session, found), name=found.party.name)
    groups = _groups(session, found, by_currency, lines, accounts, beside, Say(asked.language))
    if not asked.contract:  # of one contract it says nothing
        groups = tuple(replace(one, in_total=_in_total(one, found, said)) for one in groups)
    return StatementOfAccount(
        letterhead=letterhead(session),
        party=found.party.name,
        party_id=found.party.id,
        contract_id=found.contract,
        as_of=asked.as_of,
        groups=groups,
        dated_on=asked.dated_on,
        since=asked.since,
        demand=asked.demand,
        days_to_pay=asked.days_to_pay if asked.days_to_pay is not None else 10,
        days_to_answer=asked.days_to_answer or 10,
        language=asked.language,
        with_detail=asked.with_detail,
    )


def _nothing(session: Session, found: Scope) -> str:
    """A later day helps only where something comes later."""
    later = select(Receivable.id).where(*found.owed, Receivable.void == 0, Receivable.posted_on > found.as_of)
    if session.scalars(later.limit(1)).first():
        return N_("Up to this day nothing was owed by {name}. Choose a later day.")
    return N_(
        "The book has neither anything owed by {name} nor a receipt from them: record a certificate or an opening "
        "balance first."
    )


def _lines(session: Session, found: Scope, said: Mapping[str, tuple[Money, Money]]) -> dict[str, ContractLine]:
    """One line a contract: its position on the day, and what was charged, deducted and received up to it."""
    item = position.items(found.as_of, *found.owed)
    kept = and_(item.c.kind == "retention", item.c.due_on.is_(None))
    undated_kept = func.coalesce(func.sum(case((kept, item.c.open), else_=literal(Money(), Fen()))), 0, type_=Fen())
    days = func.max(position.days_overdue(item, found.as_of))
    parts = position.position_columns(item, found.as_of)
    rows = session.execute(select(item.c.contract_id, days, undated_kept, *parts).group_by(item.c.contract_id))
    standing = {row[0]: _Standing(*row[1:]) for row in rows}
    moved = turnovers(session, found.as_of, list(found.contracts), "" if found.contract else found.party.id)
    nothing = Turnover(Money(), Money(), Money())
    return {
        key: _line(contract, moved.get(key, nothing), standing.get(key, _Standing()), said.get(key, _NOTHING)[0])
        for key, contract in found.contracts.items()
    }


@dataclass(frozen=True)
class _Standing:
    """What one contract's open items add up to, in the order of ``position_columns``."""

    days: int = 0
    undated_kept: Money = Money()
    balance: Money = Money()
    overdue: Money = Money()
    today: Money = Money()
    later: Money = Money()
    undated: Money = Money()
    kept: Money = Money()
    credit: Money = Money()


def _line(contract: Contract, charged: Turnover, open_: _Standing, confirmed: Money) -> ContractLine:
    return ContractLine(
        number=contract.number,
        name=contract.name,
        certified=charged.certified,
        deducted=charged.deducted,
        received=charged.received,
        balance=open_.balance,
        overdue=open_.overdue,
        days=open_.days,
        not_due=open_.today + open_.later - (open_.kept - open_.undated_kept),
        retention=open_.kept,
        undated=open_.undated - open_.undated_kept,
        credit=open_.credit,
        confirmed=confirmed,
    )


def _moved(line: ContractLine) -> bool:
    return bool(line.certified or line.deducted or line.received or line.balance)


def _accounts(
    session: Session, found: Scope, asked: StatementDraft, lines: Mapping[str, ContractLine]
) -> dict[str, Account]:
    say = Say(asked.language)
    by_contract = defaultdict(list)
    party = "" if found.contract else found.party.id
    for entry in entries(session, found.as_of, asked.since, list(found.contracts), party):
        by_contract[entry.contract].append(movement(entry, say))
    made = {}
    for key, contract in found.contracts.items():
        moved = tuple(by_contract[key])
        closing = lines[key].balance
        first = moved[0] if moved else None
        opening = first.balance - first.certified + first.deducted + first.received if first else closing
        kept = lines[key].retention - Money.total(one.retention for one in moved)
        made[key] = Account(contract.number, contract.name, opening, moved, closing, kept)
    return made


def _groups(
    session: Session,
    found: Scope,
    by_currency: Mapping[str, Sequence[str]],
    lines: Mapping[str, ContractLine],
    accounts: Mapping[str, Account],
    beside: Mapping[str, Sequence[Unallocated]],
    say: Say,
) -> tuple[Group, ...]:
    """One group a currency; Chinese yuan first."""
    by_class, by_age, late = classes(session, found), bands(session, found), overdue(session, found)
    in_hand, contested = bills(session, found), disputed(session, found)
    groups = []
    for currency in sorted(by_currency, key=lambda code: (code != "CNY", code)):
        keys = by_currency[currency]
        own = tuple(lines[key] for key in keys)
        group = Group(
            currency,
            "",
            own,
            _total(own),
            tuple(by_class[currency]),
            tuple(by_age.get(currency) or no_bands(found.as_of)),
            tuple(late[currency]),
            tuple(beside.get(currency, ())),
            tuple(in_hand[currency]),
            tuple(accounts[key] for key in keys if key in accounts),
            tuple(contested[currency]),
        )
        groups.append(replace(group, words=say.words(group.owed)))
    return tuple(groups)


def _in_total(group: Group, found: Scope, said: Mapping[str, tuple[Money, Money]]) -> Money:
    """What was confirmed of several contracts in one sum: it stands beside them, in none of their lines."""
    return Money.total(
        amount for key, (_named, amount) in said.items() if found.contracts[key].currency == group.currency
    )


def _total(lines: Sequence[ContractLine]) -> ContractLine:
    names = ("certified", "deducted", "received", "balance", "overdue", "not_due", "retention", "undated",
             "credit", "confirmed")  # fmt: skip
    sums = {name: Money.total(getattr(line, name) for line in lines) for name in names}
    return ContractLine(number="", name="", days=max((line.days for line in lines), default=0), **sums)
