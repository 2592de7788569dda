"""The lines behind a certificate list every item with a value to date, each once, and add up to the cover's columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import bills, certificates
from models.bills import BillItemDraft
from models.certificates import CertificateDraft, LineDraft
from models.contracts import MilestoneDraft
from models.money import Money
from models.store.book import Book
from reports import named
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_figures import CertificatePaper, Line
from reports.certificate_line_columns import money_of
from reports.report import write_pdf
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL

CERTIFICATE = named("certificate")
D = Decimal
FORMS = ("highway", "railway", "fidic", "aia")
PERIODS = {"total": "to_date", "previous_amount": "previous", "now_amount": "now"}
Certified = Callable[..., list[str]]


@pytest.fixture
def certified(book: Book) -> Certified:
    """Certificates of a new contract month by month, each of some lines; returns their ids."""

    def make(*periods: tuple[LineDraft, ...], bill: tuple[BillItemDraft, ...] = (), **terms: Any) -> list[str]:
        with book.write(FILL) as session:
            told: dict[str, Any] = {
                "advance": None,
                "recovery_rate": None,
                "vat_rate": None,
                "vat_method": "exempt",
                **terms,
            }
            at_once = (MilestoneDraft("certification", D(1), 14),)
            made = makers.a_contract(session, milestones=at_once, **told)
            if bill:
                bills.record(session, bills.BillDraft(made.id, None, bill))
            items = {one.code: one.id for one in bills.items_of(session, made.id)}
            found = []
            for number, lines in enumerate(periods):
                day = date(2025, 1, 28) + timedelta(days=31 * number)
                own = tuple(replace(one, bill_item=items.get(one.code)) for one in lines)
                draft = CertificateDraft(contract=made.id, submitted_on=day, certified_on=day, lines=own)
                found.append(certificates.record(session, draft).id)
            return found

    return make


def collected(book: Book, key: str, layout: str, **asked: Any) -> CertificatePaper:
    with book.read() as session:
        return CERTIFICATE.collect(session, CertificatePaperDraft(certificate=key, layout=layout, **asked))


def lines_of(data: CertificatePaper) -> list[Line]:
    return [line for group in data.groups for line in group.lines]


def totals(data: CertificatePaper, *names: str) -> list[Money]:
    return [Money.total(money_of(name, line) or Money() for line in lines_of(data)) for name in names]


def typed(amount: str, name: str = "工程", **more: Any) -> LineDraft:
    return LineDraft(name=name, amount=Money.of(amount), **more)


def measured(code: str, quantity: int, **more: Any) -> LineDraft:
    return LineDraft(code=code, name=code, unit="m3", quantity=D(quantity), price=D(25), **more)


TWO = tuple(BillItemDraft(code=code, name=code, unit="m3", quantity=D(1000), price=D(25)) for code in "AB")
BREAKS: dict[str, Any] = {"break_share": D("0.15"), "break_beyond": D("0.9"), "break_short": D("1.05")}


def test_lines_that_are_no_bill_items_are_one_line_to_date(book: Book, certified: Certified) -> None:
    values = ["20000000.00", "15000000.00", "7000000.33", "20000000.00"]
    keys = certified(*((typed(one),) for one in values), price=Money.of(100_000_000))
    data = collected(book, keys[-1], "highway")
    assert totals(data, "total", "previous_amount", "now_amount") == [
        Money.of("62000000.33"),
        Money.of("42000000.33"),
        Money.of("20000000.00"),
    ]
    (line,) = lines_of(data)
    assert (line.scheduled, line.balance) == (Money.of(100_000_000), Money.of("37999999.67"))
    assert data.line_sums == (
        ("scheduled", Money.of(100_000_000)),
        ("total", Money.of("62000000.33")),
        ("previous_amount", Money.of("42000000.33")),
        ("now_amount", Money.of("20000000.00")),
    )
    assert CERTIFICATE.contradictions(data) == []


def test_what_another_period_called_otherwise_stands_in_a_line_of_its_own(book: Book, certified: Certified) -> None:
    keys = certified((typed("3000000.00", "路基"), typed("2000000.00", "桥梁")), (typed("5000000.01", "路面"),))
    data = collected(book, keys[-1], "fidic")
    told = [(one.name, one.previous_amount, one.now_amount) for one in lines_of(data) if one.total]
    nothing = Money()
    assert told == [
        ("路面", nothing, Money.of("5000000.01")),
        ("路基", Money.of(3_000_000), nothing),
        ("桥梁", Money.of(2_000_000), nothing),
    ]
    assert totals(data, "total") == [Money.of("10000000.01")]


def test_an_item_of_an_earlier_period_stands_in_the_order_of_the_bill(book: Book, certified: Certified) -> None:
    first, second = (measured("A", 800), measured("B", 1100)), (measured("B", 400),)
    keys = certified(first, second, bill=TWO, price=Money.of(25_000), **BREAKS)
    data = collected(book, keys[1], "railway")
    assert totals(data, "total", "now_amount", "balance") == [
        Money.of("56625.00"),
        Money.of("9125.00"),
        Money.of("-31625.00"),
    ]
    earth = lines_of(data)[0]
    assert (earth.code, earth.previous, earth.to_date, earth.left) == ("A", D(800), D(800), D(200))
    assert (earth.now_amount, earth.total, earth.balance) == (Money(), Money.of(20_000), Money.of(5_000))
    assert [one.code for one in lines_of(data)] == ["A", "B", "", ""]
    assert CERTIFICATE.contradictions(data) == []


def test_the_valuation_of_railway_works_says_what_remains_in_all(book: Book, certified: Certified) -> None:
    outside = (measured("B", 400), typed("1000.00", "零工", kind="dayworks"))
    keys = certified((measured("A", 800), measured("B", 1100)), outside, bill=TWO, price=Money.of(25_000), **BREAKS)
    found = {one.mark: one.amounts for one in collected(book, keys[1], "railway").rows}
    fen = [Money.of(one) for one in ("25000", "57625.00", "57625.00", "10125.00", "-32625.00")]
    assert found["5"] == tuple(fen), "agreed, to date, this year (by the day of signature), now, remaining"
    assert found["3"] == (None, *(Money.of(one) for one in (1_000, 1_000, 1_000, -1_000)))


def test_the_schedule_of_an_application_without_a_bill_closes_in_its_only_line(
    book: Book, certified: Certified
) -> None:
    keys = certified((typed("122400.00"),), (typed("55700.00"),), price=Money.of(250_000), retention_rate=D("0.1"))
    data = collected(book, keys[1], "aia")
    assert totals(data, "scheduled", "total", "balance", "retained") == [
        Money.of("250000.00"),
        Money.of("178100.00"),
        Money.of("71900.00"),
        Money.of("17810.00"),
    ]
    assert [(one.name, one.previous_amount) for one in lines_of(data)] == [("工程", Money.of(122_400))]


@pytest.mark.parametrize("layout", FORMS)
def test_two_lines_on_one_item_are_one_with_its_past_counted_once(
    book: Book, certified: Certified, layout: str
) -> None:
    again = (measured("A", 30, remark="K1"), measured("A", 20, remark="K2"))
    keys = certified((measured("A", 100),), again, bill=TWO, price=Money.of(50_000))
    data = collected(book, keys[1], layout)
    (earth,) = [one for one in lines_of(data) if one.code == "A"]
    assert (earth.previous, earth.quantity, earth.to_date, earth.left) == (D(100), D(50), D(150), D(850))
    assert (earth.price, earth.amount, earth.total) == (D(25), Money.of(1_250), Money.of(3_750))
    assert (earth.scheduled, earth.remark) == (Money.of(25_000), "K1; K2")
    assert CERTIFICATE.contradictions(data) == []


def test_two_lines_on_one_item_tell_no_price_that_does_not_make_the_amount(book: Book, certified: Certified) -> None:
    over = replace(measured("A", 20), price=D("22.5"))
    (key,) = certified((measured("A", 30), over), bill=TWO, price=Money.of(50_000))
    earth = lines_of(collected(book, key, "highway"))[0]
    assert (earth.quantity, earth.price, earth.amount) == (D(50), None, Money.of(1_200))


def test_on_the_form_of_gb_50500_the_second_line_of_an_item_goes_on_from_the_first(
    book: Book, certified: Certified
) -> None:
    keys = certified((measured("A", 100),), (measured("A", 30), measured("B", 5), measured("A", 20)), bill=TWO)
    told = [(one.code, one.previous, one.to_date) for one in lines_of(collected(book, keys[1], "gb50500"))]
    assert told == [("A", D(100), D(130)), ("B", None, D(5)), ("A", D(130), D(150))]


@pytest.mark.parametrize("layout", FORMS)
def test_an_application_with_only_a_typed_total_adds_up_to_date(book: Book, certified: Certified, layout: str) -> None:
    (key,) = certified((typed("300000.00"),), price=Money.of(1_000_000))
    with book.write(FILL) as session:
        contract = certificates.draft_of(session, key).contract
        draft = CertificateDraft(
            contract=contract, submitted_on=date(2025, 3, 1), claimed=Money.of(80_000), lines=(), variations=Money(),
        )  # fmt: skip
        typed_total = certificates.record(session, draft).id
    data = collected(book, typed_total, layout)
    assert totals(data, "total") == [Money.of(380_000)]
    assert CERTIFICATE.contradictions(data) == []


@pytest.mark.parametrize("layout", [*FORMS, "gb50500"])
def test_a_certificate_without_days_names_its_period(book: Book, certified: Certified, layout: str) -> None:
    keys = certified((typed("1000.00"),), (typed("50130.00"),))
    told = collected(book, keys[1], layout).sentences[0]
    assert "第 2 期" in told
    assert "—" not in told


@pytest.mark.parametrize("layout", FORMS)
def test_a_paper_whose_annex_lacks_an_earlier_item_is_refused(book: Book, certified: Certified, layout: str) -> None:
    keys = certified((measured("A", 100), measured("B", 40)), (measured("B", 5),), bill=TWO, price=Money.of(50_000))
    data = collected(book, keys[1], layout)
    assert CERTIFICATE.contradictions(data) == []
    lacking = tuple(
        replace(group, lines=tuple(one for one in group.lines if one.code != "A"), amount=None, claimed=None)
        for group in data.groups
    )
    assert CERTIFICATE.contradictions(replace(data, groups=lacking))


def test_the_printed_total_of_the_annex_is_the_cover(book: Book, certified: Certified, tmp_path: Path) -> None:
    keys = certified((typed("42000000.33"),), (typed("20000000.00"),), price=Money.of(100_000_000))
    write_pdf(CERTIFICATE, collected(book, keys[1], "highway"), tmp_path / "annex.pdf")
    words = read_back.text(tmp_path / "annex.pdf", "-layout").split("附2")[-1]
    assert "合计100,000,000.0062,000,000.3342,000,000.3320,000,000.00" in "".join(words.split())


def test_several_rates_of_tax_stand_on_the_paper_each_with_its_tax(
    book: Book, certified: Certified, tmp_path: Path
) -> None:
    own = (
        typed("100000.00"),
        typed("50000.00", "设备", vat_rate=D("0.13")),
        typed("33.33", "设计", vat_rate=D("0.06")),
    )
    terms: dict[str, Any] = {"vat_method": "general", "vat_rate": D("0.09")}
    (key,) = certified((*own, typed("7.77", "免税", vat_rate=D(0))), **terms)
    data = collected(book, key, "gb50500")
    assert [(str(one.rate), one.net.grouped, one.vat.grouped) for one in data.taxes] == [
        ("0.13", "44,247.79", "5,752.21"),
        ("0.09", "91,743.12", "8,256.88"),
        ("0.06", "31.44", "1.89"),
        ("0", "7.77", "0.00"),
    ]
    assert (data.net, data.vat) == (Money.of("136030.12"), Money.of("14010.98"))
    write_pdf(CERTIFICATE, data, tmp_path / "rates.pdf")
    words = "".join(read_back.text(tmp_path / "rates.pdf", "-layout").split())
    assert "44,247.79×13%为5,752.21；91,743.12×9%为8,256.88；31.44×6%为1.89；7.77×0%为0.00" in words
    assert "增值税（9%）" not in words
