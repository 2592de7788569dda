"""Collects a statement of account from the book: one question to the database for each part of the paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from models import company
from models.contracts.record import Contract
from models.drafts import missing
from models.language import N_
from models.money import Money
from models.movements import Turnover, entries, scope, turnovers
from models.parties import Party
from models.problems import Problem, Refused, stop
from models.receipts.draft import METHODS
from models.receipts.record import Receipt
from models.receipts.unallocated import receipts
from models.receivables import CLASSES, Allocation, Receivable, position
from models.receivables.ageing import ageing, bands_on, in_all
from models.rules.ageing import DUE
from models.rules.words import words
from models.store.base import Fen
from reports.statement_data import (
    Account,
    Bank,
    Bill,
    ContractLine,
    Group,
    Letterhead,
    OverdueItem,
    Part,
    StatementData,
    Unallocated,
)
from reports.statement_draft import StatementDraft
from reports.statement_lines import movement
from reports.style import Say


@dataclass(frozen=True)
class _Scope:
    """Whose account, of which contracts (by id), up to which day."""

    party: Party
    contracts: Mapping[str, Contract]
    contract: str
    as_of: date

    @property
    def named(self) -> dict[str, str]:
        """The scope as the questions of models/ take it."""
        return {"contract": self.contract} if self.contract else {"party": self.party.id}

    @property
    def owed(self) -> list[ColumnElement[bool]]:
        return scope(list(self.contracts), "" if self.contract else self.party.id)


def collect(session: Session, asked: StatementDraft) -> StatementData:
    """Everything the statement says; Invalid when the draft is incomplete, Refused when there is nothing to say."""
    stop([*missing(asked), *_nobody(asked)])
    assert asked.as_of
    found = _scope(session, asked, asked.as_of)
    lines = _lines(session, found)
    accounts = _accounts(session, found, asked, lines) if asked.with_detail else {}
    shown = [key for key in found.contracts if asked.contract or _moved(lines[key])]
    if not shown:
        raise Refused(N_("Up to this day nothing was owed by {name}. Choose a later day."), name=found.party.name)
    by_currency: dict[str, list[str]] = defaultdict(list)
    for key in shown:
        by_currency[found.contracts[key].currency].append(key)
    groups = _groups(session, found, by_currency, lines, accounts)
    return StatementData(
        letterhead=_letterhead(session),
        party=found.party.name,
        party_id=found.party.id,
        contract_id=found.contract,
        as_of=asked.as_of,
        groups=groups,
        dated_on=asked.dated_on,
        since=asked.since,
        demand=asked.demand,
        days_to_pay=asked.days_to_pay if asked.days_to_pay is not None else 10,
        language=asked.language,
        with_detail=asked.with_detail,
    )


def _nobody(asked: StatementDraft) -> Iterable[Problem]:
    if not asked.contract and not asked.party:
        yield Problem("party", N_("Choose a debtor or a contract."))
    if asked.since and asked.as_of and asked.since > asked.as_of:
        yield Problem("since", N_("The movements would begin after the cut-off date."))


def _letterhead(session: Session) -> Letterhead:
    ours = company.profile(session)
    banks = tuple(Bank(one.number, one.bank, one.holder) for one in ours.accounts)
    return Letterhead(
        ours.name, ours.department, ours.address, "", ours.phone, banks, ours.prepared_by, ours.checked_by
    )


def _scope(session: Session, asked: StatementDraft, as_of: date) -> _Scope:
    debtor = func.coalesce(Contract.payer_id, Contract.owner_id)
    if asked.contract:
        contract = session.get_one(Contract, asked.contract)
        party = session.get_one(Party, contract.payer_id or contract.owner_id)
        return _Scope(party, {contract.id: contract}, contract.id, as_of)
    owes = exists().where(Receivable.contract_id == Contract.id, Receivable.party_id == asked.party)
    rows = session.scalars(select(Contract).where(or_(debtor == asked.party, owes)).order_by(Contract.number))
    return _Scope(session.get_one(Party, asked.party), {row.id: row for row in rows}, "", as_of)


def _lines(session: Session, found: _Scope) -> dict[str, ContractLine]:
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
        key: _line(contract, moved.get(key, nothing), standing.get(key, _Standing()))
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


def _line(contract: Contract, charged: Turnover, open_: _Standing) -> ContractLine:
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
    )


def _moved(line: ContractLine) -> bool:
    return bool(line.certified or line.deducted or line.received or line.balance)


def _accounts(
    session: Session, found: _Scope, asked: StatementDraft, lines: Mapping[str, ContractLine]
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
        made[key] = Account(contract.number, contract.name, opening, moved, closing)
    return made


def _groups(
    session: Session,
    found: _Scope,
    by_currency: Mapping[str, Sequence[str]],
    lines: Mapping[str, ContractLine],
    accounts: Mapping[str, Account],
) -> tuple[Group, ...]:
    """One group a currency; Chinese yuan first."""
    classes, bands, late = _classes(session, found), _bands(session, found), _overdue(session, found)
    beside, bills = _unallocated(session, found), _bills(session, found)
    groups = []
    for currency in sorted(by_currency, key=lambda code: (code != "CNY", code)):
        keys = by_currency[currency]
        own = tuple(lines[key] for key in keys)
        total = _total(own)
        groups.append(
            Group(
                currency,
                words(total.balance),
                own,
                total,
                tuple(classes[currency]),
                tuple(bands.get(currency) or _no_bands(found.as_of)),
                tuple(late[currency]),
                tuple(beside[currency]),
                tuple(bills[currency]),
                tuple(accounts[key] for key in keys if key in accounts),
            )
        )
    return tuple(groups)


def _total(lines: Sequence[ContractLine]) -> ContractLine:
    names = ("certified", "deducted", "received", "balance", "overdue", "not_due", "retention", "undated")
    sums = {name: Money.total(getattr(line, name) for line in lines) for name in names}
    return ContractLine(number="", name="", days=max(line.days for line in lines), **sums)


def _classes(session: Session, found: _Scope) -> dict[str, list[Part]]:
    parts = defaultdict(list)
    for currency, kind, balance, *_ in session.execute(position.by_class(found.as_of, **found.named)):
        if balance:
            parts[currency].append((list(CLASSES).index(kind), Part(CLASSES[kind], balance)))
    return defaultdict(
        list, {currency: [part for _, part in sorted(rows, key=lambda row: row[0])] for currency, rows in parts.items()}
    )


def _bands(session: Session, found: _Scope) -> dict[str, list[Part]]:
    rows = in_all(ageing(session, found.as_of, DUE, **found.named))
    return {row.currency: [_band(band, row.bands[band.name]) for band in bands_on(found.as_of, DUE)] for row in rows}


def _no_bands(as_of: date) -> list[Part]:
    return [_band(band, Money()) for band in bands_on(as_of, DUE)]


def _band(band: object, amount: Money) -> Part:
    values = tuple((name, getattr(band, name)) for name in ("over", "upto") if getattr(band, name) is not None)
    return Part(band.caption, amount, values)  # type: ignore[attr-defined]


def _overdue(session: Session, found: _Scope) -> dict[str, list[OverdueItem]]:
    item = position.items(found.as_of, *found.owed)
    rows = session.execute(
        select(Contract.currency, Contract.number, item.c.document, item.c.kind, item.c.due_on, item.c.open)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .where(item.c.due_on < found.as_of, item.c.open != 0)
        .order_by(Contract.number, item.c.due_on, item.c.document, item.c.id)
    )
    late = defaultdict(list)
    for currency, contract, document, kind, due_on, amount in rows:
        days = (found.as_of - due_on).days
        late[currency].append(OverdueItem(contract, document, CLASSES[kind], due_on, days, amount))
    return late


def _unallocated(session: Session, found: _Scope) -> dict[str, list[Unallocated]]:
    own = Receipt.contract_id == found.contract if found.contract else Receipt.payer_id == found.party.id
    receipt = receipts(found.as_of, own)
    rows = session.execute(
        select(receipt.c.currency, receipt.c.received_on, receipt.c.number, Party.name, receipt.c.unallocated)
        .join_from(receipt, Party, Party.id == receipt.c.payer_id)
        .where(receipt.c.unallocated != 0)
        .order_by(receipt.c.received_on, receipt.c.number)
    )
    beside = defaultdict(list)
    for currency, *told in rows:
        beside[currency].append(Unallocated(*told))
    return beside


def _bills(session: Session, found: _Scope) -> dict[str, list[Bill]]:
    """Bills in hand that came from this debtor or were set against what he owes."""
    own = Receipt.contract_id == found.contract if found.contract else Receipt.payer_id == found.party.id
    used = exists().where(
        Allocation.receipt_id == Receipt.id,
        Allocation.void == 0,
        Allocation.receivable_id == Receivable.id,
        *found.owed,
    )
    receipt = receipts(found.as_of, or_(own, used))
    rows = session.execute(
        select(
            receipt.c.currency, Receipt.bill_number, receipt.c.number, receipt.c.method, receipt.c.received_on,
            receipt.c.matures_on, receipt.c.in_hand,
        )
        .join_from(receipt, Receipt, Receipt.id == receipt.c.id)
        .where(receipt.c.in_hand != 0)
        .order_by(receipt.c.matures_on, receipt.c.number)
    )  # fmt: skip
    bills = defaultdict(list)
    for currency, bill, number, method, received_on, matures_on, amount in rows:
        bills[currency].append(Bill(bill or number, METHODS[method], received_on, matures_on, amount))
    return bills
