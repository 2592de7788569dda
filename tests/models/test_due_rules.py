"""When money falls due: what only the owner controls, what the law says where nothing is agreed, and holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import literal, select

from models import answers, certificates, contracts, exchange, holidays, invoices, opening, receivables
from models.certificates import CertificateDraft
from models.contracts import ContractDraft, MilestoneDraft
from models.contracts.terms_draft import USUAL_MILESTONES
from models.money import Money
from models.problems import Refused
from models.receivables import DueChangeDraft, DueEventDraft, Receivable, position
from models.receivables.next_working_day import next_working_day
from models.rules import calendar
from models.store.base import Day
from models.store.book import Book
from models.store.commands import Command
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.reports.books import FILL, a_certificate

SIGNED = date(2025, 7, 1)
BY_INVOICE = (MilestoneDraft("invoice_received", Decimal("0.8"), 30), MilestoneDraft("public_review", Decimal(1), 10))
UNDATED = (MilestoneDraft("certification", Decimal("0.8"), None), MilestoneDraft("defects_end", Decimal(1), None))
TEST = Command("tests.due", "For a test")


def certified(book: Book, on: date = SIGNED, **agreed: Any) -> str:
    """A contract with one certificate of ¥ 1,000,000."""
    with book.write(TEST) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None, **agreed).id
        certificates.record(session, CertificateDraft(contract=contract, work=Money.of(100), certified_on=on))
    return contract


def due_days(book: Book, as_of: date) -> dict[str, date | None]:
    with book.read() as session:
        item = receivables.items(as_of)
        return dict(session.execute(select(item.c.kind, item.c.due_on).order_by(item.c.id)).all())


def change(book: Book, contract: str, **values: Any) -> None:
    with book.write(contracts.RECORD) as session:
        contracts.record(session, replace(contracts.draft_of(session, contract), **values))


def note(book: Book, day: date | None, kind: str = "progress") -> None:
    with book.write(receivables.NOTE_EVENT) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == kind, Receivable.void == 0)).one()
        receivables.note_event(session, DueEventDraft(key, happened_on=day, paper="发票 001"))


def test_what_waits_for_the_owner_is_undated_until_its_day_is_noted(book: Book) -> None:
    contract = certified(book, milestones=BY_INVOICE)
    assert due_days(book, date(2030, 1, 1)) == {"progress": None, "final": None}
    note(book, date(2025, 8, 1))
    assert due_days(book, date(2025, 7, 31))["progress"] is None
    assert due_days(book, date(2025, 8, 1)) == {"progress": date(2025, 8, 31), "final": None}
    change(book, contract, reviewed_on=date(2026, 1, 5))
    assert due_days(book, date(2026, 1, 5))["final"] == date(2026, 1, 15)
    note(book, date(2026, 2, 1), "final")
    assert due_days(book, date(2026, 2, 1))["final"] == date(2026, 2, 11), "its own review stands before the contract's"
    note(book, None, "final")
    assert due_days(book, date(2026, 2, 1))["final"] == date(2026, 1, 15)


def test_an_invoice_that_the_owner_received_is_such_a_day_until_it_is_taken_back(book: Book) -> None:
    contract = certified(book, milestones=BY_INVOICE)
    with book.write(invoices.RECORD) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "progress")).one()
        line = invoices.InvoiceLineDraft(key, amount=Money.of(80))
        draft = invoices.InvoiceDraft(contract=contract, number="00001", invoiced_on=SIGNED, net=Money.of("73.39"),
                                      vat=Money.of("6.61"), gross=Money.of(80), received_on=date(2025, 7, 9),
                                      lines=(line,))  # fmt: skip
        invoices.record(session, draft)
    assert due_days(book, date(2025, 7, 8))["progress"] is None
    assert due_days(book, date(2025, 7, 9))["progress"] == date(2025, 8, 8)
    note(book, date(2025, 7, 20))
    assert due_days(book, date(2025, 7, 20))["progress"] == date(2025, 8, 19)


def test_an_agreed_day_goes_before_the_event_whichever_was_entered_first(book: Book) -> None:
    certified(book, milestones=BY_INVOICE)
    with book.write(receivables.CHANGE_DUE) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "progress")).one()
        receivables.change_due(session, DueChangeDraft(key, date(2025, 8, 1), date(2025, 12, 1), "展期协议"))
    note(book, date(2025, 8, 15))
    assert due_days(book, date(2026, 1, 1))["progress"] == date(2025, 12, 1)


def test_only_what_waits_for_the_owner_has_an_event_of_its_own(book: Book) -> None:
    certified(book)
    with pytest.raises(Refused, match="JB-2024-001-01"):
        note(book, SIGNED)


def test_the_suit_is_the_last_resort_where_nothing_was_agreed(book: Book) -> None:
    contract = certified(book, milestones=UNDATED)
    assert due_days(book, date(2030, 1, 1))["progress"] is None
    change(book, contract, sued_on=date(2026, 5, 6))
    assert due_days(book, date(2026, 5, 5))["progress"] is None
    assert due_days(book, date(2026, 5, 6))["progress"] == date(2026, 5, 6)
    change(book, contract, submitted_on=date(2026, 3, 1))
    assert due_days(book, date(2026, 5, 6))["progress"] == date(2026, 3, 1)


@pytest.mark.parametrize(("debtor", "days"), [("public", 30), ("large", 60)])
def test_small_creditors_are_paid_by_law_where_nothing_was_agreed_and_retention_when_its_period_ends(
    book: Book, debtor: str, days: int
) -> None:
    with book.write(TEST) as session:
        contract = makers.a_contract(session, advance=None, recovery_rate=None, milestones=UNDATED,
                                     signed_on=date(2025, 6, 1), sme_debtor=debtor, accepted_on=SIGNED)  # fmt: skip
        draft = CertificateDraft(contract=contract.id, work=Money.of(100), certified_on=SIGNED)
        certificates.record(session, draft)
        makers.a_deposit(session, contract, return_on=None, return_event="")
        old = (opening.OpeningItemDraft("final", "旧账", date(2025, 6, 10), None, Money.of(70)),)
        opening.take_on(session, opening.OpeningDraft(contract=contract.id, taken_on=SIGNED, items=old))
    found = due_days(book, date(2030, 1, 1))
    assert found["progress"] == SIGNED + timedelta(days)
    assert found["final"] == date(2025, 6, 10) + timedelta(days)
    assert (found["retention"], found["deposit"]) == (calendar.add_months(SIGNED, 24), None)


def test_an_agreed_period_goes_before_the_law(book: Book) -> None:
    certified(book, sme_debtor="public")
    assert due_days(book, date(2030, 1, 1))["progress"] == SIGNED + timedelta(28)


def test_a_large_debtor_of_an_older_contract_has_no_period_by_law(book: Book) -> None:
    contract = certified(book, milestones=UNDATED, sme_debtor="large", signed_on=date(2025, 5, 31))
    assert due_days(book, date(2030, 1, 1))["progress"] is None
    change(book, contract, signed_on=date(2025, 6, 1))
    assert due_days(book, date(2030, 1, 1))["progress"] == SIGNED + timedelta(60)


def advice(**changes: Any) -> dict[str, str]:
    usual = ContractDraft(number="1", name="一", owner="甲", price=Money.of(1), milestones=USUAL_MILESTONES)
    draft = replace(usual, **changes)
    return {one.entry: one.sentence() for one in contracts.check(draft) if one.advice and "milestones" in one.entry}


def test_longer_periods_and_waiting_for_others_are_advised_against(book: Book) -> None:
    late = (MilestoneDraft("certification", Decimal("0.8"), 61), MilestoneDraft("final_account", Decimal(1), 60))
    signed = date(2026, 1, 1)
    assert "60" in advice(sme_debtor="public", signed_on=signed, milestones=late)["milestones.0.days"]
    assert "milestones.1.days" not in advice(sme_debtor="public", signed_on=signed, milestones=late)
    assert "60" in advice(sme_debtor="large", signed_on=signed, milestones=late)["milestones.0.days"]
    assert advice(signed_on=signed, milestones=late) == {}
    funds = (MilestoneDraft("funds_arrived", Decimal("0.8"), 5), MilestoneDraft("public_review", Decimal(1), None))
    told = advice(sme_debtor="public", signed_on=signed, milestones=funds)
    assert "802" in told["milestones.0.event"]
    assert "802" in told["milestones.1.event"]
    assert "30" in told["milestones.1.days"]


def test_retention_without_an_agreed_period_comes_back_two_years_after_acceptance(book: Book) -> None:
    last = (MilestoneDraft("certification", Decimal("0.97"), 28), MilestoneDraft("defects_end", Decimal(1), 14))
    certified(book, defects_months=None, accepted_on=date(2025, 9, 1), milestones=last)
    assert due_days(book, date(2025, 9, 1))["retention"] == date(2027, 9, 15)


@pytest.mark.parametrize(
    ("milestones", "agreed", "due"),
    [
        ((), 24, date(2027, 9, 1)),
        ((), None, date(2027, 9, 1)),
        ((MilestoneDraft("certification", Decimal("0.8"), 30), MilestoneDraft("final_account", Decimal(1), 60)), 24,
         date(2027, 9, 1)),
        ((MilestoneDraft("certification", Decimal("0.97"), 30), MilestoneDraft("defects_end", Decimal(1), None)), 12,
         date(2026, 9, 1)),
    ],
    ids=["no milestone", "nothing at all", "days of the price only", "a milestone without days"],
)  # fmt: skip
def test_retention_with_no_days_of_its_own_is_due_when_its_period_ends(
    book: Book, milestones: tuple[MilestoneDraft, ...], agreed: int | None, due: date
) -> None:
    """建工解释（一）17: what was agreed for the price puts nothing off that was kept for defects."""
    kept = Decimal("0.03")
    certified(book, defects_months=agreed, accepted_on=date(2025, 9, 1), milestones=milestones, retention_rate=kept)
    assert due_days(book, date(2025, 8, 31))["retention"] is None
    assert due_days(book, date(2025, 9, 1))["retention"] == due


# Holidays


def test_the_next_working_day_is_that_of_the_rule_on_every_day_of_three_years(book: Book) -> None:
    with book.write(holidays.RECORD) as session:
        for name, kind, first, last in (
            ("元旦", "off", date(2027, 1, 1), date(2027, 1, 3)), ("春节", "off", date(2027, 2, 5), date(2027, 2, 11)),
            ("春节", "work", date(2027, 2, 20), None), ("国庆", "off", date(2027, 10, 1), date(2027, 10, 7)),
        ):  # fmt: skip
            holidays.record(session, holidays.HolidayDraft("", name, kind, first, last))
        known = holidays.known(session)
    days = [date(2025, 12, 1) + timedelta(number) for number in range(800)]
    with book.read() as session:
        found = [session.scalar(select(next_working_day(literal(day, Day())))) for day in days]
    assert found == [calendar.rolled(day, known) for day in days]
    assert found[-1] is None, "2028 is not announced"


def test_due_dates_move_to_the_next_working_day_only_where_the_contract_says_so(book: Book) -> None:
    contract = certified(book, date(2026, 9, 5))
    saturday, monday = date(2026, 10, 3), date(2026, 10, 8)
    assert due_days(book, date(2030, 1, 1))["progress"] == saturday
    with book.read() as session:
        item = receivables.items(date(2030, 1, 1), Receivable.kind == "progress")
        both = session.execute(select(item.c.raw_due_on, position.rolled_due_on(item))).one()
        (told,) = [one for one in answers.receivables_on(session, date(2030, 1, 1)) if one["class"] == "progress"]
    assert tuple(both) == (saturday, monday)
    assert (told["due_on"], told["raw_due_on"], told["rolled_due_on"]) == ("2026-10-03", "2026-10-03", "2026-10-08")
    change(book, contract, due_rolls=True)
    assert due_days(book, date(2030, 1, 1))["progress"] == monday
    with book.read() as session:
        (on,) = receivables.positions(session, date(2026, 10, 8))
        (after,) = receivables.positions(session, date(2026, 10, 9))
    assert (on.overdue, on.due_today, after.overdue) == (Money(), Money.of(80), Money.of(80))


def test_a_year_that_is_not_announced_leaves_the_day_of_the_calendar(book: Book) -> None:
    certified(book, date(2027, 9, 4), due_rolls=True)
    with book.read() as session:
        item = receivables.items(date(2030, 1, 1), Receivable.kind == "progress")
        found = session.execute(select(item.c.due_on, position.rolled_due_on(item))).one()
    assert tuple(found) == (date(2027, 10, 2), None)


# What goes along


def test_a_corrected_certificate_keeps_its_agreed_day_and_what_was_noted(book: Book) -> None:
    certified(book, milestones=BY_INVOICE)
    note(book, date(2025, 8, 1))
    with book.write(receivables.CHANGE_DUE) as session:
        key = session.scalars(select(Receivable.id).where(Receivable.kind == "final")).one()
        receivables.change_due(session, DueChangeDraft(key, date(2025, 8, 1), date(2025, 12, 1), "展期协议"))
    with book.write(certificates.CORRECT) as session:
        row = session.scalars(select(certificates.PaymentCertificate)).one()
        certificates.correct(session, replace(certificates.draft_of(session, row.id), work=Money.of(200)))
    assert due_days(book, date(2026, 1, 1)) == {"progress": date(2025, 8, 31), "final": date(2025, 12, 1)}


def test_a_dump_tells_what_was_noted(book: Book, tmp_path: Any) -> None:
    certified(book, milestones=BY_INVOICE, sme_debtor="public", due_rolls=True)
    note(book, date(2025, 8, 1))
    with book.read() as session:
        told = list(exchange.dump(session))
    (one,) = [line for line in told if line["noun"] == "due_events"]
    assert (one["draft"]["happened_on"], one["draft"]["paper"]) == ("2025-08-01", "发票 001")
    other = makers.a_book(tmp_path / "again")
    with other.write(LOAD) as session:
        finish(exchange.load(session, told))
    assert due_days(other, date(2026, 1, 1)) == due_days(book, date(2026, 1, 1))
    other.close()


def test_nothing_is_due_before_it_is_posted_and_its_days_run_from_then(book: Book) -> None:
    # Q1-02: the defects period of one month ended on 2025-02-28; certified on 2025-04-01
    with book.write(FILL) as session:
        shares = (MilestoneDraft("certification", Decimal("0.9"), 14), MilestoneDraft("defects_end", Decimal(1), 28))
        made = makers.a_contract(
            session, recovery_rule="none", advance=None, retention_rate=Decimal("0.05"), milestones=shares,
            accepted_on=date(2025, 1, 31), defects_months=1,
        )  # fmt: skip
        a_certificate(session, made, date(2025, 1, 1), Money.of(1_000_000))
        a_certificate(session, made, date(2025, 4, 1), Money.of(1_000_000))
        item = receivables.items(date(2025, 5, 31))
        rows = session.execute(select(item.c.kind, item.c.posted_on, item.c.amount, item.c.due_on).order_by(item.c.id))
        found = [(kind, posted.month, str(amount), due) for kind, posted, amount, due in rows]
    assert found == [
        ("progress", 1, "850000.00", date(2025, 1, 15)),
        ("retention", 1, "100000.00", date(2025, 3, 28)),
        ("retention", 1, "50000.00", date(2025, 3, 28)),
        ("progress", 4, "850000.00", date(2025, 4, 15)),
        ("retention", 4, "100000.00", date(2025, 4, 29)),
        ("retention", 4, "50000.00", date(2025, 4, 29)),
    ]
