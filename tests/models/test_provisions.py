"""The company's own rates by age and debtor group, valid from a day on, and contracts that stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import opening, provisions
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Invalid, Refused
from models.provisions import IndividualDraft, MonthRateDraft, PastDueRateDraft, ProvisionRateDraft
from models.store.book import Book
from models.store.listing import Question
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
    whole = ProvisionRateDraft("other", "", *[Decimal(1)] * 6)
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


PUBLISHED = ("0.006", "0.016", "0.036", "0.066", "0.126"), (100, 200, 300, 400, 500)
"""66tiku.cn 240/444318: 1,500 万, of it 104 万."""
IE75 = ("0.003", "0.016", "0.036", "0.066", "0.106"), (1500, 750, 400, 250, 100)
"""IFRS 9 IE75–IE77: 30,000,000, of it 580,000."""
COMMUNITY = ("0.02", "0.04", "0.086957", "0.25", "1"), (300, 140, 60, 23, 5)
"""ifrscommunity.com, IFRS 9 example of a provision matrix: 528,000, of it 6,000, 5,600, 5,217, 5,750 and 5,000: 27,567.

The third rate is 2,000 of 23,000; here in amounts ten times as large.
"""


def past_due(rates: Sequence[str], kind: str = "") -> PastDueRateDraft:
    return PastDueRateDraft("other", kind, *map(Decimal, rates))


def old_items(session: Session, items: Sequence[tuple[str, int | None, int]], **contract: Any) -> None:
    """Items taken on by class, days past due on DAY (None: undated) and 万元."""
    found = tuple(
        OpeningItemDraft(
            kind,
            f"旧-{place}",
            date(2024, 1, 1),
            None if late is None else DAY - timedelta(late),
            Money.of(10_000 * amount),
        )
        for place, (kind, late, amount) in enumerate(items)
    )
    key = makers.a_contract(session, recovery_rule="none", advance=None, **contract).id
    opening.take_on(session, OpeningDraft(contract=key, taken_on=date(2026, 9, 1), items=found))


@pytest.mark.parametrize(
    ("rates", "amounts", "amount"), [(*PUBLISHED, "1040000.00"), (*IE75, "580000.00"), (*COMMUNITY, "275674.20")]
)
def test_published_matrices_by_days_past_due(
    book: Book, rates: Sequence[str], amounts: Sequence[int], amount: str
) -> None:
    """The edges of each span: later, undated and due today are not past due; 1, 30, 31, 60, 61, 90, 91 days."""
    with book.write(FILL) as session:
        current, *late = amounts
        items: list[tuple[str, int | None, int]] = [("progress", None, current - 30), ("progress", -1, 10)]
        items.append(("progress", 0, 20))
        for (first, last), one in zip(((1, 30), (31, 60), (61, 90)), late, strict=False):
            items += [("progress", first, one - 5), ("progress", last, 5)]
        items.append(("progress", 91, late[-1]))
        old_items(session, items)
        provisions.record(session, makers.provision_rates(rates=(), past_due=(past_due(rates),)))
    with book.read() as session:
        (row,) = provisions.provided(session, DAY)
    assert row.bands == dict(zip(provisions.PAST_DUE, (Money.of(10_000 * one) for one in amounts), strict=True))
    assert str(row.provision) == amount
    assert row.undated == Money.of(10_000 * (amounts[0] - 30))
    assert provisions.without_a_day([row, row]) == {"CNY": row.undated + row.undated}


def test_what_has_no_day_is_told_only_where_rates_go_by_days_past_due(book: Book) -> None:
    with book.write(FILL) as session:
        old_items(session, [("progress", None, 100), ("retention", None, 7)])
        by_years = ProvisionRateDraft("other", "retention", *[Decimal("0.01")] * 6)
        rates = makers.provision_rates(rates=(by_years,), past_due=(past_due(IE75[0]),))
        provisions.record(session, rates)
    with book.read() as session:
        (row,) = provisions.provided(session, DAY)
    assert (row.balance, row.undated) == (Money.of(1_070_000), Money.of(1_000_000))


def test_a_class_has_rates_of_its_own_before_a_group_has(book: Book) -> None:
    """Retention of anybody at 1 %, other money of a private owner by years, of the rest by days past due."""
    retention = ProvisionRateDraft("other", "retention", *[Decimal("0.01")] * 6)
    private = ProvisionRateDraft("private", "", *[Decimal("0.2")] * 6)
    with book.write(FILL) as session:
        old_items(session, [("progress", 45, 100), ("retention", None, 30)])
        office = makers.a_party(session, "某局", nature="government").id
        old_items(session, [("progress", 45, 100), ("retention", None, 30)], number="JB-9", owner=office)
        draft = makers.provision_rates(rates=(retention, private), past_due=(past_due(IE75[0]),))
        key = provisions.record(session, draft).id
        assert provisions.draft_of(session, key) == replace(draft, id=key)
    with book.read() as session:
        rows = {row.contract: row for row in provisions.provided(session, DAY)}
        assert provisions.bands_on(session, DAY) == [*provisions.BANDS, *provisions.PAST_DUE]
    assert str(rows[makers.CONTRACT].provision) == "203000.00", "20 % of 1,000,000 and 1 % of 300,000"
    assert str(rows["JB-9"].provision) == "39000.00", "3.6 % of 1,000,000 and 1 % of 300,000"
    filled = {band: str(amount) for band, amount in rows["JB-9"].bands.items() if amount}
    assert filled == {"y2": "300000.00", "d30": "1000000.00"}


HALF_YEARS = (6, "0"), (12, "0.05"), (24, "0.1"), (36, "0.3"), (None, "1")


def by_months(nature: str = "other", kind: str = "", rates: Any = HALF_YEARS) -> tuple[MonthRateDraft, ...]:
    return tuple(MonthRateDraft(nature, kind, upto, Decimal(rate)) for upto, rate in rates)


def test_rates_may_change_within_the_first_year(book: Book) -> None:
    """6个月以内 0, 7-12个月 5 %, 1-2年 10 %, 2-3年 30 %, 3年以上 100 %: 5 + 20 + 90 + 400 = 515 (万元)."""
    posted = (date(2026, 3, 30), date(2025, 9, 30), date(2024, 9, 30), date(2023, 9, 30), date(2023, 9, 29))
    with book.write(FILL) as session:
        found = tuple(
            OpeningItemDraft("progress", f"旧-{place}", day, None, Money.of(1_000_000 * (place + 1 - (place > 0))))
            for place, day in enumerate(posted)
        )
        key = makers.a_contract(session, recovery_rule="none", advance=None).id
        opening.take_on(session, OpeningDraft(contract=key, taken_on=date(2026, 9, 30), items=found))
        draft = makers.provision_rates(rates=(), months=by_months())
        kept = provisions.record(session, draft).id
        assert provisions.draft_of(session, kept) == replace(draft, id=kept)
    with book.read() as session:
        assert provisions.bands_on(session, date(2026, 9, 30)) == ["m0", "m6", "m12", "m24", "m36"]
        (row,) = provisions.provided(session, date(2026, 9, 30))
    assert {band: amount.fen // 10**8 for band, amount in row.bands.items()} == {
        "m0": 1, "m6": 1, "m12": 2, "m24": 3, "m36": 4,
    }  # fmt: skip
    assert str(row.provision) == "5150000.00"


def test_rates_by_months_stand_beside_those_by_days(book: Book) -> None:
    with book.write(FILL) as session:
        old_items(session, [("progress", 45, 100), ("retention", None, 30)])
        months = by_months(kind="retention", rates=((6, "0"), (None, "0.01")))
        provisions.record(session, makers.provision_rates(rates=(), past_due=(past_due(IE75[0]),), months=months))
    with book.read() as session:
        assert provisions.bands_on(session, DAY) == ["m0", "m6", *provisions.PAST_DUE]
        (row,) = provisions.provided(session, DAY)
    assert str(row.provision) == "39000.00", "3.6 % of 1,000,000 and 1 % of 300,000"


@pytest.mark.parametrize(
    ("months", "entry"),
    [
        (by_months(rates=((6, "0"), (6, "0"), (None, "1"))), "months.1.upto"),
        (by_months(rates=((None, "0"), (None, "1"))), "months.0.upto"),
        (by_months(rates=((0, "0"), (None, "1"))), "months.0.upto"),
        (by_months(rates=((6, "0"), (12, "1"))), "months.1.upto"),
        ((*by_months(), *by_months("government", rates=((3, "0"), (None, "1")))), "months.6.upto"),
        (by_months(rates=((6, "0"), (None, "2"))), "months.1.rate"),
        (by_months("government"), "months"),
    ],
)
def test_ages_by_months_rise_and_end_open(months: tuple[MonthRateDraft, ...], entry: str) -> None:
    found = provisions.check(makers.provision_rates(rates=(), months=months))
    assert [problem.entry for problem in found if not problem.advice] == [entry]


def test_a_group_has_its_rates_once(book: Book) -> None:
    found = [one.entry for one in provisions.check(makers.provision_rates(months=by_months())) if not one.advice]
    assert found == ["months.0.nature"]


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
        ({"rates": (ProvisionRateDraft("other", "", *[Decimal(2)] * 6),)}, "rates.0.y0"),
        ({"rates": (ProvisionRateDraft("other", "", *[Decimal(0)] * 5),)}, "rates.0.y5"),
        ({"rates": (ProvisionRateDraft("other", "", *[Decimal(0)] * 6),) * 2}, "rates.1.nature"),
        ({"past_due": (PastDueRateDraft("other", "", *[Decimal(0)] * 5),)}, "past_due.0.nature"),
        ({"past_due": (PastDueRateDraft("other", "goods", *[Decimal(2)] * 5),)}, "past_due.0.d90"),
        ({"rates": (ProvisionRateDraft("other", "goods", *[Decimal(0)] * 6),)}, "rates"),
    ],
)
def test_rates_that_cannot_be_are_refused_at_their_cell(changes: dict[str, object], entry: str) -> None:
    found = provisions.check(makers.provision_rates(**changes))
    assert entry in [problem.entry for problem in found if not problem.advice]


def test_a_falling_rate_is_only_remarked(book: Book) -> None:
    rates = (ProvisionRateDraft("other", "", *[Decimal(5 - year) / 10 for year in range(6)]),)
    found = list(provisions.check(makers.provision_rates(rates=rates)))
    assert found
    assert all(problem.advice for problem in found)
    with book.write(provisions.RECORD) as session:
        key = provisions.record(session, makers.provision_rates()).id
        assert provisions.draft_of(session, key) == makers.provision_rates(id=key)
    with book.write(provisions.RECORD) as session, pytest.raises(Invalid):
        provisions.record(session, makers.provision_rates())


def test_the_list_counts_each_group_once_whatever_its_rates_go_by(book: Book) -> None:
    """Two groups by year, one class by days, one by months with five ages."""
    with book.write(FILL) as session:
        days = (past_due(IE75[0], "goods"),)
        provisions.record(session, makers.provision_rates(past_due=days, months=by_months("sme")))
    with book.read() as session:
        (row,) = provisions.LISTING.first(session, Question(DAY))
    names = [column.name for column in provisions.LISTING.columns]
    assert row[1 + names.index("groups")] == 4
