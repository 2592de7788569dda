"""What no import can take is refused in one Chinese sentence, and the book stays as it was (issue 2, “Bad input”).

The other cases of that paragraph stand in ``tests/ui/test_command_line_refusals.py`` (the book, its folder, its disk,
other programs, allocations) and ``tests/ui/test_application.py`` (the second window).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests import samples
from tests.models.importing_sheets import SITE
from tests.samples import Run, run
from tests.ui.test_command_line_refusals import records, refused

__all__ = ["run"]
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
Sheets = dict[str, list[list[Any]]]


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A small sample book; after the test it holds what it held before."""
    folder = samples.copied(tmp_path / "book", 24)
    before = records(folder)
    yield folder
    assert records(folder) == before


def written(path: Path, sheets: Sheets) -> Path:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([None if cell == "" else cell for cell in row])
    made.save(path)
    return path


def bomb(path: Path) -> Path:
    written(path, {"合同": [["合同编号"]]})
    with zipfile.ZipFile(path) as sound:
        parts = {name: sound.read(name) for name in sound.namelist()}
    parts["xl/worksheets/sheet1.xml"] = bytes(210_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def filled(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "make", "sentence"),
    [
        ("没有.xlsx", lambda path: None, "找不到文件"),
        ("夹.xlsx", Path.mkdir, "文件夹"),
        ("空.xlsx", filled(b""), "0 字节"),
        ("文本.xlsx", filled("合同编号,金额\n".encode("gbk")), "不是工作簿"),
        ("加密.xlsx", filled(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512)), "密码"),
        ("旧.xls", filled(OLE + "Workbook".encode("utf-16-le") + bytes(512)), "旧.xls"),
        ("炸弹.xlsx", bomb, "炸弹.xlsx"),
    ],
)
@pytest.mark.parametrize("check", [[], ["--check"]])
def test_a_file_that_is_no_sound_workbook(
    run: Run, own: Path, tmp_path: Path, name: str, make: Callable[[Path], object], sentence: str, check: list[str]
) -> None:
    make(tmp_path / name)
    said = refused(run, "import", tmp_path / name, *check, "--book", own)
    assert sentence in said
    assert said.endswith("。")
    assert "Traceback" not in said


def spoilt(sheet: str, row: int, column: int, value: Any) -> Sheets:
    sheets = deepcopy({name: [list(one) for one in rows] for name, rows in SITE.items()})
    sheets[sheet][row][column] = value
    return sheets


@pytest.mark.parametrize(
    ("sheets", "where", "sentence"),
    [
        ({"目录": [["甲", "乙"], ["1", "2"]]}, "", "工作表"),
        ({"合同": [["甲", "乙"], ["1", "2"]]}, "合同", "列"),
        (spoilt("合同", 2, 0, "HT-1"), "合同!A3", "HT-1"),
        (spoilt("验工计价", 1, 0, "HT-7"), "验工计价!A2", "HT-7"),
        (spoilt("合同", 1, 4, -1.0), "合同!E2", "不能为负"),
        (spoilt("合同", 1, 4, 48600000.123), "合同!E2", "两位"),
        (spoilt("合同", 1, 5, "2026-02-30"), "合同!F2", "2026-02-30"),
        (spoilt("核销", 1, 3, 9_000_000.0), "核销!D2", "核销"),
    ],
    ids=["foreign", "columns", "twice", "unknown", "negative", "decimals", "day", "allocated"],
)
def test_what_stands_in_the_cells(
    run: Run, own: Path, tmp_path: Path, sheets: Sheets, where: str, sentence: str
) -> None:
    file = written(tmp_path / "台账.xlsx", sheets)
    brought = run("import", file, "--book", own)
    checked = run("import", file, "--check", "--book", own)
    assert brought.code == 1
    assert checked.code == 1
    assert set(brought.err.splitlines()) <= set(checked.err.splitlines()), "a check says all the import would"
    assert any(where in line and sentence in line for line in brought.err.splitlines()), brought.err


def test_a_workbook_in_which_nothing_is_filled_in(run: Run, own: Path, tmp_path: Path) -> None:
    ended = run("import", written(tmp_path / "台账.xlsx", {"合同": []}), "--book", own)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "没有可导入的内容：模板各表都没有填写。\n"
