"""The interest sheet: what was late, since when, by which rate, and that its parts add up."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from models import lending_rates, papers, receipts
from models.contracts.record import Contract
from models.late_interest import late_items
from models.lending_rates import LendingRateDraft
from models.money import Money
from models.papers import IssueDraft
from models.problems import Invalid, Refused
from models.receipts import AllocationDraft, ReversalDraft, reverse
from models.receivables import Allocation, Receivable, position
from models.store.book import Book
from reports import named
from reports.interest import contradictions
from reports.interest_collect import collect
from reports.interest_draft import DAILY, DOUBLED, SME, YEARLY, InterestDraft, PaymentDraft, check, idle
from reports.interest_figures import InterestSheet
from reports.report import press, write_pdf, write_xlsx
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_certificate, a_ledger, a_receipt
from ui.commands import interest as commands

INTEREST = named("interest")
DUE = date(2024, 5, 23)
"""The certificate of 25 April 2024 is payable after 28 days."""
DAILY_RATE = {"rate_kind": DAILY, "rate": Decimal("0.0005")}


def asked(book: Book, **changes: object) -> InterestSheet:
    with book.read() as session:
        return collect(session, InterestDraft(**{"as_of": date(2024, 6, 22), **changes}))  # type: ignore[arg-type]


@pytest.fixture
def late(book: Book) -> tuple[Book, str]:
    """¥ 800,000 due on 23 May 2024; ¥ 300,000 came ten days late by a bill that was dishonoured ten days after."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        bill = {"method": "bank_bill", "bill_number": "1", "matures_on": date(2024, 12, 1)}
        receipt = a_receipt(session, contract, date(2024, 6, 2), Money.of(300_000), **bill)
        reverse(session, ReversalDraft(receipt, "dishonoured", date(2024, 6, 12), "拒付"))
        key = contract.id
    return book, key


def test_an_item_bears_interest_from_the_day_after_it_fell_due_and_a_dishonoured_bill_paid_nothing(
    late: tuple[Book, str],
) -> None:
    """By hand: ¥ 800,000 × 0.05 % × 30 days (24 May to 22 June, both counted) = ¥ 12,000: the bill stops nothing."""
    book, contract = late
    data = asked(book, contract=contract, **DAILY_RATE)
    item = data.groups[0].items[0]
    assert (item.due_on, item.begins_on, item.owed) == (DUE, date(2024, 5, 24), Money.of(800_000))
    assert [(one.days, one.principal, str(one.amount)) for one in item.segments] == [
        (30, Money.of(800_000), "12000.00")
    ]
    assert sum("拒付" in told for told in data.terms) == 1
    with book.read() as session:
        before = collect(session, InterestDraft(as_of=date(2024, 6, 11), contract=contract, **DAILY_RATE))  # type: ignore[arg-type]
    assert [one.principal for one in before.groups[0].items[0].segments][-1] == Money.of(500_000)


def test_where_it_was_agreed_that_the_debt_rests_while_a_bill_is_held_it_bears_none_meanwhile(
    late: tuple[Book, str],
) -> None:
    book, contract = late
    item = asked(book, contract=contract, bills_stand=True, **DAILY_RATE).groups[0].items[0]
    assert (item.due_on, item.begins_on, item.owed) == (DUE, date(2024, 5, 24), Money.of(800_000))
    # the day of the payment and the day of the dishonour still count with what was owed in the morning
    expected = [(10, 800_000, "4000.00"), (10, 500_000, "2500.00"), (10, 800_000, "4000.00")]
    assert [(one.days, one.principal, str(one.amount)) for one in item.segments] == [
        (days, Money.of(principal), amount) for days, principal, amount in expected
    ]
    assert (item.paid, item.open, str(item.interest)) == (Money(), Money.of(800_000), "10500.00")


def test_nothing_is_late_on_its_due_day_and_what_came_in_time_bears_none(late: tuple[Book, str]) -> None:
    book, contract = late
    with book.read() as session:
        assert late_items(session, DUE, contract=contract) == []
    with pytest.raises(Refused) as refused:
        asked(book, contract=contract, as_of=DUE)
    assert makers.OWNER in refused.value.text()


@pytest.mark.parametrize("in_time", [Money.of(300_000), Money.of(800_000)])
def test_what_was_paid_in_time_and_given_back_later_is_late_from_that_day(book: Book, in_time: Money) -> None:
    """By hand, 0.05 % a day from 24 May to 22 June: what was open for 30 days, what came back on 12 June for 10."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        receipt = a_receipt(session, contract, date(2024, 5, 2), in_time)
        reverse(session, ReversalDraft(receipt, "returned", date(2024, 6, 12), "付错账户"))
        key = contract.id
    data = asked(book, contract=key, **DAILY_RATE)
    (item,) = data.groups[0].items
    assert contradictions(data) == []
    assert item.open == Money.of(800_000)
    still = Money.of(800_000) - in_time
    assert item.begins_on == (date(2024, 5, 24) if still else date(2024, 6, 13))
    days = [(one.days, one.principal) for one in item.segments]
    assert days == [*([(20, still)] if still else []), (10, Money.of(800_000))]
    assert item.interest == Money((still.fen * 20 + 80_000_000 * 10) // 2_000)
    with book.read() as session:
        assert [one.owed for one in late_items(session, date(2024, 6, 11))] == ([still] if still else [])


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happened_the_sheet_adds_up_and_names_every_open_overdue_item(book: Book, seed: int) -> None:
    with book.write(FILL) as session:
        owner = a_ledger(session, seed)
    data = asked(book, party=owner, as_of=date(2026, 9, 30))
    assert contradictions(data) == []
    with book.read() as session:
        overdue = {one.currency: one.overdue for one in position.positions(session, data.as_of, party=owner)}
    still = {group.currency: group.open for group in data.groups}
    assert {currency: still.get(currency, Money()) for currency in overdue} == overdue
    for group in data.groups:
        assert group.interest == Money.total(one.amount for item in group.items for one in item.segments)


def test_a_typed_principal_with_payments_needs_no_debtor(book: Book) -> None:
    paid = (PaymentDraft(date(2024, 6, 11), Money.of(400_000)),)
    typed = {"principal": Money.of(1_000_000), "since": date(2024, 6, 1), "as_of": date(2024, 6, 30)}
    data = asked(book, **typed, payments=paid, rate_kind=SME)
    group = data.groups[0]
    assert [(one.days, str(one.amount)) for one in group.items[0].segments] == [(11, "5500.00"), (19, "5700.00")]
    assert (str(group.interest), group.words) == ("11200.00", "壹万壹仟贰佰元整")
    assert str(asked(book, **typed, rate_kind=DOUBLED).groups[0].interest) == "5250.00"


def test_a_missing_month_is_asked_for_and_found_once_it_is_entered(late: tuple[Book, str]) -> None:
    book, contract = late
    with pytest.raises(Refused) as refused:
        asked(book, contract=contract, as_of=date(2026, 11, 1))
    assert "2026-10" in refused.value.text()
    with book.write(lending_rates.RECORD) as session:
        lending_rates.record(session, LendingRateDraft("", date(2026, 10, 20), Decimal("0.029")))
    last = asked(book, contract=contract, as_of=date(2026, 11, 1)).groups[0].items[0].segments[-1]
    assert (last.first, last.rate) == (date(2026, 10, 20), "年 2.9%")


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"party": "", "principal": None}, "party"),
        ({"since": None}, "since"),
        ({"since": date(2024, 7, 1)}, "since"),
        ({"principal": Money()}, "principal"),
        ({"rate_kind": YEARLY, "rate": None}, "rate"),
        ({"rate_kind": YEARLY, "rate": Decimal(2)}, "rate"),
        ({"multiple": Decimal(11)}, "multiple"),
        ({"margin": Decimal("1.01")}, "margin"),
        ({"margin": Decimal("-0.01")}, "margin"),
        ({"raised_after": 0}, "raised_after"),
        ({"interest_free": -1}, "interest_free"),
        ({"raised_after": 56, "raised_times": Decimal(0)}, "raised_times"),
        ({"raised_after": 56, "raised_times": Decimal(11)}, "raised_times"),
        ({"payments": (PaymentDraft(date(2024, 5, 1), Money.of(1)),)}, "payments.0.on"),
        ({"payments": (PaymentDraft(date(2024, 6, 3), Money.of(11)),)}, "payments.0.amount"),
        ({"payments": (PaymentDraft(date(2024, 6, 3), Money.of(-1)),)}, "payments.0.amount"),
        (
            {"payments": tuple(PaymentDraft(date(2024, 6, day), Money.of(6)) for day in (4, 3))},
            "payments.0.amount",
        ),
    ],
)
def test_what_cannot_be_worked_out_is_said_at_its_entry(changes: dict[str, object], entry: str) -> None:
    draft = InterestDraft(as_of=date(2024, 6, 22), principal=Money.of(10), since=date(2024, 6, 1))
    assert [problem.entry for problem in check(replace(draft, **changes))] == [entry]  # type: ignore[arg-type]


def test_an_entry_is_asked_only_where_it_is_read() -> None:
    assert idle(InterestDraft()) == {"rate", "cap", "payments", "most", "raised_times"}
    agreed = InterestDraft(rate_kind=YEARLY, principal=Money(1), raised_after=56)
    of_book = {"bills_stand", "interest_free"}
    assert idle(agreed) == {"multiple", "margin", "before", *of_book}
    assert idle(replace(agreed, rate_kind=DAILY, cap="1y")) == {"margin", *of_book}
    assert idle(replace(agreed, rate_kind=SME)) == {"rate", "cap", "multiple", "margin", "before", *of_book}


def test_interest_since_the_last_claim_is_the_rest_of_all_of_it(late: tuple[Book, str]) -> None:
    """By hand: of 24 May to 22 June at 0.05 % a day ¥ 800,000, from 6 June on (the bill came on the 2nd) 17 days."""
    book, contract = late
    for stands, after in ((False, "6800.00"), (True, "5750.00")):
        rest = asked(book, contract=contract, bills_stand=stands, since=date(2024, 6, 6), **DAILY_RATE).groups[0]
        assert (str(rest.interest), rest.items[0].begins_on) == (after, date(2024, 6, 6))
    how = {"contract": contract, "bills_stand": True, **DAILY_RATE}
    until = asked(book, as_of=date(2024, 6, 5), **how).groups[0].interest
    assert until + rest.interest == asked(book, **how).groups[0].interest == Money.of(10_500)
    whole = asked(book, contract=contract, since=date(2024, 5, 1), **DAILY_RATE)
    assert (str(whole.groups[0].interest), whole.groups[0].items[0].begins_on) == ("12000.00", date(2024, 5, 24))
    assert any("2024 年 5 月 1 日" in one for one in whole.terms)


def test_what_was_paid_before_the_first_day_asked_about_bears_nothing(late: tuple[Book, str]) -> None:
    book, contract = late
    with book.write(FILL) as session:
        terms = session.get_one(Contract, contract)
        a_receipt(session, terms, date(2024, 6, 13), Money.of(800_000))
    with pytest.raises(Refused, match="paid late"):
        asked(book, contract=contract, since=date(2024, 6, 14), **DAILY_RATE)


def test_a_limit_of_the_principal_is_a_line_of_its_own_and_in_the_totals(
    late: tuple[Book, str], tmp_path: Path
) -> None:
    """12,000.00 of ¥ 800,000, at most 1 %: 8,000.00."""
    book, contract = late
    data = asked(book, contract=contract, most_share=Decimal("0.01"), **DAILY_RATE)
    assert (str(data.groups[0].interest), str(data.groups[0].items[0].beyond)) == ("8000.00", "4000.00")
    assert contradictions(data) == []
    write_pdf(INTEREST, data, tmp_path / "a.pdf")
    words = read_back.text(tmp_path / "a.pdf", "-layout")
    for told in ("超出约定上限", "-4,000.00", "8,000.00", "捌仟元整", "合计不超过本金的 1%"):
        assert told in words


def test_after_so_many_days_late_the_sheet_has_a_segment_at_twice_the_rate(
    late: tuple[Book, str], tmp_path: Path
) -> None:
    """Late since 24 May: 10 days at 0.05 % of ¥ 800,000 = 4,000.00, from 3 June on 20 days at 0.1 % = 16,000.00."""
    book, contract = late
    data = asked(book, contract=contract, raised_after=10, **DAILY_RATE)
    rows = [(one.first, one.days, one.rate, str(one.amount)) for one in data.groups[0].items[0].segments]
    assert rows == [
        (date(2024, 5, 24), 10, "日 0.05%", "4000.00"),
        (date(2024, 6, 3), 20, "日 0.1%", "16000.00"),
    ]
    since = asked(book, contract=contract, raised_after=10, since=date(2024, 6, 10), **DAILY_RATE)
    assert str(since.groups[0].interest) == "10400.00", "13 days late already for more than ten"
    write_pdf(INTEREST, data, tmp_path / "a.pdf")
    assert "逾期超过 10 天的，自次日起按上述利率的 2 倍计算" in read_back.text(tmp_path / "a.pdf").replace("\n", "")


def test_the_sheet_says_points_on_top_and_that_interest_bears_interest(late: tuple[Book, str]) -> None:
    book, contract = late
    told = asked(book, contract=contract, margin=Decimal("0.03"), compound=True).terms
    assert "在此基础上加 3 个百分点。" in told
    assert any("按月复利" in one for one in told)
    assert "单利，利息不再计息。" not in told
    assert "按月复利" not in "".join(asked(book, contract=contract).terms)


def test_the_paper_says_every_segment_embeds_its_fonts_and_is_the_same_twice(
    late: tuple[Book, str], tmp_path: Path
) -> None:
    book, contract = late
    data = asked(book, contract=contract, bills_stand=True, **DAILY_RATE)
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert write_pdf(INTEREST, data, first).missing == frozenset()
    write_pdf(INTEREST, data, second)
    assert first.read_bytes() == second.read_bytes()
    words = read_back.text(first, "-layout")
    for told in ("利息计算表", "10,500.00", "壹万零伍佰元整", "2024-05-24", "2024-06-12", "日 0.05%", makers.OWNER):
        assert told in words
    assert all(font["emb"] == font["sub"] == font["uni"] == "yes" for font in read_back.fonts(first))
    write_xlsx(INTEREST, data, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_size > 0


def test_a_sheet_whose_parts_do_not_add_up_is_refused(late: tuple[Book, str], tmp_path: Path) -> None:
    book, contract = late
    data = asked(book, contract=contract, **DAILY_RATE)
    broken = replace(data, groups=(replace(data.groups[0], interest=Money.of(1)),))
    with pytest.raises(Refused):
        write_pdf(INTEREST, broken, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_an_interest_sheet_is_issued_like_every_paper(late: tuple[Book, str]) -> None:
    book, contract = late
    draft = InterestDraft(contract=contract, as_of=date(2024, 6, 22), rate_kind=DAILY, rate=Decimal("0.0005"))
    with book.write(papers.ISSUE) as session:
        row = papers.issue(
            session, IssueDraft("interest", "LX", date(2024, 6, 23)), press(INTEREST, draft), book.folder
        )
        assert (row.number, row.as_of) == ("JB-2024-LX-001", date(2024, 6, 22))


def test_an_incomplete_question_is_not_answered(book: Book) -> None:
    with pytest.raises(Invalid):
        asked(book)


def test_money_stops_interest_on_the_day_it_is_received_though_it_was_allocated_later(book: Book) -> None:
    """By hand: ¥ 800,000 × 0.05 % × 10 days to 2 June, ¥ 550,000 × 0.05 % × 20 days to 22 June: 4,000 + 5,500."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "progress")).one()
        line = AllocationDraft(receivable=key, amount=Money.of(250_000), allocated_on=date(2024, 6, 7))
        a_receipt(session, contract, date(2024, 6, 2), Money.of(250_000), settle=False, allocations=(line,))
        number = contract.id
    found = asked(book, contract=number, **DAILY_RATE)
    assert [group.interest for group in found.groups] == [Money.of(9_500)]
    assert "已收款项自收款次日起停止计息（收款当日计息），核销日期在后的亦同。" in found.terms
    out = asked(book, contract=number, end="out", **DAILY_RATE)
    assert [group.interest for group in out.groups] == [Money.of(400 * 9 + 275 * 20)]
    assert "已收款项自收款之日起停止计息，核销日期在后的亦同。" in out.terms


def test_money_that_was_set_against_another_debt_first_pays_from_the_day_it_was_moved(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, advance=None, recovery_rule="none", recovery_rate=None)
        for day in (24, 25):
            a_certificate(session, contract, date(2024, 4, day), Money.of(100_000))
        one, other = session.scalars(
            select(Receivable.id).where(Receivable.kind == "progress").order_by(Receivable.posted_on)
        )
        line = AllocationDraft(receivable=one, amount=Money.of(80_000), allocated_on=date(2024, 6, 2))
        got = a_receipt(session, contract, date(2024, 6, 2), Money.of(80_000), settle=False, allocations=(line,))
        allocated = session.scalars(select(Allocation.id)).one()
        receipts.release(session, allocated, date(2024, 6, 12))
        again = AllocationDraft(receivable=other, amount=Money.of(80_000), allocated_on=date(2024, 6, 12))
        receipts.allocate(session, receipts.AllocationsDraft(got, allocations=(again,)))
        paid = {item.key: [part.on for part in item.payments] for item in late_items(session, date(2024, 6, 22))}
    assert paid == {one: [date(2024, 6, 2), date(2024, 6, 12)], other: [date(2024, 6, 12)]}


@pytest.mark.parametrize(("since", "old"), [(date(2019, 8, 19), True), (date(2019, 8, 20), False)])
def test_the_benchmark_rate_is_told_only_where_interest_begins_before_there_was_an_lpr(
    book: Book, since: date, old: bool
) -> None:
    data = asked(book, principal=Money.of(1000), since=since, as_of=date(2019, 9, 30), rate_kind="lpr_1y")
    assert any("2019-08-20" in told for told in data.terms) == old
    assert sum("LPR 的 1 倍" in told for told in data.terms) == 1


def test_the_window_begins_with_what_the_command_takes_where_nothing_is_said() -> None:
    """design.md 7: a segment at every published rate, each rounded by itself; one place says so for both."""
    taken = {one.name: one.default for one in inspect.signature(commands.interest).parameters.values()}
    usual = InterestDraft()
    told = (usual.basis, usual.end, usual.segments, usual.rounding)
    assert tuple(taken[name].default for name in ("basis", "end", "segments", "rounding")) == told
    assert told == ("365", "in", "published", "segment")
