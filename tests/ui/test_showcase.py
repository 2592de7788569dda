"""Without a screen the program still shows what it is: a book, a statement, a picture, and how to open it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models import registry
from tests import samples
from ui import showcase


def test_it_prints_the_largest_debtors_statement_and_draws_the_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    samples.copied(tmp_path / "books" / "sample")
    assert showcase.without_screen(tmp_path) == 0
    said = capsys.readouterr().out.splitlines()
    assert (tmp_path / "showcase" / "statement.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "showcase" / "window.png").stat().st_size > 20_000
    assert said[0] == f"示例账册位于 {tmp_path / 'books' / 'sample'}"
    assert said[1].startswith("逾期金额最大的是江北市临湖置业有限公司，其对账函：")
    assert said[-1].startswith("本机没有屏幕；在有屏幕的电脑上，“python3 main.py”即可打开窗口")


def test_without_a_picture_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.copied(tmp_path / "books" / "sample")
    monkeypatch.setattr(showcase, "PORTRAIT", "_nothing")
    assert showcase.without_screen(tmp_path) == 0
    assert "此处无法绘制窗口画面。" in capsys.readouterr().out


def test_the_first_time_it_makes_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showcase, "PORTRAIT", "_nothing")
    assert showcase.without_screen(tmp_path) == 0
    book = registry.open_book(tmp_path / "books" / "sample")
    assert book.head() is not None
    book.close()
