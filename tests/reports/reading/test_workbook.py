"""A workbook's values arrive as plain rows, and what its values do not show is told."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from models.problems import Refused
from reports.reading.traps import scale_of
from reports.reading.workbook import read_workbook
from tests import tools
from tests.reports.reading.workbooks import SHEET, bent, by_openpyxl, by_xlsxwriter, with_dimension

ROWS = [["合同编号", "金额", "日期"], ["HT-1", 1234.56, date(2026, 11, 23)], ["HT-2", 7, date(2026, 2, 28)]]


@pytest.mark.parametrize("make", [by_openpyxl, by_xlsxwriter])
def test_texts_numbers_and_days_arrive_as_they_are(tmp_path: Path, make: object) -> None:
    book = read_workbook(make(tmp_path / "a.xlsx", 合同=ROWS))  # type: ignore[operator]
    assert (book.name, [sheet.name for sheet in book.sheets]) == ("a.xlsx", ["合同"])
    assert [list(row) for row in book.sheets[0].rows] == ROWS


@pytest.mark.parametrize("tag", ["A1", "A1:A1", "A1:XFD1048576", "B7:C9"])
def test_a_wrong_dimension_tag_changes_nothing(tmp_path: Path, tag: str) -> None:
    book = read_workbook(with_dimension(by_openpyxl(tmp_path / "a.xlsx", 合同=ROWS), tag))
    assert [list(row) for row in book.sheets[0].rows] == ROWS


def test_a_table_that_begins_at_c4_keeps_its_place(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active["C4"], made.active["D5"] = "合同编号", 5
    made.save(tmp_path / "a.xlsx")
    rows = read_workbook(tmp_path / "a.xlsx").sheets[0].rows
    assert (rows[3][2], rows[4][3], len(rows)) == ("合同编号", 5, 5)


def test_days_of_a_1904_workbook_are_the_same_days(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append([date(2026, 11, 23), datetime(2026, 11, 23, 10, 30)])
    made.save(tmp_path / "a.xlsx")
    book = read_workbook(tmp_path / "a.xlsx")
    assert book.from_1904
    assert list(book.sheets[0].rows[0]) == [date(2026, 11, 23), datetime(2026, 11, 23, 10, 30)]


def test_a_formula_that_was_never_worked_out_is_found(tmp_path: Path) -> None:
    path = by_openpyxl(tmp_path / "a.xlsx", 合同=[["a", "b"], [1, "=A2*2"], ["=A2", 3]])
    assert read_workbook(path).sheets[0].valueless == {(1, 1), (2, 0)}


def test_a_formula_with_a_value_or_an_empty_text_is_not(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("合同")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", '=""', None, "")
    path = bent(tmp_path / "a.xlsx", SHEET, lambda xml: xml.replace(b'<c r="A2">', b'<c r="A2" t="str">'))
    assert read_workbook(path).sheets[0].valueless == frozenset()


def test_errors_are_told_with_what_they_show(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as made:
        sheet = made.add_worksheet("合同")
        sheet.write("A1", "x")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C3", "=X!A1", None, "#REF!")
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].errors == {(1, 1): "#DIV/0!", (2, 2): "#REF!"}


def test_merged_cells_hidden_sheets_rows_and_columns_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    made.create_sheet("旧").sheet_state = "hidden"
    made.create_sheet("更旧").sheet_state = "veryHidden"
    made.save(tmp_path / "a.xlsx")
    first, *others = read_workbook(tmp_path / "a.xlsx").sheets
    assert first.merged == (((1, 0), (2, 0)),)
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {1})
    assert [(sheet.name, sheet.hidden) for sheet in others] == [("旧", True), ("更旧", True)]


def test_a_chart_sheet_is_left_out(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["x"])
    made.create_chartsheet("图")
    made.save(tmp_path / "a.xlsx")
    assert [sheet.name for sheet in read_workbook(tmp_path / "a.xlsx").sheets] == ["Sheet"]


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    assert list(read_workbook(by_openpyxl(tmp_path / "a.xlsx", 合同=[])).sheets[0].rows) == []


def test_broken_xml_is_refused_as_damage(tmp_path: Path) -> None:
    path = bent(by_openpyxl(tmp_path / "a.xlsx", 合同=ROWS), SHEET, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(Refused, match="is damaged"):
        read_workbook(path)


def test_a_document_type_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    path = by_openpyxl(tmp_path / "a.xlsx", 合同=ROWS)
    bent(path, "xl/workbook.xml", lambda xml: bomb + xml)
    with pytest.raises(Refused, match="is damaged"):
        read_workbook(path)


def test_a_workbook_with_the_name_of_another_kind_is_read_by_what_it_holds(tmp_path: Path) -> None:
    made = by_openpyxl(tmp_path / "a.xlsx", 合同=ROWS).rename(tmp_path / "a.xls")
    assert [list(row) for row in read_workbook(made).sheets[0].rows] == ROWS


def test_an_old_xls_is_read_too(tmp_path: Path) -> None:
    soffice = tools.need("soffice")
    made = by_openpyxl(tmp_path / "a.xlsx", 合同=ROWS)
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "xls", "--outdir",
         str(tmp_path), str(made)], check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    for name in ("a.xls", "renamed.xlsx"):
        book = read_workbook((tmp_path / "a.xls").rename(tmp_path / name))
        (tmp_path / name).rename(tmp_path / "a.xls")
        assert [list(row) for row in book.sheets[0].rows] == ROWS


def test_sums_over_the_cells_above_and_values_of_other_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sums.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("回款")
        sheet.write_column(0, 0, [1, 2])
        sheet.write_formula("A3", "=SUM(A1:A2)", value=3)
        sheet.write_formula("B3", "=SUM(A3:A3)", value=3)
        sheet.write_formula("C3", "=SUM(A3:B3)", value=6)
        sheet.write_formula("D3", "=SUBTOTAL(9,$D$1:$D$2)", value=0)
        sheet.write_formula("E3", "='[1]Sheet1'!A1", value=5)
    found = read_workbook(path).sheets[0]
    assert found.summed == {(2, 0), (2, 3)}
    assert found.linked == {(2, 4)}


FORMATS = [
    ("0!.0000", 4), ("0\\.0000", 4), ('0"."0000', 4), ("0!.0,", 4), ('#,##0\\.0,"万"', 4), ("#,##0,", 3), ("0.00,,", 6),
    ("#,##0,.00", 3), ("[$-804]#,##0!.0000_ ", 4), ("#,##0", 0), ("#,##0.00_);[Red](#,##0.00)", 0), ("0%", 0),
    ("0.00", 0), ('yyyy"年"m"月"', 0), ("yyyy\\.mm\\.dd", 0), ("0_ ", 0), ("General", 0),
]  # fmt: skip


@pytest.mark.parametrize(("written", "power"), FORMATS)
def test_a_number_format_says_by_what_it_divides(written: str, power: int) -> None:
    assert scale_of(written) == power


def test_cells_that_show_less_than_they_hold_and_those_struck_through_are_told(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append([12345678.9, 5, 7])
    made.active["A1"].number_format = "0!.0000"
    made.active["B1"].font = Font(strike=True)
    made.save(tmp_path / "a.xlsx")
    sheet = read_workbook(tmp_path / "a.xlsx").sheets[0]
    assert (sheet.scaled, sheet.struck) == ({(0, 0): 4}, frozenset({(0, 1)}))
