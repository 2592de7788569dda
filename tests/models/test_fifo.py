"""The third basis of age: what a debtor settled is set against his oldest postings."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.contracts.record import Contract
from models.money import Money
from models.parties import Party
from models.receivables import position
from models.receivables.fifo import fifo
from models.rules.ageing import POSTING, band_of, fifo_open, year_bands
from models.store.book import Book
from tests import makers
from tests.reports.books import FILL, a_certificate, a_ledger, a_receipt


def test_a_payment_for_the_newest_bill_makes_the_oldest_younger_only_first_in_first_out(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 3, 25), Money.of(1000))
        a_certificate(session, contract, date(2026, 3, 25), Money.of(1000))
        a_receipt(session, contract, date(2026, 5, 1), Money.of(800))
    with book.read() as session:
        one = fifo(session, date(2026, 9, 30))[0]
    assert (one.balance, one.credit) == (Money.of(1200), Money())
    assert {name: str(amount) for name, amount in one.bands.items() if amount} == {"y0": "1000.00", "y2": "200.00"}


@pytest.mark.parametrize("seed", range(4))
def test_it_agrees_with_the_rule_on_random_books(book: Book, seed: int) -> None:
    with book.write(FILL) as session:
        a_ledger(session, seed)
    for days in (0, 200, 500, 900):
        day = date(2024, 4, 10) + timedelta(days)
        with book.read() as session:
            found = {(one.party, one.currency): one for one in fifo(session, day)}
            expected = _by_rule(session, day)
        assert {key: {name: amount for name, amount in one.bands.items() if amount} for key, one in found.items()} == {
            key: bands for key, bands in expected.items() if key in found
        }
        for one in found.values():
            assert Money.total(one.bands.values()) - one.credit == one.balance
        assert all(not bands for key, bands in expected.items() if key not in found)


def _by_rule(session: object, day: date) -> dict[tuple[str, str], dict[str, Money]]:
    item = position.items(day)
    rows = session.execute(  # type: ignore[attr-defined]
        select(Party.name, Contract.currency, item.c.posted_on, item.c.amount, item.c.paid)
        .join_from(item, Contract, Contract.id == item.c.contract_id)
        .join(Party, Party.id == item.c.party_id)
    )
    postings, settled = defaultdict(list), defaultdict(Money)
    for party, currency, posted_on, amount, paid in rows:
        postings[party, currency].append((posted_on, max(amount, Money())))
        settled[party, currency] += paid - min(amount, Money())
    found: dict[tuple[str, str], dict[str, Money]] = {}
    for key, posted in postings.items():
        bands: dict[str, Money] = defaultdict(Money)
        for on, amount in fifo_open(posted, settled[key]):
            band = band_of(on, year_bands(day, POSTING))
            assert band
            bands[band.name] += amount
        found[key] = dict(bands)
    return found
