"""Where a book has two currencies, what a figure lists adds up to it, in its own currency."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from models import certificates, contracts, receivables
from models.certificates import CertificateDraft
from models.money import Money
from models.rules.ageing import DUE, POSTING
from models.store.book import Book
from models.store.listing import Condition, Question
from tests import makers
from ui.pages.receivables_strip import AgeingStrip
from ui.pages.receivables_sums import owed, sums
from ui.pages.trace import trace_of
from ui.workspace import Workspace

LATER = date(2024, 12, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.fixture
def abroad(book: Book) -> Book:
    """The same is owed twice, once in ¥ and once in $."""
    with book.write(contracts.RECORD) as session:
        for currency, work in (("CNY", 1_000_000), ("USD", 100_000)):
            contract = makers.a_contract(session, number=currency, currency=currency, advance=None, recovery_rate=None)
            draft = CertificateDraft(contract=contract.id, work=Money.of(work), certified_on=date(2024, 5, 9))
            certificates.record(session, draft)
    return book


@pytest.mark.parametrize("by", [DUE, POSTING])
def test_every_box_lists_what_it_adds_up_to_in_its_currency(abroad: Book, by: str) -> None:
    with abroad.read() as session:
        found = owed(by, LATER, {}, session)
        assert [one.ageing.currency for one in found] == ["CNY", "USD"]
        for one in found:
            for box in sums(one, by, LATER, one.ageing.currency):
                (listed,) = receivables.LISTING.totals(session, Question(LATER, having=box.having))
                assert listed.currency in ("", one.ageing.currency)
                assert (listed.sums["open"] or Money()) == box.amount, box.name


def test_all_items_behind_a_figure_are_listed_in_its_currency_only(abroad: Book) -> None:
    with abroad.read() as session:
        (link,) = trace_of("overdue", LATER, "USD", {}, (), session).links
        (listed,) = receivables.LISTING.totals(session, Question(LATER, having=link.having))
    assert (listed.currency, listed.sums["overdue"]) == ("USD", Money.of(80_000))


def test_in_a_book_of_one_currency_nobody_is_told_of_it(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None)
        draft = CertificateDraft(contract=contract.id, work=Money.of(5), certified_on=date(2024, 5, 9))
        certificates.record(session, draft)
        (link,) = trace_of("balance", LATER, "CNY", {}, (), session).links
    assert not [one for one in link.having if isinstance(one, Condition) and one.column == "currency"]


def test_a_row_of_ages_says_in_which_currency_it_is(
    qtbot: QtBot, abroad: Book, open_workspace: Callable[[Any], Workspace]
) -> None:
    strip = AgeingStrip(open_workspace(abroad), {})
    qtbot.addWidget(strip)
    strip.ask()
    qtbot.waitUntil(lambda: len(strip.rows) == 2)
    assert [row.spots[0].accessibleName() for row in strip.rows] == [
        "未收（人民币） 1,000,000.00",
        "未收（美元） 100,000.00",
    ]
