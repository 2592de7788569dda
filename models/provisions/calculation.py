"""What is provided for on a day, contract by contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.money import Money
from models.parties import Party
from models.problems import Refused
from models.provisions.draft import OTHERS, ProvisionMatrixDraft
from models.provisions.record import BANDS, IndividualProvision, ProvisionMatrix
from models.provisions.usecases import draft_of
from models.receivables.ageing import ageing
from models.rules.ageing import POSTING
from models.rules.provision import provision


@dataclass(frozen=True)
class Provided:
    """One contract: what is open by year of age, and what of it is provided for.

    Where it stands alone: its ``rate``, ``since`` when and for what ``reason``.
    """

    currency: str
    contract: str
    party: str
    nature: str
    balance: Money
    bands: Mapping[str, Money]
    provision: Money
    rate: Decimal | None = None
    since: date | None = None
    reason: str = ""


def provided(session: Session, as_of: date) -> list[Provided]:
    """The provision of every contract with something open; Refused while no rates apply to the day."""
    matrix = {one.nature: {band: getattr(one, band) for band in BANDS} for one in _matrix_on(session, as_of).rates}
    alone = _alone_on(session, as_of)
    debtor = func.coalesce(Contract.payer_id, Contract.owner_id)
    named = select(Contract.number, Contract.id, Party.name, Party.nature).join(Party, Party.id == debtor)
    whose = {number: (key, name, nature) for number, key, name, nature in session.execute(named)}
    found = []
    for row in ageing(session, as_of, POSTING):
        key, name, nature = whose[row.contract]
        own = alone.get(key)
        rates = dict.fromkeys(BANDS, own.rate) if own else matrix.get(nature, matrix[OTHERS])
        amount = provision(row.bands, rates)
        one = Provided(row.currency, row.contract, name, nature, row.balance, row.bands, amount)
        found.append(replace(one, rate=own.rate, since=own.valid_from, reason=own.reason) if own else one)
    return found


def rates_on(session: Session, as_of: date) -> ProvisionMatrixDraft:
    """The company's rates that apply to a day, with the day they are valid from and who decided them."""
    return draft_of(session, _matrix_on(session, as_of).id)


def _matrix_on(session: Session, as_of: date) -> ProvisionMatrix:
    row = session.scalars(
        select(ProvisionMatrix)
        .where(ProvisionMatrix.valid_from <= as_of)
        .order_by(ProvisionMatrix.valid_from.desc())
        .limit(1)
    ).first()
    if row is None:
        raise Refused(N_("No provision rates apply to {day}. Enter your company's rates first."), day=as_of)
    return row


def _alone_on(session: Session, as_of: date) -> dict[str, IndividualProvision]:
    rows: Iterable[IndividualProvision] = session.scalars(
        select(IndividualProvision)
        .where(IndividualProvision.valid_from <= as_of)
        .order_by(IndividualProvision.valid_from)
    )
    return {row.contract_id: row for row in rows}
