"""The company's own rates by age and debtor group, valid from a day on, and contracts that stand alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models import provisions
from models.money import Money
from models.problems import Invalid, Refused
from models.provisions import IndividualDraft, ProvisionRateDraft
from models.store.book import Book
from tests import makers
from tests.models import by_hand
from tests.reports.books import FILL, a_certificate, a_ledger

DAY = date(2026, 9, 30)


def test_no_rates_are_made_up(book: Book) -> None:
    with book.read() as session, pytest.raises(Refused) as refused:
        provisions.provided(session, DAY)
    assert "2026-09-30" in refused.value.text()


def test_a_debtor_is_provided_for_by_the_rates_of_its_group(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2025, 3, 25), Money.of(1_000_000))
        a_certificate(session, contract, date(2026, 3, 25), Money.of(100_000))
        other = makers.a_contract(session, number="JB-9", owner=makers.a_party(session, "某局", nature="government").id)
        a_certificate(session, other, date(2025, 3, 25), Money.of(1_000_000))
        provisions.record(session, makers.provision_rates())
    with book.read() as session:
        rows = {row.contract: row for row in provisions.provided(session, DAY)}
    assert str(rows[makers.CONTRACT].provision) == "210000.00", "20 % of 1,000,000 and 10 % of 100,000: a private owner"
    assert str(rows["JB-9"].provision) == "100000.00"


def test_newer_rates_apply_from_their_day_on(book: Book) -> None:
    whole = ProvisionRateDraft("other", *[Decimal(1)] * 6)
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2025, 3, 25), Money.of(1000))
        provisions.record(session, makers.provision_rates())
        provisions.record(session, makers.provision_rates(valid_from=date(2026, 1, 1), rates=(whole,)))
    with book.read() as session:
        before, after = (provisions.provided(session, day)[0] for day in (date(2025, 12, 31), date(2026, 1, 1)))
    assert (str(before.provision), str(after.provision)) == ("100.00", "1000.00")


def test_a_contract_that_stands_alone_leaves_its_group(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2025, 3, 25), Money.of(1000))
        provisions.record(session, makers.provision_rates())
        alone = IndividualDraft("", contract.id, date(2026, 6, 1), Decimal("0.8"), "已申请破产")
        key = provisions.single_out(session, alone).id
        assert provisions.individual_of(session, key) == replace(alone, id=key)
    with book.read() as session:
        before, after = (provisions.provided(session, day)[0] for day in (date(2026, 3, 1), DAY))
    assert (str(before.provision), before.rate) == ("100.00", None)
    assert (str(after.provision), after.rate) == ("800.00", Decimal("0.8"))
    with book.write(FILL) as session, pytest.raises(Invalid):
        provisions.single_out(session, replace(alone, rate=Decimal("0.5")))


@pytest.mark.parametrize("seed", range(3))
def test_what_is_provided_for_never_exceeds_what_is_open(book: Book, seed: int) -> None:
    with book.write(FILL) as session:
        a_ledger(session, seed)
        provisions.record(session, makers.provision_rates())
    with book.read() as session:
        rows = provisions.provided(session, DAY)
        owed: dict[str, Money] = defaultdict(Money)
        for item in by_hand.items(session, DAY):
            owed[item.contract] += item.open
    assert {row.contract: row.balance for row in rows if row.balance} == {k: v for k, v in owed.items() if v}
    assert all(Money() <= row.provision <= max(row.balance, Money()) for row in rows)


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"rates": ()}, "rates"),
        ({"valid_from": None}, "valid_from"),
        ({"rates": (ProvisionRateDraft("other", *[Decimal(2)] * 6),)}, "rates.0.y0"),
        ({"rates": (ProvisionRateDraft("other", *[Decimal(0)] * 5),)}, "rates.0.y5"),
        ({"rates": (ProvisionRateDraft("other", *[Decimal(0)] * 6),) * 2}, "rates.1.nature"),
    ],
)
def test_rates_that_cannot_be_are_refused_at_their_cell(changes: dict[str, object], entry: str) -> None:
    found = provisions.check(makers.provision_rates(**changes))
    assert entry in [problem.entry for problem in found if not problem.advice]


def test_a_falling_rate_is_only_remarked(book: Book) -> None:
    rates = (ProvisionRateDraft("other", *[Decimal(5 - year) / 10 for year in range(6)]),)
    found = list(provisions.check(makers.provision_rates(rates=rates)))
    assert found
    assert all(problem.advice for problem in found)
    with book.write(provisions.RECORD) as session:
        key = provisions.record(session, makers.provision_rates()).id
        assert provisions.draft_of(session, key) == makers.provision_rates(id=key)
    with book.write(provisions.RECORD) as session, pytest.raises(Invalid):
        provisions.record(session, makers.provision_rates())
