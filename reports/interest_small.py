"""Whether the interest that law gives small enterprises is owed: only where the contract says who stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.problems import Problem
from reports.interest_draft import SME

_NOT_SMALL = N_(
    "{contract} does not say that we are a small or medium enterprise and the debtor a state body, public institution "
    "or large enterprise: 0.05 % a day is not owed (SME Payment Regulation, articles 2, 3 and 17). Where no rate was "
    "agreed, LPR applies: works once (建工解释（一）26), sales 1.3 to 1.5 times (买卖合同解释 18). If it was so when "
    "the contract was signed, enter it in the contract."
)


def unfit(session: Session, field: str, rate: str, contracts: Iterable[str]) -> Iterator[Problem]:
    """The first contract, of those with these numbers, under which this rate is not owed."""
    if rate != SME:
        return
    outside = select(Contract.number).where(Contract.number.in_(set(contracts)), Contract.sme_debtor == "")
    number = session.scalar(outside.order_by(Contract.number))
    if number is not None:
        yield Problem(field, _NOT_SMALL, {"contract": number})
