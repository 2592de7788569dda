"""Tables of plain text are read whatever program saved them: encoding and separator are found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.problems import Refused
from models.work import finish
from reports.reading.reader import Reader
from reports.reading.workbook import read_workbook
from tests.reports.reading.test_reader import SERVE
from tests.reports.reading.workbooks import by_openpyxl

ROWS = [["到账日期", "付款单位", "金额"], ["2023-01-05", "江北公司", "1,000.50"], ["2023-01-06", "合计；含税", ""]]


def saved(path: Path, encoding: str, separator: str) -> Path:
    lines = (separator.join(f'"{cell}"' if separator in cell else cell for cell in row) for row in ROWS)
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_every_encoding_and_separator_gives_the_same_rows(tmp_path: Path, encoding: str, separator: str) -> None:
    sheet = read_workbook(saved(tmp_path / "回款.csv", encoding, separator)).sheets[0]
    assert (sheet.name, list(sheet.rows)) == ("回款", ROWS)


def test_rows_of_different_length_are_filled_up(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("单位：万元\n日期,金额\n2023-01-05,1\n", encoding="gbk")
    assert list(read_workbook(tmp_path / "a.txt").sheets[0].rows) == [
        ["单位：万元", ""],
        ["日期", "金额"],
        ["2023-01-05", "1"],
    ]


def test_digits_that_were_kept_as_text_are_digits(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('账号,金额\n"=""6222000012345678901""",1\n', encoding="utf-8")
    assert read_workbook(tmp_path / "a.csv").sheets[0].rows[1][0] == "6222000012345678901"


def test_it_crosses_the_pipe_like_every_workbook(tmp_path: Path) -> None:
    reader = Reader(SERVE)
    try:
        path = saved(tmp_path / "回款.csv", "gbk", ",")
        assert finish(reader.workbook(path)) == read_workbook(path)
    finally:
        reader.close()


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 10, b"a,b\0c\n", b"\x81\x20\xff\xff\n"])
def test_what_is_no_text_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(Refused) as refused:
        read_workbook(tmp_path / "a.csv")
    assert "no table of text" in refused.value.text("en")


def test_a_workbook_named_like_a_text_is_read_as_the_workbook_it_is(tmp_path: Path) -> None:
    assert read_workbook(by_openpyxl(tmp_path / "a.csv", 回款=[["日期"]])).sheets[0].name == "回款"


def test_traditional_text_in_big5_is_read_and_its_encoding_is_named(tmp_path: Path) -> None:
    rows = [["客戶名稱", "工程名稱", "應收餘額"], ["宏遠置業", "國際廣場", "3500000"], ["合計", "", "3500000"]]
    (tmp_path / "a.csv").write_bytes("\n".join(",".join(row) for row in rows).encode("big5"))
    book = read_workbook(tmp_path / "a.csv")
    assert list(book.sheets[0].rows) == rows
    assert "Big5" in book.advice[0].text("zh")
    (tmp_path / "b.csv").write_bytes("客戶名稱,應收餘額\n宏遠置業,3500000\n".encode("gbk"))
    again = read_workbook(tmp_path / "b.csv")
    assert again.sheets[0].rows[0] == ["客戶名稱", "應收餘額"]
    assert again.advice == ()
