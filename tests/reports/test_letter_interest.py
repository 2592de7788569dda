"""Interest is not claimed twice nor too low without a word; no letter says too soon that the last was in vain."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from models import contracts
from models.contracts.record import Contract
from models.money import Money
from models.store.book import Book
from reports.letter_figures import Letter
from tests import makers
from tests.reports.test_letter import DAY, DO, collected, issued, owing

__all__ = ["owing"]
DAILY = {"interest": "daily", "rate": Decimal("0.0005")}


def told(data: Letter, part: str) -> list[str]:
    return [one.text("zh") for one in data.advice if part in one.text("zh")]


def test_interest_that_was_claimed_by_a_debit_note_is_named(owing: Book) -> None:
    assert told(collected(owing, "demand_1", **DAILY), "此前已主张利息") == []
    with owing.write(DO) as session:
        contract = session.scalars(select(Contract)).one()
        note = makers.a_debit_note(
            session, contract, kind="compensation", amount=Money.of("96420.00"), charged_on=DAY - timedelta(9)
        ).number
    (found,) = told(collected(owing, "demand_1", **DAILY), "此前已主张利息")
    assert f"{note} 96,420.00" in found
    assert told(collected(owing, "demand_1", interest=""), "此前已主张利息") == []


@pytest.mark.parametrize(
    ("kind", "how", "count"),
    [
        ("goods", {}, 1),
        ("goods", {"multiple": Decimal("1.4")}, 0),
        ("goods", DAILY, 0),
        ("construction", {}, 0),
    ],
)
def test_a_sale_without_agreed_interest_bears_more_than_lpr(
    owing: Book, kind: str, how: dict[str, object], count: int
) -> None:
    """买卖合同解释（法释〔2020〕17号）18 (4): LPR and 30 % to 50 % more."""
    with owing.write(DO) as session:
        contract = session.scalars(select(Contract)).one()
        contracts.record(session, makers.replace(contracts.draft_of(session, contract.id), kind=kind))
    assert len(told(collected(owing, "demand_1", **how), "1.3 至 1.5 倍")) == count


@pytest.mark.parametrize(("days", "count"), [(0, 1), (10, 1), (11, 0)])
def test_the_next_letter_is_told_that_the_time_of_the_last_one_runs(owing: Book, days: int, count: int) -> None:
    row = issued(owing, "demand_1", DAY, days_to_pay=10)
    number, until = row.number, DAY + timedelta(10)
    day = DAY + timedelta(days)
    found = told(collected(owing, "demand_2", as_of=day, dated_on=day), "限付期至")
    assert len(found) == count
    assert all(number in one and date.isoformat(until) in one for one in found)
