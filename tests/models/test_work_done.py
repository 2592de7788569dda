"""Work done less what is certified is what is not billed yet, on every day, and the oldest work is certified first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import certificates, contracts, opening, work_done
from models.certificates import CertificateDraft
from models.money import Money
from models.opening import OpeningDraft
from models.problems import Invalid, Refused
from models.rules.ageing import fifo_open
from models.rules.tax import split
from models.store.book import Book
from models.work_done import Unbilled, WorkDone, WorkDoneDraft, WorkLineDraft, unbilled
from tests import makers

M = Money.of
APRIL, MAY, JUNE = date(2024, 4, 30), date(2024, 5, 31), date(2024, 6, 30)


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, advance=None, recovery_rate=None).id


def done(book: Book, contract: str, until: date, amount: Money, **more: Any) -> str:
    with book.write(work_done.RECORD) as session:
        draft = WorkDoneDraft(contract=contract, done_to=until, amount=amount, **more)
        return work_done.record(session, draft).id


def signed(book: Book, contract: str, on: date, amount: Money) -> str:
    with book.write(certificates.RECORD) as session:
        draft = CertificateDraft(contract=contract, work=amount, certified_on=on)
        return certificates.record(session, draft).id


def stood(book: Book, as_of: date, **scope: str) -> list[Unbilled]:
    with book.read() as session:
        return unbilled(session, as_of, **scope)


def test_what_is_not_certified_is_as_old_as_the_first_month_that_is_not_wholly_certified(
    book: Book, contract: str
) -> None:
    for day, amount in ((APRIL, 300), (MAY, 500), (JUNE, 200)):
        done(book, contract, day, M(amount), cost=M(amount // 2), revenue=M(amount - 20))
    signed(book, contract, date(2024, 6, 5), M(350))
    (before,) = stood(book, date(2024, 6, 4))
    assert (before.done, before.unbilled, before.oldest, before.days) == (M(800), M(800), APRIL, 35)
    (after,) = stood(book, JUNE)
    assert (after.done, after.certified, after.unbilled, after.oldest) == (M(1_000), M(350), M(650), MAY)
    net = split(M(350), Decimal("0.09")).net
    assert (after.cost_over, after.revenue_over) == (M(500) - net, M(940) - net)


def test_what_is_certified_ahead_of_the_work_stands_apart_and_is_netted_with_no_other_contract(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        first, other = (makers.a_contract(session, number=number).id for number in ("A", "B"))
    done(book, first, APRIL, M(100))
    done(book, other, APRIL, M(100))
    signed(book, first, APRIL, M(130))
    rows = stood(book, MAY)
    assert [(one.contract, one.unbilled, one.ahead, one.oldest) for one in rows] == [
        ("A", M(0), M(30), None), ("B", M(100), M(0), APRIL),
    ]  # fmt: skip
    (whole,) = work_done.in_all(rows)
    assert (whole.unbilled, whole.ahead, whole.done - whole.certified) == (M(100), M(30), M(70))


def test_a_settled_account_counts_by_what_it_differs_from_the_certificates(book: Book, contract: str) -> None:
    done(book, contract, APRIL, M(1_000))
    signed(book, contract, MAY, M(900))
    with book.write(contracts.RECORD) as session:
        makers.a_final_account(
            session, session.get_one(contracts.Contract, contract), submitted_on=JUNE, amount=M(1_000), reviews=(),
            settled=M(960), settled_on=JUNE,
        )  # fmt: skip
    assert [(one.certified, one.unbilled) for one in stood(book, JUNE)] == [(M(960), M(40))]
    assert [one.unbilled for one in stood(book, JUNE - timedelta(1))] == [M(100)]


def test_work_before_the_book_began_is_what_was_certified_unless_more_is_said(book: Book, contract: str) -> None:
    def begin(**more: Any) -> None:
        with book.write(opening.TAKE_ON) as session:
            found = session.scalars(select(opening.OpeningPosition.id)).first() or ""
            start = OpeningDraft(found, contract=contract, taken_on=APRIL, certified=M(5_000), **more)
            opening.take_on(session, start)

    begin()
    assert stood(book, MAY) == [], "nobody entered any work"
    done(book, contract, MAY, M(200))
    assert [(one.done, one.unbilled, one.oldest) for one in stood(book, MAY)] == [(M(5_200), M(200), MAY)]
    begin(done=M(5_300), cost=M(4_000))
    assert [(one.done, one.unbilled, one.oldest) for one in stood(book, MAY)] == [(M(5_500), M(500), APRIL)]
    assert [(one.unbilled, one.cost) for one in stood(book, APRIL)] == [(M(300), M(4_000))]


def test_lines_make_the_value_and_find_their_bill_line_by_its_code(book: Book, contract: str) -> None:
    with book.write(work_done.RECORD) as session:
        row = session.get_one(contracts.Contract, contract)
        items = makers.a_bill(session, row)
        draft = work_done.begun(session, contract, MAY)
        assert [line.code for line in draft.lines] == ["010101001", "010103001"]
        first, second = draft.lines
        draft = replace(draft, lines=(replace(first, quantity=Decimal(100)), second))
        kept = work_done.record(session, draft)
        assert (kept.amount, len(kept.lines), kept.number) == (M(3_000), 1, f"{row.number}-CZ-202405")
        typed = WorkLineDraft(code="010103001", name="回填", quantity=Decimal("0.5"), price=Decimal("12.3002"))
        other = work_done.record(session, WorkDoneDraft(contract=contract, done_to=JUNE, lines=(typed,)))
        assert (other.amount, other.lines[0].bill_item_id) == (Money(615), items[2].id)
        again = work_done.with_bill(session, work_done.draft_of(session, other.id))
        assert [(line.previous, line.quantity) for line in again.lines] == [
            (Decimal(100), None), (None, Decimal("0.5")),
        ]  # fmt: skip


def test_a_period_is_entered_once_and_what_is_missing_is_said(book: Book, contract: str) -> None:
    key = done(book, contract, APRIL, M(10))
    with pytest.raises(Invalid, match="entered already as"):
        done(book, contract, APRIL, M(20))
    with pytest.raises(Invalid, match="missing"):
        done(book, contract, MAY, None)  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="day that belongs"):
        done(book, contract, MAY, M(10), measured=M(5))
    with book.write(work_done.VOIDED) as session:
        work_done.void(session, key, "重复")
    assert stood(book, JUNE) == []
    with pytest.raises(Refused, match="void already"), book.write(work_done.VOIDED) as session:
        work_done.void(session, key, "重复")
    assert done(book, contract, APRIL, M(20))


Move = tuple[int, int]
moves = st.lists(st.tuples(st.integers(0, 20), st.integers(-500, 2_000).map(lambda n: n * 7)), max_size=8)
signings = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 2_000).map(lambda n: n * 5)), max_size=6)


def _by_rule(works: list[Move], signs: list[Move], at: int) -> tuple[Money, list[int]]:
    """Unbilled less ahead, and the periods that are not wholly certified, worked out by the pure rule."""
    posted = [(day, Money(fen)) for day, fen in works if day <= at]
    certified = Money(sum(fen for day, fen in signs if day <= at))
    start = date(2024, 1, 1)
    taken = certified - Money.total(one for _day, one in posted if one < Money())
    left = fifo_open([(start + timedelta(day), one) for day, one in posted if one > Money()], taken)
    return Money.total(one for _day, one in posted) - certified, [(day - start).days for day, one in left if one]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(works=moves, signs=signings, order=st.randoms(use_true_random=False), at=st.integers(0, 21))
def test_unbilled_is_work_less_certified_on_any_day_in_whatever_order_it_was_entered(
    empty_book_each: Callable[[], Book], works: list[Move], signs: list[Move], order: Any, at: int
) -> None:
    works = list({day: (day, fen) for day, fen in works}.values())
    book, start = empty_book_each(), date(2024, 1, 1)
    with book.write(contracts.RECORD) as session:
        key = makers.a_contract(session, advance=None, recovery_rate=None).id
    entered: list[Callable[[], str]] = [
        *(lambda day=day, fen=fen: done(book, key, start + timedelta(day), Money(fen)) for day, fen in works),
        *(lambda day=day, fen=fen: signed(book, key, start + timedelta(day), Money(fen)) for day, fen in signs),
    ]
    order.shuffle(entered)
    for enter in entered:
        enter()
    expected, open_days = _by_rule(works, signs, at)
    rows = stood(book, start + timedelta(at))
    assert bool(rows) == any(day <= at for day, _fen in works)
    for row in rows:
        assert row.unbilled - row.ahead == expected == row.done - row.certified
        assert row.oldest == (start + timedelta(min(open_days)) if open_days else None)
    with book.write(work_done.VOIDED) as session:
        for one in session.scalars(select(WorkDone.id)).all():
            work_done.void(session, one, "误录")
    assert stood(book, start + timedelta(at)) == []
