"""Every list goes to Excel and comes back: nothing changes by itself, what was changed there is kept as one Step."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import own, registry
from models.drafts import Entry, changed, inner
from models.importing.names import Names
from models.importing.texts import Misread
from models.language import text
from models.money import Money
from models.problems import Invalid, Refused
from models.registry import LISTINGS
from models.round_trip import ADDED, CHANGED, EDITED, REMOVED, Accepting, bring_back, is_export
from models.store.base import Base
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Column, Listing, Question
from models.work import finish
from reports.listing_sheet import sheet_of
from reports.workbook import write
from tests.reports import returning
from tests.reports.returning import TODAY, brought, column_of, edited, export, preview, row_of, rows_of, site

__all__ = ["site"]

EDIT = Command("tests.edit", "Edit for a test")
ALL = Question(TODAY)


def steps(book: Book) -> int:
    head = book.head()
    return head.n if head else 0


@pytest.mark.parametrize("name", sorted(LISTINGS))
def test_a_list_that_comes_back_unedited_changes_nothing(name: str, site: Book, tmp_path: Path) -> None:
    path = export(site, tmp_path / "list.xlsx", name)
    before = steps(site)
    found = preview(site, path)
    assert (found.changes, found.problems) == ((), ())
    assert found.rows == {name: len(rows_of(site, name))}
    brought(site, path)
    assert steps(site) == before


def test_all_lists_in_one_workbook_come_back_unedited_also_after_another_program_saved_them(
    site: Book, tmp_path: Path
) -> None:
    path = edited(export(site, tmp_path / "all.xlsx"), lambda page: None)
    assert is_export(returning.read(path))
    found = preview(site, path)
    assert (found.changes, found.problems) == ((), ())
    assert set(found.rows) == set(LISTINGS)


# -- edits ---------------------------------------------------------------------------------------------------------


def test_a_changed_cell_is_shown_with_old_and_new_and_kept_as_one_step_that_one_undo_takes_back(
    site: Book, tmp_path: Path
) -> None:
    before = rows_of(site, "parties")
    key, other = before[0][0], before[1][0]

    def edit(page: Worksheet) -> None:
        page.cell(row_of(page, key), column_of(page, "联系人"), "周工")
        page.cell(row_of(page, other), column_of(page, "送达地址"), "江南")

    path = edited(export(site, tmp_path / "list.xlsx", "parties"), edit)
    found = preview(site, path)
    assert [(one.kind, one.key, one.column.name, one.new) for one in found.changes if one.column] == [
        (CHANGED, key, "contact", "周工"),
        (CHANGED, other, "address", "江南"),
    ]
    assert found.changes[0].old == (before[0][4] or None)
    assert found.changes[0].subject == before[0][1]
    assert found.changes[0].where == "往来单位!D2"
    head = steps(site)
    brought(site, path)
    assert steps(site) == head + 1
    after = {row[0]: row for row in rows_of(site, "parties")}
    assert (after[key][4], after[other][6]) == ("周工", "江南")
    site.undo()
    assert rows_of(site, "parties") == before


def test_columns_may_stand_in_another_order_and_be_hidden_and_rows_be_sorted_and_filtered(
    site: Book, tmp_path: Path
) -> None:
    key = rows_of(site, "contracts")[3][0]

    def edit(page: Worksheet) -> None:
        page.cell(row_of(page, key), column_of(page, "经办人"), "孙经办")
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        formats = [[cell.number_format for cell in row] for row in page.iter_rows()]
        order = list(range(len(rows[0])))
        Random(7).shuffle(order)
        body = [1, *sorted(range(1, len(rows) - 1), key=lambda at: str(rows[at][1]), reverse=True), len(rows) - 1]
        for to, at in enumerate([0, *body[1:]], 1):
            for place, column in enumerate(order, 1):
                page.cell(to, place, rows[at][column]).number_format = formats[at][column]
        page.column_dimensions["B"].hidden = True
        page.row_dimensions[3].hidden = True
        page.insert_rows(1)
        page["A1"] = "合同一览（财务部整理）"

    path = edited(export(site, tmp_path / "list.xlsx", "contracts"), edit)
    found = preview(site, path)
    assert [(one.key, one.column and one.column.name, one.new) for one in found.changes] == [(key, "handler", "孙经办")]
    assert found.ready
    brought(site, path)
    assert {row[0]: row[-1] for row in rows_of(site, "contracts")}[key] == "孙经办"


def test_posted_and_derived_cells_are_named_and_stay_as_they_are(site: Book, tmp_path: Path) -> None:
    signed = next(row[0] for row in rows_of(site, "certificates") if row[9])
    receipt = rows_of(site, "receipts")[0][0]
    contract = rows_of(site, "contracts")[0][0]

    def certificate(page: Worksheet) -> None:
        page.cell(row_of(page, signed), column_of(page, "计价金额"), 1)
        page.cell(row_of(page, signed), column_of(page, "报送日期"), date(2026, 1, 1))

    path = edited(export(site, tmp_path / "a.xlsx", "certificates"), certificate)
    found = preview(site, path)
    assert found.changes == ()
    assert [problem.advice for problem in found.problems] == [True, True]
    assert all("!" in problem.where for problem in found.problems)
    path = edited(
        export(site, tmp_path / "b.xlsx", "receipts"),
        lambda page: page.cell(row_of(page, receipt), column_of(page, "金额"), 5),
    )
    assert "已入账" in preview(site, path).problems[0].text()
    path = edited(
        export(site, tmp_path / "c.xlsx", "contracts"),
        lambda page: page.cell(row_of(page, contract), column_of(page, "累计已收"), 5),
    )
    found = preview(site, path)
    assert (len(found.changes), len(found.problems)) == (0, 1)
    before = steps(site)
    brought(site, path)
    assert steps(site) == before


def test_a_conflict_shows_what_went_out_what_stands_in_the_book_and_what_is_wanted(site: Book, tmp_path: Path) -> None:
    key = rows_of(site, "projects")[0][0]
    path = export(site, tmp_path / "list.xlsx", "projects")
    old = rows_of(site, "projects")[0][5]
    with site.write(EDIT) as session:
        edit = EDITED["projects"]
        edit.keep(session, changed(edit.draft_of(session, key), manager="改在册里", region="江南"))
    edited(path, lambda page: page.cell(row_of(page, key), column_of(page, "项目经理"), "改在表里"))
    (change,) = preview(site, path).changes
    assert (change.old, change.now, change.new) == (old or None, "改在册里", "改在表里")
    assert change.is_conflict
    brought(site, path)
    assert rows_of(site, "projects")[0][5] == "改在册里"
    brought(site, path, Accepting(conflicts=True))
    assert (rows_of(site, "projects")[0][5], rows_of(site, "projects")[0][4]) == ("改在表里", "江南")


def test_rows_that_are_missing_are_asked_for_and_kept_unless_it_is_said(site: Book, tmp_path: Path) -> None:
    lines = rows_of(site, "variations")
    with site.read() as session:
        key = next(row[0] for row in lines if not EDITED["variations"].is_fixed(session, row[0]))
    path = edited(export(site, tmp_path / "list.xlsx", "variations"), lambda page: page.delete_rows(row_of(page, key)))
    (change,) = preview(site, path).changes
    assert (change.kind, change.key, change.usual) == (REMOVED, key, False)
    before = steps(site)
    brought(site, path)
    assert steps(site) == before
    brought(site, path, Accepting(removed=True))
    assert steps(site) == before + 1
    assert {row[0]: row[4] for row in rows_of(site, "variations")}[key] == "void"


def test_a_new_row_is_added_and_a_copied_row_is_a_new_one(site: Book, tmp_path: Path) -> None:
    row = rows_of(site, "projects")[0]

    def edit(page: Worksheet) -> None:
        last = page.max_row + 1
        page.cell(last, column_of(page, "项目名称"), "新开工程")
        page.cell(last, column_of(page, "开工日期"), date(2026, 3, 1))
        page.cell(last, column_of(page, "业主"), row[3])
        for cell in page[2]:
            page.cell(last + 1, cell.column, cell.value)
        page.cell(last + 1, column_of(page, "项目名称"), "抄来的工程")
        page.cell(last + 1, column_of(page, "项目编号"), "XM-抄")

    path = edited(export(site, tmp_path / "list.xlsx", "projects"), edit)
    found = preview(site, path)
    assert [one.kind for one in found.changes] == [ADDED, ADDED]
    brought(site, path)
    names = {one[1]: one for one in rows_of(site, "projects")}
    assert names["新开工程"][6] == date(2026, 3, 1)
    assert names["新开工程"][3] == row[3]
    assert names["抄来的工程"][2] == "XM-抄"
    assert row in rows_of(site, "projects")


def test_what_cannot_be_read_or_kept_is_a_problem_of_its_cell_and_nothing_is_kept(site: Book, tmp_path: Path) -> None:
    first, second = rows_of(site, "projects")[:2]

    def unreadable(page: Worksheet) -> None:
        page.cell(row_of(page, first[0]), column_of(page, "开工日期"), "去年春天")
        page.cell(row_of(page, second[0]), column_of(page, "业主"), "没有这家单位")

    path = edited(export(site, tmp_path / "a.xlsx", "projects"), unreadable)
    found = preview(site, path)
    assert not found.ready
    assert sorted(problem.where for problem in found.problems) == ["项目!C3", "项目!F2"]
    taken = edited(
        export(site, tmp_path / "b.xlsx", "projects"),
        lambda page: page.cell(row_of(page, first[0]), column_of(page, "项目名称"), second[1]),
    )
    before = steps(site)
    with pytest.raises(Invalid) as refused:
        brought(site, taken)
    assert [problem.where for problem in refused.value.problems] == ["项目!A2"]
    assert steps(site) == before


def test_a_cell_that_cannot_be_read_is_a_change_that_can_be_left_out(site: Book, tmp_path: Path) -> None:
    first, second = rows_of(site, "projects")[:2]

    def edit(page: Worksheet) -> None:
        page.cell(row_of(page, first[0]), column_of(page, "开工日期"), "去年春天")
        page.cell(row_of(page, first[0]), column_of(page, "项目名称"), "改过的名称")
        page.cell(row_of(page, second[0]), column_of(page, "项目名称"), "另一个名称")

    path = edited(export(site, tmp_path / "a.xlsx", "projects"), edit)
    seen = preview(site, path)
    (unread,) = [one for one in seen.changes if one.new == "去年春天"]
    rest = frozenset(one.id for one in seen.changes if one is not unread)
    with pytest.raises(Invalid):
        brought(site, path)
    assert seen.against(Accepting(rest)) == []
    brought(site, path, Accepting(rest))
    names = [row[1] for row in rows_of(site, "projects")]
    assert {"改过的名称", "另一个名称"} <= set(names)


def test_a_posted_row_that_is_missing_is_told_whole_with_what_goes_along(site: Book, tmp_path: Path) -> None:
    key, number = rows_of(site, "receipts")[0][:2]
    path = edited(export(site, tmp_path / "a.xlsx", "receipts"), lambda page: page.delete_rows(row_of(page, key)))
    seen = preview(site, path)
    (gone,) = seen.changes
    assert gone.kind == REMOVED
    assert gone.subject.startswith(f"{number} · ")
    assert len(gone.subject.split(" · ")) == 5
    assert any("一并撤销" in problem.text() and number in problem.text() for problem in seen.problems)


def test_values_of_formulas_count_and_a_formula_without_value_is_named(site: Book, tmp_path: Path) -> None:
    key = rows_of(site, "contracts")[0][0]
    path = edited(
        export(site, tmp_path / "list.xlsx", "contracts"),
        lambda page: page.cell(row_of(page, key), column_of(page, "合同价（含税）"), "=1+2"),
    )
    (problem,) = [one for one in preview(site, path).problems if not one.advice]
    assert problem.where == "合同!H2"


def test_a_formula_without_value_over_an_empty_cell_is_named_too(site: Book, tmp_path: Path) -> None:
    path = export(site, tmp_path / "list.xlsx", "parties")
    page = openpyxl.load_workbook(path).worksheets[0]
    column = column_of(page, "联系人")
    empty = next(row for row in range(2, page.max_row) if page.cell(row, column).value is None)
    returned = edited(path, lambda page: page.cell(empty, column, "=A2"))
    (problem,) = [one for one in preview(site, returned).problems if not one.advice]
    assert problem.where.endswith(f"{page.cell(empty, column).coordinate}")


def test_a_sheet_of_ones_own_beside_a_list_is_told(site: Book, tmp_path: Path) -> None:
    def beside(page: Worksheet) -> None:
        page.parent.create_sheet("我的草算").append(["单价", 3])

    seen = preview(site, edited(export(site, tmp_path / "again.xlsx", "parties"), beside))
    assert [problem.where for problem in seen.problems] == ["我的草算"]
    assert seen.ready


def test_a_table_sorted_without_its_hidden_column_is_refused(site: Book, tmp_path: Path) -> None:
    def edit(page: Worksheet) -> None:
        names = [page.cell(row, 1).value for row in range(2, 5)]
        for row, name in enumerate(names[1:] + names[:1], 2):
            page.cell(row, 1, name)

    path = edited(export(site, tmp_path / "list.xlsx", "parties"), edit)
    assert any("排序" in problem.text() and not problem.advice for problem in preview(site, path).problems)


def test_a_list_of_another_book_is_told(site: Book, tmp_path: Path) -> None:
    path = export(site, tmp_path / "list.xlsx", "parties")
    other = registry.create_book(tmp_path / "other", "ZZ")
    assert not preview(other, path).ready
    other.close()


# -- the same as in the window -------------------------------------------------------------------------------------


def digests(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every list row by row, without keys."""
    with book.read() as session:
        return {
            name: sorted(repr(row[1:]) for row in listing.rows(session, ALL, listing.keys(session, ALL)))
            for name, listing in LISTINGS.items()
        }


def stored(book: Book) -> dict[str, list[str]]:
    """Every row of every table, as it lies in the file."""
    with book.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: sorted(map(repr, session.execute(table.select()))) for table in tables}


def something(random: Random, column: Column, value: Any) -> Any:
    """Another value for a cell of this kind."""
    if column.kind == "money":
        return Money(random.randrange(1, 10**9))
    if column.kind in ("quantity", "percent"):
        return Decimal(random.randrange(1, 10**6)) / 1000
    if column.kind in ("days", "number"):
        return random.randrange(1, 9)
    if column.kind == "date":
        return date(2024, 1, 1) + timedelta(days=random.randrange(900))
    if column.kind == "flag":
        return not value
    if column.choices:
        return random.choice(list(column.choices))
    return random.choice(["江北", "=SUM(A1)", " 前后空格 ", "甲\u3000乙", "0012", "1.20", "2024-1-1", "是"]) + str(
        random.randrange(100)
    )


def in_excel(value: Any, column: Column) -> Any:
    """As a person types it into the cell."""
    if column.kind == "flag":
        return "是" if value else "否"
    if column.choices:
        return text(column.choices[value])
    if isinstance(value, Money):
        return float(value.yuan)
    return float(value) if isinstance(value, Decimal) else value


def tried(book: Book, name: str, key: str, entry: str, value: Any) -> bool:
    """The edit made through the use case, as a form does; whether it was kept."""
    edit = EDITED[name]
    try:
        with book.write(EDIT) as session:
            draft = edit.draft_of(session, key)
            how = edit.entries[entry]
            if edit.is_fixed(session, key) or entry in edit.follows(draft) or how.pick:
                return False
            plain = value.strip() if isinstance(value, str) else value
            kept = changed(draft, **{entry: plain})
            if any(not problem.advice for problem in edit.check(kept)):
                return False
            edit.keep(session, kept)
    except (Invalid, Refused):
        return False
    return True


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", sorted(EDITED))
def test_random_edits_in_excel_are_the_same_edits_made_in_the_window(
    name: str, seed: int, site: Book, tmp_path: Path
) -> None:
    random, listing = Random(f"{name}{seed}"), LISTINGS[name]
    path = export(site, tmp_path / "list.xlsx", name)
    copy = registry.open_book(
        Path(shutil.copytree(site.folder, tmp_path / "copy", ignore=shutil.ignore_patterns(".lock")))
    )
    rows = rows_of(site, name)
    wanted: dict[tuple[str, str], Any] = {}
    columns = [column for column in listing.columns if column.name in EDITED[name].entries]
    for row in random.sample(rows, min(len(rows), 12)):
        column = random.choice(columns)
        value = something(random, column, row[1 + listing.columns.index(column)])
        if tried(copy, name, row[0], column.name, value):
            wanted[row[0], column.name] = in_excel(value, column)

    def edit(page: Worksheet) -> None:
        for (key, entry), value in wanted.items():
            cell = page.cell(row_of(page, key), column_of(page, text(listing.column(entry).caption)))
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else cell.data_type

    edited(path, edit)
    brought(site, path)
    assert digests(site) == digests(copy)
    copy.close()


# -- rows that are added, taken out, or given to another party or contract -------------------------------------------


PICKED = {"parties": "name", "projects": "name", "contracts": "number"}
"""What is picked from other lists, and the column that names it."""


def names(book: Book, pick: str) -> list[str]:
    """What the records that a cell may name are called."""
    place = [column.name for column in LISTINGS[pick].columns].index(PICKED[pick])
    return [row[1 + place] for row in rows_of(book, pick)]


def entered(session: Any, how: Entry, value: Any) -> Any:
    """A value as the form of the window gives it: the id of what is picked."""
    if value is None or value == "":
        return "" if inner(how.kind) is str else False if inner(how.kind) is bool else None
    if how.pick and how.pick not in PICKED:
        return next(row[0] for row in LISTINGS[how.pick].rows(session, ALL, LISTINGS[how.pick].keys(session, ALL))
                    if value in row)  # fmt: skip
    return Names(session).find(how.pick, value) if how.pick else value


def kept_by_hand(book: Book, name: str, key: str, values: Mapping[str, Any]) -> bool:
    """A row changed (``key``) or added in the window; whether it was kept."""
    edit = EDITED[name]
    try:
        with book.write(EDIT) as session:
            before = edit.draft_of(session, key) if key else edit.draft()
            if key and (edit.is_fixed(session, key) or set(values) & set(edit.follows(before))):
                return False
            draft = changed(before, **{n: entered(session, edit.entries[n], one) for n, one in values.items()})
            if any(not problem.advice for problem in edit.check(draft)):
                return False
            edit.keep(session, draft)
    except (Invalid, Refused, Misread):
        return False
    return True


def taken_out_by_hand(book: Book, name: str, key: str, reason: str) -> bool:
    try:
        with book.write(EDIT) as session:
            EDITED[name].remove(session, key, reason)
    except (Invalid, Refused):
        return False
    return True


def typed_into(page: Worksheet, row: int, listing: Listing, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        column = listing.column(name)
        cell = page.cell(row, column_of(page, text(column.caption)))
        cell.value = in_excel(value, column) if value not in (None, "") else None
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", sorted(EDITED))
def test_random_rows_added_taken_out_and_picked_anew_in_excel_are_the_same_in_the_window(
    name: str, seed: int, site: Book, tmp_path: Path
) -> None:
    random, listing, edit = Random(f"rows {name}{seed}"), LISTINGS[name], EDITED[name]
    path = export(site, tmp_path / "list.xlsx", name)
    copy = registry.open_book(
        Path(shutil.copytree(site.folder, tmp_path / "copy", ignore=shutil.ignore_patterns(".lock")))
    )
    rows, columns = rows_of(site, name), [column for column in listing.columns if column.name in edit.entries]
    order = list(rows)
    random.shuffle(order)
    picks = {column.name: edit.entries[column.name].pick for column in columns}
    picked = {entry: names(site, pick) for entry, pick in picks.items() if pick in PICKED}
    changes, new, gone = dict[str, dict[str, Any]](), list[dict[str, Any]](), list[str]()
    for row in sorted(order[:6], key=rows.index):
        values = {entry: random.choice(known) for entry, known in picked.items() if random.random() < 0.7}
        if values and kept_by_hand(copy, name, row[0], values):
            changes[row[0]] = values
    for place, row in enumerate(order[6:9]):
        values = {column.name: row[1 + listing.columns.index(column)] for column in columns}
        if edit.naming in values:
            values[edit.naming] = f"新-{name}-{seed}{place}"
        if kept_by_hand(copy, name, "", {n: one for n, one in values.items() if one not in (None, "")}):
            new.append(values)
    for row in order[9:12] if edit.remove else ():
        if taken_out_by_hand(copy, name, row[0], path.name):
            gone.append(row[0])

    def change(page: Worksheet) -> None:
        for key, values in changes.items():
            typed_into(page, row_of(page, key), listing, values)
        for values in new:
            page.append([])
            typed_into(page, page.max_row + 1, listing, values)
        for key in gone:
            page.delete_rows(row_of(page, key))

    brought(site, edited(path, change), Accepting(removed=True))
    assert digests(site) == digests(copy)
    copy.close()


def test_a_new_row_names_a_record_of_any_list_by_its_number(site: Book, tmp_path: Path) -> None:
    listing, place = LISTINGS["invoices"], [column.name for column in LISTINGS["invoices"].columns].index
    blue = next(row for row in rows_of(site, "invoices") if not row[1 + place("cancels")])
    whole = {column.name: blue[1 + place(column.name)] for column in listing.columns}
    red = {name: whole[name] for name in ("contract", "kind", "invoiced_on", "buyer")} | {"number": "红-0001"}
    red |= {name: -whole[name] for name in ("gross", "net", "vat")}
    path = tmp_path / "invoices.xlsx"
    for number, found in ((whole["number"], 0), ("没有的号码", 1)):
        export(site, path, "invoices")
        edited(path, lambda page, said=number: typed_into(page, page.max_row + 1, listing, {**red, "cancels": said}))
        faults = [one for one in preview(site, path).problems if not one.advice]
        assert sum("没有的号码" in one.text() for one in faults) == found
        assert len(faults) == found


def test_own_columns_go_out_and_come_back_also_those_of_posted_records(site: Book, tmp_path: Path) -> None:
    with site.write(own.DEFINE) as session:
        columns = (own.OwnColumnDraft(caption="跟进人"), own.OwnColumnDraft(caption="预计回款", kind="money"))
        own.define(session, own.OwnColumnsDraft("receipts", columns))
    with site.read() as session:
        defined = own.own_of(session)["receipts"]
        listing = own.extended_listing(LISTINGS["receipts"], defined)
        keys = listing.keys(session, Question(TODAY))[:2]
        write(tmp_path / "list.xlsx", [sheet_of(session, listing, Question(TODAY))])

    def edit(page: Worksheet) -> None:
        page.cell(row_of(page, keys[0]), column_of(page, "跟进人"), "孙工")
        page.cell(row_of(page, keys[1]), column_of(page, "预计回款"), 1234.5)

    path = edited(tmp_path / "list.xlsx", edit)
    assert [one.new for one in preview(site, path).changes] == ["孙工", Money.of("1234.5")]
    brought(site, path)
    with site.read() as session:
        assert own.values_of(session, keys[0], defined) == {defined[0].name: "孙工"}
        assert own.values_of(session, keys[1], defined) == {defined[1].name: Money.of("1234.5")}


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_list_never_crashes_and_never_brings_half(seed: int, site: Book, tmp_path: Path) -> None:
    """Any cell of any sheet, the hidden one and the keys included, may hold anything when the file comes back."""
    random = Random(20261123 + seed)
    path = export(site, tmp_path / "all.xlsx", "parties", "projects", "certificates", "bills")
    whole = returning.read(path)
    before, lists = stored(site), digests(site)
    wild = (
        "",
        "x",
        "{",
        "[]",
        "[1]",
        "[null,null]",
        "清收通键:parties",
        "qingshou-list-1",
        -1,
        1e300,
        True,
        TODAY,
        "=1",
    )
    for _round in range(15):
        sheets = [[list(row) for row in sheet.rows] for sheet in whole.sheets]
        for _cell in range(random.randrange(1, 8)):
            rows = random.choice(sheets)
            row = random.choice(rows)
            if row:
                row[random.randrange(len(row))] = random.choice(wild)
        damaged = replace(
            whole, sheets=tuple(replace(old, rows=rows) for old, rows in zip(whole.sheets, sheets, strict=True))
        )
        head = steps(site)
        with suppress(Invalid, Refused):
            finish(bring_back(site, damaged, Accepting(removed=True, conflicts=True), TODAY))
        if steps(site) == head:
            assert stored(site) == before
        else:
            site.undo()
            assert digests(site) == lists
            before = stored(site)


def test_every_list_with_a_form_of_its_own_can_be_edited_outside() -> None:
    """Only what follows from other entries, or went out as a paper, cannot."""
    assert set(LISTINGS) - set(EDITED) == {
        "confirmations", "contradictions", "deadlines", "dispute_proposals", "dunning", "letter_texts", "matching",
        "papers", "quantity_comparison", "receivables", "statement_calendar", "unbilled", "uninvoiced",
        "unpaid_invoices", "wages",
    }  # fmt: skip
