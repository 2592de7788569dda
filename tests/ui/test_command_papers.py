"""A paper that is written by command is the kind of file its name says, issued or not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.ui.pages.sample_window import LAKESIDE, TODAY, sample_book, sample_folder
from ui import command_line

__all__ = ["sample_book", "sample_folder"]
DAY = TODAY.isoformat()
STATEMENT = ("statement", "--party", LAKESIDE, "--as-of", DAY)
REQUEST = ("letter", "request", "--party", LAKESIDE, "--as-of", DAY)
LISTS = {"template": ("template",), "coverage": ("coverage", "-o"), "export": ("export", "xlsx", "-o")}


@pytest.fixture
def told(sample_book: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on the sample; what it answered as JSON, or (exit code, complaint)."""
    folder = sample_book.folder
    sample_book.close()

    def run(*words: str) -> Any:
        code = command_line.main([*words, "--book", str(folder), "--json", "--lang", "en"])
        heard = capsys.readouterr()
        return json.loads(heard.out) if code == 0 else (code, heard.err)

    return run


def _text(file: Path, part: str) -> str:
    """One part of a word processor's or spreadsheet's file."""
    with ZipFile(BytesIO(file.read_bytes())) as archive:
        return archive.read(part).decode()


@pytest.mark.parametrize(
    ("words", "name", "part"),
    [
        (REQUEST, "letter.docx", "word/document.xml"),
        (REQUEST, "letter.xlsx", "xl/workbook.xml"),
        (STATEMENT, "statement.XLSX", "xl/workbook.xml"),
    ],
)
def test_an_issued_paper_is_written_as_what_its_file_is_named(
    told: Any, tmp_path: Path, words: tuple[str, ...], name: str, part: str
) -> None:
    out = tmp_path / name
    number = told(*words, "--issue", "-o", str(out))["number"]
    found = _text(out, part)
    if part.startswith("word"):
        assert number in found
        assert "draft" not in found


def test_an_issued_paper_is_written_as_pdf_and_json_too(told: Any, tmp_path: Path) -> None:
    number = told(*STATEMENT, "--issue", "-o", str(tmp_path / "s.json"))["number"]
    assert json.loads((tmp_path / "s.json").read_text())["number"] == number
    told(*REQUEST, "--issue", "-o", str(tmp_path / "plain"))
    assert (tmp_path / "plain").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (STATEMENT, "statement.docx"),
        (REQUEST, "letter.doc"),
        (("confirmations", "--as-of", DAY), "list.docx"),
        (STATEMENT, "no folder/statement.pdf"),
    ],
)
def test_what_cannot_be_written_is_refused_before_it_has_a_number(
    told: Any, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    before = told("verify")["steps"]
    for more in ((), ("--issue",)):
        code, why = told(*words, *more, "-o", str(tmp_path / name))
        assert (code, Path(name).name in why) == (1, True)
    assert told("verify")["steps"] == before
    assert [one.name for one in tmp_path.iterdir()] == ["book"]


@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_a_workbook_is_written_under_no_other_name(told: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    code, why = told(*words, str(tmp_path / "list.pdf"))
    assert (code, "list.pdf" in why, ".xlsx" in why) == (1, True, True)
    assert [one.name for one in tmp_path.iterdir()] == ["book"]
    told(*words, str(tmp_path / "list.xlsx"))
    assert _text(tmp_path / "list.xlsx", "xl/workbook.xml")
