"""Writes what comes after the certificates as drafts that make it again: final accounts, deposits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from models import deposits, final_accounts
from models.deposits import Deposit
from models.exchange.names import receivable_name
from models.exchange.told import Plain, entry, number_of
from models.final_accounts import FinalAccount

_OF_ACCOUNT = ("certified", "difference", "retained", "retention", "advance_left", "payable")
"""What follows from the rest of a final account."""


def open_account(session: Session, key: str) -> Iterator[Plain]:
    """An account that is agreed is told where it was agreed: it is compared with what was certified until then."""
    if session.get_one(FinalAccount, key).settled_on is None:
        yield from account(session, key)


def account(session: Session, key: str) -> Iterator[Plain]:
    row = session.get_one(FinalAccount, key)
    if row.void:
        return
    draft = final_accounts.draft_of(session, key)
    known: dict[str, Any] = dict.fromkeys(_OF_ACCOUNT)
    reviews = tuple(replace(one, cut=None) for one in draft.reviews)
    credits = tuple(replace(one, receivable=receivable_name(session, one.receivable)) for one in draft.credits)
    named = replace(
        draft, id="", contract=number_of(session, row.contract_id), reviews=reviews, credits=credits, **known
    )
    yield entry("final_accounts", named, figures={name: str(getattr(row, name)) for name in ("payable", "retention")})


def deposit(session: Session, key: str) -> Iterator[Plain]:
    """A deposit with its deductions; what came back of it are receipts."""
    row = session.get_one(Deposit, key)
    if not row.void:
        named = replace(deposits.draft_of(session, key), id="", contract=number_of(session, row.contract_id))
        yield entry("deposits", replace(named, price=None, retention_held=None))
