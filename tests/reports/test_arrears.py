"""The ledger of arrears and the list of work not certified say what position, ages and work say, or are not printed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models import answers, contracts, work_done
from models.arrears import arrears
from models.contracts import Contract
from models.money import Money
from models.problems import Refused
from models.receivables import ageing, by_class, positions
from models.rules.ageing import POSTING
from models.store.book import Book
from reports import named
from reports.report import to_json, write_pdf, write_xlsx
from reports.tabular import MustAgree, Tabular
from reports.tabular_draft import AsOfDraft
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_ledger

DAY = date(2025, 9, 30)
PAST = [date(2024, 2, 1), date(2024, 6, 30), date(2025, 1, 15), DAY]
PAPERS = ("arrears", "unbilled")


def asked(book: Book, paper: str, as_of: date = DAY, **changes: object) -> Tabular:
    with book.read() as session:
        data: Tabular = named(paper).collect(session, AsOfDraft(as_of, **changes))  # type: ignore[arg-type]
        return data


@pytest.fixture
def ledger(book: Book) -> Book:
    with book.write(FILL) as session:
        a_ledger(session, 5)
        for place, number in enumerate(("JB-5-0", "JB-5-1", "JB-5-2")):
            contract = contracts.numbered(session, number)
            assert isinstance(contract, Contract)
            makers.a_work_report(session, contract, amount=Money.of(3_000_000 * (place + 1)))
            makers.a_deposit(session, contract, amount=Money.of(50_000 + place))
            makers.a_deposit(session, contract, form="guarantee", amount=Money.of(800_000), expires_on=date(2026, 3, 1))
            makers.a_debit_note(session, contract, kind="freight", amount=Money.of("123.45"), due_on=date(2024, 5, 1))
    return book


@pytest.mark.parametrize("as_of", PAST)
def test_every_sum_is_that_of_position_ages_and_work_on_any_day(ledger: Book, as_of: date) -> None:
    with ledger.read() as session:
        rows = arrears(session, as_of)
        owed = {one.currency: one for one in positions(session, as_of)}
        aged = {one.contract: one for one in ageing(session, as_of, POSTING)}
        work = {one.contract: one for one in work_done.unbilled(session, as_of)}
        told = answers.arrears_on(session, as_of)
    for currency, whole in owed.items():
        mine = [row for row in rows if row.currency == currency]
        for name in ("balance", "overdue", "undated"):
            assert Money.total(getattr(row, name) for row in mine) == getattr(whole, name)
        assert Money.total(row.not_due for row in mine) == whole.not_due + whole.due_today
    for row in rows:
        assert row.balance == row.undated + row.not_due + row.overdue + row.credit
        assert row.balance == Money.total(row.bands.values()) + row.credit
        assert row.bands == (aged[row.contract].bands if row.contract in aged else {})
        done = work.get(row.contract)
        assert (row.unbilled, row.ahead) == ((done.unbilled, done.ahead) if done else (Money(), Money()))
    assert {one.contract for one in rows} >= set(aged)
    assert [one["contract"] for one in told["contracts"]] == [row.contract for row in rows]
    sums = {one["currency"]: Money.of(one["balance"]) for one in told["total"]}
    assert sums == {currency: owed[currency].balance if currency in owed else Money() for currency in sums}
    assert named("arrears").contradictions(asked(ledger, "arrears", as_of)) == []


def test_the_row_of_a_contract_knows_its_retention_deposits_and_guarantees(ledger: Book) -> None:
    with ledger.read() as session:
        first = arrears(session, DAY)[0]
        classes = {row.kind: row.balance for row in session.execute(by_class(DAY))}
    assert (first.contract, first.deposits, first.guarantees) == ("JB-5-0", Money.of(50_000), Money.of(800_000))
    assert first.expires_on == date(2026, 3, 1)
    assert "retention" in classes
    assert first.bills + first.goods <= first.received


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_its_workbook_and_its_values_say_the_same(ledger: Book, paper: str, tmp_path: Path) -> None:
    report = named(paper)
    data = asked(ledger, paper)
    assert [group.currency for group in data.groups] == ["CNY", "USD"]
    path, table = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    assert not write_pdf(report, data, path).missing
    words = read_back.text(path, "-layout")
    for group in data.groups:
        for amount in group.totals(data.columns):
            assert amount is None or amount.grouped in words
    write_xlsx(report, data, table)
    written = load_workbook(table)
    assert len(written.worksheets) == 2
    assert [cell.value for cell in written.worksheets[0][1]][: len(data.columns)] == [
        column.caption for column in data.columns
    ]
    assert json.loads(to_json(report, data))["contradictions"] == []
    assert set(report.comes_to(data)) == {"CNY", "USD"}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_whose_figures_disagree_is_refused_and_an_empty_one_says_so(
    ledger: Book, paper: str, tmp_path: Path
) -> None:
    data = asked(ledger, paper)
    wrong = replace(data, checks=(MustAgree("余额", Money.of(1), Money.of(2)),))
    with pytest.raises(Refused):
        write_pdf(named(paper), wrong, tmp_path / "a.pdf")
    empty = asked(ledger, paper, date(2020, 1, 1))
    write_pdf(named(paper), empty, tmp_path / "b.pdf")
    assert "没有可列示的内容" in read_back.text(tmp_path / "b.pdf")


def test_both_parts_of_a_wide_ledger_carry_their_sums_over_the_page(ledger: Book, tmp_path: Path) -> None:
    data = asked(ledger, "arrears")
    long = tuple(replace(group, rows=group.rows * 60) for group in data.groups[:1])
    named("arrears").draw(replace(data, groups=long), tmp_path / "a.pdf")
    pages = read_back.pages(tmp_path / "a.pdf")
    assert len(pages) > 2
    carried = [line for page in pages for line in page if "过次页" in line]
    brought = [line for page in pages for line in page if "承前页" in line]
    assert [read_back.amounts(line) for line in carried] == [read_back.amounts(line) for line in brought] != []
