"""Every list gives the same rows whether they are asked for by page, by key, in a sum, turned round or narrowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models import ageing_table, opening, receipts, receivables, registry
from models.contracts import Contract, agreements
from models.currencies import CURRENCIES
from models.money import Money
from models.store.book import Book
from models.store.commands import Command
from models.store.computed import ComputedListing
from models.store.listing import Column, Condition, Listing, Question, Row
from models.store.searching import meant
from tests import makers, samples

TODAY = samples.TODAY
LISTINGS = [*registry.LISTINGS.values()]
COLUMNS = [pytest.param(listing, column, id=f"{listing.name}-{column.name}")
           for listing in LISTINGS for column in listing.columns]  # fmt: skip
every_listing = pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.name)

OF_ONE_CONTRACT = ("contracts", "bills", "variations", "certificates", "receivables")
INDEXED = {
    "parties": ("name", "credit_code"),
    "projects": ("name", "number"),
    "contracts": ("name", "signed_on", "price"),
    "certificates": ("number", "period_to", "certified_on", "gross", "due"),
    "receivables": ("document", "posted_on", "amount"),
    "receipts": ("number", "received_on", "amount"),
}
"""The columns that lists of a hundred thousand rows are sorted by: their keys come out of an index in order."""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A reader's session of a sample book with forty certificates and a supplementary agreement."""
    folder = samples.copied(Path(tmp_path_factory.mktemp("listed")) / "book", 40)
    book: Book = registry.open_book(folder)
    with book.write(Command("tests.agree", "Agree for a test")) as writing:
        makers.an_agreement(writing, writing.scalars(select(Contract).order_by(Contract.number)).first())
    with book.read() as opened:
        yield opened
    book.close()


@pytest.fixture
def asked(session: Session) -> Iterator[list[str]]:
    """The queries that were asked meanwhile."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    engine = session.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


def all_rows(session: Session, listing: Listing, **how: Any) -> list[Row]:
    question = Question(TODAY, **how)
    return listing.rows(session, question, listing.keys(session, question))


def place_of(listing: Listing, column: Column) -> int:
    return 1 + listing.columns.index(column)


def in_order(place: int) -> Callable[[Row], tuple[Any, ...]]:
    """As the database sorts: nothing first, then by value; the key breaks ties."""
    return lambda row: (row[place] is not None, "" if row[place] is None else row[place], row[0])


def test_the_sample_has_something_in_every_list_but_the_papers_and_what_is_published(session: Session) -> None:
    """No sample invents a rate or a holiday that was not announced."""
    empty = [listing.name for listing in LISTINGS if not listing.keys(session, Question(TODAY))]
    assert empty == ["papers", "lending_rates", "holidays"]


@pytest.mark.parametrize(("listing", "column"), COLUMNS)
def test_a_list_is_sorted_by_any_column_and_turned_round_it_stands_upside_down(
    session: Session, listing: Listing, column: Column
) -> None:
    rows = all_rows(session, listing, sort=column.name)
    assert rows == sorted(rows, key=in_order(place_of(listing, column)))
    keys = listing.keys(session, Question(TODAY, sort=column.name, descending=True))
    assert keys == [row[0] for row in rows][::-1]


@every_listing
def test_the_first_rows_and_the_pages_by_key_are_the_list(session: Session, listing: Listing) -> None:
    question = Question(TODAY)
    rows, keys = all_rows(session, listing), listing.keys(session, question)
    assert [row[0] for row in rows] == keys
    assert len(set(keys)) == len(keys)
    assert listing.first(session, question, 7) == rows[:7]
    pages = [keys[start : start + 9] for start in range(0, len(keys), 9)]
    assert [row for page in pages for row in listing.rows(session, question, page)] == rows


@every_listing
def test_rows_come_in_the_order_of_their_keys_and_without_those_that_are_gone(
    session: Session, listing: Listing
) -> None:
    rows = all_rows(session, listing)[:5][::-1]
    keys = [row[0] for row in rows]
    assert listing.rows(session, Question(TODAY), ["gone", *keys, "gone too"]) == rows


@every_listing
def test_the_sums_are_those_of_the_rows_however_the_list_is_narrowed(session: Session, listing: Listing) -> None:
    rows = all_rows(session, listing)
    word = str(rows[0][1])[:4] if rows else "无"
    dates = [column.name for column in listing.columns if column.kind == "date"]
    having = (Condition(dates[0], "from", date(2025, 1, 1)),) if dates else ()
    for how in ({}, {"words": word}, {"having": having}, {"words": word, "having": having}):
        rows = all_rows(session, listing, **how)
        (total,) = listing.totals(session, Question(TODAY, **how))
        assert total.count == len(rows)
        for name, found in total.sums.items():
            values = [row[place_of(listing, listing.column(name))] for row in rows]
            assert (found or Money()) == Money.total(value for value in values if value is not None)


WITH_MONEY = [*LISTINGS, opening.LISTING, agreements.LISTING, *ageing_table.LISTINGS.values()]


@pytest.mark.parametrize("listing", WITH_MONEY, ids=lambda listing: listing.name)
def test_a_list_with_money_says_in_which_currency_it_is(listing: Listing) -> None:
    has_money = any(column.kind == "money" for column in listing.columns)
    assert has_money == bool(listing.currency)
    assert not listing.currency or listing.column(listing.currency).choices == CURRENCIES


@pytest.mark.parametrize("name", OF_ONE_CONTRACT)
def test_what_belongs_to_the_contracts_one_by_one_is_the_whole_list(session: Session, name: str) -> None:
    listing, contracts = registry.LISTINGS[name], registry.LISTINGS["contracts"]
    scopes = [{"contract": key} for key in contracts.keys(session, Question(TODAY))]
    parts = [listing.keys(session, Question(TODAY, scope=scope)) for scope in scopes]
    assert sum(map(bool, parts)) > 1
    assert sorted(key for part in parts for key in part) == sorted(listing.keys(session, Question(TODAY)))


@every_listing
def test_every_scope_narrows_the_list(session: Session, listing: Listing) -> None:
    for scope in listing.scopes:
        assert listing.keys(session, Question(TODAY, scope={scope: "nowhere"})) == []


@pytest.mark.parametrize(("listing", "column"), COLUMNS)
def test_a_condition_keeps_the_rows_that_meet_it_and_no_other(
    session: Session, listing: Listing, column: Column
) -> None:
    rows, place = all_rows(session, listing), place_of(listing, column)
    known = sorted((row[place] for row in rows if row[place] is not None), key=lambda value: (str(type(value)), value))
    if known:
        value = known[len(known) // 2]
        meets: dict[str, Callable[[Any], bool]] = {
            "is": lambda one: one == value,
            "from": lambda one: one >= value,
            "to": lambda one: one <= value,
        }
        for operator, met in meets.items():
            kept = all_rows(session, listing, having=(Condition(column.name, operator, value),))
            assert kept == [row for row in rows if row[place] is not None and met(row[place])], operator
    missing = all_rows(session, listing, having=(Condition(column.name, "missing"),))
    nothing = (None, "") if column.kind in ("text", "choice") else (None,)
    assert missing == [row for row in rows if row[place] in nothing]


def test_words_are_all_found_in_any_order_by_name_or_initials_and_are_taken_as_they_stand(session: Session) -> None:
    listing = registry.LISTINGS["contracts"]
    rows = all_rows(session, listing)
    number, name = rows[3][1:3]
    assert rows[3] in all_rows(session, listing, words=f"{name[:4]} {number}")
    assert all_rows(session, listing, words=f"{number.lower()}  {name}") == [rows[3]]
    assert 0 < len(all_rows(session, listing, words="lh")) < len(rows)
    for literal in ("%", "_", "\\", f"{number}%", "没有这个词"):
        assert all_rows(session, listing, words=literal) == [], literal
    contains = Condition("name", "contains", name[1:4])
    assert rows[3] in all_rows(session, listing, having=(contains,))
    assert all_rows(session, listing, having=(Condition("name", "contains", "%"),)) == []


@pytest.mark.parametrize(("listing", "column"), COLUMNS)
def test_an_amount_a_quantity_or_a_day_is_found_as_it_stands_in_the_list(
    session: Session, listing: Listing, column: Column
) -> None:
    place, rows = listing.columns.index(column) + 1, all_rows(session, listing)
    values = [row[place] for row in rows if row[place] is not None]
    if column.kind not in ("money", "date", "quantity") or not values or (column.kind == "money" and not max(values)):
        return
    value = max(values)
    typed = value.grouped if column.kind == "money" else str(value)
    found = all_rows(session, listing, words=typed)
    assert {row[0] for row in rows if row[place] == value} <= {row[0] for row in found}
    assert all(_says(listing, row, typed, value) for row in found)


def _says(listing: Listing, row: Row, typed: str, value: Any) -> bool:
    """Whether a row holds what was typed: as a value, or in its words or those it is searched by."""
    return value in row[1:] or typed in " ".join(map(str, row[1:])) or bool(listing.words)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("90,885,684", {"money": ("90885684", "90885684.99"), "quantity": ("90885684", "90885684")}),
        ("１２３.4", {"money": ("123.40", "123.49"), "quantity": ("123.4", "123.4")}),
        ("123.45", {"money": ("123.45", "123.45"), "quantity": ("123.45", "123.45")}),
        ("-123", {"money": ("-123.99", "-123"), "quantity": ("-123", "-123")}),
        ("(123.00)", {"money": ("-123", "-123"), "quantity": ("-123", "-123")}),
        ("1.2万", {"money": ("12000", "12000.09"), "quantity": ("12000", "12000")}),
        ("12", {"quantity": ("12", "12")}),
        ("0.000001", {"quantity": ("0.000001", "0.000001")}),
        ("123.4567891", {}),
        ("1" * 30, {}),
        ("HT-2024", {}),
        ("2024-13", {}),
        ("2024-3", {"date": (date(2024, 3, 1), date(2024, 3, 31))}),
        ("2024年2月", {"date": (date(2024, 2, 1), date(2024, 2, 29))}),
        ("2024.2.9", {"date": (date(2024, 2, 9), date(2024, 2, 9))}),
        ("2024/2/30", {}),
    ],
)
def test_a_typed_word_means_an_amount_as_far_as_it_was_typed_or_a_day(word: str, expected: dict[str, Any]) -> None:
    reads: dict[str, Callable[[Any], Any]] = {"money": Money.of, "quantity": Decimal, "date": lambda day: day}
    assert meant(word) == {kind: tuple(map(reads[kind], ends)) for kind, ends in expected.items()}


@every_listing
def test_a_page_is_one_query_whatever_its_size(session: Session, asked: list[str], listing: Listing) -> None:
    question = Question(TODAY, words="1")
    if isinstance(listing, ComputedListing):
        listing.keys(session, question)  # worked out once a Step; from then on it asks whether there was another one
        asked.clear()
    keys = listing.keys(session, question)
    assert len(asked) == 1
    listing.rows(session, question, [*keys, *map(str, range(200))])
    assert len(asked) == 2
    listing.totals(session, question)
    assert len(asked) == 3
    listing.first(session, question)
    assert len(asked) == 5


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize(("name", "column"), [(name, one) for name, some in INDEXED.items() for one in some])
def test_the_keys_of_a_long_list_come_out_of_one_index_in_order(
    session: Session, asked: list[str], name: str, column: str, direction: str
) -> None:
    question = Question(TODAY, sort=column, descending=direction == "down")
    (step,) = plan(session, asked, registry.LISTINGS[name], question)
    assert "USING COVERING INDEX" in step


@pytest.mark.parametrize("name", ["certificates", "bills"])
def test_the_rows_of_one_contract_are_found_by_index(session: Session, asked: list[str], name: str) -> None:
    contract = registry.LISTINGS["contracts"].keys(session, Question(TODAY))[0]
    asked.clear()
    first = plan(session, asked, registry.LISTINGS[name], Question(TODAY, scope={"contract": contract}))[0]
    assert first.startswith("SEARCH")
    assert "contract_id=?" in first


def test_a_sum_of_the_whole_book_reads_it_in_the_order_of_its_keys(session: Session, asked: list[str]) -> None:
    receivables.ageing(session, TODAY)
    assert "SCAN receivables" in explained(session, asked)
    asked.clear()
    receipts.beside(session, TODAY)
    assert "SCAN receipts" in explained(session, asked)


def test_no_due_date_is_sorted_for(session: Session, asked: list[str]) -> None:
    receivables.ageing(session, TODAY)
    assert not [step for step in explained(session, asked) if "LAST TERM" in step]


def plan(session: Session, asked: list[str], listing: Listing, question: Question) -> list[str]:
    """How the database goes about asking for the keys."""
    listing.keys(session, question)
    return explained(session, asked)


def explained(session: Session, asked: list[str]) -> list[str]:
    (statement,) = asked
    count = statement.count("?")
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("2026-11-23",) * count)
    return [row[3] for row in rows]


@every_listing
def test_numbers_of_contracts_are_references_that_are_read_whole(session: Session, listing: Listing) -> None:
    numbers = set(session.scalars(select(Contract.number)))
    question = Question(TODAY)
    rows = listing.rows(session, question, listing.keys(session, question))
    for place, column in enumerate(listing.columns, 1):
        said = {row[place] for row in rows if row[place]}
        if column.kind == "text" and said and said <= numbers:
            assert column.reference or column.name == "number", column.name
