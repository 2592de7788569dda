"""Workbooks as LibreOffice reads them: real numbers and dates, text that never calculates."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from models.money import Money
from models.problems import Refused
from models.round_trip.origin import Origin, key_cell, row_told
from reports import named
from reports.report import write_xlsx
from reports.workbook import Field, Sheet, write
from tests.reports.fabricated import a_statement
from tests.reports.read_back import as_csv

FIELDS = (
    Field("编号", width=14),
    Field("摘要", width=30),
    Field("金额", "money", 16, total=True),
    Field("工程量", "quantity", 12, places=3),
    Field("税率", "percent", 8, places=0),
    Field("日期", "date", 12),
    Field("逾期", "days", 8),
    Field("已付", "flag", 6),
    Field("类别", "choice", 10, choices={"progress": "进度款", "final": "结算款"}),
)
ROWS: Sequence[Sequence[Any]] = (
    ("1", "第一期", Money(123456), Decimal("12.345"), Decimal("0.09"), date(2026, 10, 31), 5, True, "progress"),
    ("2", "=1+1", Money(-1), None, Decimal("0.03"), date(1999, 12, 31), 0, False, "final"),
    ("003", "@王𬭛", Money(99999999999999), Decimal("-0.001"), None, None, None, None, ""),
    ("320100123456789012", "+86", None, None, None, None, None, None, "progress"),
)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "table.xlsx"
    write(path, [Sheet("往来", FIELDS, ROWS)])
    return path


def test_libreoffice_reads_what_was_written(book: Path) -> None:
    head, *rows, total = as_csv(book)
    assert head == [field.caption for field in FIELDS]
    assert rows[0] == ["1", "第一期", "1,234.56", "12.345", "9%", "2026-10-31", "5", "是", "进度款"]
    assert rows[1][:3] == ["2", "=1+1", "-0.01"]
    assert rows[2][:3] == ["003", "@王𬭛", "999,999,999,999.99"]
    assert rows[3][:2] == ["320100123456789012", "+86"]
    assert total[:3] == ["合计", "", "1,000,000,001,234.54"]


def test_text_that_looks_like_a_formula_stays_text(book: Path) -> None:
    page = openpyxl.load_workbook(book).active
    assert page is not None
    assert [page.cell(row, 2).data_type for row in (3, 4, 5)] == ["s", "s", "s"]
    assert page.cell(3, 2).value == "=1+1"
    assert page.cell(3, 2).quotePrefix


def test_numbers_are_numbers_and_dates_are_dates(book: Path) -> None:
    rows = CalamineWorkbook.from_path(str(book)).get_sheet_by_index(0).to_python()
    assert rows[1][2] == 1234.56
    assert rows[1][5] == date(2026, 10, 31)
    assert rows[3][2] == 999999999999.99


def test_the_sum_below_the_list_is_kept_for_programs_that_do_not_calculate(book: Path) -> None:
    page = openpyxl.load_workbook(book, data_only=True).active
    assert page is not None
    assert page.cell(6, 3).value == 1000000001234.54


def test_the_heading_stays_and_filters(book: Path) -> None:
    page = openpyxl.load_workbook(book).active
    assert page is not None
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:I5"


def test_a_template_offers_the_choices_and_the_hints(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    fields = (Field("类别", "choice", choices={"a": "进度款", "b": "结算款"}), Field("金额", "money", hint="含税"))
    write(path, [Sheet("计价", fields, blank=200)])
    page = openpyxl.load_workbook(path).active
    assert page is not None
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert rules["A2:A201"].formula1 == '"进度款,结算款"'
    assert rules["B2:B201"].prompt == "含税"


def test_a_list_that_comes_back_offers_its_choices_in_the_cells_that_may_be_changed(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    many = {str(n): f"第{n}种相当长的说明文字" for n in range(40)}
    fields = (
        Field("类别", "choice", choices={"a": "进度款", "b": "结算款"}, edited=True),
        Field("已付", "flag", edited=True),
        Field("种类", "choice", choices=many, edited=True),
        Field("状态", "choice", choices={"x": "已签"}),
        Field("键", "key"),
    )
    origin = Origin("receipts", "", 1, date(2026, 11, 23), "zh", {})
    rows = [("a", True, "3", "x", "k1"), ("b", False, "39", "x", "k2")]
    write(path, [Sheet("收款", fields, rows, origin=origin)], "zh")
    book = openpyxl.load_workbook(path)
    rules = {str(rule.sqref): rule.formula1 for rule in book["收款"].data_validations.dataValidation}
    assert set(rules) == {"A2:A3", "B2:B3", "C2:C3"}
    assert (rules["A2:A3"], rules["B2:B3"]) == ('"进度款,结算款"', '"是,否"')
    name, cells = rules["C2:C3"].removeprefix("'").split("'!")
    (offered,) = book[name][cells.replace("$", "")]
    assert [cell.value for cell in offered] == list(many.values())
    assert as_csv(path)[1] == ["进度款", "是", many["3"], "已签", key_cell("k1", row_told(rows[0][:-1]))]


def test_sheet_names_are_made_acceptable_and_unlike(tmp_path: Path) -> None:
    path = tmp_path / "names.xlsx"
    names = ["LH/2024:017 [二期]", "a" * 40, "a" * 50, ""]
    write(path, [Sheet(name, FIELDS[:1], [("1",)]) for name in names])
    found = openpyxl.load_workbook(path).sheetnames
    assert found == ["LH／2024：017 (二期)", "a" * 31, "a" * 29 + " 2", "1"]


def test_an_overlong_text_is_cut_with_a_mark_instead_of_lost(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    write(path, [Sheet("长", FIELDS[:1], [("长" * 40000,)])])
    page = openpyxl.load_workbook(path).active
    assert page is not None
    assert str(page.cell(2, 1).value).endswith("长…")


def test_a_workbook_that_is_open_elsewhere_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        write(tmp_path / "no folder" / "table.xlsx", [Sheet("往来", FIELDS, ROWS)])
    assert "table.xlsx" in refusal.value.text()


def test_a_statement_becomes_a_workbook_with_the_same_figures(tmp_path: Path) -> None:
    path = tmp_path / "statement.xlsx"
    data = a_statement(30, 1)
    write_xlsx(named("statement"), data, path)
    book = CalamineWorkbook.from_path(str(path))
    assert len(book.sheet_names) == 2 + len(data.groups[0].accounts)
    assert zipfile.is_zipfile(path)
    rows = as_csv(path)
    place = rows[0].index("应收余额")
    assert rows[-1][place] == data.groups[0].owed.grouped


def test_a_statement_in_two_currencies_has_no_total_that_mixes_them(tmp_path: Path) -> None:
    path = tmp_path / "statement.xlsx"
    write_xlsx(named("statement"), a_statement(30, 2), path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["币种", *["CNY"] * 4, *["USD"] * 2]


def test_a_long_export_that_is_stopped_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[tuple[str]]:
        yield ("1",)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "table.xlsx", [Sheet("往来", FIELDS[:1], rows())])
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_names_no_currency_stops_no_export(tmp_path: Path) -> None:
    fields = (Field("编号"), Field("币种", "choice", choices={"USD": "美元"}), Field("金额", "money", total=True))
    rows: Sequence[Sequence[Any]] = (("1", None, Money(500)), ("2", "USD", Money(200)), ("3", None, Money(100)))
    for some, last in ((rows, ["合计 美元", "", 2.0]), (rows[::2], ["合计", "", 6.0])):
        write(tmp_path / "table.xlsx", [Sheet("往来", fields, some, currency=1)])
        read = CalamineWorkbook.from_path(str(tmp_path / "table.xlsx")).get_sheet_by_index(0).to_python()
        assert len(read) == len(some) + 2
        assert read[-1] == last
