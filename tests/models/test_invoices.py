"""An invoice makes nothing owed; what is invoiced of documents and paid of invoices is told as of any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import certificates, contracts, invoices, receivables
from models.certificates import AdjustmentDraft, CertificateDraft
from models.contracts import Contract, MilestoneDraft
from models.invoices import InvoiceDraft, InvoiceLine, InvoiceLineDraft, ReceivedDraft, VatInvoice
from models.money import Money
from models.problems import Invalid, Refused, heard
from models.receivables import Receivable
from models.store.book import Book
from models.store.listing import Listing, Question
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt, old_items

M = Money.of
SIGNED = date(2024, 6, 3)
SOON, LATER = date(2024, 7, 1), date(2026, 1, 1)
NUMBER = "24322000000000000002"


def signed(session: Session, contract: Contract, work: int = 100_000, on: date = SIGNED) -> str:
    """The number of a certificate."""
    draft = CertificateDraft(contract=contract.id, period_to=on, certified_on=on, work=M(work))
    return certificates.record(session, draft).number


def plain(session: Session, **terms: Any) -> Contract:
    """A contract that recovers no advance."""
    return makers.a_contract(session, recovery_rule="none", advance=None, **terms)


def listed(session: Session, listing: Listing, day: date, *names: str) -> list[tuple[str, ...]]:
    rows = listing.first(session, Question(day))
    places = [1 + [one.name for one in listing.columns].index(name) for name in names]
    return [tuple(str(row[place]) for place in places) for row in rows]


def to_invoice(session: Session, day: date) -> list[tuple[str, ...]]:
    return listed(session, invoices.UNINVOICED, day, "document", "to_invoice")


def unpaid(session: Session, day: date) -> list[tuple[str, ...]]:
    return listed(session, invoices.UNPAID, day, "number", "paid", "open")


def wrong(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Invalid) as raised:
        act()
    return [problem.text("en") for problem in raised.value.problems]


def test_net_and_vat_follow_from_the_total_and_the_rate_of_the_contract(book: Book) -> None:
    with book.write(FILL) as session:
        row = makers.an_invoice(session, plain(session), gross=M(1_000_000))
        assert (str(row.net), str(row.vat), str(row.gross)) == ("917431.19", "82568.81", "1000000.00")
        simple = plain(session, number="JB-3", vat_method="simplified", vat_rate=Decimal("0.03"))
        row = makers.an_invoice(session, simple, number=NUMBER, gross=M(103))
        assert (str(row.net), str(row.vat)) == ("100.00", "3.00")
        exempt = plain(session, number="JB-4", vat_method="exempt", vat_rate=None)
        assert str(makers.an_invoice(session, exempt, number="0" * 20).vat) == "0.00"


def test_two_rates_are_split_each_from_its_own_total(book: Book) -> None:
    lines = (InvoiceLineDraft(amount=M(109)), InvoiceLineDraft(amount=M(103), vat_rate=Decimal("0.03")))
    with book.write(FILL) as session:
        row = makers.an_invoice(session, plain(session), gross=None, lines=lines)
        assert (str(row.net), str(row.vat), str(row.gross)) == ("200.00", "12.00", "212.00")


@pytest.mark.parametrize("vat", ["9.01", "8.99"])
def test_what_was_typed_must_add_up_exactly(book: Book, vat: str) -> None:
    """The pair of net and VAT always re-adds: no invoice is a fen apart."""
    with book.write(FILL) as session:
        contract = plain(session)
        typed = {"gross": M(109), "net": M(100)}
        (apart,) = wrong(lambda: makers.an_invoice(session, contract, number=NUMBER, vat=Money.of(vat), **typed))
        together = f"“Amount without VAT” 100.00 and “VAT” {vat} come to {Money.of(vat) + M(100)}"
        assert apart.startswith(f"{together}, “Total with VAT” is 109.00: correct them")


@pytest.mark.parametrize("typed", [("109", "100", ""), ("109", "", "9"), ("", "100", "9"), ("109", "", "")])
def test_what_can_be_worked_out_of_net_vat_and_total_is_filled_in(book: Book, typed: tuple[str, str, str]) -> None:
    with book.write(FILL) as session:
        names = ("gross", "net", "vat")
        amounts = {name: Money.of(one) if one else None for name, one in zip(names, typed, strict=True)}
        row = makers.an_invoice(session, plain(session), **amounts)
        assert (str(row.gross), str(row.net), str(row.vat)) == ("109.00", "100.00", "9.00")


def test_the_lines_add_up_to_the_total(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        lines = (InvoiceLineDraft(amount=M(100)),)
        short = wrong(lambda: makers.an_invoice(session, contract, number=NUMBER, gross=M(109), lines=lines))
        assert short == ["The lines come to 100.00, the total is 109.00."]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"gross": M(0)}, "An invoice of nothing is none."),
        ({"gross": M(-5)}, "A negative invoice is a red one: choose the invoice it takes back."),
        ({"gross": None}, "Enter the total, or the lines it is made of."),
        ({"number": ""}, "Invoice number is missing: please fill it in."),
        ({"received_on": date(2024, 6, 19)}, "It was received before it was issued: is the date right?"),
        ({"prepayment": True, "vat": M(1)},
         "A prepayment invoice of this kind carries no VAT. Clear the mark, or the VAT."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(book: Book, changes: dict[str, Any], sentence: str) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        assert sentence in wrong(lambda: makers.an_invoice(session, contract, **changes))


def test_a_number_is_given_once(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        makers.an_invoice(session, contract, number=NUMBER)
        twice = wrong(lambda: makers.an_invoice(session, contract, number=NUMBER))
        assert twice == [f"There is an invoice {NUMBER} of 2024-06-20 already. Open it instead."]


def test_advice_tells_of_odd_numbers_codes_and_taxes() -> None:
    draft = InvoiceDraft(contract="x", number="123", code="4", kind="special", invoiced_on=SIGNED, gross=M(109),
                         vat=M(8), agreed_rate=Decimal("0.09"))  # fmt: skip
    assert [one.text("en") for one in invoices.check(draft) if one.advice] == [
        "At the rates of the lines the VAT is 9.00: is it right?",
        "The number of such an invoice has 8 digits: is it right?",
        "An invoice code has 10 or 12 digits: is it right?",
    ]


def test_an_invoice_alone_moves_no_balance(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        signed(session, contract)
        before = receivables.positions(session, LATER), receivables.ageing(session, LATER)
        makers.an_invoice(session, contract)
        assert (receivables.positions(session, LATER), receivables.ageing(session, LATER)) == before


def test_what_is_certified_waits_until_it_is_invoiced_as_of_any_day(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        assert to_invoice(session, date(2024, 6, 2)) == []
        assert to_invoice(session, SIGNED) == [(number, "100000.00")]
        makers.an_invoice(session, contract, number, gross=M(60_000))
        assert to_invoice(session, date(2024, 6, 19)) == [(number, "100000.00")]
        assert to_invoice(session, SOON) == [(number, "40000.00")]
        makers.an_invoice(session, contract, number, number=NUMBER, gross=M(40_000), invoiced_on=SOON)
        assert to_invoice(session, SOON) == []


def test_what_is_invoiced_beyond_a_document_stands_apart_until_a_red_invoice_takes_it_back(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number, other = signed(session, contract), signed(session, contract, 20_000, SOON)
        first, second = (f"2432200000000000000{one}" for one in (3, 4))
        makers.an_invoice(session, contract, number, number=first, gross=M(100_000))
        makers.an_invoice(session, contract, number, number=second, gross=M(50_000))
        found = listed(session, invoices.UNINVOICED, SOON, "document", "to_invoice", "excess")
        assert sorted(found) == sorted([(number, "0.00", "50000.00"), (other, "20000.00", "0.00")])
        blue = session.scalars(select(VatInvoice).where(VatInvoice.number == second)).one()
        makers.an_invoice(session, contract, number, number=NUMBER, gross=-M(50_000), cancels=blue.id)
        assert to_invoice(session, SOON) == [(other, "20000.00")]


def test_who_keeps_an_invoice_without_a_form_is_told_that_it_goes_beyond_its_document(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        makers.an_invoice(session, contract, number, number="24322000000000000003", gross=M(100_000))
        with heard() as told:
            makers.an_invoice(session, contract, number, gross=M(50_000))
        assert [(one.entry, one.values["stated"]) for one in told] == [("lines.0.amount", "150,000.00")]


def test_what_was_kept_back_for_a_penalty_is_invoiced_and_counts_as_paid(book: Book) -> None:
    """增值税法: a penalty we pay makes the works no cheaper; materials of the owner were never ours to sell."""
    kept = [("penalty", 10_000), ("damages", 2_000), ("utilities", 500), ("materials", 5_000), ("correction", 700)]
    with book.write(FILL) as session:
        contract = plain(session)
        cuts = tuple(AdjustmentDraft(kind, M(amount), "扣") for kind, amount in kept)
        draft = CertificateDraft(contract=contract.id, period_to=SIGNED, certified_on=SIGNED, work=M(50_000),
                                 adjustments=cuts)  # fmt: skip
        row = certificates.record(session, draft)
        assert str(row.deducted) == "18200.00"
        assert to_invoice(session, SIGNED) == [(row.number, "44300.00")]
        makers.an_invoice(session, contract, row.number, gross=M(44_300))
        assert to_invoice(session, SOON) == []
        assert unpaid(session, SOON) == [(unpaid(session, SOON)[0][0], "12500.00", "31800.00")]


def test_a_certificate_that_a_penalty_turns_against_us_is_invoiced_for_its_works(book: Book) -> None:
    with book.write(FILL) as session:
        cut = AdjustmentDraft("penalty", M(200_000), "工期违约")
        draft = CertificateDraft(contract=plain(session).id, period_to=SIGNED, certified_on=SIGNED, work=M(50_000),
                                 adjustments=(cut,))  # fmt: skip
        row = certificates.record(session, draft)
        assert row.due < M(0)
        assert to_invoice(session, SIGNED) == [(row.number, "50000.00")]


def test_the_contract_may_want_only_what_is_due_or_received_invoiced(book: Book) -> None:
    with book.write(FILL) as session:
        other = makers.a_party(session, "临湖公司").id
        due = plain(session, invoiced_when="due")
        paid = plain(session, number="B", invoiced_when="received", owner=other)
        numbers = signed(session, due), signed(session, paid)
        assert to_invoice(session, date(2024, 6, 30)) == [], "80 % falls due 28 days after the signature"
        assert to_invoice(session, date(2024, 7, 1)) == [(numbers[0], "80000.00")]
        a_receipt(session, paid, date(2024, 7, 5), M(30_000))
        assert to_invoice(session, date(2024, 7, 5))[1:] == [(numbers[1], "30000.00")]


def test_retention_is_invoiced_when_it_was_received_where_that_is_agreed(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session, retention_invoiced=True, accepted_on=date(2024, 9, 1), defects_months=12)
        number = signed(session, contract)
        assert to_invoice(session, SOON) == [(number, "97000.00")]
        makers.an_invoice(session, contract, number, gross=M(97_000))
        a_receipt(session, contract, date(2025, 10, 20), M(100_000))
        assert to_invoice(session, date(2025, 10, 19)) == []
        assert to_invoice(session, date(2025, 10, 20)) == [(number, "3000.00")]


def test_a_recovered_advance_is_invoiced_with_the_work_unless_it_was_invoiced_with_vat(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, advance=M(1_200_000), recovery_rate=Decimal("0.2"))
        advance = CertificateDraft(contract=contract.id, kind="advance", certified_on=SIGNED, work=M(1_200_000))
        paper = certificates.record(session, advance).number
        assert to_invoice(session, SOON) == [], "an advance is no work that was certified"
        a_receipt(session, contract, date(2024, 6, 10), M(1_200_000))
        number = signed(session, contract, 100_000, date(2024, 8, 1))
        day = date(2024, 8, 2)
        assert to_invoice(session, day) == [(number, "100000.00")]
        free = makers.an_invoice(session, contract, paper, gross=M(1_200_000), prepayment=True)
        assert str(free.vat) == "0.00"
        assert to_invoice(session, day) == [(number, "100000.00")]
        invoices.void(session, free.id, "改开征税发票")
        makers.an_invoice(session, contract, paper, number=NUMBER, gross=M(1_200_000))
        assert to_invoice(session, day) == [(number, "80000.00")]


def test_what_a_document_received_pays_its_invoices_in_their_order(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        makers.an_invoice(session, contract, number, gross=M(60_000))
        makers.an_invoice(session, contract, number, number=NUMBER, gross=M(40_000), invoiced_on=SOON)
        a_receipt(session, contract, date(2024, 7, 10), M(70_000))
        assert unpaid(session, date(2024, 7, 9)) == [
            ("24322000000012345678", "0.00", "60000.00"), (NUMBER, "0.00", "40000.00"),
        ]  # fmt: skip
        assert unpaid(session, date(2024, 7, 10)) == [(NUMBER, "10000.00", "30000.00")]


def test_a_red_invoice_gives_back_what_it_takes_and_never_more(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        blue = makers.an_invoice(session, contract, number, gross=M(60_000))
        red = invoices.red_of(session, blue.id, SOON)
        assert (str(red.gross), str(red.net), str(red.vat)) == ("-60000.00", "-55045.87", "-4954.13")
        part = replace(red, number=NUMBER, gross=M(-20_000), net=None, vat=None, lines=())
        invoices.record(session, part)
        assert to_invoice(session, SOON) == [(number, "60000.00")]
        assert unpaid(session, SOON) == [("24322000000012345678", "0.00", "40000.00")]
        beyond = wrong(lambda: invoices.record(session, replace(red, number="1" * 20)))
        assert "Only 40,000.00 is left of 24322000000012345678." in beyond
        rest = invoices.red_of(session, blue.id, SOON)
        assert str(rest.gross) == "-40000.00"
        invoices.record(session, replace(rest, number="1" * 20))
        assert to_invoice(session, SOON) == [(number, "100000.00")]
        assert unpaid(session, SOON) == []
        with pytest.raises(Refused, match="taken back in whole already"):
            invoices.red_of(session, blue.id, SOON)
        with pytest.raises(Refused, match="Void that first"):
            invoices.void(session, blue.id, "误开")
        total = session.scalar(select(func.sum(VatInvoice.gross)))
        assert total == Money()


def test_an_invoice_stays_as_it_was_issued_while_what_it_is_for_goes_on(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        row = makers.an_invoice(session, contract)
        number = signed(session, contract, 200_000, SOON)
        draft = invoices.draft_of(session, row.id)
        with pytest.raises(Refused, match="stays as it is"):
            invoices.record(session, replace(draft, gross=M(5), net=None, vat=None, lines=()))
        later = replace(draft, received_on=SOON, lines=(InvoiceLineDraft(number, M(109_000)),))
        invoices.record(session, later)
        assert to_invoice(session, LATER) == [(number, "91000.00")]
        changed = replace(invoices.draft_of(session, row.id), number="2" * 20)
        assert invoices.correct(session, changed).number == "2" * 20
        assert [one.number for one in session.scalars(select(VatInvoice).where(VatInvoice.void == 0))] == ["2" * 20]


def test_documents_of_the_book_only_and_of_the_same_contract(book: Book) -> None:
    with book.write(FILL) as session:
        contract, other = plain(session), plain(session, number="B")
        signed(session, contract)
        key = session.scalars(select(Receivable.id)).first()
        assert key
        assert wrong(lambda: makers.an_invoice(session, other, "没有这张"))[0].startswith("Nothing is owed by a")
        assert "belongs to another contract" in wrong(lambda: makers.an_invoice(session, other, key))[0]
        old = plain(session, number="C")
        old_items(session, old)
        makers.an_invoice(session, old, "JB-旧-03", number=NUMBER, gross=M(500_000))
        assert ("JB-旧-质", "150000.00") in to_invoice(session, LATER)
        assert "JB-旧-03" not in dict(to_invoice(session, LATER))


def test_several_invoices_are_received_on_one_day(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        keys = tuple(makers.an_invoice(session, contract, number=str(n) * 20).id for n in (3, 4))
        early = ReceivedDraft(keys, date(2024, 6, 1))
        assert "were issued after this day" in wrong(lambda: invoices.receive(session, early))[0]
        invoices.receive(session, ReceivedDraft(keys, SOON))
        assert set(session.scalars(select(VatInvoice.received_on))) == {SOON}


def test_every_part_of_a_document_that_waits_for_its_invoice_falls_due_after_it_was_received(book: Book) -> None:
    later = MilestoneDraft("invoice_received", Decimal(1), 14)
    with book.write(FILL) as session:
        contract = plain(session, milestones=(MilestoneDraft("certification", Decimal("0.5"), 28), later))
        made = makers.an_invoice(session, contract, signed(session, contract), gross=M(100_000))
        waiting = select(receivables.due_on(LATER)).where(Receivable.anchor == "invoice_received")
        assert session.scalars(waiting).all() == [None]
        invoices.receive(session, ReceivedDraft((made.id,), SOON))
        assert session.scalars(waiting).all() == [date(2024, 7, 15)]


def test_a_corrected_certificate_keeps_what_was_invoiced_of_it(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        makers.an_invoice(session, contract, number, gross=M(60_000))
        key = session.scalars(select(certificates.PaymentCertificate.id)).one()
        certificates.correct(session, replace(certificates.draft_of(session, key), work=M(90_000), claimed=None))
        assert to_invoice(session, LATER) == [(number, "30000.00")]


def test_each_certificate_and_each_item_names_the_invoices_that_cover_it_and_no_other(book: Book) -> None:
    with book.write(FILL) as session:
        contract, other = plain(session), plain(session, number="B")
        first, second, third = signed(session, contract), signed(session, contract), signed(session, other)
        made = [makers.an_invoice(session, contract, first, gross=M(40_000), number=f"2432200000000000000{n}").number
                for n in (1, 2)]  # fmt: skip
        made.append(makers.an_invoice(session, other, third, gross=M(70_000), number="24322000000000000009").number)
        own = {first: "、".join(made[:2]), second: "None", third: made[2]}
        assert dict(listed(session, certificates.LISTING, LATER, "number", "invoices")) == own
        items = listed(session, receivables.LISTING, LATER, "document", "invoice")
        assert {(document, numbers or "None") for document, numbers in items} == set(own.items())


def test_chosen_documents_become_an_invoice_of_what_is_to_be_invoiced(book: Book) -> None:
    with book.write(FILL) as session:
        contract, other = plain(session), plain(session, number="B")
        signed(session, contract)
        signed(session, contract, 50_000, SOON)
        signed(session, other)
        keys = [row[0] for row in invoices.UNINVOICED.first(session, Question(LATER))]
        with pytest.raises(Refused, match="for one contract"):
            invoices.for_documents(session, keys, LATER)
        scope = {"contract": contract.id}
        keys = [row[0] for row in invoices.UNINVOICED.first(session, Question(LATER, scope))]
        draft = invoices.for_documents(session, keys, LATER)
        assert [str(line.amount) for line in draft.lines] == ["100000.00", "50000.00"]
        invoices.record(session, replace(draft, number=NUMBER))
        assert invoices.UNINVOICED.keys(session, Question(LATER, scope)) == []


def test_the_terms_of_an_agreement_decide_from_their_day_on(book: Book) -> None:
    with book.write(FILL) as session:
        contract = plain(session)
        number = signed(session, contract)
        makers.an_agreement(session, contract, invoiced_when="received")
        assert to_invoice(session, date(2024, 6, 30)) == [(number, "100000.00")]
        assert to_invoice(session, date(2024, 7, 1)) == []
        assert contracts.draft_of(session, contract.id).invoiced_when == "certified"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    parts=st.lists(st.tuples(st.integers(0, 2), st.integers(1, 9_000_000)), min_size=1, max_size=5),
    back=st.lists(st.integers(0, 4), max_size=3, unique=True),
)
def test_the_lines_of_a_document_are_what_is_invoiced_of_it_and_reds_bring_it_to_nothing(
    empty_book_each: Callable[[], Book], parts: list[tuple[int, int]], back: list[int]
) -> None:
    book = empty_book_each()
    with book.write(FILL) as session:
        contract = plain(session)
        days = [date(2024, 5, 5), date(2024, 6, 5), date(2024, 7, 5)]
        for day in days:
            a_certificate(session, contract, day, M(100_000))
        keys = [row[0] for row in invoices.DOCUMENTS.first(session, Question(LATER, sort="posted_on"))]
        made = [
            makers.an_invoice(session, contract, keys[at], number=f"{place:020d}", gross=Money(fen))
            for place, (at, fen) in enumerate(parts)
        ]
        for place in back:
            if place < len(made):
                red = invoices.red_of(session, made[place].id, LATER)
                invoices.record(session, replace(red, number=f"9{place:019d}"))
        per = session.execute(
            select(InvoiceLine.receivable_id, func.sum(InvoiceLine.amount)).group_by(InvoiceLine.receivable_id)
        )
        lines = {key: str(amount) for key, amount in per}
        shown = {row[0]: str(row[9]) for row in invoices.DOCUMENTS.first(session, Question(LATER))}
        assert shown == {key: lines.get(key, "0.00") for key in keys}
        for place, one in enumerate(made):
            if place not in back:
                red = invoices.red_of(session, one.id, LATER)
                invoices.record(session, replace(red, number=f"9{place:019d}"))
        assert {str(row[9]) for row in invoices.DOCUMENTS.first(session, Question(LATER))} == {"0.00"}
        assert invoices.UNPAID.first(session, Question(LATER)) == []
