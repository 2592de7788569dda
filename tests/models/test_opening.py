"""Opening balances: what was still owed when a book began keeps its own dates, and is taken on once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from models import certificates, contract_standing, contracts, opening, receipts, receivables
from models.certificates import CertificateDraft
from models.contracts import ReleaseDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Invalid, Refused
from models.receivables import DueChange, Receivable
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.models.store import digests

TAKEN = date(2026, 1, 1)
OLD = (
    OpeningItemDraft(
        "progress", "JB-2019-07", date(2021, 3, 31), date(2021, 4, 28), Money.of(300_000), "发票 1", "孙工"
    ),
    OpeningItemDraft("retention", "", date(2025, 12, 31), None, Money.of(90_000)),
)


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, handler="赵六").id


def taken_on(book: Book, contract: str, **entries: Any) -> str:
    with book.write(opening.TAKE_ON) as session:
        draft = OpeningDraft(contract=contract, taken_on=TAKEN, items=OLD, certified=Money.of(5_000_000))
        return opening.take_on(session, replace(draft, received=Money.of(4_000_000), **entries)).id


def owed(book: Book, as_of: date) -> Money:
    with book.read() as session:
        return Money.total(one.balance for one in receivables.positions(session, as_of))


def aged(book: Book, as_of: date, by: str) -> dict[str, Money]:
    with book.read() as session:
        (row,) = receivables.ageing(session, as_of, by)
        assert row.adds_up
        return {band: amount for band, amount in row.bands.items() if amount}


def test_old_items_age_from_their_own_dates_and_not_from_the_day_the_book_begins(book: Book, contract: str) -> None:
    taken_on(book, contract)
    assert aged(book, TAKEN, "posting") == {"y4": Money.of(300_000), "y0": Money.of(90_000)}
    assert aged(book, date(2026, 4, 1), "posting") == {"y5": Money.of(300_000), "y0": Money.of(90_000)}
    assert aged(book, TAKEN, "due") == {"d365": Money.of(300_000)}
    assert aged(book, date(2021, 4, 28), "due") == {}
    assert aged(book, date(2021, 4, 29), "due") == {"d0": Money.of(300_000)}


def test_old_items_keep_paper_invoice_and_person_and_lend_what_they_lack_from_the_contract(
    book: Book, contract: str
) -> None:
    taken_on(book, contract)
    with book.read() as session:
        rows = session.scalars(select(Receivable).order_by(Receivable.posted_on)).all()
        told = [(one.document, one.invoice, one.person, one.kind) for one in rows]
    assert told == [("JB-2019-07", "发票 1", "孙工", "progress"), (makers.CONTRACT, "", "赵六", "retention")]


def test_the_owner_owes_the_old_items_whoever_pays_them(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        payer = makers.a_party(session, "江北市财政局").id
        contract = makers.a_contract(session, payer=payer).id
    taken_on(book, contract)
    with book.read() as session:
        assert receivables.positions(session, TAKEN, party=payer) == []
        (stood,) = receivables.positions(session, TAKEN, party=makers.a_party(session).id)
    assert stood.balance == Money.of(390_000)


def test_the_sheet_is_given_back_as_it_was_typed(book: Book, contract: str) -> None:
    key = taken_on(book, contract, retention=Money.of(90_000), remark="双方已签认\n附件一")
    with book.read() as session:
        draft = opening.draft_of(session, key)
    assert (draft.certified, draft.received, draft.retention, draft.recovered) == (
        Money.of(5_000_000), Money.of(4_000_000), Money.of(90_000), None,
    )  # fmt: skip
    assert draft.items == (OLD[0], replace(OLD[1], document=makers.CONTRACT, person="赵六"))
    assert (draft.remark, draft.taken_on) == ("双方已签认\n附件一", TAKEN)


def test_taken_on_again_the_items_replace_the_former_ones(book: Book, contract: str) -> None:
    key = taken_on(book, contract)
    before = digests.of_records(book)
    taken_on(book, contract, id=key, items=(replace(OLD[0], amount=Money.of(7)),))
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(Receivable)) == 1
        assert session.scalar(select(func.count()).select_from(DueChange)) == 1
    assert owed(book, TAKEN) == Money.of(7)
    book.undo()
    assert digests.of_records(book) == before


def test_once_money_is_allocated_to_them_they_stay_as_they_are(book: Book, contract: str) -> None:
    key = taken_on(book, contract)
    with book.write(receipts.RECORD) as session:
        draft = receipts.ReceiptDraft(payer=makers.a_party(session).id, received_on=TAKEN, amount=Money.of(1))
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    with pytest.raises(Refused, match="Release the allocations first"):
        taken_on(book, contract, id=key, items=())
    assert owed(book, TAKEN) == Money.of(389_999)


def test_a_contract_has_one_opening_sheet(book: Book, contract: str) -> None:
    taken_on(book, contract)
    with pytest.raises(Invalid, match="has opening balances already") as refused:
        taken_on(book, contract)
    assert [problem.entry for problem in refused.value.problems] == ["contract"]
    assert owed(book, TAKEN) == Money.of(390_000)


@pytest.mark.parametrize(
    ("entries", "entry", "sentence"),
    [
        ({"items": (replace(OLD[0], posted_on=TAKEN + timedelta(1)),)}, "items.0.posted_on", "before the day"),
        ({"items": (OLD[1], replace(OLD[0], amount=None))}, "items.1.amount", "Amount is missing"),
        ({"advance_paid": Money.of(1), "recovered": Money.of(2)}, "recovered", "More advance is recovered"),
        ({"taken_on": None}, "taken_on", "Taken on is missing"),
    ],
)
def test_what_cannot_be_right_is_told_beside_its_entry(
    book: Book, contract: str, entries: dict[str, Any], entry: str, sentence: str
) -> None:
    with pytest.raises(Invalid) as refused:
        taken_on(book, contract, **entries)
    (problem,) = refused.value.problems
    assert problem.entry == entry
    assert sentence in problem.text("en")
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(Receivable)) == 0


def test_due_before_it_was_posted_is_asked_about_and_kept(book: Book, contract: str) -> None:
    item = replace(OLD[0], due_on=date(2021, 3, 1))
    (advice,) = opening.check(OpeningDraft(contract=contract, taken_on=TAKEN, items=(item,)))
    assert (advice.entry, advice.advice) == ("items.0.due_on", True)
    taken_on(book, contract, items=(item,))
    assert aged(book, date(2021, 3, 31), "due") == {"d0": Money.of(300_000)}


def test_what_came_before_counts_from_the_day_the_book_begins(book: Book, contract: str) -> None:
    taken_on(book, contract)
    eve = TAKEN - timedelta(1)
    assert standing(book, eve) == (Money(), Money())
    assert standing(book, TAKEN) == (Money.of(5_000_000), Money.of(4_000_000))


def standing(book: Book, as_of: date) -> tuple[Money, Money]:
    """Certified and received of the only contract."""
    listing = contract_standing.LISTING
    places = [1 + [column.name for column in listing.columns].index(name) for name in ("certified", "received")]
    with book.read() as session:
        (row,) = listing.first(session, Question(as_of))
    return row[places[0]], row[places[1]]


def test_the_list_tells_each_sheet_with_what_was_still_owed(book: Book, contract: str) -> None:
    taken_on(book, contract)
    with book.read() as session:
        (row,) = opening.LISTING.first(session, Question(TAKEN))
        (total,) = opening.LISTING.totals(session, Question(TAKEN))
    assert row[1:4] == (makers.CONTRACT, "临湖花园一期土建工程", TAKEN)
    assert (total.count, total.sums["items"], total.sums["certified"]) == (1, Money.of(390_000), Money.of(5_000_000))


def test_the_total_of_the_signed_sheet_is_compared_and_what_nobody_explains_is_shown(book: Book, contract: str) -> None:
    key = taken_on(book, contract, stated=Money.of(400_000))
    with book.read() as session:
        draft = opening.compared(opening.draft_of(session, key))
        assert draft.difference == Money.of(10_000)
        (advice,) = opening.check(draft)
        assert (advice.entry, advice.advice) == ("stated", True)
        (row,) = opening.LISTING.first(session, Question(TAKEN))
        names = [column.name for column in opening.LISTING.columns]
        assert row[1 + names.index("difference")] == Money.of(10_000)
    with book.write(opening.TAKE_ON) as session:
        explained = replace(
            draft, explanation="尾款一万元双方另行确认", giver="周移交", taker="吴接收", witness="郑监交"
        )
        opening.take_on(session, explained)
    with book.read() as session:
        again = opening.compared(opening.draft_of(session, key))
        assert (again.difference, list(opening.check(again))) == (None, [])
        assert (again.giver, again.taker, again.witness) == ("周移交", "吴接收", "郑监交")
        (row,) = opening.LISTING.first(session, Question(TAKEN))
        assert row[1 + names.index("difference")] is None


def test_items_that_read_as_before_stay_the_same_receivables_when_the_sheet_is_changed(
    book: Book, contract: str
) -> None:
    key = taken_on(book, contract)
    with book.read() as session:
        before = {one.amount: one.id for one in session.scalars(select(Receivable))}
        draft = opening.draft_of(session, key)
    more = OpeningItemDraft("progress", "JB-2020-01", date(2022, 1, 1), None, Money.of(5))
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(session, replace(draft, remark="补记一笔", items=(draft.items[0], more)))
    with book.read() as session:
        after = {one.amount: one.id for one in session.scalars(select(Receivable))}
    assert after[Money.of(300_000)] == before[Money.of(300_000)]
    assert set(after) == {Money.of(300_000), Money.of(5)}


@pytest.mark.parametrize(
    ("terms", "due_on"),
    [
        ({"retention_rate": Decimal("0.03")}, date(2027, 7, 28)),
        ({"releases": (ReleaseDraft("acceptance", Decimal("0.5"), 7), ReleaseDraft("defects_end", Decimal(1), 14))},
         date(2027, 7, 14)),
        ({"releases": (ReleaseDraft("final_account", Decimal(1), 30),)}, None),
    ],
)  # fmt: skip
def test_old_retention_without_a_day_waits_for_what_the_contract_says(
    book: Book, terms: dict[str, Any], due_on: date | None
) -> None:
    """Accepted on 2025-06-30, two years of defects: the end of it and 28 or 14 days; other old items stay undated."""
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(session, accepted_on=date(2025, 6, 30), defects_months=24, **terms).id
    old = (
        OpeningItemDraft("retention", "旧3", date(2025, 7, 30), None, Money.of(120_000)),
        OpeningItemDraft("progress", "旧4", date(2025, 7, 30), None, Money.of(5)),
    )
    taken_on(book, key, items=old)
    with book.read() as session:
        item = receivables.position.items(TAKEN)
        found = dict(session.execute(select(item.c.document, item.c.due_on)).all())
    assert found == {"旧3": due_on, "旧4": None}


HALVES = {
    "retention_rate": Decimal("0.03"),
    "releases": (ReleaseDraft("acceptance", Decimal("0.5"), 7), ReleaseDraft("defects_end", Decimal(1), 14)),
}
FIRST, SECOND = date(2025, 7, 7), date(2027, 7, 14)


@pytest.mark.parametrize(
    ("held", "items", "found"),
    [
        (None, [("旧3", 120_001, None)], [(FIRST, "60000.50"), (SECOND, "60000.50")]),
        (Money.of(120_001), [("旧3", 120_001, None)], [(FIRST, "60000.50"), (SECOND, "60000.50")]),
        # half of 240,000 went back at acceptance, so what is left waits for the end
        (Money.of(240_000), [("旧3", 120_000, None)], [(SECOND, "120000.00")]),
        # 40,000 of the first 120,000 went back
        (Money.of(240_000), [("旧3", 200_000, None)], [(FIRST, "80000.00"), (SECOND, "120000.00")]),
        (Money.of(240_000), [("旧3", 150_000, None), ("旧4", 50_000, None)],
         [(FIRST, "60000.00"), (FIRST, "20000.00"), (SECOND, "90000.00"), (SECOND, "30000.00")]),
        (Money.of(240_000), [("旧3", 120_000, date(2026, 3, 1)), ("旧4", 120_000, None)],
         [(date(2026, 3, 1), "120000.00"), (FIRST, "60000.00"), (SECOND, "60000.00")]),
    ],
)  # fmt: skip
def test_old_retention_goes_in_the_parts_of_the_contract_and_what_went_back_was_of_the_first(
    held: Money | None, items: list[Any], found: list[tuple[date, str]], book: Book
) -> None:
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(session, accepted_on=date(2025, 6, 30), defects_months=24, **HALVES).id
    old = tuple(OpeningItemDraft("retention", name, date(2025, 6, 30), due, Money.of(amount))
                for name, amount, due in items)  # fmt: skip
    sheet = taken_on(book, key, items=old, retention=held)
    with book.read() as session:
        item = receivables.position.items(TAKEN)
        rows = session.execute(select(item.c.due_on, item.c.open)).all()
        assert sorted((day, str(amount)) for day, amount in rows) == sorted(found)
        again = opening.draft_of(session, sheet)
        before = set(session.scalars(select(Receivable.id)))
    assert [(one.document, one.amount, one.due_on) for one in again.items] == [
        (name, Money.of(amount), due) for name, amount, due in items
    ]
    with book.write(opening.TAKE_ON) as session:
        opening.take_on(session, replace(again, remark="补记"))
    with book.read() as session:
        assert set(session.scalars(select(Receivable.id))) == before


def test_what_was_held_before_counts_towards_the_limit_although_nobody_typed_it(book: Book) -> None:
    """3 % of 10,000,000 may be held: 210,000 is held already, so a certificate of 7,000,000 holds 90,000 more."""
    limited = {**HALVES, "retention_cap": Decimal("0.03"), "price": Money.of(10_000_000)}
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(session, **limited).id
    old = (OpeningItemDraft("retention", "旧3", date(2025, 6, 30), None, Money.of(210_000)),)
    taken_on(book, key, items=old)
    with book.write(contracts.RECORD) as session:
        draft = CertificateDraft(contract=key, certified_on=date(2026, 3, 1), work=Money.of(7_000_000))
        assert certificates.record(session, draft).retention == Money.of(90_000)
        assert opening.draft_of(session, opening_of(session)).retention == Money.of(210_000)


def opening_of(session: Any) -> str:
    return str(session.scalars(select(opening.OpeningPosition.id)).one())


def test_less_held_than_the_items_hold_is_told(book: Book, contract: str) -> None:
    draft = OpeningDraft(contract=contract, taken_on=TAKEN, items=OLD, retention=Money.of(80_000))
    (told,) = opening.check(draft)
    assert (told.entry, told.advice, "90,000.00" in told.text("en")) == ("retention", True, True)


def test_items_that_something_else_names_stay_also_where_their_parts_would_be_others(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, accepted_on=date(2025, 6, 30), defects_months=24, **HALVES)
    old = (OpeningItemDraft("retention", "旧3", date(2025, 6, 30), None, Money.of(120_000)),)
    key = taken_on(book, contract.id, items=old)
    with book.write(opening.TAKE_ON) as session:
        first = session.scalars(select(Receivable.id).order_by(Receivable.id)).first()
        makers.a_legal_fact(session, receivable=first, contract=contract.id)
        draft = opening.draft_of(session, key)
        before = set(session.scalars(select(Receivable.id)))
        opening.take_on(session, replace(draft, retention=Money.of(240_000)))
        assert set(session.scalars(select(Receivable.id))) == before
        assert opening.draft_of(session, key).retention == Money.of(240_000)
    other = replace(old[0], amount=Money.of(90_000))
    with (
        pytest.raises(Refused, match="Other entries speak of the opening item"),
        book.write(opening.TAKE_ON) as session,
    ):
        opening.take_on(session, replace(opening.draft_of(session, key), items=(other,)))
