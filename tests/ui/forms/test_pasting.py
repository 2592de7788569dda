"""What Excel and WPS copied goes into every grid in one way: read as the import reads it, marked, taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.drafts import entries, entry
from models.importing.cells import Habits, entry_reader
from models.importing.recognition.amounts import is_blank
from models.importing.texts import Misread
from models.money import Money
from tests.ui.forms.contract_draft import GRID, SPEC, TODAY, a_contract, a_line
from ui.forms import typed
from ui.forms.form import Form
from ui.forms.grid import Grid
from ui.forms.pasted_cells import DASHED, reader
from ui.forms.typed import Unclear

Make = Callable[..., Form]
CTRL = Qt.KeyboardModifier.ControlModifier
CODE, NAME, UNIT, QUANTITY, PRICE, AMOUNT, AGREED, OWNER, PROVISIONAL = range(9)


@pytest.fixture
def a_grid(a_form: Make) -> Callable[..., Grid]:
    """``a_grid(lines=2, **how)`` is the grid of a form whose grid is declared with ``how``."""

    def make(lines: int = 2, **how: Any) -> Grid:
        spec = replace(SPEC, grids={"items": replace(GRID, **how)}) if how else SPEC
        grid = a_form(a_contract(lines), spec).grids["items"]
        grid.view.setFocus()
        grid.view.setCurrentIndex(grid.model.index(0, 0))
        return grid

    return make


def paste(qtbot: QtBot, grid: Grid, content: str, row: int = 0, column: int = 0) -> list[str]:
    """Ctrl+V at a cell; returns what is said about it."""
    told: list[str] = []
    grid.pasted.connect(told.append)
    grid.view.setCurrentIndex(grid.model.index(row, column))
    QApplication.clipboard().setText(content)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    grid.pasted.disconnect(told.append)
    return told


@dataclass(frozen=True)
class Everything:
    """An entry of each kind."""

    amount: Money | None = entry("金额", None)
    quantity: Decimal | None = entry("数量", None)
    share: Decimal | None = entry("比例", None, unit="%")
    day: date | None = entry("日期", None)
    days: int | None = entry("天数", None)
    agreed: bool = entry("同意", False)
    method: str = entry("方式", "", choices={"transfer": "Bank transfer", "cash": "Cash"})
    words: str = entry("说明", "")


WRITTEN = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        "1,234.50 ¥12 （300.00） 1.2万 １２３４．５ 12,34 2023.5.8 2023/5/8 2023-05-08 20230508 2023年5月8日 3% 0.03 9 "
        "是 否 √ 电汇 现金 Cash -5 −72.5 1e3 1.005 45054 一千 2023年5月 #REF!".split()
    ),
    st.decimals(-(10**9), 10**9, allow_nan=False, places=2).map(str),
)


@given(words=WRITTEN, name=st.sampled_from(sorted(entries(Everything))))
def test_a_pasted_text_is_read_exactly_as_the_import_reads_the_same_cell(words: str, name: str) -> None:
    how = entries(Everything)[name]
    if words.lstrip("\u3000 ").startswith(("=", "＝")) or not words.strip():
        return
    if is_blank(words) and typed.kind_of(how) in DASHED:
        assert reader(how, TODAY)(words) is None
        return
    assert outcome(partial(reader(how, TODAY), words)) == outcome(partial(entry_reader(how, 0, Habits(TODAY)), words))


def outcome(read: Callable[[], Any]) -> Any:
    """The value, or why there is none; an empty text is no value."""
    try:
        return read() or None
    except (Misread, Unclear) as unread:
        return unread.message, unread.values


def test_dates_and_numbers_of_a_copied_block_are_understood(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    paste(qtbot, grid, "１，２３４.５\t¥ 14.80\t\t2025.7.18\n（3）\t=2*7.4\t\t20250719\r\n", 0, QUANTITY)
    lines = grid.lines()
    assert [(line.quantity, line.price) for line in lines] == [
        (Decimal("1234.5"), Decimal("14.8")),
        (Decimal(-3), Decimal("14.8")),
    ]
    assert [line.agreed_on for line in lines] == [date(2025, 7, 18), date(2025, 7, 19)]


def test_an_empty_row_adds_no_line_and_empties_one_that_is_there(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    paste(qtbot, grid, "\t\n1\t2\n\n \t\n3\t4\n\n", 0, QUANTITY)
    assert [line.quantity for line in grid.lines()] == [None, Decimal(1), Decimal(3)]
    assert [line.price for line in grid.lines()] == [None, Decimal(2), Decimal(4)]


def test_a_table_with_its_captions_finds_its_columns_in_any_order_and_its_totals_are_left_out(
    qtbot: QtBot, a_grid: Callable[..., Grid]
) -> None:
    grid = a_grid()
    before = grid.lines()
    heads = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in range(9)]
    table = "\n".join(
        [
            "\t".join(["序号", heads[PRICE], heads[CODE], heads[NAME], heads[QUANTITY]]),
            "1\t14.8\t203-1\t路基挖土方\t26,800",
            '2\t6.5\t204-1\t"土方\n填筑"\t31200',
            "合计\t\t\t\t58000",
        ]
    )
    told = paste(qtbot, grid, table)
    added = grid.lines()[2:]
    assert grid.lines()[:2] == before
    assert [(line.code, line.quantity, line.price) for line in added] == [
        ("203-1", Decimal(26800), Decimal("14.8")),
        ("204-1", Decimal(31200), Decimal("6.5")),
    ]
    assert added[1].name == "土方 填筑"
    assert told == ["已按栏目名称粘贴 2 行。有 1 行合计未粘贴。"]
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == before


def test_a_single_column_copied_with_its_caption_leaves_the_caption_out(
    qtbot: QtBot, a_grid: Callable[..., Grid]
) -> None:
    grid = a_grid(3, fixed=True)
    paste(qtbot, grid, f"{grid.model.headerData(QUANTITY, Qt.Orientation.Horizontal)}\n5\n6\n7", 0, CODE)
    assert [line.quantity for line in grid.lines()] == [5, 6, 7]


def test_rows_find_their_lines_by_code_and_what_is_not_found_is_named(
    qtbot: QtBot, a_grid: Callable[..., Grid]
) -> None:
    grid = a_grid(3, fixed=True, match=("code",))
    codes = [line.code for line in grid.lines()]
    head = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in (CODE, QUANTITY)]
    rows = [head, [codes[2], "7"], ["没有", "1"], [codes[0], "5"]]
    told = paste(qtbot, grid, "\n".join("\t".join(row) for row in rows))
    assert [line.quantity for line in grid.lines()] == [5, Decimal(86001), 7]
    assert told == ["已按栏目名称粘贴 2 行。未找到：没有。"]


def test_cells_that_cannot_be_read_are_marked_counted_and_keep_their_text(
    qtbot: QtBot, a_grid: Callable[..., Grid]
) -> None:
    grid = a_grid()
    told = paste(qtbot, grid, "若干\t1.2.3\n8\t9", 0, QUANTITY)
    assert told == ["有 2 格无法识别，已标出。"]
    assert grid.model.index(0, QUANTITY).data() == "若干"
    assert len(grid.unclear()) == 2
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.unclear() == []


def test_a_locked_grid_takes_nothing(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    before = grid.lines()
    grid.lock(True)
    assert paste(qtbot, grid, "1\t2") == []
    assert grid.lines() == before


def test_a_clipboard_without_text_empties_nothing_and_says_so(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid, picture, told = a_grid(), QMimeData(), list[str]()
    before = grid.lines()
    picture.setData("image/png", b"\x89PNG")
    grid.pasted.connect(told.append)
    grid.view.setCurrentIndex(grid.model.index(0, QUANTITY))
    QApplication.clipboard().setMimeData(picture)
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    assert grid.lines() == before
    assert told == ["剪贴板里没有文字：请先在 Excel 或 WPS 中复制单元格。"]


@pytest.mark.parametrize("dash", ["-", " —  ", "/", "——", "无"])
def test_a_dash_says_that_there_is_nothing(qtbot: QtBot, a_grid: Callable[..., Grid], dash: str) -> None:
    grid = a_grid()
    assert paste(qtbot, grid, f"{dash}\t{dash}\t\t{dash}", 0, QUANTITY) == []
    first = grid.lines()[0]
    assert (first.quantity, first.price, first.agreed_on) == (None, None, None)
    assert grid.unclear() == []


def test_a_day_that_names_only_its_month_is_told(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(3)
    told = paste(qtbot, grid, "23年5月\n2023.5.8\n2023年二季度", 0, AGREED)
    assert [line.agreed_on for line in grid.lines()] == [date(2023, 5, 31), date(2023, 5, 8), date(2023, 6, 30)]
    assert told == ["有 2 个日期只写到月份或季度，已按其最后一天填入。"]


def test_two_amounts_in_one_cell_are_no_amount(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(3)
    told = paste(qtbot, grid, '"5000\n3000"\n12 5\n1 234 567.5', 0, QUANTITY)
    assert told == ["有 2 格无法识别，已标出。"]
    assert grid.lines()[2].quantity == Decimal("1234567.5")


def test_captions_of_which_few_are_known_are_captions_nevertheless(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid()
    before = grid.lines()
    heads = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in (CODE, QUANTITY)]
    rows = [["甲", heads[0], "乙", "丙", heads[1], "丁"], ["x", "9-1", "y", "z", "12", "w"]]
    told = paste(qtbot, grid, "\n".join("\t".join(row) for row in rows))
    assert grid.lines()[:2] == before
    assert [(line.code, line.quantity) for line in grid.lines()[2:]] == [("9-1", Decimal(12))]
    assert told == ["已按栏目名称粘贴 1 行。没有对应的列，未粘贴：甲，乙，丙，丁。"]


def test_of_two_rows_for_one_line_none_goes_in_and_it_is_named(qtbot: QtBot, a_grid: Callable[..., Grid]) -> None:
    grid = a_grid(3, fixed=True, match=("code",))
    before = [line.quantity for line in grid.lines()]
    codes = [line.code for line in grid.lines()]
    head = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in (CODE, QUANTITY)]
    rows = [head, [codes[1], "1"], [codes[0], "5"], [codes[1], "2"]]
    told = paste(qtbot, grid, "\n".join("\t".join(row) for row in rows))
    assert [line.quantity for line in grid.lines()] == [5, before[1], before[2]]
    assert told == [f"已按栏目名称粘贴 1 行。{codes[1]} 有不止一行，均未粘贴，请先合并。"]


def test_rows_find_their_lines_by_the_name_of_a_record(qtbot: QtBot, a_form: Make) -> None:
    spec = replace(SPEC, grids={"items": replace(GRID, fixed=True, match=("owner",))})
    draft = replace(a_contract(2), items=(a_line(0), replace(a_line(1), owner="p2")))
    grid = a_form(draft, spec).grids["items"]
    head = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in (OWNER, QUANTITY)]
    rows = [head, ["临湖置业发展有限公司", "8"], ["别的公司", "9"]]
    told = paste(qtbot, grid, "\n".join("\t".join(row) for row in rows))
    assert [line.quantity for line in grid.lines()] == [Decimal(86000), 8]
    assert told == ["已按栏目名称粘贴 1 行。未找到：别的公司。"]


@pytest.mark.parametrize(
    "total",
    "总计： 合计（元） 以上合计 土方小计 页计 承前页 过次页 合计金额 总价 Sub-total 大写：贰佰元整 200章合计".split(),
)
def test_a_row_that_adds_up_others_is_no_line_and_is_told(
    qtbot: QtBot, a_grid: Callable[..., Grid], total: str
) -> None:
    grid = a_grid(0)
    heads = [grid.model.headerData(at, Qt.Orientation.Horizontal) for at in (NAME, UNIT, QUANTITY, PRICE)]
    rows = [heads, ["路基挖土方", "m3", "5", "2"], [total, "", "5", ""], ["排水沟小计表制作", "项", "1", "3"]]
    told = paste(qtbot, grid, "\n".join("\t".join(row) for row in rows))
    assert [line.name for line in grid.lines()] == ["路基挖土方", "排水沟小计表制作"]
    assert told == ["已按栏目名称粘贴 2 行。有 1 行合计未粘贴。"]
