"""The book as a journal of double entries, so that hledger, ledger and beancount can check it to the fen.

What is owed under a contract stands in ``Assets:Receivable:CONTRACT:Class``; its balance at the end of a day is what we
say is open on that day. Received money stands in ``Liabilities:Unallocated`` until it is allocated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from models.contracts.record import Contract
from models.currencies import CURRENCIES
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts.record import Receipt
from models.receipts.usecases import COLLECTED
from models.receivables.record import CLASSES, WAYS, Allocation, Receivable
from models.stages import Stage

BEGINNING = date(1900, 1, 1)
NOBODY = "No-Contract"
PIECE = 10_000


@dataclass(frozen=True)
class Entry:
    """``amount`` goes to ``debit`` and comes from ``credit``; negative amounts turn it round."""

    on: date
    document: str
    said: str
    debit: str
    credit: str
    amount: Money
    currency: str


def hledger(session: Session) -> Iterator[str]:
    """A journal for hledger and ledger, piece by piece."""
    names = contract_names(session)
    yield "; What owners owe, exported to be checked.\n\n"
    yield from (f"commodity {currency}\n    format 1000.00 {currency}\n" for currency in CURRENCIES)
    yield from (f"account {account}\n" for account in accounts(names))
    yield "\n"
    for one in entries(session, names):
        head = f"{one.on.isoformat()} {_plain(one.document)} | {one.said}\n"
        yield head + _postings(one, 4) + "\n"


def beancount(session: Session) -> Iterator[str]:
    """A journal for beancount, piece by piece."""
    names = contract_names(session)
    yield 'option "title" "Qingshou"\n\n'
    yield from (f"{BEGINNING.isoformat()} open {account}\n" for account in accounts(names))
    yield "\n"
    for one in entries(session, names):
        head = f'{one.on.isoformat()} * "{_quoted(one.document)}" "{one.said}"\n'
        yield head + _postings(one, 2) + "\n"


JOURNALS: Mapping[str, Callable[[Session], Iterator[str]]] = {"hledger": hledger, "beancount": beancount}


def contract_names(session: Session) -> dict[str, str]:
    """Contract id → how its accounts are called: its number, in letters that both programs accept, each name once."""
    found: dict[str, str] = {}
    taken: set[str] = {NOBODY.lower()}
    rows = session.execute(select(Contract.id, Contract.number).order_by(Contract.number))
    for place, (key, number) in enumerate(rows, 1):
        name = re.sub(r"[^A-Za-z0-9]+", "-", number).strip("-")
        name = name if re.match(r"[A-Z0-9]", name) else f"C{place}-{name}".strip("-")
        name = name if name.lower() not in taken else f"{name}-C{place}"
        taken.add(name.lower())
        found[key] = name
    return found


def accounts(names: Mapping[str, str]) -> Iterator[str]:
    """Every account an entry may use."""
    for name in names.values():
        yield from (receivable_account(name, kind) for kind in CLASSES)
        yield f"Income:Certified:{name}"
        yield f"Equity:Opening:{name}"
    yield from (f"Liabilities:Unallocated:{name}" for name in (*names.values(), NOBODY))
    yield from (f"Assets:Received:{method}" for method in _METHODS.values())
    yield from (f"Expenses:Settled:{_title(way)}" for way in WAYS if way != "receipt")


def receivable_account(name: str, kind: str) -> str:
    return f"Assets:Receivable:{name}:{_title(kind)}"


def entries(session: Session, names: Mapping[str, str]) -> Iterator[Entry]:
    """What became owed, what came in, what was allocated, and bills that were paid."""
    yield from _owed(session, names)
    yield from _received(session, names)
    yield from _allocated(session, names)
    yield from _collected(session)


def _owed(session: Session, names: Mapping[str, str]) -> Iterator[Entry]:
    r = Receivable
    rows = (
        select(r.posted_on, r.document, r.kind, r.contract_id, r.source_noun, r.amount, Contract.currency)
        .join(Contract, Contract.id == r.contract_id)
        .where(r.void == 0)
    )
    for on, document, kind, contract, source, amount, currency in _stream(session, rows):
        name = names[contract]
        before = "Equity:Opening" if source == OpeningPosition.__tablename__ else "Income:Certified"
        yield Entry(on, document, kind, receivable_account(name, kind), f"{before}:{name}", amount, currency)


def _received(session: Session, names: Mapping[str, str]) -> Iterator[Entry]:
    """What comes in, and what goes back: a bill that was paid goes back from the bank."""
    r = Receipt
    paid = exists().where(Stage.document_id == r.reverses_id, Stage.stage == COLLECTED)
    rows = select(r.received_on, r.number, r.method, paid, r.contract_id, r.amount, r.currency).where(r.void == 0)
    for on, number, method, collected, contract, amount, currency in _stream(session, rows):
        free = f"Liabilities:Unallocated:{names.get(contract, NOBODY)}"
        here = f"Assets:Received:{_METHODS['transfer' if collected else method]}"
        yield Entry(on, number, "received", here, free, amount, currency)


def _allocated(session: Session, names: Mapping[str, str]) -> Iterator[Entry]:
    """An allocation counts when neither it nor its receivable is void."""
    a, r, receipt = Allocation, Receivable, aliased(Receipt)
    rows = (
        select(a.allocated_on, r.document, r.kind, r.contract_id, a.way, a.amount, Contract.currency,
               receipt.id, receipt.contract_id)
        .join(r, r.id == a.receivable_id)
        .join(Contract, Contract.id == r.contract_id)
        .outerjoin(receipt, receipt.id == a.receipt_id)
        .where(a.void == 0, r.void == 0)
    )  # fmt: skip
    for on, document, kind, contract, way, amount, currency, received, payer in _stream(session, rows):
        free = f"Liabilities:Unallocated:{names.get(payer, NOBODY)}" if received else f"Expenses:Settled:{_title(way)}"
        yield Entry(on, document, kind, free, receivable_account(names[contract], kind), amount, currency)


def _collected(session: Session) -> Iterator[Entry]:
    r = Receipt
    rows = (
        select(Stage.reached_on, r.number, r.method, r.amount, r.currency)
        .join(r, r.id == Stage.document_id)
        .where(Stage.stage == COLLECTED, r.void == 0)
    )
    for on, number, method, amount, currency in _stream(session, rows):
        bills, bank = f"Assets:Received:{_METHODS[method]}", f"Assets:Received:{_METHODS['transfer']}"
        yield Entry(on, number, "collected", bank, bills, amount, currency)


def _stream(session: Session, rows: Select[*tuple[Any, ...]]) -> Iterator[Sequence[Any]]:
    return iter(session.execute(rows, execution_options={"yield_per": PIECE}))


def _postings(one: Entry, indent: int) -> str:
    gap = " " * indent
    return f"{gap}{one.debit}  {one.amount} {one.currency}\n{gap}{one.credit}  {-one.amount} {one.currency}\n"


def _title(name: str) -> str:
    return name.replace("_", "-").title()


def _plain(said: str) -> str:
    """A document number as hledger takes it: no comment sign, no separator, one line."""
    return re.sub(r"[;|\s]+", " ", said).strip() or "-"


def _quoted(said: str) -> str:
    return " ".join(said.split()).replace("\\", "\\\\").replace('"', '\\"')


_METHODS = {name: _title(name) for name in ("transfer", "cash", "bank_bill", "commercial_bill", "voucher", "goods")}
