"""Writes the rates of the company and of the day as drafts that make them again: provision, LPR, holidays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import holidays, lending_rates, provisions
from models.contracts.record import Contract
from models.exchange.told import Plain, entry
from models.holidays import HolidayPeriod
from models.lending_rates import LendingRate
from models.provisions import IndividualProvision, ProvisionMatrix


def rates(session: Session) -> Iterator[Plain]:
    """Each by its day; what comes with the program is nobody's entry."""
    for key in session.scalars(select(HolidayPeriod.id).order_by(HolidayPeriod.first_on)):
        yield entry("holidays", replace(holidays.draft_of(session, key), id=""))
    for key in session.scalars(select(LendingRate.id).order_by(LendingRate.published_on)):
        yield entry("lending_rates", replace(lending_rates.draft_of(session, key), id=""))
    for key in session.scalars(select(ProvisionMatrix.id).order_by(ProvisionMatrix.valid_from)):
        yield entry("provisions", replace(provisions.draft_of(session, key), id=""))
    one = IndividualProvision
    alone = select(one.id, Contract.number).join(Contract, Contract.id == one.contract_id)
    for key, number in session.execute(alone.order_by(one.valid_from, Contract.number)):
        yield entry("individual_provisions", replace(provisions.individual_of(session, key), id="", contract=number))
