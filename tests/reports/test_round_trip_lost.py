"""Lists that lost their hidden column or their hidden sheet in Excel come back, and it is said what is not known."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import registry
from models.parties import PartyDraft, draft_of, record
from models.round_trip import KEY, is_export
from models.store.book import Book
from models.wholesale import IMPORT
from tests.reports.returning import brought, column_of, edited, export, preview, read, rows_of, site

__all__ = ["site"]


def without_keys(page: Worksheet) -> None:
    page.delete_cols(next(cell.column for cell in page[1] if str(cell.value).startswith(KEY)))


def without_hidden_sheet(path: Path) -> Path:
    """The workbook of who moved the sheet into another one."""
    book = openpyxl.load_workbook(path)
    del book[book.sheetnames[-1]]
    book.save(path)
    return path


def noted(page: Worksheet, row: int, remark: str, caption: str = "联系人") -> str:
    """Type into a row; what the record of this row is called."""
    page.cell(row, column_of(page, caption), remark)
    return str(page.cell(row, 1).value)


def told(problems: object) -> list[str]:
    return [problem.text() for problem in problems]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["parties", "contracts", "certificates", "receipts", "invoices", "provisions"])
@pytest.mark.parametrize("lose", ["keys", "sheet"])
def test_a_list_without_edits_changes_nothing(name: str, lose: str, site: Book, tmp_path: Path) -> None:
    path = export(site, tmp_path / "list.xlsx", name)
    seen = preview(site, edited(path, without_keys) if lose == "keys" else without_hidden_sheet(path))
    assert (seen.changes, seen.ready) == ((), True)
    count = len(rows_of(site, name))
    assert seen.rows == {name: count}
    assert len(seen.problems) == 1
    assert str(count) in told(seen.problems)[0]


@pytest.mark.parametrize("lose", ["keys", "sheet"])
def test_an_edit_comes_in_and_an_emptied_cell_is_one(lose: str, site: Book, tmp_path: Path) -> None:
    with site.write(IMPORT) as session:
        first = registry.LISTINGS["parties"]
        key = rows_of(site, "parties")[2][0]
        draft: PartyDraft = draft_of(session, key)
        record(session, PartyDraft(**{**draft.__dict__, "contact": "旧备注"}))
    called: list[str] = []

    def edit(page: Worksheet) -> None:
        called.append(noted(page, 2, "门卫签收"))
        old = next(
            row for row in range(2, page.max_row + 1) if page.cell(row, column_of(page, "联系人")).value == "旧备注"
        )
        noted(page, old, "")
        if lose == "keys":
            without_keys(page)

    path = edited(export(site, tmp_path / "list.xlsx", "parties"), edit)
    path = path if lose == "keys" else without_hidden_sheet(path)
    seen = brought(site, path)
    assert sorted(str(change.new or "") for change in seen.changes) == ["", "门卫签收"]
    place = 1 + [column.name for column in first.columns].index("contact")
    notes = {row[1]: row[place] for row in rows_of(site, "parties")}
    assert notes[called[0]] == "门卫签收"
    assert "旧备注" not in notes.values()


def test_without_keys_a_renamed_row_is_new_and_the_old_one_is_asked_for(site: Book, tmp_path: Path) -> None:
    def edit(page: Worksheet) -> None:
        page.cell(2, column_of(page, "单号"), "全新-1") if page.cell(1, 1).value == "单号" else page.cell(
            2, 1, "全新-1"
        )
        without_keys(page)

    seen = preview(site, edited(export(site, tmp_path / "list.xlsx", "disputes", "claims"), edit, 1))
    kinds = sorted(change.kind for change in seen.changes)
    assert kinds == ["added", "removed"]


def test_without_the_hidden_sheet_a_row_that_moved_on_meanwhile_is_told(site: Book, tmp_path: Path) -> None:
    path = without_hidden_sheet(export(site, tmp_path / "list.xlsx", "parties"))
    key = rows_of(site, "parties")[0][0]
    with site.write(IMPORT) as session:
        record(session, PartyDraft(**{**draft_of(session, key).__dict__, "contact": "后来的话"}))
    seen = preview(site, path)
    (change,) = seen.changes
    assert (change.key, change.now) == (key, "后来的话")
    assert "另有 1 行" in told(seen.problems)[0]


def test_a_list_whose_rows_bear_no_names_is_refused_without_its_keys(site: Book, tmp_path: Path) -> None:
    seen = preview(site, edited(export(site, tmp_path / "list.xlsx", "evidence"), without_keys))
    assert any("隐藏键列" in problem.text() and not problem.advice for problem in seen.problems)


def test_a_name_that_stands_twice_is_nobodys(site: Book, tmp_path: Path) -> None:
    def edit(page: Worksheet) -> None:
        page.cell(3, 1, page.cell(2, 1).value)
        without_keys(page)

    assert not preview(site, edited(export(site, tmp_path / "list.xlsx", "parties"), edit)).ready


def test_without_the_hidden_sheet_a_list_of_another_book_is_refused(site: Book, tmp_path: Path) -> None:
    path = without_hidden_sheet(export(site, tmp_path / "list.xlsx", "parties"))
    assert is_export(read(path))
    other = registry.create_book(tmp_path / "other", "ZZ")
    seen = preview(other, path)
    assert any("另一" in problem.text() and not problem.advice for problem in seen.problems), told(seen.problems)
    other.close()
