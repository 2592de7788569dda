"""A list that comes back a second time changes nothing, and a check says what the import says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import bill_lines, bills, own
from models.problems import Invalid, Problem, Refused
from models.registry import LISTINGS
from models.round_trip import ADDED, CHANGED, EDITED, Accepting, bring_back, look
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from reports.listing_sheet import sheet_of
from reports.workbook import write
from tests.reports import returning
from tests.reports.returning import TODAY, brought, column_of, edited, export, preview, row_of, rows_of, site

__all__ = ["site"]


def value_of(book: Book, name: str, called: str, column: str) -> Any:
    columns = [one.name for one in LISTINGS[name].columns]
    naming = 1 + columns.index(EDITED[name].naming)
    (row,) = (row for row in rows_of(book, name) if row[naming] == called)
    return row[1 + columns.index(column)]


def steps(book: Book) -> int:
    head = book.head()
    return head.n if head else 0


def added(page: Worksheet, **cells: Any) -> int:
    """A row typed under the list."""
    last = page.max_row + 1
    for caption, value in cells.items():
        page.cell(last, column_of(page, caption), value)
    return last


PAYER = "西江新业主有限公司"


def two_new(site: Book, path: Path) -> Path:
    """A new party, and two receipts of it: one with a number, one without."""
    edited(export(site, path, "receipts", "parties"), lambda page: added(page, 名称=PAYER, 联系人="周工"), 1)

    def receipts(page: Worksheet) -> None:
        added(page, 回款编号="SK-NEW-1", 付款人=PAYER, 收款日=date(2026, 11, 2), 金额=1200.5)
        for _time in range(2):
            added(page, 付款人=PAYER, 收款日=date(2026, 11, 3), 金额=300)

    return edited(path, receipts)


def test_a_new_party_and_its_receipts_come_back_once_however_often_the_file_is_brought_in(
    site: Book, tmp_path: Path
) -> None:
    path = two_new(site, tmp_path / "list.xlsx")
    before = len(rows_of(site, "receipts"))
    found = preview(site, path)
    assert [one.kind for one in found.changes] == [ADDED] * 4
    assert found.ready
    brought(site, path)
    assert len(rows_of(site, "receipts")) == before + 3
    head = steps(site)
    again = preview(site, path)
    assert again.changes == ()
    assert [(one.where, one.text()) for one in again.problems] == [
        ("回款", "回款: 这里新增的 3 行账册中已有，不再重复新增。"),
        ("往来单位", "往来单位: 这里新增的 1 行账册中已有，不再重复新增。"),
    ]
    brought(site, path)
    assert (steps(site), len(rows_of(site, "receipts"))) == (head, before + 3)


def test_one_more_row_without_number_that_reads_like_another_is_one_more(site: Book, tmp_path: Path) -> None:
    path = two_new(site, tmp_path / "list.xlsx")
    brought(site, path)
    edited(path, lambda page: added(page, 付款人=PAYER, 收款日=date(2026, 11, 3), 金额=300))
    (change,) = preview(site, path).changes
    assert change.kind == ADDED
    site.undo()
    assert [one.kind for one in preview(site, path).changes] == [ADDED] * 5


def test_a_row_added_before_that_is_edited_further_is_a_change_with_old_and_new(site: Book, tmp_path: Path) -> None:
    def new(page: Worksheet) -> None:
        added(page, 项目名称="新开工程", 项目经理="周工", 开工日期=date(2026, 3, 1))

    path = edited(export(site, tmp_path / "list.xlsx", "projects"), new)
    brought(site, path)
    last = edited(path, lambda page: page.cell(page.max_row, column_of(page, "项目经理"), "孙工"))
    (change,) = preview(site, last).changes
    assert (change.kind, change.old, change.now, change.new, change.is_conflict) == (
        CHANGED, "周工", "周工", "孙工", False,
    )  # fmt: skip
    brought(site, last)
    assert value_of(site, "projects", "新开工程", "manager") == "孙工"
    assert preview(site, last).changes == ()


def test_a_posted_row_added_before_that_says_another_amount_is_told(site: Book, tmp_path: Path) -> None:
    path = two_new(site, tmp_path / "list.xlsx")
    brought(site, path)

    def other(page: Worksheet) -> None:
        rows = [row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == "SK-NEW-1"]
        page.cell(rows[0], column_of(page, "金额"), 1300)

    found = preview(site, edited(path, other))
    assert found.changes == ()
    assert any("1,200.50 → 1,300.00" in one.text() for one in found.problems)


def test_a_number_that_another_row_of_the_file_bears_is_refused_by_the_check_as_by_the_import(
    site: Book, tmp_path: Path
) -> None:
    number = value_of(site, "receipts", rows_of(site, "receipts")[0][1], "number")
    payer = value_of(site, "receipts", number, "payer")

    def copy(page: Worksheet) -> None:
        added(page, 回款编号=number, 付款人=payer, 收款日=date(2026, 11, 2), 金额=5)

    path = edited(export(site, tmp_path / "list.xlsx", "receipts"), copy)
    checked = [one for one in preview(site, path).problems if not one.advice]
    with pytest.raises(Invalid) as refused:
        brought(site, path)
    assert [one.text() for one in checked] == [one.text() for one in refused.value.problems]
    assert number in checked[0].text()


def test_a_row_cut_and_put_in_again_without_its_hidden_key_is_the_same_record(site: Book, tmp_path: Path) -> None:
    key, name = rows_of(site, "projects")[0][:2]

    def moved(page: Worksheet) -> None:
        row = row_of(page, key)
        shown = [cell.value for cell in page[row]][:-1]
        page.delete_rows(row)
        for place, value in enumerate(shown, 1):
            page.cell(page.max_row + (place == 1), place, value)

    path = export(site, tmp_path / "list.xlsx", "projects")
    found = preview(site, edited(path, moved))
    assert found.changes == ()
    assert name in {row[1] for row in rows_of(site, "projects")}


def test_a_change_that_is_declined_does_not_keep_the_others_back(site: Book, tmp_path: Path) -> None:
    first, second, third = rows_of(site, "projects")[:3]

    def edit(page: Worksheet) -> None:
        page.cell(row_of(page, first[0]), column_of(page, "项目名称"), second[1])
        page.cell(row_of(page, third[0]), column_of(page, "项目经理"), "孙工")

    path = edited(export(site, tmp_path / "list.xlsx", "projects"), edit)
    found = preview(site, path)
    assert not found.ready
    wanted = Accepting(frozenset(one.id for one in found.changes if one.new == "孙工"))
    assert found.against(wanted) == []
    brought(site, path, wanted)
    assert value_of(site, "projects", third[1], "manager") == "孙工"


def test_a_missing_row_that_is_in_use_is_named_and_does_not_keep_another_from_going(site: Book, tmp_path: Path) -> None:
    stays, goes = "", ""
    for row in rows_of(site, "bills"):
        with site.rehearse(bills.RECORD) as session:
            try:
                bill_lines.remove(session, row[0], "")
                goes = goes or row[0]
            except Refused:
                stays = stays or row[0]

    def cut(page: Worksheet) -> None:
        page.delete_rows(row_of(page, stays))
        page.delete_rows(row_of(page, goes))

    path = edited(export(site, tmp_path / "list.xlsx", "bills"), cut)
    workbook, before = returning.read(path), rows_of(site, "bills")
    found = finish(look(site, workbook, Accepting(removed=True), TODAY))
    (fault,) = [one for one in found.problems if not one.advice]
    wanted = next(one for one in found.changes if one.key == goes)
    assert fault.where == next(one.where for one in found.changes if one.key == stays)
    alone = Accepting(frozenset({wanted.id}))
    assert found.against(alone) == []
    finish(bring_back(site, workbook, alone, TODAY))
    assert {row[0] for row in before} - {row[0] for row in rows_of(site, "bills")} == {goes}


def test_a_column_of_ones_own_that_was_dropped_meanwhile_is_told_and_not_read(site: Book, tmp_path: Path) -> None:
    with site.write(own.DEFINE) as session:
        columns = (own.OwnColumnDraft(caption="跟进人"), own.OwnColumnDraft(caption="评级"))
        own.define(session, own.OwnColumnsDraft("projects", columns))
    path = tmp_path / "list.xlsx"
    with site.read() as session:
        listing = own.extended_listing(LISTINGS["projects"], own.own_of(session)["projects"])
        write(path, [sheet_of(session, listing, Question(TODAY))])
    with site.write(own.DEFINE) as session:
        draft = own.draft_of(session, "projects")
        own.define(session, replace(draft, columns=draft.columns[1:]))
    edited(path, lambda page: page.cell(2, column_of(page, "跟进人"), "孙工"))
    found = preview(site, path)
    assert found.changes == ()
    assert [one.text() for one in found.problems if "跟进人" in one.text()]


# -- the check says what the import says ----------------------------------------------------------------------------

WILD = (
    None, "", "x", "甲乙", 0, -1, 12.345, 1e6, "去年春天", date(2031, 5, 6), True, "是", "=1+1", "1,000",
    "１２３", " 空 ",
)  # fmt: skip


def wildly_edited(page: Worksheet, random: Random) -> None:
    """Cells that hold anything, rows that are gone, rows that are copies, rows of anything."""
    first = next(cell.column for cell in page[1] if str(cell.value).startswith("清收通键"))
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for _cell in range(random.randrange(6)):
        page.cell(random.randrange(2, 2 + max(1, len(rows))), random.randrange(1, first), random.choice(WILD))
    for _row in range(random.randrange(3)):
        values = random.choice(rows) if rows and random.random() < 0.7 else [random.choice(WILD) for _ in range(first)]
        last = page.max_row + 1
        for place, value in enumerate(values[: first - 1], 1):
            page.cell(last, place, value if random.random() < 0.8 else random.choice(WILD))
    if len(rows) > 2 and random.random() < 0.4:
        page.delete_rows(random.randrange(2, len(rows) + 2))


def said(problems: Any) -> list[str]:
    return [one.text() for one in problems if not one.advice]


def tried(work: Any) -> tuple[Any, list[str]]:
    """The preview, or None with what was refused."""
    try:
        return finish(work), []
    except Invalid as invalid:
        return None, said(invalid.problems)
    except Refused as refused:
        return None, said([Problem("", refused.problem.message, refused.problem.values)])


@pytest.mark.parametrize("seed", range(12))
def test_a_check_says_exactly_what_the_import_then_says(seed: int, site: Book, tmp_path: Path) -> None:
    random = Random(20261127 + seed)
    names = random.sample(sorted(EDITED), 6)
    path = export(site, tmp_path / "list.xlsx", *names)
    for place in range(len(names)):
        edited(path, lambda page: wildly_edited(page, random), place)
    workbook = returning.read(path)
    accepting = Accepting(removed=random.random() < 0.5, conflicts=True)
    head = steps(site)
    checked, refused = tried(look(site, workbook, accepting, TODAY))
    assert steps(site) == head
    kept, stopped = tried(bring_back(site, workbook, accepting, TODAY))
    assert refused == ([] if checked else stopped)
    if checked is not None:
        assert said(checked.against(accepting)) == stopped
        assert (kept is None) == bool(stopped)
    if kept is not None:
        assert [one.id for one in checked.changes] == [one.id for one in kept.changes]
        assert [one.text() for one in checked.problems] == [one.text() for one in kept.problems]
    else:
        assert steps(site) == head
