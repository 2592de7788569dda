"""A block from Excel goes into every grid of the program: read, marked where it cannot be, taken back by one Ctrl+Z."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from models.drafts import Entry
from models.language import text
from tests.ui.forms.contract_draft import parties
from ui import pages
from ui.forms.form import Form
from ui.forms.grid import Grid
from ui.forms.spec import FormSpec
from ui.pages.list_spec import ListPageSpec

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
TODAY = date(2026, 11, 23)
CTRL = Qt.KeyboardModifier.ControlModifier
GOOD = {"money": "￥1,234.50元", "number": "2.5", "day": "2024.3.5", "whole": "3", "flag": "是"}
BAD = {"money": "已付300万余款待审", "number": "若干", "day": "2024-02-30", "whole": "三个", "choice": "没有这种"}


def specs() -> Iterator[Any]:
    """Every form that has a grid, by the module that declares it, with the name of the grid."""
    seen = set()
    for module in pkgutil.iter_modules(pages.__path__, "ui.pages."):
        for value in vars(importlib.import_module(module.name)).values():
            form = value.form if isinstance(value, ListPageSpec) else value
            for name in form.grids if isinstance(form, FormSpec) else ():
                shown = not form.sections or any(name in section.names for section in form.sections)
                if shown and (form.draft, name) not in seen:
                    seen.add((form.draft, name))
                    yield pytest.param(form, name, id=f"{module.name.rpartition('.')[2]}-{name}")


_windows: list[QMainWindow] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    _windows.clear()


def a_grid(qtbot: QtBot, spec: FormSpec, name: str) -> Grid:
    window = QMainWindow()
    _windows.append(window)
    form = Form(spec, sources=defaultdict(parties, parties=parties()), today=lambda: TODAY)
    window.setCentralWidget(form)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    grid = form.grids[name]
    grid.view.setFocus()
    grid.view.setCurrentIndex(grid.model.index(0, 0))
    return grid


def paste(qtbot: QtBot, grid: Grid, rows: list[list[str]]) -> str:
    """As Excel copies it: as text and as a table of HTML; what is said about it."""
    copied, told = QMimeData(), list[str]()
    copied.setText("".join("\t".join(row) + "\r\n" for row in rows))
    cells = "".join(f"<tr>{''.join(f'<td colspan=1>{cell}</td>' for cell in row)}</tr>" for row in rows)
    copied.setHtml(f"<html><body><table>{cells}</table></body></html>")
    QApplication.clipboard().setMimeData(copied)
    grid.pasted.connect(told.append)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    grid.pasted.disconnect(told.append)
    return "".join(told)


def cell(how: Entry, kind: str, good: bool) -> str:
    if kind == "choice":
        return text(next(label for value, label in how.choices.items() if value)) if good else BAD[kind]
    if kind == "number" and good:
        return "3%" if how.unit == "%" else GOOD[kind]
    return GOOD.get(kind, "文字") if good else BAD.get(kind, "文字")


def block(grid: Grid, good: bool) -> list[str]:
    kinds = zip(grid.model.columns, grid.model.kinds, strict=True)
    return ["" if kind == "pick" or how.readonly else cell(how, kind, good) for how, kind in kinds]


EVERY = list(specs())


def test_every_noun_with_lines_is_tried() -> None:
    assert {"opening-items", "contract_form-milestones", "deposits-deductions", "final_accounts-reviews"} <= {
        one.id for one in EVERY
    }
    assert len(EVERY) > 15


@pytest.mark.parametrize(("spec", "name"), EVERY)
def test_a_block_is_read_and_taken_back_by_one_undo(qtbot: QtBot, spec: FormSpec, name: str) -> None:
    grid = a_grid(qtbot, spec, name)
    before, fixed = grid.lines(), not grid.model.grows
    paste(qtbot, grid, [[*block(grid, True), "多出的列", "再多一列"]] * 7)
    lines = len(grid.model.lines)
    assert lines == (len(before) if fixed else max(7, len(before)))
    if fixed and not lines:
        return
    unread = [line.unclear for line in grid.model.lines if line.unclear]
    assert unread == []
    for at, (how, kind) in enumerate(zip(grid.model.columns, grid.model.kinds, strict=True)):
        if kind != "pick" and grid.model.is_writable(0, at):
            assert grid.model.value(0, at) not in (None, ""), how.name
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == before


@pytest.mark.parametrize(("spec", "name"), EVERY)
def test_one_cell_that_cannot_be_read_leaves_the_rest_of_its_line(qtbot: QtBot, spec: FormSpec, name: str) -> None:
    grid = a_grid(qtbot, spec, name)
    good, bad = block(grid, True), block(grid, False)
    places = [at for at, kind in enumerate(grid.model.kinds) if kind in BAD and good[at]]
    paste(qtbot, grid, [[*good[:at], bad[at], *good[at + 1 :]] for at in places] or [good])
    if grid.model.grows:
        marked = [set(line.unclear) for line in grid.model.lines[: len(places)]]
        assert marked == [{grid.model.columns[at].name} for at in places]


@pytest.mark.parametrize(("spec", "name"), EVERY)
def test_what_cannot_be_read_is_marked_in_its_cell_and_keeps_its_text(qtbot: QtBot, spec: FormSpec, name: str) -> None:
    grid = a_grid(qtbot, spec, name)
    before = grid.lines()
    written = block(grid, False)
    told = paste(qtbot, grid, [written, written])
    bad = [at for at, kind in enumerate(grid.model.kinds) if kind in BAD and grid.model.is_writable(0, at)]
    bad = [at for at in bad if written[at]]
    if not bad or not grid.model.lines:
        return
    for at in bad:
        assert grid.model.words(0, at) == written[at]
        assert grid.model.columns[at].name in grid.model.lines[0].unclear
    assert told
    assert grid.unclear()
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == before
    assert not grid.unclear()


@pytest.mark.parametrize(("spec", "name"), EVERY)
def test_what_finds_no_place_is_told_and_nothing_else_is(qtbot: QtBot, spec: FormSpec, name: str) -> None:
    """Columns beyond the last one, lines beyond the last one where none can be added, cells that follow from others."""
    grid = a_grid(qtbot, spec, name)
    written = block(grid, True)
    held = len(grid.model.lines)
    if held or grid.model.grows:
        assert "没有位置" not in paste(qtbot, grid, [written])
        qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    rows = [[*written, "多出的列", "", "再多一列"]] * 3
    told = paste(qtbot, grid, rows)
    beyond = 0 if grid.model.grows else max(0, 3 - held) * sum(bool(cell) for cell in written)
    expected = 6 + beyond
    assert (f"有 {expected} 格" in told) == bool(held or grid.model.grows)


def test_captions_that_no_column_bears_are_named(qtbot: QtBot) -> None:
    spec, name = next(one.values for one in EVERY if one.id == "opening-items")
    grid = a_grid(qtbot, spec, name)
    captions = [text(how.caption) for how in grid.model.columns]
    at = [how.name for how in grid.model.columns].index("amount")
    told = paste(qtbot, grid, [[*captions, "备查", "经手"], [*block(grid, True), "甲", "乙"]])
    assert "没有对应的列，未粘贴：备查，经手。" in told
    assert str(grid.model.value(0, at)) == "1234.50"


def test_a_cell_with_quotes_and_line_breaks_stays_one_cell(qtbot: QtBot) -> None:
    spec, name = next(one.values for one in EVERY if one.id == "opening-items")
    grid = a_grid(qtbot, spec, name)
    at = [how.name for how in grid.model.columns].index("document")
    grid.view.setCurrentIndex(grid.model.index(0, at))
    QApplication.clipboard().setText('"JB-1\n（""补""）"\t2024/3/5\r\nJB-2\t45054\r\n')
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    assert len(grid.model.lines) == 2
    assert (grid.model.words(0, at), grid.model.words(1, at)) == ('JB-1 （"补"）', "JB-2")
    assert [grid.model.value(row, at + 1) for row in (0, 1)] == [date(2024, 3, 5), date(2023, 5, 8)]


def test_a_kind_merged_over_several_rows_is_that_of_each_and_is_told(qtbot: QtBot) -> None:
    spec, name = next(one.values for one in EVERY if one.id == "opening-items")
    grid = a_grid(qtbot, spec, name)
    head = ["款项性质", "挂账日期", "金额"]
    rows = [
        ["质保金", "2024-01-05", "1"],
        ["", "2024-02-05", "2"],
        ["进度款", "2024-03-05", "3"],
        ["", "2024-04-05", "4"],
    ]
    told = paste(qtbot, grid, [head, *rows])
    assert [line.kind for line in grid.lines()] == ["retention", "retention", "progress", "progress"]
    assert "款项空白的行已按上一行填入。" in told
