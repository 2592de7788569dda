"""A file for a person is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.problems import Refused
from models.unwritable import whole, write_whole
from ui.commands.frame import write_text


def test_what_stood_there_stays_until_everything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "账册.json"
    path.write_text("旧")

    def cut() -> Iterator[str]:
        yield "新" * 100_000
        assert path.read_text() == "旧"
        raise Refused("the book is damaged")

    with pytest.raises(Refused, match="damaged"):
        write_text(path, cut())
    assert path.read_text() == "旧"
    assert os.listdir(tmp_path) == [path.name]
    write_text(path, iter(["新"]))
    assert path.read_text() == "新"
    assert os.listdir(tmp_path) == [path.name]


def test_a_folder_that_is_missing_is_named_and_a_file_that_is_held(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no folder"):
        write_whole(tmp_path / "没有" / "信.pdf", b"")
    held = tmp_path / "表.xlsx"
    with pytest.raises(Refused, match="cannot be written"), whole(held):
        raise PermissionError
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="devices are files here")
def test_what_is_no_file_is_written_to_and_not_replaced() -> None:
    write_whole(Path("/dev/null"), b"nothing")
    assert Path("/dev/null").is_char_device()
