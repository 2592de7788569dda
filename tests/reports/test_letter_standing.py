"""Nobody in bankruptcy is asked to pay, no assigned claim is demanded, a pending suit is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import legal_facts, letters
from models.contracts.record import Contract
from models.letters.kinds import KINDS, LETTERS
from models.money import Money
from models.problems import Invalid, Refused
from models.receivables.record import Receivable
from models.store.book import Book
from reports.interest import INTEREST
from reports.letter_figures import Letter
from reports.report import write_pdf
from tests import makers
from tests.reports import read_back
from tests.reports.books import a_receipt
from tests.reports.test_interest import DAILY_RATE
from tests.reports.test_interest import asked as sheet
from tests.reports.test_letter import DAY, DO, OWED, asked, collected, owing

__all__ = ["owing"]
ACCEPTED, ANNOUNCED = date(2025, 6, 11), date(2025, 6, 20)
DAILY = {"interest": "daily", "rate": makers.Decimal("0.0005")}
PAYS = {"request", "negotiation", "demand_1", "demand_2", "demand_3", "lawyer"}
"""What asks a debtor to pay single items."""


def fact(book: Book, kind: str, **how: Any) -> str:
    """A fact under the contract of the book; without a postman."""
    with book.write(DO) as session:
        contract = session.scalars(select(Contract.id)).one()
        usual = {"contract": contract, "sent_on": None, "way": "", "outcome": "", "tracking": ""}
        return makers.a_legal_fact(session, kind=kind, **{**usual, **how}).id


def written(book: Book, kind: str, **how: object) -> Letter:
    with book.read() as session:
        contract = session.scalars(select(Contract.id)).one()
    needs: dict[str, object] = {"amount": Money.of(1), "matter": "租赁费", "counterparty": "临湖保理公司"}
    asks = {name: needs[name] for name in LETTERS[kind].needs if name in needs}
    return collected(book, kind, contract=contract, previous="2025-05-01 第 1 号", **{**asks, **DAILY, **how})


@pytest.mark.parametrize("kind", ["insolvency", "bankruptcy"])
@pytest.mark.parametrize("letter", sorted(PAYS))
def test_who_is_in_bankruptcy_is_not_asked_to_pay_but_told_to_declare(owing: Book, kind: str, letter: str) -> None:
    fact(owing, kind, happened_on=ACCEPTED)
    with pytest.raises(Invalid) as raised:
        written(owing, letter)
    (problem,) = raised.value.problems
    assert problem.entry == "party"
    told = problem.text("en")
    for part in ("in bankruptcy since 2025-06-11 (SX-001)", "articles 16, 46 and 48", "up to 2025-06-10", "Declare"):
        assert part in told
    assert written(owing, letter, as_of=ACCEPTED - timedelta(1)).groups


@pytest.mark.parametrize("letter", sorted(set(KINDS) - PAYS - {"settlement", "variation", "claim", "confirmation"}))
def test_what_else_is_written_to_a_bankrupt_goes_to_the_administrator_and_says_where_interest_stops(
    owing: Book, letter: str
) -> None:
    fact(owing, "insolvency", happened_on=ACCEPTED)
    if letter in ("retention", "deposit"):
        with pytest.raises((Invalid, Refused)):
            written(owing, letter)
        return
    data = written(owing, letter)
    assert "address this letter to the administrator" in data.advice[0].text("en")
    if letters.speaks_of_interest(letters.texts.ours(letter, "zh")[1]):
        # 700,000 × 0.05 % × 457 days and 300,000.50 × 0.05 % × 10 days, up to 10 June 2025
        assert data.groups[0].interest == Money.of("159950.00") + Money.of("1500.00")
        words = "".join(data.paragraphs)
        assert "计至 2025 年 6 月 10 日" in words
        if letter == "set_off":
            assert "由我方向管理人申报" in words
            assert "前一并付清" not in words
        assert "利息自受理之日起停止计算，计至 2025 年 6 月 10 日（《企业破产法》第四十六条）" in "".join(data.terms)


def test_what_arose_after_the_acceptance_is_a_debt_of_the_estate_and_may_be_demanded(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=date(2024, 1, 5))
    (told, *_rest) = written(owing, "demand_1").advice
    assert "articles 42 and 43" in told.text("en")


def test_a_procedure_that_ended_holds_no_letter_up_and_is_told(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=ACCEPTED, ended_on=DAY)
    (told, *_rest) = written(owing, "demand_1").advice
    assert "ended on 2025-06-30" in told.text("en")
    with pytest.raises(Invalid, match="in bankruptcy since"):
        written(owing, "demand_1", as_of=DAY - timedelta(1))


def test_of_announcement_and_acceptance_the_acceptance_counts_and_a_new_procedure_before_one_that_ended(
    owing: Book,
) -> None:
    fact(owing, "bankruptcy", happened_on=ANNOUNCED)
    fact(owing, "insolvency", happened_on=ACCEPTED)
    fact(owing, "insolvency", happened_on=date(2024, 9, 1), ended_on=date(2024, 10, 1))
    with pytest.raises(Invalid, match=r"in bankruptcy since 2025-06-11 \(SX-002\)"):
        written(owing, "demand_1")


def test_the_list_of_letters_due_says_declare_instead_of_the_next_letter(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=ACCEPTED)
    with owing.read() as session:
        found = [letters.standing_of(session, asked(owing).party, day) for day in (ACCEPTED - timedelta(1), DAY)]
    assert [(one.state(DAY), one.due) for one in found if one] == [("now", "request"), ("declare", "")]


@pytest.mark.parametrize(
    ("kind", "on", "days", "told"),
    [
        ("insolvency", ACCEPTED, (457, 10), "利息自受理之日起停止计算，计至 2025 年 6 月 10 日"),
        ("bankruptcy", ANNOUNCED, (466, 19), "利息至多计至 2025 年 6 月 19 日"),
    ],
)
@pytest.mark.parametrize("end", ["in", "out"])
def test_interest_stops_on_the_day_before_the_acceptance_whichever_way_the_last_day_counts(
    owing: Book, tmp_path: Path, kind: str, on: date, days: tuple[int, int], told: str, end: str
) -> None:
    fact(owing, kind, happened_on=on)
    data = sheet(owing, party=asked(owing).party, as_of=DAY, end=end, **DAILY_RATE)
    assert tuple(one.days for one in data.groups[0].items) == days
    assert told in "".join(data.stops)
    assert write_pdf(INTEREST, data, tmp_path / "l.pdf")
    lines = read_back.text(tmp_path / "l.pdf", "-layout").splitlines()
    (title,) = [line.strip() for line in lines if line.strip().startswith("利息计至")]
    assert "受理" not in title
    assert title.replace(" ", "").startswith(f"利息计至{on.year}年{on.month}月{on.day - 1}日")
    before = sheet(owing, party=asked(owing).party, as_of=on - timedelta(1), **DAILY_RATE)
    assert before.stops == ()
    assert before.groups[0].interest == data.groups[0].interest
    assert sheet(owing, party=asked(owing).party, as_of=on, **DAILY_RATE).groups[0].interest == data.groups[0].interest


def test_what_is_paid_after_the_acceptance_lowers_the_claim_and_no_interest(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=ACCEPTED)
    whole = sheet(owing, party=asked(owing).party, as_of=DAY, **DAILY_RATE).groups[0].interest
    with owing.write(DO) as session:
        a_receipt(session, session.scalars(select(Contract)).one(), date(2025, 6, 20), Money.of(100_000))
    data = sheet(owing, party=asked(owing).party, as_of=DAY, **DAILY_RATE)
    assert data.groups[0].interest == whole
    assert data.groups[0].items[0].open == Money.of(600_000)


def test_what_fell_due_after_the_acceptance_bears_no_interest(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=date(2025, 5, 31))
    data = sheet(owing, party=asked(owing).party, as_of=DAY, **DAILY_RATE)
    assert [one.document for one in data.groups[0].items] == ["旧账-1"]
    fact(owing, "insolvency", happened_on=date(2024, 3, 11))
    with pytest.raises(Refused, match="was paid late before 2024-03-11"):
        sheet(owing, party=asked(owing).party, as_of=DAY, **DAILY_RATE)


def test_a_principal_of_a_named_debtor_stops_with_his_bankruptcy_too(owing: Book) -> None:
    fact(owing, "insolvency", happened_on=ACCEPTED)
    typed = {"party": asked(owing).party, "principal": Money.of(1_000_000), "as_of": DAY, **DAILY_RATE}
    assert sheet(owing, since=date(2025, 6, 1), **typed).groups[0].interest == Money.of(5000)
    with pytest.raises(Refused, match="no interest runs from then on"):
        sheet(owing, since=ACCEPTED, **typed)


ARRIVED = {"happened_on": date(2025, 6, 1), "way": "ems", "outcome": "delivered", "sent_on": date(2025, 5, 28)}


def test_an_assigned_claim_is_not_demanded_until_it_was_taken_back(owing: Book) -> None:
    key = fact(owing, "assignment", **ARRIVED)
    with pytest.raises(Refused, match=r"assigned: the notice arrived on 2025-06-01 \(SX-001\).*article 546"):
        written(owing, "demand_1")
    assert written(owing, "demand_1", as_of=date(2025, 5, 31)).groups
    assert "assigned once more" in written(owing, "assignment").advice[0].text("en")
    with owing.write(DO) as session:
        legal_facts.record(session, replace(legal_facts.draft_of(session, key), ended_on=date(2025, 6, 20)))
    assert written(owing, "demand_1").advice[0].values.get("number") is None
    with pytest.raises(Refused):
        written(owing, "demand_1", as_of=date(2025, 6, 19))


@pytest.mark.parametrize("how", [{"outcome": "returned"}, {"proof": ""}])
def test_a_notice_of_assignment_that_did_not_arrive_or_is_not_proven_changes_nothing(
    owing: Book, how: dict[str, object]
) -> None:
    fact(owing, "assignment", **{**ARRIVED, **how})
    assert written(owing, "demand_1").groups[0].total == Money.total(OWED.values())


def test_only_the_item_that_was_assigned_is_left_out_and_named(owing: Book) -> None:
    with owing.read() as session:
        item = session.scalars(select(Receivable.id).where(Receivable.document == "旧账-1")).one()
    fact(owing, "assignment", receivable=item, contract="", **ARRIVED)
    data = written(owing, "demand_1")
    assert [one.document for one in data.groups[0].items] == ["旧账-2"]
    assert data.groups[0].total == OWED["旧账-2"]
    assert "旧账-1: assigned, the notice arrived on 2025-06-01 (SX-001)" in data.advice[0].text("en")


def test_a_part_that_was_assigned_is_told_and_what_is_booked_already_is_off(owing: Book) -> None:
    fact(owing, "assignment", amount=Money.of(400_000), **ARRIVED)
    data = written(owing, "demand_1")
    assert data.groups[0].total == Money.total(OWED.values())
    assert "400,000.00 of 旧账-1, 旧账-2 was assigned" in data.advice[0].text("en")


@pytest.mark.parametrize("kind", ["suit", "arbitration", "payment_order", "enforcement"])
def test_a_suit_about_what_is_listed_is_told_until_it_ended(owing: Book, kind: str) -> None:
    fact(owing, kind, happened_on=date(2025, 6, 2), ended_on=date(2025, 6, 25))
    during = written(owing, "demand_1", as_of=date(2025, 6, 24)).advice[0]
    assert "旧账-1, 旧账-2" in during.text("en")
    assert "on 2025-06-02 (SX-001), not ended" in during.text("en")
    assert all("not ended" not in one.text("en") for one in written(owing, "demand_1").advice)
    assert all("not ended" not in one.text("en") for one in written(owing, "demand_1", as_of=date(2025, 6, 1)).advice)
