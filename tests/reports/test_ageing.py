"""The ageing report on every basis: its balance is that of the book and its bands add up, or it is not printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models import provisions
from models.money import Money
from models.problems import Refused
from models.receivables import position
from models.store.book import Book
from reports import named
from reports.ageing import BASES, PROVISION, AgeingDraft, collect
from reports.report import to_json, write_pdf, write_xlsx
from reports.tabular import MustAgree, Tabular
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_certificate, a_ledger
from tests.samples import Run, run

__all__ = ["run"]

AGEING = named("ageing")
DAY = date(2025, 9, 30)


def asked(book: Book, by: str, **changes: object) -> Tabular:
    with book.read() as session:
        return collect(session, replace(AgeingDraft(DAY, by), **changes))  # type: ignore[arg-type]


@pytest.fixture
def ledger(book: Book) -> Book:
    with book.write(FILL) as session:
        makers.a_company(session)
        a_ledger(session, 3)
        provisions.record(session, makers.provision_rates())
    return book


@pytest.mark.parametrize("by", BASES)
def test_on_every_basis_the_balance_is_that_of_the_book(ledger: Book, by: str, tmp_path: Path) -> None:
    data = asked(ledger, by)
    assert AGEING.contradictions(data) == []
    balance = 1 if by == "fifo" else 2
    with ledger.read() as session:
        owed = {one.currency: one.balance for one in position.positions(session, DAY)}
    assert {group.currency: group.totals(data.columns)[balance] for group in data.groups} == {
        currency: amount for currency, amount in owed.items() if amount
    }
    path, table = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert not write_pdf(AGEING, data, path).missing
    words = read_back.text(path, "-layout")
    for group in data.groups:
        total = group.totals(data.columns)[balance]
        assert total is not None
        assert total.grouped in words
    assert all(font["emb"] == font["uni"] == "yes" for font in read_back.fonts(path))
    write_xlsx(AGEING, data, table)
    assert len(load_workbook(table).worksheets) == len(data.groups)
    assert '"contradictions": []' in to_json(AGEING, data)


def test_the_same_data_gives_the_same_bytes_in_both_languages(ledger: Book, tmp_path: Path) -> None:
    for language, title in (("zh", "应收账款账龄分析表"), ("en", "Ageing of receivables")):
        data = asked(ledger, "due", language=language)
        one, other = tmp_path / f"1{language}.pdf", tmp_path / f"2{language}.pdf"
        write_pdf(AGEING, data, one)
        write_pdf(AGEING, data, other)
        assert one.read_bytes() == other.read_bytes()
        assert title in read_back.text(one)


def test_a_report_whose_figures_disagree_is_refused(ledger: Book, tmp_path: Path) -> None:
    data = asked(ledger, "due")
    wrong = replace(data, checks=(*data.checks, MustAgree("余额", Money.of(1), Money.of(2))))
    with pytest.raises(Refused) as refused:
        write_pdf(AGEING, wrong, tmp_path / "a.pdf")
    assert "余额" in refused.value.text()
    assert not (tmp_path / "a.pdf").exists()


def test_an_empty_list_says_so(book: Book, tmp_path: Path) -> None:
    write_pdf(AGEING, asked(book, "due"), tmp_path / "a.pdf")
    assert "没有可列示的内容" in read_back.text(tmp_path / "a.pdf")


def test_a_long_list_carries_its_sums_over_the_page(ledger: Book, tmp_path: Path) -> None:
    data, path = asked(ledger, "due"), tmp_path / "a.pdf"
    long = tuple(replace(group, rows=group.rows * 50) for group in data.groups)
    AGEING.draw(replace(data, groups=long), path)
    pages = read_back.pages(path)
    assert len(pages) > 1
    carried = next(line for line in pages[0] if "过次页" in line)
    brought = next(line for line in pages[1] if "承前页" in line)
    assert read_back.amounts(carried) == read_back.amounts(brought) != []


def test_without_rates_no_provision_is_reported(book: Book) -> None:
    with pytest.raises(Refused):
        asked(book, PROVISION)


def test_the_provision_tells_its_rates_from_when_on_and_whom_it_provides_for_by_itself(
    book: Book, run: Run, tmp_path: Path
) -> None:
    day = date(2026, 9, 30)
    with book.write(FILL) as session:
        for number, value in (("JB-1", 1_000_000), ("JB-2", 500_000)):
            contract = makers.a_contract(session, number=number, recovery_rule="none", advance=None)
            a_certificate(session, contract, date(2025, 3, 25), Money.of(value))
        provisions.record(session, makers.provision_rates())
        newer = makers.provision_rates(valid_from=date(2026, 1, 1), source="集团〔2026〕3 号")
        provisions.record(session, newer)
        alone = provisions.IndividualDraft("", contract.id, date(2026, 6, 30), Decimal("0.6"), "已申请破产")
        provisions.single_out(session, alone)
    data = asked(book, PROVISION, as_of=day)
    write_pdf(AGEING, data, tmp_path / "p.pdf")
    words = "".join(read_back.text(tmp_path / "p.pdf", "-layout").split())
    for told in (
        "坏账准备计提比例：2026-01-01起生效，依据：集团〔2026〕3号",
        "1年以内10%；1–2年20%；2–3年20%；3–4年30%；4–5年50%；5年以上100%",
        "自2026-06-30起60%；原因：已申请破产",
    ):
        assert told in words
    assert [row[-3:] for group in data.groups for row in group.rows] == [
        (None, Money.of("200000.00"), Money.of("800000.00")),
        (Decimal("0.6"), Money.of("300000.00"), Money.of("200000.00")),
    ]
    on_screen = run("provision", "--as-of", "2026-09-30", "--book", book.folder).out
    total = next(line for line in on_screen.splitlines() if line.startswith("合计"))
    assert total.split() == ["合计", "CNY", "1,500,000.00", "500,000.00"]
    assert "2026-01-01 起生效，依据：集团〔2026〕3 号" in on_screen
    assert "60%  已申请破产" in on_screen


def test_the_provision_by_months_says_ages_in_months_and_years(book: Book, run: Run, tmp_path: Path) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2026, 1, 25), Money.of(1_000_000))
        rates = ((6, "0"), (12, "0.03"), (24, "0.1"), (None, "1"))
        months = tuple(provisions.MonthRateDraft("other", "", upto, Decimal(rate)) for upto, rate in rates)
        provisions.record(session, makers.provision_rates(rates=(), months=months))
    data = asked(book, PROVISION, as_of=date(2026, 9, 30))
    write_pdf(AGEING, data, tmp_path / "p.pdf")
    told = "6 个月以内 0%；7-12 个月 3%；1-2 年 10%；2 年以上 100%"
    assert told.replace(" ", "") in "".join(read_back.text(tmp_path / "p.pdf", "-layout").split())
    on_screen = run("provision", "--as-of", "2026-09-30", "--book", book.folder).out
    assert "".join(on_screen.splitlines()[-2].split()) == "债务人类别款项6个月以内7-12个月1-2年2年以上"
    assert on_screen.splitlines()[-1].split()[-4:] == ["0%", "3%", "10%", "100%"]
