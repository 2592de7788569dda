"""What is not a sound workbook is refused before it is unpacked, each case in its own sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from models.problems import Refused
from reports.reading.gate import expect_workbook
from tests.reports.reading.workbooks import by_openpyxl, packed


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        expect_workbook(path)
    return refused.value.text("en")


def sound(tmp_path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(by_openpyxl(tmp_path / "sound.xlsx", 合同=[["合同编号"]])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_sound_workbook_passes_without_advice(tmp_path: Path) -> None:
    passed = expect_workbook(packed(tmp_path / "a.xlsx", sound(tmp_path)))
    assert (passed.kind, passed.advice) == ("xlsx", ())


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx").startswith("There is no file")


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    assert "is empty (0 bytes)" in refusal(tmp_path / "a.xlsx")


@pytest.mark.parametrize("content", [b"hello, this is text", b"%PDF-1.7\n", "合同编号,金额\n".encode("gbk")])
def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    assert "is not a workbook" in refusal(tmp_path / "a.xlsx")


def test_a_web_page_named_like_a_workbook_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "台账.xls").write_bytes(b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>")
    assert "web page" in refusal(tmp_path / "台账.xls")


def test_a_file_that_is_too_large_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a.xlsx").open("wb") as stream:
        stream.truncate(20_000_001)
    assert "up to 20 MB" in refusal(tmp_path / "a.xlsx")


def test_a_bomb_is_refused_without_being_unpacked(tmp_path: Path) -> None:
    bomb = packed(tmp_path / "bomb.xlsx", {**sound(tmp_path), "xl/worksheets/sheet1.xml": bytes(210_000_000)})
    assert bomb.stat().st_size < 1_000_000
    assert "would unpack to far more" in refusal(bomb)


def test_a_steep_part_is_refused_even_when_the_whole_is_small(tmp_path: Path) -> None:
    parts = {**sound(tmp_path), "xl/media/a.bin": bytes(2_000_000)}
    assert "would unpack to far more" in refusal(packed(tmp_path / "steep.xlsx", parts))


def test_more_than_2000_parts_are_refused(tmp_path: Path) -> None:
    parts = {**sound(tmp_path), **{f"xl/media/{n}.png": b"" for n in range(2_000)}}
    assert "parts" in refusal(packed(tmp_path / "many.xlsx", parts))


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/passwd", "C:/evil.xml", "xl\\..\\evil.xml"])
def test_path_tricks_are_refused(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "trick.xlsx", {**sound(tmp_path), name.replace("\\", "|"): b"x"})
    archive.write_bytes(archive.read_bytes().replace(name.replace("\\", "|").encode(), name.encode()))
    assert "is damaged" in refusal(archive)


def test_a_cut_off_file_is_damaged(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.xlsx", sound(tmp_path))
    whole.write_bytes(whole.read_bytes()[:-200])
    assert "is damaged" in refusal(whole)


def test_a_text_document_is_no_workbook(tmp_path: Path) -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    assert "is not a workbook" in refusal(packed(tmp_path / "a.xlsx", parts))


@pytest.mark.parametrize(
    ("kind", "entries"),
    [(".ods", ("mimetype", "content.xml", "META-INF/manifest.xml")), (".xlsb", ("xl/workbook.bin",))],
)
def test_a_workbook_of_another_kind_is_called_one_and_told_what_to_do(
    tmp_path: Path, kind: str, entries: tuple[str, ...]
) -> None:
    said = refusal(packed(tmp_path / f"a{kind}", dict.fromkeys(entries, b"x")))
    assert f"workbook of the kind {kind}" in said
    assert "save it as .xlsx" in said.lower()


def test_a_password_is_named_for_the_new_format(tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    (tmp_path / "a.xlsx").write_bytes(ole)
    assert "protected with a password" in refusal(tmp_path / "a.xlsx")


def test_a_password_of_the_archive_itself_is_named(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.xlsx", sound(tmp_path))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    assert "protected with a password" in refusal(path)


def test_another_old_office_file_is_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "WordDocument".encode("utf-16-le")
    )
    assert "is not a workbook" in refusal(tmp_path / "a.doc")


def test_macros_and_links_to_other_files_are_noted(tmp_path: Path) -> None:
    parts = {**sound(tmp_path), "xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    advice = expect_workbook(packed(tmp_path / "a.xlsm", parts)).advice
    assert [problem.text("en") for problem in advice] == [
        "The workbook contains macros; they were not run.",
        "The workbook refers to other files; the values last saved in it are used.",
    ]
    assert all(problem.advice for problem in advice)


def test_the_sentence_exists_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        expect_workbook(tmp_path / "none.xlsx")
    assert refused.value.text("zh").startswith("找不到文件")


def test_bytes_are_never_unpacked_by_the_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(*_: object, **__: object) -> io.BytesIO:
        raise AssertionError("unpacked")

    path = packed(tmp_path / "a.xlsx", sound(tmp_path))
    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    assert expect_workbook(path).kind == "xlsx"
